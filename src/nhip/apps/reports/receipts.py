"""Submissions that were received: the same one sent again changes nothing, another one under its key is refused."""

import json
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import blake2b
from uuid import UUID

from django.db import connection

from nhip.apps.reports.models import Receipt
from nhip.core.access import Actor
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.rows import insert_new

KEPT = timedelta(days=60)
"""Longer than a line is down."""


def receive(key: UUID | None, digest: str, version: int, now: datetime) -> int | None:
    """The version of the report after the submission, where that was received before; else None: it is to be done.

    digest: ``digest_of`` who sends what. version: of the report once it is done. The receipt stands and falls with the
    transaction of the act, so call it there. Of several that come at once one goes on, and the others wait here for its
    end. One statement for a new one.
    Raises RuleBroken where something else, or somebody else's, was received under the key.
    """
    if key is None:
        return None
    if _is_first(key, digest, version, now):
        return None
    receipt = Receipt.objects.select_for_update().get(key=key)
    if receipt.digest != digest:
        raise RuleBroken(
            gettext_noop(
                "Máy chủ đã nhận một nội dung khác dưới cùng mã gửi; nội dung này chưa được ghi. "
                "Tải lại trang rồi gửi lại."
            ),
            field="key",
        )
    return receipt.version


def _is_first(key: UUID, digest: str, version: int, now: datetime) -> bool:
    write = Receipt._meta.get_field("key").get_db_prep_save  # noqa: SLF001 - Django's own, for callers
    inserted = insert_new(
        Receipt,
        ("key", "digest", "version", "received_at"),
        (write(key, connection), digest, version, connection.ops.adapt_datetimefield_value(now)),
        key="key",
    )
    return inserted is not None


def forget_old(*, now: datetime) -> int:
    """Drop receipts that nobody can still wait for. Returns how many."""
    count, _models = Receipt.objects.filter(received_at__lt=now - KEPT).delete()
    return count


def digest_of(actor: Actor, contents: object) -> str:
    """Of who sends what: the same for the same, another for anything else."""
    text = json.dumps(
        _plain((actor.person, contents)), ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    return blake2b(text.encode(), digest_size=32).hexdigest()


def _plain(value: object) -> object:
    """Nothing but lists and text, in one order. Text and numbers, most of what is sent, are told first."""
    found: object
    if value is None or isinstance(value, str):
        found = value
    elif isinstance(value, Decimal):
        found = f"{value.normalize():f}"
    elif is_dataclass(value):
        found = [_plain(getattr(value, one.name)) for one in fields(value)]
    elif isinstance(value, Mapping):
        found = sorted([str(key), _plain(one)] for key, one in value.items())
    elif isinstance(value, list | tuple):
        found = [_plain(one) for one in value]
    elif isinstance(value, Collection) and not isinstance(value, bytes):
        found = sorted(map(str, value))
    else:
        found = str(value)
    return found
