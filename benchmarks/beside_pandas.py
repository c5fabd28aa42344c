"""The roll-up of ``./dev bench rollup`` in pandas: the same long facts, the same values and percent, the same checks.

pandas counts in floating point, which is exact for whole numbers below 2^53: figures are hundredths, means are taken
times 27720 as in ``core.rollup``, and each quotient is rounded half to even once. So not one number differs; only the
nation's means pass 2^53 before their division, and there the checks say whether one does. DuckDB reads the file and
hands over whole hundredths: pandas itself would make eleven million ``Decimal`` objects of them.
"""

from collections.abc import Iterator
from math import gcd
from pathlib import Path

import pandas as pd

from benchmarks import data
from benchmarks.rollup import COMMUNES, GOAL, GOAL_OF_A_MEAN, HUNDRED, KINDS, NATION, PROVINCES, WHOLE
from nhip.analytics import sql
from nhip.analytics.duck import connected
from nhip.core.indicators import OverTime, OverUnits
from nhip.core.rollup import MEANS, scale_of
from nhip.core.year_periods import SHAPES

KEY = ["unit", "indicator", "year"]


def rolled_up(path: Path) -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """Values and percent of every kind and level (0_2 …): a row a unit, indicator and year, a column a period."""
    with connected() as connection:
        facts = connection.execute(
            f"SELECT unit, indicator, CAST(month // 100 AS INT) AS year, CAST(month % 100 AS INT) AS month, "
            f"CAST(value * CAST(100 AS DECIMAL(3, 0)) AS BIGINT) AS value FROM '{path}'"
        ).df()
    months = facts.set_index([*KEY, "month"])["value"].unstack().reindex(columns=list(data.MONTHS))
    del facts
    found = {}
    for number, (over_units, over_time, digits) in enumerate(KINDS):
        chosen = months[(months.index.get_level_values("indicator") % 10).isin(list(digits))]
        own = pd.DataFrame(
            {
                shape: _reading(over_time, chosen.loc[:, first:last])
                for shape, (_kind, first, last) in enumerate(SHAPES)
            }
        )
        for depth, (sums, counts, communes) in _levels(own):
            is_mean = over_units is OverUnits.AVERAGE
            values = _divided(sums, sql.ONE // 100, scale_of(over_time), counts) if is_mean else sums
            percent = (
                _divided(sums, HUNDRED, GOAL_OF_A_MEAN * scale_of(over_time), counts)
                if is_mean
                else _divided(sums, HUNDRED, GOAL, pd.DataFrame(dict.fromkeys(sums, communes)))
            )
            found[f"{number}_{depth}"] = values, percent
    return found


def _reading(rule: OverTime, months: pd.DataFrame) -> pd.Series:
    """Each unit's own value for the months, times ``core.rollup.scale_of``."""
    if rule is OverTime.LAST:
        return months.ffill(axis=1).iloc[:, -1]
    whole = months.sum(axis=1, min_count=1)
    return whole if rule is OverTime.SUM else whole * (MEANS // months.count(axis=1).clip(lower=1))


def _levels(own: pd.DataFrame) -> Iterator[tuple[int, tuple[pd.DataFrame, pd.DataFrame, pd.Series]]]:
    """Depth; sums, how many reported, and how many communes a unit has."""
    units = own.index.get_level_values("unit")
    yield COMMUNES, (own, own.notna().astype("int64"), pd.Series(1, own.index))
    for depth, above in ((PROVINCES, -2 - units % data.PROVINCES), (WHOLE, units * 0 + NATION)):
        grouped = own.groupby([above, *(own.index.get_level_values(one) for one in KEY[1:])])
        sums = grouped.sum(min_count=1)
        each, more = divmod(data.COMMUNES, data.PROVINCES)
        held = pd.Series(sums.index.get_level_values(0), sums.index).map(
            lambda unit, each=each, more=more: data.COMMUNES if unit == NATION else each + (-2 - unit < more)
        )
        yield depth, (sums, grouped.count(), held)


def _divided(sums: pd.DataFrame, times: int, over: int, units: pd.DataFrame) -> pd.DataFrame:
    """sums × times / (over × units), rounded to whole numbers half to even; in lowest terms, to stay exact."""
    common = gcd(times, over)
    return (sums * (times // common) / (units * (over // common))).round()


def checks(tables: dict[str, tuple[pd.DataFrame, pd.DataFrame]]) -> dict[str, list[str]]:
    """The sums of ``benchmarks.rollup``: values there are, and both sums, each cell counted as its place says."""
    found = {}
    for name, (values, percent) in tables.items():
        keys = [values.index.get_level_values(one).to_numpy("int64") for one in range(3)]
        place = 7 * (keys[0] + 100) + 13 * keys[1] + 17 * keys[2]
        sums = [
            sum(
                int(
                    (
                        one[shape].fillna(0).to_numpy("int64").astype(object) * ((place + shape) % 101 + 1)
                    ).sum()
                )
                for shape in one
            )
            for one in (values, percent)
        ]
        found[name] = [str(one) for one in (int(values.count().sum()), *sums)]
    return found
