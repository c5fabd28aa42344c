from collections.abc import Iterable
from decimal import Decimal

from django.db import connection

from nhip.apps.indicators.fields import plain
from nhip.rows import Cell


def exact_cells(values: Iterable[Decimal]) -> list[Cell]:
    """As an ``ExactDecimalField`` stores them."""
    if connection.vendor == "postgresql":
        return list(values)
    return [f"{plain(value):f}" for value in values]


def exact_value(cell: Decimal | str) -> Decimal:
    """As an ``ExactDecimalField`` reads it."""
    return Decimal(cell) if isinstance(cell, str) else plain(cell)
