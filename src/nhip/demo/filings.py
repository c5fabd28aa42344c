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
from nhip.demo.progress import Aim
from nhip.demo.story import STORIES


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


def filings(rng: Random, places: Sequence[District], month: Month) -> Iterator[Filing]:
    """Who files the month's report and when, as told by the story."""
    history = ground.current().history
    for district in places:
        told = STORIES[district.code]
        root = history.on(story.TODAY).find(district.code)
        tree = history.on(history.cut_off(root, month))
        aim = Aim(month.number, told.behind[month.number - 1])
        communes = [one for one in tree.children(root) if tree.level(one) is Level.COMMUNE]
        filing = _who_files(rng, tree, communes, told, month)
        is_last = month.number == story.MONTHS_REPORTED[-1]
        for index, unit in enumerate(filing):
            yield Filing(
                _moment(rng, unit, month), unit, district.code, aim, not is_last or index < told.approved
            )
        for unit in communes:
            if month.number == 4 and tree.name(unit) == story.RETURNED_IN_APRIL:
                yield Filing(
                    _moment(rng, unit, month), unit, district.code, aim, is_approved=False, is_returned=True
                )
        office = tree.find(f"{district.code}.PDT")
        if office in tree.reporting and not (is_last and district.code in ("061", "066")):
            yield Filing(_moment(rng, office, month), office, district.code, aim, not is_last)
    if month.number < story.MONTHS_REPORTED[-1]:
        department = history.on(story.TODAY).find("06.BDT")
        yield Filing(
            _moment(rng, department, month), department, "06", Aim(month.number, 1.0), is_approved=True
        )


def _who_files(rng: Random, tree: Tree, communes: list[int], told: story.Story, month: Month) -> list[int]:
    """The communes that file themselves, so that the district's count comes out as told."""
    silent_count = len(communes) - told.reported[month.number - 1]
    named = {tree.name(unit): unit for unit in communes}
    silent = [named[name] for name in story.SILENT_FIRST if name in named][:silent_count]
    if month.number == story.MONTHS_REPORTED[-1]:
        silent = list(dict.fromkeys([named[name] for name in story.NOT_YET_IN_MAY if name in named] + silent))
    silent = silent[:silent_count]
    others = [unit for unit in communes if unit not in silent]
    silent += rng.sample(others, silent_count - len(silent))
    spared = named.get(story.SUCCESSOR_SPARED) if month.number == 2 else None
    return [unit for unit in communes if unit not in silent and unit != spared]


def _moment(rng: Random, unit: int, month: Month) -> datetime:
    """When the unit files: mostly between the cut-off and the due day, one in twelve up to three days late."""
    calendar = ground.current().history.calendar_for(unit, month)
    first = cut_off(month, calendar) + timedelta(days=1)
    last = due_on(month, calendar)
    if month.number == story.MONTHS_REPORTED[-1]:
        last = story.TODAY - timedelta(days=1)
    day = first + timedelta(days=rng.randint(0, (last - first).days))
    if month.number != story.MONTHS_REPORTED[-1] and rng.random() < 1 / 12:
        day = last + timedelta(days=rng.randint(1, 3))
    return at(day, rng.randint(7, 16), rng.randint(0, 59))
