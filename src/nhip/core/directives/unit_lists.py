"""Names that share the head before them: "các Bộ: Công an, Tài chính", "4 quận nội thành: A, B và C"."""

from dataclasses import replace

from nhip.core.directives import unit_words as known
from nhip.core.directives import verbs
from nhip.core.directives.unit_kinds import JOINS, qualifies
from nhip.core.directives.unit_names import name_end, person_end, skip_brackets
from nhip.core.directives.unit_phrase import Unit, unit_of
from nhip.core.directives.words import Words

_NUMBERED = frozenset({"quận", "phường"})


def places_of(words: Words, at: int, kind: int, names: list[Unit]) -> list[Unit]:
    """ "các tỉnh Hoa Lư, Vân Long" are two: the first as it is written, the others with the kind that they share.

    Several names are each called by their own; a number ("các quận 1, 2") is no name without its kind.
    """
    end = known.PLACE_KINDS.match(words, kind)
    alone = len(names) > 1 and names[0].text[:1].isalpha()
    first = replace(unit_of(words, at, names[0].end, words.key(kind)), own=names[0].text if alone else "")
    shared = "" if words.key(end) == "," else words.part(kind, end)
    return [
        first,
        *(
            Unit(f"{shared} {one.text}".strip(), one.head, one.start, one.end, own=one.text)
            for one in names[1:]
        ),
    ]


def with_places(words: Words, start: int, end: int, *, of_any: bool = False) -> int:
    """ "4 quận nội thành: A, B và C": the places that a colon names are part of the phrase."""
    if words.key(end) != ":" or not (of_any or known.PLACE_KINDS.stands(words, start)):
        return end
    stop, place = end, end + 1
    while (after := _place_end(words, place)) > place:
        stop, place = after, JOINS.match(words, after)
        if place == after:
            break
    return stop


def _place_end(words: Words, at: int) -> int:
    """After a place's name: no role, no task ("UBND các huyện: Chỉ đạo UBND cấp xã"), but "Giao Thủy, Lập Thạch"."""
    is_task = verbs.STRONG.stands(words, at) or verbs.is_action(words, at)
    if known.ROLES.stands(words, at) or (is_task and not words.is_capital(at + 1)):
        return at
    return person_end(words, at)


def items_of(words: Words, at: int, head: str) -> tuple[list[Unit], int]:
    """Names after a plural head, with or without a colon: each with the head they share."""
    if head in ("thành viên", "đại biểu", "đồng chí", "lực lượng", "cấp"):
        return [], at
    first = at + 1 if words.key(at) == ":" else at
    if words.key(first) == "tp":
        return [], at
    if not (head == "ngành" and known.FIELDS.stands(words, first)) and _is_no_name(words, first):
        return [], at
    is_place = known.PLACE_KINDS.match(words, at - 1) > at - 1 or head.endswith("thành phố")
    end = first
    units: list[Unit] = []
    while True:
        is_number = is_place and words.key(end).isdigit() and words.key(at - 1) in _NUMBERED
        stop = _place_end(words, end) if is_place else _item_end(words, end, head)
        stop = end + 1 if is_number else stop
        own = _office_end(words, end) if units else end
        if stop == end or (
            head == "sở" and words.keys(end, end + 2) == "công an"
        ):  # "các Sở: A, B, Công an tỉnh"
            break
        units.append(unit_of(words, end, max(stop, own), _OWN if own > stop else head))
        stop = units[-1].end
        after = skip_brackets(words, stop)
        end = JOINS.match(words, after)
        if end == after:
            break
        heads = known.HEADS.stands(words, end) or known.ROLES.stands(words, end)
        if heads and not known.FIELDS.stands(words, end):
            break
    after = skip_brackets(words, units[-1].end) if units else at
    return units if is_place else _with_head(units, head), after


_OWN = "own"
"""Head of an office in a row of ministries that is none of them."""


def _office_end(words: Words, at: int) -> int:
    """The place after an office's own name that begins like a field: "Ngân hàng Nhà nước", "Thanh tra Chính phủ"."""
    head = known.HEADS.match(words, at)
    if not head > known.FIELDS.match(words, at) > at:
        return at
    return name_end(words, head, head=words.keys(at, head), is_plural=True)


def _is_no_name(words: Words, at: int) -> bool:
    """Whether a remark, a qualifier or another kind begins here and no name."""
    return words.key(at) == "(" or qualifies(words, at) > at or known.KINDS.match(words, at) > at + 1


def _with_head(units: list[Unit], head: str) -> list[Unit]:
    if head in ("địa phương", "đơn vị", "cơ quan"):  # "các địa phương: A, B"
        return units
    shown = head[:1].upper() + head[1:]
    return [
        one if one.head == _OWN else Unit(f"{shown} {one.text}", head, one.start, one.end) for one in units
    ]


def _item_end(words: Words, at: int, head: str) -> int:
    field = known.FIELDS.match(words, at)
    if field > at and (words.is_capital(at) or head == "ngành"):
        return field
    return name_end(words, at, head=head, is_plural=True) if words.is_capital(at) else at
