"""Tasks, what units owe each other and advice, as commands print them."""

from datetime import date

from nhip.apps.tasks.life.owing import Owed
from nhip.cycle.task_pages import AdvicePage, Ledger, TaskPage


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def task_as_json(page: TaskPage) -> dict[str, object]:
    """The task as ``nhip task show --json`` prints it."""
    return {
        "task": page.task.id,
        "kind": page.task.kind.value,
        "title": page.task.title,
        "deadline": _day(page.task.deadline),
        "status": page.task.status.value,
        "assigned_by": None if page.assigner is None else page.assigner.code,
        "directive": None if page.origin is None else page.origin.row.id,
        "parts": [
            {
                "unit": one.line.unit.code,
                "part": one.line.part.value,
                "work": one.line.work,
                "due_on": _day(one.line.due_on),
                "status": one.line.status.value,
                "handoff": one.line.handoff.value,
                "progress": one.line.progress,
                "submitted_on": _day(one.line.submitted_on),
                "returned": one.line.returned,
                "extension": None if one.asked is None else _day(one.asked.due_on),
            }
            for one in page.parts
        ],
    }


def ledger_as_json(page: Ledger) -> dict[str, object]:
    """What is owed as ``nhip task owed --json`` prints it."""
    return {
        "unit": page.unit.code,
        "owes": [_owed_as_json(one) for one in page.mine],
        "is_owed": [_owed_as_json(one) for one in page.theirs],
    }


def _owed_as_json(one: Owed) -> dict[str, object]:
    return {
        "task": one.task_id,
        "title": one.title,
        "part": one.part.value,
        "by": one.doer.code,
        "to": one.asker.code,
        "due_on": _day(one.due_on),
        "status": one.status.value,
        "handoff": one.handoff.value,
    }


def advice_as_json(page: AdvicePage) -> dict[str, object]:
    """Advisory papers as ``nhip task advice --json`` prints them; pairs are (done, of)."""
    quality = page.advice.quality
    return {
        "unit": page.unit.code,
        "year": page.year,
        "papers": quality.papers,
        "accepted": quality.accepted,
        "waiting": quality.waiting,
        "overdue": quality.overdue,
        "returns": quality.returns,
        "first_time": list(quality.first_time),
        "on_time": list(quality.on_time),
    }
