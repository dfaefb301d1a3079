"""Lines that decide, each changed for the worse: a named test must notice."""
