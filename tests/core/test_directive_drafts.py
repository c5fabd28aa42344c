"""What a person may make of a directive that was read, and the tasks that follow from it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.directive_drafts import (
    LONGEST_TASK,
    MOST_PARTS,
    Asked,
    DirectiveState,
    Draft,
    Role,
    SourceFacts,
    SourceGenre,
    check_acceptable,
    check_move,
    checked_draft,
    checked_facts,
    joined,
    proposed_task,
    split_tasks,
    status_of,
    tasks_of,
    title_of,
)
from nhip.core.directives import read
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.core.plans import LONGEST_TITLE
from nhip.core.tasks import TaskStatus

DATED = date(2020, 1, 7)
DRAFT = Draft("Rà soát nguồn vốn", (1,), (7, 8), deadline=date(2020, 2, 15))


def test_each_unit_addressed_gets_a_task_of_its_own_with_the_same_helpers() -> None:
    opened = tasks_of(replace(DRAFT, addressed=(1, 2, 7)), DATED)

    assert [(one.lead, one.coordinating) for one in opened] == [(1, (7, 8)), (2, (7, 8)), (7, (8,))]
    assert {(one.year, one.starts_on, one.deadline) for one in opened} == {(2020, DATED, date(2020, 2, 15))}


def test_a_task_stands_in_the_year_of_its_deadline() -> None:
    (late,) = tasks_of(replace(DRAFT, deadline=date(2021, 6, 30)), DATED)
    (endless,) = tasks_of(replace(DRAFT, deadline=None), DATED)

    assert (late.year, late.starts_on) == (2021, date(2021, 1, 1))
    assert (endless.year, endless.starts_on, endless.deadline) == (2020, DATED, None)


def test_a_deadline_before_the_text_is_kept_and_the_task_begins_on_it() -> None:
    (early,) = tasks_of(replace(DRAFT, deadline=date(2019, 12, 31)), DATED)

    assert (early.year, early.starts_on, early.deadline) == (2019, date(2019, 12, 31), date(2019, 12, 31))


def test_nothing_is_accepted_before_it_is_known_who_is_meant() -> None:
    for draft in (
        replace(DRAFT, addressed=()),
        replace(DRAFT, asked=(Asked("Văn phòng", Role.LEAD),)),
        replace(DRAFT, asked=(Asked("Trung tâm", Role.ADDRESSED),)),
        replace(DRAFT, addressed=tuple(range(1, 202))),
    ):
        with pytest.raises(RuleBroken):
            check_acceptable(draft)
    check_acceptable(replace(DRAFT, asked=(Asked("các sở liên quan", Role.COORDINATING),)))


def test_only_what_waits_is_decided_on_and_only_what_was_dropped_comes_back() -> None:
    allowed = {
        (before, after)
        for before in DirectiveState
        for after in DirectiveState
        if not _is_refused(before, after)
    }
    waits = DirectiveState.PENDING
    assert allowed == {
        (waits, DirectiveState.ACCEPTED),
        (waits, DirectiveState.DROPPED),
        (waits, DirectiveState.REPLACED),
        (DirectiveState.DROPPED, waits),
    }


def _is_refused(before: DirectiveState, after: DirectiveState) -> bool:
    try:
        check_move(before, after)
    except RuleBroken:
        return True
    return False


def test_a_draft_says_what_is_wrong_field_by_field() -> None:
    wrong = Draft(" ", (1,), (1,), "x" * 301, date(1990, 1, 1), "y" * 101)
    with pytest.raises(RulesBroken) as refused:
        checked_draft(wrong)
    assert set(refused.value.refusals) == {"task", "coordinating", "deliverable", "deadline", "recurrence"}


def test_a_document_says_what_is_wrong_field_by_field() -> None:
    facts = SourceFacts(SourceGenre.CONCLUSIONS, "", date(1990, 1, 1), "x" * 61, "y" * 201)
    with pytest.raises(RulesBroken) as refused:
        checked_facts(facts)
    assert set(refused.value.refusals) == {"title", "dated", "number", "issuer"}
    assert checked_facts(SourceFacts(SourceGenre.NEWS, " Tin  mới ", DATED)).title == "Tin mới"


def test_joined_drafts_address_everybody_and_keep_a_deadline() -> None:
    both = joined(
        replace(DRAFT, deadline=None), Draft("Báo cáo kết quả", (7,), (9,), deadline=date(2020, 3, 1))
    )

    assert both.task == "Rà soát nguồn vốn; báo cáo kết quả"
    assert (both.addressed, both.coordinating, both.deadline) == ((1, 7), (8, 9), date(2020, 3, 1))


def test_a_directive_is_split_into_two_lines_or_more() -> None:
    assert split_tasks("Một việc\n\n  Hai  việc \r\nBa việc") == ("Một việc", "Hai việc", "Ba việc")
    for typed in ("", "Một việc", "\n".join(["việc"] * (MOST_PARTS + 1))):
        with pytest.raises(RuleBroken):
            split_tasks(typed)


@pytest.mark.parametrize(
    ("text", "task"),
    [
        (
            "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát nguồn vốn, báo cáo trước ngày 15/3.",
            "Rà soát nguồn vốn, báo cáo",
        ),
        ("Giao Sở Y tế rà soát danh mục thuốc, hoàn thành trước ngày 15/3.", "Rà soát danh mục thuốc"),
        ("Giao Sở Y tế kiểm tra hằng tháng việc cấp thuốc.", "Kiểm tra hằng tháng việc cấp thuốc"),
        ("Sở Y tế phải báo cáo kết quả trước ngày 15/3.", "Báo cáo kết quả"),
    ],
)
def test_the_proposed_task_leaves_out_what_the_draft_says_beside_it(text: str, task: str) -> None:
    (found,) = read(f"Tin\n\n{text}\n", DATED).directives

    assert proposed_task(found) == task


@pytest.mark.parametrize(
    "task",
    [
        "Chỉ đạo UBND các xã tổ chức bình chọn",
        "Phân công cán bộ xuống xã hướng dẫn",
        "Cử cán bộ theo dõi",
        "Đôn đốc các nhà thầu đẩy nhanh tiến độ",
    ],
)
def test_whom_a_unit_is_to_direct_stands_in_its_task(task: str) -> None:
    text = f"Tin\n\nChủ tịch UBND tỉnh yêu cầu UBND huyện Pác Nặm giải ngân vốn. {task}.\n"
    _first, found = read(text, DATED).directives

    assert (found.lead, proposed_task(found)) == ("UBND huyện Pác Nặm", task)


@given(st.text(min_size=1, max_size=LONGEST_TASK).filter(str.strip))
def test_a_task_has_a_name_that_fits(task: str) -> None:
    assert 0 < len(title_of(task)) <= LONGEST_TITLE + 2  # a letter may become two in upper case


@given(st.lists(st.sampled_from(list(TaskStatus)), max_size=6))
def test_the_status_is_one_of_its_tasks_and_open_while_one_of_them_is(tasks: list[TaskStatus]) -> None:
    found = status_of(tasks)

    assert (found is None) == (not tasks)
    assert found is None or found in tasks
    if TaskStatus.OVERDUE in tasks:
        assert found is TaskStatus.OVERDUE
    assert status_of(reversed(tasks)) is found
