"""Two offices that one person holds: of the party and of the state, or one whose place stands behind the other."""

from nhip.core.directives.unit_phrase import Unit, unit_of
from nhip.core.directives.words import Words


def one_person(words: Words, first: Unit, more: list[Unit], joint: str) -> Unit | None:
    """ "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh": an office of the party and one of the state, held by one person."""
    second = more[0]
    held = "phó bí thư", "ủy viên ban thường vụ", "ủy viên trung ương", "ủy viên bộ chính trị"
    name = first.text.lower()
    may = name.startswith(held) or (
        name.startswith("bí thư") and second.text.lower().startswith("chủ tịch hđnd")
    )
    # "Bí thư, Chủ tịch UBND các tỉnh"; but "Bộ trưởng, Thủ trưởng cơ quan ngang bộ" are two.
    shares = (
        name in _OFFICES and second.is_plural and (name != "bộ trưởng" or "các bộ" in second.text.lower())
    )
    may = may or (first.is_person and not second.is_person and joint == ",")
    heads = name in _OF_NO_PLACE and second.text.lower().startswith(("trưởng ban", "phó trưởng ban"))
    may = may or (heads and joint == ",")
    is_one = len(more) == 1 and second.head == first.head == "role" and not first.is_plural
    if not is_one or not (shares or (may and not second.is_plural)):
        return None
    return unit_of(words, first.start, second.end, "role", plural=second.is_plural)


_OF_NO_PLACE = frozenset({"chủ tịch ubnd", "chủ tịch ủy ban nhân dân"})
"""Whose place stands behind the next office: "Chủ tịch UBND, Trưởng ban An toàn giao thông tỉnh A"."""
_OFFICES = frozenset(
    {"bí thư", "bộ trưởng", "chủ tịch", "giám đốc", "thủ trưởng", "chủ tịch hđnd", "trưởng ban"}
)
"""Offices whose holder's unit is named with the next office."""
