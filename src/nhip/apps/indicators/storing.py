from decimal import Decimal

from django.db import connection

from nhip.apps.indicators.fields import plain
from nhip.rows import Cell


def exact_cell(value: Decimal) -> Cell:
    """As an ``ExactDecimalField`` stores it."""
    return value if connection.vendor == "postgresql" else f"{plain(value):f}"


def exact_value(cell: Decimal | str) -> Decimal:
    """As an ``ExactDecimalField`` reads it."""
    return Decimal(cell) if isinstance(cell, str) else plain(cell)
