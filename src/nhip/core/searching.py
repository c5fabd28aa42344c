"""What somebody looks for: words without tone marks, years, and how well a text answers.

A text answers when it holds every word of the query, anywhere; "van vu" finds «Xã Văn Vũ», so does "vũ văn". Words
typed with their marks prefer texts that bear the same marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nhip.core.vietnamese import normalised, without_marks

LONGEST_QUERY = 100
MOST_WORDS = 8
SHORTEST = 2
_WORD = re.compile(r"[^\s,;:«»\"'()]+")
_YEAR = re.compile(r"20\d\d|2100")


@dataclass(frozen=True, slots=True)
class Query:
    """text: as typed, in one normal form; words: folded; years: those among the words that are years."""

    text: str
    words: tuple[str, ...]
    years: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        return sum(len(word) for word in self.words) < SHORTEST


def folded(*texts: str) -> str:
    """The form in which texts are compared: lower case, no tone marks, single blanks."""
    return without_marks(normalised(" ".join(text for text in texts if text)))


def read_query(typed: str) -> Query:
    """At most MOST_WORDS words of the first LONGEST_QUERY characters."""
    text = normalised(typed[:LONGEST_QUERY])
    words = tuple(dict.fromkeys(_WORD.findall(without_marks(text))))[:MOST_WORDS]
    years = tuple(int(word) for word in words if _YEAR.fullmatch(word))
    return Query(text, words, years)


def without_years(query: Query) -> Query:
    """The query without its years, where something else remains."""
    words = tuple(word for word in query.words if not _YEAR.fullmatch(word))
    return Query(query.text, words, query.years) if words else Query(query.text, query.words)


def answers(query: Query, text: str) -> bool:
    """Whether a folded text holds every word."""
    for word in query.words:  # noqa: SIM110 - a third of the time of all(), and it is asked of every unit
        if word not in text:
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as it is compared. lower: with its marks; plain: folded; words: those of the folded text.

    begun: the words again, each after a blank.
    """

    lower: str
    plain: str
    words: frozenset[str]
    begun: str


@lru_cache(maxsize=50_000)
def _read(text: str) -> _Read:
    """Names and titles come back with every letter that somebody types, so each is folded once."""
    plain = folded(text)
    words = _WORD.findall(plain)
    return _Read(normalised(text).lower(), plain, frozenset(words), "".join(f" {word}" for word in words))


Rank = tuple[int, int, int, int]


def rank(query: Query, text: str) -> Rank:
    """How well a text answers, the best first when sorted: the whole phrase at the start, whole words, beginnings of
    words, then short texts; the same marks as typed count before length."""
    one, typed = _read(text), _read(query.text)
    whole = begun = 0
    for word in query.words:
        if word in one.words:
            whole += 1
            begun += 1
        elif f" {word}" in one.begun:
            begun += 1
    marked = typed.lower in one.lower
    starts = 2 if one.plain == typed.plain else 1 if one.plain.startswith(typed.plain) else 0
    return (-starts - marked, -whole, -begun, len(one.plain))


def best(query: Query, texts: Sequence[str]) -> tuple[str, Rank]:
    """Of several texts about one thing, the one that answers best, and how well."""
    answering = [text for text in texts if answers(query, _read(text).plain)]
    well, _place, text = min(
        (rank(query, text), place, text) for place, text in enumerate(answering or texts)
    )
    return text, well
