"""Roll-ups told on the boundaries of one day, computed when they are asked for: nothing of it is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from nhip.analytics.apportioned import Flag, apportioned
from nhip.analytics.by_algebra import Algebra
from nhip.analytics.facts import Facts
from nhip.analytics.question import Question, targets_on
from nhip.analytics.reorganisations import Marks, carried_along, targets_along
from nhip.analytics.trees import PeriodTree
from nhip.apps.indicators.queries import Catalogue
from nhip.apps.org import ground
from nhip.apps.rollups.indicators import NO_LIGHTS, expecting, read_figures
from nhip.apps.rollups.models import ProgressRollup
from nhip.apps.rollups.year_ground import YearGround, heirs_by, sources_by, year_ground
from nhip.core.progress import PROGRESS
from nhip.core.rollup import Fold, YearStates, total
from nhip.core.units import History, Tree
from nhip.core.values import Shown
from nhip.core.year_periods import YearPeriod, year_periods

BATCH = 500


@dataclass(frozen=True)
class Retold:
    """An indicator and category of a unit and all below it, on the boundaries of a day.

    apportioned: unit and period of what hangs on a share. marks: which figures were divided, by what.
    """

    shown: Mapping[YearPeriod, Mapping[int, Shown]]
    apportioned: frozenset[tuple[int, YearPeriod]]
    marks: Marks


def figures_on(*, root: int, tree: Tree, year: int, code: str, category: str, known: Catalogue) -> Retold:
    """Told on the boundaries of the tree's day. Four statements for each 500 units; a second for a whole country."""
    facts = ground.current()
    around = year_ground(facts, year)
    steps = tuple(one for one in facts.steps if one.on <= tree.on)
    told = _told_tree(facts.history, root, tree)
    inside = frozenset(told.parents)
    sources = sources_by(steps)
    asked = inside | {source for unit in inside for source in sources.get(unit, ())}
    figures = read_figures(around, known, [code], asked)
    carried, marks = carried_along(
        Facts(figures.values, has_categories=True), around.units, known.rules, steps
    )
    trees = dict.fromkeys(year_periods(year), told)
    rows = targets_along(figures.targets, around.units, known.rules, steps, tree.on)
    question = Question(
        units=around.units,
        indicators=known.rules,
        facts=carried,
        targets=targets_on([row for row in rows if row.unit in inside], known.rules, trees),
        trees=trees,
        expects=expecting(known, figures, heirs_by(sources)),
        categories={one: known.categories_of(one) for one in known.rules},
        marks=marks,
        lights=NO_LIGHTS,
        is_ranked=False,
    )
    algebra = Algebra(question)
    flags: frozenset[Flag] = apportioned(question)
    return Retold(
        algebra.table(known.rules[code], category),
        frozenset((unit, period) for unit, one, part, period in flags if (one, part) == (code, category)),
        marks,
    )


def _told_tree(history: History, root: int, tree: Tree) -> PeriodTree:
    """The tree of the day under a unit, and with it those that ended without heirs: what they reported is not lost."""
    parents: dict[int, int | None] = {
        unit: None if unit == root else tree.parent(unit) for unit in tree.below(root)
    }
    standing = frozenset(parents)
    for unit in history.levels:
        bearer = _stands_with(history, unit, tree.on)
        if bearer in standing and history.main_successor(unit, tree.on) is None:
            parents[unit] = bearer
    return PeriodTree(parents, standing)


def _stands_with(history: History, unit: int, day: date) -> int | None:
    """Who answers for the unit on the day; of one that ended without an heir, the one above it when it ended."""
    bearer = history.main_successor(unit, day)
    while bearer is None:
        last = history.last_day(unit)
        above = None if last is None or last >= day else history.on(last).parent(unit)
        if above is None:
            return None
        unit, bearer = above, history.main_successor(above, day)
    return bearer


def progress_on(*, root: int, tree: Tree, year: int) -> dict[int, YearStates]:
    """The progress of a unit and all below it on the boundaries of the tree's day.

    What a unit reported then goes to the one that answers for it on that day (of one that was dissolved: the one above
    it), whole: tasks are handed over, never divided. Counts stay those of the reports that were filed. One statement
    for each 500 units.
    """
    around = year_ground(ground.current(), year)
    history = around.history
    bearers = {unit: _stands_with(history, unit, tree.on) for unit in history.levels}
    inside = frozenset(tree.below(root))
    told = sorted(unit for unit, bearer in bearers.items() if bearer in inside)
    below_then = {child for unit in told for link in around.progress_links for child in link.children(unit)}
    stored = _stored(year, sorted(below_then.union(told)))  # those that stand elsewhere by now are taken back
    own: dict[int, list[YearStates]] = {}
    for unit in told:
        bearer = bearers[unit]
        if bearer is not None and unit in stored:
            own.setdefault(bearer, []).append(_own(around, unit, stored))
    found: dict[int, YearStates] = {}
    for unit in reversed(list(tree.below(root))):
        below = [found[child] for child in tree.children(unit) if child in found]
        found[unit] = total(PROGRESS, [*own.get(unit, ()), *below])
    return found


def _stored(year: int, units: list[int]) -> dict[int, YearStates]:
    found = {}
    for start in range(0, len(units), BATCH):
        rows = ProgressRollup.objects.filter(year=year, unit__in=units[start : start + BATCH])
        for unit, text in rows.values_list("unit_id", "states"):
            found[unit] = PROGRESS.read(text)
    return found


def _own(around: YearGround, unit: int, stored: Mapping[int, YearStates]) -> YearStates:
    """What is stored of the unit without what it has from below: sums can be taken back.

    (Which month is the last one cannot: of a unit that has others below it, it is left out.)
    """
    whole = stored[unit]
    below = [
        stored[child].only(link.shapes)
        for link in around.progress_links
        for child in link.children(unit)
        if child in stored
    ]
    if not below:
        return whole
    others = total(PROGRESS, below)
    return YearStates(
        PROGRESS,
        tuple(
            tuple((one or 0) - (other or 0) for one, other in zip(mine, theirs, strict=True))
            if fold is Fold.SUM
            else (None,) * len(mine)
            for fold, mine, theirs in zip(PROGRESS.folds, whole.columns, others.columns, strict=True)
        ),
    )


def divisions_of(
    marks: Marks, periods: Iterable[YearPeriod], code: str, category: str
) -> set[tuple[date, int]]:
    """Day and unit of the divisions that the periods of an indicator hang on."""
    months = {(period.year, month) for period in periods for month in period.months}
    return {
        division
        for (one, year, month, part), divisions in marks.items()
        if one == code and part == category and (year, month) in months
        for division in divisions
    }
