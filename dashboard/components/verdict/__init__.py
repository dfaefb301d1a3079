"""A verdict with its figures, sums, outlook and confidence."""
