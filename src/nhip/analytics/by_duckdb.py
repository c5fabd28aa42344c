"""The engine ``duckdb``: the roll-up of ``analytics.sql``, run by DuckDB in this process; nothing is downloaded."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from nhip.analytics import sql
from nhip.analytics.apportioned import apportioned
from nhip.analytics.duck import connected, store_table
from nhip.analytics.parquet import ParquetFacts
from nhip.analytics.question import Question
from nhip.analytics.results import COLUMNS
from nhip.analytics.trees import PeriodTree
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.indicators import Direction, Indicator, OverTime, OverUnits
from nhip.core.rollup import DECIMALS, EXACT, scale_of
from nhip.core.year_periods import SHAPES, YearPeriod

KEYS = "unit INT, indicator INT, category INT, year INT, shape INT"


def roll_up_into(question: Question, draft: Path) -> int:
    """Write every unit, indicator, category and period. Returns how many rows. Raises RuleBroken: too big."""
    try:
        with connected() as connection:
            run = _Run(question, connection)
            run.load()
            run.states()
            run.results()
            return run.write(draft)
    except duckdb.OutOfRangeException as error:
        raise RuleBroken(
            gettext_noop(
                "Số quá lớn để cộng chính xác bằng máy «duckdb»; dùng --engine core, hoặc đổi sang đơn vị tính lớn hơn."
            ),
            field="facts",
        ) from error


def _millionths(value: object) -> int:
    return int(EXACT.scaleb(value, DECIMALS))  # type: ignore[arg-type]


class _Run:
    def __init__(self, question: Question, connection: duckdb.DuckDBPyConnection) -> None:
        self._question = question
        self._connection = connection
        self._indicators = {code: index for index, code in enumerate(question.indicators)}
        names = sorted({name for several in question.categories.values() for name in several})
        self._categories = {name: index for index, name in enumerate(names)}
        self._periods = {(one.year, one.kind, one.first, one.last): one for one in question.trees}

    # --- What goes in ---------------------------------------------------------------------------------------

    def load(self) -> None:
        question = self._question
        self._table("code", "unit INT, code VARCHAR", question.units.codes.items())
        self._table(
            "name", "category INT, name VARCHAR", ((index, one) for one, index in self._categories.items())
        )
        self._load_facts()
        self._table(
            "indicator",
            "indicator INT, code VARCHAR, is_higher BOOLEAN",
            (
                (index, code, question.indicators[code].direction is Direction.HIGHER)
                for code, index in self._indicators.items()
            ),
        )
        self._table(
            "shown_in",
            "indicator INT, category INT",
            (
                (self._indicators[code], self._categories[one])
                for code, several in question.categories.items()
                for one in several
            ),
        )
        self._table(
            "target",
            f"indicator INT, year INT, shape INT, unit INT, goal {sql.BIG}, start {sql.BIG}",
            (
                (
                    self._indicators[code],
                    period.year,
                    period.shape,
                    unit,
                    _millionths(one.value),
                    None if one.baseline is None else _millionths(one.baseline),
                )
                for (code, period), own in question.targets.items()
                for unit, one in own.items()
            ),
        )
        self._table(
            "flag",
            "unit INT, indicator INT, category INT, year INT, shape INT",
            (
                (unit, self._indicators[code], self._categories[category], period.year, period.shape)
                for unit, code, category, period in apportioned(question)
            ),
        )
        self._table(
            "expects",
            "unit INT, indicator INT",
            ((unit, self._indicators[code]) for code, units in question.expects.items() for unit in units),
        )
        self._table(
            "due",
            "indicator INT, shape INT",
            (
                (self._indicators[code], shape)
                for code, one in question.indicators.items()
                for shape, period in enumerate(SHAPES)
                if question.is_expected_in(one, YearPeriod(2000, *period))
            ),
        )

    def _load_facts(self) -> None:
        """The table ``fact``: from memory, or straight from the file that they stayed in."""
        facts = self._question.facts
        columns = f"unit INT, indicator INT, category INT, year INT, month INT, value {sql.BIG}"
        if isinstance(facts, ParquetFacts):
            facts.load(self._connection)
            self._do(
                "CREATE TABLE fact AS SELECT f.unit, f.indicator, k.category, f.year, f.month, f.value "
                "FROM figure f JOIN name k ON k.name = f.category"
            )
            return
        self._table(
            "fact",
            columns,
            (
                (unit, self._indicators[code], self._categories[category], year, month, _millionths(value))
                for (unit, code, year, month, category), value in facts.values.items()
            ),
        )

    def _table(self, name: str, columns: str, rows: Iterable[Sequence[object]]) -> None:
        store_table(self._connection, name, columns, rows)

    def _do(self, text: str) -> None:
        self._connection.execute(text)

    # --- States of units --------------------------------------------------------------------------------------

    def states(self) -> None:
        """Own states by rule, then up the tree of every period."""
        self._do(f"CREATE TABLE wide AS {sql.wide()}")
        self._do("DROP TABLE fact")
        self._do(
            f"CREATE TABLE cell (unit INT, indicator INT, category INT, year INT, shape INT, "
            f"n {sql.BIG}, d {sql.BIG}, t {sql.BIG})"
        )
        for rule in OverUnits:
            sources = self._readings(rule)
            if rule is OverUnits.SUM:
                sources += [
                    self._both(one) for one in self._question.indicators.values() if one.ratio is not None
                ]
            if not sources:
                continue
            self._do(f"CREATE TABLE own AS {sql.own_states(rule, ' UNION ALL '.join(sources))}")
            for tree, years, shapes in self._passes():
                self._upwards(rule, tree, years, shapes)
            self._do("DROP TABLE own")
        self._do("DROP TABLE wide")

    def _wide(self, *codes: str) -> str:
        """The figures of some indicators, months side by side."""
        chosen = ", ".join(str(self._indicators[code]) for code in codes)
        return f"(SELECT * FROM wide WHERE indicator IN ({chosen}))"

    def _readings(self, rule: OverUnits) -> list[str]:
        """r0 … of all indicators of the rule: those with one rule over time at once, weighed ones each by itself."""
        alike: dict[OverTime, list[str]] = {}
        weighed = []
        for code, one in self._question.indicators.items():
            if one.ratio is None and one.over_units is rule:
                if rule is OverUnits.WEIGHTED and one.weight is not None:
                    weighed.append(self._weighed(one, one.weight))
                else:
                    alike.setdefault(one.over_time, []).append(code)
        return [sql.readings(over_time, self._wide(*codes)) for over_time, codes in alike.items()] + weighed

    def _weighed(self, one: Indicator, by: str) -> str:
        """r0 … of one indicator with its weight's w0 … beside them."""
        own = sql.readings(one.over_time, self._wide(one.code))
        weight = self._question.indicators[by]
        weights = sql.readings(weight.over_time, self._wide(by))
        columns = ", ".join(f"r.r{shape}, w.r{shape} AS w{shape}" for shape in sql.ALL_SHAPES)
        return (
            f"SELECT r.unit, r.indicator, r.category, r.year, {columns} FROM ({own}) r LEFT JOIN ({weights}) w "
            f"ON w.unit = r.unit AND w.year = r.year AND w.category = {self._read_in(by, 'r.category')}"
        )

    def _read_in(self, code: str, column: str) -> str:
        """The category in which an indicator is read beside another's: see Question.category_of."""
        own = ", ".join(str(self._categories[name]) for name in self._question.categories[code])
        none = self._categories.get("", -1)
        return f"(CASE WHEN {column} IN ({own}) THEN {column} ELSE {none} END)"

    def _both(self, one: Indicator) -> str:
        """For a derived indicator, which units reported both that it is made of: r… is 0 there."""
        if one.ratio is None:
            raise ValueError(one.code)
        above, below = (
            sql.readings(OverTime.LAST, self._wide(code))
            for code in (one.ratio.numerator, one.ratio.denominator)
        )
        columns = ", ".join(
            f"CASE WHEN a.r{shape} IS NOT NULL AND b.r{shape} IS NOT NULL THEN CAST(0 AS {sql.BIG}) END AS r{shape}"
            for shape in sql.ALL_SHAPES
        )
        return (
            f"SELECT a.unit, {self._indicators[one.code]} AS indicator, a.category, a.year, {columns} "
            f"FROM ({above}) a JOIN ({below}) b ON b.unit = a.unit AND b.year = a.year "
            f"AND b.category = {self._read_in(one.ratio.denominator, 'a.category')}"
        )

    def _passes(self) -> list[tuple[PeriodTree, tuple[int, ...], tuple[int, ...]]]:
        """Trees with the years and periods that they serve: one pass each."""
        served: dict[int, tuple[PeriodTree, dict[int, list[int]]]] = {}
        for period, tree in self._question.trees.items():
            served.setdefault(id(tree), (tree, {}))[1].setdefault(period.year, []).append(period.shape)
        passes = []
        for tree, years in served.values():
            alike: dict[tuple[int, ...], list[int]] = {}
            for year, shapes in years.items():
                alike.setdefault(tuple(shapes), []).append(year)
            passes += [(tree, tuple(several), shapes) for shapes, several in alike.items()]
        return passes

    def _upwards(
        self, rule: OverUnits, tree: PeriodTree, years: tuple[int, ...], shapes: tuple[int, ...]
    ) -> None:
        deepest = self._load_tree(tree)
        chosen = f"(SELECT * FROM own WHERE year IN ({', '.join(map(str, years))}))"
        below = None
        made = []
        for depth in range(deepest, -1, -1):
            self._do(f"CREATE TABLE level{depth} AS {sql.level(rule, shapes, chosen, depth, below)}")
            below = f"level{depth}"
            made.append(below)
        for name in made:
            self._do(f"INSERT INTO cell {sql.cells(rule, shapes, name)}")
            self._do(f"DROP TABLE {name}")

    def _load_tree(self, tree: PeriodTree) -> int:
        """The table ``tree``; returns the greatest depth."""
        depths: dict[int, int] = {}
        for unit, parent in tree.parents.items():
            depths[unit] = 0 if parent is None else depths[parent] + 1
        self._do("DROP TABLE IF EXISTS tree")
        self._table(
            "tree",
            "unit INT, parent INT, depth INT, is_standing BOOLEAN",
            ((unit, parent, depths[unit], unit in tree.standing) for unit, parent in tree.parents.items()),
        )
        return max(depths.values(), default=-1)

    # --- Values, targets, ranks -------------------------------------------------------------------------------

    def results(self) -> None:
        question = self._question
        self._do(f"CREATE TABLE rational ({KEYS}, n {sql.BIG}, d {sql.BIG}, t {sql.BIG})")
        self._table(
            "scale",
            "indicator INT, scale INT",
            (
                (self._indicators[code], scale_of(one.over_time))
                for code, one in question.indicators.items()
                if one.ratio is None
            ),
        )
        states = (
            f"SELECT {sql.KEY}, shape, CASE WHEN d <> 0 THEN n END AS n, d * scale AS d, t "
            f"FROM cell JOIN scale USING (indicator)"
        )
        self._do(f"INSERT INTO rational {sql.reduced(states)}")
        for one in question.indicators.values():
            if one.ratio is not None:
                self._do(self._ratio(one))
        self._do("DROP TABLE cell")
        self._do(
            f"CREATE TABLE result ({KEYS}, value {sql.BIG}, reported INT, expected INT, "
            f"goal {sql.BIG}, percent {sql.BIG}, rank INT)"
        )
        for tree, years, shapes in self._passes():
            self._load_tree(tree)
            self._do(self._expected())
            self._do(f"INSERT INTO result {self._result(years, shapes)}")
            self._do("DROP TABLE expected")
        self._do("DROP TABLE rational")

    def _ratio(self, one: Indicator) -> str:
        if one.ratio is None:
            raise ValueError(one.code)
        index = self._indicators[one.code]
        above, below = self._indicators[one.ratio.numerator], self._indicators[one.ratio.denominator]
        read_in = self._read_in(one.ratio.denominator, "a.category")
        ratios = (
            f"SELECT a.unit, {index} AS indicator, a.category, a.year, a.shape, "
            f"a.n * b.d * {_millionths(one.ratio.factor)} AS n, NULLIF(a.d * b.n, 0) AS d, COALESCE(c.t, 0) AS t "
            f"FROM rational a JOIN rational b ON b.unit = a.unit AND b.year = a.year AND b.shape = a.shape "
            f"AND b.indicator = {below} AND b.category = {read_in} "
            f"LEFT JOIN cell c ON c.unit = a.unit AND c.indicator = {index} AND c.category = a.category "
            f"AND c.year = a.year AND c.shape = a.shape WHERE a.indicator = {above}"
        )
        return f"INSERT INTO rational {sql.reduced(ratios)}"

    def _expected(self) -> str:
        """How many units at or below are expected to report, for every unit of the tree and every indicator."""
        return (
            "CREATE TABLE expected AS WITH RECURSIVE above (unit, bearer) AS ("
            "SELECT unit, unit FROM tree WHERE is_standing "
            "UNION ALL SELECT a.unit, t.parent FROM above a JOIN tree t ON t.unit = a.bearer "
            "WHERE t.parent IS NOT NULL) "
            "SELECT a.bearer AS unit, e.indicator, COUNT(*) AS units FROM above a JOIN expects e USING (unit) "
            "GROUP BY a.bearer, e.indicator"
        )

    def _result(self, years: tuple[int, ...], shapes: tuple[int, ...]) -> str:
        rows = ", ".join(f"({year}, {shape})" for year in years for shape in shapes)
        value = sql.quotient("n", "d")
        rank = "NULL"
        if self._question.is_ranked:
            rank = (
                "CASE WHEN value IS NOT NULL THEN RANK() OVER (PARTITION BY parent, indicator, category, year, shape "
                "ORDER BY CASE WHEN is_higher THEN -value ELSE value END NULLS LAST) END"
            )
        return (
            f"SELECT unit, indicator, category, year, shape, value, reported, expected, goal, percent, {rank} FROM ("
            f"SELECT t.unit, t.parent, i.indicator, s.category, p.year, p.shape, {value} AS value, i.is_higher, "
            f"COALESCE(r.t, 0) AS reported, "
            f"CASE WHEN due.shape IS NULL THEN 0 ELSE COALESCE(e.units, 0) END AS expected, "
            f"g.goal, {sql.percent('i.is_higher')} AS percent "
            f"FROM tree t CROSS JOIN shown_in s JOIN indicator i USING (indicator) "
            f"CROSS JOIN (VALUES {rows}) p (year, shape) "
            f"LEFT JOIN rational r ON r.unit = t.unit AND r.indicator = i.indicator AND r.category = s.category "
            f"AND r.year = p.year AND r.shape = p.shape "
            f"LEFT JOIN expected e ON e.unit = t.unit AND e.indicator = i.indicator "
            f"LEFT JOIN due ON due.indicator = i.indicator AND due.shape = p.shape "
            f"LEFT JOIN target g ON g.unit = t.unit AND g.indicator = i.indicator "
            f"AND g.year = p.year AND g.shape = p.shape)"
        )

    # --- What comes out ---------------------------------------------------------------------------------------

    def write(self, draft: Path) -> int:
        self._table(
            "period",
            "year INT, shape INT, written VARCHAR",
            ((one.year, one.shape, str(one)) for one in self._question.trees),
        )
        as_decimal = draft.suffix == ".parquet"
        columns = ", ".join(
            f'{text} AS "{name}"' for name, text in self._columns(as_decimal=as_decimal).items()
        )
        how = "(FORMAT parquet)" if as_decimal else "(FORMAT csv, HEADER true)"
        self._do("SET preserve_insertion_order = true")  # a plain SELECT keeps the order of what it reads
        found = self._connection.execute(
            f"COPY (SELECT {columns} FROM ({sql.IN_ORDER})) TO '{str(draft).replace(chr(39), chr(39) * 2)}' {how}"
        ).fetchone()
        return int(found[0]) if found else 0

    def _columns(self, *, as_decimal: bool) -> dict[str, str]:
        def number(name: str) -> str:
            return sql.decimal(name, DECIMALS, 38) if as_decimal else sql.shown(name)

        lights = self._question.lights
        green, amber = _millionths(lights.green_from), _millionths(lights.amber_from)
        columns = dict.fromkeys(COLUMNS, "")
        columns |= {name: name for name in ("unit", "indicator", "period", "reported", "expected", "rank")}
        columns |= {
            "value": number("value"),
            "target": number("goal"),
            "percent": number("percent"),
            "light": (
                f"CASE WHEN percent IS NULL THEN 'none' WHEN percent >= {green} THEN 'green' "
                f"WHEN percent >= {amber} THEN 'amber' ELSE 'red' END"
            ),
            "apportioned": "apportioned",
        }
        return columns | ({"category": "NULLIF(category, '')"} if self._question.facts.has_categories else {})
