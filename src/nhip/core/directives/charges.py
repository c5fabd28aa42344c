"""Tasks of a plan, whose unit stands behind them or on the lines below: "…: Sở A chủ trì", "- Chủ trì: Sở A"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nhip.core.directives.adjuncts import clause_starts
from nhip.core.directives.deadlines import due_of
from nhip.core.directives.letters import Text
from nhip.core.directives.model import Due
from nhip.core.directives.orders import Clause
from nhip.core.directives.predicates import Kind, acts
from nhip.core.directives.segmentation import Block
from nhip.core.directives.unit_phrase import Unit
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Phrases, Words, phrases, words_of

_IN_CHARGE = phrases(
    """đơn vị chủ trì | cơ quan chủ trì | chủ trì | đơn vị chủ trì thực hiện | cơ quan chủ trì thực hiện |
    đơn vị thực hiện | cơ quan thực hiện | đơn vị đầu mối | cơ quan đầu mối"""
)
_BESIDE = phrases("đơn vị phối hợp | cơ quan phối hợp | phối hợp | đơn vị phối hợp thực hiện")
_TIME = phrases(
    "thời gian | thời hạn | thời gian hoàn thành | thời gian thực hiện | thời hạn hoàn thành | hoàn thành"
)
_TAKES = phrases("chủ trì | thực hiện | đảm nhiệm | phụ trách | chịu trách nhiệm")
_LINES = 3
"""Lines below a task that tell who does it and until when."""


@dataclass(frozen=True, slots=True)
class Charge:
    """units, coordinating: in the text's words; due: until when, where a line tells it."""

    units: tuple[str, ...]
    coordinating: tuple[str, ...]
    due: Due | None


def charged_in(words: Words) -> Clause | None:
    """ "Số hóa sổ hộ tịch: Sở Tư pháp chủ trì, Công an tỉnh phối hợp"; "Đào tạo … (đơn vị chủ trì: Sở Nội vụ; …)"."""
    if not acts(words, clause_starts(words)[0]):
        return None
    for at in range(len(words)):
        if words.key(at) not in (":", "(", "-"):
            continue
        label = _IN_CHARGE.match(words, at + 1)
        is_label = label > at + 1 and words.key(label) == ":"
        units, end = read_units(words, label + 1 if is_label else at + 1)
        if units and (is_label or _TAKES.stands(words, end)):
            beside = tuple(_units_beside(words, end))
            return Clause(Kind.DUTY, tuple(units), beside, "", at, end, is_passive=True)
    return None


def _units_beside(words: Words, at: int) -> Iterator[Unit]:
    """Units told to help: "Công an tỉnh phối hợp", "đơn vị phối hợp: Tỉnh đoàn"."""
    for place in range(at, len(words)):
        label = _BESIDE.match(words, place)
        if label > place and words.key(label) == ":":
            yield from read_units(words, label + 1)[0]
            return
        units, end = read_units(words, place)
        if units and words.keys(end, end + 2) == "phối hợp" and words.key(end + 2) != "với":
            yield from units
            return


def is_label(text: Text, block: Block) -> bool:
    """Whether a line only tells who does the task above it."""
    words = words_of(text, block.content, block.end)
    return any(
        words.key(label.match(words, 0)) == ":" and label.stands(words, 0) for label in (_IN_CHARGE, _BESIDE)
    )


def charged_below(text: Text, blocks: list[Block], number: int, dated: date | None) -> Charge | None:
    """Who does the task of a line, where the lines below it say so."""
    below = blocks[number + 1 : number + 1 + _LINES]
    if not below or not is_label(text, below[0]):
        return None
    lines = [words_of(text, block.content, block.end) for block in below]
    units = _labelled(lines, _IN_CHARGE)
    dues = (
        due_of(text.key[one.content : one.end], text.written[one.content : one.end], dated)
        for one in _timed(text, below)
    )
    return (
        Charge(units, _labelled(lines, _BESIDE), next((one for one in dues if one), None)) if units else None
    )


def _timed(text: Text, below: list[Block]) -> Iterator[Block]:
    for block in below:
        words = words_of(text, block.content, block.end)
        if any(_TIME.stands(words, at) for at in range(len(words)) if words.key(at - 1) in ("", ".", ";")):
            yield block


def _labelled(lines: list[Words], label: Phrases) -> tuple[str, ...]:
    for words in lines:
        for at in range(len(words)):
            end = label.match(words, at)
            if end > at and words.key(end) == ":" and (units := read_units(words, end + 1)[0]):
                return tuple(one.text for one in units)
    return ()
