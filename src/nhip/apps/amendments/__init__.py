"""Amendments of approved plans, and the versions a plan went through."""
