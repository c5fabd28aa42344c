"""The audit's chain: each seal is a keyed digest over the one before and over one record.

A record that was edited, taken away, slipped in, moved or cut off breaks the chain at a place that ``check`` names.
Who lacks the key, which lies outside the database, cannot make the seals anew. Records are sealed in the order of
their sequence; gaps that a rolled-back transaction left are no records and carry no seal.
Source: docs/rules/audit.md.
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from json import JSONEncoder

NO_SEAL = 0
"""The sequence of a chain's origin: nothing is sealed yet."""
_encode = JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode


@dataclass(frozen=True, slots=True)
class Record:
    """What a record says. before, after: JSON as it is stored. recorded_at: an aware moment."""

    sequence: int
    person: int | None
    person_name: str
    role: str
    act: str
    object_type: str
    object_id: str
    unit: int | None
    before: object
    after: object
    request_id: str
    business_day: date
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Seal:
    """number: its place in the chain, from 1. digest: hexadecimal."""

    sequence: int
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """How far a chain was sealed: the last seal, and how many there are. sequence NO_SEAL: the origin."""

    chain: str
    sequence: int
    count: int
    digest: str


def canonical(record: Record) -> bytes:
    """The record as bytes: the same on every engine, and no two records alike."""
    return _encode(
        [
            record.sequence,
            record.person,
            record.person_name,
            record.role,
            record.act,
            record.object_type,
            record.object_id,
            record.unit,
            record.before,
            record.after,
            record.request_id,
            record.business_day.isoformat(),
            record.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        ]
    ).encode("ascii")


def _digest(key: bytes, message: bytes) -> str:
    return hmac.digest(key, message, "sha256").hex()


def origin(chain: str, key: bytes) -> Head:
    """The head of a chain in which nothing is sealed yet. chain: its random identity."""
    return Head(chain, NO_SEAL, 0, _digest(key, b"nhip audit chain " + chain.encode()))


def seal(head: Head, records: Iterable[Record], key: bytes) -> Iterator[Seal]:
    """The seals of the records that follow the head, in the order of their sequence."""
    digest = head.digest
    for number, record in enumerate(records, head.count + 1):
        digest = _digest(key, digest.encode("ascii") + b" " + canonical(record))
        yield Seal(record.sequence, number, digest)


def advanced(head: Head, to: Seal) -> Head:
    """The head once that seal is its last."""
    return replace(head, sequence=to.sequence, count=to.number, digest=to.digest)


def mark(head: Head, key: bytes) -> str:
    """What shows that a stored head was written by who has the key."""
    return _digest(key, f"nhip audit head {head.chain} {head.sequence} {head.count} {head.digest}".encode())


class Why(StrEnum):
    """What is wrong at a sequence."""

    CHANGED = "changed"
    MISSING = "missing"
    INSERTED = "inserted"
    CUT_OFF = "cut_off"
    OTHER_CHAIN = "other_chain"
    NO_HEAD = "no_head"
    HEAD_CHANGED = "head_changed"


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad sequence and what is wrong there."""

    sequence: int
    why: Why


@dataclass(frozen=True, slots=True)
class Finding:
    """head: how far the chain holds. unsealed: newest records without a seal, which is no fault."""

    head: Head
    unsealed: int
    fault: Fault | None

    @property
    def is_whole(self) -> bool:
        return self.fault is None


def check(
    chain: str, records: Iterable[Record], seals: Iterable[Seal], kept: Head | None, key: bytes
) -> Finding:
    """Follow a chain from its origin and compare it with the head that is kept outside the database.

    records, seals: each in the order of the sequence, read once. chain: "" where the database has begun none.
    kept: None where there is none, which is right only while nothing is sealed.
    """
    head, unsealed, fault = _follow(origin(chain, key), iter(records), iter(seals), kept, key)
    return Finding(head, unsealed, fault or _against_kept(head, kept))


def _follow(
    head: Head, records: Iterator[Record], seals: Iterator[Seal], kept: Head | None, key: bytes
) -> tuple[Head, int, Fault | None]:
    record = next(records, None)
    for one in seals:
        if record is None or record.sequence > one.sequence:
            return head, 0, Fault(one.sequence, Why.MISSING)
        if record.sequence < one.sequence:
            return head, 0, Fault(record.sequence, Why.INSERTED)
        if next(seal(head, [record], key)) != one:
            return head, 0, Fault(one.sequence, Why.CHANGED)
        head = advanced(head, one)
        if kept is not None and kept.chain == head.chain and kept.sequence == head.sequence and kept != head:
            return head, 0, Fault(one.sequence, Why.CHANGED)
        record = next(records, None)
    return head, sum(1 for _one in records) + (record is not None), None


def _against_kept(head: Head, kept: Head | None) -> Fault | None:
    if kept is None:
        return None if head.count == 0 else Fault(head.sequence, Why.NO_HEAD)
    if kept.chain != head.chain:
        return Fault(head.sequence + 1, Why.OTHER_CHAIN)
    if kept.sequence > head.sequence:
        return Fault(head.sequence + 1, Why.CUT_OFF)
    return None


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that an act changed. path: its name, with the names of what holds it before. None: there was none."""

    path: tuple[str, ...]
    before: object
    after: object


def changes(before: object, after: object) -> tuple[Change, ...]:
    """What differs between two states of an object, leaf by leaf, in the order of the later state.

    The lines of a list are leaves, by their number from 1. An act that tells only what became (no state before) changes
    all of it; one that tells only what was, likewise.
    """
    was, became = dict(_leaves(before)), dict(_leaves(after))
    return tuple(
        Change(path, was.get(path), became.get(path))
        for path in dict.fromkeys([*became, *was])
        if was.get(path) != became.get(path)
    )


def _leaves(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, (*path, str(name)))
    elif isinstance(value, list):
        yield from (((*path, str(number)), one) for number, one in enumerate(value, 1))
    elif path and value is not None:
        yield path, value
