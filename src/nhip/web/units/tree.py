"""The flat rows of a day's tree as nested branches, for a page that folds them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from nhip.apps.org.queries import UnitRow
from nhip.core.units import Level
from nhip.web import words


@dataclass
class Branch:
    """A unit and those directly under it. counts: (word of the level, how many) of everything below."""

    row: UnitRow
    children: list["Branch"] = field(default_factory=list)
    below: Counter[Level] = field(default_factory=Counter)

    @property
    def counts(self) -> tuple[tuple[words.Word, int], ...]:
        return tuple((words.LEVELS[level], self.below[level]) for level in Level if self.below[level])


def branches_of(rows: Sequence[UnitRow]) -> tuple[Branch, ...]:
    """rows: parents before children, each with its depth."""
    roots: list[Branch] = []
    line: list[Branch] = []
    for row in rows:
        branch = Branch(row)
        del line[row.depth :]
        for above in line:
            above.below[row.line.level] += 1
        (line[-1].children if line else roots).append(branch)
        line.append(branch)
    return tuple(roots)
