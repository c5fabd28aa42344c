"""A superior's task handed down: its quantity shared out, and where the sum of the parts departs from the whole.

Rules and worked tables: docs/rules/cascading.md. Parts are as fine as the whole is written: whole numbers are shared
out in whole numbers. A task that is handed down counts once, through those who carry it out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from nhip.core.apportioning import whole_parts
from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.indicators import Indicator

LONGEST_MEASURE = 40
MOST_QUANTITY = Decimal("9999999999.99")
ZERO = Decimal(0)
FINEST = Decimal("0.01")
WHOLE = Decimal(1)
"""The smallest piece of what is counted."""


class Key(StrEnum):
    """By what a whole is shared out: alike, in proportion to an indicator's figure, or as typed."""

    EQUALLY = "equally"
    BY_FIGURE = "by_figure"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Share:
    """A unit's part. asked: what was handed to it; planned: what its own plan takes on, None: not said yet.

    detailed_on: since when its own months are entered.
    """

    unit: int
    asked: Decimal | None
    planned: Decimal | None = None
    detailed_on: date | None = None

    @property
    def taken(self) -> Decimal:
        """What counts as its part of the whole: its own word, else what was asked."""
        return (self.asked if self.planned is None else self.planned) or ZERO

    @property
    def departs(self) -> Decimal:
        """How much more (or, below zero, less) it takes on than was asked."""
        return self.taken - (self.asked or ZERO)


def step_of(whole: Decimal) -> Decimal:
    """The smallest piece of a whole: 1, 0.1 or 0.01, as it is written; zeros at its end say nothing."""
    exponent = whole.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(0, int(exponent)))


def is_counted(measure: str, counted: Iterable[str]) -> bool:
    """Whether the unit of measure is one of those in which things are counted (households, people, villages)."""
    return " ".join(measure.split()).casefold() in {one.casefold() for one in counted}


def check_whole(number: Decimal | None, measure: str, counted: Iterable[str], field: str) -> None:
    """Raises RuleBroken for a piece of what is only there as a whole: 12.5 households."""
    if number is not None and is_counted(measure, counted) and number % WHOLE:
        raise RuleBroken(
            gettext_noop("{number} {measure}: {measure} là số đếm, ghi số nguyên."),
            field=field,
            number=number,
            measure=" ".join(measure.split()),
        )


def check_quantity(
    quantity: Decimal | None, measure: str, counted: Iterable[str] = ()
) -> tuple[Decimal | None, str]:
    """Quantity and its unit of measure, trimmed; both or neither. counted: units of measure that are counts.

    Raises RulesBroken.
    """
    unit_of_measure = " ".join(measure.split())
    refusals: dict[str, RuleBroken] = {}
    if quantity is not None and _is_possible(quantity):
        try:
            check_whole(quantity, measure, counted, "quantity")
        except RuleBroken as refusal:
            refusals["quantity"] = refusal
    if quantity is not None and not _is_possible(quantity):
        refusals["quantity"] = RuleBroken(
            gettext_noop("Khối lượng {quantity} không hợp lệ: lớn hơn 0, tối đa hai chữ số lẻ."),
            field="quantity",
            quantity=quantity,
        )
    if quantity is None and unit_of_measure:
        refusals["quantity"] = RuleBroken(
            gettext_noop("Có đơn vị tính mà chưa có khối lượng; ghi cả hai hoặc bỏ trống cả hai."),
            field="quantity",
        )
    if quantity is not None and not unit_of_measure:
        refusals["measure"] = RuleBroken(
            gettext_noop("Chưa ghi đơn vị tính của khối lượng, như: hộ, km, lớp."), field="measure"
        )
    if len(unit_of_measure) > LONGEST_MEASURE:
        refusals["measure"] = RuleBroken(
            gettext_noop("Đơn vị tính dài {length} ký tự; tối đa {most}."),
            field="measure",
            length=len(unit_of_measure),
            most=LONGEST_MEASURE,
        )
    if refusals:
        raise RulesBroken(refusals)
    return quantity, unit_of_measure


def _is_possible(quantity: Decimal) -> bool:
    return quantity.is_finite() and ZERO < quantity <= MOST_QUANTITY and quantity == quantity.quantize(FINEST)


def share_out(
    whole: Decimal, weights: Mapping[int, Decimal], step: Decimal | None = None
) -> dict[int, Decimal]:
    """Parts in proportion to the weights that add up to the whole exactly: largest remainders.

    weights: unit -> above 0. step: the smallest piece, as the whole is written where it is not given. Of equal
    remainders the one named first gets the piece. Raises RuleBroken where somebody would get nothing.
    """
    if not weights:
        return {}
    piece = step or step_of(whole)
    shares = whole_parts(int(whole / piece), [Fraction(weight) for weight in weights.values()])
    parts = dict(zip(weights, shares, strict=True))
    if not all(parts.values()):
        raise RuleBroken(
            gettext_noop(
                "{whole} không đủ chia cho {count} đơn vị theo cách này: có đơn vị không được phần nào; "
                "chọn ít đơn vị hơn hoặc nhập tay."
            ),
            field="key",
            whole=whole,
            count=len(weights),
        )
    return {unit: part * piece for unit, part in parts.items()}


def check_weights(weights: Mapping[int, Decimal | None], names: Mapping[int, str]) -> dict[int, Decimal]:
    """The figures by which a whole is shared out. Raises RuleBroken naming who has none above 0."""
    without = [names[unit] for unit, weight in weights.items() if weight is None or weight <= ZERO]
    if without:
        raise RuleBroken(
            gettext_noop(
                "Chưa có số liệu lớn hơn 0 để chia của: {units}; chọn cách chia khác hoặc nhập tay."
            ),
            field="key",
            units=", ".join(without),
        )
    return {unit: weight for unit, weight in weights.items() if weight is not None}


def cell_of(unit: int) -> str:
    """The name of a unit's cell in the form."""
    return f"unit-{unit}"


def check_parts(
    whole: Decimal | None,
    given: Decimal,
    parts: Mapping[int, Decimal | None],
    measure: str = "",
    counted: Iterable[str] = (),
) -> dict[int, Decimal | None]:
    """Parts typed by hand. given: handed down before. What is left may stay with the superior.

    counted: units of measure that are counts. Raises RulesBroken at each cell that is blank, not above 0, a piece of
    what is counted, or passes the whole together with those before it.
    """
    if whole is None:
        return dict.fromkeys(parts)
    refusals: dict[str, RuleBroken] = {}
    total = given
    for unit, part in parts.items():
        try:
            check_part(whole, total, part, cell_of(unit))
            check_whole(part, measure, counted, cell_of(unit))
        except RuleBroken as refusal:
            refusals[cell_of(unit)] = refusal
        else:
            total += part or ZERO
    if refusals:
        raise RulesBroken(refusals)
    return dict(parts)


def check_part(whole: Decimal, before: Decimal, part: Decimal | None, name: str) -> None:
    """A part of a whole of which ``before`` is in other parts. name: of its field. Raises RuleBroken."""
    if part is None:
        raise RuleBroken(gettext_noop("Chưa ghi phần giao cho đơn vị này."), field=name)
    if not _is_possible(part):
        raise RuleBroken(
            gettext_noop("Phần giao {part} không hợp lệ: lớn hơn 0, tối đa hai chữ số lẻ."),
            field=name,
            part=part,
        )
    if before + part > whole:
        raise RuleBroken(
            gettext_noop("Phần giao {part} vượt quá khối lượng còn lại {left} (tổng {whole})."),
            field=name,
            part=part,
            left=whole - before,
            whole=whole,
        )


def check_divisible(indicator: Indicator) -> None:
    """Only a target that is the sum of its parts is shared out: no rate, mean, greatest or least. Raises RuleBroken."""
    if not indicator.is_amount:
        raise RuleBroken(
            gettext_noop(
                "Chỉ tiêu «{name}» không phải là tổng của các đơn vị (tỷ lệ, bình quân, mức cao nhất hoặc thấp nhất) "
                "nên không chia được."
            ),
            field="target",
            name=indicator.name or indicator.code,
        )


def check_not_given(
    given: Mapping[int, Decimal], parts: Mapping[int, Decimal | None], names: Mapping[int, str]
) -> None:
    """A unit has one target of an indicator and year: what it was given elsewhere is repeated, never overwritten.

    given: unit -> the target that it has. Raises RulesBroken at each cell that says something else.
    """
    refusals = {
        cell_of(unit): RuleBroken(
            gettext_noop(
                "{unit} đã được giao {given} cho chỉ tiêu này; giao đúng số đó, "
                "hoặc điều chỉnh chỉ tiêu đã giao của đơn vị trước."
            ),
            field=cell_of(unit),
            unit=names[unit],
            given=value,
        )
        for unit, value in given.items()
        if unit in parts and parts[unit] != value
    }
    if refusals:
        raise RulesBroken(refusals)


def left_of(whole: Decimal | None, parts: Iterable[Decimal | None]) -> Decimal | None:
    """What of the whole is in nobody's part; below zero: the parts are more than the whole. None without a whole."""
    return None if whole is None else whole - sum((part or ZERO for part in parts), ZERO)


def check_can_hand_down(*, is_counted: bool, is_done: bool) -> None:
    """Raises RuleBroken for a task of a plan that was never submitted, or that is done already."""
    if not is_counted:
        raise RuleBroken(
            gettext_noop("Chỉ giao xuống được nhiệm vụ của kế hoạch đã trình; trình kế hoạch trước."),
            field="task",
        )
    if is_done:
        raise RuleBroken(gettext_noop("Nhiệm vụ đã hoàn thành, không giao xuống nữa."), field="task")


def check_receivers(chosen: Iterable[int], allowed: Iterable[int], already: Iterable[int]) -> list[int]:
    """Units to hand a task down to, each once. Raises RuleBroken for none, one out of reach, one that has it."""
    units, reach, have = list(dict.fromkeys(chosen)), set(allowed), set(already)
    if not units:
        raise RuleBroken(gettext_noop("Chưa chọn đơn vị nào để giao xuống."), field="units")
    if set(units) - reach:
        raise RuleBroken(gettext_noop("Chỉ giao xuống được cho đơn vị cấp dưới của đơn vị."), field="units")
    if set(units) & have:
        raise RuleBroken(gettext_noop("Có đơn vị đã được giao nhiệm vụ này rồi."), field="units")
    return units


def check_planned(
    asked: Decimal | None, planned: Decimal | None, measure: str = "", counted: Iterable[str] = ()
) -> None:
    """What a unit takes on of its part; nothing at all is an answer too. Raises RuleBroken."""
    if planned is None:
        return
    if asked is None:
        raise RuleBroken(gettext_noop("Việc này giao xuống không kèm khối lượng."), field="planned")
    if planned != ZERO and not _is_possible(planned):
        raise RuleBroken(
            gettext_noop("Phần nhận {planned} không hợp lệ: từ 0 trở lên, tối đa hai chữ số lẻ."),
            field="planned",
            planned=planned,
        )
    check_whole(planned, measure, counted, "planned")
