"""Reports by period of the demo world: months of districts and province, everybody's first quarter, weekly notes.

Put in as rows, like the sections of monthly reports: what they hold is what the services would have stored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from nhip.apps.indicators.queries import catalogue
from nhip.apps.org import ground
from nhip.apps.periodic.cases import PeriodicCase, find_case, sections_asked
from nhip.apps.periodic.models import PeriodicReport, PeriodicSection, PeriodicTotal
from nhip.apps.periodic.terms import load_terms, stored_terms
from nhip.core.access import OPERATOR
from nhip.core.periodic import ReportPeriod, months_told, parse_report_period, weeks_of
from nhip.core.reporting import ReportState
from nhip.core.units import Level
from nhip.core.values import Shown
from nhip.core.year_periods import YearPeriod
from nhip.cycle.comparing import totals_below
from nhip.cycle.periodic_totals import sources_of
from nhip.demo import story
from nhip.demo.filings import at
from nhip.demo.places import data, resolution
from nhip.demo.stage import LOADED_ON, World

if TYPE_CHECKING:
    from nhip.core.outline import Section

TERMS = Path(__file__).parent / "data" / "terms_2020.csv"
PROVINCE = "06"
MONTHS = ("2020-01", "2020-02", "2020-03", "2020-04")
QUARTER = "2020-Q1"
STILL_TO_FILE = {("2020-04", "066"), (QUARTER, story.COMMUNE_IN_NA_RI)}
"""Period, and code or name of whoever is late with it."""
STILL_TO_DECIDE = ("2020-04", "061")
"""Of the districts' reports the one that waits for the province."""

Totals = Mapping[tuple[str, str], Mapping[int, Shown]]


@dataclass(frozen=True, slots=True)
class Told:
    """A report to be: when it was filed, and whether it was approved by the story's day."""

    case: PeriodicCase
    filed_at: datetime
    is_approved: bool


def load_terms_of_demo() -> None:
    """The demo's office began with reports by period in 2020: its terms say so."""
    load_terms(actor=OPERATOR, path=TERMS, now=at(LOADED_ON, 8))


def write_periodic(world: World) -> int:
    """Returns how many."""
    load_terms_of_demo()
    until = resolution(world.places).effective_on if world.ends_before_merger else story.TODAY
    rng, words = Random(1920), data("sections.json")  # noqa: S311 - a story, not a secret
    count = 0
    for text in (*MONTHS, QUARTER):
        period = parse_report_period(text)
        told = list(_told(rng, period, until))
        if told and isinstance(period, YearPeriod):
            count += _store(world, rng, words, told, _totals(period))
    weeks = [one for one in weeks_of(story.YEAR) if one.monday + timedelta(days=4) < until]
    count += _store(world, rng, words, [one for week in weeks for one in _told(rng, week, until)], {})
    return count


def _totals(period: YearPeriod) -> Totals:
    history = ground.current().history
    root = history.on(story.TODAY).find(PROVINCE)
    return totals_below(catalogue(), root, period)


def _told(rng: Random, period: ReportPeriod, until: date) -> Iterator[Told]:
    """Communes file on the day of their term, districts a day later, the province after them."""
    history, terms = ground.current().history, stored_terms()
    root = history.on(story.TODAY).find(PROVINCE)
    province = find_case(history, terms, root, period, story.TODAY)
    if province is None:
        return
    for unit in province.tree.below(root):
        case = find_case(history, terms, unit, period, story.TODAY)
        names = {case.tree.code(unit), case.tree.name(unit)} if case is not None else set()
        if case is None or not case.is_expected or any((str(period), one) in STILL_TO_FILE for one in names):
            continue
        moment = at(case.due.day, rng.randint(8, 11), rng.randint(0, 59))
        if moment.date() >= until:
            continue
        waits = case.tree.level(unit) is Level.PROVINCE or _waits(case, period)
        yield Told(case, moment, not waits)


def _waits(case: PeriodicCase, period: ReportPeriod) -> bool:
    """Some still wait for whoever decides when the demo is opened."""
    if case.tree.level(case.unit) is Level.COMMUNE:
        return case.unit % 29 == 0
    return (str(period), case.tree.code(case.unit)) == STILL_TO_DECIDE


def _store(
    world: World, rng: Random, words: Mapping[str, list[str]], several: list[Told], totals: Totals
) -> int:
    known = catalogue()
    outlines: dict[tuple[Level, ReportPeriod], tuple[Section, ...]] = {}
    reports, sections, figures = [], [], []
    for told in several:
        case = told.case
        sources = sources_of(case)
        report = PeriodicReport(
            unit_id=case.unit,
            year=case.period.year,
            period=str(case.period),
            state=(ReportState.APPROVED if told.is_approved else ReportState.FILED).value,
            version=2 if told.is_approved else 1,
            filed_at=told.filed_at,
            filed_by_id=_writer(world, case),
            decided_at=_next_day(told.filed_at) if told.is_approved else None,
            decided_by_id=_head(world, case) if told.is_approved else None,
            expected=sources.expected,
            approved=sources.approved,
        )
        reports.append(report)
        key = (case.tree.level(case.unit), case.period)
        if key not in outlines:  # the demo has one outline for all units of a level
            outlines[key] = sections_asked(case)
        facts = {
            "n": sources.expected or rng.randint(9, 18),
            "p": rng.randint(20, 40),
            "name": case.tree.name(case.unit),
        }
        for one in outlines[key]:
            if one.is_required(months_told(case.period)) or rng.random() > 1 / 4:
                text = rng.choice(words[one.code]).format(**facts)
                sections.append(PeriodicSection(report=report, code=one.code, text=text))
        for (code, category), by_unit in totals.items():
            shown = by_unit.get(case.unit, Shown())
            if shown.value is not None:
                figures.append(
                    PeriodicTotal(
                        report=report,
                        indicator_id=known.by_code[code].id,
                        category=category,
                        value=shown.value,
                        reported=shown.reported,
                        expected=shown.expected,
                    )
                )
    PeriodicReport.objects.bulk_create(reports)
    PeriodicSection.objects.bulk_create(sections, batch_size=5000)
    PeriodicTotal.objects.bulk_create(figures, batch_size=5000)
    return len(reports)


def _writer(world: World, case: PeriodicCase) -> int | None:
    actor = world.actors.get(case.unit)
    if actor is None:
        office = "06.BDT" if case.tree.code(case.unit) == PROVINCE else f"{case.tree.code(case.unit)}.PDT"
        actor = world.actors.get(case.tree.find(office)) if case.tree.bears(office) else None
    return None if actor is None else actor.person


def _head(world: World, case: PeriodicCase) -> int | None:
    above = case.tree.parent(case.unit)
    head = None if above is None else world.heads.get(case.tree.code(above))
    return None if head is None else head.person


def _next_day(moment: datetime) -> datetime:
    day = moment + timedelta(days=1)
    return day if day.date() < story.TODAY else moment + timedelta(hours=3)
