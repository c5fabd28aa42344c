"""Quotations that name their speaker behind them: "…", Thủ tướng yêu cầu."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nhip.core.directives.adjuncts import Said
from nhip.core.directives.letters import Text
from nhip.core.directives.ranks import HIGHEST, leads, rank
from nhip.core.directives.segmentation import Block, Sentence
from nhip.core.directives.unit_alone import PLACES
from nhip.core.directives.unit_words import STANDS_FOR_ITSELF
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words, words_of

_ORDERS = r"yêu cầu|chỉ đạo|đề nghị|giao nhiệm vụ|giao|lưu ý|nhắc nhở|quán triệt|kết luận|ra lệnh|chỉ thị"
_STATES = r"nhấn mạnh|nêu rõ|khẳng định|chỉ rõ|phát biểu|nói rõ|nói"
_BEHIND = re.compile(
    rf'"\s*[,.;-]?\s*[-–—]?\s*(?P<who>[^\W\d_][^"\n:;.]{{1,140}}?)\s*,?\s+(?:đã |cũng |lại )?'
    rf"(?P<verb>{_ORDERS}|{_STATES})\b(?P<rest>[^\".\n]{{0,60}})"
)
_IS_ORDER = re.compile(
    rf'"\s*[,.;-]?\s*(?:đó|đây) (?:là|cũng là) (?:ý kiến |lời |những )?(?:{_ORDERS}|{_STATES}) (?:đó )?của '
    rf'(?P<who>[^"\n:;.]{{2,140}})'
)
_PAPER = re.compile(r"(?:nội dung )?(?:công điện|công văn|văn bản|thông báo|chỉ thị|kết luận|kế hoạch)\b")
_OFFICE = 3
"""The rank of departments: what they demand, they order."""
_BLOCK, _LINES = 6000, 9
"""Letters, and lines, that are looked at together."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Letters begins to ends stand between the quotation marks. called: who speaks, where it is "ông A", in words."""

    begins: int
    ends: int
    said: Said
    by: str
    called: Words | None = None


def quotations_of(text: Text, blocks: Sequence[Block]) -> list[list[Quotation]]:
    """For each block the quotations that it holds or stands in. One may run over several lines."""
    marks = [text.key.count('"', block.start, block.end) for block in blocks]
    found: list[list[Quotation]] = []
    while len(found) < len(blocks):
        first = len(found)
        last = first
        if marks[first] % 2:  # what it opens, one of the next lines closes
            closes = (at for at in range(first + 1, min(len(blocks), first + _LINES)) if marks[at] % 2)
            last = next(closes, first)
        end = min(blocks[last].end, blocks[first].start + _BLOCK)
        held = list(_quotations(text, blocks[first].start, end)) if marks[first] else []
        found += [held] * (last - first + 1)
    return found


def _quotations(text: Text, start: int, end: int) -> Iterator[Quotation]:
    """Every quotation whose speaker stands behind it: by is "" where that is nobody who gives orders."""
    marks = [at for at in range(start, end) if text.key[at] == '"']
    for opens, closes in zip(marks[::2], marks[1::2], strict=False):
        behind = _IS_ORDER.match(text.key, closes, end) or _BEHIND.match(text.key, closes, end)
        if behind is None:
            if "\n" in text.key[opens:closes]:  # whoever opens it says what stands on its other lines
                yield Quotation(opens + 1, closes, Said.UNSAID, "")
            continue
        who = words_of(text, behind.start("who"), behind.end("who"))
        by = _speaker(who, asks=bool(re.fullmatch(_ORDERS, behind.groupdict().get("verb") or "")))
        said = Said.BY_AUTHORITY if by or _PAPER.match(behind["who"]) else Said.BY_ANOTHER
        yield Quotation(opens + 1, closes, said, by, who if who.key(0) in ("ông", "bà") else None)


def _speaker(words: Words, *, asks: bool) -> str:
    """The office of whoever speaks, "" where it is none that gives orders: "ông A, Chủ tịch UBND tỉnh".

    asks: the verb is one of assignment: then any office is meant ("…", thành phố yêu cầu).
    """
    alone = words.keys(0, len(words))
    offices = [alone if asks and (alone in PLACES or alone in STANDS_FOR_ITSELF) else ""]
    for at in range(len(words)):
        if at and words.key(at - 1) != ",":
            continue
        units, _ = read_units(words, at)
        offices += [unit.text.lower() for unit in units]
    return next((one for one in offices if gives_orders(one) or (asks and rank(one) >= _OFFICE)), offices[0])


def gives_orders(name: str) -> bool:
    if name.startswith(("ông", "bà", "đại diện")):
        return False
    return (
        rank(name) == HIGHEST
        or (leads(name) and rank(name) > 0)
        or name.startswith(("bộ trưởng", "đồng chí"))
    )


def within(quotations: list[Quotation], sentence: Sentence) -> tuple[int, int, Quotation | None]:
    """The letters of a sentence that are to be read, and the quotation that it begins in, if any."""
    for one in quotations:
        if one.begins - 1 <= sentence.content < one.ends:
            return max(sentence.content, one.begins), min(sentence.end, one.ends), one
    return sentence.content, sentence.end, None
