"""Documents and directives as the commands print them."""

from collections.abc import Iterable

from nhip.apps.conferences.queries import SourceRow
from nhip.core.directive_quality import Outcome, Quality
from nhip.cycle.directive_pages import Card, SourcePage
from nhip.cycle.directive_register import RegisterLine


def source_as_json(source: SourceRow, unit: str) -> dict[str, object]:
    facts = source.facts
    return {
        "id": source.id,
        "unit": unit,
        "genre": facts.genre.value,
        "number": facts.number,
        "title": facts.title,
        "dated": facts.dated.isoformat(),
        "issuer": facts.issuer,
        "reader": source.reader,
        "file": source.file_name or None,
        "pending": source.pending,
        "accepted": source.accepted,
        "dropped": source.dropped,
    }


def card_as_json(card: Card) -> dict[str, object]:
    row = card.row
    return {
        "id": row.id,
        "number": row.number,
        "start": row.start,
        "end": row.end,
        "sentence": row.sentence,
        "state": row.state.value,
        "version": row.version,
        "task": row.draft.task,
        "units": [one.code for one in card.addressed],
        "coordinating": [one.code for one in card.coordinating],
        "asked": [
            {"words": one.asked.words, "role": one.asked.role.value, "near": [near.code for near in one.near]}
            for one in card.asked
        ],
        "deliverable": row.draft.deliverable,
        "deadline": None if row.draft.deadline is None else row.draft.deadline.isoformat(),
        "deadline_text": row.due_text or None,
        "before_the_text": card.is_early,
        "recurrence": row.draft.recurrence or None,
        "rule": None if row.read is None else row.read["rule"],
        "certainty": None if row.read is None else row.read["certainty"],
        "by_hand": row.read is None,
        "tasks": list(row.tasks),
        "status": None if card.status is None else card.status.value,
    }


def page_as_json(page: SourcePage) -> dict[str, object]:
    return {
        **source_as_json(page.source, page.unit.code),
        "text": page.text,
        "directives": [card_as_json(one) for one in page.cards],
        "pages": page.pages,
    }


def lines_as_json(lines: Iterable[RegisterLine]) -> list[dict[str, object]]:
    return [
        {
            "id": one.row.id,
            "source": one.source.id,
            "document": one.source.facts.number or one.source.facts.title,
            "dated": one.source.facts.dated.isoformat(),
            "issuer": one.source.facts.issuer,
            "state": one.row.state.value,
            "task": one.row.draft.task,
            "lead": None if one.lead is None else one.lead.code,
            "others": one.others,
            "deadline": None if one.row.draft.deadline is None else one.row.draft.deadline.isoformat(),
            "recurrence": one.row.draft.recurrence or None,
            "status": None if one.status is None else one.status.value,
            "tasks": list(one.row.tasks),
        }
        for one in lines
    ]


def quality_as_json(found: Iterable[Quality]) -> list[dict[str, object]]:
    return [
        {
            "genre": one.genre or None,
            "reader": one.reader or None,
            **{outcome.value: one.of(outcome) for outcome in Outcome},
            "precision": None if one.precision is None else float(one.precision),
            "recall": None if one.recall is None else float(one.recall),
            "fields": dict(sorted(one.fields.items())),
        }
        for one in found
    ]
