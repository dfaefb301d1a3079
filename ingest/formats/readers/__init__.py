"""What formats are read with: text, XML, JSON and sheets, row by row."""
