"""Documents and directives with payloads, as if somebody had got them past the cleaning of pasted pages."""

from nhip.apps.conferences.rows import proposed_as_json
from nhip.apps.conferences.services import Place, ReadDraft, register_source
from nhip.core.directive_drafts import (
    LONGEST_NUMBER,
    LONGEST_RECURRENCE,
    Asked,
    Draft,
    Role,
    SourceFacts,
    SourceGenre,
)
from tests import world
from tests.security.payloads import PAYLOADS

ALL = "\n".join(PAYLOADS)


def register() -> None:
    """One document with all of them in its text and its directives, and one for each about itself."""
    _registered(PAYLOADS[0], ALL, PAYLOADS)
    for text in PAYLOADS[1:]:
        _registered(text, f"Giao Sở Tài chính {text}", (text,))


def _registered(said: str, text: str, drafts: tuple[str, ...]) -> None:
    number = said if len(said) <= LONGEST_NUMBER else ""
    register_source(
        actor=world.person("officer.p"),
        role="officer",
        unit=world.unit("P"),
        facts=SourceFacts(SourceGenre.SPEECH, said, world.TODAY, number, said),
        text=text,
        file=None,
        drafts=[_draft(text, one) for one in drafts],
        now=world.NOW,
    )


def _draft(text: str, said: str) -> ReadDraft:
    draft = Draft(
        said,
        deliverable=said,
        recurrence=said if len(said) <= LONGEST_RECURRENCE else "",
        asked=(Asked(said, Role.LEAD, (world.unit("A"),)), Asked(said, Role.COORDINATING)),
    )
    read = {
        "units": [said],
        "coordinating": [said],
        "task": said,
        "due": said,
        "mark": "no_such_day",
        "recurrence": said,
        "implied": True,
        "rule": said,
        "certainty": 0.9,
        "proposed": proposed_as_json(draft),
    }
    start = text.index(said)
    return ReadDraft(Place(start, start + len(said), said), draft, read)
