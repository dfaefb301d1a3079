"""From a file to rows in the ledger."""
