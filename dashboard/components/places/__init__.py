"""Maps, regions, facilities and coalitions."""
