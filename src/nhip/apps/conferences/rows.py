"""Stored directives as values: drafts, what of them is asked, and what the audit tells of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from nhip.apps.conferences.models import Directive, DirectiveUnit
from nhip.core.directive_drafts import Asked, Draft, Role
from nhip.core.directives import Directive as Read
from nhip.core.errors import Conflict, gettext_noop


def asked_as_json(asked: Iterable[Asked]) -> list[dict[str, object]]:
    return [{"words": one.words, "role": one.role.value, "near": list(one.near)} for one in asked]


def asked_of_json(kept: Iterable[Mapping[str, Any]]) -> tuple[Asked, ...]:
    return tuple(Asked(one["words"], Role(one["role"]), tuple(one["near"])) for one in kept)


def read_as_json(read: Read, draft: Draft) -> dict[str, object]:
    """As it was read, and as it was proposed before anybody touched it: what quality in use is measured against."""
    return {
        "units": list(read.units),
        "coordinating": list(read.coordinating),
        "task": read.task,
        "due": None if read.due is None else read.due.text,
        "mark": "" if read.due is None else read.due.mark,
        "recurrence": read.recurrence or "",
        "implied": read.implied,
        "rule": read.rule,
        "certainty": read.certainty,
        "proposed": proposed_as_json(draft),
    }


def proposed_as_json(draft: Draft) -> dict[str, object]:
    return {
        "units": list(draft.addressed),
        "coordinating": list(draft.coordinating),
        "task": draft.task,
        "deadline": None if draft.deadline is None else draft.deadline.isoformat(),
        "recurrence": draft.recurrence,
    }


def edited_fields(read: Mapping[str, Any], draft: Draft) -> tuple[str, ...]:
    """Fields that a person changed of what was proposed."""
    proposed, now = read["proposed"], proposed_as_json(draft)
    return tuple(name for name in now if proposed.get(name) != now[name])


def draft_of(directive: Directive, units: Iterable[DirectiveUnit] | None = None) -> Draft:
    """units: its rows, where they were read already; one statement without them."""
    rows = sorted(directive.units.all() if units is None else units, key=lambda one: one.place)
    return Draft(
        task=directive.task,
        addressed=tuple(one.unit_id for one in rows if one.role != Role.COORDINATING),
        coordinating=tuple(one.unit_id for one in rows if one.role == Role.COORDINATING),
        deliverable=directive.deliverable,
        deadline=directive.deadline,
        recurrence=directive.recurrence,
        asked=asked_of_json(directive.asked),
    )


def as_facts(directive: Directive, draft: Draft) -> dict[str, object]:
    """For the audit."""
    return {
        "directive": directive.number,
        "title": draft.task,
        "deliverable": draft.deliverable,
        "deadline": draft.deadline,
        "recurrence": draft.recurrence,
        "units": {str(one): "coordinating" for one in draft.coordinating}
        | {str(one): "lead" for one in draft.addressed},
    }


def check_unchanged(directive: Directive, version: int | None) -> None:
    """version: as its reader saw it, None: whatever it is. Raises Conflict (changed meanwhile)."""
    if version is not None and directive.version != version:
        raise Conflict(
            gettext_noop("Người khác vừa sửa ý kiến này; xem lại bản mới rồi làm tiếp."), field="version"
        )
