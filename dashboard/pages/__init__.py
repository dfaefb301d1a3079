"""Pages: pure layouts of what they are given."""
