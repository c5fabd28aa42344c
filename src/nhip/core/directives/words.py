"""A sentence as words with their places, and sets of phrases matched word by word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from nhip.core.directives.letters import Text, key_of

_WORD = re.compile(r"[^\W_]+(?:[&./][^\W_]+|-(?=[^\W_])[^\W_]+)*|[^\w\s]|_")

_LONGEST = 4_000
"""Letters of a sentence that are looked at. The work for one grows faster than its length."""

_KEPT = 100
"""Sentences whose words are kept: they are asked for again soon or never."""


@dataclass(frozen=True, slots=True)
class Word:
    """key: as the grammar sees it; shown: as it reads; start, end: letters of the text."""

    key: str
    shown: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        return self.shown[0].isupper()

    @property
    def is_letters(self) -> bool:
        return self.shown[0].isalpha()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one sentence. units: what was read at a place already (``units.read_units``): it is asked often;
    starts: where its clause may begin (``adjuncts.clause_starts``), once that is known.
    """

    text: Text
    words: tuple[Word, ...]
    units: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)
    starts: list[int] = field(default_factory=list, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.words)

    def key(self, at: int) -> str:
        """The word at a place, "" outside the sentence."""
        return self.words[at].key if 0 <= at < len(self.words) else ""

    def is_capital(self, at: int) -> bool:
        return 0 <= at < len(self.words) and self.words[at].is_capital

    def part(self, start: int, end: int) -> str:
        """Words start to end (excluded) as they read."""
        if start >= end:
            return ""
        run_together = any(
            one.end == two.start and one.is_letters and two.is_letters
            for one, two in pairwise(self.words[start:end])
        )
        if run_together:
            return " ".join(one.shown for one in self.words[start:end])
        return self.text.part(self.words[start].start, self.words[end - 1].end)

    def keys(self, start: int, end: int) -> str:
        return " ".join(word.key for word in self.words[start:end])


def words_of(text: Text, start: int, end: int) -> Words:
    """The words between two letters of the text, as many as a sentence can hold: what is longer is no sentence."""
    end = min(end, start + _LONGEST)
    if (start, end) not in text.words:
        if len(text.words) >= _KEPT:
            text.words.clear()
        text.words[start, end] = _words_of(text, start, end)
    found: Words = text.words[start, end]
    return found


def _words_of(text: Text, start: int, end: int) -> Words:
    return Words(
        text,
        tuple(
            Word(text.key[first:last], text.shown[first:last], first, last)
            for found in _WORD.finditer(text.key, start, end)
            for first, last in _unglued(text.shown, found.start(), found.end())
        ),
    )


def _unglued(shown: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A word, or the two that a copied page ran together: "trực thuộcTrung ương", "Tài chínhgửi"."""
    word = shown[start:end]
    if end - start < _SHORTEST_PAIR or (word[1:].islower() and _SYLLABLE.fullmatch(word.lower())):
        yield start, end
        return
    cuts = [
        at
        for at in range(start + 1, end - 1)
        if shown[at].isupper() and shown[at - 1].islower() and shown[at + 1].islower()
    ]
    cuts = [] if word.isascii() else cuts  # "GlaxoSmithKline" is a name, "thuộcTrung" are two words
    for at in range(start + 1, end - 2):  # "Lao động-Thương binh": two words and a hyphen
        if (
            shown[at] == "-"
            and shown[at - 1].islower()
            and shown[at + 1].isupper()
            and shown[at + 2].islower()
        ):
            cuts += [at, at + 1]
    if not cuts and not word.isascii():
        cuts = [start + length for length in _first_of_two(word.lower())]
    yield from pairwise([start, *sorted(set(cuts)), end])


def _first_of_two(low: str) -> tuple[int, ...]:
    """How long the first is of two syllables that were run together; () for one syllable, or for more."""
    often = _OFTEN.fullmatch(low)
    if often and often.lastindex:
        return (often.end(often.lastindex),)
    if _SYLLABLE.fullmatch(low):
        return ()
    pair = _TWO_SYLLABLES.fullmatch(low) or _TWO_WITH_A_VOWEL.fullmatch(low)
    return (pair.end(1),) if pair else ()


_VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])"
_RIME = rf"[{_VOWELS}]{{1,4}}(?:ng|nh|ch|c|m|n|p|t)?"
_SYLLABLE = re.compile(rf"{_ONSET}?{_RIME}")
_TWO_SYLLABLES = re.compile(rf"({_ONSET}?{_RIME})({_ONSET}{_RIME})")
_OFTEN = re.compile(r"(trung)ương|(địa)phương|(nhân)dân|(thành)phố|(chính)phủ|(thủ)tướng")
_TWO_WITH_A_VOWEL = re.compile(rf"({_ONSET}?{_RIME})({_RIME})")
_SHORTEST_PAIR = 5
"""Letters of the shortest two syllables with two tones."""


class Phrases:
    """A set of phrases; ``match`` finds the longest that stands at a place."""

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[str]) -> None:
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            parts = tuple(part.group() for part in _WORD.finditer(phrase))
            by_first.setdefault(parts[0], []).append(parts)
        self._by_first = {
            first: tuple(sorted(several, key=len, reverse=True)) for first, several in by_first.items()
        }

    def match(self, words: Words, at: int) -> int:
        """The place after the longest phrase that begins at ``at``; ``at`` where none does."""
        if not 0 <= at < len(words.words):
            return at
        for parts in self._by_first.get(words.words[at].key, ()):
            end = at + len(parts)
            if len(parts) == 1 or tuple(word.key for word in words.words[at:end]) == parts:
                return end
        return at

    def stands(self, words: Words, at: int) -> bool:
        return self.match(words, at) > at


def phrases(*lines: str) -> Phrases:
    """Phrases written with a bar between them; spelling is brought to the key's form."""
    return Phrases(
        part.strip() for line in lines for part in key_of(" ".join(line.split())).split("|") if part.strip()
    )
