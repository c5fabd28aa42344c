"""Words, papers and small steps of a task: comments with mentions, attached files, the checklist."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nhip.apps.accounts.queries import people_at
from nhip.apps.audit.services import Entry, record
from nhip.apps.files.services import Sent, keep_file
from nhip.apps.notices.services import notify, settle
from nhip.apps.org import ground
from nhip.apps.tasks.life.halts import owner_of
from nhip.apps.tasks.models import Assignment, ChecklistItem, Comment, Task, TaskFile
from nhip.core.access import Act, Actor, may, require
from nhip.core.errors import NotAllowed, NotFound, RuleBroken, gettext_noop
from nhip.core.handoffs import Handoff, checked_text
from nhip.core.notices import Kind, News, short
from nhip.core.tasks import Part
from nhip.core.units import Tree
from nhip.core.vietnamese import normalised

LONGEST_ITEM = 300
MOST_ITEMS = 100
MOST_FILES = 50
_MENTION = re.compile(r"(?<![\w.@])@([a-z0-9][a-z0-9._-]*[a-z0-9])")


@dataclass(frozen=True, slots=True)
class Around:
    """A task with the units that take part in it: holders of open parts, and the unit whose task it is."""

    task: Task
    lead: int
    doers: frozenset[int]
    units: frozenset[int]
    tree: Tree


def around(task_id: int, today: date, *, lock: bool = False) -> Around:
    """Raises NotFound."""
    tasks = Task.objects.select_related("plan")
    task = (tasks.select_for_update(of=("self",)) if lock else tasks).filter(pk=task_id).first()
    if task is None:
        raise NotFound
    history = ground.current().history
    parts = list(task.assignments.filter(ends_before=None))
    lead = next(one.unit_id for one in parts if one.part == Part.LEAD)
    doers = frozenset(one.unit_id for one in parts)
    return Around(task, lead, doers, doers | {owner_of(task, lead, history, today)}, history.on(today))


def _seat(actor: Actor, act: Act, units: Iterable[int], tree: Tree) -> int:
    """The first of the units at which the actor may do the act. Raises NotAllowed."""
    seat = next((unit for unit in sorted(units) if may(actor, act, unit, tree)), None)
    if seat is None:
        raise NotAllowed
    return seat


@transaction.atomic
def add_comment(
    *, actor: Actor, task_id: int, text: str, mentioned: Iterable[int], now: datetime
) -> frozenset[int]:
    """Say something about a task. Returns the people mentioned, by choice or as ``@login`` in the text.

    mentioned: identities of people. Raises NotFound, NotAllowed, RuleBroken (empty, too long, somebody who does not see
    the task).
    """
    about = around(task_id, now.date())
    seat = _seat(actor, Act.COMMENT_TASK, about.units, about.tree)
    role = require(actor, Act.COMMENT_TASK, seat, about.tree)
    kept = checked_text(text)
    if not kept:
        raise RuleBroken(gettext_noop("Chưa ghi nội dung trao đổi."), field="text")
    if actor.person is None:
        raise RuleBroken(
            gettext_noop("Trao đổi phải có người viết: dùng --as với một tài khoản."), field="text"
        )
    reachable = {one.id: one for one in people_at(units=about.units, today=now.date())}
    by_login = {one.login: one.id for one in reachable.values()}
    named = set(_MENTION.findall(kept))
    unknown = sorted(named - by_login.keys())
    if unknown or not set(mentioned) <= reachable.keys():
        raise RuleBroken(
            gettext_noop("Không nhắc được «{who}»: không phải người của các đơn vị tham gia nhiệm vụ này."),
            field="mentioned",
            who=", ".join(unknown) or "?",
        )
    people = frozenset({*mentioned, *(by_login[one] for one in named)}) - {actor.person}
    spoken_at = next((unit for unit in actor.units if unit in about.tree), seat)
    comment = Comment.objects.create(
        task=about.task, person_id=actor.person, unit_id=spoken_at, text=kept, at=now
    )
    comment.mentioned.set(people)
    record(
        actor=actor,
        role=role,
        entries=[Entry("comment_task", about.task, seat, after={"text": kept})],
        at=now,
    )
    settle(subjects=[f"talk:{task_id}"], person=actor.person, now=now)  # who speaks has read what was said
    if people:
        told: dict[str, str | int] = {"office": actor.name, "title": short(about.task.title), "task": task_id}
        news = News(Kind.MENTIONED, f"talk:{task_id}", told, people=people)
        notify(news=[news], silent=[actor.person], tree=about.tree, now=now)
    return people


def require_attachable(
    *, actor: Actor, task_id: int, part_id: int | None, today: date
) -> tuple[Around, Assignment | None, int]:
    """The task, the part and the unit at which the actor may attach. Raises NotFound, NotAllowed."""
    about = around(task_id, today, lock=True)
    part = None
    if part_id is not None:
        part = about.task.assignments.filter(pk=part_id, ends_before=None).first()
        if part is None:
            raise NotFound
    units = about.units if part is None else {part.unit_id}
    return about, part, _seat(actor, Act.HANDLE_TASK, units, about.tree)


@transaction.atomic
def attach_file(*, actor: Actor, task_id: int, part_id: int | None, sent: Sent, now: datetime) -> int:
    """Attach a paper to a task, or evidence to a part that one does. Returns its identity.

    Raises NotFound, NotAllowed, RuleBroken (kind, size, too many).
    """
    about, part, seat = require_attachable(actor=actor, task_id=task_id, part_id=part_id, today=now.date())
    role = require(actor, Act.HANDLE_TASK, seat, about.tree)
    if about.task.files.count() >= MOST_FILES:
        raise RuleBroken(
            gettext_noop("Nhiệm vụ đã có {most} tệp; gỡ bớt tệp cũ trước."), field="file", most=MOST_FILES
        )
    stored = keep_file(name=sent.name, content=sent.content)
    kept = TaskFile.objects.create(
        task=about.task, assignment=part, stored=stored, person_id=actor.person, at=now
    )
    facts = {"file": stored.name, "size": stored.size, "sha256": stored.digest}
    record(actor=actor, role=role, entries=[Entry("attach_file", about.task, seat, after=facts)], at=now)
    return kept.pk


@transaction.atomic
def remove_file(*, actor: Actor, task_id: int, file_id: int, now: datetime) -> None:
    """Take a file off a task; evidence of a completion that was handed in stays. Raises NotFound, NotAllowed,
    RuleBroken."""
    about = around(task_id, now.date(), lock=True)
    file = TaskFile.objects.select_related("stored", "assignment").filter(pk=file_id, task=about.task).first()
    if file is None:
        raise NotFound
    units = about.units if file.assignment is None else {file.assignment.unit_id}
    seat = _seat(actor, Act.HANDLE_TASK, units, about.tree)
    role = require(actor, Act.HANDLE_TASK, seat, about.tree)
    if file.assignment is not None and file.assignment.state in {Handoff.SUBMITTED, Handoff.CONFIRMED}:
        raise RuleBroken(
            gettext_noop("Tệp là minh chứng của phần việc đã báo hoàn thành, không gỡ được."), field="file"
        )
    facts = {"file": file.stored.name, "size": file.stored.size, "sha256": file.stored.digest}
    record(actor=actor, role=role, entries=[Entry("remove_file", about.task, seat, before=facts)], at=now)
    file.delete()


@transaction.atomic
def add_item(*, actor: Actor, task_id: int, text: str, now: datetime) -> int:
    """Add a line to the checklist. Returns its identity. Raises NotFound, NotAllowed, RuleBroken."""
    about = around(task_id, now.date(), lock=True)
    seat = _seat(actor, Act.HANDLE_TASK, about.doers, about.tree)
    role = require(actor, Act.HANDLE_TASK, seat, about.tree)
    line = normalised(text)
    if not line or len(line) > LONGEST_ITEM:
        raise RuleBroken(
            gettext_noop("Ghi việc cần làm, từ 1 đến {most} ký tự."), field="item", most=LONGEST_ITEM
        )
    if about.task.checklist.count() >= MOST_ITEMS:
        raise RuleBroken(
            gettext_noop("Danh mục đã có {most} việc; tách thành nhiệm vụ khác."),
            field="item",
            most=MOST_ITEMS,
        )
    item = ChecklistItem.objects.create(task=about.task, text=line)
    record(
        actor=actor, role=role, entries=[Entry("add_item", about.task, seat, after={"item": line})], at=now
    )
    return item.pk


@transaction.atomic
def tick_item(*, actor: Actor, task_id: int, item_id: int, done: bool, now: datetime) -> None:
    """Tick a line off, or open it again. Raises NotFound, NotAllowed."""
    item, about, seat, role = _item(actor, task_id, item_id, now.date())
    if (item.done_on is not None) == done:
        return
    item.done_on, item.done_by_id = (now.date(), actor.person) if done else (None, None)
    item.save(update_fields=["done_on", "done_by"])
    act = "tick_item" if done else "untick_item"
    record(actor=actor, role=role, entries=[Entry(act, about.task, seat, after={"item": item.text})], at=now)


@transaction.atomic
def remove_item(*, actor: Actor, task_id: int, item_id: int, now: datetime) -> None:
    """Take a line off the checklist. Raises NotFound, NotAllowed."""
    item, about, seat, role = _item(actor, task_id, item_id, now.date())
    record(
        actor=actor,
        role=role,
        entries=[Entry("remove_item", about.task, seat, before={"item": item.text})],
        at=now,
    )
    item.delete()


def _item(actor: Actor, task_id: int, item_id: int, today: date) -> tuple[ChecklistItem, Around, int, str]:
    about = around(task_id, today, lock=True)
    item = ChecklistItem.objects.filter(pk=item_id, task=about.task).first()
    if item is None:
        raise NotFound
    seat = _seat(actor, Act.HANDLE_TASK, about.doers, about.tree)
    return item, about, seat, require(actor, Act.HANDLE_TASK, seat, about.tree)
