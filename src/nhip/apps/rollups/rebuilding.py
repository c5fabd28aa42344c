"""Rebuilding stored roll-ups from the facts alone: progress of tasks, and indicators by either engine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from nhip.analytics.by_algebra import Algebra
from nhip.analytics.question import Question, added_up
from nhip.analytics.run import Engine
from nhip.apps.indicators.models import FigureEdition, Target
from nhip.apps.indicators.queries import Catalogue, catalogue
from nhip.apps.org import ground
from nhip.apps.rollups.indicators import Row, given_targets, questions, read_figures
from nhip.apps.rollups.models import Dirty, IndicatorRollup, ProgressRollup, ReportedMark
from nhip.apps.rollups.progress import own_progress, read_facts
from nhip.apps.rollups.storing import BATCH, put_rows
from nhip.apps.rollups.year_ground import Link, YearGround, year_ground
from nhip.apps.tasks.models import Task
from nhip.core.progress import PROGRESS
from nhip.core.rollup import YearStates, layout_of, total
from nhip.core.targets import PeriodTargets, written_targets
from nhip.core.targets import Target as Goal


def has_progress(year: int) -> bool:
    """Whether anybody planned, reported or rolled up tasks in the year; before that, nobody is expected to report."""
    return any(model.objects.filter(year=year).exists() for model in (Task, ReportedMark, ProgressRollup))


def years_with_facts() -> list[int]:
    """The years that have anything to roll up, or anything rolled up."""
    return sorted(
        {
            year
            for model in (Task, ReportedMark, FigureEdition, Target, ProgressRollup, IndicatorRollup, Dirty)
            for year in model.objects.order_by().values_list("year", flat=True).distinct()
        }
    )


@transaction.atomic
def rebuild(*, year: int, now: datetime, engine: Engine = Engine.CORE) -> int:
    """Recompute every roll-up of a year from the facts alone. Returns how many rows were stored."""
    around = year_ground(ground.held(), year)
    known = catalogue()
    return rebuild_progress(around, now=now) + rebuild_indicators(
        around, known, known.rules, now=now, engine=engine
    )


def rebuild_years(*, year: int | None, now: datetime, engine: Engine = Engine.CORE) -> int:
    """``rebuild`` for a year, or for all of them (None), each in a transaction of its own."""
    years = years_with_facts() if year is None else [year]
    return sum(rebuild(year=one, now=now, engine=engine) for one in years)


def rebuild_progress(around: YearGround, *, now: datetime) -> int:
    """Call it in a transaction that holds the ground. Returns how many rows were stored."""
    seen = list(Dirty.objects.filter(year=around.year, indicator=None).values_list("pk", flat=True))
    rows = [
        ProgressRollup(unit_id=unit, year=around.year, states=states.written(), refreshed_at=now)
        for unit, states in progress_states(around).items()
    ]
    _clean(seen)
    ProgressRollup.objects.filter(year=around.year).delete()
    ProgressRollup.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def progress_states(around: YearGround) -> dict[int, YearStates]:
    """The year's states of every unit that has something to tell, from the facts alone."""
    facts = read_facts(around.year)
    own = {unit: own_progress(facts, around.history, unit) for unit in around.history.levels}
    own = {unit: states for unit, states in own.items() if not states.is_nothing}
    parts: dict[int, list[YearStates]] = {}
    for link in around.progress_links:
        for unit, states in _upwards(own, link).items():
            parts.setdefault(unit, []).append(states)
    found = {unit: total(PROGRESS, several) for unit, several in parts.items()}
    return {unit: states for unit, states in found.items() if not states.is_nothing}


def _upwards(own: Mapping[int, YearStates], link: Link) -> dict[int, YearStates]:
    """Each unit sums its children by the tree of its own cut-off day."""
    known: dict[int, YearStates] = {}

    def of(unit: int) -> YearStates:
        if unit not in known:
            several = [own[unit].only(link.shapes)] if unit in own else []
            known[unit] = total(PROGRESS, [*several, *map(of, link.children(unit))])
        return known[unit]

    for unit in {above for one in own for above in (one, *link.line(one))}:
        of(unit)
    return known


def rebuild_indicators(
    around: YearGround,
    known: Catalogue,
    codes: Iterable[str],
    *,
    now: datetime,
    engine: Engine = Engine.CORE,
) -> int:
    """Call it in a transaction that holds the ground. Returns how many rows were stored."""
    ids = {code: known.by_code[code].id for code in codes}
    seen = list(
        Dirty.objects.filter(year=around.year, indicator__in=ids.values()).values_list("pk", flat=True)
    )
    IndicatorRollup.objects.filter(year=around.year, indicator__in=ids.values()).delete()
    rows = (
        (unit, ids[code], category, states, written_targets(targets))
        for (unit, code, category), (states, targets) in computed_rows(around, known, ids, engine)
    )
    count = put_rows(rows, year=around.year, now=now)
    _clean(seen)
    return count


def computed_rows(
    around: YearGround, known: Catalogue, codes: Iterable[str], engine: Engine
) -> Iterator[tuple[Row, tuple[str, PeriodTargets]]]:
    """Every row that has something to tell, from the facts alone; states as written."""
    wanted = sorted(codes)
    in_bulk = engine is Engine.DUCKDB
    figures = read_figures(around, known, wanted, figures_of=around.touched if in_bulk else None)
    asked = questions(around, known, figures)
    targets = _targets(known, asked, wanted)
    if in_bulk:
        states = _states_in_bulk(around, [question for _epoch, question in asked], wanted)
    else:
        states = _states_by_algebra(around, known, wanted, [Algebra(question) for _epoch, question in asked])
    for row, one in states:
        unit, code, category = row
        yield row, (one, targets.pop((unit, code), {}) if category == "" else {})
    for (unit, code), goals in targets.items():
        yield (unit, code, ""), (layout_of(known.rules[code]).nothing.written(), goals)


def _targets(
    known: Catalogue, asked: Iterable[tuple[object, Question]], codes: Iterable[str]
) -> dict[tuple[int, str], PeriodTargets]:
    """Those given; of amounts with sums where none was given."""
    wanted = frozenset(codes)
    found: dict[tuple[int, str], PeriodTargets] = {}
    for _epoch, question in asked:
        given: dict[tuple[str, int], dict[int, Goal]] = {}
        trees = {period.shape: tree for period, tree in question.trees.items()}
        for unit, code, shape, goal in given_targets(question):
            if code in wanted:
                given.setdefault((code, shape), {})[unit] = goal
        for (code, shape), own in given.items():
            whole = added_up(own, trees[shape]) if known.rules[code].is_amount else own
            for unit, goal in whole.items():
                found.setdefault((unit, code), {})[shape] = goal
    return found


def _states_by_algebra(
    around: YearGround, known: Catalogue, codes: Iterable[str], algebras: list[Algebra]
) -> Iterator[tuple[Row, str]]:
    for code in codes:
        indicator = known.rules[code]
        layout = layout_of(indicator)
        for category in known.categories_of(code):
            parts: dict[int, list[YearStates]] = {}
            for algebra in algebras:
                for unit, states in algebra.states(indicator, category, around.year).items():
                    parts.setdefault(unit, []).append(states)
            for unit, several in parts.items():
                whole = total(layout, several)
                if not whole.is_nothing:
                    yield (unit, code, category), whole.written()


def _states_in_bulk(
    around: YearGround, asked: Sequence[Question], codes: Sequence[str]
) -> Iterator[tuple[Row, str]]:
    """What nothing carries anywhere stays in the Parquet files; the rest is in the questions."""
    # Here, so that DuckDB is loaded only where it is asked for.
    from nhip.analytics.bulk_states import FactFiles, year_states
    from nhip.apps.rollups.exporting import fact_files

    stored = FactFiles(tuple(fact_files(around)), around.touched)
    for unit, code, category, text in year_states(asked, codes, around.year, stored):
        yield (unit, code, category), text


def _clean(seen: list[int]) -> None:
    for start in range(0, len(seen), BATCH):
        Dirty.objects.filter(pk__in=seen[start : start + BATCH]).delete()
