"""What a report tells twice: its first paragraphs often say in short what follows in full."""

import re
from itertools import pairwise

from nhip.core.directives.model import Directive

_FIRST_BLOCKS = 2
_FEWEST = 4
_BESIDES = ("tương tự", "ngoài ra", "bên cạnh đó", "đồng thời", "cùng với đó", "cũng ")
"""So begins what is told beside something else."""


def without_repeated_leads(found: list[tuple[int, Directive]]) -> list[Directive]:
    """Of what is told twice, the full one stays. found: each with the number of its block."""
    kept = []
    for place, (number, one) in enumerate(found):
        later = [other.sentence.lower() for _, other in found[place + 1 :] if _may_repeat(other, one)]
        if number > _FIRST_BLOCKS or not _repeats(one.sentence.lower(), later):
            kept.append(one)
    return kept


def _may_repeat(later: Directive, lead: Directive) -> bool:
    """Whether both speak to the same unit, of the same day."""
    days = {one.due.day for one in (later, lead) if one.due is not None and one.due.day is not None}
    if later.sentence.lower().startswith(_BESIDES):
        return False
    named = [(one.lower(), two.lower()) for one in later.units for two in lead.units]
    return len(days) <= 1 and (not lead.units or any(one in two or two in one for one, two in named))


def _repeats(sentence: str, others: list[str]) -> bool:
    """Whether most of a sentence's words stand together in one of the others."""
    words, pairs = _told(sentence)
    if len(words) < _FEWEST:
        return False
    for other in others:
        theirs, their_pairs = _told(other)
        is_longer = len(theirs) > len(words) and len(words & theirs) >= 0.72 * len(words)
        if is_longer and len(pairs & their_pairs) >= 0.5 * len(pairs):
            return True
    return False


def _told(sentence: str) -> tuple[set[str], set[tuple[str, str]]]:
    words = re.findall(r"\w+", sentence)
    return set(words), set(pairwise(words))
