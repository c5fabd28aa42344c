"""Programmes and policies with their legal basis."""
