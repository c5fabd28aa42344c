"""Monthly reports of a unit on its tasks."""
