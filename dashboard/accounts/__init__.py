"""Who is asking: sign-in, sessions, and pages for those who report and review.

These pages are plain HTML made on the server: they need no script, and no shared cache sees them.
"""
