"""Words of the commands: Vietnamese, or English where the locale is English. Works before Django is set up."""

import gettext
import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

_LOCALE = Path(__file__).resolve().parents[1] / "locale"


def is_english() -> bool:
    """By LC_ALL, LC_MESSAGES, LANG, the first that is set."""
    chosen = next(
        (value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), ""
    )
    return chosen.startswith("en")


_catalogue = gettext.translation("django", _LOCALE, ["en"], fallback=True) if is_english() else None


def gettext_of(sentence: str) -> str:
    """The sentence in the reader's language."""
    return _catalogue.gettext(sentence) if _catalogue is not None else sentence


def show(value: object) -> str:
    """A value inside a sentence: dates as dd/mm/yyyy, numbers with the comma or point of the language."""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        return plain if is_english() else plain.replace(".", ",")
    return str(value)
