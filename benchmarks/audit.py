"""What the audit costs an act, and how fast records are sealed and checked: ``./dev bench audit`` prints JSON.

On a SQLite database of its own, as in earnest (WAL, synchronous=FULL). Each rate stands beside the pure work in the
same run: the digests alone, without a database.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from nhip.apps.audit.services import Entry

RECORDS, ACTS, ROUNDS = 100_000, 400, 3
LEAST_SEALED, MOST_MILLISECONDS = 20_000, 2.0


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="nhip-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "nhip.config.settings",
            "NHIP_DATABASE_URL": f"sqlite:///{Path(folder) / 'nhip.sqlite3'}",
            "NHIP_AUDIT_KEY": "a key of the benchmark, which seals nothing that anybody needs",
        }
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(json.dumps(_measured(), ensure_ascii=False, indent=1))


def _measured() -> dict[str, object]:
    from benchmarks.web import _machine
    from nhip.apps.audit import sealing

    plain, audited = _acts()
    added = audited - plain
    sealing.seal()
    _say(f"storing {RECORDS:,} records …")
    _store()
    _say("sealing …")
    began = time.perf_counter()
    sealed = sealing.seal()
    seal_rate = sealed / (time.perf_counter() - began)
    _say("checking …")
    began = time.perf_counter()
    found = sealing.verify()
    check_rate = found.head.count / (time.perf_counter() - began)
    assert found.is_whole
    assert found.unsealed == 0
    pure = _pure_rate()
    return {
        "machine": _machine(),
        "command": "./dev bench audit",
        "baseline": {"digests_alone_per_s": round(pure)},
        "sealed_per_s": {
            "value": round(seal_rate),
            "ratio_to_digests_alone": round(seal_rate / pure, 3),
            "target": LEAST_SEALED,
            "met": seal_rate >= LEAST_SEALED,
        },
        "checked_per_s": {"value": round(check_rate), "ratio_to_digests_alone": round(check_rate / pure, 3)},
        "ms_added_to_an_act": {
            "value": round(added, 3),
            "act_without_ms": round(plain, 3),
            "ratio_to_act_without": round(audited / plain, 3),
            "target": MOST_MILLISECONDS,
            "met": added <= MOST_MILLISECONDS,
        },
    }


def _acts() -> tuple[float, float]:
    """Milliseconds of a small act without and with its record, in turns: the least disturbed of several rounds."""
    from django.db import transaction

    from nhip.apps.org import ground
    from nhip.apps.org.models import Edition

    def without() -> None:
        with transaction.atomic():
            ground.changed()

    def with_record() -> None:
        with transaction.atomic():
            ground.changed()
            _record_one()

    without()
    assert Edition.objects.exists()
    rounds = [(_median(without), _median(with_record)) for _round in range(ROUNDS)]
    return min(one for one, _other in rounds), min(other for _one, other in rounds)


def _median(act: Callable[[], None]) -> float:
    times = []
    for _turn in range(ACTS):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def _record_one() -> None:
    from django.utils import timezone

    from nhip.apps.audit.services import record
    from nhip.core.access import Actor

    record(actor=Actor(7, "Chuyên viên"), role="officer", entries=[_entry(1)], at=timezone.now())


def _entry(number: int) -> "Entry":
    from nhip.apps.audit.services import Entry
    from nhip.apps.org.models import Edition

    months = {str(month): f"{month * 8}.00" for month in range(1, 13)}
    before = {"title": "Mở lớp tập huấn", "weight": number % 5, "milestones": months}
    return Entry("save_task", Edition(pk=number), 3, before=before, after=before | {"weight": 5})


def _store() -> None:
    from django.utils import timezone

    from nhip.apps.audit.services import record
    from nhip.core.access import Actor

    for first in range(0, RECORDS, 10_000):
        entries = [_entry(number) for number in range(first, first + 10_000)]
        record(actor=Actor(7, "Chuyên viên"), role="officer", entries=entries, at=timezone.now())


def _pure_rate() -> float:
    from nhip.apps.audit import sealing
    from nhip.core import audit

    records = list(sealing.all_records())
    began = time.perf_counter()
    for _one in audit.seal(audit.origin("0", b"key"), records, b"key"):
        pass
    return len(records) / (time.perf_counter() - began)


def _say(words: str) -> None:
    print(f"bench: {words}", file=sys.stderr)


if __name__ == "__main__":
    main()
