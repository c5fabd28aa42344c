"""Things that cannot be cut are shared out whole: the largest remainders get what is left. docs/rules/cascading.md."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def whole_parts(pieces: int, weights: Sequence[Fraction]) -> list[int]:
    """Pieces in proportion to the weights, which add up exactly: largest remainders, of equal ones the earlier.

    weights: not below 0, not all 0. Each part is its exact share rounded down or up.
    """
    total = sum(weights)
    exact = [pieces * one / total for one in weights]
    parts = [floor(one) for one in exact]
    order = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])  # the sort is stable
    for place in order[: pieces - sum(parts)]:
        parts[place] += 1
    return parts
