"""A unit as a text names it."""

from dataclasses import dataclass

from nhip.core.directives.words import Words


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the text names it. start, end: words; head: its kind of unit; points_back: "sở này", with
    stands_for: the name that it points to, once known; is_person: a person's name ends it; own: its own words in a row
    that shares a head ("UBND các huyện A, B": "A"), "" where it shares none."""

    text: str
    head: str
    start: int
    end: int
    points_back: bool = False
    is_plural: bool = False
    stands_for: str = ""
    is_person: bool = False
    own: str = ""


def unit_of(
    words: Words, start: int, end: int, head: str, *, back: bool = False, plural: bool = False
) -> Unit:
    return Unit(words.part(start, end), head, start, end, back, plural)
