"""Stored roll-ups of task progress, refreshed through a durable dirty set."""
