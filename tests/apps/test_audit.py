"""S13: whoever changes the audit behind the program's back is found; the program itself cannot change it at all."""

import json
import random
from collections.abc import Callable  # noqa: TC003
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from nhip.apps.audit import outside, protection, sealing
from nhip.apps.audit.models import AuditChain, AuditRecord, AuditSeal
from nhip.apps.audit.services import Entry, record
from nhip.core import audit
from nhip.core.access import OPERATOR
from nhip.core.audit import Head, Why
from nhip.core.errors import RuleBroken
from tests import world
from tests.stores import is_postgres

pytestmark = pytest.mark.django_db
TABLES = {"audit_auditrecord": AuditRecord, "audit_auditchain": AuditChain, "audit_auditseal": AuditSeal}


@pytest.fixture
def key() -> bytes:
    return outside.key(make=False)


def act(name: str = "rename_unit") -> int:
    """One more act; returns its sequence."""
    record(
        actor=OPERATOR,
        role="operator",
        entries=[Entry(name, AuditChain(pk=1), after={"name": "Xã Ánh", "from": world.TODAY})],
        at=world.NOW,
    )
    return AuditRecord.objects.latest("sequence").sequence


def first_bad() -> tuple[int, Why] | None:
    fault = sealing.verify().fault
    return None if fault is None else (fault.sequence, fault.why)


def sequences() -> list[int]:
    return list(AuditRecord.objects.order_by("sequence").values_list("sequence", flat=True))


def test_what_the_world_did_is_sealed_and_whole() -> None:
    before = sealing.verify()
    assert (before.is_whole, before.head.count, before.unsealed) == (True, 0, len(sequences()))

    assert sealing.seal() == len(sequences())
    assert sealing.seal() == 0

    after = sealing.verify()
    assert (after.is_whole, after.head.count, after.unsealed) == (True, len(sequences()), 0)
    assert not sealing.is_due()


def test_new_acts_wait_unsealed_and_are_chained_to_what_was_sealed(key: bytes) -> None:
    sealing.seal()
    before = outside.head(key)
    act()

    assert sealing.is_due()
    assert sealing.verify().unsealed == 1
    assert sealing.seal() == 1
    assert sealing.verify().is_whole
    assert before is not None
    assert outside.head(key) != before


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("how", ["update", "delete", "sql update", "sql delete", "replace", "truncate"])
def test_the_database_itself_refuses_to_change_the_audit(table: str, how: str) -> None:
    sealing.seal()
    stored, column = TABLES[table].objects.all(), "id" if table == "audit_auditchain" else "sequence"  # type: ignore[attr-defined]
    changed = {"audit_auditrecord": "act", "audit_auditchain": "identity", "audit_auditseal": "digest"}[table]
    before = list(stored.order_by("pk").values())
    attempts: dict[str, Callable[[], object]] = {
        "update": lambda: stored.update(**{changed: "x"}),
        "delete": lambda: stored.order_by("pk")[:1].get().delete(),
        "sql update": lambda: run(f"UPDATE {table} SET {changed} = 'x' WHERE {column} = 1"),
        "sql delete": lambda: run(f"DELETE FROM {table} WHERE {column} = 1"),
        "replace": lambda: run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"),
        "truncate": lambda: run(f"TRUNCATE {table}"),
    }
    if how == ("replace" if is_postgres() else "truncate"):
        pytest.skip("the other engine's word")

    with pytest.raises((IntegrityError, OperationalError), match=protection.REFUSAL), transaction.atomic():
        attempts[how]()

    assert list(stored.order_by("pk").values()) == before


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_triggers_stand_after_all_migrations() -> None:
    """A migration that remakes a table on SQLite would lose them silently."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        found = {str(row[0]) for row in cursor.fetchall()}

    events = ("rows", "whole") if connection.vendor == "postgresql" else ("update", "delete", "replace")
    assert {f"{table}_{event}" for table in protection.TABLES for event in events} <= found
    assert set(TABLES) == set(protection.TABLES)


# --- S13: an attacker with the whole database in hand, but without the key and the head's file ------------------


def edited(chance: random.Random, places: list[int]) -> int:
    one = chance.choice(places)
    column, value = chance.choice(
        [
            ("act", "another_act"),
            ("person_name", "Người khác"),
            ("person", 999),
            ("role", "auditor"),
            ("object_id", "999"),
            ("unit", 999),
            ("after", {"weight": 1}),
            ("request_id", "f" * 32),
            ("business_day", world.TODAY - timedelta(days=30)),
            ("recorded_at", timezone.now() - timedelta(days=1)),
        ]
    )
    AuditRecord.objects.filter(pk=one).update(**{column: value})
    return one


def deleted(chance: random.Random, places: list[int]) -> int:
    one = chance.choice(places)
    AuditRecord.objects.filter(pk=one).delete()
    return one


def deleted_with_its_seal(chance: random.Random, places: list[int]) -> int:
    number = chance.randrange(len(places) - 1)
    AuditRecord.objects.filter(pk=places[number]).delete()
    AuditSeal.objects.filter(pk=places[number]).delete()
    return places[number + 1]


def inserted(chance: random.Random, places: list[int]) -> int:
    """A copy of a record in a gap, which the attacker makes by moving what comes after it."""
    one = chance.choice(places[1:-1])
    copy = AuditRecord.objects.get(pk=one)
    AuditRecord.objects.filter(pk=one).delete()
    AuditSeal.objects.filter(pk=one).delete()
    copy.act = "approved_by_nobody"
    copy.save(force_insert=True)
    return one


def reordered(chance: random.Random, places: list[int]) -> int:
    first, second = sorted(chance.sample(places, 2))
    rows = {row.pk: row for row in AuditRecord.objects.filter(pk__in=(first, second))}
    AuditRecord.objects.filter(pk__in=rows).delete()
    for old, new in ((first, second), (second, first)):
        row = rows[old]
        row.pk = new
        at = row.recorded_at
        row.save(force_insert=True)
        AuditRecord.objects.filter(pk=new).update(recorded_at=at)
    return first


def cut_off(chance: random.Random, places: list[int]) -> int:
    kept = chance.randrange(len(places))
    AuditRecord.objects.filter(pk__in=places[kept:]).delete()
    AuditSeal.objects.filter(pk__in=places[kept:]).delete()
    return places[kept - 1] + 1 if kept else 1


ATTACKS = (edited, deleted, deleted_with_its_seal, inserted, reordered, cut_off)


def test_of_100_attacks_100_are_found_and_named() -> None:
    chance = random.Random(13)
    for _number in range(20):
        act()
    sealing.seal()
    places, found = sequences(), 0
    for turn in range(100):
        attack = ATTACKS[turn % len(ATTACKS)]
        with transaction.atomic():
            protection.unprotect(connection)
            bad = attack(chance, places)
            assert first_bad() is not None, attack.__name__
            assert sealing.verify().fault.sequence == bad, attack.__name__  # type: ignore[union-attr]
            found += 1
            transaction.set_rollback(True)
    assert found == 100
    assert sealing.verify().is_whole


def test_a_record_slipped_into_the_gap_of_a_rolled_back_act_is_found_and_never_sealed() -> None:
    sealing.seal()
    last = act() + 2
    late = AuditRecord.objects.latest("sequence")
    late.pk = last
    late.save(force_insert=True)
    sealing.seal()
    assert sealing.verify().is_whole, "the gap itself is no fault"

    late.pk = last - 1
    late.save(force_insert=True)

    assert first_bad() == (last - 1, Why.INSERTED)
    assert sealing.seal() == 0
    assert first_bad() == (last - 1, Why.INSERTED)


def test_all_seals_thrown_away_are_not_made_anew(key: bytes) -> None:
    sealing.seal()
    with transaction.atomic():
        protection.unprotect(connection)
        AuditSeal.objects.all().delete()
        AuditRecord.objects.filter(pk=sequences()[3]).update(act="nothing_happened")

        assert first_bad() == (1, Why.CUT_OFF)
        with pytest.raises(RuleBroken, match="adopt"):
            sealing.seal()
        transaction.set_rollback(True)
    assert outside.head(key) is not None


def test_an_empty_database_in_place_of_the_old_one_is_found() -> None:
    sealing.seal()
    with transaction.atomic():
        with protection.lifted():
            for model in (AuditRecord, AuditSeal, AuditChain):
                model.objects.all().delete()
        assert first_bad() == (1, Why.OTHER_CHAIN)
        with pytest.raises(RuleBroken, match="adopt"):
            sealing.seal()
        transaction.set_rollback(True)


# --- What lies outside -------------------------------------------------------------------------------------------


def head_file(settings: Settings) -> Path:
    return Path(settings.NHIP_AUDIT_HEAD)


def test_a_crash_before_the_head_was_written_does_no_harm(settings: Settings) -> None:
    sealing.seal()
    older = head_file(settings).read_bytes()
    act()
    sealing.seal()
    head_file(settings).write_bytes(older)

    assert sealing.verify().is_whole
    act()
    assert sealing.seal() == 1
    assert head_file(settings).read_bytes() != older


def test_a_chain_whose_beginner_was_killed_before_it_was_stored_is_begun_anew() -> None:
    with pytest.raises(InterruptedError):
        _begin_and_be_killed()

    assert sealing.seal() == len(sequences())
    assert sealing.verify().fault is None


@transaction.atomic
def _begin_and_be_killed() -> None:
    """What was sealed goes with the transaction; only the head of the empty chain was outside by then."""
    sealing.seal()
    chain, key = AuditChain.objects.get().identity, outside.key(make=False)
    outside.keep_head(audit.origin(chain, key), key, instead="before the first seal")
    raise InterruptedError


def test_a_lost_head_is_found_and_not_made_anew_by_sealing(settings: Settings) -> None:
    sealing.seal()
    head_file(settings).unlink()
    last = sequences()[-1]

    assert first_bad() == (last, Why.NO_HEAD)
    act()
    with pytest.raises(RuleBroken):
        sealing.seal()
    assert not head_file(settings).exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", "không phải JSON", '{"chain": 1, "mark": null}'])
def test_a_head_that_cannot_be_read_is_found(text: str, settings: Settings) -> None:
    sealing.seal()
    head_file(settings).write_text(text, encoding="utf-8")

    fault = sealing.verify().fault
    assert fault is not None
    assert fault.why is Why.HEAD_CHANGED


def test_a_head_set_back_without_the_key_is_found(settings: Settings) -> None:
    sealing.seal()
    stored = json.loads(head_file(settings).read_text(encoding="utf-8"))
    seal = AuditSeal.objects.get(number=3)
    stored |= {"sequence": seal.sequence, "count": 3, "digest": seal.digest}
    head_file(settings).write_text(json.dumps(stored), encoding="utf-8")

    fault = sealing.verify().fault
    assert fault is not None
    assert fault.why is Why.HEAD_CHANGED


def test_checking_writes_nothing_and_makes_no_key(settings: Settings, tmp_path: Path) -> None:
    settings.NHIP_AUDIT_KEY = ""
    settings.AUDIT_KEY_FILE = tmp_path / "audit-key"
    settings.NHIP_AUDIT_HEAD = tmp_path / "audit-head"

    with pytest.raises(RuleBroken, match="NHIP_AUDIT_KEY"):
        sealing.verify()
    assert list(tmp_path.iterdir()) == []

    sealing.seal()
    made = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    assert made.keys() == {"audit-key", "audit-head"}
    assert (tmp_path / "audit-key").stat().st_mode & 0o077 == 0
    assert sealing.verify().is_whole
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == made

    (tmp_path / "audit-key").chmod(0o644)
    with pytest.raises(RuleBroken, match="chmod 600"):
        sealing.verify()


def test_a_restored_database_is_adopted_with_a_reason_that_stays(settings: Settings, key: bytes) -> None:
    sealing.seal()
    newer = outside.head(key)
    assert newer is not None
    with pytest.raises(RuleBroken, match="lý do"):
        sealing.adopt_head(reason=" ", now=world.NOW)
    outside.keep_head(Head(newer.chain, newer.sequence + 5, newer.count + 5, "0" * 64), key)
    assert first_bad() == (newer.sequence + 1, Why.CUT_OFF)

    sealing.adopt_head(reason="Khôi phục bản sao lưu đêm qua", now=world.NOW)

    assert sealing.verify().is_whole
    assert sealing.seal() == 1
    last = AuditRecord.objects.latest("sequence")
    assert last.act == "adopt_audit_head"
    assert last.after == {"reason": "Khôi phục bản sao lưu đêm qua", "sealed": newer.count}
    (given_up,) = json.loads(head_file(settings).read_text(encoding="utf-8"))["earlier"]
    assert given_up["sequence"] == newer.sequence + 5
    assert given_up["given_up_because"] == "Khôi phục bản sao lưu đêm qua"


@pytest.mark.skipif(not is_postgres(), reason="on SQLite one act writes at a time")
def test_an_act_that_began_earlier_and_ends_later_is_sealed_in_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The lower sequence commits after the higher one: nothing is sealed past it while it may still come."""
    monkeypatch.setattr(sealing, "PATIENCE", 0.2)
    sealing.seal()
    assert not sealing.is_due()
    insert = (
        "INSERT INTO audit_auditrecord (person_name, role, act, object_type, object_id, request_id, business_day,"
        " recorded_at) VALUES ('a', 'b', 'c', 'd', 'e', '', '2020-05-20', now()) RETURNING sequence"
    )
    with closing(connection.copy()) as other:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(insert)
            early = cursor.fetchone()[0]
        late = act()
        assert early < late

        assert sealing.seal() == 0, "the earlier act is still under way"

        other.rollback()
        assert sealing.seal() == 1
        assert sealing.verify().is_whole, "the gap it left is no fault"
