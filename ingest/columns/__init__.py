"""What a table's columns and cells mean."""
