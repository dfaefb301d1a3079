"""The plan: models, load, checks, differences, history."""
