"""Figures of a report as they are shown: what it asks for, with what is known beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from nhip.apps.indicators.models import Figure
from nhip.apps.indicators.queries import Catalogue, catalogue
from nhip.apps.indicators.storing import exact_value
from nhip.apps.reports.models import Report
from nhip.core.figures import (
    Asked,
    Cell,
    field_of,
    period_before,
    year_before,
)
from nhip.core.indicators import OverTime
from nhip.core.periods import Month
from nhip.core.rollup import own_value
from nhip.core.units import Level
from nhip.core.year_periods import YearPeriod, longer_period
from nhip.rows import ask, places

_FIGURES = Figure._meta.db_table  # noqa: SLF001 - a name of ours


@dataclass(frozen=True, slots=True)
class FromBefore:
    """A sum over the units that stood where the unit stands now.

    told, lacking: names of those in it, and of silent ones. is_rough: a divided one is in it by its share.
    """

    value: Decimal
    told: tuple[str, ...]
    lacking: tuple[str, ...]
    is_rough: bool = False


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One cell of a report. value: as stored in it, or prefilled; before, year_ago: of the indicator's own period.

    known: what is known now, where the report was filed. is_level: it stands until it is told otherwise.
    of_period: in the longer period that ends with the month, with what this report says, of the unit's own months.
    is_prefilled: nothing is stored, a level of before is shown. returned: why the cell was sent back. merged_before,
    merged_year: where others stood in the unit's place in the period before, a year ago.
    """

    cell: Cell
    name: str
    measure: str
    category_name: str
    group: str
    is_level: bool
    value: Decimal | None
    is_prefilled: bool
    is_confirmed: bool
    before: Decimal | None
    year_ago: Decimal | None
    known: Decimal | None
    returned: str
    of_period: Decimal | None
    merged_before: FromBefore | None = None
    merged_year: FromBefore | None = None

    @property
    def field(self) -> str:
        return field_of(self.cell)

    @property
    def is_changed_since(self) -> bool:
        """What is known now is not what was reported."""
        return self.known != self.value


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """What a report says in one cell."""

    value: Decimal
    is_confirmed: bool


StoredFigures = dict[Cell, StoredFigure]


@dataclass(frozen=True, slots=True)
class KnownFigures:
    """Figures of one unit as known now: (indicator, category, month) -> value."""

    values: Mapping[tuple[str, str, Month], Decimal]

    def at(self, cell: Cell, month: Month) -> Decimal | None:
        return self.values.get((*cell, month))


def figure_rows(
    *,
    unit: int,
    level: Level,
    month: Month,
    report: Report | None,
    is_filed: bool,
    returned: Mapping[str, str],
) -> tuple[FigureRow, ...]:
    """What the unit's report of the month asks for, in order. Four statements."""
    known = catalogue()
    asked = known.asked_in(level, month)
    if not asked:
        return ()
    stored = stored_figures(report, known)
    longer = longer_period(month)
    figures = known_figures(unit, asked, month, known, longer)
    return tuple(
        replace(
            _row(
                one,
                cell,
                month,
                stored,
                figures,
                is_new=report is None or not report.version,
                is_filed=is_filed,
            ),
            returned=returned.get(field_of(cell), ""),
            of_period=_of_period(one, cell, longer, stored, figures),
        )
        for one in asked
        for cell in one.cells
    )


def _row(
    one: Asked,
    cell: Cell,
    month: Month,
    stored: StoredFigures,
    figures: KnownFigures,
    *,
    is_new: bool,
    is_filed: bool,
) -> FigureRow:
    own = stored.get(cell)
    before = figures.at(cell, period_before(one.indicator, month))
    known = figures.at(cell, month)
    value, is_prefilled = (None if own is None else own.value), False
    if is_new:
        value = known
        if known is None and one.indicator.over_time is OverTime.LAST:
            value, is_prefilled = before, before is not None
    return FigureRow(
        cell=cell,
        name=one.name,
        measure=one.measure,
        category_name=one.categories.get(cell[1], ""),
        group=one.rule.group,
        is_level=one.indicator.over_time is OverTime.LAST,
        value=value,
        is_prefilled=is_prefilled,
        is_confirmed=own is not None and own.is_confirmed,
        before=before,
        year_ago=figures.at(cell, year_before(month)),
        known=known if is_filed else value,
        returned="",
        of_period=None,
    )


def _of_period(
    one: Asked,
    cell: Cell,
    longer: YearPeriod | None,
    stored: StoredFigures,
    figures: KnownFigures,
) -> Decimal | None:
    """Months known now, and the report's own in the place of its month; nothing where it has but one in the period."""
    if longer is None or one.indicator.months_in >= len(longer.months):
        return None
    months = {
        number: value
        for number in longer.months
        if (value := figures.at(cell, Month(longer.year, number))) is not None
    }
    if cell in stored:
        months[longer.last] = stored[cell].value
    return own_value(one.indicator.over_time, months, longer.shape)


def stored_figures(report: Report | None, known: Catalogue) -> StoredFigures:
    """One statement, none without a report."""
    if report is None:
        return {}
    rows = report.figures.values_list("indicator_id", "category", "value", "is_confirmed")
    return {
        (known.by_id[indicator].rule.code, category): StoredFigure(value, is_confirmed=is_confirmed)
        for indicator, category, value, is_confirmed in rows
    }


def known_figures(
    unit: int, asked: Iterable[Asked], month: Month, known: Catalogue, longer: YearPeriod | None = None
) -> KnownFigures:
    """Of the month, of each indicator's period before, of last year, and of the longer period's months."""
    listed = list(asked)
    months = {month, year_before(month), *(period_before(one.indicator, month) for one in listed)}
    if longer is not None:
        months |= {Month(longer.year, number) for number in longer.months}
    ids = {known.by_code[one.indicator.code].id: one.indicator.code for one in listed}
    years, numbers = sorted({one.year for one in months}), sorted({one.number for one in months})
    rows = ask(
        f"SELECT indicator_id, category, year, month, value FROM {_FIGURES}"  # noqa: S608 - a name of ours
        f" WHERE unit_id = %s AND year IN {places(len(years))} AND month IN {places(len(numbers))}",
        [unit, *years, *numbers],
    )
    return KnownFigures(
        {
            (ids[indicator], category, Month(year, number)): exact_value(value)
            for indicator, category, year, number, value in rows
            if indicator in ids
        }
    )
