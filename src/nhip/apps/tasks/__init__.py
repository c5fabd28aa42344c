"""Tasks with their units, milestones and progress."""
