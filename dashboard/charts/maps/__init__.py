"""Maps as drawings of their own."""
