""" "Bộ này", "sở này": the name that stands nearest before, in the sentence or above it."""

from dataclasses import replace

from nhip.core.directives.addressing import named_before, nearest
from nhip.core.directives.context import is_a
from nhip.core.directives.letters import Text
from nhip.core.directives.orders import Clause
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
