"""Reorganisations on screen: typed or sent as a workbook, refused at the row, previewed, applied, undone."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhip.apps.org import ground
from nhip.apps.org.models import Resolution
from nhip.core.resolutions import Kind, Line
from nhip.core.units import Level
from nhip.cycle.resolution_files import workbook_of
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
HEAD = {
    "under": "P",
    "effective_on": "20/05/2020",
    "legal_basis": "Nghị quyết 12",
    "version": "0",
    "moves_people": "1",
}
LINES = (
    Line(Kind.BEGIN, "A8", "A", "Xã Ánh Bình", Level.COMMUNE, reports=True),
    Line(Kind.MERGE, "A1", "A8"),
    Line(Kind.MERGE, "A9", "A8"),
)


def rows(*typed: dict[str, str]) -> dict[str, str]:
    cells = {f"{name}-{number}": text for number, row in enumerate(typed, 1) for name, text in row.items()}
    return HEAD | cells | {"rows": str(len(typed))}


def prepared(signed_in: SignIn) -> str:
    sent = SimpleUploadedFile("nghi-quyet.xlsx", workbook_of(LINES))
    answer = signed_in("admin.p").post(reverse("new_resolution"), HEAD | {"rows": "0", "tep": sent})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_a_workbook_becomes_a_preview_that_is_applied_and_undone(signed_in: SignIn) -> None:
    address = prepared(signed_in)
    body = signed_in.client.get(address).content.decode()
    assert "Xã Ánh Bình" in body
    assert "Áp dụng đợt sắp xếp" in body
    assert signed_in.client.post(f"{address}ap-dung/").status_code == 302
    assert "Xã Ánh Bình" in signed_in.client.get(reverse("units")).content.decode()
    assert "Xã Ánh Bình" not in signed_in.client.get(reverse("units") + "?ngay=19/05/2020").content.decode()
    assert "Đã áp dụng" in signed_in.client.post(f"{address}ap-dung/").content.decode()
    assert signed_in.client.post(f"{address}hoan-tac/").status_code == 302
    assert "Xã Ánh Bình" not in signed_in.client.get(reverse("units")).content.decode()


def test_rows_that_cannot_be_read_are_named_and_kept(signed_in: SignIn) -> None:
    typed = rows(
        {"kind": "divide", "code": "A1", "target": "A9", "share": "nửa"},
        {"kind": "", "code": "A9"},
    ) | {"effective_on": "31/02/2020"}
    answer = signed_in("admin.p").post(reverse("new_resolution"), typed)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="nửa"' in body
    assert "Dòng 1" in body
    assert "Dòng 2" in body
    assert "31/02/2020" in body
    assert not Resolution.objects.exists()


def test_what_the_rules_say_stands_in_the_preview_line_by_line(signed_in: SignIn) -> None:
    answer = signed_in("admin.p").post(
        reverse("new_resolution"), rows({"kind": "merge", "code": "A1", "target": "A1"})
    )
    body = signed_in.client.get(answer.headers["Location"]).content.decode()
    assert "chính nó" in body
    assert "Áp dụng đợt sắp xếp" not in body
    assert "chính nó" in signed_in.client.get(answer.headers["Location"] + "sua/").content.decode()


def test_a_file_that_is_no_workbook_is_refused_and_the_rows_stay(signed_in: SignIn) -> None:
    sent = SimpleUploadedFile("nghi-quyet.xlsx", b"%PDF-1.7")
    typed = rows({"kind": "rename", "code": "A1", "name": "Xã Khác"}) | {"tep": sent}
    answer = signed_in("admin.p").post(reverse("new_resolution"), typed)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "không phải sổ tính" in body
    assert "Xã Khác" in body


def test_more_rows_keep_what_was_typed(signed_in: SignIn) -> None:
    typed = rows({"kind": "rename", "code": "A1", "name": "Xã Khác"}) | {"more": "1"}
    body = signed_in("admin.p").post(reverse("new_resolution"), typed).content.decode()
    assert "Xã Khác" in body
    assert 'name="kind-7"' in body


def test_a_later_version_is_not_overwritten(signed_in: SignIn) -> None:
    address = prepared(signed_in)
    again = rows({"kind": "rename", "code": "A1", "name": "Xã Khác"})
    assert signed_in.client.post(f"{address}sua/", again).status_code == 409
    assert len(Resolution.objects.get().lines) == 3


def test_the_template_and_the_lines_are_workbooks(signed_in: SignIn) -> None:
    address = prepared(signed_in)
    for one in (f"{address}bang.xlsx", reverse("resolution_template")):
        answer = signed_in.client.get(one)
        assert answer.content.startswith(b"PK")
        assert "attachment" in answer.headers["Content-Disposition"]


def test_a_units_page_shows_its_line_backwards_and_forwards(signed_in: SignIn) -> None:
    client = signed_in("leader.p")
    now = client.get(reverse("unit", args=["A9"])).content.decode()
    assert "Xã Ân" in now
    assert "Nghị quyết mẫu" in now
    then = client.get(reverse("unit", args=["A2"]) + "?ngay=2020-01-31").content.decode()
    assert "đến hết 31/01/2020" in then
    assert "Xã Bình Ân" in then
    assert client.get(reverse("unit", args=["A2"])).status_code == 404
    assert client.get(reverse("unit", args=["A9"]) + "?ngay=31/02/2020").status_code == 422


def test_more_fields_change_no_state(signed_in: SignIn) -> None:
    address = prepared(signed_in)
    more = rows({"kind": "rename", "code": "A1", "name": "Xã Khác"})
    more |= {"version": "1", "state": "confirmed", "event": "1", "undo": "{}", "applied_at": "2020-01-01"}
    signed_in.client.post(f"{address}sua/", more)
    row = Resolution.objects.get()
    assert (row.state, row.event_id, row.undo, row.applied_at) == ("prepared", None, None, None)
    assert ground.current().history.on(date(2020, 5, 20)).find("A1") == world.unit("A1")
