"""How verdicts come about, in words and examples."""
