"""What the page of a task shows of its life. Access is asked by the caller."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from nhip.apps.files.queries import FileToServe, file_to_serve
from nhip.apps.org import ground
from nhip.apps.tasks.life.parts import asker_of
from nhip.apps.tasks.models import (
    Assignment,
    ChecklistItem,
    Comment,
    Extension,
    Halt,
    PartEvent,
    Task,
    TaskFile,
)
from nhip.apps.tasks.queries import handoff_of
from nhip.core.errors import NotFound
from nhip.core.handoffs import Handoff, Step
from nhip.core.tasks import HaltKind, Part, TaskStatus, status
from nhip.core.units import UnitLine


@dataclass(frozen=True, slots=True)
class PartLine:
    """A unit's open part in a task. due_on: its own day, else the task's deadline.

    returned: how often its completion went back; says: its newest words.
    """

    id: int
    unit_id: int
    unit: UnitLine
    part: Part
    asker_id: int
    asker: UnitLine
    work: str
    own_due_on: date | None
    due_on: date | None
    handoff: Handoff
    status: TaskStatus
    progress: int | None
    submitted_on: date | None
    submitters: tuple[int | None, int | None]
    returned: int
    says: str


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """granted None: waits for an answer."""

    id: int
    part_id: int
    unit: UnitLine
    before: date
    due_on: date
    reason: str
    asked_at: datetime
    askers: tuple[int | None, int | None]
    granted: bool | None
    answer: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """A step in the life of a part. office: of the person who took it, empty for the system operator."""

    at: datetime
    step: Step
    unit: UnitLine
    part: Part
    office: str
    text: str
    progress: int | None


@dataclass(frozen=True, slots=True)
class CommentLine:
    id: int
    at: datetime
    office: str
    unit: str
    text: str
    mentioned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """part_id: the part that it proves, None for a paper of the task."""

    id: int
    name: str
    size: int
    at: datetime
    office: str
    part_id: int | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    id: int
    text: str
    done_on: date | None
    office: str


@dataclass(frozen=True, slots=True)
class HaltLine:
    kind: HaltKind
    starts_on: date
    ends_before: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class TaskLife:
    parts: tuple[PartLine, ...]
    extensions: tuple[ExtensionLine, ...]
    events: tuple[EventLine, ...]
    comments: tuple[CommentLine, ...]
    files: tuple[FileLine, ...]
    checklist: tuple[ItemLine, ...]
    halts: tuple[HaltLine, ...]


def task_life(*, task_id: int, today: date) -> TaskLife:
    """Everything that happened to a task, the newest words first. Nine statements."""
    task = Task.objects.select_related("plan").get(pk=task_id)
    history = ground.current().history
    parts = list(
        Assignment.objects.filter(task=task).prefetch_related(
            Prefetch("events", PartEvent.objects.select_related("person").order_by("at", "pk")),
            Prefetch("extensions", Extension.objects.order_by("asked_at", "pk")),
        )
    )
    halts = tuple(
        HaltLine(HaltKind(row.kind), row.starts_on, row.ends_before, row.reason)
        for row in Halt.objects.filter(task=task).order_by("starts_on")
    )
    now_halted = next((one.kind for one in halts if one.ends_before is None), None)
    open_parts = sorted(
        (one for one in parts if one.ends_before is None),
        key=lambda one: (one.part != Part.LEAD, history.sort_key_then(one.unit_id, today)),
    )
    lead = next(one.unit_id for one in open_parts if one.part == Part.LEAD)
    return TaskLife(
        parts=tuple(_part_line(task, one, lead, now_halted, today) for one in open_parts),
        extensions=tuple(
            ExtensionLine(
                one.pk,
                part.pk,
                history.line_then(part.unit_id, today),
                one.before,
                one.due_on,
                one.reason,
                one.asked_at,
                one.askers,
                one.granted,
                one.answer,
            )
            for part in parts
            for one in part.extensions.all()
        ),
        events=tuple(
            sorted(
                (
                    EventLine(
                        event.at,
                        Step(event.step),
                        history.line_then(part.unit_id, event.at.date()),
                        Part(part.part),
                        "" if event.person is None else event.person.office,
                        event.text,
                        event.progress,
                    )
                    for part in parts
                    for event in part.events.all()
                ),
                key=lambda one: one.at,
                reverse=True,
            )
        ),
        comments=tuple(
            CommentLine(
                row.pk,
                row.at,
                row.person.office,
                "" if row.unit_id is None else history.name_then(row.unit_id, row.at.date()),
                row.text,
                tuple(one.office for one in row.mentioned.all()),
            )
            for row in Comment.objects.filter(task=task)
            .select_related("person")
            .prefetch_related("mentioned")
            .order_by("-at", "-pk")
        ),
        files=tuple(
            FileLine(
                row.pk,
                row.stored.name,
                row.stored.size,
                row.at,
                "" if row.person is None else row.person.office,
                row.assignment_id,
            )
            for row in TaskFile.objects.filter(task=task)
            .select_related("stored", "person")
            .order_by("at", "pk")
        ),
        checklist=tuple(
            ItemLine(row.pk, row.text, row.done_on, "" if row.done_by is None else row.done_by.office)
            for row in ChecklistItem.objects.filter(task=task).select_related("done_by").order_by("pk")
        ),
        halts=halts,
    )


def file_of_task(*, task_id: int, file_id: int) -> FileToServe:
    """Raises NotFound."""
    file = TaskFile.objects.select_related("stored").filter(pk=file_id, task=task_id).first()
    if file is None:
        raise NotFound
    return file_to_serve(file.stored)


def _part_line(task: Task, part: Assignment, lead: int, halt: HaltKind | None, today: date) -> PartLine:
    history = ground.current().history
    events = list(part.events.all())
    asker = asker_of(task, part, lead, history, today)
    is_lead = part.part == Part.LEAD
    due_on = part.due_on or task.deadline
    done_on = part.submitted_on if part.state == Handoff.CONFIRMED else None
    return PartLine(
        id=part.pk,
        unit_id=part.unit_id,
        unit=history.line_then(part.unit_id, today),
        part=Part(part.part),
        asker_id=asker,
        asker=history.line_then(asker, today),
        work=part.work,
        own_due_on=part.due_on,
        due_on=due_on,
        handoff=handoff_of(task, part),
        status=status(
            due_on,
            task.completed_on if is_lead else done_on,
            today=today,
            waiting_since=part.submitted_on,
            halt=halt,
        ),
        progress=part.progress,
        submitted_on=part.submitted_on,
        submitters=part.submitters,
        returned=sum(event.step == Step.RETURN for event in events),
        says=next((event.text for event in reversed(events) if event.text), ""),
    )
