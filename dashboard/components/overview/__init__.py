"""The scorecard and its tiles."""
