"""Figures in a report: which ones it asks for, what is refused, and what is asked back before it is filed.

A refusal is for what cannot be; a question is for what is unlikely, and its answer is "yes, it is so".
Rules and worked cases: docs/rules/figures.md.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.indicators import Indicator, OverTime
from nhip.core.periods import MONTHS, Month, Span
from nhip.core.rollup import DECIMALS, EXACT, MOST_DIGITS
from nhip.core.units import Level

Cell = tuple[str, str]
"""Code of an indicator, code of a category (empty: the whole)."""
ALWAYS = Span(date.min)


@dataclass(frozen=True, slots=True)
class ReportingRule:
    """How an indicator is reported. level: of the units whose reports ask for it; None: it comes otherwise.

    span: when it is in force. is_partition: its categories are parts that make up the whole; else they are "of which".
    least, most: bounds of one unit's figure. most_times: asked back from so many times the period before, up or down.
    within: the indicator whose figure this one cannot exceed. source: the act or report that asks for it.
    """

    group: str = ""
    level: Level | None = None
    span: Span = ALWAYS
    is_partition: bool = False
    is_whole: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    most_times: Decimal | None = None
    within: str | None = None
    source: str = ""


NOT_REPORTED = ReportingRule()


@dataclass(frozen=True)
class Asked:
    """One indicator of a report. categories: code -> name, in order."""

    indicator: Indicator
    name: str
    measure: str
    categories: Mapping[str, str]
    rule: ReportingRule

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple((self.indicator.code, category) for category in ("", *self.categories))


@dataclass(frozen=True, slots=True)
class Checked:
    """By field: what is refused, and what is asked back."""

    refusals: Mapping[str, RuleBroken] = field(default_factory=dict)
    questions: Mapping[str, RuleBroken] = field(default_factory=dict)

    def ask(self, confirmed: Collection[str] | None) -> None:
        """Raises Unconfirmed where a question is open. confirmed: fields answered with yes; None for all of them."""
        left = (
            {}
            if confirmed is None
            else {name: one for name, one in self.questions.items() if name not in confirmed}
        )
        if left:
            raise Unconfirmed(left)


class Unconfirmed(RulesBroken):
    """Nothing is wrong, but something is unlikely: to be looked at again and confirmed."""


MISSING = "figures-missing"
"""The field of the question whether figures may stay empty."""


def field_of(cell: Cell) -> str:
    """The name of the cell in forms and refusals; codes have no colon."""
    code, category = cell
    return f"figure-{code}:{category}" if category else f"figure-{code}"


def cell_of(field: str) -> Cell:
    """The cell whose field has that name."""
    code, _colon, category = field.removeprefix("figure-").partition(":")
    return code, category


def check_within(code: str, rule: ReportingRule, known: Collection[str]) -> None:
    """Raises RuleBroken for a bound that is no other indicator."""
    if rule.within is not None and (rule.within == code or rule.within not in known):
        raise RuleBroken(
            gettext_noop(
                "Chỉ tiêu «{code}» không được vượt «{within}», nhưng «{within}» không có trong danh mục."
            ),
            field="within",
            code=code,
            within=rule.within,
        )


def in_force(rule: ReportingRule, month: Month) -> bool:
    """By the last day of the month."""
    return rule.span.covers(month.shifted(1).first_day - timedelta(days=1))


def is_asked(one: Asked, level: Level, month: Month) -> bool:
    """Whether the report of a unit of this level asks for the indicator in the month."""
    return (
        one.indicator.ratio is None
        and one.rule.level is level
        and one.indicator.stands_at(month.number)
        and in_force(one.rule, month)
    )


def period_before(indicator: Indicator, month: Month) -> Month:
    """Where the indicator's figure before that of ``month`` stands."""
    return month.shifted(-indicator.months_in)


def year_before(month: Month) -> Month:
    """The same month of last year."""
    return month.shifted(-MONTHS[-1])


def check_cells(asked: Iterable[Asked], cells: Iterable[Cell], month: Month) -> None:
    """Refuse figures that the report does not ask for. Raises RulesBroken."""
    known = {cell for one in asked for cell in one.cells}
    codes = {code for code, _category in known}
    refusals = {}
    for code, category in cells:
        if (code, category) in known:
            continue
        name = field_of((code, category))
        if code in codes:
            sentence = gettext_noop("Chỉ tiêu «{code}» không có phân tổ «{category}».")
        else:
            sentence = gettext_noop("Chỉ tiêu «{code}» không thuộc báo cáo tháng {month}/{year} của đơn vị.")
        refusals[name] = RuleBroken(
            sentence,
            field=name,
            code=code,
            category=category,
            month=month.number,
            year=str(month.year),
        )
    if refusals:
        raise RulesBroken(refusals)


def check_figures(
    asked: Iterable[Asked], figures: Mapping[Cell, Decimal | None], before: Mapping[Cell, Decimal]
) -> Checked:
    """figures: what is to be reported, None where nothing is. before: of each indicator's own period before."""
    refusals: dict[str, RuleBroken] = {}
    questions: dict[str, RuleBroken] = {}
    listed = tuple(asked)
    names = {one.indicator.code: one.name for one in listed}
    for one in listed:
        for cell in one.cells:
            value = figures.get(cell)
            if value is None:
                continue
            name = field_of(cell)
            refusal = _refusal(one, cell, value, figures, names)
            if refusal is not None:
                refusals[name] = refusal
                continue
            question = _question(one, cell, value, before.get(cell))
            if question is not None:
                questions[name] = question
        parts = _parts(one, figures)
        if parts is not None and not any(field_of(cell) in refusals for cell in one.cells):
            refusals[field_of((one.indicator.code, ""))] = parts
    empty = sum(figures.get((one.indicator.code, "")) is None for one in listed)
    if empty:
        questions[MISSING] = RuleBroken(
            gettext_noop(
                "{count} chỉ tiêu còn để trống, sẽ tính là chưa báo cáo, không phải bằng 0. Nộp như vậy?"
            ),
            field=MISSING,
            count=empty,
        )
    return Checked(refusals, questions)


def check_storable(figures: Mapping[Cell, Decimal | None]) -> None:
    """A draft may hold what a report may not, but nothing that cannot be kept. Raises RulesBroken."""
    refusals = {
        field_of(cell): refusal
        for cell, value in figures.items()
        if value is not None and (refusal := _too_long(cell, value)) is not None
    }
    if refusals:
        raise RulesBroken(refusals)


def _too_long(cell: Cell, value: Decimal) -> RuleBroken | None:
    if value.adjusted() < MOST_DIGITS and not value.scaleb(DECIMALS, EXACT) % 1:
        return None
    return RuleBroken(
        gettext_noop("Số liệu «{value}» quá dài: tối đa 18 chữ số trước và 6 chữ số sau dấu phẩy."),
        field=field_of(cell),
        value=value,
    )


def _refusal(
    one: Asked, cell: Cell, value: Decimal, figures: Mapping[Cell, Decimal | None], names: Mapping[str, str]
) -> RuleBroken | None:
    return (
        _too_long(cell, value)
        or _by_itself(one.rule, cell, value)
        or _beside_others(one.rule, cell, value, figures, names)
    )


def _by_itself(rule: ReportingRule, cell: Cell, value: Decimal) -> RuleBroken | None:
    name = field_of(cell)
    if rule.is_whole and value != value.to_integral_value():
        return RuleBroken(
            gettext_noop("Chỉ tiêu này đếm số nguyên; «{value}» có phần lẻ."), field=name, value=value
        )
    if rule.least is not None and value < rule.least:
        sentence = gettext_noop("Số liệu «{value}» thấp hơn mức thấp nhất có thể là {least}.")
        if not rule.least:
            sentence = gettext_noop("Số liệu không được âm.")
        return RuleBroken(sentence, field=name, value=value, least=rule.least)
    if rule.most is not None and value > rule.most:
        return RuleBroken(
            gettext_noop("Số liệu «{value}» cao hơn mức cao nhất có thể là {most}."),
            field=name,
            value=value,
            most=rule.most,
        )
    return None


def _beside_others(
    rule: ReportingRule,
    cell: Cell,
    value: Decimal,
    figures: Mapping[Cell, Decimal | None],
    names: Mapping[str, str],
) -> RuleBroken | None:
    code, category = cell
    whole = figures.get((code, ""))
    if category and whole is not None and value > whole:
        return RuleBroken(
            gettext_noop("Phân tổ này ({value}) lớn hơn tổng số ({whole})."),
            field=field_of(cell),
            value=value,
            whole=whole,
        )
    bound = (
        None if rule.within is None else figures.get((rule.within, category), figures.get((rule.within, "")))
    )
    if bound is not None and value > bound and rule.within is not None:
        return RuleBroken(
            gettext_noop("Số này ({value}) lớn hơn «{name}» ({whole})."),
            field=field_of(cell),
            value=value,
            name=names.get(rule.within, rule.within),
            whole=bound,
        )
    return None


def _parts(one: Asked, figures: Mapping[Cell, Decimal | None]) -> RuleBroken | None:
    """Parts that make up the whole add up to it, where all of them are reported."""
    code = one.indicator.code
    whole = figures.get((code, ""))
    parts = [figures.get((code, category)) for category in one.categories]
    told = [part for part in parts if part is not None]
    if not one.rule.is_partition or whole is None or not parts or len(told) < len(parts):
        return None
    added = sum(told, Decimal(0))
    if added == whole:
        return None
    return RuleBroken(
        gettext_noop("Các phân tổ cộng lại được {added}, khác tổng số {whole}."),
        field=field_of((code, "")),
        added=added,
        whole=whole,
    )


def _question(one: Asked, cell: Cell, value: Decimal, before: Decimal | None) -> RuleBroken | None:
    times = one.rule.most_times
    if times is None or before is None or before <= 0 or value < 0:
        return None
    name = field_of(cell)
    if not value:
        if one.indicator.over_time is not OverTime.LAST:
            return None
        return RuleBroken(
            gettext_noop("Kỳ trước là {before}, kỳ này bằng 0. Đúng như vậy?"), field=name, before=before
        )
    if value >= before * times:
        return RuleBroken(
            gettext_noop("Gấp {times} lần kỳ trước ({before}). Đúng như vậy?"),
            field=name,
            times=_rough(value / before),
            before=before,
        )
    if before >= value * times:
        return RuleBroken(
            gettext_noop("Kỳ trước ({before}) gấp {times} lần kỳ này. Đúng như vậy?"),
            field=name,
            times=_rough(before / value),
            before=before,
        )
    return None


def _rough(times: Decimal) -> Decimal:
    """For reading: one digit after the point, none where it is zero."""
    rounded = times.quantize(Decimal("0.1"))
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded
