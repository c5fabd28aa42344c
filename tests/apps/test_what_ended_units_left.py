"""Plans, reports and finished tasks of a unit that is gone: read by whoever sees its heir or its place at that time."""

from datetime import date

import pytest

from nhip.apps.org import ground
from nhip.apps.org import reorganising as reorg
from nhip.apps.reports.deciding import approve_report
from nhip.apps.reports.queries import report_list, report_page
from nhip.apps.tasks.models import Assignment, Task
from nhip.core.access import OPERATOR
from nhip.core.errors import NhipError
from nhip.core.periods import Month
from nhip.cycle import history, reorganising
from nhip.cycle.plan_pages import plan_page
from nhip.cycle.task_pages import seen_task, task_page
from nhip.cycle.unit_pages import unit_page
from tests import world

pytestmark = pytest.mark.django_db
JANUARY = Month(2020, 1)
EVE = date(2020, 1, 31)
READERS = ("officer.a9", "leader.a", "officer.p", "auditor.p")
"""The heir's officer, the district's and the province's people."""
STRANGERS = ("officer.a1", "leader.b", "leader.q", "officer.c1", "officer.stc")


def former_unit() -> int:
    return ground.current().history.on(EVE).find("A2")


@pytest.fixture
def done() -> int:
    """A task that the commune A2 finished and reported before it was merged into A9."""
    world.file("A2", JANUARY, 100)
    approve_report(actor=world.person("leader.a"), code="A2", month=JANUARY, now=world.NOW)
    part = Assignment.objects.filter(unit=former_unit(), ends_before__isnull=False).first()
    assert part is not None
    task = part.task_id
    Assignment.objects.filter(task=task, ends_before=None).delete()
    Assignment.objects.filter(pk=part.pk).update(ends_before=None)
    Task.objects.filter(pk=task).update(completed_on=date(2020, 1, 20))
    assert task_page(actor=OPERATOR, task_id=task, today=world.TODAY).task.lead.code == "A2"
    return task


@pytest.mark.parametrize("login", READERS)
def test_who_sees_the_heir_or_the_place_at_that_time_reads_everything(login: str, done: int) -> None:
    actor, today = world.person(login), world.TODAY
    assert task_page(actor=actor, task_id=done, today=today).task.id == done
    assert history.task_history(actor=actor, task_id=done, today=today).lines
    plan = plan_page(actor=actor, code="A2", year=2020, today=today)
    assert [plan.unit.name, len(plan.tasks), plan.in_force] == ["Xã Ân", 2, False]
    assert history.plan_history(actor=actor, code="A2", year=2020, today=today).lines
    assert report_page(actor=actor, code="A2", month=JANUARY, today=today).lines
    assert history.report_history(actor=actor, code="A2", month=JANUARY, today=today).lines
    assert report_list(actor=actor, code="A2", year=2020, month=None, today=today).unit.code == "A2"
    page = unit_page(actor=actor, code="A2", on=EVE, today=today)
    assert page.left is not None
    assert page.left.plans == (2020,)
    assert page.left.reports == (JANUARY,)
    assert done in [one.id for one in page.left.tasks]
    assert all(link.may_see for link in page.became if login != "officer.a1")


@pytest.mark.parametrize("login", STRANGERS)
def test_others_find_nothing(login: str, done: int) -> None:
    actor, today = world.person(login), world.TODAY
    for read in (
        lambda: seen_task(actor=actor, task_id=done, today=today),
        lambda: plan_page(actor=actor, code="A2", year=2020, today=today),
        lambda: history.plan_history(actor=actor, code="A2", year=2020, today=today),
        lambda: report_page(actor=actor, code="A2", month=JANUARY, today=today),
        lambda: report_list(actor=actor, code="A2", year=2020, month=None, today=today),
        lambda: unit_page(actor=actor, code="A2", on=EVE, today=today),
        lambda: history.unit_history(actor=actor, code="A2", on=EVE, today=today),
    ):
        with pytest.raises(NhipError):
            read()


@pytest.mark.parametrize("login", ["leader.a", "officer.a9"])
def test_it_can_be_read_only(login: str, done: int) -> None:
    plan = plan_page(actor=world.person(login), code="A2", year=2020, today=world.TODAY)
    assert not any((plan.may_edit, plan.may_submit, plan.may_decide, plan.may_add_outside))
    page = task_page(actor=world.person(login), task_id=done, today=world.TODAY)
    assert not any((page.may_edit, page.may_halt, page.may_add_part))


def test_of_a_dissolved_unit_the_place_where_it_stood_remains(done: int) -> None:
    day = world.TODAY
    change = reorg.Change(day, "Nghị quyết mẫu", (), dissolves=("A9",))
    reorganising.reorganise(actor=OPERATOR, change=change, now=world.NOW)
    assert seen_task(actor=world.person("leader.a"), task_id=done, today=day).id == done
    assert plan_page(actor=world.person("leader.a"), code="A2", year=2020, today=day).tasks
    with pytest.raises(NhipError):
        seen_task(actor=world.person("leader.b"), task_id=done, today=day)


def test_a_unit_that_stands_left_nothing_and_its_address_is_todays() -> None:
    page = unit_page(actor=world.person("leader.a"), code="A1", on=world.TODAY, today=world.TODAY)
    assert page.left is None
    assert plan_page(actor=world.person("leader.a"), code="A1", year=2020, today=world.TODAY).in_force
