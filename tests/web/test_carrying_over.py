"""Unfinished tasks of a year go into the next year's plan, on both faces, once, with their history."""

import json
from datetime import date
from decimal import Decimal

import pytest

from nhip.apps.tasks.models import Task
from tests import world
from tests.conftest import SignIn
from tests.jobs.test_commands import Run, _language, nhip

__all__ = ["_language", "nhip"]

pytestmark = pytest.mark.django_db
PAGE, PLAN = "/ke-hoach/A1/2021/chuyen-tiep/", "/ke-hoach/A1/2021/"
CARRY = ("plan", "carry-over", "--unit", "A1", "--year", "2021", "--json")


def unfinished() -> set[str]:
    return set(
        Task.objects.filter(plan__unit=world.unit("A1"), year=2020, completed_on=None).values_list(
            "title", flat=True
        )
    )


def next_year() -> dict[str, Task]:
    return {one.title: one for one in Task.objects.filter(plan__unit=world.unit("A1"), year=2021)}


def test_the_plan_of_the_next_year_says_what_is_left_and_leads_there(signed_in: SignIn) -> None:
    officer = signed_in("officer.a1")
    page = officer.get(PLAN).content.decode()

    assert f"Năm 2020 còn {len(unfinished())} nhiệm vụ chưa xong" in page
    assert PAGE in page
    shown = officer.get(PAGE).content.decode()
    assert all(title in shown for title in unfinished())


def test_chosen_tasks_go_into_the_plan_once_and_name_each_other(signed_in: SignIn) -> None:
    officer, old = signed_in("officer.a1"), world.task("A1", "Việc sáu tháng")
    assert officer.post(PAGE, {"task": old.pk}).status_code == 302

    new = next_year()["Việc sáu tháng"]
    assert (new.carried_from_id, new.starts_on, new.deadline.year if new.deadline else 0) == (
        old.pk,
        date(2021, 1, 1),
        2021,
    )
    assert f"/nhiem-vu/{old.pk}/" in officer.get(f"/nhiem-vu/{new.pk}/").content.decode()
    assert f"/nhiem-vu/{new.pk}/" in officer.get(f"/nhiem-vu/{old.pk}/").content.decode()
    again = officer.post(PAGE, {"task": old.pk})
    assert again.status_code == 422
    assert "đã chuyển rồi" in again.content.decode()


def test_nothing_chosen_or_something_else_chosen_is_refused_on_both_faces(
    signed_in: SignIn, nhip: Run
) -> None:
    officer, other = signed_in("officer.a1"), world.task("B1")
    assert officer.post(PAGE).status_code == 422
    assert officer.post(PAGE, {"task": other.pk}).status_code == 422
    assert nhip(*CARRY, "--task", str(other.pk))[0] == 1
    assert signed_in("officer.a9").get(PAGE).status_code == 404
    assert not next_year()


def test_a_task_that_was_done_is_not_proposed(nhip: Run) -> None:
    done = world.task("A1", "Việc sáu tháng")
    Task.objects.filter(pk=done.pk).update(completed_on=date(2020, 6, 30))
    status, out, _err = nhip(*CARRY, "--dry-run")

    assert status == 0
    assert {row["title"] for row in json.loads(out)} == unfinished()
    assert "Việc sáu tháng" not in unfinished()
    assert not next_year()


def test_all_go_by_command_and_keep_weight_and_money(nhip: Run) -> None:
    Task.objects.filter(pk=world.task("A1").pk).update(budget=Decimal("12.50"))
    assert nhip(*CARRY)[0] == 0

    assert next_year().keys() == unfinished()
    assert next_year()["Việc cả năm"].budget == Decimal("12.50")
    assert nhip(*CARRY)[0] == 1


def test_a_plan_out_of_its_authors_hands_takes_nothing(signed_in: SignIn, nhip: Run) -> None:
    nhip(*CARRY)
    nhip("plan", "submit", "--unit", "A1", "--year", "2021", "--as", "officer.a1")

    assert signed_in("officer.a1").get(PAGE).status_code == 422
    assert nhip(*CARRY)[0] == 1
