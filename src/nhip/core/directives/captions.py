"""Sentences that a report says twice, word for word: in captions of its pictures, in its lead and in its body."""

from collections.abc import Iterable

from nhip.core.directives.letters import Text
from nhip.core.directives.segmentation import Block, sentences_of

LOOKED_AT = 4000
"""Letters of a sentence that are looked at."""
_LEADS = 2
"""Blocks of a report that tell in short what follows."""
_LONG = 60
"""Letters of a sentence that is no signature."""


def captions_of(text: Text, blocks: Iterable[Block]) -> dict[str, int]:
    """Sentence (its key) -> where the one begins that is no caption, -1 where all of them are.

    A caption stands behind everything else that is told, or at the head; one between other sentences is told there.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    for number, block in enumerate(blocks):
        for one in sentences_of(text, block):
            key = text.key[one.content : min(one.end, one.content + LOOKED_AT)]
            places.setdefault(key, []).append((number, one.content))
    alone = (found[0][0] for key, found in places.items() if len(found) == 1 and len(key) > _LONG)
    last = max(alone, default=0)
    return {
        key: max((at for number, at in found if _LEADS < number < last), default=-1)
        for key, found in places.items()
        if len(found) > 1
    }
