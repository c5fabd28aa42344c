"""The page of a task: what each reader may do there, refusals at their form, files that are saved and never run."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhip.apps.tasks.models import Task
from nhip.core.handoffs import Handoff, Step
from tests import world
from tests.conftest import SignIn
from tests.shared_tasks import DRAFT, assigned, part_of, step

pytestmark = pytest.mark.django_db


def test_a_part_is_received_and_handed_in_from_its_page(signed_in: SignIn) -> None:
    task = assigned()
    part = part_of(task, "P.STC").pk
    page = signed_in("officer.stc").get(reverse("task", args=[task]))
    assert reverse("task_step", args=[task, part, "nhan"]) in page.content.decode()
    signed_in.client.post(reverse("task_step", args=[task, part, "nhan"]))
    sent = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.7\n")
    answer = signed_in.client.post(
        reverse("task_step", args=[task, part, "hoan-thanh"]), {"text": "", "tep": sent}
    )
    assert answer.status_code == 302
    assert part_of(task, "P.STC").state == Handoff.SUBMITTED


def test_a_refusal_stands_at_its_form_and_keeps_what_was_typed(signed_in: SignIn) -> None:
    task = assigned()
    part = part_of(task, "P.STC").pk
    signed_in("officer.stc").post(reverse("task_step", args=[task, part, "nhan"]))
    wrong = SimpleUploadedFile("bien-ban.pdf", b"MZ")
    answer = signed_in.client.post(
        reverse("task_step", args=[task, part, "hoan-thanh"]), {"text": "Số 12 <b>", "tep": wrong}
    )
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "không đúng như đuôi tên" in body
    assert "Số 12 &lt;b&gt;" in body
    assert part_of(task, "P.STC").state == Handoff.RECEIVED


def test_a_day_that_cannot_be_read_is_said_to_those_who_see_the_task_only(signed_in: SignIn) -> None:
    task = assigned()
    part = part_of(task, "P.STC").pk
    address = reverse("ask_extension", args=[task, part])
    assert signed_in("leader.q").post(address, {"due_on": "31/02/2020"}).status_code == 404
    step("officer.stc", task, "P.STC", Step.RECEIVE)
    answer = signed_in("officer.stc").post(address, {"due_on": "31/02/2020", "text": "x"})
    assert answer.status_code == 422
    assert "31/02/2020" in answer.content.decode()


def test_a_file_is_an_attachment_in_a_sandbox_and_only_of_its_own_task(signed_in: SignIn) -> None:
    one, other = assigned(), assigned()
    client = signed_in("officer.p")
    client.post(reverse("attach_file", args=[one]), {"tep": SimpleUploadedFile("Biên bản.txt", b"chao")})
    file = Task.objects.get(pk=one).files.get()
    answer = client.get(reverse("task_file", args=[one, file.pk]))
    assert answer.getvalue() == b"chao"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client.get(reverse("task_file", args=[other, file.pk])).status_code == 404
    assert signed_in("leader.q").get(reverse("task_file", args=[one, file.pk])).status_code == 404


def test_a_part_cannot_be_moved_to_another_unit_or_state_by_more_fields(signed_in: SignIn) -> None:
    task = assigned()
    part = part_of(task, "P.STC")
    more = {
        "work": "Dự toán",
        "state": "confirmed",
        "unit": "A",
        "unit_id": "1",
        "part": "lead",
        "task_id": "1",
    }
    signed_in("officer.p").post(reverse("change_part", args=[task, part.pk]), more)
    part.refresh_from_db()
    assert (part.work, part.state, part.part, part.task_id) == ("Dự toán", "pending", "coordinating", task)


def test_both_sides_read_what_is_owed(signed_in: SignIn) -> None:
    assigned()
    for login, code in (("officer.p", "P"), ("officer.stc", "P.STC")):
        body = signed_in(login).get(reverse("ledger", args=[code])).content.decode()
        assert DRAFT.title in body
        assert "Chờ nhận" in body
    assert signed_in("officer.stc").get(reverse("ledger", args=["P"])).status_code == 404


def test_a_task_without_a_deadline_is_typed_and_shown(signed_in: SignIn) -> None:
    client = signed_in("officer.p")
    typed = {
        "title": "Việc thường xuyên",
        "lead": "A",
        "starts_on": "01/04/2020",
        "weight": "1",
        "kind": "advisory",
    }
    answer = client.post(reverse("new_task", args=["P", 2020]) + "?dot-xuat=1", typed)
    assert answer.status_code == 302
    body = client.get(answer.headers["Location"]).content.decode()
    assert "không thời hạn" in body
    assert "Văn bản tham mưu" in body
    inside = signed_in("officer.a").post(reverse("new_task", args=["A", 2020]), typed)
    assert inside.status_code == 422
    assert world.task("A1").deadline
