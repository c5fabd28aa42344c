"""Kinds of units in the plural and what qualifies them: "bộ, ngành và địa phương có liên quan"."""

from nhip.core.directives import unit_words as known
from nhip.core.directives.unit_names import place_end, range_end
from nhip.core.directives.words import Words, phrases

JOINS = phrases(
    """, | và | cùng | cùng với | , cùng | , cùng với | , và | ; | cũng như | & | hoặc | / |
    , cũng như | và các đồng chí | - | ,;"""
)
_CAPITAL_QUALIFIERS = frozenset({"trung ương", "việt nam", "nhà nước", "thành phố", "chính phủ"})


def kinds_end(words: Words, at: int) -> int:
    """The place after kinds of units and what qualifies them: "bộ, ngành và địa phương có liên quan"."""
    of_places = known.PLACE_KINDS.stands(words, at)
    end = qualified(words, known.KINDS.match(words, at))
    while True:
        joined = JOINS.match(words, end)
        kind = known.KINDS.match(words, joined)
        if joined in (end, kind) or words.keys(end, joined) in ("-", "với", ";", "/"):
            return end
        if of_places and (named := _named_place(words, joined)) > joined:
            return named
        if _is_name(words, kind, joined) or words.key(joined) in ("ubnd", "hđnd", "văn"):
            return end
        if of_places and not known.PLACE_KINDS.stands(words, joined):
            return end
        end = qualified(words, kind)


def _named_place(words: Words, at: int) -> int:
    """ "UBND các huyện, thị xã, thành phố Huế": the last of the kinds is named, and is one of them still."""
    return place_end(words, at) if not words.is_capital(at) else at


def _is_name(words: Words, kind: int, start: int) -> bool:
    """Whether a kind is the head of a name: "Ngân hàng Nhà nước", "Công an tỉnh"."""
    if qualifies(words, kind) > kind and not words.is_capital(kind):
        return words.is_capital(start) and words.key(start) in ("ngân", "ủy")
    if known.PLACE_KINDS.stands(words, kind) and not words.is_capital(known.PLACE_KINDS.match(words, kind)):
        return False
    return words.is_capital(kind) or (known.FIELDS.stands(words, kind) and words.is_capital(start))


def qualified(words: Words, end: int) -> int:
    while True:
        more = qualifies(words, end)
        if more == end or _begins_a_verb(words, end, more):
            break
        end = more
    place = place_end(words, end)
    if words.key(end) in ("thuộc", "của", "tại", "ở") and place_end(words, end + 1) > end + 1:
        place = place_end(words, end + 1)
    return range_end(words, max(end, place))


def qualifies(words: Words, at: int) -> int:
    """A qualifier is written small, but for a few that are names themselves."""
    if words.is_capital(at) and words.key(at) != "tp" and words.keys(at, at + 2) not in _CAPITAL_QUALIFIERS:
        return at
    if words.keys(at, at + 2) == "thành phố" and words.is_capital(at + 2):
        return at
    if words.key(at) == "tp" and not words.is_capital(at + 1) and words.key(at + 1) != ".":
        return at + 1
    return known.QUALIFIERS.match(words, at)


_DOUBTFUL = frozenset(
    {"quản lý", "chỉ đạo", "tham mưu", "trên", "vận tải", "phòng , chống", "y tế", "giáo dục", "truyền thông"}
)
_SHOWS_A_NAME = frozenset(
    [
        "trực",
        "nhà",
        "chuyên",
        "khẩn",
        "phải",
        "cần",
        "tiếp",
        "có",
        "chủ",
        "phối",
        "liên",
        "được",
        "sẽ",
        "đã",
        "không",
        "tập",
        "rà",
        "theo",
    ]
)


def _begins_a_verb(words: Words, start: int, end: int) -> bool:
    """ "quản lý", "chỉ đạo", "tham mưu" qualify a kind only where another verb follows."""
    return words.keys(start, end) in _DOUBTFUL and end < len(words) and words.key(end) not in _SHOWS_A_NAME
