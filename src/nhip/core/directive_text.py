"""A stored text beside its directives: where each stands, and where words that a person marked stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.vietnamese import composed

SHORTEST, LONGEST = 8, 4000
"""Letters of a sentence that a person marks."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A directive's place in the text. units, due: words within it that are shown as such."""

    number: int
    start: int
    end: int
    units: tuple[str, ...] = ()
    due: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text with all directives that cover it. kind: "unit", "due", or "" for the rest.

    closes: numbers of those that end with it.
    """

    text: str
    numbers: tuple[int, ...] = ()
    kind: str = ""
    closes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of stretches that the same directives cover; without any it is plain text."""

    stretches: tuple[Stretch, ...]
    numbers: tuple[int, ...]
    closes: tuple[int, ...]


def passages(text: str, spoken: Iterable[Spoken]) -> tuple[Passage, ...]:
    """The text cut where directives begin and end; put together again it is the text."""
    known = [one for one in spoken if 0 <= one.start < one.end <= len(text)]
    marked = [(start, end, kind) for one in known for start, end, kind in _marks(text, one)]
    cuts = sorted(
        {0, len(text)}
        | {place for one in known for place in (one.start, one.end)}
        | {place for start, end, _kind in marked for place in (start, end)}
    )
    found: list[Passage] = []
    waiting: list[Stretch] = []
    covering: tuple[int, ...] = ()
    by_start = sorted(known, key=lambda one: (one.start, one.number))
    active: list[Spoken] = []
    upcoming = 0
    for start, end in pairwise(cuts):
        active = [one for one in active if one.end > start]
        while upcoming < len(by_start) and by_start[upcoming].start <= start:
            active.append(by_start[upcoming])
            upcoming += 1
        numbers = tuple(sorted(one.number for one in active))
        if waiting and numbers != covering:
            found.append(_passage(waiting))
            waiting = []
        covering = numbers
        kind = next((kind for at, until, kind in marked if at <= start and end <= until), "")
        closes = tuple(sorted(one.number for one in active if one.end == end))
        waiting.append(Stretch(text[start:end], numbers, kind, closes))
        if closes:
            found.append(_passage(waiting))
            waiting = []
    if waiting:
        found.append(_passage(waiting))
    return tuple(found)


def _passage(stretches: Sequence[Stretch]) -> Passage:
    return Passage(tuple(stretches), stretches[0].numbers, stretches[-1].closes)


def _marks(text: str, one: Spoken) -> Iterable[tuple[int, int, str]]:
    """Where the words of units and of the deadline stand within the sentence; the deadline first, it is the surer."""
    for kind, words in (("due", one.due), *(("unit", unit) for unit in one.units)):
        at = text.find(words, one.start, one.end) if words else -1
        if at >= 0:
            yield at, at + len(words), kind


def placed(text: str, sentence: str, near: int | None = None) -> tuple[int, int]:
    """Where a sentence that a person marked stands in the stored text; blanks and line breaks count alike.

    near: of several places the one next to it, the first without it. Raises RuleBroken: too short or long, not there.
    """
    wanted = composed(sentence)
    if not SHORTEST <= len(wanted) <= LONGEST:
        raise RuleBroken(
            gettext_noop("Đoạn được chọn dài {length} ký tự; chọn từ {least} đến {most} ký tự."),
            field="sentence",
            length=len(wanted),
            least=SHORTEST,
            most=LONGEST,
        )
    pattern = r"\s+".join(re.escape(word) for word in wanted.split())
    spans = [found.span() for found in re.finditer(pattern, text)]
    if not spans:
        raise RuleBroken(
            gettext_noop("Không thấy đoạn này trong văn bản; chép nguyên văn một đoạn của văn bản."),
            field="sentence",
        )
    return spans[0] if near is None else min(spans, key=lambda span: abs(span[0] - near))
