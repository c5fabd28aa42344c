"""Tasks that several agencies share: who received what when, who is late, what was asked, said and sent along.

Told by ``data/shared_tasks.json``, event by event in the order of time, through the services that people use.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from nhip.apps.files.services import Sent
from nhip.apps.org import ground
from nhip.apps.programmes.models import BeneficiaryKind
from nhip.apps.programmes.services import count_beneficiaries
from nhip.apps.tasks.life import extensions, sharing, talk
from nhip.apps.tasks.life.parts import StepTaken
from nhip.apps.tasks.life.reminders import remind
from nhip.apps.tasks.models import Assignment
from nhip.apps.tasks.reminder_rules import load_rules, shipped_rules
from nhip.core.access import OPERATOR, Actor
from nhip.core.handoffs import Handoff, Step
from nhip.core.plans import TaskDraft
from nhip.core.reminders import ReminderStep
from nhip.core.tasks import HaltKind, Part, TaskKind
from nhip.core.units import Level
from nhip.cycle import planning, task_life
from nhip.demo.filings import at
from nhip.demo.places import data
from nhip.demo.stage import LOADED_ON
from nhip.demo.story import TODAY, YEAR
from nhip.xlsx.writing import SheetOut, write_workbook

Event = Mapping[str, Any]


def receive_planned_parts(actors: Mapping[int, Actor]) -> None:
    """The units asked to coordinate in plans took it on in the week after; one in nine did so only in spring."""
    waiting = Assignment.objects.filter(
        part=Part.COORDINATING.value, state=Handoff.PENDING.value, ends_before=None, unit__in=actors
    ).order_by("pk")
    for index, part in enumerate(waiting):
        day = date(YEAR, 4, 2) if index % 9 == 8 else date(YEAR, 1, 20) + timedelta(days=index % 5)
        task_life.take_step(
            actor=actors[part.unit_id],
            task_id=part.task_id,
            part_id=part.pk,
            taken=StepTaken(Step.RECEIVE),
            now=at(day, 9, index % 60),
        )


def count_beneficiaries_of_communes(actors: Mapping[int, Actor], rng: Random) -> None:
    """Nine communes in ten have counted their poor households; the counts are made up."""
    kind = BeneficiaryKind.objects.get(programme__code="CT135", name="hộ nghèo")
    tree = ground.current().history.on(date(YEAR, 3, 2))
    for unit in tree.below(tree.find("06")):
        if tree.level(unit) is Level.COMMUNE and rng.random() < 0.9:
            count_beneficiaries(
                actor=actors[unit],
                code=tree.code(unit),
                kind_id=kind.pk,
                year=YEAR,
                count=rng.randint(24, 260),
                now=at(date(YEAR, 3, 2), 9, rng.randint(0, 59)),
            )


def tell_shared_tasks(actors: Mapping[str, Actor]) -> None:
    """Store the shared tasks and everything that happened to them up to the story's day. actors: by login."""
    load_rules(actor=OPERATOR, path=shipped_rules(), now=at(LOADED_ON, 8))
    told: list[tuple[datetime, Callable[[], None]]] = []
    for number, task in enumerate(data("shared_tasks.json")["tasks"]):
        identity: list[int] = []
        told.append((_moment(task, number), _opening(task, identity, actors, number)))
        for event in task["events"]:
            told.append((_moment(event, number), _happening(event, identity, actors, number)))
    for moment, happens in sorted(told, key=lambda one: one[0]):
        if moment.date() <= TODAY:
            happens()


def _moment(event: Event, number: int) -> datetime:
    day = date.fromisoformat(event["on"])
    return at(day, int(event.get("hour", 8)), number % 60)


def _opening(
    task: Event, identity: list[int], actors: Mapping[str, Actor], number: int
) -> Callable[[], None]:
    def open_task() -> None:
        deadline = task.get("deadline")
        draft = TaskDraft(
            title=task["title"],
            deliverable=task.get("deliverable", ""),
            starts_on=date.fromisoformat(task["on"]),
            deadline=None if deadline is None else date.fromisoformat(deadline),
            weight=1,
        )
        form = planning.TaskForm(
            draft,
            lead=task["lead"],
            coordinating=[one["unit"] for one in task.get("parts", ())],
            is_outside_plan=True,
            kind=TaskKind(task.get("kind", "ordinary")),
        )
        now = _moment(task, number)
        saved = planning.save_task(
            actor=actors[task["who"]], code=task["by"], year=YEAR, task_id=None, form=form, now=now
        )
        identity.append(saved)
        for part in task.get("parts", ()):
            draft_of_part = sharing.PartDraft(part["work"], date.fromisoformat(part["due_on"]))
            sharing.change_part(
                actor=actors[part.get("asked_by", task["who"])],
                task_id=saved,
                part_id=_part(saved, part["unit"], now),
                draft=draft_of_part,
                now=now,
            )

    return open_task


def _part(task: int, code: str, now: datetime) -> int:
    unit = ground.current().history.on(now.date()).find(code)
    return Assignment.objects.get(task=task, unit=unit, ends_before=None).pk


def _happening(
    event: Event, identity: list[int], actors: Mapping[str, Actor], number: int
) -> Callable[[], None]:
    def happen() -> None:
        now = _moment(event, number)
        _DO[event["do"]](event, identity[0], actors[event["who"]], now)

    return happen


def _step(event: Event, task: int, actor: Actor, now: datetime) -> None:
    evidence = [_workbook(event["file"])] if "file" in event else []
    progress = Decimal(event["progress"]) if "progress" in event else None
    taken = StepTaken(Step(event["do"]), event.get("text", ""), progress)
    part = _part(task, event["unit"], now)
    task_life.take_step(actor=actor, task_id=task, part_id=part, taken=taken, evidence=evidence, now=now)


def _workbook(file: Event) -> Sent:
    content = write_workbook([SheetOut("Bảng", file["headings"], file["rows"], note="Dữ liệu minh họa")])
    return Sent(file["name"], content)


def _ask(event: Event, task: int, actor: Actor, now: datetime) -> None:
    extensions.ask_extension(
        actor=actor,
        task_id=task,
        part_id=_part(task, event["unit"], now),
        due_on=date.fromisoformat(event["due_on"]),
        reason=event["text"],
        now=now,
    )


def _comment(event: Event, task: int, actor: Actor, now: datetime) -> None:
    talk.add_comment(actor=actor, task_id=task, text=event["text"], mentioned=(), now=now)


def _paper(event: Event, task: int, actor: Actor, now: datetime) -> None:
    talk.attach_file(actor=actor, task_id=task, part_id=None, sent=_workbook(event["file"]), now=now)


def _item(event: Event, task: int, actor: Actor, now: datetime) -> None:
    item = talk.add_item(actor=actor, task_id=task, text=event["text"], now=now)
    if event.get("done"):
        talk.tick_item(actor=actor, task_id=task, item_id=item, done=True, now=now)


def _pause(event: Event, task: int, actor: Actor, now: datetime) -> None:
    task_life.halt_task(actor=actor, task_id=task, kind=HaltKind.PAUSED, reason=event["text"], now=now)


def _cancel(event: Event, task: int, actor: Actor, now: datetime) -> None:
    task_life.halt_task(actor=actor, task_id=task, kind=HaltKind.CANCELLED, reason=event["text"], now=now)


def _remind(event: Event, task: int, actor: Actor, now: datetime) -> None:
    remind(actor=actor, task_id=task, step=ReminderStep(event["step"]), now=now)


_DO: dict[str, Callable[[Event, int, Actor, datetime], None]] = {
    **dict.fromkeys((step.value for step in Step), _step),
    "ask_extension": _ask,
    "comment": _comment,
    "paper": _paper,
    "item": _item,
    "pause": _pause,
    "cancel": _cancel,
    "remind": _remind,
}
