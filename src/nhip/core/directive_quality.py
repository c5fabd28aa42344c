"""How well the reader does in use: what persons made of its drafts.

Only what a person has decided on counts. Precision: of the drafts decided on, those that were kept, mended or not.
Recall: of the directives kept, those that the reader found; the others were added by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

FIELDS = ("units", "coordinating", "task", "deadline", "recurrence")


class Outcome(StrEnum):
    """What a person made of a directive. DIVIDED: split or joined, and so kept in another cut."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    DIVIDED = "divided"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Decided:
    """One directive that a person decided on. edited: fields that they changed."""

    genre: str
    reader: str
    outcome: Outcome
    edited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quality:
    """Of one genre and version of the reader, or of all together. fields: field -> how often it was changed."""

    genre: str
    reader: str
    counts: dict[Outcome, int] = field(default_factory=dict)
    fields: dict[str, int] = field(default_factory=dict)

    def of(self, outcome: Outcome) -> int:
        return self.counts.get(outcome, 0)

    @property
    def kept(self) -> int:
        """Drafts of the reader that were directives."""
        return self.of(Outcome.UNCHANGED) + self.of(Outcome.EDITED) + self.of(Outcome.DIVIDED)

    @property
    def read(self) -> int:
        return self.kept + self.of(Outcome.DROPPED)

    @property
    def precision(self) -> Decimal | None:
        """None where nothing of the reader was decided on."""
        return _share(self.kept, self.read)

    @property
    def recall(self) -> Decimal | None:
        """None where nothing was kept."""
        return _share(self.kept, self.kept + self.of(Outcome.ADDED))

    @property
    def unchanged(self) -> Decimal | None:
        """Of the drafts kept, those that needed no hand."""
        return _share(self.of(Outcome.UNCHANGED), self.kept)


def _share(part: int, whole: int) -> Decimal | None:
    if not whole:
        return None
    return (Decimal(part) / whole).quantize(Decimal("0.001"), ROUND_HALF_UP)


def quality(decided: Iterable[Decided]) -> tuple[Quality, ...]:
    """By genre and version of the reader, in their order; last all together, where there is anything."""
    found: dict[tuple[str, str], Quality] = {}
    total = Quality("", "")
    for one in decided:
        own = found.setdefault((one.genre, one.reader), Quality(one.genre, one.reader))
        for where in (own, total):
            where.counts[one.outcome] = where.of(one.outcome) + 1
            for name in one.edited:
                where.fields[name] = where.fields.get(name, 0) + 1
    by_genre = tuple(found[key] for key in sorted(found))
    return (*by_genre, total) if by_genre else ()
