"""``./dev bench plan [--postgres]``: plans as workbooks: checked, imported, 122 of them in one go, as JSON on stdout.

A database of its own with a province, 8 districts, 122 communes and 10 departments. Each step is a process of its own,
so that its CPU seconds and peak memory are its own; a peak is that of the process and of the child that opens
workbooks, added. Ratios compare with opening the same workbook, and nothing more, in the same run. ``met`` says whether
a target was reached; nothing fails here.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from benchmarks.web import _machine as machine
from benchmarks.web import _met as met
from tools.postgres import cluster, find

TASKS, COMMUNES, TASKS_OF_A_COMMUNE, YEAR = 500, 122, 15, 2020
MOST_CPU_TO_CHECK, MOST_SECONDS_TO_IMPORT, MOST_SECONDS_FOR_ALL, MOST_MB = 0.3, 3.0, 30.0, 300
NHIP = Path(sys.executable).parent / "nhip"
NOW = datetime(YEAR, 1, 6, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--only", choices=list(STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        print(json.dumps(STEPS[given.only](given.folder)))
        return
    before = machine()
    with ExitStack() as kept:
        folder = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="nhip-bench-")))
        environment = _environment(folder)
        if given.postgres:
            programs = find()
            if programs is None:
                raise SystemExit("PostgreSQL 15 or newer is missing; run ./dev test --postgres once as root")
            environment["NHIP_DATABASE_URL"] = kept.enter_context(cluster(programs))
        told = {name: _step(name, folder, environment) for name in STEPS}
    print(json.dumps(_told(before, told, is_on_postgres=given.postgres), ensure_ascii=False, indent=1))


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NHIP_")}
    return kept | {
        "NHIP_DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "NHIP_AUDIT_HEAD": str(folder / "audit-head"),
        "NHIP_TODAY": f"{NOW:%Y-%m-%d}",
        "DJANGO_SETTINGS_MODULE": "nhip.config.settings",
    }


def _step(name: str, folder: Path, environment: dict[str, str]) -> dict[str, float]:
    print(f"bench: {name} …", file=sys.stderr)
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.plan", "--only", name, "--folder", str(folder)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    found: dict[str, float] = json.loads(said.stdout)
    return found


def _told(
    before: dict[str, object], told: dict[str, dict[str, float]], *, is_on_postgres: bool
) -> dict[str, object]:
    opening, check, one, every = (told[name] for name in ("opening", "check", "import", "folder"))
    return {
        "bench": "plan",
        "machine": before | {"load_average_at_the_end": machine()["load_average"]},
        "database": "PostgreSQL" if is_on_postgres else "SQLite",
        "tasks": TASKS,
        "seconds_to_open_the_workbook": opening["seconds"],
        "cpu_seconds_of_the_rules": met(check["rules"], MOST_CPU_TO_CHECK),
        "cpu_seconds_to_check_the_stored_plan": met(check["stored"], MOST_CPU_TO_CHECK),
        "seconds_to_check_the_file": check["file"],
        "seconds_to_import": met(one["seconds"], MOST_SECONDS_TO_IMPORT),
        "seconds_to_import_it_again": one["again"],
        "ratio_of_importing_to_opening": round(one["seconds"] / opening["seconds"], 1),
        "workbooks_of_communes": COMMUNES,
        "tasks_of_each": TASKS_OF_A_COMMUNE,
        "seconds_for_all_of_them": met(every["seconds"], MOST_SECONDS_FOR_ALL),
        "ratio_of_all_to_the_large_one": round(every["seconds"] / one["seconds"], 1),
        "peak_mb": met(max(check["peak_mb"], one["peak_mb"], every["peak_mb"]), MOST_MB),
    }


# --- Workbooks ------------------------------------------------------------------------------------------------

HEADINGS = (
    "TT",
    "Nhiệm vụ",
    "Đơn vị chủ trì",
    "Phối hợp",
    "Thời gian thực hiện",
    "Sản phẩm",
    "Kinh phí (triệu đồng)",
)
EVEN = (8, 17, 25, 33, 42, 50, 58, 67, 75, 83, 92, 100)


def _workbook(unit: str, lead: str, helper: str, tasks: int) -> bytes:
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        page = book.add_worksheet("Kế hoạch")
        page.write(0, 0, f"ĐƠN VỊ: {unit}")
        page.write(1, 0, f"KẾ HOẠCH CÔNG TÁC DÂN TỘC NĂM {YEAR}")
        for column, heading in enumerate((*HEADINGS, *(f"Tháng {month}" for month in range(1, 13)))):
            page.write(3, column, heading)
        for number in range(1, tasks + 1):
            row = (
                number,
                f"Mở {number + 1} lớp tập huấn đợt {number}",
                lead,
                f"Sở số {number % 10}; {helper}",
                f"02/01/{YEAR} - {number % 28 + 1}/12/{YEAR}",
                f"{number + 1} lớp",
                "12,5",
                *EVEN,
            )
            for column, value in enumerate(row):
                page.write(3 + number, column, value)
    return kept.getvalue()


# --- Steps ----------------------------------------------------------------------------------------------------


def _store(folder: Path) -> dict[str, float]:
    """The database and the workbooks."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        _units()
    (folder / "communes").mkdir()
    (folder / "large.xlsx").write_bytes(
        _workbook("Ban Dân tộc tỉnh Mẫu", "Ban Dân tộc tỉnh", "UBND xã số 3", TASKS)
    )
    for number in range(COMMUNES):
        content = _workbook(f"Xã số {number}", "UBND xã", "UBND huyện", TASKS_OF_A_COMMUNE)
        (folder / "communes" / f"{number:03}.xlsx").write_bytes(content)
    return {}


def _units() -> None:
    from nhip.apps.org import services as org
    from nhip.apps.org.facts import NewUnit
    from nhip.core.access import OPERATOR
    from nhip.core.units import Level

    first = date(YEAR - 1, 1, 1)

    def add(level: Level, name: str, code: str, parent: str | None, *, reports: bool = False) -> None:
        new = NewUnit(level, name, code, parent, first, reports=reports)
        org.add_unit(actor=OPERATOR, new=new, now=NOW)

    add(Level.NATION, "Cả nước", "VN", None)
    add(Level.PROVINCE, "Tỉnh Mẫu", "P", "VN")
    org.set_calendar(
        actor=OPERATOR,
        code="VN",
        rule=org.CalendarRule(first, 14, 20, plan_due_month=1, plan_due_day=15),
        now=NOW,
    )
    add(Level.DEPARTMENT, "Ban Dân tộc tỉnh Mẫu", "P.BDT", "P", reports=True)
    for number in range(10):
        add(Level.DEPARTMENT, f"Sở số {number}", f"P.S{number}", "P")
    for number in range(8):
        add(Level.DISTRICT, f"Huyện số {number}", f"H{number}", "P")
    for number in range(COMMUNES):
        add(Level.COMMUNE, f"Xã số {number}", f"X{number}", f"H{number % 8}", reports=True)


def _opening(folder: Path) -> dict[str, float]:
    from nhip.xlsx.reading import read_workbook

    content = (folder / "large.xlsx").read_bytes()
    read_workbook(content)  # starts the child
    began = time.perf_counter()
    read_workbook(content)
    return {"seconds": round(time.perf_counter() - began, 3)}


def _import(folder: Path) -> dict[str, float]:
    """As a person waits for it: the command, its start included."""
    file = str(folder / "large.xlsx")
    first, again = _seconds_of("plan", "import", file), _seconds_of("plan", "import", file)
    return {"seconds": first, "again": again, "peak_mb": _peak_mb()}


def _folder(folder: Path) -> dict[str, float]:
    return {"seconds": _seconds_of("plan", "import", str(folder / "communes")), "peak_mb": _peak_mb()}


def _seconds_of(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([NHIP, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return round(time.perf_counter() - began, 2)


def _check(folder: Path) -> dict[str, float]:
    import django

    django.setup()
    from nhip.apps.org.days_off import days_off
    from nhip.core.access import OPERATOR
    from nhip.core.plan_checks import CheckedPlan, check_plan
    from nhip.cycle.plan_checking import plan_findings
    from nhip.cycle.plan_files import check_file, open_file

    def file_checked() -> Any:  # noqa: ANN401 - what is read
        file = open_file("large.xlsx", (folder / "large.xlsx").read_bytes())
        return check_file(actor=OPERATOR, file=file, code=None, year=None, today=NOW.date())

    told = file_checked()
    began = time.perf_counter()
    file_checked()
    took = time.perf_counter() - began
    plan = CheckedPlan(year=YEAR, tasks=told.read.tasks, days_off=days_off(YEAR))
    assert len(plan.tasks) == TASKS
    rules = _cpu_of(lambda: check_plan(plan))
    stored = _cpu_of(lambda: plan_findings(actor=OPERATOR, code="P.BDT", year=YEAR, today=NOW.date()))
    return {"rules": rules, "stored": stored, "file": round(took, 2), "peak_mb": _peak_mb()}


def _cpu_of(work: Callable[[], object]) -> float:
    work()
    began = time.process_time()
    work()
    return round(time.process_time() - began, 3)


def _peak_mb() -> float:
    """Of this process, or of the largest one that it started, and of the child that opens workbooks beside it."""
    from nhip.xlsx.opening import OPENER

    OPENER.close()
    own, below = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return round((own + below) / 1024)


STEPS: dict[str, Callable[[Path], dict[str, float]]] = {
    "store": _store,
    "opening": _opening,
    "import": _import,
    "check": _check,
    "folder": _folder,
}

if __name__ == "__main__":
    main()
