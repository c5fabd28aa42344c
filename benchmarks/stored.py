"""``./dev bench stored [--facts 12m] [--postgres]``: stored roll-ups of indicators, refreshed, read, and built in bulk.

Two databases of its own as in earnest, one with about 120,000 figures and one with ``--facts`` (12m or 120k, which is
the small one alone): 3,321 communes in districts in 34 provinces × 100 indicators × 36 months and the first two of a
fourth year, one figure in twenty missing. In the small one only the first province reports. Each step is a process of
its own, so that CPU seconds and peak memory are its own (on PostgreSQL without those of the server). ``met`` says
whether a target was reached; nothing fails here.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.stored_data import BUILT, COMMUNES_OF_THE_FIRST, NOW, OPEN, READ, READ_YEAR, province, store
from benchmarks.web import _machine as machine
from tools.postgres import cluster, find

if TYPE_CHECKING:
    from nhip.apps.indicators.queries import Catalogue

SMALL, LARGE = "120k", "12m"
CHANGES, FILINGS, READS = 40, 3, 100
FIRST_MONTH_FILED = 3
MOST_MS_TO_REFRESH, MOST_SECONDS_TO_DRAIN, MOST_MS_TO_READ, MOST_TIMES = 50.0, 2.0, 10.0, 1.3
MOST_GIB = 3.5


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--facts", choices=[SMALL, LARGE], default=LARGE)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--only", choices=list(_STEPS))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--year", type=int, default=READ_YEAR)
    given = parser.parse_args()
    if given.only:
        print(json.dumps(_alone(given)))
        return
    before = machine()
    sizes = [SMALL] if given.facts == SMALL else [SMALL, LARGE]
    found = {one: _database(one, is_on_postgres=given.postgres) for one in sizes}
    small, largest = found[SMALL], found[sizes[-1]]
    told: dict[str, object] = {
        "bench": "stored",
        "machine": before | {"load_average_at_the_end": machine()["load_average"]},
        "database": "PostgreSQL" if given.postgres else "SQLite",
        **found,
    }
    if largest is not small:
        times = round(largest["a_province_read"]["p50_ms"] / small["a_province_read"]["p50_ms"], 2)
        told["reading_with_12m_to_120k"] = _met(times, MOST_TIMES)
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _met(value: float, target: float) -> dict[str, float | bool]:
    return {"value": value, "target": target, "met": value <= target}


def _say(words: str) -> None:
    print(f"bench: {words}", file=sys.stderr)


# --- Processes ------------------------------------------------------------------------------------------------


def _database(size: str, *, is_on_postgres: bool) -> dict[str, Any]:
    """All figures of a database that lives as long as they are taken."""
    with ExitStack() as kept:
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="nhip-bench-")))
        address = f"sqlite:///{folder / 'nhip.sqlite3'}"
        if is_on_postgres:
            programs = find()
            if programs is None:
                raise SystemExit("PostgreSQL 15 or newer is missing; run ./dev test --postgres once as root")
            address = kept.enter_context(cluster(programs))
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "nhip.config.settings",
            "NHIP_DATABASE_URL": address,
            "NHIP_AUDIT_HEAD": str(folder / "audit-head"),
            "NHIP_TODAY": NOW.date().isoformat(),
        }

        def step(name: str, year: int = READ_YEAR) -> dict[str, Any]:
            _say(f"{size}: {name} {year} …")
            command = [sys.executable, "-m", "benchmarks.stored", "--only", name, "--facts", size]
            command += ["--folder", str(folder), "--year", str(year)]
            said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
            return dict(json.loads(said.stdout))

        stored = step("store")
        exported = {str(year): step("export", year) for year in BUILT}
        rebuilt = {str(year): step("rebuild", year) for year in (*BUILT, OPEN)}
        peak = max(one["peak_gib"] for one in rebuilt.values())
        figures = {
            "stored": stored,
            "export": exported,
            "rebuild_duckdb": rebuilt | {"peak_gib": _met(peak, MOST_GIB)},
        } | step("use")
        return figures | ({"verify_core": step("verify")} if size == SMALL else {})


def _alone(given: argparse.Namespace) -> dict[str, object]:
    import django
    from django.conf import settings

    django.setup()
    settings.VAR_DIR = given.folder
    from django.db import connection

    began, cpu = time.perf_counter(), time.process_time()
    try:
        found = _STEPS[given.only](given)
    finally:
        connection.close()
    return {
        "seconds": round(time.perf_counter() - began, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
        "peak_gib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2),
    } | found


def _store(given: argparse.Namespace) -> dict[str, object]:
    return {"figures": store(is_small=given.facts == SMALL)}


# --- In bulk --------------------------------------------------------------------------------------------------


def _export(given: argparse.Namespace) -> dict[str, object]:
    from nhip.apps.rollups.exporting import export_figures

    _count, written = export_figures(year=given.year)
    began = time.perf_counter()
    count, again = export_figures(year=given.year)
    return {
        "partitions": count,
        "written": written,
        "unchanged": {"written": again, "seconds": round(time.perf_counter() - began, 3)},
    }


def _rebuild(given: argparse.Namespace) -> dict[str, object]:
    from nhip.analytics.run import Engine
    from nhip.apps.rollups.rebuilding import rebuild

    return {"rows": rebuild(year=given.year, now=NOW, engine=Engine.DUCKDB)}


def _verify(given: argparse.Namespace) -> dict[str, object]:
    from nhip.apps.rollups.verifying import verify

    found = verify(year=given.year)
    return {"rows": found.checked, "differences": len(found.differences)}


# --- In use ---------------------------------------------------------------------------------------------------


def _use(_given: argparse.Namespace) -> dict[str, object]:
    from nhip.apps.indicators.queries import catalogue

    known = catalogue()
    nothing = _told(_times(READS * 5, _nothing))
    changed, filed = _changes(known), _filings(known)
    read, raw = _told(_times(READS, partial(_read_off, known))), _told(_times(READS, partial(_raw, known)))
    changed["ratio_to_select_1"] = round(changed["cpu_p50_ms"] / nothing["p50_ms"], 1)
    filed["ratio_to_select_1"] = round(filed["cpu_seconds"] * 1000 / nothing["p50_ms"])
    return {
        "select_1": nothing,
        "one_changed_figure": changed | _met(changed["cpu_p95_ms"], MOST_MS_TO_REFRESH),
        "a_province_files": filed | _met(max(filed["cpu_seconds"], filed["seconds"]), MOST_SECONDS_TO_DRAIN),
        "a_province_read": read
        | {"raw_p50_ms": raw["p50_ms"], "ratio_to_raw": round(read["p50_ms"] / raw["p50_ms"], 1)}
        | _met(read["p50_ms"], MOST_MS_TO_READ),
    }


Times = list[tuple[float, float]]
"""Seconds of CPU and by the clock."""


def _times(rounds: int, act: Callable[[], object]) -> Times:
    act()
    return [_timed(act) for _round in range(rounds)]


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    began, cpu = time.perf_counter(), time.process_time()
    act()
    return time.process_time() - cpu, time.perf_counter() - began


def _told(times: Times) -> dict[str, float]:
    found = {}
    for name, several in zip(("cpu_", ""), zip(*times, strict=True), strict=True):
        kept = sorted(several)
        found[f"{name}p50_ms"] = round(statistics.median(kept) * 1000, 3)
        found[f"{name}p95_ms"] = round(kept[int(len(kept) * 0.95)] * 1000, 3)
    return found


def _nothing() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def _file(figures: list[tuple[int, int, int, Decimal]]) -> None:
    """Unit, indicator, month, value."""
    from django.db import transaction

    from nhip.apps.indicators.services import NewFigure, write_figures
    from nhip.apps.rollups.services import mark_figures

    with transaction.atomic():
        written = write_figures(
            figures=[
                NewFigure(unit, indicator, "", OPEN, month, value)
                for unit, indicator, month, value in figures
            ]
        )
        mark_figures(written=written, now=NOW)


def _communes() -> list[int]:
    from nhip.apps.org.models import Unit

    return list(
        Unit.objects.filter(level="commune")
        .order_by("pk")
        .values_list("pk", flat=True)[:COMMUNES_OF_THE_FIRST]
    )


def _changes(known: "Catalogue") -> dict[str, Any]:
    """One figure at a time, each of another commune of the first province, up to the nation."""
    from nhip.apps.rollups.refreshing import drain

    rng, filed, drained, counts = Random(1), [], [], set()
    for commune in rng.sample(_communes(), CHANGES + 1):
        figures = [(commune, rng.choice(known.indicators).id, 2, Decimal(rng.randint(1, 10**9)) / 100)]
        filed.append(_timed(partial(_file, figures)))
        drained.append(_timed(lambda: counts.add(drain(now=NOW))))
    return {
        "refreshed": sorted(counts),
        "first_in_the_process_ms": round(drained[0][0] * 1000, 1),
        "filing": _told(filed[1:]),
    } | _told(drained[1:])


def _filings(known: "Catalogue") -> dict[str, Any]:
    """Every commune of the first province files a month; the slowest month counts."""
    from nhip.apps.rollups.refreshing import drain

    rng, filed, drained, counts = Random(2), [], [], set()
    for month in range(FIRST_MONTH_FILED, FIRST_MONTH_FILED + FILINGS):
        for commune in _communes():
            figures = [
                (commune, one.id, month, Decimal(rng.randint(1, 10**9)) / 100) for one in known.indicators
            ]
            filed.append(_timed(partial(_file, figures)))
        drained.append(_timed(lambda: counts.add(drain(now=NOW))))
    return {
        "refreshed": sorted(counts),
        "filing_by_commune": _told(filed),
        "cpu_seconds": round(max(cpu for cpu, _clock in drained), 2),
        "seconds": round(max(clock for _cpu, clock in drained), 2),
    }


def _read_off(known: "Catalogue") -> int:
    """Values and percent of the 32 periods of ten indicators of the first province; returns how many there are."""
    from nhip.apps.rollups.queries import figures_of
    from nhip.core.values import shown
    from nhip.core.year_periods import SHAPES

    unit, codes = province(), [one.rule.code for one in known.indicators[:READ]]
    rows, _pending = figures_of(units=[unit], year=READ_YEAR, codes=codes, known=known)
    cells = [
        shown(known.rules[code], row.states, (), shape, row.targets.get(shape))
        for code in codes
        for row in [rows[unit, code, ""]]
        for shape in range(len(SHAPES))
    ]
    assert all(one.value is not None for one in cells), "every period has a value"
    return sum(one.percent is not None for one in cells)


def _raw(known: "Catalogue") -> None:
    from django.db import connection

    ids = [one.id for one in known.indicators[:READ]]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT states, targets FROM rollups_indicatorrollup WHERE unit_id = %s AND year = %s "
            f"AND indicator_id IN ({', '.join(['%s'] * len(ids))})",
            [province(), READ_YEAR, *ids],
        )
        cursor.fetchall()


_STEPS: dict[str, Callable[[argparse.Namespace], dict[str, object]]] = {
    "store": _store,
    "export": _export,
    "rebuild": _rebuild,
    "verify": _verify,
    "use": _use,
}

if __name__ == "__main__":
    main()
