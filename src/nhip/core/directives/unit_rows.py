"""Rows of units: a head that is shared, a further place, kinds behind a head, an office of several places."""

from dataclasses import replace

from nhip.core.directives import unit_words as known
from nhip.core.directives import verbs
from nhip.core.directives.unit_kinds import JOINS
from nhip.core.directives.unit_names import person_end, skip_brackets
from nhip.core.directives.unit_phrase import Unit, unit_of
from nhip.core.directives.words import Words, phrases


def shared(words: Words, at: int, before: Unit) -> tuple[list[Unit], int]:
    """ "Bộ Quốc phòng, Công an": a field alone after a comma belongs to the head before it."""
    end = known.FIELDS.match(words, at)
    if before.head not in known.CATALOGUED or end == at or not words.is_capital(at):
        return [], at
    if (
        before.head == "sở" and words.key(at) == "công"
    ):  # "Sở Nội vụ, Công an tỉnh": there is no such department
        return [], at
    head = words.part(before.start, before.start + 1)
    return [Unit(f"{head} {words.part(at, end)}", before.head, at, end)], skip_brackets(words, end)


def further_place(words: Words, at: int, before: Unit) -> tuple[list[Unit], int]:
    """ "UBND huyện Quang Bình, Bắc Quang": a name alone after a place's belongs to the same kind of place."""
    end = person_end(words, at)
    kind = next(
        (
            stop
            for place in range(before.start, before.end)
            if (stop := known.PLACE_KINDS.match(words, place)) > place and words.is_capital(stop)
        ),
        0,
    )
    if before.is_plural or not kind or end - at not in (1, 2, 3) or not _ends_a_name(words, end):
        return [], at
    return [Unit(f"{words.part(before.start, kind)} {words.part(at, end)}", before.head, at, end)], end


def _ends_a_name(words: Words, at: int) -> bool:
    """Whether the name is one of a row of addressees: a verb, or the next of them, follows."""
    key = words.key(at)
    return key in (",", "và") or key in known.PREDICATES or verbs.STRONG.stands(words, at)


def further_kinds(words: Words, end: int) -> int:
    """ "UBND xã, phường, thị trấn": kinds of places that a head is shared by."""
    if known.PARTY.match(words, end - 2) == end and not words.is_capital(end):
        while (joined := JOINS.match(words, end)) > end and known.PARTY.stands(words, joined):
            end = known.PARTY.match(words, joined)
        return end
    while (
        words.key(end - 2) == "cấp"
        and (joined := JOINS.match(words, end)) > end
        and _OF_LEVEL.stands(words, joined)
    ):
        end = joined + 2  # "UBND cấp huyện, cấp xã"
    is_capital = words.is_capital(end - 1)  # "UBND Quận, Huyện, Thị xã"
    if not known.PLACE_KINDS.stands(words, end - 1) or (is_capital and words.key(end) != ","):
        return end
    while (joined := JOINS.match(words, end)) > end and words.keys(end, joined) in (",", "và", ", và", "/"):
        kind = known.PLACE_KINDS.match(words, joined)
        if kind == joined or words.is_capital(joined) != is_capital or words.is_capital(kind):
            break
        end = kind
    return end


_OF_LEVEL = phrases("cấp tỉnh | cấp huyện | cấp xã")


def of_places(words: Words, at: int, end: int, places: list[Unit]) -> list[Unit]:
    """ "UBND các tỉnh, thành phố trực thuộc Trung ương" is one unit, "UBND các tỉnh: A, B và C" are three."""
    head = words.keys(at, known.HEADS.match(words, at))
    if len(places) == 1 or words.key(end).isdigit() or words.key(end) in ("hai", "ba", "bốn"):
        whole = unit_of(words, at, places[-1].end, head, plural=True)  # "chính quyền 2 huyện A và B"
        return [replace(whole, own=places[0].own)]
    office = words.part(at, end)
    others = [replace(one, text=f"{office} {one.text}", head=head) for one in places[1:]]
    return [replace(unit_of(words, at, places[0].end, head), own=places[0].own), *others]
