"""Each rule for plans fires on its fault and on nothing else, and holds still on a near miss."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.plan_checks import (
    RULES,
    CheckedPlan,
    Directed,
    Family,
    HandedDown,
    LastYear,
    NamedUnit,
    PlannedTarget,
    PlannedTask,
    Severity,
    Unreadable,
    check_plan,
    has_errors,
)
from nhip.core.working_days import DaysOff

LEAD, OTHER, UNKNOWN = NamedUnit("Xã Ánh", 1), NamedUnit("Xã Ân", 2), NamedUnit("Xã Anh", None, ("Xã Ánh",))
EVEN = {month: Decimal(10 * month) for month in range(1, 10)} | {10: Decimal(100)}
GOOD = PlannedTask(
    where="dòng 1",
    title="Mở 12 lớp tập huấn cho cán bộ thôn",
    lead=LEAD,
    deliverable="12 lớp, 360 người dự",
    coordinating=(OTHER,),
    starts_on=date(2020, 1, 2),
    deadline=date(2020, 10, 30),
    weight=Decimal(40),
    budget=Decimal(120),
    milestones=EVEN,
    quarters={1: Decimal(30), 2: Decimal(60), 3: Decimal(90), 4: Decimal(100)},
)
SECOND = replace(
    GOOD,
    where="dòng 2",
    title="Bê tông hóa 2 km đường vào thôn",
    weight=Decimal(60),
    deadline=date(2020, 9, 30),
    milestones={3: Decimal(20), 6: Decimal(60), 9: Decimal(100)},
    quarters={},
)
PLAN = CheckedPlan(2020, (GOOD, SECOND), handed_down=(HandedDown(7, GOOD.title, None),))


def codes(plan: CheckedPlan) -> set[str]:
    return {one.code for one in check_plan(plan)}


def with_task(**changes: object) -> CheckedPlan:
    """The good plan with its first line changed; what was handed down still names it by identity."""
    return replace(PLAN, tasks=(replace(GOOD, handed_down=7, **changes), SECOND))  # type: ignore[arg-type]


def many(count: int, **changes: object) -> tuple[PlannedTask, ...]:
    """Lines of different titles, each led by a unit of its own."""
    several = (
        replace(
            GOOD,
            where=f"dòng {n}",
            title=f"Làm {n + 1} công trình",
            weight=None,
            handed_down=7,
            lead=NamedUnit(f"Xã {n}", 10 + n),
            starts_on=date(2020, 8, 3),
            milestones={},
            quarters={3: Decimal(50)},
        )
        for n in range(count)
    )
    return tuple(replace(one, **changes) for one in several)  # type: ignore[arg-type]


def target(value: int, *actuals: int, baseline: int | None = 1) -> tuple[PlannedTarget, ...]:
    given_baseline = None if baseline is None else Decimal(baseline)
    return (
        PlannedTarget("chỉ tiêu", "Hộ nghèo", Decimal(value), given_baseline, tuple(map(Decimal, actuals))),
    )


OFF = DaysOff(frozenset({date(2020, 10, 30)}))
ENDING = replace(LEAD, ends_before=date(2020, 10, 30))
CASES: dict[str, tuple[CheckedPlan, CheckedPlan]] = {
    "KH101": (with_task(lead=None), with_task(lead=OTHER, coordinating=())),
    "KH102": (with_task(lead=UNKNOWN), with_task(lead=replace(LEAD, name="UBND xã Ánh"))),
    "KH103": (with_task(deadline=None), with_task(deadline=date(2020, 12, 31))),
    "KH104": (
        with_task(starts_on=date(2020, 11, 2), milestones={}, quarters={}, budget=None),
        with_task(starts_on=date(2020, 10, 30), milestones={}, quarters={}, budget=None),
    ),
    "KH105": (with_task(deadline=date(2021, 1, 4)), with_task(deadline=date(2020, 10, 30))),
    "KH106": (
        with_task(milestones={**EVEN, 5: Decimal(39)}, quarters={}),
        with_task(milestones={**EVEN, 5: Decimal(40)}, quarters={}),
    ),
    "KH107": (
        with_task(milestones={**EVEN, 10: Decimal(101)}, quarters={}),
        with_task(milestones={**EVEN, 1: Decimal(0)}, quarters={}),
    ),
    "KH108": (
        with_task(unreadable=(Unreadable("Kế hoạch!F7", "sớm", "phải là một ngày"),)),
        with_task(unreadable=()),
    ),
    "KH109": (with_task(deliverable=" "), with_task(deliverable="Biên bản")),
    "KH110": (
        with_task(milestones={}, quarters={}, budget=None),
        with_task(milestones={}, quarters={}, budget=None, starts_on=date(2020, 9, 1)),
    ),
    "KH111": (
        with_task(quarters={2: Decimal(61)}),
        with_task(quarters={2: Decimal(60)}),
    ),
    "KH112": (
        with_task(deadline=date(2020, 12, 30), milestones={6: Decimal(50), 12: Decimal(100)}, quarters={}),
        with_task(deadline=date(2020, 12, 30), milestones={6: Decimal(51), 12: Decimal(100)}, quarters={}),
    ),
    "KH113": (
        with_task(milestones={**EVEN, 10: Decimal(99)}, quarters={}),
        with_task(milestones={**EVEN, 9: Decimal(100)}, quarters={}),
    ),
    "KH114": (with_task(starts_on=date(2019, 12, 31)), with_task(starts_on=date(2020, 1, 1))),
    "KH115": (
        replace(with_task(weight=Decimal(45)), weights_are_percent=True),
        with_task(weight=Decimal(45)),
    ),
    "KH116": (
        with_task(weight=None),
        replace(PLAN, tasks=tuple(replace(one, weight=None) for one in PLAN.tasks)),
    ),
    "KH117": (
        with_task(title=SECOND.title.upper()),
        with_task(title=SECOND.title, lead=OTHER, coordinating=()),
    ),
    "KH201": (
        with_task(title="Tăng cường tuyên truyền trong năm 2020", deliverable="Kết quả"),
        with_task(title="Tăng cường tuyên truyền", deliverable="Báo cáo kết quả"),
    ),
    "KH202": (
        with_task(title="Làm tốt công tác vận động", deliverable="Đạt"),
        with_task(title="Vận động 40 hộ", deliverable="Danh sách hộ"),
    ),
    "KH203": (with_task(deliverable="Hoàn thành."), with_task(deliverable="Hoàn thành 12 lớp")),
    "KH204": (with_task(deliverable=GOOD.title), with_task(deliverable=f"Danh sách: {GOOD.title}")),
    "KH205": (
        with_task(title="Giảm tỷ lệ hộ nghèo 3 %"),
        with_task(title="Giảm tỷ lệ hộ nghèo 3 % so với năm 2019"),
    ),
    "KH206": (
        replace(PLAN, targets=target(10, baseline=None)),
        replace(PLAN, targets=target(10, 9, baseline=None)),
    ),
    "KH301": (replace(PLAN, targets=target(200, 100, 110)), replace(PLAN, targets=target(130, 100, 110))),
    "KH302": (
        replace(PLAN, tasks=many(16), last_year=LastYear(12, 10)),
        replace(PLAN, tasks=many(15), last_year=LastYear(12, 10)),
    ),
    "KH303": (
        replace(PLAN, tasks=many(5, lead=LEAD)),
        replace(PLAN, tasks=many(4, lead=LEAD)),
    ),
    "KH304": (replace(PLAN, days_off=OFF), replace(PLAN, days_off=DaysOff(frozenset({date(2020, 10, 29)})))),
    "KH305": (
        with_task(milestones={}, quarters={}, starts_on=date(2020, 9, 1)),
        with_task(milestones={}, quarters={3: Decimal(50)}, starts_on=date(2020, 9, 1)),
    ),
    "KH306": (
        with_task(milestones={10: Decimal(100)}, quarters={}),
        with_task(milestones={9: Decimal(1), 10: Decimal(100)}, quarters={}),
    ),
    "KH307": (
        replace(PLAN, tasks=many(5, milestones={9: Decimal(50), 10: Decimal(100)}, quarters={})),
        replace(PLAN, tasks=many(4, milestones={9: Decimal(50), 10: Decimal(100)}, quarters={})),
    ),
    "KH308": (with_task(starts_on=date(2020, 2, 3)), with_task(starts_on=date(2020, 1, 31))),
    "KH309": (
        with_task(milestones={1: Decimal(100)}, quarters={}),
        with_task(milestones={1: Decimal(99), 10: Decimal(100)}, quarters={}),
    ),
    "KH401": (with_task(coordinating=(UNKNOWN,)), with_task(coordinating=(OTHER,))),
    "KH402": (with_task(coordinating=(replace(OTHER, is_told=False),)), with_task(coordinating=(OTHER,))),
    "KH403": (with_task(coordinating=(LEAD, OTHER)), with_task(coordinating=(replace(LEAD, unit=3),))),
    "KH404": (
        with_task(lead=ENDING),
        with_task(lead=replace(LEAD, ends_before=date(2020, 10, 31))),
    ),
    "KH405": (
        with_task(coordinating=(replace(OTHER, ends_before=date(2020, 2, 1)),)),
        with_task(coordinating=(replace(OTHER, ends_before=date(2021, 2, 1)),)),
    ),
    "KH406": (
        with_task(coordinating=tuple(NamedUnit(f"Xã {n}", n) for n in range(2, 9))),
        with_task(coordinating=tuple(NamedUnit(f"Xã {n}", n) for n in range(2, 8))),
    ),
    "KH407": (with_task(coordinating=(OTHER, OTHER)), with_task(coordinating=(OTHER, NamedUnit("Xã Ân", 5)))),
    "KH501": (
        replace(PLAN, handed_down=(*PLAN.handed_down, HandedDown(8, "Việc khác", None))),
        replace(PLAN, handed_down=(HandedDown(8, SECOND.title.upper(), None),)),
    ),
    "KH502": (
        replace(PLAN, handed_down=(HandedDown(7, GOOD.title, date(2020, 10, 29)),)),
        replace(PLAN, handed_down=(HandedDown(7, GOOD.title, date(2020, 10, 30)),)),
    ),
    "KH503": (
        replace(PLAN, directed=(Directed(9, "Việc theo kết luận", "12/TB-UBND", None),)),
        replace(PLAN, directed=(Directed(9, SECOND.title.upper(), "12/TB-UBND", None),)),
    ),
    "KH504": (
        replace(PLAN, handed_down=(HandedDown(7, GOOD.title, None, Decimal(12), Decimal(11), "hộ"),)),
        replace(PLAN, handed_down=(HandedDown(7, GOOD.title, None, Decimal(12), Decimal(12), "hộ"),)),
    ),
}
WITH_IT: Mapping[str, set[str]] = {
    "KH201": {"KH203"},
    "KH202": {"KH203"},
}
"""Rules that the same fault breaks, by its nature."""


def test_a_good_plan_has_no_findings() -> None:
    assert check_plan(PLAN) == ()
    assert check_plan(CheckedPlan(2020, ())) == ()


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_a_rule_fires_on_its_fault_alone_and_not_on_a_near_miss(code: str) -> None:
    fault, near_miss = CASES[code]

    assert codes(fault) == {code} | WITH_IT.get(code, set())
    assert codes(near_miss) == set()


def test_there_are_rules_of_five_families_under_codes_of_their_own() -> None:
    assert len(RULES) >= 25
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert {rule.family for rule in RULES} == set(Family) - {Family.FILE}


def test_errors_are_only_what_the_issue_lists() -> None:
    assert {rule.code for rule in RULES if rule.severity is Severity.ERROR} == {
        "KH101",
        "KH102",
        "KH103",
        "KH104",
        "KH105",
        "KH106",
        "KH107",
        "KH108",
    }


def test_a_rule_that_is_switched_off_is_silent_and_the_others_are_not() -> None:
    plan = with_task(lead=None, deliverable="")

    assert {one.code for one in check_plan(plan, off={"KH109"})} == {"KH101"}
    assert has_errors(check_plan(plan, off={"KH109"}))
    assert not has_errors(check_plan(plan, off={"KH101"}))


@given(st.sampled_from(sorted(CASES)))
def test_every_finding_says_where_what_and_the_way_out(code: str) -> None:
    for one in check_plan(CASES[code][0]):
        assert one.where
        assert one.message()
        assert one.way_out()
        assert "{" not in one.message() + one.way_out()


@pytest.mark.parametrize(
    ("title", "is_measured"),
    [
        ("Hỗ trợ 120 hộ nghèo", True),
        ("Xây một nhà văn hóa", True),
        ("Thực hiện Nghị quyết số 15/NQ-TU năm 2020", False),
        ("Triển khai Chương trình 135 giai đoạn 2016-2020", False),
        ("Rà soát trong quý II", False),
        ("Tổ chức ba hội nghị", True),
    ],
)
def test_years_quarters_and_numbers_of_acts_measure_nothing(title: str, is_measured: bool) -> None:  # noqa: FBT001 - a table's column
    plan = with_task(title=title, deliverable="Kết quả")

    assert ("KH202" in codes(plan)) is not is_measured


def test_every_rule_stands_on_its_page_with_its_severity_and_reason() -> None:
    page = Path(__file__).parents[2] / "docs" / "rules" / "plan_checks.md"
    rows = [
        line.split(" | ") for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| KH")
    ]

    of_files = [("KH001", "error"), ("KH002", "error"), ("KH003", "note")]
    assert [(row[0].removeprefix("| "), row[1]) for row in rows] == [
        *of_files,
        *((rule.code, rule.severity.value) for rule in RULES),
    ]
    assert all(len(row[3].removesuffix(" |")) > 5 for row in rows)
