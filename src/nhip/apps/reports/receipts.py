"""Submissions that were received: the same one sent again changes nothing, another one under its key is refused."""

import json
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import blake2b
from uuid import UUID

from nhip.apps.reports.models import Receipt
from nhip.core.access import Actor
from nhip.core.errors import RuleBroken, gettext_noop

KEPT = timedelta(days=60)
"""Longer than a line is down."""


def receive(key: UUID | None, actor: Actor, contents: object, now: datetime) -> Receipt | None:
    """The receipt of the submission, None where it has no key; its version is None when it comes for the first time.

    Of several that come at once, one goes on; the others wait here for its end. Call it in the transaction of the act.
    Raises RuleBroken where something else, or somebody else's, was received under the key.
    """
    if key is None:
        return None
    digest = _digest((actor.person, contents))
    receipt, _is_new = Receipt.objects.select_for_update().get_or_create(
        key=key, defaults={"digest": digest, "received_at": now}
    )
    if receipt.digest != digest:
        raise RuleBroken(
            gettext_noop(
                "Máy chủ đã nhận một nội dung khác dưới cùng mã gửi; nội dung này chưa được ghi. "
                "Tải lại trang rồi gửi lại."
            ),
            field="key",
        )
    return receipt


def settle(receipt: Receipt | None, version: int) -> None:
    """The act is done; version: of the report."""
    if receipt is not None:
        receipt.version = version
        receipt.save(update_fields=["version"])


def forget_old(*, now: datetime) -> int:
    """Drop receipts that nobody can still wait for. Returns how many."""
    count, _models = Receipt.objects.filter(received_at__lt=now - KEPT).delete()
    return count


def _digest(contents: object) -> str:
    text = json.dumps(_plain(contents), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return blake2b(text.encode(), digest_size=32).hexdigest()


def _plain(value: object) -> object:
    """Nothing but lists and text, in one order."""
    if is_dataclass(value):
        return [_plain(getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, Mapping):
        return sorted([str(key), _plain(one)] for key, one in value.items())
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Collection) and not isinstance(value, str | bytes):
        return sorted(map(str, value))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return None if value is None else str(value)
