"""Constructions of office tables that workbooks made by others showed."""

from datetime import date
from decimal import Decimal

import pytest

from nhip.core.plan_sheets import KnownUnit, ReadPlan, Table, UnitNames, plan_tables, read_plan


def _plan_of(*rows: list[str | Decimal]) -> ReadPlan:
    names = UnitNames(
        [
            KnownUnit(1, "Sở Y tế", "S.YT"),
            KnownUnit(2, "Sở Nông nghiệp và Phát triển nông thôn", "S.NN"),
            KnownUnit(3, "Phòng Dân tộc huyện Ánh", "A.PDT"),
        ]
    )
    return read_plan(plan_tables([Table("KH", tuple(tuple(row) for row in rows))]), year=2020, names=names)


@pytest.mark.parametrize("group", ["Kinh phí (triệu đồng)", "Khối lượng thực hiện trong tháng"])
def test_money_and_quantities_by_months_are_no_progress_but_must_be_numbers(group: str) -> None:
    read = _plan_of(
        ["TT", "Nhiệm vụ", "Chủ trì", "Hoàn thành", group, group],
        ["TT", "Nhiệm vụ", "Chủ trì", "Hoàn thành", "Quý I", "Quý II"],
        [Decimal(1), "Cấp báo", "Sở Y tế", "Quý II", Decimal(500), "3OO"],
    )

    (task,) = read.tasks
    assert (task.milestones, task.quarters) == ({}, {})
    assert [one.text for one in task.unreadable] == ["3OO"]


def test_cumulative_headings_days_from_and_to_and_plain_words_are_understood() -> None:
    months = _plan_of(
        [
            "TT",
            "Việc phải làm",
            "Ai chủ trì",
            "Bao giờ xong",
            "Lũy kế đến hết T1\n(%)",
            "Lũy kế đến hết T2\n(%)",
        ],
        [Decimal(1), "Họp thôn", "Sở Y tế", "20-10", Decimal(10), Decimal(100)],
    )
    days = _plan_of(
        [
            "Nội dung",
            "TT",
            "Thời gian thực hiện (từ ngày)",
            "Thời gian thực hiện (đến ngày)",
            "Đơn vị chủ trì",
        ],
        ["Rà soát thôn", Decimal(1), "05/01/2020", "28/02/2020", "Sở Y tế"],
    )

    assert months.tasks[0].deadline == date(2020, 10, 20)
    assert months.tasks[0].milestones == {1: Decimal(10), 2: Decimal(100)}
    assert (days.tasks[0].starts_on, days.tasks[0].deadline) == (date(2020, 1, 5), date(2020, 2, 28))


def test_a_column_of_former_leads_is_none_and_a_time_may_be_broken_over_lines() -> None:
    read = _plan_of(
        ["TT", "Nội dung (nhiệm vụ)", "Cơ quan chủ trì (cũ)", "Cơ quan chủ trì", "Thời gian\nhoàn thành"],
        [Decimal(1), "Cấp thẻ", "Sở Nội vụ", "Sở Y tế", "Trước ngày\n20/02/2020"],
        [Decimal(2), "Cấp bể", "Sở Nội vụ", "Sở Y tế", "Quý\nII"],
    )

    assert [one.lead.unit if one.lead else None for one in read.tasks] == [1, 1]
    assert [one.deadline for one in read.tasks] == [date(2020, 2, 20), date(2020, 6, 30)]
    assert not any(one.unreadable for one in read.tasks)


@pytest.mark.parametrize(
    ("text", "lead", "others"),
    [
        ("Chủ trì: Sở Y tế; Phối hợp: Sở Nông nghiệp và PTNT", 1, [2]),
        ("Chủ trì: Sở Y tế. Phối hợp: P. Dân tộc huyện Ánh", 1, [3]),
        ("Sở Y tế chủ trì", 1, []),
    ],
)
def test_what_a_unit_does_in_a_task_may_stand_beside_its_name(
    text: str, lead: int, others: list[int]
) -> None:
    read = _plan_of(
        ["TT", "Nhiệm vụ", "Chủ trì, phối hợp", "Hoàn thành"],
        [Decimal(1), "Cấp bể", text, "Quý II"],
    )

    (task,) = read.tasks
    assert task.lead is not None
    assert task.lead.unit == lead
    assert [one.unit for one in task.coordinating] == others
