"""What stands in the way of a start, said in both languages: nobody has chosen one yet at that point."""

import sys
from typing import NoReturn


class Refusal(Exception):
    """Why Nhịp does not start, and what to do about it: one sentence or two in each language."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")
        self.vi = vi
        self.en = en


class BadSetting(Refusal):
    """A setting in the environment has a value that cannot be used: usage, so the exit status is 2."""


def leave(refusal: Refusal) -> NoReturn:
    """Say why on stderr and end the process: 2 for a wrong setting, 1 for any other refusal."""
    sys.stderr.write(f"nhip: {refusal.vi}\nnhip: {refusal.en}\n")
    raise SystemExit(2 if isinstance(refusal, BadSetting) else 1)
