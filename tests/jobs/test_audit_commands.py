"""``nhip audit``: what it prints, and what its exit status says."""

import csv
import json
from pathlib import Path

import pytest
from django.db import connection
from python_calamine import CalamineWorkbook

from nhip.apps.audit import protection
from nhip.apps.audit.models import AuditRecord
from nhip.core.periods import Month
from tests import world
from tests.jobs.test_commands import Run, _language, nhip

__all__ = ["_language", "nhip"]
pytestmark = pytest.mark.django_db


def test_the_chain_is_sealed_and_found_whole(nhip: Run) -> None:
    count = AuditRecord.objects.count()
    status, out, _err = nhip("audit", "verify")
    assert (status, f"{count} bản ghi mới chưa niêm phong" in out) == (0, True)

    assert nhip("audit", "seal") == (0, f"Đã niêm phong {count} bản ghi.\n", "")

    status, out, err = nhip("audit", "verify", "--json")
    told = json.loads(out)
    assert (status, err) == (0, "")
    assert (told["whole"], told["sealed"], told["unsealed"], told["first_bad_sequence"]) == (
        True,
        count,
        0,
        None,
    )


def test_the_first_bad_record_is_named_and_the_status_is_1(nhip: Run) -> None:
    nhip("audit", "seal")
    bad = AuditRecord.objects.order_by("sequence")[4].sequence
    protection.unprotect(connection)
    AuditRecord.objects.filter(sequence__gte=bad, sequence__lte=bad + 3).update(role="auditor")

    status, out, err = nhip("audit", "verify")
    assert (status, out, f"từ bản ghi {bad}:" in err) == (1, "", True), err
    status, out, err = nhip("audit", "verify", "--json")
    assert (status, json.loads(out)["first_bad_sequence"], json.loads(out)["why"]) == (1, bad, "changed")


def test_adopting_needs_a_reason(nhip: Run) -> None:
    assert nhip("audit", "adopt")[0] == 2
    assert nhip("audit", "adopt", "--reason", " ")[0] == 1
    assert nhip("audit", "adopt", "--reason", "Khôi phục")[0] == 0


def test_records_are_shown_by_person_unit_period_and_act(nhip: Run) -> None:
    world.file("A1", Month(2020, 5), 40)

    status, out, _err = nhip(
        "audit", "show", "--person", "officer.a1", "--unit", "A", "--from", "2020-05-20", "--json"
    )
    told = json.loads(out)

    assert (status, told["total"]) == (0, 2)
    assert [one["act"] for one in told["records"]] == ["report_filed", "save_report"]
    assert told["records"][0]["changes"] == [
        {"field": "state", "about": "", "before": "draft", "after": "filed"}
    ]
    assert "2 trong 2 bản ghi" in nhip("audit", "show", "--person", "officer.a1", "--from", "20/05/2020")[1]
    assert json.loads(nhip("audit", "show", "--act", "add_unit", "--limit", "3", "--json")[1])["total"] == 13


def test_only_an_auditor_is_shown_records_and_only_of_their_reach(nhip: Run) -> None:
    for login in ("officer.a1", "leader.p", "admin.p"):
        assert nhip("audit", "show", "--as", login)[0] == 1
    assert nhip("audit", "show", "--as", "auditor.p", "--unit", "C1")[0] == 1
    told = json.loads(nhip("audit", "show", "--as", "auditor.p", "--limit", "500", "--json")[1])
    assert "C1" not in {one["unit"] for one in told["records"]}


def test_records_are_exported(nhip: Run, tmp_path: Path) -> None:
    book, text = tmp_path / "a.xlsx", tmp_path / "a.csv"
    assert nhip("audit", "export", str(tmp_path / "a.pdf"))[0] == 2
    for file in (book, text):
        assert nhip("audit", "export", str(file), "--act", "plan_approved")[0] == 0

    rows = list(csv.DictReader(text.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == len(world.APPROVERS)
    assert rows[0]["changes"] == "state: submitted → approved"
    assert CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()[1][4] == "plan_approved"
