"""Bulk roll-up and re-basing: anyone's tables in, the figures of every unit and period out; no database needed."""
