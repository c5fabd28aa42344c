"""Conferences: texts in which directions were given, what was read in them, and the tasks that were opened for it."""
