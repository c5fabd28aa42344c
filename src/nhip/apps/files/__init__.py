"""Attached files: kept once by content, outside the database, served as attachments only."""
