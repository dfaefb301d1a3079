"""Measures as tables, with their history."""
