"""What the audit keeps outside the database, so that who can change the database cannot change both unseen.

The key lies in NHIP_AUDIT_KEY or in a file of its own; the head (how far the chain was sealed) in a small JSON file.
"""

import json
import os
from dataclasses import asdict
from hmac import compare_digest
from pathlib import Path

from django.conf import settings

from nhip import keys
from nhip.core.audit import Head, mark
from nhip.core.errors import RuleBroken, gettext_noop


class HeadChanged(Exception):
    """The head's file was not written by who has the key, or cannot be read."""


def key(*, make: bool) -> bytes:
    """The audit's key. make: also the first time, when there is none yet. Raises RuleBroken."""
    if settings.NHIP_AUDIT_KEY:
        return str(settings.NHIP_AUDIT_KEY).encode()
    file = Path(settings.AUDIT_KEY_FILE)
    try:
        return (keys.made_once(file) if make else keys.stored(file)).encode()
    except FileNotFoundError as refusal:
        raise RuleBroken(
            gettext_noop(
                "Không có khóa nhật ký: đặt NHIP_AUDIT_KEY hoặc đưa tệp {file} đã sao lưu về chỗ cũ; "
                "không có khóa thì không niêm phong, không kiểm tra được."
            ),
            field="key",
            file=str(file),
        ) from refusal
    except keys.ExposedKey as refusal:
        raise RuleBroken(
            gettext_noop(
                "Tệp {file} chứa khóa nhật ký mà người khác trên máy đọc được; chạy: chmod 600 {file}"
            ),
            field="key",
            file=str(file),
        ) from refusal
    except OSError as refusal:
        raise RuleBroken(
            gettext_noop("Không đọc hoặc tạo được khóa nhật ký {file}: {why}."),
            field="key",
            file=str(file),
            why=refusal.strerror,
        ) from refusal


def head(key: bytes) -> Head | None:
    """The head as it was last written, None where none ever was. Raises HeadChanged."""
    stored = _stored()
    if stored is None:
        return None
    try:
        sequence, count = int(str(stored["sequence"])), int(str(stored["count"]))
        found = Head(str(stored["chain"]), sequence, count, str(stored["digest"]))
        genuine = compare_digest(str(stored["mark"]), mark(found, key))
    except (KeyError, TypeError, ValueError) as error:
        raise HeadChanged from error
    if not genuine:
        raise HeadChanged
    return found


def keep_head(head: Head, key: bytes, *, instead: str = "") -> None:
    """Write the head in one step; the file survives a power cut as it was before or after.

    instead: why a head of another chain, or a newer one, is given up; that one stays in the file under "earlier".
    """
    stored: dict[str, object] = {}
    try:
        stored = _stored() or {}
    except HeadChanged:
        if not instead:
            raise
    earlier = stored.pop("earlier", [])
    if instead and stored:
        earlier = [*(earlier if isinstance(earlier, list) else []), stored | {"given_up_because": instead}]
    facts = asdict(head) | {"mark": mark(head, key), "earlier": earlier}
    file = Path(settings.NHIP_AUDIT_HEAD)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as stream:
        json.dump(facts, stream, ensure_ascii=False, indent=1)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _stored() -> dict[str, object] | None:
    try:
        read = json.loads(Path(settings.NHIP_AUDIT_HEAD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise HeadChanged from error
    if not isinstance(read, dict):
        raise HeadChanged
    return read
