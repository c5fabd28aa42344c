"""What was planned for the months before an amendment stays as it was planned; those after it take the new."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.apps.amendments.models import Amendment
from nhip.apps.plans.models import Plan
from nhip.apps.reports.queries import report_page
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.verifying import verify
from nhip.apps.tasks.models import Halt, Task
from nhip.core.access import OPERATOR
from nhip.core.amendments import AmendmentState
from nhip.core.periods import Month
from nhip.core.tasks import HaltKind
from nhip.cycle import amending, planning
from nhip.cycle.daily import do_duties
from tests import world
from tests.amended import (
    FROM,
    GROUNDS,
    HALF,
    WHOLE,
    YEAR,
    approve,
    change,
    form_of,
    month_of,
    new_draft,
    opened,
    page,
    remove,
    save,
    submit,
)

pytestmark = pytest.mark.django_db


def test_months_before_the_day_keep_what_was_planned_then_and_months_after_it_take_the_new() -> None:
    unchanged = {month: month_of(month) for month in range(1, 13)}
    opened()
    change(HALF, deadline=date(2020, 10, 31), weight=5, milestones={4: Decimal(30), 10: Decimal(100)})
    submit()
    approve()
    assert {month: month_of(month) for month in range(1, 13)} == unchanged, "not in force yet"

    assert do_duties(now=world.at(FROM)) >= 1
    for month in range(1, 7):
        assert month_of(month) == unchanged[month], month
    for month in range(7, 13):
        assert month_of(month).all_weight == unchanged[month].all_weight + 2, month
    # T7 stands at the new 30 of 100 with weight 5, where the old task was done
    assert month_of(7).all_planned == (58 + 30 * 5) * 100
    drain(now=world.at(FROM))
    assert not verify(year=YEAR).differences


def test_added_tasks_count_from_the_day_and_those_taken_out_count_until_it() -> None:
    unchanged = {month: month_of(month) for month in range(1, 13)}
    opened()
    save(None, planning.TaskForm(new_draft(), lead="A1"))
    remove(WHOLE)
    submit()
    approve()
    do_duties(now=world.at(FROM))

    assert [month_of(month) for month in range(1, 7)] == [unchanged[month] for month in range(1, 7)]
    assert [month_of(month).tasks for month in (6, 7, 12)] == [2, 2, 2]
    assert month_of(7).all_weight == 3 + 2
    halt = Halt.objects.get(task=world.task("A1", WHOLE))
    assert (halt.kind, halt.starts_on, halt.reason) == (HaltKind.CANCELLED, FROM, GROUNDS.reason)
    drain(now=world.at(FROM))
    assert not verify(year=YEAR).differences


def test_an_amendment_asked_for_today_is_in_force_as_soon_as_it_is_approved() -> None:
    opened(world.TODAY)
    change(HALF, weight=5)
    submit()
    later = world.at(date(2020, 5, 28))
    assert approve(later) == date(2020, 5, 28), "never before it was approved"
    assert Amendment.objects.get().state == AmendmentState.IN_FORCE
    assert world.task("A1", HALF).weight == 5
    assert month_of(6).all_weight == 1 + 5
    assert month_of(5).all_weight == 1 + 3, "May closed on 14/05"


def test_the_same_day_again_keeps_what_was_planned_before_the_first() -> None:
    opened(world.TODAY)
    change(HALF, weight=5)
    submit()
    approve()
    opened(world.TODAY)
    change(HALF, weight=8)
    submit()
    approve()
    assert month_of(5).all_weight == 1 + 3
    assert month_of(6).all_weight == 1 + 8


def test_a_task_from_outside_the_plan_is_taken_in_from_the_day_on() -> None:
    form = planning.TaskForm(
        replace(new_draft(), starts_on=date(2020, 5, 4)), lead="A1", is_outside_plan=True
    )
    task = save(None, form)
    before = month_of(5)
    opened()
    assert [one.id for one in page().outside] == [task]
    amending.take_in(actor=world.person("officer.a1"), code="A1", year=YEAR, task_id=task, now=world.NOW)
    assert not page().outside
    assert Task.objects.get(pk=task).plan is None
    submit()
    approve()
    do_duties(now=world.at(FROM))
    assert Task.objects.get(pk=task).plan == Plan.objects.get(unit=world.unit("A1"), year=YEAR)
    assert month_of(5) == before
    assert month_of(7).all_weight == 1 + 3 + 2


def test_a_report_of_a_month_before_the_day_asks_what_was_planned_then() -> None:
    opened(world.TODAY)
    change(HALF, milestones={2: Decimal(5), 4: Decimal(10), 8: Decimal(100)}, deadline=date(2020, 8, 31))
    submit()
    approve()
    before, after = (
        next(
            one.planned
            for one in report_page(actor=OPERATOR, code="A1", month=Month(YEAR, number), today=day).lines
            if one.title == HALF
        )
        for number, day in ((5, world.TODAY), (6, date(2020, 6, 15)))
    )
    assert (before, after) == (Decimal(60), Decimal(10))


@given(
    weights=st.lists(st.integers(1, 20), min_size=1, max_size=3),
    days=st.lists(st.integers(0, 150), min_size=3, max_size=3, unique=True),
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_any_order_of_amendments_each_month_is_weighed_as_on_its_own_cut_off_day(
    weights: list[int], days: list[int]
) -> None:
    with transaction.atomic():
        terms = [(date(2020, 1, 1), 3)]
        for weight, offset in zip(weights, sorted(days), strict=False):
            now = world.at(world.TODAY + timedelta(days=offset))
            opened(now.date(), now)
            number, form = form_of(HALF, weight=weight)
            save(number, form, now)
            if page().changes:
                submit(now)
                approve(now)
            else:
                amending.withdraw(actor=world.person("officer.a1"), code="A1", year=YEAR, now=now)
            terms.append((now.date(), weight))
        for month in range(1, 13):
            cut_off = date(2020, month, 14)
            expected = next(weight for day, weight in reversed(terms) if day <= cut_off)
            assert month_of(month).all_weight == 1 + expected, month
        drain(now=world.NOW)
        assert not verify(year=YEAR).differences
        transaction.set_rollback(True)
