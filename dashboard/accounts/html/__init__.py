"""Elements, tables and documents of pages without scripts."""
