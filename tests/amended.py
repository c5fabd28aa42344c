"""Amending the plan of A1 in the world: opened, written, submitted, approved; and what its months say."""

from dataclasses import replace
from datetime import date, datetime

from nhip.apps.org import ground
from nhip.apps.rollups.progress import own_progress, read_facts
from nhip.core.amendments import Grounds
from nhip.core.plans import TaskDraft
from nhip.core.progress import ProgressState, in_period
from nhip.core.year_periods import SHAPES
from nhip.cycle import amending, planning
from nhip.cycle.amendment_pages import AmendmentPage, amendment_page
from nhip.cycle.in_hand import facts_of, in_hand
from tests import world

FROM = date(2020, 7, 1)
YEAR = world.YEAR
GROUNDS = Grounds("Ngân sách giao thêm", "Quyết định số 12/QĐ-UBND ngày 18/5/2020", FROM)
HALF, WHOLE = "Việc sáu tháng", "Việc cả năm"


def opened(asked_from: date = FROM, now: datetime = world.NOW) -> None:
    amending.open_amendment(
        actor=world.person("officer.a1"),
        code="A1",
        year=YEAR,
        grounds=replace(GROUNDS, asked_from=asked_from),
        now=now,
    )


def form_of(title: str, **changes: object) -> tuple[int, planning.TaskForm]:
    """The task as it is in hand, with what is typed otherwise."""
    shown = next(
        one for one in in_hand(unit=world.unit("A1"), year=YEAR).tasks(world.TODAY) if one.title == title
    )
    draft = replace(amending.draft_of(facts_of(shown)), **changes)  # type: ignore[arg-type]  # fields of a draft
    return shown.id, planning.TaskForm(draft, lead="A1")


def save(task_id: int | None, form: planning.TaskForm, now: datetime = world.NOW) -> int:
    return planning.save_task(
        actor=world.person("officer.a1"), code="A1", year=YEAR, task_id=task_id, form=form, now=now
    )


def change(title: str, **changes: object) -> int:
    return save(*form_of(title, **changes))


def remove(title: str) -> None:
    planning.remove_from_hand(
        actor=world.person("officer.a1"),
        code="A1",
        year=YEAR,
        task_id=form_of(title)[0],
        now=world.NOW,
    )


def submit(now: datetime = world.NOW) -> None:
    amending.submit_amendment(actor=world.person("officer.a1"), code="A1", year=YEAR, now=now)


def approve(now: datetime = world.NOW) -> date:
    return amending.approve_amendment(actor=world.person("leader.a"), code="A1", year=YEAR, now=now)


def page(login: str = "officer.a1") -> AmendmentPage:
    return amendment_page(actor=world.person(login), code="A1", year=YEAR, today=world.TODAY)


def new_draft() -> TaskDraft:
    return TaskDraft("Việc thêm", "Báo cáo", date(2020, 7, 1), date(2020, 9, 30), 2)


def month_of(number: int) -> ProgressState:
    """The unit's own state of a month, told anew from the facts."""
    unit = world.unit("A1")
    states = own_progress(read_facts(YEAR, [unit]), ground.current().history, unit)
    shape = next(index for index, (_kind, first, last) in enumerate(SHAPES) if first == last == number)
    return in_period(states, shape)
