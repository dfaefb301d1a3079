"""The steps, in order; one that has run anywhere is never changed."""
