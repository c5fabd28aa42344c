"""Gather and check translations. The sources are Vietnamese; English is complete beside them.

``python tools/messages.py make`` brings src/nhip/locale/en/LC_MESSAGES/django.po up to date with the sources;
``python tools/messages.py check`` fails when that would change it, or when English is missing or unfinished.
"""

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
import polib
from django.conf import settings
from django.core.management import call_command

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "nhip"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = {
    "Project-Id-Version": "nhip",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    # Vietnamese has one form; English needs two.
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def gathered() -> polib.POFile:
    """Return the catalogue as it should be: every sentence of the sources with the English that is there.

    A sentence that was changed keeps its old English, marked fuzzy, until a person has looked at it.
    """
    with tempfile.TemporaryDirectory() as directory:
        # In a copy: Django writes beside each template while it gathers.
        copy = Path(directory) / "nhip"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "static", "migrations"))
        locale = copy / "locale"
        draft = locale / "en" / "LC_MESSAGES" / "django.po"
        draft.parent.mkdir(parents=True, exist_ok=True)
        settings.configure(LOCALE_PATHS=[locale], USE_I18N=True, LANGUAGE_CODE="vi")
        django.setup()
        os.chdir(copy)
        call_command(
            "makemessages",
            locale=["en"],
            no_obsolete=True,
            add_location="file",
            verbosity=0,
            stdout=io.StringIO(),
        )
        catalogue = polib.pofile(str(draft), wrapwidth=100)
    # Without dates and names, so that gathering twice changes nothing.
    catalogue.metadata = dict(HEADER)
    catalogue.header = (
        "English of Nhịp. The sentences to translate are Vietnamese, the language of the sources."
    )
    catalogue.metadata_is_fuzzy = False
    return catalogue


def unfinished(catalogue: polib.POFile) -> list[str]:
    """Say what lacks finished English."""
    return [
        f"{', '.join(sorted({place for place, _ in entry.occurrences}))}: "
        f"{'fuzzy' if entry.fuzzy else 'no English'}: {entry.msgid}"
        for entry in catalogue
        if not entry.obsolete and not entry.translated()
    ]


def check(catalogue: polib.POFile) -> int:
    """Print what is wrong; return the exit status."""
    wrong = unfinished(catalogue)
    if not CATALOGUE.exists() or CATALOGUE.read_text(encoding="utf-8") != str(catalogue) + "\n":
        wrong.insert(
            0, f"{CATALOGUE.relative_to(PACKAGE.parents[1])} is behind the sources: run ./dev messages"
        )
    print("\n".join(wrong))
    return 1 if wrong else 0


def make(catalogue: polib.POFile) -> int:
    """Write the catalogue; return the exit status."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_text(str(catalogue) + "\n", encoding="utf-8")
    left = unfinished(catalogue)
    print("\n".join([*left, f"{len(catalogue)} sentences, {len(left)} without finished English"]))
    return 0


if __name__ == "__main__":
    raise SystemExit({"make": make, "check": check}[sys.argv[1]](gathered()))
