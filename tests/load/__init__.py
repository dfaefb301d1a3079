"""Loads the product: many at once, for long (`.soak`), and with all that breaks (`.chaos`)."""
