"""Decimals on their way out of the system."""

from decimal import Decimal


def json_number(value: Decimal | None) -> float | int | None:
    """A Decimal of at most two digits behind the point as a JSON number that shows the same digits."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
