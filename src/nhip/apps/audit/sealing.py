"""The one who seals: chains what is committed, after the fact, so that no act waits. And who checks the chain."""

import time
from collections.abc import Iterator
from datetime import datetime
from json import JSONDecoder
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models import F, Max, QuerySet, TextField
from django.db.models.functions import Cast

from nhip.apps.audit import outside
from nhip.apps.audit.models import AuditChain, AuditRecord, AuditSeal
from nhip.apps.audit.protection import TABLES
from nhip.apps.audit.services import Entry, record
from nhip.core import audit
from nhip.core.access import OPERATOR
from nhip.core.audit import Fault, Finding, Head, Record, Seal, Why
from nhip.core.errors import RuleBroken, gettext_noop

BATCH = 5000
CHAIN = 1
PATIENCE = 5.0
"""Seconds to wait for acts under way; whatever takes longer is sealed the next time."""
_FIELDS = tuple(Record.__dataclass_fields__)
_JSON = ("before", "after")
_BEFORE = _FIELDS.index("before")
_decode = JSONDecoder().decode


def is_due() -> bool:
    """Whether records wait for their seals. Two statements."""
    newest = AuditRecord.objects.aggregate(last=Max("sequence"))["last"] or 0
    return newest > (AuditSeal.objects.aggregate(last=Max("sequence"))["last"] or 0)


def seal() -> int:
    """Seal every record whose act was committed when it began; returns how many. Two at once do each their turn.

    Raises RuleBroken when the head outside the database does not fit: then nothing is sealed, for a new head would
    hide what is missing.
    """
    key = outside.key(make=True)
    sealed = 0
    while True:
        with transaction.atomic():
            head = _fitting_head(_held_chain(), key)
            limit = _settled()
            records = _records(head.sequence, limit) if limit else iter(())
            made = list(audit.seal(head, records, key))
            _store(made)
        if made:
            outside.keep_head(audit.advanced(head, made[-1]), key)
            sealed += len(made)
        if len(made) < BATCH:  # what is committed meanwhile waits: each look takes a turn to write
            return sealed


def _store(seals: list[Seal]) -> None:
    """By hand: making a model of each would take as long as all the digests."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO audit_auditseal (sequence, number, digest) VALUES (%s, %s, %s)",
            [(one.sequence, one.number, one.digest) for one in seals],
        )


def _held_chain() -> str:
    """The chain's identity, begun where there is none; whoever else seals waits until the transaction ends."""
    AuditChain.objects.get_or_create(pk=CHAIN, defaults={"identity": uuid4().hex})
    return AuditChain.objects.select_for_update().get(pk=CHAIN).identity


def _head(chain: str, key: bytes) -> Head:
    """How far this database is sealed."""
    last = AuditSeal.objects.order_by("-sequence").first()
    begun = audit.origin(chain, key)
    return begun if last is None else audit.advanced(begun, Seal(last.sequence, last.number, last.digest))


def _fitting_head(chain: str, key: bytes) -> Head:
    head = _head(chain, key)
    try:
        kept = outside.head(key)
    except outside.HeadChanged:
        raise _unfit() from None
    if head.count == 0 and (kept is None or kept.count == 0):
        # From now on an empty chain is known to have begun. One that is kept already and of another chain was begun by
        # who was killed before that was stored: nothing had been sealed.
        if kept != head:
            outside.keep_head(head, key)
        return head
    if kept is None or kept.chain != chain or kept.sequence > head.sequence:
        raise _unfit()
    return head


def _unfit() -> RuleBroken:
    return RuleBroken(
        gettext_noop(
            "Dấu niêm phong giữ ngoài cơ sở dữ liệu không khớp với nhật ký đang có; chưa niêm phong thêm. "
            "Chạy «nhip audit verify» để biết sai ở đâu; nếu vừa khôi phục bản sao lưu, dùng «nhip audit adopt»."
        ),
        field="head",
    )


def _settled() -> int:
    """The last sequence before which nothing can come any more.

    PostgreSQL hands sequences out as acts begin, not as they end: whoever took a lower one holds a lock on the table
    until its end, so those who hold one now are waited for. On SQLite one act writes at a time.
    """
    last: int = AuditRecord.objects.aggregate(last=Max("sequence"))["last"] or 0
    if connection.vendor != "postgresql":
        return last
    before, deadline = _writers(), time.monotonic() + PATIENCE
    while before:
        if time.monotonic() > deadline:
            return 0
        time.sleep(0.01)
        before &= _writers()
    return last


def _writers() -> set[str]:
    """Transactions of others that have written records and go on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock'"
            " AND relation = %s::regclass AND granted AND pid IS DISTINCT FROM pg_backend_pid()"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [TABLES[0]],
        )
        return {str(row[0]) for row in cursor.fetchall()}


def _records(after: int, limit: int) -> Iterator[Record]:
    return map(_read, _rows(after).filter(sequence__lte=limit)[:BATCH])


def _rows(after: int) -> QuerySet[AuditRecord, tuple[Any, ...]]:
    """The records after a sequence as they are stored, JSON as text: half the time of having each of them read."""
    texts = {name: Cast(F(name), TextField()) for name in _JSON}
    rows = AuditRecord.objects.filter(sequence__gt=after).order_by("sequence")
    return rows.values_list(*(texts.get(name, F(name)) for name in _FIELDS))


def _read(row: tuple[Any, ...]) -> Record:
    before, after = row[_BEFORE : _BEFORE + 2]
    both = _decode(f"[{'null' if before is None else before},{'null' if after is None else after}]")
    return Record(*row[:_BEFORE], *both, *row[_BEFORE + 2 :])


def verify() -> Finding:
    """Follow the chain from its origin; reads only. Raises RuleBroken when there is no key.

    The head is read first and records last: what is sealed meanwhile is newer than what is looked at.
    """
    key = outside.key(make=False)
    kept, is_changed = None, False
    try:
        kept = outside.head(key)
    except outside.HeadChanged:
        is_changed = True
    chain = AuditChain.objects.filter(pk=CHAIN).values_list("identity", flat=True).first() or ""
    found = audit.check(chain, all_records(), _all_seals(), kept, key)
    if is_changed and (found.fault is None or found.fault.why is Why.NO_HEAD):
        return Finding(found.head, found.unsealed, Fault(found.head.sequence, Why.HEAD_CHANGED))
    return found


def all_records() -> Iterator[Record]:
    after = audit.NO_SEAL
    while page := list(_rows(after)[:BATCH]):
        yield from map(_read, page)
        after = page[-1][0]


def _all_seals() -> Iterator[Seal]:
    after = audit.NO_SEAL
    while page := list(
        AuditSeal.objects.filter(sequence__gt=after)
        .order_by("sequence")
        .values_list("sequence", "number", "digest")[:BATCH]
    ):
        yield from (Seal(*row) for row in page)
        after = page[-1][0]


def adopt_head(*, reason: str, now: datetime) -> Head:
    """Guard this database from now on, whatever head was kept before: after a restore, or for a new demo.

    The reason stands in the audit and, with the head given up, in the head's file.
    """
    key = outside.key(make=True)
    if not reason.strip():
        raise RuleBroken(gettext_noop("Phải nêu lý do nhận lại dấu niêm phong."), field="reason")
    with transaction.atomic():
        head = _head(_held_chain(), key)
        chain = AuditChain.objects.get(pk=CHAIN)
        entry = Entry("adopt_audit_head", chain, after={"reason": reason.strip(), "sealed": head.count})
        record(actor=OPERATOR, role="operator", entries=[entry], at=now)
    outside.keep_head(head, key, instead=reason.strip())
    return head
