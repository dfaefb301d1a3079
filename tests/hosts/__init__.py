"""Several hosts on one machine: network namespaces, nginx, PostgreSQL. Needs root."""
