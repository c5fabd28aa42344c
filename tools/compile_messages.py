"""Compile translations: ``python tools/compile_messages.py FILE.po …`` writes FILE.mo beside each.

In Python, so that an installation needs no gettext programs. What is missing or marked fuzzy stays in the
Vietnamese of the sources.
"""

import sys
from pathlib import Path

import polib


def compile_catalogue(po: Path) -> None:
    """Write the .mo beside a .po, in one step: a server that starts meanwhile never reads half a file."""
    mo = po.with_suffix(".mo")
    draft = mo.with_suffix(".mo.new")
    polib.pofile(str(po)).save_as_mofile(str(draft))
    draft.replace(mo)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        compile_catalogue(Path(name))
