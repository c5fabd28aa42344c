"""Which written sections a report has and what is refused in them; when a report can be filed as it stands."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.errors import RuleBroken
from nhip.core.outline import (
    LONGEST_SECTION,
    SPANS,
    Section,
    asked_sections,
    check_once,
    check_section,
    check_told,
    check_written,
    nearest,
)
from nhip.core.periods import Month, Span
from nhip.core.reporting import ReportState
from nhip.core.unchanged import FigureNow, SectionNow, TaskNow, is_open_for_it, unchanged
from nhip.core.units import Level

EVERY = frozenset(SPANS)
MAY, JUNE = Month(2020, 5), Month(2020, 6)


def test_a_section_is_asked_for_by_span_level_and_the_months_last_day() -> None:
    rows = (
        Section("all", "A", EVERY),
        Section("half", "B", frozenset({6})),
        Section("commune", "C", EVERY, level=Level.COMMUNE),
        Section("new", "D", EVERY, span=Span(date(2020, 5, 31))),
        Section("gone", "E", EVERY, span=Span(date(2019, 1, 1), date(2020, 5, 31))),
    )

    def codes(level: Level, month: Month, months: int = 1) -> list[str]:
        return [one.code for one in asked_sections(rows, level, month, months)]

    assert codes(Level.COMMUNE, MAY) == ["all", "commune", "new"]
    assert codes(Level.OFFICE, MAY) == ["all", "new"]
    assert codes(Level.OFFICE, JUNE) == ["all", "new"]
    assert codes(Level.OFFICE, JUNE, 6) == ["all", "half", "new"]
    assert codes(Level.OFFICE, JUNE, 0) == ["all", "new"]
    assert codes(Level.OFFICE, Month(2020, 4)) == ["all", "gone"]


def test_the_nearest_outline_above_rules_in_place_of_the_common_one() -> None:
    common, own = (Section("common", "A", EVERY),), (Section("own", "B", EVERY),)

    assert nearest({None: common, 2: own}, (3, 2, 1)) == own
    assert nearest({None: common, 2: ()}, (3, 2, 1)) == common
    assert nearest({}, (3,)) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        Section("", "A", EVERY),
        Section("a b", "A", EVERY),
        Section("a", "", EVERY),
        Section("a", "A" * 201, EVERY),
        Section("a", "A", frozenset()),
        Section("a", "A", frozenset({2})),
        Section("a", "A", frozenset({1}), required=frozenset({3})),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(wrong: Section) -> None:
    with pytest.raises(RuleBroken):
        check_section(wrong)


def test_a_report_has_a_section_once() -> None:
    first = Section(
        "a", "A", frozenset({1}), level=Level.COMMUNE, span=Span(date(2020, 1, 1), date(2021, 1, 1))
    )
    for other in (
        Section("b", "A", frozenset({1})),
        Section("a", "A", frozenset({3})),
        Section("a", "A", frozenset({1}), level=Level.OFFICE),
        Section("a", "A", frozenset({1}), span=Span(date(2021, 1, 1))),
    ):
        check_once([first, other])
    with pytest.raises(RuleBroken, match="hai dòng cùng hiệu lực"):
        check_once([first, Section("a", "A", frozenset({1, 3}))])


def test_a_text_of_no_section_or_too_long_is_refused_at_its_field() -> None:
    texts = {"a": "x" * (LONGEST_SECTION + 1), "b": "x" * LONGEST_SECTION, "c": "x"}

    assert check_written(texts, {"a", "b"}, MAY).keys() == {"section-a", "section-c"}


@given(st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "  \n", "x"])))
def test_what_is_required_and_says_nothing_is_refused_and_nothing_else(texts: dict[str, str]) -> None:
    rows = [
        Section(code, code, EVERY, required=frozenset({1}) if code != "c" else frozenset({6}))
        for code in "abc"
    ]

    refused = check_told(rows, texts)

    assert refused.keys() == {f"section-{code}" for code in "ab" if not texts.get(code, "").strip()}
    assert check_told(rows, texts, 3) == {}


# --- Filed as it stands ----------------------------------------------------------------------------------------

NOTHING = ("", "", "")


def test_what_stands_as_before_is_filed_and_what_nobody_can_copy_is_named() -> None:
    found = unchanged(
        [
            TaskNow("same", (Decimal(10), *NOTHING), (Decimal(10), *NOTHING)),
            TaskNow("further", (Decimal(20), *NOTHING), (Decimal(10), *NOTHING)),
            TaskNow("reworded", (Decimal(10), "x", "", ""), (Decimal(10), *NOTHING)),
            TaskNow("new", (None, *NOTHING), (None, *NOTHING)),
            TaskNow("told for the first time", (Decimal(0), "x", "", ""), (None, *NOTHING)),
        ],
        [
            FigureNow("level", Decimal(1), Decimal("1.0"), is_level=True, is_whole=True),
            FigureNow("moved", Decimal(2), Decimal(1), is_level=True, is_whole=True),
            FigureNow("unknown level", None, None, is_level=True, is_whole=True),
            FigureNow("level told for the first time", Decimal(1), None, is_level=True, is_whole=True),
            FigureNow("flow", None, Decimal(5), is_level=False, is_whole=True),
            FigureNow("flow told", Decimal(7), Decimal(5), is_level=False, is_whole=True),
            FigureNow("part of a flow", None, Decimal(5), is_level=False, is_whole=False),
            FigureNow("part of a level taken out", None, Decimal(5), is_level=True, is_whole=False),
        ],
        [
            SectionNow("empty", "", is_required=True),
            SectionNow("optional", "", is_required=False),
            SectionNow("told", "x", is_required=True),
        ],
    )

    assert found.lacking == ("new", "unknown level", "flow", "empty")
    assert found.differing == ("further", "reworded", "moved", "part of a level taken out")
    assert not found.is_offered
    assert unchanged([], [], []).is_offered


def test_a_report_that_was_returned_is_not_filed_as_it_was() -> None:
    assert [state for state in ReportState if is_open_for_it(state)] == [
        ReportState.MISSING,
        ReportState.DRAFT,
    ]
