"""Figures of a report: what is refused, what is asked back, what a report asks for."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.errors import RuleBroken, RulesBroken
from nhip.core.figures import (
    MISSING,
    Asked,
    Cell,
    Checked,
    ReportingRule,
    Unconfirmed,
    check_cells,
    check_figures,
    check_storable,
    check_within,
    field_of,
    is_asked,
    period_before,
    year_before,
)
from nhip.core.indicators import Frequency, Indicator, OverTime, Ratio
from nhip.core.periods import Month, Span
from nhip.core.units import Level

MAY = Month(2020, 5)
COUNT = ReportingRule(level=Level.COMMUNE, is_whole=True, least=Decimal(0), most_times=Decimal(8))


def asked(
    code: str = "homes",
    rule: ReportingRule = COUNT,
    *,
    over_time: OverTime = OverTime.LAST,
    categories: tuple[str, ...] = (),
) -> Asked:
    names = {one: one.upper() for one in categories}
    return Asked(Indicator(code, over_time=over_time), f"Tên {code}", "hộ", names, rule)


def checked(one: Asked, value: str | None, before: str | None = None) -> Checked:
    cell: Cell = (one.indicator.code, "")
    return check_figures(
        [one],
        {cell: None if value is None else Decimal(value)},
        {} if before is None else {cell: Decimal(before)},
    )


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("-1", "không được âm"),
        ("1.5", "số nguyên"),
        ("0.0000001", "quá dài"),
        ("1e18", "quá dài"),
    ],
)
def test_what_cannot_be_is_refused_at_its_cell(value: str, sentence: str) -> None:
    assert sentence in str(checked(asked(), value).refusals["figure-homes"])


def test_bounds_belong_to_what_is_possible() -> None:
    rule = ReportingRule(least=Decimal(1), most=Decimal(19))
    for value in ("1", "19", "7.25"):
        assert not checked(asked(rule=rule), value).refusals
    assert "thấp nhất có thể là 1" in str(checked(asked(rule=rule), "0.5").refusals["figure-homes"])
    assert "cao nhất có thể là 19" in str(checked(asked(rule=rule), "19.5").refusals["figure-homes"])


@pytest.mark.parametrize(
    ("value", "before", "sentence"),
    [
        ("80", "10", "Gấp 8 lần"),
        ("79", "10", None),
        ("85", "10", "Gấp 8.5 lần"),
        ("10", "80", "gấp 8 lần kỳ này"),
        ("11", "80", None),
        ("0", "80", "bằng 0"),
        ("80", "0", None),
        ("80", None, None),
    ],
)
def test_what_is_far_from_the_period_before_is_asked_back_not_refused(
    value: str, before: str | None, sentence: str | None
) -> None:
    found = checked(asked(), value, before)
    assert not found.refusals
    if sentence is None:
        assert not found.questions
    else:
        assert sentence in str(found.questions["figure-homes"])


def test_nothing_in_a_month_is_no_surprise_where_figures_are_of_the_month_alone() -> None:
    assert not checked(asked(over_time=OverTime.SUM), "0", "80").questions


def test_a_part_is_not_greater_than_the_whole() -> None:
    one = asked(categories=("women", "men"))
    figures = {("homes", ""): Decimal(10), ("homes", "women"): Decimal(11), ("homes", "men"): Decimal(10)}
    found = check_figures([one], figures, {})
    assert set(found.refusals) == {"figure-homes:women"}


@pytest.mark.parametrize(("men", "is_refused"), [("4", False), ("3", True), (None, False)])
def test_parts_that_make_up_the_whole_add_up_to_it_once_all_are_told(
    men: str | None,
    is_refused: bool,  # noqa: FBT001
) -> None:
    one = asked(rule=ReportingRule(is_partition=True), categories=("women", "men"))
    figures = {
        ("homes", ""): Decimal(10),
        ("homes", "women"): Decimal(6),
        ("homes", "men"): None if men is None else Decimal(men),
    }
    assert ("figure-homes" in check_figures([one], figures, {}).refusals) is is_refused


def test_an_of_which_need_not_add_up() -> None:
    one = asked(categories=("minority",))
    figures = {("homes", ""): Decimal(10), ("homes", "minority"): Decimal(3)}
    assert not check_figures([one], figures, {}).refusals


def test_an_indicator_within_another_is_not_greater_part_by_part() -> None:
    homes = asked(categories=("minority",))
    poor = asked("poor", ReportingRule(within="homes"), categories=("minority", "other"))
    figures = {
        ("homes", ""): Decimal(10),
        ("homes", "minority"): Decimal(4),
        ("poor", ""): Decimal(9),
        ("poor", "minority"): Decimal(5),
        ("poor", "other"): Decimal(4),
    }
    found = check_figures([homes, poor], figures, {})
    assert set(found.refusals) == {"figure-poor:minority"}
    assert "Tên homes" in str(found.refusals["figure-poor:minority"])


def test_empty_is_asked_back_once_and_never_taken_for_zero() -> None:
    found = check_figures([asked(), asked("poor")], {("homes", ""): None}, {})
    assert set(found.questions) == {MISSING}
    assert found.questions[MISSING].places["count"] == 2


def test_a_question_is_open_until_it_is_confirmed() -> None:
    found = checked(asked(), "80", "10")
    with pytest.raises(Unconfirmed) as refusal:
        found.ask(frozenset({"figure-poor"}))
    assert set(refusal.value.refusals) == {"figure-homes"}
    found.ask(frozenset({"figure-homes"}))
    found.ask(None)


def test_a_report_asks_for_what_its_level_reports_in_the_month_and_is_in_force() -> None:
    assert is_asked(asked(), Level.COMMUNE, MAY)
    assert not is_asked(asked(), Level.DISTRICT, MAY)
    assert not is_asked(asked(rule=ReportingRule()), Level.COMMUNE, MAY)
    ended = ReportingRule(level=Level.COMMUNE, span=Span(date(2019, 1, 1), date(2020, 5, 31)))
    assert not is_asked(asked(rule=ended), Level.COMMUNE, MAY)
    assert is_asked(asked(rule=ended), Level.COMMUNE, Month(2020, 4))
    quarterly = Asked(Indicator("q", frequency=Frequency.QUARTER), "", "", {}, COUNT)
    assert [month for month in range(1, 13) if is_asked(quarterly, Level.COMMUNE, Month(2020, month))] == [
        3,
        6,
        9,
        12,
    ]
    derived = Asked(Indicator("rate", ratio=Ratio("a", "b")), "", "", {}, COUNT)
    assert not is_asked(derived, Level.COMMUNE, MAY)


def test_the_period_before_is_the_indicators_own() -> None:
    assert period_before(Indicator("q", frequency=Frequency.QUARTER), Month(2020, 3)) == Month(2019, 12)
    assert period_before(Indicator("m"), Month(2020, 1)) == Month(2019, 12)
    assert year_before(MAY) == Month(2019, 5)


def test_what_a_report_does_not_ask_for_is_refused_by_name() -> None:
    one = asked(categories=("women",))
    check_cells([one], [("homes", ""), ("homes", "women")], MAY)
    with pytest.raises(RulesBroken) as refusal:
        check_cells([one], [("homes", "men"), ("rich", "")], MAY)
    assert {name: str(one) for name, one in refusal.value.refusals.items()} == {
        "figure-homes:men": "Chỉ tiêu «homes» không có phân tổ «men».",
        "figure-rich": "Chỉ tiêu «rich» không thuộc báo cáo tháng 5/2020 của đơn vị.",
    }


def test_a_draft_may_hold_what_a_report_may_not_but_nothing_that_cannot_be_kept() -> None:
    check_storable({("homes", ""): Decimal("-1.5"), ("poor", ""): None})
    with pytest.raises(RulesBroken):
        check_storable({("homes", ""): Decimal("0.1234567")})


def test_a_bound_is_another_known_indicator() -> None:
    check_within("poor", ReportingRule(within="homes"), {"homes", "poor"})
    for within in ("poor", "rich"):
        with pytest.raises(RuleBroken):
            check_within("poor", ReportingRule(within=within), {"homes", "poor"})


@given(
    st.decimals(min_value=-(10**6), max_value=10**6, places=3),
    st.one_of(st.none(), st.decimals(min_value=0, max_value=10**6, places=3)),
)
def test_a_cell_is_never_both_refused_and_asked_back(value: Decimal, before: Decimal | None) -> None:
    cell: Cell = ("homes", "")
    found = check_figures([asked()], {cell: value}, {} if before is None else {cell: before})
    assert not found.refusals.keys() & found.questions.keys()
    assert set(found.refusals) | set(found.questions) <= {field_of(cell)}
