"""Roll up anyone's data: files in, one file out. docs/guide/rollup.md tells the formats."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from nhip.analytics.facts import read_facts
from nhip.analytics.inputs import read_indicators, read_targets, read_units
from nhip.analytics.lights import percent_lights
from nhip.analytics.question import Question, categories_of, expecting, targets_on
from nhip.analytics.reorganisations import Marks, read_steps, rebased, rebased_targets
from nhip.analytics.results import check_output, write_csv, written
from nhip.analytics.trees import tree_on, trees_of
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.year_periods import year_periods


class Engine(StrEnum):
    CORE = "core"
    DUCKDB = "duckdb"


@dataclass(frozen=True, slots=True)
class Files:
    """What is rolled up. on: the day whose boundaries everything is told on; None: as they were in each period."""

    units: Path
    indicators: Path
    facts: Path
    targets: Path | None = None
    reorganisation: Path | None = None
    on: date | None = None


def run(*, given: Files, is_ranked: bool, engine: Engine, out: Path) -> int:
    """Roll up and write. Returns how many rows. Raises RuleBroken, RulesBroken; then nothing is written."""
    check_output(out)
    question = question_of(given, is_ranked=is_ranked)
    with written(out) as draft:
        if engine is Engine.CORE:
            from nhip.analytics.by_algebra import roll_up

            rows = roll_up(question)
            if draft.suffix == ".csv":
                return write_csv(rows, draft, has_categories=question.facts.has_categories)
            from nhip.analytics.parquet import write_parquet

            return write_parquet(rows, draft, has_categories=question.facts.has_categories)
        from nhip.analytics.by_duckdb import roll_up_into

        return roll_up_into(question, draft)


def question_of(given: Files, *, is_ranked: bool) -> Question:
    """Read and check everything. Raises RuleBroken, RulesBroken."""
    units = read_units(given.units)
    indicators = read_indicators(given.indicators)
    facts = read_facts(given.facts, units, indicators)
    targets = [] if given.targets is None else read_targets(given.targets, units, indicators)
    steps = [] if given.reorganisation is None else read_steps(given.reorganisation, units)
    periods = [period for year in facts.years for period in year_periods(year)]
    marks: Marks = {}
    if given.on is None:
        if given.reorganisation is not None:
            raise RuleBroken(
                gettext_noop("Có tệp sắp xếp thì nêu cả ngày của địa giới muốn kể theo: --on 2020-02-01."),
                field="on",
            )
        trees = trees_of(units, periods)
    else:
        facts, marks = rebased(facts, units, indicators, steps, given.on)
        targets = rebased_targets(targets, units, indicators, steps, given.on)
        trees = dict.fromkeys(periods, tree_on(units, given.on))
    return Question(
        units=units,
        indicators=indicators,
        facts=facts,
        targets=targets_on(targets, indicators, trees),
        trees=trees,
        expects=expecting(indicators, facts, targets),
        categories=categories_of(indicators, facts),
        marks=marks,
        lights=percent_lights(max((period.last_day for period in periods), default=date.max)),
        is_ranked=is_ranked,
    )
