"""Languages, numbers, dates, catalogues."""
