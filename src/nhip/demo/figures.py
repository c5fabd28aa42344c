"""What the communes of the demo world report of indicators, month by month. All figures are made up."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from nhip.apps.indicators.queries import Catalogue, catalogue, shipped_indicators
from nhip.apps.indicators.services import (
    NewFigure,
    NewTarget,
    write_figures,
    write_targets,
)
from nhip.apps.indicators.storing import exact_cells
from nhip.apps.org import ground
from nhip.apps.reports.models import Report, ReportFigure
from nhip.core.access import OPERATOR
from nhip.core.periods import MONTHS, Month
from nhip.core.reporting import COUNTED
from nhip.core.units import Level
from nhip.core.year_periods import SHAPES, YearPeriod
from nhip.cycle.indicator_files import load_indicators
from nhip.demo import story
from nhip.demo.filings import at
from nhip.rows import insert_rows

SILENT = 0.03
"""One figure in thirty is missing."""


@dataclass
class _Commune:
    """Where a commune stands: households, poor ones, those of them of minorities, money of the year."""

    homes: int
    poor: int
    minority: int
    money: int

    def __add__(self, other: "_Commune") -> "_Commune":
        return _Commune(
            self.homes + other.homes,
            self.poor + other.poor,
            self.minority + other.minority,
            self.money + other.money,
        )


def load_figures(*, ends_before_merger: bool) -> int:
    """Store indicators, targets and figures from January 2019 on. The same each time. Returns how many figures.

    Of each month, those of communes whose report counts.

    Roll-ups are not marked: the load ends with a rebuild of every year.
    """
    years = [Month(2019, number) for number in MONTHS]
    months = [*years, *(Month(story.YEAR, number) for number in story.TOLD.months)]
    if ends_before_merger:
        months = months[: len(years) + 1]
    load_indicators(actor=OPERATOR, path=shipped_indicators(), now=at(story.TODAY, 7))
    known = catalogue()
    told = _Telling(known, Random(1407), Random(2085))  # noqa: S311 - a story, not a secret
    figures: list[NewFigure] = []
    targets: list[NewTarget] = []
    filed = set(Report.objects.filter(state__in=COUNTED).values_list("unit_id", "year", "month"))
    for month in months:
        for unit, state in told.communes_in(month):
            said = list(told.figures(unit, state, month))
            if (unit, month.year, month.number) in filed:
                figures += said
            if month.number == 1:
                targets += told.targets(unit, state, month.year)
    write_targets(targets=targets)
    count = write_figures(figures=figures).count
    _put_into_reports(figures)
    return count


def _put_into_reports(figures: list[NewFigure]) -> None:
    """What the communes said stands in the reports that they filed."""
    reports = {
        (unit, year, month): pk
        for pk, unit, year, month in Report.objects.filter(state__in=COUNTED).values_list(
            "pk", "unit_id", "year", "month"
        )
    }
    told = [
        (reports[place], one.indicator, one.category, one.value)
        for one in figures
        if one.value is not None and (place := (one.unit, one.year, one.month)) in reports
    ]
    insert_rows(
        ReportFigure,
        ("report_id", "indicator_id", "category", "value", "is_confirmed"),
        (
            (report, indicator, category, cell, False)
            for (report, indicator, category, _value), cell in zip(
                told, exact_cells(value for *_place, value in told), strict=True
            )
        ),
    )


class _Telling:
    def __init__(self, known: Catalogue, rng: Random, further: Random) -> None:
        self._ids = {code: one.id for code, one in known.by_code.items()}
        self._rng, self._further = rng, further
        self._states: dict[int, _Commune] = {}

    def communes_in(self, month: Month) -> Iterator[tuple[int, _Commune]]:
        """The communes at the end of the month; a merged one begins where its predecessors stood."""
        history = ground.current().history
        day = YearPeriod(month.year, *SHAPES[month.number - 1]).last_day
        tree = history.on(day)
        communes = sorted(unit for unit in tree if tree.level(unit) is Level.COMMUNE)
        for unit in communes:
            if unit not in self._states:
                gone = [
                    self._states.pop(one)
                    for one in history.all_predecessors(unit, day)
                    if one in self._states
                ]
                self._states[unit] = self._begun() if not gone else sum(gone[1:], gone[0])
            yield unit, self._states[unit]

    def _begun(self) -> _Commune:
        homes = self._rng.randint(240, 1150)
        poor = round(homes * self._rng.uniform(0.12, 0.42))
        return _Commune(
            homes, poor, round(poor * self._rng.uniform(0.8, 0.98)), self._rng.randint(8, 32) * 50
        )

    def figures(self, unit: int, state: _Commune, month: Month) -> Iterator[NewFigure]:
        rng = self._rng
        state.homes += rng.randint(0, 1)
        fewer = min(state.poor, rng.choice((0, 0, 1, 1, 2, 3)))
        state.poor -= fewer
        state.minority = min(state.minority, state.poor)
        said = rng.randint(0, 90)
        told: list[tuple[str, str, Decimal]] = [
            ("HO", "", Decimal(state.homes)),
            ("HO-NGHEO", "", Decimal(state.poor)),
            ("HO-NGHEO", "dtts", Decimal(state.minority)),
            ("GN-135", "", self._spent(state, month)),
            ("TUYEN-TRUYEN", "", Decimal(said)),
            ("TUYEN-TRUYEN", "nu", Decimal(round(said * 0.54))),
            ("TUYEN-TRUYEN", "nam", Decimal(said - round(said * 0.54))),
            ("TAO-HON", "", Decimal(rng.choice((0,) * 24 + (1, 1, 2)))),
        ]
        told += [
            (code, category, Decimal(value)) for code, category, value in self._monthly(state, said, month)
        ]
        if month.number % 3 == 0:
            told.append(("UY-TIN", "", Decimal(max(1, state.homes // 70 + rng.randint(-1, 1)))))
            told += [(code, category, Decimal(value)) for code, category, value in self._quarterly(state)]
        if month.number == MONTHS[-1]:
            told.append(("THU-NHAP", "", Decimal(rng.randint(380, 960)) / 10))
        is_silent = rng.random() < SILENT
        for code, category, value in told:
            if not (is_silent and code in ("GN-135", "TUYEN-TRUYEN", "TAO-HON")):
                yield NewFigure(unit, self._ids[code], category, month.year, month.number, value)

    def _monthly(self, state: _Commune, said: int, month: Month) -> Iterator[tuple[str, str, int]]:
        rng = self._further
        yield "KH-135", "", state.money
        yield "CT-KHOI-CONG", "", rng.choice((0, 0, 0, 0, 1)) if 2 < month.number < 8 else 0
        yield "CT-HOAN-THANH", "", rng.choice((0, 0, 0, 1)) if month.number > 5 else 0
        yield "GN-2085", "", rng.choice((0, 0, 15, 30, 45, 60))
        yield "HON-CAN-HUYET", "", rng.choice((0,) * 60 + (1,))
        yield "BUOI-TUYEN-TRUYEN", "", -(-said // 30)
        received = rng.choice((0, 0, 0, 1, 1, 2))
        yield "DON-THU", "", received
        yield "DON-THU-XONG", "", max(0, received - rng.choice((0, 0, 1)))
        yield "HO-THIEU-DOI", "", rng.choice((0,) * 9 + (2, 5)) if month.number in (1, 2, 3) else 0

    def _quarterly(self, state: _Commune) -> Iterator[tuple[str, str, int]]:
        rng = self._further
        minority, hamlets = round(state.homes * 0.86), max(3, state.homes // 55)
        near_poor = round(state.poor * rng.uniform(0.3, 0.6))
        yield "HO-DTTS", "", minority
        yield "HO-CAN-NGHEO", "", near_poor
        yield "HO-CAN-NGHEO", "dtts", round(near_poor * 0.9)
        yield "HO-THOAT-NGHEO", "", rng.randint(0, 6)
        yield "HO-PHAT-SINH-NGHEO", "", rng.choice((0, 0, 0, 1))
        yield "CT-DUY-TU", "", rng.choice((0, 0, 1, 2))
        yield "THON", "", hamlets
        yield "THON-DUONG", "", round(hamlets * 0.8)
        yield "HO-DIEN", "", round(state.homes * rng.uniform(0.9, 0.99))
        for code in ("DAT-O-2085", "DAT-SX-2085", "NUOC-2085", "VAY-2085"):
            yield code, "", rng.choice((0, 0, 0, 2, 4))
        yield "SINH-CSYT", "", rng.randint(1, 9)
        yield "KET-HON", "", rng.randint(0, 6)
        yield "BAO-LUC-GD", "", rng.choice((0, 0, 0, 0, 1))
        for code in ("TV-TAO-HON", "TT-GIOI"):
            women, men = rng.randint(10, 40), rng.randint(8, 35)
            yield code, "", women + men
            yield code, "nu", women
            yield code, "nam", men

    def _spent(self, state: _Commune, month: Month) -> Decimal:
        """Little at the beginning of a year, most at its end."""
        part = (0.01, 0.02, 0.04, 0.05, 0.07, 0.08, 0.09, 0.1, 0.12, 0.13, 0.14, 0.13)[month.number - 1]
        return Decimal(round(state.money * part * self._rng.uniform(0.75, 1.2) * 10)) / 10

    def targets(self, unit: int, state: _Commune, year: int) -> Iterator[NewTarget]:
        yield NewTarget(unit, self._ids["GN-135"], year, f"{year:04d}", Decimal(state.money), Decimal(0))
        goal = round(state.poor * 0.93)
        yield NewTarget(unit, self._ids["HO-NGHEO"], year, f"{year:04d}", Decimal(goal), Decimal(state.poor))
