"""Documents and their directives: kept, mended, decided on. Who may, and the tasks, are in cycle.directing."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from nhip.apps.audit.services import Entry, record
from nhip.apps.conferences.models import Directive, DirectiveTask, DirectiveUnit, Source
from nhip.apps.conferences.rows import as_facts, asked_as_json, draft_of
from nhip.apps.conferences.words import reader_version
from nhip.apps.files.models import StoredFile
from nhip.core.access import Actor
from nhip.core.directive_drafts import DirectiveState, Draft, Role, SourceFacts, check_move, checked_draft
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.searching import folded


@dataclass(frozen=True, slots=True)
class Place:
    """Where a directive stands in the text, and its words."""

    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """A directive to be kept. read: as it was read, None where a person marked it."""

    place: Place
    draft: Draft
    read: Mapping[str, object] | None = None


def locked_source(*, source: int) -> Source:
    """The document, locked until the end of the transaction. Raises NotFound."""
    found = Source.objects.select_for_update().filter(pk=source).first()
    if found is None:
        raise NotFound
    return found


def locked_directive(*, directive: int) -> Directive:
    """The directive with its document, both locked until the end of the transaction. Raises NotFound."""
    of = Directive.objects.filter(pk=directive).values_list("source_id", flat=True).first()
    if of is None:
        raise NotFound
    source = locked_source(
        source=of
    )  # the document first: whoever splits and whoever joins wait for each other
    found = Directive.objects.select_for_update().filter(pk=directive).first()
    if found is None:
        raise NotFound
    found.source = source
    return found


def _told(source: Source) -> dict[str, object]:
    return {
        "genre": source.genre,
        "symbol": source.number,
        "title": source.title,
        "dated": source.dated,
        "issuer": source.issuer,
    }


@transaction.atomic
def register_source(
    *,
    actor: Actor,
    role: str,
    unit: int,
    facts: SourceFacts,
    text: str,
    file: StoredFile | None,
    drafts: Sequence[ReadDraft],
    now: datetime,
) -> int:
    """Keep a document with what was read in it; nothing of it is a task yet. Returns its identity.

    Raises RuleBroken: the unit has the same text, or the same number of that day.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    _check_new(unit, facts, digest, None)
    made = Source(
        unit_id=unit,
        text=text,
        digest=digest,
        reader=reader_version(),
        file=file,
        registered_by_id=actor.person,
        registered_at=now,
    )
    _write_facts(made, facts)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # somebody else registers the same at the same moment
        _check_new(unit, facts, digest, None)
        raise
    _add(made, drafts, first=1)
    after = {**_told(made), "reader": made.reader, "found": len(drafts)}
    record(actor=actor, role=role, entries=[Entry("register_source", made, unit, after=after)], at=now)
    return made.pk


def _write_facts(source: Source, facts: SourceFacts) -> None:
    source.genre, source.number, source.title = facts.genre.value, facts.number, facts.title
    source.dated, source.issuer = facts.dated, facts.issuer
    source.folded = folded(facts.number, facts.title, facts.issuer)


def _check_new(unit: int, facts: SourceFacts, digest: str | None, known: int | None) -> None:
    others = Source.objects.filter(unit=unit)
    if known is not None:
        others = others.exclude(pk=known)
    same = others.filter(digest=digest).first() if digest else None
    if same is not None:
        raise RuleBroken(
            gettext_noop("Văn bản này đã có trong sổ: «{title}», ngày {day}."),
            field="text",
            title=same.title,
            day=same.dated,
        )
    if facts.number and others.filter(number=facts.number, dated=facts.dated).exists():
        raise RuleBroken(
            gettext_noop("Số {number} ngày {day} đã có trong sổ của đơn vị; xem lại số, ký hiệu."),
            field="number",
            number=facts.number,
            day=facts.dated,
        )


@transaction.atomic
def change_source(*, actor: Actor, role: str, source: Source, facts: SourceFacts, now: datetime) -> None:
    """Mend what is said of a document; its text stays. Raises RuleBroken (number taken)."""
    _check_new(source.unit_id, facts, None, source.pk)
    before = _told(source)
    _write_facts(source, facts)
    source.version += 1
    source.save()
    entry = Entry("change_source", source, source.unit_id, before=before, after=_told(source))
    record(actor=actor, role=role, entries=[entry], at=now)


@transaction.atomic
def remove_source(*, actor: Actor, role: str, source: Source, now: datetime) -> None:
    """Take a document out of the register, of which nothing was accepted. Raises RuleBroken."""
    if source.directives.filter(state=DirectiveState.ACCEPTED.value).exists():
        raise RuleBroken(
            gettext_noop("Văn bản đã có ý kiến thành nhiệm vụ, không xóa khỏi sổ được."), field="source"
        )
    entry = Entry("remove_source", source, source.unit_id, before=_told(source))
    record(actor=actor, role=role, entries=[entry], at=now)
    source.delete()


def _add(source: Source, drafts: Sequence[ReadDraft], *, first: int) -> list[Directive]:
    made = Directive.objects.bulk_create(
        Directive(
            source=source,
            number=number,
            start=one.place.start,
            end=one.place.end,
            sentence=one.place.sentence,
            read=None if one.read is None else dict(one.read),
            **_columns(one.draft, one.place.sentence),
        )
        for number, one in enumerate(drafts, first)
    )
    DirectiveUnit.objects.bulk_create(
        row for directive, one in zip(made, drafts, strict=True) for row in _unit_rows(directive, one.draft)
    )
    return made


def _columns(draft: Draft, sentence: str) -> dict[str, object]:
    return {
        "task": draft.task,
        "deliverable": draft.deliverable,
        "deadline": draft.deadline,
        "recurrence": draft.recurrence,
        "asked": asked_as_json(draft.asked),
        "folded": folded(draft.task, sentence),
    }


def _unit_rows(directive: Directive, draft: Draft) -> Iterable[DirectiveUnit]:
    for place, unit in enumerate(draft.addressed):
        role = Role.ADDRESSED if place else Role.LEAD
        yield DirectiveUnit(directive=directive, unit_id=unit, role=role.value, place=place)
    for place, unit in enumerate(draft.coordinating):
        yield DirectiveUnit(directive=directive, unit_id=unit, role=Role.COORDINATING.value, place=place)


def _write(directive: Directive, draft: Draft) -> None:
    for name, value in _columns(draft, directive.sentence).items():
        setattr(directive, name, value)
    directive.version += 1
    directive.save()
    directive.units.all().delete()
    DirectiveUnit.objects.bulk_create(_unit_rows(directive, draft))


@transaction.atomic
def add_directive(
    *, actor: Actor, role: str, source: Source, place: Place, draft: Draft, now: datetime
) -> int:
    """A directive that a person marked in the text. Returns its identity. Raises RulesBroken."""
    kept = checked_draft(draft)
    last = source.directives.aggregate(last=Max("number"))["last"] or 0
    made = _add(source, [ReadDraft(place, kept)], first=last + 1)[0]
    entry = Entry("add_directive", made, source.unit_id, after=as_facts(made, kept))
    record(actor=actor, role=role, entries=[entry], at=now)
    return made.pk


@transaction.atomic
def change_directive(*, actor: Actor, role: str, directive: Directive, draft: Draft, now: datetime) -> None:
    """Mend a draft that waits. Raises RulesBroken, RuleBroken (decided on)."""
    _check_waits(directive)
    kept = checked_draft(draft)
    before = as_facts(directive, draft_of(directive))
    _write(directive, kept)
    entry = Entry(
        "change_directive",
        directive,
        directive.source.unit_id,
        before=before,
        after=as_facts(directive, kept),
    )
    record(actor=actor, role=role, entries=[entry], at=now)


def _check_waits(directive: Directive) -> None:
    if directive.state != DirectiveState.PENDING:
        raise RuleBroken(
            gettext_noop("Chỉ sửa được ý kiến đang chờ xem; việc đã giao thì sửa ở nhiệm vụ."), field="state"
        )


@transaction.atomic
def accept_directive(
    *, actor: Actor, role: str, directive: Directive, tasks: Sequence[int], now: datetime
) -> None:
    """It is followed to its end by the tasks that the caller has opened. Raises RuleBroken (decided on)."""
    _decide(directive, DirectiveState.ACCEPTED, actor, now)
    DirectiveTask.objects.bulk_create(DirectiveTask(directive=directive, task_id=task) for task in tasks)
    after = {**as_facts(directive, draft_of(directive)), "opened": len(tasks)}
    entry = Entry("accept_directive", directive, directive.source.unit_id, after=after)
    record(actor=actor, role=role, entries=[entry], at=now)


@transaction.atomic
def drop_directive(*, actor: Actor, role: str, directive: Directive, now: datetime) -> None:
    """It is no directive, or none to be followed; it stays readable. Raises RuleBroken (decided on)."""
    _decide(directive, DirectiveState.DROPPED, actor, now)
    _record_state("drop_directive", actor, role, directive, now)


@transaction.atomic
def restore_directive(*, actor: Actor, role: str, directive: Directive, now: datetime) -> None:
    """What was dropped waits again. Raises RuleBroken."""
    _decide(directive, DirectiveState.PENDING, actor, now)
    _record_state("restore_directive", actor, role, directive, now)


def _decide(directive: Directive, state: DirectiveState, actor: Actor, now: datetime) -> None:
    check_move(DirectiveState(directive.state), state)
    directive.state, directive.version = state.value, directive.version + 1
    is_open = state is DirectiveState.PENDING
    directive.decided_by_id = None if is_open else actor.person
    directive.decided_at = None if is_open else now
    directive.save(update_fields=["state", "version", "decided_by", "decided_at"])


def _record_state(act: str, actor: Actor, role: str, directive: Directive, now: datetime) -> None:
    after = {"directive": directive.number, "title": directive.task}
    entry = Entry(act, directive, directive.source.unit_id, after=after)
    record(actor=actor, role=role, entries=[entry], at=now)


@transaction.atomic
def replace_directives(
    *,
    actor: Actor,
    role: str,
    old: Sequence[Directive],
    place: Place,
    drafts: Sequence[Draft],
    now: datetime,
) -> tuple[int, ...]:
    """Split one, or join several: new drafts stand in place of the old ones, which stay readable.

    old: of one document, in its order. Returns the new ones' identities. Raises RulesBroken, RuleBroken (decided on).
    """
    kept = [checked_draft(one) for one in drafts]
    source = old[0].source
    for one in old:
        _decide(one, DirectiveState.REPLACED, actor, now)
    _make_room(source, behind=old[-1].number, count=len(kept))
    made = _add(source, [ReadDraft(place, one) for one in kept], first=old[-1].number + 1)
    for new in made:
        new.made_of.set(old)
    act = "split_directive" if len(old) == 1 else "join_directives"
    entry = Entry(
        act,
        old[0],
        source.unit_id,
        before={"title": "; ".join(one.task for one in old)},
        after={"title": "; ".join(one.task for one in made), "found": len(made)},
    )
    record(actor=actor, role=role, entries=[entry], at=now)
    return tuple(one.pk for one in made)


def _make_room(source: Source, *, behind: int, count: int) -> None:
    """Numbers follow the text: those behind move on, by way of numbers that nobody has."""
    later = source.directives.filter(number__gt=behind)
    free = (source.directives.aggregate(last=Max("number"))["last"] or 0) + count + 1
    later.update(number=F("number") + free)
    source.directives.filter(number__gt=free).update(number=F("number") - free + count)
