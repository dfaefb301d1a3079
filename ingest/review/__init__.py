"""Deciding on batches, and mending refused rows."""
