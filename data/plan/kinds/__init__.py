"""Kinds of indicators: a file each, which says everything of it."""
