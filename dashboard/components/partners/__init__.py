"""Partners as tables, and what would be lost without them."""
