"""One sentence may hold several directives: lists that run inside it, and clauses that each address somebody."""

import re
from itertools import pairwise

from nhip.core.directives.adjuncts import clause_starts
from nhip.core.directives.clauses import clauses_of, is_written
from nhip.core.directives.letters import Text
from nhip.core.directives.orders import COORDINATES, Clause
from nhip.core.directives.predicates import Kind
from nhip.core.directives.ranks import HIGHEST, leads, rank
from nhip.core.directives.segmentation import Sentence
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words, phrases, words_of

_MARKS = re.compile(r"(?<=[\s:;,.])\((?:[ivx]{1,5}|\d{1,2}|[a-e])\)(?=\s)|(?<=[:;,]\s)(?:[a-e]|\d)\)(?=\s)")
_ADDRESS = frozenset({Kind.TASK, Kind.DUTY, Kind.ORDER})
_FEWEST = 4
_TASK = 3
"""Words of the shortest task: "bố trí vốn"."""


def parts_of(text: Text, sentence: Sentence) -> list[tuple[int, int]]:
    """The parts of a list that runs inside one sentence, the first with what leads it; none: []."""
    marks = [found.start() for found in _MARKS.finditer(text.key, sentence.content, sentence.end)]
    if len(marks) < 2:
        return []
    edges = [sentence.start, *marks[1:], sentence.end]
    return [(start, _trimmed(text, start, end)) for start, end in pairwise(edges)]


def by_addressee(text: Text, sentence: Sentence) -> list[Sentence]:
    """The sentence, cut at semicolons behind which somebody else is addressed."""
    if ";" not in text.key[sentence.content : sentence.end]:
        return [sentence]
    words = words_of(text, sentence.content, sentence.end)
    cuts = [at for at in range(len(words)) if words.key(at) == ";" and _addresses(words, at)]
    if not cuts:
        return [sentence]
    starts = [sentence.start, *(words.words[at + 1].start for at in cuts)]
    contents = [sentence.content, *starts[1:]]
    ends = [*(words.words[at].start for at in cuts), sentence.end]
    return [Sentence(*one) for one in zip(starts, contents, ends, strict=True)]


def _addresses(words: Words, at: int) -> bool:
    """Whether a semicolon ends one order and begins one for somebody else.

    "Việc theo dõi …; tuần tra … được giao cho Sở A" is one: all of it stands before whom it is given to.
    """
    before = max((place for place in range(at) if words.key(place) == ";"), default=-1)
    after = next((place for place in range(at + 1, len(words)) if words.key(place) == ";"), len(words))
    if at - before <= _FEWEST or after - at <= _FEWEST:
        return False
    part = Words(words.text, words.words[at + 1 : after])
    behind = clauses_of(part)[0]
    ahead = clauses_of(Words(words.text, words.words[before + 1 : at]))[0]
    is_in_row = behind.kind is Kind.WEAK and _opens_a_row(words, before)
    if not (_stands_alone(part, behind) or is_in_row) or _goes_on_with(words, before + 1, at):
        return False
    if behind.directs and not behind.by and not _orders_too(part, behind, ahead):
        return False
    unheard = (Kind.NONE, Kind.TOLD) if behind.by else (Kind.NONE, Kind.TOLD, Kind.PROPOSAL)
    if behind.units and behind.begins == behind.task:
        return False
    if ahead.kind in unheard and behind.kind is Kind.ORDER:  # nobody is told anything yet
        return False
    return not ahead.units or at - before - 1 - ahead.task >= _TASK


def _opens_a_row(words: Words, before: int) -> bool:
    """ "Thủ tướng yêu cầu: Bộ A …; Bộ B bảo lãnh …": each of a row is told, whatever its verb is."""
    first = before if before >= 0 else len(words)
    ordered = (
        at
        for at in range(first)
        if words.key(at) == ":" and words.key(at - 1) in ("cầu", "giao", "đạo", "nghị")
    )
    return next(ordered, None) is not None


def _orders_too(part: Words, behind: Clause, ahead: Clause) -> bool:
    """ "Giao Sở A …; đồng thời yêu cầu Sở B …" orders twice; "Sở A …; yêu cầu các xã …" is what Sở A does."""
    by_leader = not ahead.giver or leads(ahead.by) or rank(ahead.by) == HIGHEST
    return ahead.kind is Kind.ORDER and by_leader and part.key(behind.begins) in ("yêu", "phân")


def _stands_alone(part: Words, behind: Clause) -> bool:
    """Whether what stands behind a semicolon addresses somebody by itself."""
    if COORDINATES.stands(part, 0) or is_written(part, behind):
        return False
    if behind.kind not in _ADDRESS or not behind.units:
        return False
    return behind.kind is Kind.ORDER or behind.begins <= clause_starts(part)[0]


def _goes_on_with(words: Words, start: int, at: int) -> bool:
    """Whether only units worked with, or told through the one addressed, stand before the semicolon.

    "Sở A chủ trì, phối hợp UBND huyện B; UBND huyện C …", "chỉ đạo UBND cấp xã; các cơ quan …".
    """
    for place in range(start, at):
        end = max(COORDINATES.match(words, place), _THROUGH.match(words, place))
        units, after = read_units(words, end) if end > place else ([], at)
        if units and after >= at:
            return True
    return False


_THROUGH = phrases("chỉ đạo | đôn đốc | hướng dẫn")


def _trimmed(text: Text, start: int, end: int) -> int:
    while end > start + 1 and text.key[end - 1].isspace():
        end -= 1
    return end
