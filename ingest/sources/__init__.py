"""Where deliveries come from by themselves: folders and services."""
