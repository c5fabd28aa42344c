"""Plans out of workbooks into the database: all or nothing, the same file twice changes nothing, nothing gets lost."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.core.access import OPERATOR
from nhip.core.errors import Conflict, NotAllowed, RuleBroken
from nhip.core.plans import TaskDraft
from nhip.core.tasks import TaskKind
from nhip.cycle import planning
from nhip.cycle.plan_files import open_file
from nhip.cycle.plan_importing import PlanImport, import_plan, preview_import
from nhip.cycle.plan_pages import plan_as_json, plan_page
from nhip.cycle.plan_workbooks import plan_workbook
from tests import world
from tests.xlsx.plan_layouts import Drawn, workbook, written

pytestmark = pytest.mark.django_db
NEXT = 2021
HEAD = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm", "Tháng 3", "Tháng 6"]
FIRST = [1, "Mở 2 lớp", "UBND xã Ánh", "Sở Tài chính", "30/6/2021", "2 lớp", 40, 100]
SECOND = [2, "Sửa 3 km đường", "Xã Ánh", None, "15/6/2021", "3 km", 50, 100]


def table(*rows: list[object]) -> Drawn:
    return written([["KẾ HOẠCH NĂM 2021"], HEAD, *rows])


def imported(content: bytes, *, code: str = "A1", year: int = NEXT, version: int | None = None) -> PlanImport:
    file = open_file("kh.xlsx", content)
    return import_plan(actor=OPERATOR, file=file, code=code, year=year, now=world.NOW, version=version)


def stored(code: str = "A1", year: int = NEXT) -> list[dict[str, object]]:
    page = plan_page(actor=OPERATOR, code=code, year=year, today=world.TODAY)
    tasks = plan_as_json(page)["tasks"]
    assert isinstance(tasks, list)
    return [{name: value for name, value in one.items() if name != "task"} for one in tasks]


def exported(code: str = "A1", year: int = NEXT) -> bytes:
    return plan_workbook(actor=OPERATOR, code=code, year=year, today=world.TODAY)


def counts(told: PlanImport) -> tuple[int, int, int, int]:
    found = told.changes
    return len(found.added), len(found.changed), len(found.removed), found.unchanged


def test_a_plain_table_becomes_a_plan_and_importing_it_again_changes_nothing() -> None:
    content = workbook(table(FIRST, SECOND))

    assert counts(imported(content)) == (2, 0, 0, 0)
    before = stored()
    told = imported(content)

    assert counts(told) == (0, 0, 0, 2)
    assert told.changes.is_nothing
    assert stored() == before
    assert [(one["title"], one["lead"], one["coordinating"], one["quarters"]) for one in before] == [
        ("Sửa 3 km đường", "A1", [], [50, 100, 100, 100]),
        ("Mở 2 lớp", "A1", ["P.STC"], [40, 100, 100, 100]),
    ]


def test_a_changed_file_adds_changes_and_takes_out() -> None:
    imported(workbook(table(FIRST, SECOND)))
    later = [*FIRST[:4], "30/9/2021", *FIRST[5:]]
    told = imported(
        workbook(table(later, [2, "Trồng 5 ha quế", "Xã Ánh", None, "30/6/2021", "5 ha", 50, 100]))
    )

    assert counts(told) == (1, 1, 1, 0)
    assert told.changes.changed[0].fields == ("deadline",)
    assert [one["title"] for one in stored()] == ["Trồng 5 ha quế", "Mở 2 lớp"]


def test_a_preview_stores_nothing() -> None:
    file = open_file("kh.xlsx", workbook(table(FIRST)))
    told = preview_import(actor=OPERATOR, file=file, code="A1", year=NEXT, now=world.NOW)

    assert counts(told) == (1, 0, 0, 0)
    assert stored() == []


@pytest.mark.parametrize(
    ("column", "value", "code", "where"),
    [
        (2, None, "KH101", "C4"),
        (2, "Xã Lạ", "KH102", "C4"),
        (4, None, "KH103", "E4"),
        (4, "15/6/2022", "KH105", "E4"),
        (4, "mai", "KH108", "E4"),
        (6, 101, "KH107", "G4"),
        (6, "nửa", "KH108", "G4"),
        (2, "UBND các xã", "KH002", "C4"),
        (2, "Xã Đông", "KH002", "C4"),
        (3, "Sở Nội vụ", "KH002", "D4"),
        (3, "Xã Ánh", "KH002", "D4"),
        (7, 90, "KH002", "H4"),
        (1, "a" * 301, "KH002", "B4"),
        (5, "a" * 301, "KH002", "F4"),
    ],
)
def test_one_wrong_cell_and_nothing_is_stored(column: int, value: object, code: str, where: str) -> None:
    wrong = [value if number == column else cell for number, cell in enumerate(SECOND)]
    told = imported(workbook(table(FIRST, wrong)))

    errors = [(one.code, one.where) for one in told.findings if one.severity == "error"]
    assert errors == [(code, f"Kế hoạch!{where}")]
    assert stored() == []


def test_a_unit_with_a_name_like_it_is_offered() -> None:
    told = imported(workbook(table([*SECOND[:3], "Xã Bình Ấn", *SECOND[4:]])))
    assert "có phải Xã Bình Ân" in next(one.message() for one in told.findings if one.code == "KH002")


def test_units_named_together_are_left_out_and_said_so() -> None:
    told = imported(workbook(table([*SECOND[:3], "UBND các xã; Sở Tài chính", *SECOND[4:]])))

    assert [one.where for one in told.findings if one.code == "KH003"] == ["Kế hoạch!D3"]
    assert stored()[0]["coordinating"] == ["P.STC"]


def test_what_a_table_has_no_column_for_stays_as_it_is() -> None:
    imported(workbook(table(FIRST)))
    before = stored()
    short = written(
        [["KẾ HOẠCH NĂM 2021"], ["Nhiệm vụ", "Chủ trì", "Thời hạn"], ["Mở 2 lớp", "A1", "30/6/2021"]]
    )

    assert counts(imported(workbook(short))) == (0, 0, 0, 1)
    assert stored() == before


def test_a_plan_out_of_its_authors_hands_is_not_imported_into() -> None:
    content = workbook(table(FIRST))
    with pytest.raises(RuleBroken, match="không sửa được"):
        imported(content, year=world.YEAR)


def test_only_who_may_edit_the_plan_imports_it() -> None:
    file = open_file("kh.xlsx", workbook(table(FIRST)))
    for login in ("officer.a", "leader.p", "officer.b1", "admin.p"):
        with pytest.raises(NotAllowed):
            import_plan(actor=world.person(login), file=file, code="A1", year=NEXT, now=world.NOW)
    own = world.person("officer.a1")
    assert import_plan(actor=own, file=file, code="A1", year=NEXT, now=world.NOW).is_good


def test_a_plan_that_changed_since_the_preview_is_not_overwritten() -> None:
    imported(workbook(table(FIRST)))
    with pytest.raises(Conflict):
        imported(workbook(table(SECOND)), version=0)
    assert [one["title"] for one in stored()] == ["Mở 2 lớp"]


def test_what_nhip_writes_is_imported_without_a_change_whatever_was_renamed() -> None:
    imported(workbook(table(FIRST, SECOND)))
    assert counts(imported(exported())) == (0, 0, 0, 2)

    task = plan_page(actor=OPERATOR, code="A1", year=NEXT, today=world.TODAY).tasks[0]
    content = exported()
    form = planning.TaskForm(
        TaskDraft("Đổi hẳn tên 7", "7 việc", date(NEXT, 1, 1), date(NEXT, 6, 15), 1), lead="A1"
    )
    planning.save_task(actor=OPERATOR, code="A1", year=NEXT, task_id=task.id, form=form, now=world.NOW)
    told = imported(content)
    assert counts(told) == (0, 1, 0, 1)
    assert told.changes.changed[0].before.id == task.id


def test_a_row_that_was_copied_is_a_task_of_its_own() -> None:
    imported(workbook(table(FIRST)))
    number = plan_page(actor=OPERATOR, code="A1", year=NEXT, today=world.TODAY).tasks[0].id
    rows = [[*FIRST, str(number)], [2, "Mở 9 lớp", *FIRST[2:], str(number)]]
    told = imported(workbook(written([["KẾ HOẠCH NĂM 2021"], [*HEAD, "Mã Nhịp"], *rows])))

    assert counts(told) == (1, 0, 0, 1)


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40
).filter(lambda text: bool(text.strip()))
DAYS = st.dates(date(NEXT, 1, 1), date(NEXT, 12, 31))
PERCENT = st.decimals(0, 100, places=2)


@st.composite
def drafts(draw: st.DrawFn) -> planning.TaskForm:
    starts_on, deadline = sorted((draw(DAYS), draw(DAYS)))
    months = draw(st.sets(st.integers(1, max(deadline.month - 1, 1))))
    values = sorted(draw(st.lists(PERCENT, min_size=len(months), max_size=len(months))))
    milestones = {
        month: value for month, value in zip(sorted(months), values, strict=True) if month < deadline.month
    }
    return planning.TaskForm(
        TaskDraft(
            title=draw(WORDS),
            deliverable=draw(st.one_of(st.just(""), WORDS)),
            starts_on=starts_on,
            deadline=deadline,
            weight=draw(st.integers(1, 1000)),
            budget=draw(st.none() | st.decimals(0, Decimal("9999999999.99"), places=2)),
            milestones=milestones,
        ),
        lead="A1",
        coordinating=draw(st.lists(st.sampled_from(["P.STC", "A.PDT", "A9", "A", "P", "B"]), unique=True)),
        kind=draw(st.sampled_from(list(TaskKind))),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(drafts(), min_size=1, max_size=4))
def test_nothing_gets_lost_between_export_and_import(forms: list[planning.TaskForm]) -> None:
    with transaction.atomic():
        for number, form in enumerate(forms):
            own = replace(form, draft=replace(form.draft, title=f"{number} {form.draft.title}"))
            planning.save_task(actor=OPERATOR, code="A1", year=NEXT, task_id=None, form=own, now=world.NOW)
        before, content = stored(), exported()

        told = imported(content)
        assert told.is_good, [(one.code, one.where, one.message()) for one in told.findings]
        assert counts(told) == (0, 0, 0, len(forms))

        for task in plan_page(actor=OPERATOR, code="A1", year=NEXT, today=world.TODAY).tasks:
            planning.remove_task(actor=OPERATOR, task_id=task.id, now=world.NOW)
        assert stored() == []
        assert counts(imported(content)) == (len(forms), 0, 0, 0)
        assert stored() == before
        transaction.set_rollback(True)


def test_the_end_of_a_year_has_all_its_days() -> None:
    last = date(NEXT, 12, 31)
    form = planning.TaskForm(TaskDraft("Một việc 1", "1", last - timedelta(days=1), last, 1), lead="A1")
    planning.save_task(actor=OPERATOR, code="A1", year=NEXT, task_id=None, form=form, now=world.NOW)

    assert counts(imported(exported())) == (0, 0, 0, 1)
