from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from nhip.apps.conferences.models import Directive, DirectiveTask, DirectiveUnit, Source
from nhip.apps.conferences.rows import draft_of, edited_fields
from nhip.apps.files.models import StoredFile
from nhip.apps.tasks.models import Assignment, Halt
from nhip.apps.tasks.queries import PlanTask, shown_tasks
from nhip.core.directive_drafts import DirectiveState, Draft, SourceFacts, SourceGenre, status_of
from nhip.core.directive_quality import Decided, Outcome
from nhip.core.errors import NotFound, RuleBroken, gettext_noop
from nhip.core.tasks import HaltKind, Part, TaskStatus


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A document without its text. counts: state of a directive -> how many."""

    id: int
    unit_id: int
    facts: SourceFacts
    reader: str
    file_name: str
    registered_at: datetime
    version: int
    counts: Mapping[DirectiveState, int]

    @property
    def pending(self) -> int:
        return self.counts.get(DirectiveState.PENDING, 0)

    @property
    def accepted(self) -> int:
        return self.counts.get(DirectiveState.ACCEPTED, 0)

    @property
    def dropped(self) -> int:
        return self.counts.get(DirectiveState.DROPPED, 0)

    @property
    def found(self) -> int:
        """Directives that stand: waiting, accepted or dropped."""
        return self.pending + self.accepted + self.dropped


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    """A directive as it is now. read: as it was read, None for one added by hand; tasks: those it opened."""

    id: int
    source_id: int
    number: int
    start: int
    end: int
    sentence: str
    read: Mapping[str, Any] | None
    state: DirectiveState
    draft: Draft
    version: int
    decided_at: datetime | None
    tasks: tuple[int, ...]

    @property
    def due_text(self) -> str:
        return "" if self.read is None else self.read["due"] or ""

    @property
    def mark(self) -> str:
        return "" if self.read is None else self.read["mark"]

    @property
    def is_edited(self) -> bool:
        return self.read is not None and bool(edited_fields(self.read, self.draft))


_STATES = {state: Count("directives", filter=Q(directives__state=state.value)) for state in DirectiveState}
_sources = Source.objects.select_related("file").annotate(
    **{f"count_{state.value}": count for state, count in _STATES.items()}
)


def _source_row(row: Source) -> SourceRow:
    return SourceRow(
        id=row.pk,
        unit_id=row.unit_id,
        facts=SourceFacts(SourceGenre(row.genre), row.title, row.dated, row.number, row.issuer),
        reader=row.reader,
        file_name="" if row.file is None else row.file.name,
        registered_at=row.registered_at,
        version=row.version,
        counts={state: getattr(row, f"count_{state.value}") for state in DirectiveState},
    )


def one_source(*, source: int) -> SourceRow:
    """One statement. Raises NotFound."""
    found = _sources.filter(pk=source).first()
    if found is None:
        raise NotFound
    return _source_row(found)


def text_of(*, source: int) -> str:
    """The stored text. One statement. Raises NotFound."""
    found = Source.objects.filter(pk=source).values_list("text", flat=True).first()
    if found is None:
        raise NotFound
    return found


def sources_of(*, chosen: Q, most: int | None = None, first: int = 0) -> tuple[SourceRow, ...]:
    """The documents that a condition chooses, the newest first. One statement."""
    rows = _sources.filter(chosen).order_by("-dated", "-pk")
    return tuple(_source_row(row) for row in (rows[first:] if most is None else rows[first : first + most]))


def waiting_sources(*, units: Iterable[int]) -> tuple[SourceRow, ...]:
    """Documents of the units of which some directive waits, the newest first. One statement, none without units."""
    desks = list(units)
    waiting = Directive.objects.filter(source=OuterRef("pk"), state=DirectiveState.PENDING.value)
    return sources_of(chosen=Q(Exists(waiting), unit__in=desks)) if desks else ()


def count_sources(*, chosen: Q) -> int:
    return Source.objects.filter(chosen).count()


def _directives() -> QuerySet[Directive]:
    return Directive.objects.prefetch_related(
        Prefetch("units", DirectiveUnit.objects.order_by("role", "place")),
        Prefetch("tasks", DirectiveTask.objects.order_by("pk")),
    )


def _row(row: Directive) -> DirectiveRow:
    return DirectiveRow(
        id=row.pk,
        source_id=row.source_id,
        number=row.number,
        start=row.start,
        end=row.end,
        sentence=row.sentence,
        read=row.read,
        state=DirectiveState(row.state),
        draft=draft_of(row, row.units.all()),
        version=row.version,
        decided_at=row.decided_at,
        tasks=tuple(one.task_id for one in row.tasks.all()),
    )


def directives_of(*, source: int, with_replaced: bool = False) -> tuple[DirectiveRow, ...]:
    """In the order of the text. Three statements."""
    rows = _directives().filter(source=source)
    if not with_replaced:
        rows = rows.exclude(state=DirectiveState.REPLACED.value)
    return tuple(_row(row) for row in rows.order_by("start", "number"))


def one_directive(*, directive: int) -> DirectiveRow:
    """Three statements. Raises NotFound."""
    found = _directives().filter(pk=directive).first()
    if found is None:
        raise NotFound
    return _row(found)


def chosen_directives(*, chosen: Q, first: int, most: int) -> tuple[DirectiveRow, ...]:
    """Those that a condition chooses, the newest documents first. Three statements."""
    rows = _directives().filter(chosen).order_by(*_NEWEST_FIRST)
    return tuple(_row(row) for row in rows[first : first + most])


_NEWEST_FIRST = ("-source__dated", "source", "start", "number")


def identities_of(*, chosen: Q) -> tuple[int, ...]:
    """Of all that a condition chooses, the newest documents first. One statement."""
    return tuple(Directive.objects.filter(chosen).order_by(*_NEWEST_FIRST).values_list("pk", flat=True))


def count_directives(*, chosen: Q) -> int:
    return Directive.objects.filter(chosen).count()


def directive_of_task(*, task: int) -> DirectiveRow | None:
    """What the task was opened for. Three statements, one where there is nothing."""
    of = DirectiveTask.objects.filter(task=task).values_list("directive_id", flat=True).first()
    return None if of is None else one_directive(directive=of)


def tasks_of_directives(*, directives: Iterable[int], today: date) -> dict[int, tuple[PlanTask, ...]]:
    """Directive -> the tasks it opened, as they stand. Five statements."""
    links = dict(
        DirectiveTask.objects.filter(directive__in=list(directives)).values_list("task_id", "directive_id")
    )
    found: dict[int, list[PlanTask]] = defaultdict(list)
    for task in shown_tasks(Q(pk__in=links), today=today) if links else ():
        found[links[task.id]].append(task)
    return {directive: tuple(tasks) for directive, tasks in found.items()}


def statuses_of(tasks: Mapping[int, Iterable[PlanTask]]) -> dict[int, TaskStatus | None]:
    """Directive -> where it stands, by its tasks."""
    return {directive: status_of(one.status for one in several) for directive, several in tasks.items()}


def decided_directives(*, chosen: Q) -> tuple[Decided, ...]:
    """What persons made of what was read, of documents that a condition chooses. Two statements."""
    rows = (
        Directive.objects.filter(chosen)
        .exclude(state=DirectiveState.PENDING.value)
        .select_related("source")
        .defer("source__text")
        .prefetch_related("units", "made_of")
    )
    return tuple(one for row in rows if (one := _decided(row)) is not None)


def _decided(row: Directive) -> Decided | None:
    """None for what stands for others in another cut, and for what was added by hand and dropped again."""
    genre, reader = row.source.genre, row.source.reader
    if row.read is None:
        is_added = row.state == DirectiveState.ACCEPTED and not row.made_of.all()
        return Decided(genre, reader, Outcome.ADDED) if is_added else None
    if row.state == DirectiveState.DROPPED:
        return Decided(genre, reader, Outcome.DROPPED)
    if row.state == DirectiveState.REPLACED:
        return Decided(genre, reader, Outcome.DIVIDED)
    edited = edited_fields(row.read, draft_of(row, row.units.all()))
    return Decided(genre, reader, Outcome.EDITED if edited else Outcome.UNCHANGED, edited)


def parts_of_source(*, source: int) -> frozenset[int]:
    """Units that have or had a part in the tasks of a document. One statement."""
    parts = Assignment.objects.filter(task__directive_link__directive__source=source)
    return frozenset(parts.values_list("unit_id", flat=True))


def stored_file_of(*, source: int) -> StoredFile:
    """Raises NotFound where the text was pasted."""
    found = Source.objects.select_related("file").filter(pk=source, file__isnull=False).first()
    if found is None or found.file is None:
        raise NotFound
    return found.file


def sources_by_id(*, chosen: Q) -> QuerySet[Source, int]:
    """Identities of the documents that a condition chooses, for other statements to stand on."""
    return Source.objects.filter(chosen).values_list("pk", flat=True).distinct()


def issuers_of(*, chosen: Q) -> tuple[str, ...]:
    """Who spoke or issued the documents that a condition chooses. One statement."""
    rows = Source.objects.filter(chosen).exclude(issuer="").order_by("issuer")
    return tuple(rows.values_list("issuer", flat=True).distinct())


def directives_of_unit(*, unit: int) -> QuerySet[DirectiveUnit, int]:
    """Identities of the directives that speak of a unit, for other statements to stand on."""
    return DirectiveUnit.objects.filter(unit=unit).values_list("directive_id", flat=True)


def check_not_directed(*, task: int) -> None:
    """Raises RuleBroken for a task that a directive opened: it is followed to its end. One statement."""
    if DirectiveTask.objects.filter(task=task).exists():
        raise RuleBroken(
            gettext_noop(
                "Nhiệm vụ này mở từ một ý kiến chỉ đạo, không xóa được; không làm nữa thì hủy và ghi lý do."
            ),
            field="task",
        )


def units_addressed(*, chosen: Q) -> frozenset[int]:
    """Units of which the directives that a condition chooses speak. One statement."""
    rows = DirectiveUnit.objects.filter(directive__in=Directive.objects.filter(chosen))
    return frozenset(rows.values_list("unit_id", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A task of a directive that stands in no plan. document: number or title of where it was said."""

    task: int
    title: str
    document: str
    deadline: date | None


def unplanned_tasks(*, unit: int, year: int) -> tuple[Unplanned, ...]:
    """Open ones of the year that the unit leads. One statement."""
    led = Assignment.objects.filter(unit=unit, part=Part.LEAD.value, ends_before=None, task=OuterRef("task"))
    rows = DirectiveTask.objects.filter(
        Exists(led),
        ~Exists(Halt.objects.filter(task=OuterRef("task"), ends_before=None, kind=HaltKind.CANCELLED.value)),
        task__plan=None,
        task__year=year,
        task__completed_on=None,
    ).order_by("pk")
    return tuple(
        Unplanned(task, title, number or name, deadline)
        for task, title, number, name, deadline in rows.values_list(
            "task", "task__title", "directive__source__number", "directive__source__title", "task__deadline"
        )
    )


@dataclass(frozen=True, slots=True)
class FoundDirective:
    """A directive as a search lists it. document: number or title."""

    id: int
    task: str
    document: str
    dated: date


def directives_found(*, chosen: Q, units: Collection[int] | None, most: int) -> tuple[FoundDirective, ...]:
    """The newest that a condition chooses. units: whose things the reader sees, None: anybody's. One statement."""
    rows = Directive.objects.filter(chosen).exclude(state=DirectiveState.REPLACED.value)
    if units is not None:
        given = DirectiveTask.objects.filter(task__assignments__unit__in=units).values("directive")
        rows = rows.filter(Q(source__unit__in=units) | Q(pk__in=given))
    values = rows.order_by("-source__dated", "-pk").values_list(
        "pk", "task", "source__number", "source__title", "source__dated"
    )
    return tuple(
        FoundDirective(pk, task, number or title, dated) for pk, task, number, title, dated in values[:most]
    )
