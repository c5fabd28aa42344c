"""Workbooks in and out: cells to rows that know their addresses, and back. No Django, no domain rule."""
