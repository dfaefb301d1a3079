"""Who reads what: the address, the language, names and ids."""
