"""Publishing, snapshots, their backends and cache, time travel."""
