"""Everything between what a partner sends and a row in the ledger."""
