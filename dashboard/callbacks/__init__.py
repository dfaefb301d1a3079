"""Callbacks: each reads inputs, asks the snapshot, calls one pure function."""
