"""Decimals on their way out of the system."""

from decimal import Decimal


def json_number(value: Decimal | None) -> float | int | None:
    """A Decimal of at most two digits behind the point as a JSON number that shows the same digits."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def exact_json_number(value: Decimal) -> float | int | str:
    """A Decimal as a JSON number of the same digits; as text where a reader's binary number would change them."""
    if value == value.to_integral_value():
        return int(value)
    told = float(value)
    return told if Decimal(repr(told)) == value else f"{value:f}"
