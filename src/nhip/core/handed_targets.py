"""Official targets that go down with a task: of which period, and where each receiver starts from.

Rules and worked tables: docs/rules/cascading.md.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from nhip.core.cascading import FINEST, MOST_QUANTITY, ZERO, check_whole
from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.indicators import Direction, Indicator, OverTime
from nhip.core.year_periods import PeriodKind, YearPeriod, year_periods


def handed_periods(rule: Indicator, year: int) -> tuple[YearPeriod, ...]:
    """Periods whose targets may go down: the year, then the shorter ones that figures of the indicator make up.

    None that tells of the year to date: its target is that of months which have targets themselves.
    """
    found = [
        one
        for one in year_periods(year)
        if one.kind is not PeriodKind.YEAR_TO_DATE and len(one.months) % rule.months_in == 0
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.months), one.first)))


def check_period(rule: Indicator, year: int, period: YearPeriod) -> None:
    """Raises RuleBroken for a period of another year than the task's, or in which the indicator is not told."""
    if period.year != year:
        raise RuleBroken(
            gettext_noop("Nhiệm vụ thuộc năm {year}, không giao kèm chỉ tiêu của {period}."),
            field="target",
            year=str(year),
            period=period,
        )
    if period not in handed_periods(rule, year):
        raise RuleBroken(
            gettext_noop(
                "Không giao được chỉ tiêu «{name}» của {period}: kỳ này ngắn hơn kỳ báo cáo của chỉ tiêu, "
                "hoặc là lũy kế."
            ),
            field="target",
            name=rule.name or rule.code,
            period=period,
        )


def starts_from_last_year(rule: Indicator) -> bool:
    """Whether a year goes on from where the last one ended: households that are poor, not houses that are built.

    What adds up over the months begins at nothing every year: from last year's figure its percent would be below zero
    until that is passed.
    """
    return rule.over_time is not OverTime.SUM


def start_cell(unit: int) -> str:
    """The name of the cell of a unit's baseline in the form."""
    return f"start-{unit}"


def check_starts(
    typed: Mapping[int, Decimal | None],
    units: Iterable[int],
    measure: str,
    counted: Iterable[str],
    *,
    has_target: bool,
) -> dict[int, Decimal]:
    """Baselines typed by hand, those that are. measure: of the target. Raises RulesBroken at each cell."""
    receivers, refusals, found = set(units), dict[str, RuleBroken](), dict[int, Decimal]()
    for unit, start in typed.items():
        if start is None:
            continue
        try:
            _check_start(start, measure, counted, start_cell(unit), is_of_a_target=has_target)
        except RuleBroken as refusal:
            refusals[start_cell(unit)] = refusal
        if unit not in receivers:
            refusals[start_cell(unit)] = RuleBroken(
                gettext_noop("Ghi mức xuất phát cho đơn vị không được giao lần này."), field=start_cell(unit)
            )
        found[unit] = start
    if refusals:
        raise RulesBroken(refusals)
    return found


def _check_start(
    start: Decimal, measure: str, counted: Iterable[str], field: str, *, is_of_a_target: bool
) -> None:
    if not is_of_a_target:
        raise RuleBroken(
            gettext_noop("Mức xuất phát chỉ ghi khi giao chỉ tiêu; chọn chỉ tiêu hoặc bỏ trống ô này."),
            field=field,
        )
    if not (start.is_finite() and ZERO <= start <= MOST_QUANTITY and start == start.quantize(FINEST)):
        raise RuleBroken(
            gettext_noop("Mức xuất phát {start} không hợp lệ: từ 0 trở lên, tối đa hai chữ số lẻ."),
            field=field,
            start=start,
        )
    check_whole(start, measure, counted, field)


def starts(
    rule: Indicator,
    parts: Mapping[int, Decimal | None],
    typed: Mapping[int, Decimal],
    known: Mapping[int, Decimal | None],
) -> dict[int, Decimal | None]:
    """Where each unit starts from with its part: as typed, else last year's figure as it is known (``known``).

    That only where the year goes on from it, and the part lies ahead of it.
    """
    goes_on = starts_from_last_year(rule)
    return {
        unit: typed.get(unit, known.get(unit) if goes_on and _is_ahead(rule, part, known.get(unit)) else None)
        for unit, part in parts.items()
    }


def _is_ahead(rule: Indicator, part: Decimal | None, start: Decimal | None) -> bool:
    """Whether there is a way to go. Who is past its part already has reached it, and would be 0 % on the way back."""
    if part is None or start is None:
        return False
    return part > start if rule.direction is Direction.HIGHER else part < start


def check_same_start(
    given: Mapping[int, Decimal | None], typed: Mapping[int, Decimal], names: Mapping[int, str]
) -> None:
    """A target that was given already stays as it is, its baseline too. given: unit -> the baseline that it has.

    Raises RulesBroken at each cell that says something else.
    """
    refusals = {
        start_cell(unit): RuleBroken(
            gettext_noop(
                "{unit} đã được giao chỉ tiêu này từ trước; mức xuất phát của nó giữ nguyên, bỏ trống ô này."
            ),
            field=start_cell(unit),
            unit=names[unit],
        )
        for unit, start in given.items()
        if unit in typed and typed[unit] != start
    }
    if refusals:
        raise RulesBroken(refusals)
