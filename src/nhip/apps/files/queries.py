from dataclasses import dataclass
from pathlib import Path

from nhip.apps.files.models import StoredFile
from nhip.apps.files.places import place_of
from nhip.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class FileToServe:
    name: str
    media_type: str
    size: int
    place: Path


def file_to_serve(stored: StoredFile) -> FileToServe:
    """Where a file lies and how to serve it; whoever calls has asked whether the reader may see it.

    Raises NotFound where its bytes are gone.
    """
    place = place_of(stored.digest)
    if not place.is_file():
        raise NotFound
    return FileToServe(stored.name, stored.media_type, stored.size, place)
