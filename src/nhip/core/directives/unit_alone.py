"""Kinds of units that stand alone, without a name: "huyện cần", "hãng phải", "yêu cầu xã …"."""

from nhip.core.directives import verbs
from nhip.core.directives.unit_phrase import Unit, unit_of
from nhip.core.directives.unit_told import is_told, predicate_follows
from nhip.core.directives.words import Words

_OF_TWO = frozenset(
    {"thành phố", "thị xã", "thị trấn", "ngân hàng", "bệnh viện", "công ty", "doanh nghiệp", "đơn vị"}
)
_FIRMS = frozenset({"hãng", "ngân hàng", "bệnh viện", "công ty", "doanh nghiệp", "đơn vị"})
PLACES = frozenset({"đoàn", "huyện", "xã", "tỉnh", "quận", "phường", "thành phố", "tp", "thị xã", "thị trấn"})


def alone(words: Words, at: int) -> tuple[list[Unit], int]:
    """The unit spoken of, called by its kind alone, where a duty, an order or a task shows it to be one."""
    end = at + (2 if words.keys(at, at + 2) in _OF_TWO else 1)
    kind = words.keys(at, end)
    is_place = kind in PLACES and (predicate_follows(words, end) or is_told(words, at, end))
    begins = words.key(at - 1) in ("", ",", ";", "thì", '"') or words.is_capital(at)
    is_firm = kind in _FIRMS and begins and words.key(end) in ("phải", "cần")
    return ([unit_of(words, at, end, kind, back=True)], end) if is_place or is_firm else ([], at)


def must(words: Words, at: int) -> bool:
    """Whether a duty or a task begins here that nothing but an order would tell of."""
    return words.key(at) in ("phải", "cần") or verbs.STRONG.stands(words, at)
