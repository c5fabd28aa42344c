"""Questions to somebody who leaves: what waits for their answer passes to the successor."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nhip.apps.accounts.queries import actor_for, office_names
from nhip.apps.audit.services import Entry, record
from nhip.apps.notices.services import notify
from nhip.apps.tasks.life.talk import Around, around
from nhip.apps.tasks.models import Comment, Halt
from nhip.core.access import Act, Actor, may
from nhip.core.notices import Kind, News, short
from nhip.core.talk import Said, unanswered
from nhip.core.tasks import HaltKind


@dataclass(frozen=True, slots=True)
class Question:
    """A task in whose talk something waits for a person's answer. comments: which, in the order they were said."""

    task_id: int
    title: str
    comments: tuple[int, ...]


def open_questions(*, person: int) -> tuple[Question, ...]:
    """What waits for the person's answer in tasks neither done nor cancelled, by task. Three statements."""
    asked = Comment.objects.filter(mentioned=person, task__completed_on=None).exclude(
        task__in=Halt.objects.filter(ends_before=None, kind=HaltKind.CANCELLED.value).values("task")
    )
    rows = (
        Comment.objects.filter(task__in=asked.values("task"))
        .select_related("task")
        .prefetch_related("mentioned")
        .order_by("task", "at", "pk")
    )
    talks: dict[int, list[Said]] = {}
    titles: dict[int, str] = {}
    for row in rows:
        titles[row.task_id] = row.task.title
        people = frozenset(one.pk for one in row.mentioned.all())
        talks.setdefault(row.task_id, []).append(Said(row.pk, row.person_id, people))
    waiting = {task: unanswered(talk, person) for task, talk in talks.items()}
    return tuple(Question(task, titles[task], comments) for task, comments in waiting.items() if comments)


@transaction.atomic
def pass_questions_on(*, actor: Actor, role: str, leaver: int, successor: int, now: datetime) -> int:
    """Let the successor be asked what waits for the leaver's answer, where they see the task. Returns how many tasks.

    The leaver stays named. Done again, it does nothing again. The caller has asked who may.
    """
    heir = actor_for(person_id=successor, name="", today=now.date())
    offices = office_names({leaver, successor})
    passed = 0
    for question in open_questions(person=leaver):
        about = around(question.task_id, now.date(), lock=True)
        comments = [
            one
            for one in Comment.objects.filter(pk__in=question.comments).exclude(person=successor)
            if not one.mentioned.filter(pk=successor).exists()
        ]
        if not comments or not any(may(heir, Act.VIEW, unit, about.tree) for unit in about.units):
            continue
        for comment in comments:
            comment.mentioned.add(successor)
        passed += 1
        facts = {"office": offices.get(leaver, ""), "successor": offices.get(successor, "")}
        record(
            actor=actor,
            role=role,
            entries=[Entry("pass_questions", about.task, about.lead, after=facts)],
            at=now,
        )
        _tell(about, offices.get(leaver, ""), successor, now)
    return passed


def _tell(about: Around, office: str, successor: int, now: datetime) -> None:
    """The successor alone: whoever else was mentioned has still to read of it."""
    facts: dict[str, str | int] = {"office": office, "title": short(about.task.title), "task": about.task.pk}
    news = News(Kind.QUESTION_PASSED, f"talk:{about.task.pk}", facts, people=frozenset({successor}))
    notify(news=[news], silent=(), tree=about.tree, now=now)
