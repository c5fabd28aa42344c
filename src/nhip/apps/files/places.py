"""Where the bytes of a file are kept."""

from pathlib import Path

from django.conf import settings


def place_of(digest: str) -> Path:
    """The path of the file whose content has that SHA-256, whether it is there or not."""
    return Path(settings.NHIP_FILES) / digest[:2] / digest
