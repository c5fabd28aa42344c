"""The chain holds for what was recorded, and for nothing else."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core import audit
from nhip.core.audit import Change, Head, Record, Seal, Why

KEY, CHAIN = b"a key of the tests", "5f" * 16
MOMENT = datetime(2026, 11, 24, 3, 42, 7, 123456, tzinfo=UTC)
FACTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def record(
    sequence: int,
    *,
    before: object = None,
    after: object = None,
    act: str = "save_task",
    on: tuple[str, str] = ("t", "1"),
) -> Record:
    return Record(
        sequence=sequence,
        person=7,
        person_name="Chuyên viên",
        role="officer",
        act=act,
        object_type=on[0],
        object_id=on[1],
        unit=3,
        before=before or {"weight": 1},
        after=after or {"weight": sequence},
        request_id="",
        business_day=date(2020, 5, 20),
        recorded_at=MOMENT + timedelta(seconds=sequence),
    )


def chained(records: list[Record]) -> tuple[list[Seal], Head]:
    begun = audit.origin(CHAIN, KEY)
    seals = list(audit.seal(begun, records, KEY))
    return seals, audit.advanced(begun, seals[-1]) if seals else begun


def fault(records: list[Record], seals: list[Seal], kept: Head | None) -> tuple[int, Why] | None:
    found = audit.check(CHAIN, records, seals, kept, KEY).fault
    return None if found is None else (found.sequence, found.why)


SEQUENCES = [1, 2, 5, 6, 7, 11]
"""With the gaps that rolled-back transactions leave."""
RECORDS = [record(number) for number in SEQUENCES]
SEALS, HEAD = chained(RECORDS)


def test_a_chain_with_gaps_of_rolled_back_acts_is_whole() -> None:
    found = audit.check(CHAIN, RECORDS, SEALS, HEAD, KEY)

    assert found.is_whole
    assert (found.head, found.unsealed) == (HEAD, 0)
    assert [seal.number for seal in SEALS] == [1, 2, 3, 4, 5, 6]


def test_newest_records_without_a_seal_are_counted_and_no_fault() -> None:
    found = audit.check(CHAIN, [*RECORDS, record(12), record(14)], SEALS, HEAD, KEY)

    assert (found.is_whole, found.unsealed) == (True, 2)


def test_an_empty_database_without_a_head_is_whole() -> None:
    assert fault([], [], None) is None
    assert audit.check("", [record(1)], [], None, KEY).unsealed == 1


def test_a_head_older_than_the_seals_is_no_fault() -> None:
    """As after a crash between the commit and the head's file."""
    _seals, older = chained(RECORDS[:3])

    assert fault(RECORDS, SEALS, older) is None


@pytest.mark.parametrize("place", range(len(SEQUENCES)))
@pytest.mark.parametrize("field", [name for name in Record.__dataclass_fields__ if name != "sequence"])
def test_an_edited_field_is_found_where_it_stands(place: int, field: str) -> None:
    old = getattr(RECORDS[place], field)
    if isinstance(old, datetime):
        new: Any = old + timedelta(microseconds=1)
    elif isinstance(old, date):
        new = old + timedelta(days=1)
    else:
        new = {"weight": 99} if isinstance(old, dict) else (old + 1 if isinstance(old, int) else f"{old}x")
    changed: dict[str, Any] = {field: new}
    edited = [*RECORDS[:place], replace(RECORDS[place], **changed), *RECORDS[place + 1 :]]

    assert fault(edited, SEALS, HEAD) == (SEQUENCES[place], Why.CHANGED)


@pytest.mark.parametrize("place", range(len(SEQUENCES)))
def test_a_deleted_record_is_found(place: int) -> None:
    left = RECORDS[:place] + RECORDS[place + 1 :]

    assert fault(left, SEALS, HEAD) == (SEQUENCES[place], Why.MISSING)


@pytest.mark.parametrize("place", range(len(SEQUENCES)))
def test_a_record_deleted_with_its_seal_is_found_at_the_next(place: int) -> None:
    found = fault(RECORDS[:place] + RECORDS[place + 1 :], SEALS[:place] + SEALS[place + 1 :], HEAD)

    if place + 1 < len(SEQUENCES):
        assert found == (SEQUENCES[place + 1], Why.CHANGED)
    else:
        assert found == (SEQUENCES[place - 1] + 1, Why.CUT_OFF)


@pytest.mark.parametrize("sequence", [3, 4, 8, 10])
def test_a_record_slipped_into_a_gap_is_found(sequence: int) -> None:
    with_it = sorted([*RECORDS, record(sequence)], key=lambda one: one.sequence)

    assert fault(with_it, SEALS, HEAD) == (sequence, Why.INSERTED)


def test_a_record_slipped_in_with_a_seal_made_up_is_found() -> None:
    with_it = sorted([*RECORDS, record(3)], key=lambda one: one.sequence)
    seals = [*SEALS[:2], Seal(3, 3, "0" * 64), *(replace(one, number=one.number + 1) for one in SEALS[2:])]

    assert fault(with_it, seals, HEAD) == (3, Why.CHANGED)


@pytest.mark.parametrize("place", range(len(SEQUENCES) - 1))
def test_two_records_that_changed_places_are_found(place: int) -> None:
    one, other = RECORDS[place], RECORDS[place + 1]
    swapped = [*RECORDS]
    swapped[place] = replace(other, sequence=one.sequence)
    swapped[place + 1] = replace(one, sequence=other.sequence)

    assert fault(swapped, SEALS, HEAD) == (SEQUENCES[place], Why.CHANGED)


@pytest.mark.parametrize("kept", range(len(SEQUENCES)))
def test_a_tail_cut_off_with_its_seals_is_found_by_the_head_outside(kept: int) -> None:
    last = SEQUENCES[kept - 1] if kept else 0

    assert fault(RECORDS[:kept], SEALS[:kept], HEAD) == (last + 1, Why.CUT_OFF)


def test_a_tail_that_lost_only_its_seals_is_found_too() -> None:
    assert fault(RECORDS, SEALS[:3], HEAD) == (SEQUENCES[2] + 1, Why.CUT_OFF)


def test_another_database_in_its_place_is_found() -> None:
    assert audit.check("", [], [], HEAD, KEY).fault == audit.Fault(1, Why.OTHER_CHAIN)
    other = audit.origin("00" * 16, KEY)
    seals = list(audit.seal(other, RECORDS, KEY))
    found = audit.check("00" * 16, RECORDS, seals, HEAD, KEY).fault
    assert found == audit.Fault(SEQUENCES[-1] + 1, Why.OTHER_CHAIN)


def test_sealed_records_without_a_head_outside_are_not_called_whole() -> None:
    assert fault(RECORDS, SEALS, None) == (SEQUENCES[-1], Why.NO_HEAD)


def test_a_chain_made_anew_without_the_key_is_found_at_its_first_record() -> None:
    forged = list(audit.seal(audit.origin(CHAIN, b"another key"), RECORDS, b"another key"))

    assert fault(RECORDS, forged, HEAD) == (SEQUENCES[0], Why.CHANGED)


def test_a_heads_mark_needs_the_key() -> None:
    assert audit.mark(HEAD, KEY) != audit.mark(replace(HEAD, sequence=7), KEY)
    assert audit.mark(HEAD, KEY) != audit.mark(HEAD, b"another key")


@given(before=FACTS, after=FACTS, act=st.text(max_size=10))
def test_what_a_database_gives_back_has_the_same_bytes(before: object, after: object, act: str) -> None:
    """JSON read back (keys in whatever order) and a moment in whatever zone are the same record."""
    one = record(1, before=before, after=after, act=act)
    turned = json.loads(json.dumps(one.after), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    local = one.recorded_at.astimezone(timezone(timedelta(hours=7)))

    assert audit.canonical(replace(one, after=turned, recorded_at=local)) == audit.canonical(one)


@given(st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), min_size=2, max_size=2, unique=True))
def test_no_two_records_have_the_same_bytes(pairs: list[tuple[str, str]]) -> None:
    """A letter moved from one field into the next is another record."""
    one, other = (record(1, on=pair) for pair in pairs)

    assert audit.canonical(one) != audit.canonical(other)


def test_changes_are_told_leaf_by_leaf() -> None:
    before = {"title": "Mở lớp", "milestones": {"5": "40.00", "6": "50.00"}, "budget": None}
    after = {"title": "Mở lớp", "milestones": {"6": "60.00", "7": "70.00"}, "budget": "12.5"}

    assert audit.changes(before, after) == (
        Change(("milestones", "6"), "50.00", "60.00"),
        Change(("milestones", "7"), None, "70.00"),
        Change(("budget",), None, "12.5"),
        Change(("milestones", "5"), "40.00", None),
    )
    assert audit.changes(None, {"name": "Xã Ánh"}) == (Change(("name",), None, "Xã Ánh"),)
    assert audit.changes({"name": "Xã Ánh"}, None) == (Change(("name",), "Xã Ánh", None),)
    assert audit.changes(before, before) == ()


def test_lists_are_told_line_by_line() -> None:
    assert audit.changes({"lines": [{"code": "A2"}]}, {"lines": [{"code": "A2"}, {"code": "A3"}]}) == (
        Change(("lines", "2"), None, {"code": "A3"}),
    )
