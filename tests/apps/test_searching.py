"""What is found, by which words, and by whom: units by old names and codes, nobody sees what they may not."""

from datetime import date

import pytest

from nhip.apps.plans.models import Plan
from nhip.apps.programmes.models import Programme
from nhip.apps.tasks.models import Assignment, Task
from nhip.core.access import OPERATOR
from nhip.core.plans import TaskDraft
from nhip.cycle import planning
from nhip.cycle.searching import Hit, HitKind, search
from tests import world
from tests.shared_tasks import assigned

pytestmark = pytest.mark.django_db


def found(text: str, login: str | None = None) -> list[Hit]:
    actor = OPERATOR if login is None else world.person(login)
    return list(search(actor=actor, text=text, today=world.TODAY).hits)


def titles(text: str, login: str | None = None, kind: HitKind = HitKind.UNIT) -> list[str]:
    return [hit.title for hit in found(text, login) if hit.kind is kind]


@pytest.mark.parametrize("text", ["binh an", "Bình Ân", "BINH  AN", "ân bình", "A9", "xã bình ân huyện an"])
def test_a_unit_is_found_without_marks_by_code_and_with_the_unit_above(text: str) -> None:
    assert titles(text)[0] == "Xã Bình Ân"


def test_a_unit_that_ended_is_found_and_seen_on_its_last_day_after_those_in_force() -> None:
    hits = [hit for hit in found("Bình") if hit.kind is HitKind.UNIT]
    assert [hit.title for hit in hits] == ["Xã Bình Ân", "Xã Bình"]
    assert (hits[1].on, hits[1].arguments) == (date(2020, 1, 31), ("A3",))


def test_a_unit_is_found_by_the_name_it_bore_before() -> None:
    from nhip.apps.org.services import rename_unit

    rename_unit(actor=OPERATOR, code="B", name="Huyện Nam", starts_on=world.TODAY, now=world.NOW)
    (hit,) = [one for one in found("huyện bắc") if one.kind is HitKind.UNIT and one.arguments == ("B",)]
    assert (hit.title, hit.found_by) == ("Huyện Nam", "Huyện Bắc")


def test_tasks_are_found_by_title_and_product_without_marks() -> None:
    assert "Việc sáu tháng" in titles("bien ban", kind=HitKind.TASK)
    assert "Việc sáu tháng" in titles("viec 2020 thang", kind=HitKind.TASK)
    assert not titles("viec 2019 thang", kind=HitKind.TASK)


def test_plans_of_the_units_that_answer() -> None:
    plans = [hit for hit in found("kế hoạch xã ánh 2020") if hit.kind is HitKind.PLAN]
    assert [(hit.title, hit.arguments) for hit in plans] == [("Xã Ánh", ("A1", 2020))]


def test_programmes_and_people_by_their_office() -> None:
    Programme.objects.create(
        code="CT135", name="Chương trình 135", legal_basis="Quyết định 900", starts_on=world.START
    )
    assert titles("chuong trinh 135", kind=HitKind.PROGRAMME) == ["Chương trình 135"]
    assert titles("chuc danh officer.a1", "leader.p", HitKind.PERSON) == ["Chức danh officer.a1"]


def test_nobody_finds_what_they_may_not_see() -> None:
    hidden = assigned(lead="P", coordinating=("P.STC",))
    for login in ("officer.a1", "leader.q", "officer.c1"):
        assert not [hit for hit in found("ke hoach mo lop", login) if hit.arguments == (hidden,)]
        assert not titles("sở tài chính", login)
        assert not titles("chuc danh leader.p", login, HitKind.PERSON)
    for login in ("leader.p", "officer.stc"):
        assert [hit for hit in found("ke hoach mo lop", login) if hit.arguments == (hidden,)]
    assert titles("xa", "leader.q") == ["Xã Chi"]
    assert set(titles("Xã Bình", "leader.a")) == {"Xã Bình", "Xã Bình Ân"}


def test_a_draft_is_not_found_by_who_is_only_to_coordinate() -> None:
    draft = TaskDraft("Việc còn nháp", "", date(2020, 4, 1), date(2020, 6, 30), 1)
    form = planning.TaskForm(draft, lead="A", coordinating=("P.STC",))
    planning.save_task(
        actor=world.person("leader.a"), code="A", year=world.YEAR, task_id=None, form=form, now=world.NOW
    )
    assert titles("con nhap", "leader.a", HitKind.TASK)
    assert not titles("con nhap", "officer.stc", HitKind.TASK)


@pytest.mark.parametrize(
    ("plan", "lead", "coordinating", "assigned_by", "times"),
    [
        (None, "A1", "", "", 1),
        (None, "Q", "A1", "", 1),
        ("A1", "Q", "", "", 1),
        (None, "Q", "", "A1", 1),
        ("Q", "A1", "", "", 1),  # the plan is a draft: a lead finds the task
        ("Q", "Q", "A1", "", 0),
        (None, "Q", "", "Q", 0),
    ],
)
def test_one_tie_to_a_task_is_enough_to_find_it(
    plan: str | None, lead: str, coordinating: str, assigned_by: str, times: int
) -> None:
    one = Task.objects.create(
        plan=None if plan is None else Plan.objects.create(unit_id=world.unit(plan), year=2031),
        assigned_by_id=world.unit(assigned_by) if assigned_by else None,
        year=2031,
        title="Việc hiếm thấy",
        folded="viec hiem thay",
        starts_on=world.TODAY,
        deadline=world.TODAY,
        weight=1,
    )
    for unit, part in ((lead, "lead"), (coordinating, "coordinating")):
        if unit:
            Assignment.objects.create(task=one, unit_id=world.unit(unit), part=part, starts_on=world.TODAY)
    assert titles("hiem thay", "officer.a1", HitKind.TASK) == ["Việc hiếm thấy"] * times


@pytest.mark.parametrize("text", ["", " ", "a", "%", "_", "%%%", "' or 1=1 --", "\\", "đ" * 500])
def test_whatever_is_typed_is_answered(text: str) -> None:
    assert not [hit for hit in found(text) if hit.kind is HitKind.TASK and text.strip() in {"%%%", ""}]


def test_the_cost_does_not_grow_with_what_is_found(django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        found("xã", "leader.p")
