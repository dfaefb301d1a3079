"""SQL of the questions a snapshot answers."""
