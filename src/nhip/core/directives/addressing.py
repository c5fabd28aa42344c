"""Whom a heading or a lead addresses, who concludes in it, and who was named before."""

from dataclasses import replace

from nhip.core.directives import verbs
from nhip.core.directives.adjuncts import clause_starts
from nhip.core.directives.orders import commander_of
from nhip.core.directives.ranks import HIGHEST, leads, rank
from nhip.core.directives.unit_kinds import DESCRIBES
from nhip.core.directives.unit_names import skip_brackets
from nhip.core.directives.unit_phrase import Unit
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words, phrases

_HEADS_OF_SECTIONS = phrases(
    """giao | đối với | về phía | yêu cầu | đề nghị | nhiệm vụ của | trách nhiệm của | phân công |
    riêng | trách nhiệm"""
)


def addressed(words: Words) -> tuple[list[Unit], int]:
    """The units that a heading or lead consists of: "Bộ Công an", "Đối với Sở Y tế", "Giao các sở, ngành"."""
    at = _HEADS_OF_SECTIONS.match(words, 0)
    units, end = read_units(words, at)
    stop = _told_apart(words, end) if units and units[-1].is_plural else end
    if stop == end:
        return units, end
    return [*units[:-1], replace(units[-1], text=words.part(units[-1].start, stop), end=stop)], stop


def only_addressed(words: Words) -> tuple[Unit, ...]:
    """The units that a line consists of, with the colon behind them, or a remark in brackets."""
    units, end = addressed(words)
    end = skip_brackets(words, end)
    is_all = end + 1 == len(words) if words.key(len(words) - 1) == ":" else 0 < end == len(words)
    return tuple(units) if is_all else ()


def _told_apart(words: Words, end: int) -> int:
    """The end of a line, or its colon, where what stands before it only tells which units are meant.

    "UBND các tỉnh thuộc phạm vi Chương trình:", "Các đơn vị quản lý, bảo trì đường bộ".
    """
    last = len(words) - (words.key(len(words) - 1) == ":")
    if not end < last <= end + _FEW or not (_WHICH.stands(words, end) or DESCRIBES.stands(words, end)):
        return end
    is_plain = all(words.key(at)[0].isalnum() or words.key(at) == "," for at in range(end, last))
    told = any(verbs.DUTY.stands(words, at) or verbs.URGED.stands(words, at) for at in range(end, last))
    return last if is_plain and not told else end


_FEW = 8
_WHICH = phrases("chủ trì | thuộc | trong | có | được | nằm trong | tham gia | ở | tại | nơi")


def who_concludes(words: Words) -> str:
    """Who speaks in "Phó Thủ tướng có ý kiến chỉ đạo như sau:"; "" where nobody who leads is named."""
    starts = [read_units(words, at)[0] for at in clause_starts(words)]
    names = [units[-1].text.lower() for units in starts if units]
    names += [commander_of(words, at) for at in range(len(words)) if words.key(at) in _CONCLUDE]
    return next((name for name in names if leads(name) or rank(name) == HIGHEST), "")


_CONCLUDE = frozenset({"có", "kết", "chỉ", "yêu", "đề", "giao"})
"""First words of "có ý kiến", "kết luận", "chỉ đạo", "yêu cầu", "đề nghị"."""


def named_before(words: Words, before: int) -> str:
    """The unit or place with a name that stands last before a word of the same sentence, "" for none."""
    for at in range(before - 1, -1, -1):
        found, end = read_units(words, at)
        if found and end <= before and not found[0].points_back and found[0].head in ("place", "ubnd"):
            return found[0].text
    return ""


def nearest(words: Words, before: int, head: str) -> str:
    """The last unit with that head that begins before a word, "" for none."""
    for at in range(before - 1, -1, -1):
        if words.key(at) == head.split(maxsplit=1)[0] and (words.is_capital(at) or words.is_capital(at + 1)):
            found, _ = read_units(words, at)
            if found and found[0].head in (head, "place") and not found[0].points_back:
                return found[0].text
    return ""
