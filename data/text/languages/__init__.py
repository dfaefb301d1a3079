"""Languages of the product: a file each, its words in `../translations/<code>.po`."""
