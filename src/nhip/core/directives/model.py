"""What reading a text gives: directives, each with its place, its units, its day and the rule that found it."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Genre(Enum):
    """How a text speaks: an official paper orders by its form, a report tells of orders."""

    OFFICIAL = "official"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline. text: as written; day: the last day that keeps it, None where the text does not give one;
    mark: what is odd about it ("before_the_text", "no_such_day"), "" for nothing.
    """

    @property
    def is_firm(self) -> bool:
        """Whether nothing but a deadline is meant: "trước ngày 15/3", "chậm nhất …"."""
        return self.text.lower().startswith(
            ("trước", "chậm nhất", "muộn nhất", "không muộn", "hạn", "thời hạn")
        )

    @property
    def is_soon(self) -> bool:
        """Whether it is within a week, month or quarter, and not some time of a year."""
        return self.text.lower().startswith(("trong tuần", "trong tháng", "trong quý"))

    text: str
    day: date | None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive. start, end: code points of the stored text, end excluded; sentence: that text, composed.

    units: whom it addresses, the lead first; coordinating: with whom; implied: the units are taken over from
    another sentence, a list's lead or a heading; rule: which rule found it (docs/rules/directives.md);
    certainty: from 0 to 1; called: the lead as the sentence calls it, where that is a kind alone ("Huyện phải …").
    """

    start: int
    end: int
    sentence: str
    units: tuple[str, ...]
    coordinating: tuple[str, ...]
    task: str
    due: Due | None
    recurrence: str | None
    implied: bool
    rule: str
    certainty: float
    called: str = ""

    @property
    def lead(self) -> str | None:
        """In the text's own words; ``units`` tell what a kind alone stands for."""
        return self.called or (self.units[0] if self.units else None)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from a text. dated: the day of the text, as given or as found in it."""

    genre: Genre
    dated: date | None
    directives: tuple[Directive, ...] = field(default=())
