"""The states of a year in bulk: what ``by_algebra.Algebra.states`` computes, by DuckDB, as text ready to be stored.

Time first by the SQL of ``analytics.sql``, then units level by level, each level the sum of its own states and those of
the level below. Whole numbers throughout. Indicators of the same rules are computed together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from nhip.analytics import sql
from nhip.analytics.duck import connected, store_table
from nhip.analytics.fact_files import listed
from nhip.analytics.question import Question
from nhip.analytics.trees import YearTree
from nhip.core.indicators import Indicator, OverTime, OverUnits
from nhip.core.periods import MONTHS
from nhip.core.rollup import Fold, Layout, layout_of, millionths
from nhip.core.year_periods import SHAPES

PLACES = tuple(range(len(SHAPES)))
LETTERS = {"numerator": "n", "denominator": "d", "reported": "t", "expected": "e", "last_month": "l"}
FOLDS = {Fold.SUM: "SUM", Fold.LEAST: "MIN", Fold.GREATEST: "MAX"}
KEY = "unit, indicator, category"
KEYS = "unit INT, indicator INT, category VARCHAR"
FETCH = 2_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What indicators that are computed together have in common. bases: rules over time of what they are made of."""

    layout: Layout
    over_units: OverUnits
    over_time: OverTime
    bases: tuple[OverTime, ...]


@dataclass(frozen=True, slots=True)
class FactFiles:
    """Figures that stay in Parquet files (``fact_files``), but for those of some units, which are in the questions."""

    files: tuple[Path, ...]
    left_out: frozenset[int]


def year_states(
    questions: Sequence[Question], codes: Sequence[str], year: int, stored: FactFiles | None = None
) -> Iterator[tuple[int, str, str, str]]:
    """Unit, indicator, category and the states as written, of all that has something to tell.

    questions: the parts of the year that end on the same boundaries, with the same indicators. stored: figures that
    no question holds, because nothing carries them anywhere.
    """
    indicators = questions[0].indicators
    numbers = {code: place for place, code in enumerate(indicators)}
    groups: dict[Rules, list[str]] = {}
    for code in codes:
        groups.setdefault(_rules(indicators[code], questions[0]), []).append(code)
    names = list(indicators)
    with connected() as connection:
        for rules, several in groups.items():
            one = _Group(connection, rules, [(numbers[code], indicators[code]) for code in several])
            one.begin()
            for question in questions:
                one.add(question, numbers, year, stored)
            for unit, indicator, category, text in one.rows():
                yield unit, names[indicator], category, text


def _rules(indicator: Indicator, question: Question) -> Rules:
    bases: tuple[OverTime, ...] = ()
    if (
        indicator.ratio is None
        and indicator.over_units is OverUnits.WEIGHTED
        and indicator.weight is not None
    ):
        bases = (question.indicators[indicator.weight].over_time,)
    return Rules(
        layout_of(indicator),
        OverUnits.SUM if indicator.ratio is not None else indicator.over_units,
        OverTime.LAST if indicator.ratio is not None else indicator.over_time,
        bases,
    )


class _Group:
    """Indicators of the same rules: the table ``state`` gathers what each tree of the year adds to a unit's row."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, rules: Rules, indicators: list[tuple[int, Indicator]]
    ) -> None:
        self._connection, self._rules, self._indicators = connection, rules, indicators
        self._columns = [
            (LETTERS[name], fold) for name, fold in zip(rules.layout.names, rules.layout.folds, strict=True)
        ]

    def _do(self, text: str) -> None:
        self._connection.execute(text)

    def begin(self) -> None:
        columns = ", ".join(f"{letter}{one} {sql.BIG}" for letter, _fold in self._columns for one in PLACES)
        self._do(f"CREATE OR REPLACE TABLE state ({KEYS}, {columns})")

    # --- What goes in: own states ---------------------------------------------------------------------------

    def add(self, question: Question, numbers: dict[str, int], year: int, stored: FactFiles | None) -> None:
        """Roll up what one question asks, on each of its trees."""
        self._load(question, numbers, year)
        if stored is not None and stored.files:
            self._load_files(stored, numbers, year)
        self._do(f"CREATE OR REPLACE TABLE wide AS {sql.wide()}")
        self._do(f"CREATE OR REPLACE TABLE own AS {self._own()}")
        for tree in question.year_trees[year]:
            self._upwards(tree)

    def _load(self, question: Question, numbers: dict[str, int], year: int) -> None:
        """The facts with months side by side, who is expected, and what is read beside what."""
        chosen = {indicator.code: number for number, indicator in self._indicators}
        made_of = {code: self._made_of(question.indicators[code]) for code in chosen}
        needed = {*chosen, *(one for several in made_of.values() for one in several)}
        store_table(
            self._connection,
            "fact",
            f"unit INT, indicator INT, category VARCHAR, year INT, month INT, value {sql.BIG}",
            (
                (unit, numbers[code], category, year, month, millionths(value))
                for (unit, code, of_year, month, category), value in question.facts.values.items()
                if of_year == year and code in needed
            ),
        )
        store_table(
            self._connection,
            "expecting",
            "unit INT, indicator INT",
            ((unit, number) for code, number in chosen.items() for unit in question.expects[code]),
        )
        store_table(
            self._connection,
            "due",
            f"indicator INT, {', '.join(f's{one} INT' for one in PLACES)}",
            (
                (number, *(int(one in question.due(indicator)) for one in PLACES))
                for number, indicator in self._indicators
            ),
        )
        store_table(
            self._connection,
            "beside",
            "indicator INT, category VARCHAR, place INT, basis INT, read_in VARCHAR",
            (
                (chosen[code], category, place, numbers[basis], question.category_of(basis, category))
                for code in chosen
                for category in question.categories[code]
                for place, basis in enumerate(made_of[code])
            ),
        )

    def _load_files(self, stored: FactFiles, numbers: dict[str, int], year: int) -> None:
        """The figures of the group in the files: exact, as whole millionths."""
        needed = {one for _number, indicator in self._indicators for one in self._made_of(indicator)}
        store_table(
            self._connection, "code", "indicator INT, code VARCHAR", ((numbers[one], one) for one in needed)
        )
        store_table(self._connection, "left_out", "unit INT", ((unit,) for unit in stored.left_out))
        self._do(
            f"INSERT INTO fact SELECT f.unit, c.indicator, f.category, {year:d}, f.month, "
            f"CAST(f.value * {sql.ONE} AS {sql.BIG}) FROM read_parquet({listed(stored.files)}, "
            f"hive_partitioning = false) f JOIN code c ON c.code = f.indicator "
            f"WHERE f.unit NOT IN (SELECT unit FROM left_out)"
        )

    def _made_of(self, indicator: Indicator) -> tuple[str, ...]:
        """Itself, or numerator and denominator; then the weight, where it is weighed."""
        if indicator.ratio is not None:
            return indicator.ratio.numerator, indicator.ratio.denominator
        weighed = indicator.over_units is OverUnits.WEIGHTED and indicator.weight is not None
        return (indicator.code, str(indicator.weight)) if weighed else (indicator.code,)

    def _read(self, place: int, rule: OverTime, what: str = "") -> str:
        """Readings r0 … of the indicator at a place of ``beside``, under the indicator that it is read beside.

        what: ``months`` reads the last reported month instead of a value.
        """
        months = ", ".join(
            f"CASE WHEN w.m{one} IS NOT NULL THEN {one} END AS m{one}" if what == "months" else f"w.m{one}"
            for one in MONTHS
        )
        source = (
            f"(SELECT w.unit, b.indicator, b.category, w.year, {months} FROM wide w JOIN beside b "
            f"ON b.basis = w.indicator AND b.read_in = w.category AND b.place = {place})"
        )
        return sql.readings(rule, source)

    def _own(self) -> str:
        """Own states of every unit that reported or is expected to."""
        rules = self._rules
        is_derived = "numerator" not in rules.layout.names
        joins = [f"LEFT JOIN ({self._read(0, rules.over_time)}) r USING ({KEY})"]
        if rules.bases or is_derived:
            joins.append(f"LEFT JOIN ({self._read(1, (*rules.bases, OverTime.LAST)[0])}) w USING ({KEY})")
        if "last_month" in rules.layout.names:
            joins.append(f"LEFT JOIN ({self._read(0, OverTime.LAST, 'months')}) l USING ({KEY})")
        keys = (
            f"SELECT DISTINCT w.unit, b.indicator, b.category FROM wide w JOIN beside b "
            f"ON b.basis = w.indicator AND b.read_in = w.category AND b.place {'>= 0' if is_derived else '= 0'} "
            f"UNION SELECT DISTINCT x.unit, b.indicator, b.category FROM expecting x JOIN beside b USING (indicator)"
        )
        columns = ", ".join(
            f"{self._own_column(letter, fold, one)} AS {letter}{one}"
            for letter, fold in self._columns
            for one in PLACES
        )
        return (
            f"SELECT k.unit, k.indicator, k.category, {columns} FROM ({keys}) k {' '.join(joins)} "
            f"JOIN due ON due.indicator = k.indicator "
            f"LEFT JOIN expecting x ON x.unit = k.unit AND x.indicator = k.indicator"
        )

    def _own_column(self, letter: str, fold: Fold, one: int) -> str:
        is_derived = "numerator" not in self._rules.layout.names
        read = f"r.r{one}"
        weight = f"COALESCE(w.r{one}, 0)" if self._rules.bases else "0"
        numerator = f"{read} * {weight}" if self._rules.over_units is OverUnits.WEIGHTED else read
        is_reported = f"{read} IS NOT NULL" + (f" AND w.r{one} IS NOT NULL" if is_derived else "")
        return {
            "n": f"COALESCE({numerator}, 0)" if fold is Fold.SUM else numerator,
            "d": f"CASE WHEN {read} IS NOT NULL THEN {weight} ELSE 0 END",
            "t": f"CAST({is_reported} AS INT)",
            "e": f"CASE WHEN x.unit IS NOT NULL THEN due.s{one} ELSE 0 END",
            "l": f"l.r{one}",
        }[letter]

    # --- Up the tree ----------------------------------------------------------------------------------------

    def _upwards(self, tree: YearTree) -> None:
        """Add the states of every unit of the tree, in its periods."""
        depths: dict[int, int] = {}
        for unit, parent in tree.tree.parents.items():
            depths[unit] = 0 if parent is None else depths[parent] + 1
        store_table(
            self._connection,
            "tree",
            "unit INT, parent INT, depth INT, is_standing BOOLEAN",
            (
                (unit, parent, depths[unit], unit in tree.tree.standing)
                for unit, parent in tree.tree.parents.items()
            ),
        )
        names = [(f"{letter}{one}", fold) for letter, fold in self._columns for one in sorted(tree.shapes)]
        listed = ", ".join(name for name, _fold in names)
        folded = ", ".join(f"{FOLDS[fold]}({name}) AS {name}" for name, fold in names)
        own = ", ".join(
            f"CASE WHEN t.is_standing THEN o.{name} ELSE 0 END AS {name}" if name[0] == "e" else f"o.{name}"
            for name, _fold in names
        )
        below = None
        for depth in range(max(depths.values(), default=-1), -1, -1):
            mine = f"SELECT {_of('o')}, {own} FROM own o JOIN tree t USING (unit) WHERE t.depth = {depth}"
            if below is not None:
                mine = (
                    f"SELECT {KEY}, {folded} FROM ({mine} UNION ALL SELECT t.parent AS unit, b.indicator, b.category, "
                    f"{listed} FROM {below} b JOIN tree t USING (unit)) GROUP BY {KEY}"
                )
            self._do(f"CREATE OR REPLACE TABLE level{depth % 2} AS {mine}")
            below = f"level{depth % 2}"
            self._do(f"INSERT INTO state ({KEY}, {listed}) SELECT {KEY}, {listed} FROM {below}")

    # --- What comes out -------------------------------------------------------------------------------------

    def rows(self) -> Iterator[tuple[int, int, str, str]]:
        """Rows with something to tell, as text."""
        names = [(f"{letter}{one}", fold) for letter, fold in self._columns for one in PLACES]
        folded = ", ".join(f"{_together(name, fold)} AS {name}" for name, fold in names)
        text = " || ',' || ".join(
            "'[' || " + " || ',' || ".join(_number(f"{letter}{one}", fold) for one in PLACES) + " || ']'"
            for letter, fold in self._columns
        )
        told = " OR ".join(f"t{one} <> 0 OR e{one} <> 0" for one in PLACES)
        found = self._connection.execute(
            f"SELECT {KEY}, '[' || {text} || ']' FROM (SELECT {KEY}, {folded} FROM state GROUP BY {KEY}) WHERE {told}"
        )
        while several := found.fetchmany(FETCH):
            yield from several


def _of(alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in KEY.split(", "))


def _together(column: str, fold: Fold) -> str:
    text = f"{FOLDS[fold]}({column})"
    return f"COALESCE({text}, 0)" if fold is Fold.SUM else text


def _number(column: str, fold: Fold) -> str:
    text = f"CAST({column} AS VARCHAR)"
    return text if fold is Fold.SUM else f"COALESCE({text}, 'null')"
