"""Exact decimals in the database."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from nhip.core.rollup import DECIMALS, EXACT, MOST_DIGITS

DIGITS = MOST_DIGITS + DECIMALS


class ExactDecimalField(models.Field[Any, Any]):
    """A decimal that comes back digit for digit: numeric on PostgreSQL, text on SQLite, whose numbers are binary.

    (Django's DecimalField keeps 15 significant digits on SQLite.)
    """

    description = "An exact decimal with at most six decimals"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return f"numeric({DIGITS}, {DECIMALS})" if connection.vendor == "postgresql" else "text"

    def to_python(self, value: object) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except ArithmeticError as error:
            raise ValidationError(str(value)) from error

    def from_db_value(self, value: object, _expression: object, _connection: object) -> Decimal | None:
        if isinstance(value, str):
            return Decimal(
                value
            )  # SQLite's text is written plain, below; hundreds of thousands are read at a time
        found = self.to_python(value)
        return None if found is None else plain(found)

    def get_db_prep_value(
        self,
        value: object,
        connection: BaseDatabaseWrapper,
        prepared: bool = False,  # noqa: ARG002, FBT001, FBT002 - Django's own
    ) -> object:
        found = self.to_python(value)
        if found is None or connection.vendor == "postgresql":
            return found
        return f"{plain(found):f}"


def plain(value: Decimal) -> Decimal:
    """Without zeros at the end: one way to write each number."""
    reduced = value.normalize(EXACT)
    return reduced.quantize(Decimal(1), context=EXACT) if reduced == reduced.to_integral_value() else reduced
