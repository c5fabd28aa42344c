"""Keys that an installation makes for itself: once, in a file that only their owner reads."""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path


class ExposedKey(Exception):
    """Others on this machine can read the file."""


def made_once(file: Path) -> str:
    """Read the key; make it first where there is none. Two processes at once agree on one.

    Raises ExposedKey, OSError.
    """
    if not file.exists():
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(64))
        try:
            # Unlike a rename, a link never replaces the key of a process that was quicker.
            with suppress(FileExistsError):
                file.hardlink_to(draft)
        finally:
            draft.unlink()
    return stored(file)


def stored(file: Path) -> str:
    """Read a key that must be there. Raises ExposedKey, OSError."""
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ExposedKey(file)
    return file.read_text(encoding="ascii").strip()
