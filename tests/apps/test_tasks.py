"""Tasks through mergers and changes of their units: parts are dated, and no open task is left without a unit."""

from datetime import date
from decimal import Decimal

import pytest

from nhip.apps.org import reorganising as reorg
from nhip.apps.org import services as org
from nhip.apps.org.facts import NewUnit
from nhip.apps.reports.deciding import return_report
from nhip.apps.rollups.refreshing import drain
from nhip.apps.tasks.models import Assignment, Task
from nhip.apps.tasks.queries import parts_held
from nhip.core.access import OPERATOR
from nhip.core.periods import Month
from nhip.core.plans import TaskDraft
from nhip.core.tasks import Part
from nhip.core.units import Level
from nhip.cycle import planning, reorganising
from nhip.cycle.board import pulse_board
from tests import world

pytestmark = pytest.mark.django_db
APRIL, MAY = Month(2020, 4), Month(2020, 5)
FIRST_OF_MAY = date(2020, 5, 1)


def merge_a1_into_a9() -> None:
    change = reorg.Change(FIRST_OF_MAY, "NQ", (reorg.PartOfChange("A1", "A9"),))
    reorganising.reorganise(actor=OPERATOR, change=change, now=world.NOW)


def test_an_heir_that_coordinated_leads_from_then_on_and_what_it_was_is_kept() -> None:
    draft = TaskDraft("Việc chung", "", date(2020, 3, 1), date(2020, 9, 30), 2)
    form = planning.TaskForm(draft, lead="A1", coordinating=("A9",), is_outside_plan=True)
    task = planning.save_task(
        actor=world.person("officer.a1"), code="A1", year=2020, task_id=None, form=form, now=world.NOW
    )
    merge_a1_into_a9()
    held = [part for part in parts_held(task_id=task) if part.unit_id == world.unit("A9")]
    assert [(part.part, part.starts_on, part.ends_before) for part in held] == [
        (Part.COORDINATING, date(2020, 3, 1), FIRST_OF_MAY),
        (Part.LEAD, FIRST_OF_MAY, None),
    ]


def test_a_report_returned_after_its_unit_was_merged_away_leaves_no_task_without_a_unit() -> None:
    world.file("A1", APRIL, 100)
    merge_a1_into_a9()
    planned = Task.objects.filter(plan__unit=world.unit("A1", world.START))
    assert not Assignment.objects.filter(task__in=planned, unit=world.unit("A9")).exists()
    return_report(actor=world.person("leader.a"), code="A1", month=APRIL, reason="Sai", now=world.NOW)
    leads = Assignment.objects.filter(task__in=planned, part=Part.LEAD.value, ends_before=None)
    assert {row.unit_id for row in leads} == {world.unit("A9")}
    drain(now=world.NOW)
    board = pulse_board(actor=OPERATOR, code="A", year=2020, today=world.TODAY, now=world.NOW)
    row = next(row for row in board.rows if row.unit.code == "A9")
    assert row.cells[MAY.number - 1].tasks == 6


def test_a_task_given_to_another_unit_leaves_the_roll_up_of_the_one_before() -> None:
    org.add_unit(
        actor=OPERATOR,
        new=NewUnit(Level.OFFICE, "Phòng Một", "P.MOT", "P", world.START, reports=True),
        now=world.NOW,
    )
    draft = TaskDraft("Việc giao", "", date(2020, 1, 2), date(2020, 12, 31), 5, milestones={12: Decimal(100)})

    def save(lead: str, task_id: int | None) -> int:
        form = planning.TaskForm(draft, lead=lead)
        return planning.save_task(
            actor=OPERATOR, code="P.MOT", year=2020, task_id=task_id, form=form, now=world.NOW
        )

    task = save("B1", None)
    planning.submit_plan(actor=OPERATOR, code="P.MOT", year=2020, now=world.NOW)
    planning.return_plan(actor=OPERATOR, code="P.MOT", year=2020, reason="Giao lại", now=world.NOW)
    drain(now=world.NOW)
    save("P.MOT", task)
    drain(now=world.NOW)
    board = pulse_board(actor=OPERATOR, code="P", year=2020, today=world.TODAY, now=world.NOW)
    tasks = {row.unit.code: row.cells[MAY.number - 1].tasks for row in board.rows}
    assert (tasks["B"], tasks["P.MOT"]) == (2, 1)
