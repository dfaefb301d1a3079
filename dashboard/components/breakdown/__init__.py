"""A total taken apart."""
