"""What people ask each other about a task, and whether it still waits for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One comment. by: who spoke; asked: whom it mentions."""

    comment: int
    by: int
    asked: frozenset[int]


def unanswered(talk: Iterable[Said], person: int) -> tuple[int, ...]:
    """The comments of one task that mention the person and came after the last word of theirs.

    talk: in the order in which it was said. Whoever speaks in the task has answered what was asked before.
    """
    open_ones: list[int] = []
    for one in talk:
        if one.by == person:
            open_ones.clear()
        elif person in one.asked:
            open_ones.append(one.comment)
    return tuple(open_ones)
