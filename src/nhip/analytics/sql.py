"""The SQL of the bulk roll-up: time first, then units level by level. Whole numbers throughout, so it is exact.

Figures are in millionths (``core.rollup.DECIMALS``). Months stand side by side in a row (m1 … m12), and so do the
states of the 32 periods (n0 … n31: numerator; d0 …: denominator; t0 …: units that reported). The text is plain SQL but
for the type of big whole numbers and the sign of their division, named once below.
"""

from collections.abc import Iterable, Sequence

from nhip.core.indicators import OverTime, OverUnits
from nhip.core.periods import MONTHS
from nhip.core.rollup import DECIMALS, MEANS
from nhip.core.year_periods import SHAPES

BIG = "HUGEINT"
DIVIDED = "//"
ONE = 10**DECIMALS
KEY = "unit, indicator, category, year"
ALL_SHAPES = tuple(range(len(SHAPES)))
MEAN_RULES = (OverUnits.AVERAGE, OverUnits.WEIGHTED)
FOLDS = {OverUnits.MIN: "MIN", OverUnits.MAX: "MAX"}


def wide(facts: str = "fact") -> str:
    """Long facts with their months side by side."""
    months = ", ".join(f"MAX(CASE WHEN month = {one} THEN value END) AS m{one}" for one in MONTHS)
    return f"SELECT {KEY}, {months} FROM {facts} GROUP BY {KEY}"


def reading(rule: OverTime, months: Sequence[int], row: str = "") -> str:
    """One unit's own value for the months, in millionths times ``core.rollup.scale_of``; NULL: nothing reported."""
    cells = [f"{row}m{one}" for one in months]
    if len(cells) == 1:
        return f"{cells[0]} * {MEANS}" if rule is OverTime.AVERAGE else cells[0]
    match rule:
        case OverTime.LAST:
            return f"COALESCE({', '.join(reversed(cells))})"
        case OverTime.MIN:
            return f"LEAST({', '.join(cells)})"
        case OverTime.MAX:
            return f"GREATEST({', '.join(cells)})"
    total = " + ".join(f"COALESCE({one}, 0)" for one in cells)
    any_ = f"COALESCE({', '.join(cells)}) IS NOT NULL"
    if rule is OverTime.SUM:
        return f"CASE WHEN {any_} THEN {total} END"
    count = " + ".join(f"({one} IS NOT NULL)::{BIG}" for one in cells)
    return f"CASE WHEN {any_} THEN ({total}) * ({MEANS} {DIVIDED} ({count})) END"


def readings(rule: OverTime, shapes: Iterable[int] = ALL_SHAPES, row: str = "") -> str:
    """Columns r0 … of the periods of a year."""
    return ", ".join(
        f"CAST({reading(rule, range(SHAPES[one][1], SHAPES[one][2] + 1), row)} AS {BIG}) AS r{one}"
        for one in shapes
    )


def own_states(rule: OverUnits, source: str) -> str:
    """The states of units by themselves. source: readings r…, for WEIGHTED the weights' readings w… beside them."""
    columns = []
    for one in ALL_SHAPES:
        reported = f"(r{one} IS NOT NULL)::{BIG} AS t{one}"
        if rule is OverUnits.WEIGHTED:
            columns.append(f"r{one} * COALESCE(w{one}, 0) AS n{one}")
            columns.append(f"CASE WHEN r{one} IS NOT NULL THEN COALESCE(w{one}, 0) END AS d{one}")
        else:
            columns.append(f"r{one} AS n{one}")
            if rule is OverUnits.AVERAGE:
                columns.append(f"(r{one} IS NOT NULL)::{BIG} AS d{one}")
        columns.append(reported)
    return f"SELECT {KEY}, {', '.join(columns)} FROM ({source})"


def state_columns(rule: OverUnits, shapes: Sequence[int]) -> list[str]:
    kinds = "ndt" if rule in MEAN_RULES else "nt"
    return [f"{kind}{one}" for one in shapes for kind in kinds]


def level(rule: OverUnits, shapes: Sequence[int], own: str, depth: int, below: str | None) -> str:
    """The states of the units at a depth: their own and those of the level below, added up."""
    columns = state_columns(rule, shapes)
    listed = ", ".join(columns)
    mine = f"SELECT o.{KEY.replace(', ', ', o.')}, {listed} FROM {own} o JOIN tree USING (unit) WHERE depth = {depth}"
    if below is None:
        return mine
    fold = FOLDS.get(rule, "SUM")
    folded = ", ".join(f"{fold if name[0] == 'n' else 'SUM'}({name}) AS {name}" for name in columns)
    return (
        f"SELECT {KEY}, {folded} FROM ({mine} UNION ALL "
        f"SELECT t.parent AS unit, b.indicator, b.category, b.year, {listed} FROM {below} b JOIN tree t USING (unit) "
        f"WHERE t.parent IS NOT NULL) GROUP BY {KEY}"
    )


def cells(rule: OverUnits, shapes: Sequence[int], source: str) -> str:
    """One row a period: n / d is the value in millionths, scale aside; t: units that reported."""
    d = "d{0}" if rule in MEAN_RULES else "1"
    return " UNION ALL ".join(
        f"SELECT {KEY}, {one} AS shape, CAST(n{one} AS {BIG}) AS n, CAST({d.format(one)} AS {BIG}) AS d, "
        f"CAST(t{one} AS {BIG}) AS t FROM {source} WHERE t{one} > 0"
        for one in shapes
    )


def quotient(above: str, below: str) -> str:
    """above / below as a whole number, half to even; NULL where below is zero or either is missing."""
    n, d = f"ABS({above})", f"ABS({below})"
    whole, rest = f"({n} {DIVIDED} {d})", f"({n} % {d})"
    up = f"(CASE WHEN {rest} > {d} - {rest} OR ({rest} = {d} - {rest} AND {whole} % 2 = 1) THEN 1 ELSE 0 END)"
    sign = f"(CASE WHEN (({above}) < 0) <> (({below}) < 0) THEN -1 ELSE 1 END)"
    return f"(CASE WHEN ({below}) <> 0 THEN {sign} * ({whole} + {up}) END)"


def percent(is_higher: str) -> str:
    """Percent of the target, of the value n / d, as ``core.targets.percent`` has it. All in millionths."""
    hundred = 100 * ONE
    on_the_way = quotient(f"{hundred} * (n - start * d)", "(goal - start) * d")
    higher, lower = quotient(f"{hundred} * n", "goal * d"), quotient(f"{hundred} * goal * d", "n")
    is_met = f"CASE WHEN {is_higher} THEN n >= goal * d ELSE n <= goal * d END"
    return (
        f"CASE WHEN goal IS NULL OR n IS NULL THEN NULL WHEN start IS NOT NULL AND start <> goal THEN {on_the_way} "
        f"ELSE COALESCE(CASE WHEN {is_higher} THEN {higher} ELSE {lower} END, "
        f"CASE WHEN {is_met} THEN {hundred} ELSE 0 END) END"
    )


def shown(millionths: str) -> str:
    """As text: without zeros at the end."""
    absolute = f"ABS({millionths})"
    text = (
        f"(CASE WHEN {millionths} < 0 THEN '-' ELSE '' END) || CAST({absolute} {DIVIDED} {ONE} AS VARCHAR) || '.' "
        f"|| LPAD(CAST({absolute} % {ONE} AS VARCHAR), {DECIMALS}, '0')"
    )
    return f"RTRIM(RTRIM({text}, '0'), '.')"
