"""What a unit that came out of a reorganisation inherits of the months before it.

docs/guide/reports.md tells the rules in words; shares are those of docs/rules/rollup.md, «Boundaries».
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from nhip.core.periods import Month
from nhip.core.units import History

ONE_DAY = timedelta(days=1)
Shares = Mapping[int, Decimal]
"""Unit of then -> how much of it is in the unit of now, above 0 and at most 1."""


@dataclass(frozen=True, slots=True)
class Inherited:
    """A sum over the units that stood in a month in the place of one of today.

    told: units in it; lacking: silent ones. is_rough: it hangs on how a divided unit was shared out.
    """

    value: Decimal
    told: tuple[int, ...]
    lacking: tuple[int, ...]
    is_rough: bool


def shares_then(history: History, unit: int, month: Month, day: date) -> Shares:
    """What the unit, as it is on ``day``, consisted of on the month's last day: itself alone where nothing changed."""
    last = month.shifted(1).first_day - ONE_DAY
    links = [link for link in history.successions if last < link.on <= day and link.source != link.target]
    shares: dict[int, Decimal] = {unit: Decimal(1)}
    for on in sorted({link.on for link in links}, reverse=True):
        eve, then = history.on(on - ONE_DAY), dict[int, Decimal]()
        for heir, weight in shares.items():
            if heir in eve:
                left = sum(
                    (link.share for link in links if link.on == on and link.source == heir), Decimal(0)
                )
                then[heir] = then.get(heir, Decimal(0)) + weight * (1 - left)
            for link in links:
                if link.on == on and link.target == heir:
                    then[link.source] = then.get(link.source, Decimal(0)) + weight * link.share
        shares = {one: share for one, share in then.items() if share}
    return shares


def added(
    shares: Shares, in_order: Iterable[int], figures: Mapping[int, Decimal], decimals: int
) -> Inherited | None:
    """The figures of those who stood then, added up; a silent one is named, not counted as zero. None: all silent.

    decimals: of a sum that hangs on shares.
    """
    stood = tuple(one for one in in_order if one in shares)
    told = tuple(one for one in stood if one in figures)
    if not told:
        return None
    value = sum((figures[one] * shares[one] for one in told), Decimal(0))
    is_rough = any(shares[one] != 1 for one in stood)
    if is_rough:
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return Inherited(value, told, tuple(one for one in stood if one not in figures), is_rough)
