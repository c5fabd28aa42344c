"""What an auditor typed into the journal's filter; what cannot be read is named and left out of the search."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from nhip.core.errors import RuleBroken
from nhip.core.typed import read_day
from nhip.cycle.history import Asked
from nhip.web import shown
from nhip.web.history.words import ACTS

LONGEST = 100


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """typed: the fields as they were sent; errors: field -> why it cannot be read."""

    asked: Asked
    typed: dict[str, str]
    errors: dict[str, str]
    page: int

    @property
    def is_set(self) -> bool:
        return any(self.typed.values())


def read_filter(sent: QueryDict) -> JournalFilter:
    typed = {name: sent.get(name, "").strip()[:LONGEST] for name in ("nguoi", "don-vi", "tu", "den", "viec")}
    errors: dict[str, str] = {}
    since, until = (_day(name, typed[name], errors) for name in ("tu", "den"))
    act = typed["viec"] if typed["viec"] in ACTS else ""
    page = sent.get("trang", "")
    return JournalFilter(
        Asked(typed["nguoi"], typed["don-vi"], since, until, act),
        typed,
        errors,
        int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 7 and int(page) else 1,
    )


def _day(name: str, text: str, errors: dict[str, str]) -> date | None:
    if not text:
        return None
    try:
        return read_day(text, field=name)
    except RuleBroken as refusal:
        errors[name] = shown.refusal(refusal)
        return None
