"""From a text to tasks: a unit registers it, persons decide on what was read, what they accept becomes tasks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from nhip.apps.conferences import services
from nhip.apps.conferences.models import Directive, Source
from nhip.apps.conferences.rows import check_unchanged, draft_of, read_as_json
from nhip.apps.conferences.services import Place, ReadDraft
from nhip.apps.files.services import Sent
from nhip.apps.org import ground
from nhip.apps.tasks import services as tasks
from nhip.core.access import Act, Actor, require
from nhip.core.directive_drafts import (
    Asked,
    Draft,
    OpenedTask,
    Role,
    SourceFacts,
    checked_facts,
    joined,
    split_tasks,
    tasks_of,
)
from nhip.core.directive_headings import KnownFacts, completed
from nhip.core.directive_text import placed
from nhip.core.directives import read as read_text
from nhip.core.errors import NotAllowed, NotFound, RuleBroken, RulesBroken, gettext_noop
from nhip.core.plans import TaskDraft
from nhip.core.units import Tree
from nhip.cycle.directive_texts import kept_file, text_sent
from nhip.cycle.directive_units import draft_read, matching_of
from nhip.cycle.handing_out import tell_of_task
from nhip.cycle.seats import Seat, leads, nameable, seat_of


@dataclass(frozen=True, slots=True)
class NewSource:
    """A document as a person hands it in: pasted text, or a file; facts left empty are read from the text's head."""

    facts: KnownFacts | SourceFacts
    text: str = ""
    file: Sent | None = None


@dataclass(frozen=True, slots=True)
class TypedDraft:
    """A directive as a person types it. units, coordinating: names or codes, one behind another with semicolons."""

    task: str
    units: str = ""
    coordinating: str = ""
    deliverable: str = ""
    deadline: date | None = None
    recurrence: str = ""


@dataclass(frozen=True, slots=True)
class _Desk:
    """The unit that registered a document, or answers for it now, and who acts there."""

    seat: Seat
    source: Source
    actor: Actor
    now: datetime


def _desk(actor: Actor, source: Source, now: datetime) -> _Desk:
    """Raises NotAllowed: only whoever gives tasks outside the plan at the unit decides on its directives."""
    history = ground.current().history
    unit = history.main_successor(source.unit_id, now.date())
    if unit is None:
        raise NotAllowed
    tree = history.on(now.date())
    return _Desk(Seat(unit, tree, require(actor, Act.ADD_TASK_OUTSIDE_PLAN, unit, tree)), source, actor, now)


def register_source(*, actor: Actor, code: str, new: NewSource, now: datetime) -> int:
    """Keep a text and read it; what was read waits for a person. Returns the document's identity.

    Raises RulesBroken keyed by field, RuleBroken (no text, encoding, too large, kept already), UnknownUnit, NotAllowed.
    A long text takes seconds to be read, so that is done before the turn to write comes.
    """
    seat = seat_of(actor, Act.ADD_TASK_OUTSIDE_PLAN, code, now.year, now.date())
    text = text_sent(new.text, new.file)
    facts = checked_facts(completed(new.facts, text))
    matching = matching_of(seat.unit, facts.dated, now.date())
    drafts = []
    for one in read_text(
        f"\n{text}", facts.dated
    ).directives:  # the reader skips a first line that names a source
        draft = draft_read(one, matching)
        place = Place(one.start - 1, one.end - 1, one.sentence)
        drafts.append(ReadDraft(place, draft, read_as_json(one, draft)))
    with transaction.atomic():
        file = None if new.file is None else kept_file(new.file)
        return services.register_source(
            actor=actor,
            role=seat.role,
            unit=seat.unit,
            facts=facts,
            text=text,
            file=file,
            drafts=drafts,
            now=now,
        )


@transaction.atomic
def change_source(*, actor: Actor, source_id: int, facts: SourceFacts, now: datetime) -> None:
    """Raises RulesBroken keyed by field, RuleBroken (number taken), NotFound, NotAllowed."""
    source = services.locked_source(source=source_id)
    desk = _desk(actor, source, now)
    services.change_source(
        actor=actor, role=desk.seat.role, source=source, facts=checked_facts(facts), now=now
    )


@transaction.atomic
def remove_source(*, actor: Actor, source_id: int, now: datetime) -> None:
    """Raises RuleBroken (something was accepted), NotFound, NotAllowed."""
    source = services.locked_source(source=source_id)
    desk = _desk(actor, source, now)
    services.remove_source(actor=actor, role=desk.seat.role, source=source, now=now)


def _opened(actor: Actor, directive_id: int, version: int | None, now: datetime) -> tuple[Directive, _Desk]:
    directive = services.locked_directive(directive=directive_id)
    desk = _desk(actor, directive.source, now)
    check_unchanged(directive, version)
    return directive, desk


# --- Deciding ----------------------------------------------------------------------------------------------------


@transaction.atomic
def accept_directive(
    *, actor: Actor, directive_id: int, version: int | None = None, now: datetime
) -> tuple[int, ...]:
    """Open a task for each unit addressed, and tell it. Returns the tasks.

    Raises RuleBroken (whom it addresses is not known, out of reach, decided on), Conflict, NotFound, NotAllowed.
    """
    directive, desk = _opened(actor, directive_id, version, now)
    draft = _of_today(draft_of(directive), desk)
    made = tuple(_open(desk, directive, one) for one in tasks_of(draft, desk.source.dated))
    services.accept_directive(actor=actor, role=desk.seat.role, directive=directive, tasks=made, now=now)
    for task in made:
        tell_of_task(actor=actor, task_id=task, known=frozenset(), now=now)
    return made


@transaction.atomic
def accept_directives(
    *, actor: Actor, directives: Sequence[int], now: datetime
) -> dict[int, tuple[int, ...]]:
    """Several at once, all or none. Returns directive -> its tasks. Raises as ``accept_directive``."""
    return {one: accept_directive(actor=actor, directive_id=one, now=now) for one in directives}


def _of_today(draft: Draft, desk: _Desk) -> Draft:
    """The draft with the units that answer today for those of the text's day. Raises RuleBroken."""
    history = ground.current().history

    def answering(unit: int) -> int:
        heir = history.main_successor(unit, desk.now.date())
        if heir is None:
            raise RuleBroken(
                gettext_noop("«{unit}» không còn và không có đơn vị kế tục; chọn đơn vị khác."),
                field="units",
                unit=history.name_then(unit, desk.now.date()),
            )
        return heir

    addressed = tuple(dict.fromkeys(map(answering, draft.addressed)))
    coordinating = tuple(dict.fromkeys(map(answering, draft.coordinating)))
    _check_reach(desk, addressed, coordinating)
    return replace(draft, addressed=addressed, coordinating=coordinating)


def _check_reach(desk: _Desk, addressed: Sequence[int], coordinating: Sequence[int]) -> None:
    """Raises RulesBroken under the form's field."""
    for field, named, allowed in (
        ("units", addressed, set(leads(desk.seat))),
        ("coordinating", coordinating, set(nameable(desk.seat))),
    ):
        for unit in named:
            if unit not in allowed:
                raise RulesBroken(
                    {
                        field: RuleBroken(
                            gettext_noop(
                                "«{unit}» không giao được: ngoài phạm vi của đơn vị đăng ký văn bản."
                            ),
                            field=field,
                            unit=_name(desk.seat.tree, unit, desk.now.date()),
                        )
                    }
                )


def _name(tree: Tree, unit: int, today: date) -> str:
    return tree.name(unit) if unit in tree else ground.current().history.name_then(unit, today)


def _open(desk: _Desk, directive: Directive, one: OpenedTask) -> int:
    return tasks.save_task(
        actor=desk.actor,
        role=desk.seat.role,
        task_id=None,
        draft=TaskDraft(one.title, directive.deliverable, one.starts_on, one.deadline, weight=1),
        belongs=tasks.Belongs(
            plan=None,
            year=one.year,
            lead=one.lead,
            coordinating=one.coordinating,
            assigned_by=desk.seat.unit,
        ),
        now=desk.now,
    )


@transaction.atomic
def drop_directive(*, actor: Actor, directive_id: int, version: int | None = None, now: datetime) -> None:
    """Raises RuleBroken (decided on), Conflict, NotFound, NotAllowed."""
    directive, desk = _opened(actor, directive_id, version, now)
    services.drop_directive(actor=actor, role=desk.seat.role, directive=directive, now=now)


@transaction.atomic
def restore_directive(*, actor: Actor, directive_id: int, version: int | None = None, now: datetime) -> None:
    """What was dropped waits again. Raises RuleBroken (it was not), Conflict, NotFound, NotAllowed."""
    directive, desk = _opened(actor, directive_id, version, now)
    services.restore_directive(actor=actor, role=desk.seat.role, directive=directive, now=now)


# --- Mending -----------------------------------------------------------------------------------------------------


@transaction.atomic
def change_directive(
    *, actor: Actor, directive_id: int, version: int | None = None, typed: TypedDraft, now: datetime
) -> None:
    """Mend a draft that waits; who it addresses is known from then on.

    Raises RulesBroken keyed by field, RuleBroken (decided on), Conflict, NotFound, NotAllowed.
    """
    directive, desk = _opened(actor, directive_id, version, now)
    draft = _draft_typed(desk, typed)
    services.change_directive(actor=actor, role=desk.seat.role, directive=directive, draft=draft, now=now)


@transaction.atomic
def change_and_accept(
    *, actor: Actor, directive_id: int, version: int, typed: TypedDraft, accepts: bool, now: datetime
) -> tuple[int, ...]:
    """Mend a draft and, where it says so, accept it at once; both or nothing. Returns the tasks."""
    change_directive(actor=actor, directive_id=directive_id, version=version, typed=typed, now=now)
    return accept_directive(actor=actor, directive_id=directive_id, now=now) if accepts else ()


def _draft_typed(desk: _Desk, typed: TypedDraft) -> Draft:
    addressed = _units_typed(desk, typed.units, "units")
    coordinating = _units_typed(desk, typed.coordinating, "coordinating")
    _check_reach(desk, addressed, coordinating)
    return Draft(
        task=typed.task,
        addressed=addressed,
        coordinating=coordinating,
        deliverable=typed.deliverable,
        deadline=typed.deadline,
        recurrence=typed.recurrence,
    )


def _units_typed(desk: _Desk, text: str, field: str) -> tuple[int, ...]:
    """Units of today by name or code. Raises RulesBroken for words that name none, with those like them."""
    matching = matching_of(desk.seat.unit, desk.now.date(), desk.now.date())
    tree = desk.seat.tree
    found: list[int] = []
    for one in matching.several(text):
        if not one.units:
            near = "; ".join(f"{tree.name(unit)} ({tree.code(unit)})" for unit in one.near if unit in tree)
            sentence = (
                gettext_noop("Không rõ «{words}» là đơn vị nào; có phải: {near}?")
                if near
                else gettext_noop("Không rõ «{words}» là đơn vị nào; ghi đúng tên hoặc mã đơn vị.")
            )
            raise RulesBroken({field: RuleBroken(sentence, field=field, words=one.words, near=near)})
        found += one.units
    return tuple(dict.fromkeys(found))


@transaction.atomic
def choose_unit(
    *, actor: Actor, directive_id: int, version: int | None = None, words: str, code: str, now: datetime
) -> None:
    """Say which unit words of the text mean that the reader could not settle.

    Raises RuleBroken (nobody asks about the words, decided on, out of reach), UnknownUnit, Conflict, NotFound.
    """
    directive, desk = _opened(actor, directive_id, version, now)
    draft = draft_of(directive)
    asked = next((one for one in draft.asked if one.words == words), None)
    if asked is None:
        raise NotFound
    unit = desk.seat.tree.find(code)
    chosen = _chosen(draft, asked, unit)
    _check_reach(desk, chosen.addressed, chosen.coordinating)
    services.change_directive(actor=actor, role=desk.seat.role, directive=directive, draft=chosen, now=now)


def _chosen(draft: Draft, asked: Asked, unit: int) -> Draft:
    """The draft with the unit in the place of the words."""
    rest = tuple(one for one in draft.asked if one != asked)
    if asked.role is Role.COORDINATING:
        return replace(draft, coordinating=(*draft.coordinating, unit), asked=rest)
    line = (unit, *draft.addressed) if asked.role is Role.LEAD else (*draft.addressed, unit)
    return replace(
        draft,
        addressed=tuple(dict.fromkeys(line)),
        coordinating=tuple(one for one in draft.coordinating if one != unit),
        asked=rest,
    )


@transaction.atomic
def add_directive(
    *, actor: Actor, source_id: int, sentence: str, near: int | None = None, typed: TypedDraft, now: datetime
) -> int:
    """A directive that a person marks in the text. Returns its identity.

    near: where about it stands, where the words stand there twice. Raises RulesBroken keyed by field, RuleBroken (not
    in the text), NotFound, NotAllowed.
    """
    source = services.locked_source(source=source_id)
    desk = _desk(actor, source, now)
    start, end = placed(source.text, sentence, near)
    words = " ".join(source.text[start:end].split())
    draft = _draft_typed(desk, typed if typed.task.strip() else replace(typed, task=words))
    return services.add_directive(
        actor=actor, role=desk.seat.role, source=source, place=Place(start, end, words), draft=draft, now=now
    )


@transaction.atomic
def split_directive(
    *, actor: Actor, directive_id: int, version: int | None = None, parts: str, now: datetime
) -> tuple[int, ...]:
    """Several drafts in place of one, a line of ``parts`` each, with its units and its deadline.

    Raises RuleBroken (fewer than two lines, decided on), RulesBroken, Conflict, NotFound, NotAllowed.
    """
    directive, desk = _opened(actor, directive_id, version, now)
    draft = draft_of(directive)
    return services.replace_directives(
        actor=actor,
        role=desk.seat.role,
        old=[directive],
        place=Place(directive.start, directive.end, directive.sentence),
        drafts=[replace(draft, task=one) for one in split_tasks(parts)],
        now=now,
    )


@transaction.atomic
def join_directives(*, actor: Actor, directive_id: int, version: int | None = None, now: datetime) -> int:
    """One draft in place of this one and the next that waits. Returns its identity.

    Raises RuleBroken (none follows, decided on), RulesBroken, Conflict, NotFound, NotAllowed.
    """
    directive, desk = _opened(actor, directive_id, version, now)
    later = directive.source.directives.filter(state=directive.state, number__gt=directive.number)
    following = later.order_by("start", "number").first()
    if following is None:
        raise RuleBroken(gettext_noop("Không có ý kiến nào đang chờ đứng sau để ghép."), field="state")
    following.source = directive.source
    start, end = min(directive.start, following.start), max(directive.end, following.end)
    return services.replace_directives(
        actor=actor,
        role=desk.seat.role,
        old=[directive, following],
        place=Place(start, end, " ".join(directive.source.text[start:end].split())),
        drafts=[joined(draft_of(directive), draft_of(following))],
        now=now,
    )[0]
