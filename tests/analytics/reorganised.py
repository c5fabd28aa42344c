"""Made-up reorganisations for Hypothesis: mergers, divisions, parts that stay, units that move, over several days."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from nhip.analytics.run import Files
from tests.analytics.naive import World
from tests.analytics.naive_rebasing import Link, Placement, Told
from tests.analytics.worlds import FIGURES, FIRST, store, write_table

DAYS = (date(2017, 2, 1), date(2017, 5, 10), date(2017, 5, 31), date(2017, 9, 1), date(2018, 1, 1))
MONTHS = tuple((year, month) for year in (2017, 2018) for month in range(1, 13) if (year, month) < (2018, 4))
RULES = {"sum": "w", "average": "a", "weighted": "g", "min": "l", "max": "h"}
EIGHTEEN = Decimal("1e-18")


@dataclass(frozen=True)
class Reorganised:
    """facts: (unit, indicator, year, month, category) -> value. targets: as in naive.World."""

    told: Told
    indicators: dict[str, dict[str, str]]
    facts: dict[tuple[str, str, int, int, str], Decimal]
    targets: dict[tuple[str, str, str], tuple[Decimal, Decimal | None]]


class _Country:
    """living: unit -> its parent and since when. Days whose heirs are all new units can be gone back over."""

    def __init__(self, chance: Random, *, is_way_back: bool) -> None:
        self.chance, self.is_way_back = chance, is_way_back
        self.past: list[Placement] = []
        self.living = {f"C{one}": (chance.choice("ABP"), FIRST) for one in range(chance.randint(2, 5))}
        self.links: list[Link] = []
        self.made = 0

    def begin(self, on: date) -> str:
        self.made += 1
        code = f"{self.chance.choice('BDZ')}{self.made}"
        self.living[code] = (self.chance.choice("ABP"), on)
        return code

    def end(self, unit: str, on: date) -> None:
        parent, since = self.living.pop(unit)
        self.past.append((unit, parent, since, on))

    def reorganise(self, on: date) -> None:
        pool = sorted(self.living)
        self.chance.shuffle(pool)
        made: list[str] = []
        while pool and self.chance.random() < 0.8:
            source = pool.pop()
            act = self.chance.choice(["merge", "merge", "join", "divide", "divide", "keep", "move"])
            if act == "move":
                self.end(source, on)
                self.living[source] = (self.chance.choice("ABP"), on)
            elif act == "merge":
                made.append(self.begin(on))
                more = [pool.pop() for _ in range(min(len(pool), self.chance.randint(1, 2)))]
                for one in [source, *more]:
                    self.carry(one, [made[-1]], on)
            else:
                # A unit that goes on can take in others on the first of a month, where no figure of both meets.
                can_stay = pool and on.day == 1 and not self.is_way_back
                stays = [pool.pop()] if can_stay and self.chance.random() < 0.7 else []
                if act == "join":
                    self.carry(source, stays or made[-1:] or [self.begin(on)], on)
                else:
                    fresh = [self.begin(on) for _ in range(self.chance.randint(1, 2))]
                    more = [source] if act == "keep" else made[:1]
                    made += fresh
                    self.carry(source, [*fresh, *stays, *more], on)

    def carry(self, source: str, heirs: list[str], on: date) -> None:
        """The source ends, unless it is among its heirs."""
        if source not in heirs:
            self.end(source, on)
        self.chance.shuffle(heirs)
        self.links += [
            Link(source, heir, share, on) for heir, share in zip(heirs, self.shares(len(heirs)), strict=True)
        ]

    def shares(self, count: int) -> list[Decimal]:
        sizes = [self.chance.randint(1, 7) for _ in range(count)]
        step = self.chance.choice([EIGHTEEN, Decimal("1e-9")])
        if count == 1:
            return [Decimal(1)]
        found = [(Decimal(one) / sum(sizes)).quantize(step) for one in sizes]
        return [*found[:-1], 1 - sum(found[:-1], Decimal(0))] if self.chance.random() < 0.7 else found


@st.composite
def reorganised(draw: st.DrawFn, *, is_way_back: bool = False, has_categories: bool = True) -> Reorganised:
    chance = Random(draw(st.integers(0, 2**32)))
    country = _Country(chance, is_way_back=is_way_back)
    days = sorted(draw(st.sets(st.sampled_from(DAYS), min_size=1, max_size=3)))
    for day in days:
        country.reorganise(day)
    placements = (
        *((unit, "" if unit == "P" else "P", FIRST, None) for unit in "PAB"),
        *country.past,
        *((unit, parent, since, None) for unit, (parent, since) in country.living.items()),
    )
    links = tuple(country.links)
    if is_way_back:
        links = tuple(_with_back_shares(country, links))
    on = draw(st.sampled_from([date(2017, 1, 1), days[0]])) if is_way_back else date(2018, 6, 1)
    rules = dict(RULES)
    indicators = {code: _indicator(chance, rule, code) for rule, code in rules.items()}
    told = Told(placements, links, {code: rule for rule, code in rules.items()}, on)
    amounts = draw(st.lists(FIGURES, min_size=3, max_size=8))
    density = draw(st.sampled_from([0.05, 0.3, 0.9]))
    facts = {
        (unit, code, year, month, category): chance.choice(amounts)
        for unit in sorted({one[0] for one in placements})
        for code in indicators
        for year, month in MONTHS
        for category in (("", "nam") if has_categories else ("",))
        if _lives(placements, unit, year, month) and chance.random() < density
    }
    facts.setdefault(("P", "w", 2017, 1, ""), amounts[0])
    aims = [
        (unit, code, period)
        for unit, _parent, start, _end in placements
        for code in indicators
        for period, day in (("2017-01", date(2017, 1, 1)), ("2018", date(2018, 1, 1)))
        if start <= day and _lives(placements, unit, day.year, 1)
    ]
    targets = {
        aim: (chance.choice(amounts), chance.choice([None, *amounts]))
        for aim in aims
        if chance.random() < density and not is_way_back
    }
    return Reorganised(told, indicators, facts, targets)


def _with_back_shares(country: _Country, links: tuple[Link, ...]) -> list[Link]:
    found = []
    for target, on in sorted({(one.target, one.on) for one in links}):
        own = [one for one in links if (one.target, one.on) == (target, on)]
        for one, share in zip(own, country.shares(len(own)), strict=True):
            found.append(replace(one, back_share=share))
    return found


def _lives(placements: tuple[Placement, ...], unit: str, year: int, month: int) -> bool:
    begins, ends = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    return any(
        one == unit and start < ends and (end is None or end > begins)
        for one, _parent, start, end in placements
    )


def _indicator(chance: Random, rule: str, code: str) -> dict[str, str]:
    return {
        "over_units": rule,
        "over_time": chance.choice(["sum", "last", "average", "min", "max"]),
        "direction": chance.choice(["higher", "lower"]),
        "weight": "w" if code == "g" else "",
        "numerator": "",
        "denominator": "",
        "factor": "",
        "frequency": "month",
    }


def store_reorganised(one: Reorganised, folder: Path) -> Files:
    """Write all five files."""
    files = store(World(one.told.placements, one.indicators, {}, one.targets), folder)
    write_table(
        files.facts,
        ["unit", "indicator", "month", "value", "category"],
        [
            [unit, code, f"{year}-{month:02d}", f"{value:f}", category]
            for (unit, code, year, month, category), value in one.facts.items()
        ],
    )
    links = folder / "links.csv"
    write_table(
        links,
        ["from", "to", "share", "date", "back_share"],
        [
            [
                link.source,
                link.target,
                f"{link.share:f}",
                link.on,
                "" if link.back_share is None else f"{link.back_share:f}",
            ]
            for link in one.told.links
        ],
    )
    return replace(files, reorganisation=links, on=one.told.on)
