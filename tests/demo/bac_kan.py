"""Bắc Kạn's units on the eve of 01/02/2020, beside the small world."""

from nhip.apps.org import services as org
from nhip.apps.org.facts import NewUnit
from nhip.core.access import OPERATOR
from nhip.core.units import Level
from nhip.demo.places import BEGINNING, districts
from tests import world


def build_units() -> None:
    """The province, its districts and the 122 communes, under the world's own calendar."""
    now = world.at(BEGINNING)

    def add(level: Level, name: str, code: str, parent: str, *, reports: bool = False) -> None:
        org.add_unit(
            actor=OPERATOR, new=NewUnit(level, name, code, parent, BEGINNING, reports=reports), now=now
        )

    add(Level.PROVINCE, "Tỉnh Bắc Kạn", "06", "VN")
    for district in districts():
        add(Level.DISTRICT, district.name, district.code, "06")
        for place in district.before:
            add(Level.COMMUNE, place.name, place.code, district.code, reports=True)
