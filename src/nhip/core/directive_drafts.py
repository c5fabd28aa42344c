"""What becomes of a directive that was read: a draft that a person accepts, mends, splits, joins or drops.

As read and as a person made it stand side by side; nothing becomes a task without a person. What a directive stands at
follows from its tasks and is computed. Source: docs/rules/directive_drafts.md.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from nhip.core.directives import Directive
from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.plans import LONGEST_TITLE
from nhip.core.tasks import TaskStatus
from nhip.core.vietnamese import composed, normalised

LONGEST_TASK, LONGEST_DELIVERABLE, LONGEST_RECURRENCE = 2000, 300, 100
LONGEST_NUMBER, LONGEST_NAME, LONGEST_ISSUER = 60, 300, 200
MOST_TASKS = 200
"""That one directive may open: every commune of a large province."""
MOST_PARTS = 20
"""Of one directive that is split."""
YEARS = range(2001, 2100)


class SourceGenre(StrEnum):
    """What kind of text directives come from."""

    CONCLUSIONS = "conclusions"
    DIRECTIVE = "directive"
    LETTER = "letter"
    TELEGRAM = "telegram"
    PLAN = "plan"
    MINUTES = "minutes"
    SPEECH = "speech"
    NEWS = "news"
    OTHER = "other"


class DirectiveState(StrEnum):
    """PENDING: waits for a person; REPLACED: by what it was split into, or joined to."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    REPLACED = "replaced"


MOVES = frozenset(
    {
        (DirectiveState.PENDING, DirectiveState.ACCEPTED),
        (DirectiveState.PENDING, DirectiveState.DROPPED),
        (DirectiveState.PENDING, DirectiveState.REPLACED),
        (DirectiveState.DROPPED, DirectiveState.PENDING),
    }
)
_REFUSED = {
    DirectiveState.PENDING: gettext_noop("Chỉ lấy lại được ý kiến đã bỏ."),
    DirectiveState.ACCEPTED: gettext_noop("Chỉ nhận được ý kiến đang chờ xem."),
    DirectiveState.DROPPED: gettext_noop(
        "Chỉ bỏ được ý kiến đang chờ xem; nhiệm vụ đã mở thì hủy ở nhiệm vụ."
    ),
    DirectiveState.REPLACED: gettext_noop("Chỉ tách hoặc ghép được ý kiến đang chờ xem."),
}


class Role(StrEnum):
    """How a directive speaks of a unit: it leads, is addressed beside the one that leads, or coordinates."""

    LEAD = "lead"
    ADDRESSED = "addressed"
    COORDINATING = "coordinating"


@dataclass(frozen=True, slots=True)
class Asked:
    """Words of the text for which a person chooses the unit. near: identities of units whose names are like them."""

    words: str
    role: Role
    near: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A directive as it shall be acted on. addressed: identities, the lead first; each of them gets a task of its own.

    asked: what of the text's addressees is not known yet.
    """

    task: str
    addressed: tuple[int, ...] = ()
    coordinating: tuple[int, ...] = ()
    deliverable: str = ""
    deadline: date | None = None
    recurrence: str = ""
    asked: tuple[Asked, ...] = ()

    @property
    def lead(self) -> int | None:
        return self.addressed[0] if self.addressed else None


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """A document as a person registers it. issuer: who spoke or issued it, in words; number: with its symbol."""

    genre: SourceGenre
    title: str
    dated: date
    number: str = ""
    issuer: str = ""


def check_move(before: DirectiveState, after: DirectiveState) -> None:
    """Raises RuleBroken when a directive cannot go from one state to the other."""
    if (before, after) not in MOVES:
        raise RuleBroken(_REFUSED[after], field="state", state=before.value)


def checked_facts(facts: SourceFacts) -> SourceFacts:
    """In one form. Raises RulesBroken keyed by field: without title, too long, a year out of range."""
    kept = replace(
        facts,
        title=normalised(facts.title),
        number=normalised(facts.number),
        issuer=normalised(facts.issuer),
    )
    refusals: dict[str, RuleBroken] = {}
    if not kept.title:
        refusals["title"] = RuleBroken(
            gettext_noop("Chưa ghi tên văn bản; ghi trích yếu, như «Kết luận tại Hội nghị …»."), field="title"
        )
    for name, text, most in (
        ("title", kept.title, LONGEST_NAME),
        ("number", kept.number, LONGEST_NUMBER),
        ("issuer", kept.issuer, LONGEST_ISSUER),
    ):
        if len(text) > most:
            refusals[name] = _too_long(name, text, most)
    if kept.dated.year not in YEARS:
        refusals["dated"] = RuleBroken(
            gettext_noop("Ngày {day} ngoài khoảng năm {first}–{last}."),
            field="dated",
            day=kept.dated,
            first=str(YEARS[0]),
            last=str(YEARS[-1]),
        )
    if refusals:
        raise RulesBroken(refusals)
    return kept


def checked_draft(draft: Draft) -> Draft:
    """In one form. Raises RulesBroken keyed by field: no task, too long, a unit that leads and coordinates."""
    kept = replace(
        draft,
        task=normalised(draft.task),
        deliverable=normalised(draft.deliverable),
        recurrence=normalised(draft.recurrence),
        addressed=tuple(dict.fromkeys(draft.addressed)),
        coordinating=tuple(dict.fromkeys(draft.coordinating)),
    )
    refusals: dict[str, RuleBroken] = {}
    if not kept.task:
        refusals["task"] = RuleBroken(gettext_noop("Chưa ghi việc phải làm."), field="task")
    for name, text, most in (
        ("task", kept.task, LONGEST_TASK),
        ("deliverable", kept.deliverable, LONGEST_DELIVERABLE),
        ("recurrence", kept.recurrence, LONGEST_RECURRENCE),
    ):
        if len(text) > most:
            refusals[name] = _too_long(name, text, most)
    if kept.lead is not None and kept.lead in kept.coordinating:
        refusals["coordinating"] = RuleBroken(
            gettext_noop("Một đơn vị không thể vừa chủ trì vừa phối hợp trong cùng một nhiệm vụ."),
            field="coordinating",
        )
    if kept.deadline is not None and kept.deadline.year not in YEARS:
        refusals["deadline"] = RuleBroken(
            gettext_noop("Ngày {day} ngoài khoảng năm {first}–{last}."),
            field="deadline",
            day=kept.deadline,
            first=str(YEARS[0]),
            last=str(YEARS[-1]),
        )
    if refusals:
        raise RulesBroken(refusals)
    return kept


def _too_long(name: str, text: str, most: int) -> RuleBroken:
    return RuleBroken(
        gettext_noop("Dài {length} ký tự; tối đa {most}."), field=name, length=len(text), most=most
    )


def check_acceptable(draft: Draft) -> None:
    """Raises RuleBroken where nobody is to lead, or it is not known whom the text addresses."""
    open_words = [one for one in draft.asked if one.role is not Role.COORDINATING]
    if open_words:
        raise RuleBroken(
            gettext_noop("Chưa rõ «{words}» là đơn vị nào; chọn đơn vị rồi nhận."),
            field="units",
            words=open_words[0].words,
        )
    if not draft.addressed:
        raise RuleBroken(gettext_noop("Chưa có đơn vị chủ trì; chọn đơn vị rồi nhận."), field="units")
    if len(draft.addressed) > MOST_TASKS:
        raise RuleBroken(
            gettext_noop("Ý kiến này mở {count} nhiệm vụ; tối đa {most}."),
            field="units",
            count=len(draft.addressed),
            most=MOST_TASKS,
        )


@dataclass(frozen=True, slots=True)
class OpenedTask:
    """A task that an accepted directive opens: who leads it, who coordinates, its year and days."""

    lead: int
    coordinating: tuple[int, ...]
    title: str
    year: int
    starts_on: date
    deadline: date | None


def tasks_of(draft: Draft, dated: date) -> tuple[OpenedTask, ...]:
    """One task for each unit that is addressed; who coordinates does so in every one that it does not lead.

    A task stands in the year of its deadline; one that was due before the text's day begins on its deadline.
    Raises RuleBroken where nobody is to lead.
    """
    check_acceptable(draft)
    day = draft.deadline
    year = dated.year if day is None else day.year
    starts_on = max(dated, date(year, 1, 1)) if day is None or day >= dated else day
    title = title_of(draft.task)
    return tuple(
        OpenedTask(
            lead,
            tuple(one for one in draft.coordinating if one != lead),
            title,
            year,
            starts_on,
            day,
        )
        for lead in draft.addressed
    )


def title_of(task: str) -> str:
    """The task's name: what is to be done, cut at a word where it is longer than a name may be."""
    text = task[:1].upper() + task[1:]
    if len(text) <= LONGEST_TITLE:
        return text
    cut = text[: LONGEST_TITLE - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


_LEADS = re.compile(r"^(?:được giao\s+)?(?:chủ trì|chịu trách nhiệm)\s*,?\s*", re.IGNORECASE)
_WITH = re.compile(r"^(?:và\s+)?(?:chủ động\s+)?phối hợp(?: chặt chẽ)?\s*(?:với|cùng)\s+", re.IGNORECASE)
_MUST = re.compile(r"^(?:cần phải|phải|cần|có trách nhiệm)\s+", re.IGNORECASE)
_DONE_BY = re.compile(
    r"(?:[\s,;(]+(?:hoàn thành|xong|thực hiện|thời gian|thời hạn)|(?<!báo cáo)[\s,;(]+kết quả)?[\s,;:(]*$",
    re.IGNORECASE,
)


def proposed_task(read: Directive) -> str:
    """What is to be done, without what the draft says beside it: who leads, with whom, until when."""
    text = _without_deadline(read.task.rstrip(" .;,:"), "" if read.due is None else read.due.text)
    rest = _LEADS.sub("", _MUST.sub("", text))
    if _WITH.match(rest):
        ends = [rest.find(words) + len(words) for words in read.coordinating if words and words in rest]
        rest = rest[max(ends) :].lstrip(" ,;") if ends else rest
    kept = normalised(rest) or normalised(text)
    return kept[:1].upper() + kept[1:LONGEST_TASK]


def _without_deadline(text: str, due: str) -> str:
    if due and text.endswith(due):
        shorter = _DONE_BY.sub("", text[: -len(due)])
        return shorter if len(shorter) > 10 else text
    return text


def joined(first: Draft, second: Draft) -> Draft:
    """One draft of two: the first's deadline where it has one, everybody whom either addresses.

    Who is addressed by either no longer only coordinates. Raises RulesBroken (too long).
    """
    addressed = tuple(dict.fromkeys((*first.addressed, *second.addressed)))
    return checked_draft(
        Draft(
            task=f"{first.task.rstrip(' .;')}; {second.task[:1].lower()}{second.task[1:]}",
            addressed=addressed,
            coordinating=tuple(
                one
                for one in dict.fromkeys((*first.coordinating, *second.coordinating))
                if one not in addressed
            ),
            deliverable="; ".join(filter(None, (first.deliverable, second.deliverable)))[
                :LONGEST_DELIVERABLE
            ],
            deadline=first.deadline or second.deadline,
            recurrence=first.recurrence or second.recurrence,
            asked=tuple(dict.fromkeys((*first.asked, *second.asked))),
        )
    )


def split_tasks(typed: str) -> tuple[str, ...]:
    """The tasks into which a person divides one: a line each. Raises RuleBroken: fewer than two, too many."""
    parts = tuple(one for line in composed(typed).splitlines() if (one := normalised(line)))
    if len(parts) < 2:
        raise RuleBroken(gettext_noop("Tách thì ghi mỗi việc một dòng, ít nhất hai dòng."), field="parts")
    if len(parts) > MOST_PARTS:
        raise RuleBroken(
            gettext_noop("Tách thành {count} việc; tối đa {most}."),
            field="parts",
            count=len(parts),
            most=MOST_PARTS,
        )
    return parts


_OPEN_FIRST: Sequence[TaskStatus] = (
    TaskStatus.OVERDUE,
    TaskStatus.WITHIN_DEADLINE,
    TaskStatus.NO_DEADLINE,
    TaskStatus.PAUSED,
)


def status_of(tasks: Iterable[TaskStatus]) -> TaskStatus | None:
    """Of all tasks of a directive together: the most pressing of those that are open, late where one was late.

    None without tasks; cancelled where all of them are.
    """
    known = set(tasks)
    for one in _OPEN_FIRST:
        if one in known:
            return one
    for one in (TaskStatus.DONE_LATE, TaskStatus.DONE_ON_TIME, TaskStatus.CANCELLED):
        if one in known:
            return one
    return None
