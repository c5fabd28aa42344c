"""What offices call each other, from a data file, and which version of the reader reads."""

import hashlib
import json
from datetime import date
from functools import cache
from importlib.resources import files

from nhip.core.directive_matching import Synonym, UnitWords


@cache
def unit_words() -> UnitWords:
    """The shipped synonyms, each with its days and its source."""
    place = files("nhip.apps.conferences").joinpath("data", "unit_words.json")
    known = json.loads(place.read_text(encoding="utf-8"))
    return UnitWords(
        synonyms=tuple(
            Synonym(
                one["words"],
                one["means"],
                _day(one["starts_on"]),
                _day(one["ends_before"]),
                one["source"],
            )
            for one in known["synonyms"]
        ),
        heads=tuple(known["heads"]),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@cache
def reader_version() -> str:
    """Twelve digits of the SHA-256 of the reader's own modules: who changes it need not remember to count."""
    digest = hashlib.sha256()
    modules = (one for one in files("nhip.core.directives").iterdir() if one.name.endswith(".py"))
    for module in sorted(modules, key=lambda one: one.name):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:12]
