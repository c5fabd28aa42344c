""" "Bộ này", "sở này": the name that stands nearest before, in the sentence or above it."""

from dataclasses import replace

from nhip.core.directives.addressing import named_before, nearest
from nhip.core.directives.letters import Text
from nhip.core.directives.orders import Clause
from nhip.core.directives.unit_alone import PLACES
from nhip.core.directives.unit_phrase import Unit
from nhip.core.directives.words import Words, words_of

_ABOVE = 1500
"""Letters above a sentence in which a name is looked for."""


def with_names(text: Text, words: Words, clause: Clause, last: tuple[str, ...]) -> Clause:
    """The clause with what its units point back to. last: the units that were addressed before."""
    units = tuple(_named(text, words, unit, last) for unit in clause.units)
    return clause if units == clause.units else replace(clause, units=units)


def _named(text: Text, words: Words, unit: Unit, last: tuple[str, ...]) -> Unit:
    """ "Bộ này" in a sentence that names the ministry before."""
    if not unit.points_back or unit.is_plural:
        return unit
    if unit.head == "địa phương" and (place := named_before(words, unit.start)):
        return replace(unit, stands_for=place)
    inside = nearest(words, unit.start, unit.head)
    if not inside and not any(is_a(name.lower(), unit.head) for name in last):
        inside = _before(text, words, unit.head)
    return replace(unit, stands_for=inside) if inside else unit


def _before(text: Text, words: Words, head: str) -> str:
    """The unit of that kind which the text named last, not far above."""
    end = words.words[0].start
    first = max(0, end - _ABOVE)
    while end > first:
        start = max(first, text.key.rfind("\n", first, end - 1) + 1)
        above = words_of(text, start, end)
        name = nearest(above, len(above), head)
        if name:
            return name
        end = start
    return ""


def _two(head: str, recent: list[tuple[str, ...]]) -> list[str]:
    """ "hai sở này": the last two of that kind, those named together first."""
    of_kind = "" if head in _ANY_UNIT else head
    kin = [[name for name in units if name.lower().startswith(of_kind)] for units in recent]
    together = next((names for names in reversed(kin) if len(names) == 2), [])
    return together or list(dict.fromkeys(name for names in kin for name in names[:1]))[-2:]


_ANY_UNIT = frozenset({"cơ quan", "đơn vị", "địa phương", "hai đơn vị", "hai cơ quan", "doanh nghiệp"})


def resolved(
    units: tuple[Unit, ...], last: tuple[str, ...], recent: list[tuple[str, ...]]
) -> tuple[str, ...]:
    """The units' names; "sở này" becomes the unit of that kind addressed last. last, recent: who was addressed."""
    names: list[str] = []
    for unit in units:
        if not unit.points_back or unit.stands_for or not last:
            names.append(unit.stands_for or unit.text)
        elif unit.head.startswith(("hai", "2")):
            names.extend(_two(unit.head.split(maxsplit=1)[-1], recent) or last)
        elif unit.is_plural or unit.head.startswith(("các", "hai", "2")):
            names.extend(last)
        else:
            kin = [name for name in last if is_a(name.lower(), unit.head)]
            names.append((kin or (list(last) if unit.head in _ANY_UNIT else [unit.text]))[0])
    return tuple(dict.fromkeys(names))


def is_a(name: str, head: str) -> bool:
    """ "Tỉnh" points back to "tỉnh Tuyên Quang", never to "Tỉnh ủy"."""
    return name.startswith(head) and not name.startswith(f"{head} ủy")


_CALLED = PLACES | {"đơn vị"}


def called(units: tuple[Unit, ...]) -> str:
    """The first of them in the sentence's own words, where it is called by its kind alone ("Huyện phải …") or shares
    a head ("UBND các huyện A, B": "A"); else "".
    """
    first = units[0] if units else None
    if first is not None and first.own:
        return first.own
    is_kind = first is not None and first.points_back and first.text.lower() == first.head
    return first.text if first is not None and is_kind and first.head in _CALLED else ""
