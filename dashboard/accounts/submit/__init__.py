"""Where partners report, and look after what they sent."""
