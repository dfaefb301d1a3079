"""The web application: pages, charts and the API over a store of snapshots."""
