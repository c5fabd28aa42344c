"""The SQL of the bulk roll-up: time first, then units level by level. Whole numbers throughout, so it is exact.

Figures are in millionths (``core.rollup.DECIMALS``). Months stand side by side in a row (m1 … m12), and so do the
states of the 32 periods (n0 … n31: numerator; d0 …: denominator; t0 …: units that reported). The text is plain SQL but
for the type of big whole numbers and the sign of their division, named once below.
"""

from collections.abc import Sequence

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


def _together(rule: OverTime, one: str, other: str) -> str:
    """The reading of two stretches of months, the later one second, from those of each; NULL: nothing reported."""
    match rule:
        case OverTime.LAST:
            return f"COALESCE({other}, {one})"
        case OverTime.MIN:
            return f"LEAST({one}, {other})"
        case OverTime.MAX:
            return f"GREATEST({one}, {other})"
    return f"COALESCE({one} + {other}, {one}, {other})"


_STEPS: tuple[tuple[tuple[str, str, str], ...], ...] = (
    (*((f"a{one}", f"m{3 * one - 2}", f"m{3 * one - 1}") for one in (1, 2, 3, 4)),),
    (*((f"q{one}", f"a{one}", f"m{3 * one}") for one in (1, 2, 3, 4)),),
    (("h1", "q1", "q2"), ("h2", "q3", "q4"), ("y4", "q1", "m4")),
    (("y9", "h1", "q3"), ("y12", "h1", "h2"), ("y5", "y4", "m5"), ("y7", "h1", "m7")),
    (("y8", "y7", "m8"), ("y10", "y9", "m10")),
    (("y11", "y10", "m11"),),
)
"""How longer periods are put together: name, earlier stretch, later stretch; each step on those before it."""
_NAMES = (
    *(f"m{one}" for one in MONTHS),
    *("q1", "q2", "q3", "q4", "h1", "h2", "y9", "y12"),
    *("m1", "a1", "q1", "y4", "y5", "h1", "y7", "y8", "y9", "y10", "y11", "y12"),
)
"""The names of the periods in the order of SHAPES."""


def _stretches(source: str, chains: Sequence[tuple[str, OverTime, Sequence[str]]]) -> str:
    """Key and every stretch of months of several chains: what their columns begin with, rule, twelve expressions."""
    columns = [f"{prefix}m{one}" for prefix, _rule, _months in chains for one in MONTHS]
    given = [text for _prefix, _rule, months in chains for text in months]
    named = ", ".join(f"{one} AS {name}" for one, name in zip(given, columns, strict=True))
    text = f"SELECT {KEY}, {named} FROM {source}"
    for step in _STEPS:
        made = [(f"{prefix}{name}", _together(rule, f"{prefix}{one}", f"{prefix}{other}"))
                for prefix, rule, _months in chains for name, one, other in step]  # fmt: skip
        text = f"SELECT {KEY}, {', '.join([*columns, *(f'{how} AS {name}' for name, how in made)])} FROM ({text})"
        columns += [name for name, _how in made]
    return text


def readings(rule: OverTime, source: str = "wide", *, big: str = BIG) -> str:
    """Key and r0 …: each unit's own value times ``core.rollup.scale_of``; NULL: nothing reported. source: m1 … m12."""
    months = [f"CAST(m{one} AS {big})" for one in MONTHS]
    if rule is not OverTime.AVERAGE:
        named = ", ".join(f"{name} AS r{one}" for one, name in enumerate(_NAMES))
        return f"SELECT {KEY}, {named} FROM ({_stretches(source, [('', rule, months)])})"
    ones = [f"CASE WHEN m{one} IS NOT NULL THEN CAST(1 AS {big}) END" for one in MONTHS]
    named = ", ".join(f"{name} * ({MEANS} {DIVIDED} k{name}) AS r{one}" for one, name in enumerate(_NAMES))
    both = _stretches(source, [("", OverTime.SUM, months), ("k", OverTime.SUM, ones)])
    return f"SELECT {KEY}, {named} FROM ({both})"


def own_states(rule: OverUnits, source: str, *, big: str = BIG) -> str:
    """The states of units by themselves. source: readings r…, for WEIGHTED the weights' readings w… beside them."""
    columns = []
    for one in ALL_SHAPES:
        reported = f"CAST(r{one} IS NOT NULL AS INT) AS t{one}"
        if rule is OverUnits.WEIGHTED:
            columns.append(f"r{one} * COALESCE(w{one}, 0) AS n{one}")
            columns.append(f"CASE WHEN r{one} IS NOT NULL THEN COALESCE(w{one}, 0) END AS d{one}")
        else:
            columns.append(f"r{one} AS n{one}")
            if rule is OverUnits.AVERAGE:
                columns.append(f"(r{one} IS NOT NULL)::{big} AS d{one}")
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


def reduced(rationals: str) -> str:
    """The same values with n and d in lowest terms and d positive, so that what is computed of them stays within 38
    digits. Most are whole numbers already (d = 1): those pass as they are."""
    least = "CASE WHEN d = 1 THEN 1 ELSE GREATEST(COALESCE(GCD(n, d), 1), 1) * CASE WHEN d < 0 THEN -1 ELSE 1 END END"
    return (
        f"SELECT {KEY}, shape, CASE WHEN d = 1 THEN n ELSE n {DIVIDED} g END AS n, "
        f"CASE WHEN d = 1 THEN d ELSE d {DIVIDED} g END AS d, t "
        f"FROM (SELECT *, CAST({least} AS {BIG}) AS g FROM ({rationals}))"
    )


def quotient(above: str, below: str) -> str:
    """above / below as a whole number, half to even; NULL where below is zero or either is missing.

    What fits 64 bits is divided there: 128 bits take ten times as long.
    """
    fits = f"({above}) BETWEEN -{_SMALL} AND {_SMALL} AND ({below}) BETWEEN -{_SMALL} AND {_SMALL}"
    small = _divided(f"CAST({above} AS BIGINT)", f"CAST({below} AS BIGINT)")
    return (
        f"(CASE WHEN ({below}) = 1 THEN {above} WHEN ({below}) = 0 THEN NULL "
        f"WHEN {fits} THEN CAST({small} AS {BIG}) ELSE {_divided(above, below)} END)"
    )


_SMALL = 2**62


def _divided(above: str, below: str) -> str:
    """Half to even, below being neither missing nor zero.

    The quotient cut off goes one away from zero where the rest is more than half of the divisor, or just half of it and
    the quotient odd.
    """
    whole, rest = f"(({above}) {DIVIDED} ({below}))", f"ABS(({above}) % ({below}))"
    is_up = f"{rest} > ABS({below}) - {rest} - ABS({whole} % 2)"
    return f"({whole} + CAST({is_up} AS INT) * SIGN({above}) * SIGN({below}))"


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
    short = f"CAST({millionths} AS BIGINT)"
    whens = " ".join(
        f"WHEN {short} % {10**zeros} = 0 THEN CAST({decimal(f'{short} {DIVIDED} {10**zeros}', DECIMALS - zeros)} "
        f"AS VARCHAR)"
        for zeros in range(DECIMALS, 0, -1)
    )
    absolute = f"ABS({millionths})"
    long = (
        f"(CASE WHEN {millionths} < 0 THEN '-' ELSE '' END) || CAST({absolute} {DIVIDED} {ONE} AS VARCHAR) || '.' "
        f"|| LPAD(CAST({absolute} % {ONE} AS VARCHAR), {DECIMALS}, '0')"
    )
    return (
        f"CASE WHEN {absolute} < {10**18} THEN CASE {whens} ELSE CAST({decimal(short, DECIMALS)} AS VARCHAR) END "
        f"ELSE RTRIM(RTRIM({long}, '0'), '.') END"
    )


def decimal(whole: str, decimals: int, digits: int = 18) -> str:
    """The whole number of at most so many digits, with its last ``decimals`` digits behind the point."""
    if not decimals:
        return whole
    unit = f"0.{1:0{decimals}d}"
    return f"CAST({whole} AS DECIMAL({digits}, 0)) * CAST({unit} AS DECIMAL({decimals}, {decimals}))"


IN_ORDER = """
    SELECT c.code AS unit, i.code AS indicator, p.written AS period, r.value, r.reported, r.expected, r.goal, r.percent,
        r.rank, f.unit IS NOT NULL AND r.value IS NOT NULL AS apportioned, k.name AS category
    FROM result r JOIN code c USING (unit) JOIN indicator i USING (indicator) JOIN name k USING (category)
    JOIN period p USING (year, shape) LEFT JOIN flag f ON f.unit = r.unit AND f.indicator = r.indicator
        AND f.category = r.category AND f.year = r.year AND f.shape = r.shape
    ORDER BY r.unit, r.indicator, k.name, r.year, r.shape
"""
"""The rows that come out, still in numbers: sorted like that, and written as text only then."""
