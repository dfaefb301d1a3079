"""Places, the register of partners, outlines: files and what reads them."""
