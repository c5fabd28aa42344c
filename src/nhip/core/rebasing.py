"""Figures told on the boundaries of another day: merged figures add up, divided ones are shared out, nothing is lost.

Rules and worked tables: docs/rules/rollup.md. Re-basing turns figures into figures; the algebra of ``core.rollup`` then
rolls them up on that day's tree. Forwards a reorganisation's shares carry a figure to its heirs; backwards only a share
that was stated for it does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from nhip.core.apportioning import whole_parts
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.indicators import Indicator, OverUnits
from nhip.core.reorganisation import TOLERANCE
from nhip.core.rollup import DECIMALS, EXACT, add, rounded, times

MOST_SHARE_DECIMALS = 18
_STEP = Decimal(1).scaleb(-DECIMALS)
_ROUNDING = Context(prec=EXACT.prec)


@dataclass(frozen=True, slots=True)
class Part:
    """What one heir gets. share: of 1; order: the part with the greatest order takes the rest of every rounding."""

    target: int
    share: Decimal
    order: str


Goals = Mapping[tuple[int, str, str], Mapping[int, Decimal]]
"""Divided unit, indicator, period -> heir -> its part of the target, as it was typed."""
NO_GOALS: Goals = {}


@dataclass(frozen=True, slots=True)
class Step:
    """One day's reorganisation, in the direction in which figures are carried. parts: unit -> its heirs' parts.

    goals: parts of targets that were typed, in place of those that the shares make.
    """

    on: date
    parts: Mapping[int, tuple[Part, ...]]
    is_backwards: bool = False
    goals: Goals = field(default_factory=lambda: NO_GOALS)

    def carries(self, stands_on: date) -> bool:
        """Whether a figure that stands on the boundaries of a day is carried by this step."""
        return stands_on >= self.on if self.is_backwards else stands_on < self.on

    @property
    def touched(self) -> frozenset[int]:
        """The units whose figures it carries, and those that it carries them to."""
        return frozenset(self.parts).union(part.target for parts in self.parts.values() for part in parts)

    @property
    def lands_on(self) -> date:
        return self.on - timedelta(days=1) if self.is_backwards else self.on


@dataclass(frozen=True, slots=True)
class Figure:
    """What a unit reported for a month. stands_on: the day whose boundaries it is told on.

    share: how much of a unit it speaks for; weight: the figure that weighs it, where there is one.
    marks: the divisions that it is apportioned by.
    """

    unit: int
    indicator: str
    year: int
    month: int
    category: str
    value: Decimal
    stands_on: date
    share: Decimal = Decimal(1)
    weight: Decimal | None = None
    marks: frozenset[tuple[date, int]] = frozenset()

    @property
    def key(self) -> tuple[int, str, int, int, str]:
        return self.unit, self.indicator, self.year, self.month, self.category


def steps_between(steps: Iterable[Step], on: date) -> tuple[Step, ...]:
    """The steps to the boundaries of a day: forwards up to it in order, backwards from the latest down to it."""
    forwards = sorted((one for one in steps if not one.is_backwards and one.on <= on), key=lambda one: one.on)
    backwards = sorted((one for one in steps if one.is_backwards and one.on > on), key=lambda one: one.on)
    return (*forwards, *reversed(backwards))


def check_parts(parts: Sequence[Part]) -> None:
    """The shares are positive, have at most 18 decimals and add up to one within 1e-9. Raises RuleBroken."""
    whole = Decimal(0)
    for one in parts:
        whole = add(whole, one.share)
        exponent = one.share.as_tuple().exponent
        if one.share <= 0 or (isinstance(exponent, int) and -exponent > MOST_SHARE_DECIMALS):
            raise RuleBroken(
                gettext_noop(
                    "Tỷ lệ chia «{share}» không dùng được: phải lớn hơn 0, tối đa {most} chữ số lẻ."
                ),
                field="share",
                share=one.share,
                most=MOST_SHARE_DECIMALS,
            )
    if abs(whole - 1) > TOLERANCE:
        raise RuleBroken(
            gettext_noop("Các tỷ lệ chia phải cộng lại bằng 1; đang là {total}."), field="share", total=whole
        )
    if len({one.target for one in parts}) < len(parts):
        raise RuleBroken(
            gettext_noop("Một đơn vị nhận hai phần của cùng một đơn vị; gộp lại thành một dòng."), field="to"
        )


def apportion(amount: Decimal, parts: Sequence[Part]) -> list[Decimal]:
    """The amount shared out at six decimals, half to even, in the order of ``parts``; they add up to it exactly.

    The part with the greatest ``order`` takes the rest.
    """
    last = max(range(len(parts)), key=lambda index: parts[index].order)
    shared = [times(amount, one.share).quantize(_STEP, ROUND_HALF_EVEN, _ROUNDING) for one in parts]
    others = Decimal(0)
    for index, one in enumerate(shared):
        others = others if index == last else add(others, one)
    shared[last] = EXACT.subtract(amount, others)
    return shared


def apportion_goal(amount: Decimal, parts: Sequence[Part], *, is_whole: bool) -> list[Decimal]:
    """A target shared out in the order of ``parts``; they add up to it exactly.

    is_whole: of what is counted (households); a whole amount of it stays whole, by largest remainders, of equal ones to
    the part whose ``order`` comes first. What is not whole as it was given is shared out as any amount.
    """
    if not is_whole or amount != amount.to_integral_value():
        return apportion(amount, parts)
    places = sorted(range(len(parts)), key=lambda index: parts[index].order)
    shares = whole_parts(int(amount), [Fraction(parts[index].share) for index in places])
    found = dict(zip(places, shares, strict=True))
    return [Decimal(found[index]) for index in range(len(parts))]


def typed_goal(amount: Decimal, parts: Sequence[Part], typed: Mapping[int, Decimal]) -> list[Decimal] | None:
    """A target's parts as they were typed, in the order of ``parts``; None where they are not the parts of the amount.

    So a target that is given anew after the reorganisation is shared out anew.
    """
    if typed.keys() != {one.target for one in parts} or sum(typed.values()) != amount:
        return None
    return [typed[one.target] for one in parts]


def rebase(
    figures: Iterable[Figure], indicators: Mapping[str, Indicator], steps: Sequence[Step]
) -> list[Figure]:
    """Carry figures along the steps (see ``steps_between``); at the end one of a unit, indicator, month and category.

    Amounts (summed over units) are shared out; means, least and greatest are held by every part. Where several meet,
    amounts add, least and greatest stay what they are, and means are weighed: by their weights where all have one,
    else by the share of a unit that each speaks for. A unit counts as one after a merger.
    """
    held = list(figures)
    for step in steps:
        touched = step.touched
        meeting: list[Figure] = []
        others: list[Figure] = []
        for one in held:
            is_met = one.unit in touched and step.carries(one.stands_on)
            (meeting if is_met else others).append(one)
        # What met before this day is one figure by now, and so is what meets on it: a later mean is of those.
        landed: list[Figure] = []
        for figure in _merged(meeting, indicators):
            is_moving = figure.unit in step.parts
            landed += _carried(figure, indicators[figure.indicator], step) if is_moving else [figure]
        held = [*others, *_merged(landed, indicators)]
    return _merged(held, indicators)


def _carried(figure: Figure, indicator: Indicator, step: Step) -> list[Figure]:
    parts = step.parts[figure.unit]
    if len(parts) == 1:
        return [_moved(figure, (parts[0].target, figure.value, figure.weight), step)]
    values = apportion(figure.value, parts) if indicator.is_amount else [figure.value] * len(parts)
    weights: Sequence[Decimal | None] = (
        [None] * len(parts) if figure.weight is None else apportion(figure.weight, parts)
    )
    marks = figure.marks | {(step.on, figure.unit)}
    return [
        replace(
            _moved(figure, (part.target, value, weight), step),
            share=part.share,
            marks=marks,
        )
        for part, value, weight in zip(parts, values, weights, strict=True)
    ]


def _moved(figure: Figure, to: tuple[int, Decimal, Decimal | None], step: Step) -> Figure:
    """The whole of it. to: unit, value and weight there. (``replace`` takes three times as long.)"""
    unit, value, weight = to
    return Figure(
        unit,
        figure.indicator,
        figure.year,
        figure.month,
        figure.category,
        value,
        step.lands_on,
        weight=weight,
        marks=figure.marks,
    )


def _merged(figures: Iterable[Figure], indicators: Mapping[str, Indicator]) -> list[Figure]:
    grouped: dict[tuple[int, str, int, int, str], list[Figure]] = {}
    for one in figures:
        key = (one.unit, one.indicator, one.year, one.month, one.category)
        if key in grouped:
            grouped[key].append(one)
        else:
            grouped[key] = [one]
    return [
        several[0] if len(several) == 1 else _one_of(several, indicators[several[0].indicator].over_units)
        for several in grouped.values()
    ]


def _one_of(several: Sequence[Figure], rule: OverUnits) -> Figure:
    """Several figures about one unit and month as one."""
    weights = [one.weight for one in several if one.weight is not None]
    has_weights = len(weights) == len(several) and sum(weights) != 0
    is_weighed = rule is OverUnits.WEIGHTED and has_weights
    value = merged(
        rule, [one.value for one in several], weights if is_weighed else [one.share for one in several]
    )
    return replace(
        several[0],
        value=value,
        share=Decimal(1),
        weight=_sum(weights) if has_weights else None,
        stands_on=max(one.stands_on for one in several),
        marks=frozenset().union(*(one.marks for one in several)),
    )


def merged(rule: OverUnits, values: Sequence[Decimal], weights: Sequence[Decimal]) -> Decimal:
    """Values about one unit as one, by their rule over units; means are weighed."""
    match rule:
        case OverUnits.SUM:
            return _sum(values)
        case OverUnits.MIN:
            return min(values)
        case OverUnits.MAX:
            return max(values)
    weighed = _sum(times(value, weight) for value, weight in zip(values, weights, strict=True))
    return rounded(Fraction(weighed) / Fraction(_sum(weights)))


def _sum(values: Iterable[Decimal]) -> Decimal:
    found = Decimal(0)
    for one in values:
        found = add(found, one)
    return found
