"""Which units file a month's report, when, and what becomes of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from nhip.apps.org import ground
from nhip.core.calendars import cut_off, due_on
from nhip.core.periods import Month
from nhip.core.units import Level, Tree
from nhip.demo import story
from nhip.demo.places import District
from nhip.demo.progress import Aim, aim_in
from nhip.demo.telling import Story, Year


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of the day in the office's time zone."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone.get_current_timezone())


@dataclass(frozen=True, slots=True)
class Filing:
    """A report that a unit files. district: whose head decides on it."""

    moment: datetime
    unit: int
    district: str
    aim: Aim
    is_approved: bool
    is_returned: bool = False


def filings(rng: Random, places: Sequence[District], told: Year, number: int) -> Iterator[Filing]:
    """Who files the month's report and when, as told by the year's story."""
    history, month = ground.current().history, Month(told.number, number)
    is_open = number == told.open_month
    for district in places:
        local = told.districts[district.code]
        root = history.on(story.TODAY).find(district.code)
        tree = history.on(history.cut_off(root, month))
        aim = aim_in(told, number, local.behind[number - 1])
        communes = [one for one in tree.children(root) if tree.level(one) is Level.COMMUNE]
        for index, unit in enumerate(_who_files(rng, tree, communes, told, local, number)):
            yield Filing(
                _moment(rng, unit, told, month),
                unit,
                district.code,
                aim,
                not is_open or index < local.approved,
            )
        for unit in communes:
            if tree.name(unit) == told.returned.get(number):
                yield Filing(
                    _moment(rng, unit, told, month),
                    unit,
                    district.code,
                    aim,
                    is_approved=False,
                    is_returned=True,
                )
        office = tree.find(f"{district.code}.PDT")
        if office in tree.reporting and not (is_open and district.code in told.offices_not_yet):
            yield Filing(_moment(rng, office, told, month), office, district.code, aim, not is_open)
    if not is_open:
        department = history.on(story.TODAY).find("06.BDT")
        aim = aim_in(told, number, told.department[number - 1])
        yield Filing(_moment(rng, department, told, month), department, "06", aim, is_approved=True)


def _who_files(
    rng: Random, tree: Tree, communes: list[int], told: Year, local: Story, number: int
) -> list[int]:
    """The communes that file themselves, so that the district's count comes out as told."""
    silent_count = len(communes) - local.reported[number - 1]
    named = {tree.name(unit): unit for unit in communes}
    silent = [named[name] for name in told.silent_first if name in named][:silent_count]
    if number == told.open_month:
        silent = list(dict.fromkeys([named[name] for name in told.not_yet if name in named] + silent))
    silent = silent[:silent_count]
    others = [unit for unit in communes if unit not in silent]
    silent += rng.sample(others, silent_count - len(silent))
    spared = named.get(told.spared.get(number, ""))
    return [unit for unit in communes if unit not in silent and unit != spared]


def _moment(rng: Random, unit: int, told: Year, month: Month) -> datetime:
    """When the unit files: mostly between the cut-off and the due day, some up to three days late."""
    calendar = ground.current().history.calendar_for(unit, month)
    first = cut_off(month, calendar) + timedelta(days=1)
    is_open = month.number == told.open_month
    last = story.TODAY - timedelta(days=1) if is_open else due_on(month, calendar)
    day = first + timedelta(days=rng.randint(0, (last - first).days))
    if not is_open and rng.random() < told.late:
        day = last + timedelta(days=rng.randint(1, 3))
    return at(day, rng.randint(7, 16), rng.randint(0, 59))
