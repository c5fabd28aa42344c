"""In spring two offices amend their plans: one amendment has been in force since April, one waits for approval."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from nhip.apps.plans.queries import plan_lines
from nhip.apps.tasks.queries import PlanTask, tasks_of_plan
from nhip.core.amendments import Grounds
from nhip.core.plans import HUNDRED, ZERO, TaskDraft
from nhip.core.tasks import TaskStatus
from nhip.cycle import amending, planning
from nhip.cycle.in_hand import facts_of
from nhip.demo import story
from nhip.demo.filings import at
from nhip.demo.stage import World

LEAST_LEFT = 2
"""Months between the day in force and the deadline of a task that is moved."""


@dataclass(frozen=True, slots=True)
class Told:
    """written, approved: days, approved None where it waits."""

    district: str
    reason: str
    basis: str
    written: date
    asked_from: date
    approved: date | None


DISTRICTS = (
    Told(
        "061",
        "Giãn cách xã hội tháng 4 làm các lớp tập huấn, hội nghị tại xã phải lùi sang quý III.",
        "Công văn số 118/UBND-DT ngày 30/3/2020 của UBND huyện (số liệu minh họa)",
        date(2020, 4, 2),
        date(2020, 4, 10),
        date(2020, 4, 8),
    ),
    Told(
        "066",
        "Bổ sung kinh phí và lùi hạn một nhiệm vụ do xã mới Văn Vũ ổn định tổ chức sau sắp xếp.",
        "Quyết định số 902/QĐ-UBND ngày 12/5/2020 của UBND huyện (số liệu minh họa)",
        date(2020, 5, 15),
        date(2020, 6, 1),
        None,
    ),
)


def amend_plans(world: World) -> Iterator[None]:
    """One task of each office gets a later deadline with the months up to it anew."""
    for told in DISTRICTS:
        office = world.tree(told.written).find(f"{told.district}.PDT")
        code, actor, now = f"{told.district}.PDT", world.actors[office], at(told.written, 9, 20)
        grounds = Grounds(told.reason, told.basis, told.asked_from)
        amending.open_amendment(actor=actor, code=code, year=story.YEAR, grounds=grounds, now=now)
        for task in _moved(office, told):
            form = planning.TaskForm(
                _later(task, told.asked_from.month),
                lead=code,
                coordinating=tuple(one.code for one in task.coordinating),
            )
            form = replace(form, programme_id=task.programme_id, kind=task.kind)
            planning.save_task(actor=actor, code=code, year=story.YEAR, task_id=task.id, form=form, now=now)
        amending.submit_amendment(actor=actor, code=code, year=story.YEAR, now=at(told.written, 15, 5))
        if told.approved is not None:
            amending.approve_amendment(
                actor=world.heads[told.district], code=code, year=story.YEAR, now=at(told.approved, 10, 15)
            )
            amending.put_due_in_force(now=at(told.asked_from, 0, 5))
    yield


def _moved(office: int, told: Told) -> list[PlanTask]:
    plan = plan_lines(units=[office], year=story.YEAR)[office]
    open_ones = [
        one
        for one in tasks_of_plan(plan=plan.id, today=told.written)
        if one.status is TaskStatus.WITHIN_DEADLINE
        and one.halt is None
        and one.lead_id == office
        and one.deadline is not None
        and told.asked_from.month + LEAST_LEFT <= one.deadline.month < 12
    ]
    return open_ones[:2]


def _later(task: PlanTask, first: int) -> TaskDraft:
    """A month later; milestones before the month ``first`` stay, then they rise evenly to the new deadline."""
    draft, before = amending.draft_of(facts_of(task)), task.deadline or date(story.YEAR, 11, 30)
    deadline = date(story.YEAR, before.month + 1, min(before.day, 28))
    budget = None if task.budget is None else task.budget + Decimal(10)
    kept = {month: value for month, value in enumerate(task.milestones, start=1) if value and month < first}
    reached, left = max(kept.values(), default=ZERO), deadline.month - first + 1
    steps = range(first, deadline.month + 1)
    rising = {
        month: (reached + (HUNDRED - reached) * (month - first + 1) / left).quantize(Decimal(1))
        for month in steps
    }
    return replace(draft, deadline=deadline, budget=budget, milestones=kept | rising)
