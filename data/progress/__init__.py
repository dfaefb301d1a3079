"""Kinds, baselines, targets and verdicts: pure functions, no I/O, no clock."""
