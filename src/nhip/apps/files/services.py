"""Keep a file. The bytes are on disk, whole and synced, before the transaction that names them commits."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from nhip.apps.files.models import StoredFile
from nhip.apps.files.places import place_of
from nhip.core.files import check_file, checked_file_name


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent."""

    name: str
    content: bytes


def keep_file(*, name: str, content: bytes) -> StoredFile:
    """Check and store a file; call it inside the act's transaction. Raises RuleBroken.

    A transaction that fails afterwards leaves bytes that nothing names: they do no harm and are kept once if they
    come again.
    """
    plain = checked_file_name(name)
    media_type = check_file(plain, content)
    digest = hashlib.sha256(content).hexdigest()
    _write(place_of(digest), content)
    return StoredFile.objects.create(digest=digest, name=plain, media_type=media_type, size=len(content))


def _write(place: Path, content: bytes) -> None:
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(draft).replace(place)
    finally:
        Path(draft).unlink(missing_ok=True)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
