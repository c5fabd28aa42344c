import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from django.db.models import Q, QuerySet

from nhip.apps.programmes.models import Programme

SHIPPED = "programmes_2019_2020.json"


def shipped_programmes() -> Mapping[str, Any]:
    """The list of 2019–2020 that comes with Nhịp, with its sources."""
    text = files("nhip.apps.programmes").joinpath("data", SHIPPED).read_text(encoding="utf-8")
    told: Mapping[str, Any] = json.loads(text)
    return told


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    id: int
    code: str
    name: str


def _in_force(year: int) -> QuerySet[Programme]:
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    return Programme.objects.filter(Q(ends_before=None) | Q(ends_before__gt=first), starts_on__lt=after)


def is_in_force(programme_id: int, year: int) -> bool:
    """Whether the programme is in force on a day of the year. One statement."""
    return _in_force(year).filter(pk=programme_id).exists()


def programmes_in(year: int) -> tuple[ProgrammeLine, ...]:
    """Programmes in force on a day of the year, by code. One statement."""
    rows = _in_force(year).order_by("code")
    return tuple(ProgrammeLine(row.pk, row.code, row.name) for row in rows)
