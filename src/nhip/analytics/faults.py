"""What is wrong in input files, each fault named by file, line and column."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from nhip.core.errors import RuleBroken, RulesBroken

MOST = 20
"""So many faults are told at once; with more, something is wrong with the file as a whole."""


@dataclass
class Faults:
    found: dict[str, RuleBroken] = field(default_factory=dict)

    def add(self, place: str, refusal: RuleBroken) -> None:
        self.found.setdefault(place, refusal)
        if len(self.found) >= MOST:
            self.refuse()

    def at(self, place: str) -> AbstractContextManager[None, bool]:
        """Note what the block refuses as a fault at ``place``."""
        return _At(self, place)

    def refuse(self) -> None:
        """Raises RulesBroken with what was found, if anything was."""
        if self.found:
            raise RulesBroken(self.found)


class _At(AbstractContextManager[None, bool]):
    def __init__(self, faults: Faults, place: str) -> None:
        self._faults, self._place = faults, place

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, refusal: BaseException | None, _trace: object, /) -> bool:
        if isinstance(refusal, RuleBroken):
            self._faults.add(self._place, refusal)
            return True
        return False


def place(file: str, line: int, column: str = "") -> str:
    """``F.csv:3:value``."""
    return f"{file}:{line}:{column}" if column else f"{file}:{line}"
