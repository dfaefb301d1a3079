"""Objectives, days and regions side by side."""
