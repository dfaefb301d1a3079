"""What moved, and versions of the plan."""
