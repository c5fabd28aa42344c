"""Forms about plans, tasks, reports, programmes and notices, with what has to be there before they are sent."""

import json
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhip.apps.notices.models import Notice
from nhip.apps.programmes.models import BeneficiaryKind, Programme
from nhip.apps.reports import attachments, correcting, deciding
from nhip.apps.reports.known_now import Content
from nhip.apps.reports.models import Report, ReportFile
from nhip.core.handoffs import Step
from nhip.core.periods import Month
from nhip.core.tasks import HaltKind
from nhip.cycle import plan_uploads, planning, task_life
from tests import reported, world
from tests.assigned import given, rules
from tests.security.sending import Data, Sent, to
from tests.shared_tasks import PDF, ask, assigned, part_of, step
from tests.web.addresses import of_programme
from tests.xlsx.plan_layouts import workbook, written

# --- Plans and tasks ----------------------------------------------------------------------------------------

TASK: Data = {
    "kind": "ordinary",
    "title": "Mở lớp",
    "deliverable": "Biên bản",
    "programme": "",
    "coordinating": [],
    "starts_on": "01/04/2020",
    "deadline": "30/06/2020",
    "weight": "1",
    "budget": "",
}


def new_task() -> Sent:
    sent = to("officer.a1", "new_task", "A1", 2020, lead="A1", **TASK)
    return Sent(sent.login, f"{sent.address}?dot-xuat=1", sent.data)


def edit_task() -> Sent:
    return to("leader.p", "edit_task", assigned(), lead="P", **(TASK | {"coordinating": "P.STC"}))


def planned() -> int:
    """In the plan that the department of finance draws up."""
    form = planning.TaskForm(world.drafts()[0], lead="P.STC")
    actor = world.person("officer.stc")
    return planning.save_task(actor=actor, code="P.STC", year=2020, task_id=None, form=form, now=world.NOW)


def remove_task() -> Sent:
    return to("officer.stc", "remove_task", planned())


def save_plan_lines() -> Sent:
    cells = {"title": "Mở 2 lớp", "lead": "Sở Tài chính", "starts_on": "01/02/2020", "deadline": "30/06/2020"}
    line = {"key": "n1", "task": None, "seen": "", "cells": {**cells, "weight": "1"}}
    return to("officer.stc", "save_plan_lines", "P.STC", 2020, lines=json.dumps([line]))


def carry_over() -> Sent:
    return to("officer.a1", "carry_over", "A1", 2021, task=world.task("A1").pk)


def plan_rule() -> Sent:
    planned()
    return to("officer.stc", "plan_rule", "P.STC", 2020, "KH302", reason="Thêm người từ tháng 3")


def submit_plan() -> Sent:
    planned()
    return to("officer.stc", "submit_plan", "P.STC", 2020)


def submitted() -> None:
    planned()
    planning.submit_plan(actor=world.person("officer.stc"), code="P.STC", year=2020, now=world.NOW)


def return_plan() -> Sent:
    submitted()
    return to("leader.p", "return_plan", "P.STC", 2020, reason="Chưa rõ sản phẩm")


def approve_plan() -> Sent:
    submitted()
    return to("leader.p", "approve_plan", "P.STC", 2020)


PLAN_BOOK = workbook(
    written(
        [
            ["KẾ HOẠCH NĂM 2020"],
            ["Nhiệm vụ", "Chủ trì", "Thời hạn", "Sản phẩm", "Tháng 6", "Tháng 12"],
            ["Mở 2 lớp", "P.STC", "31/12/2020", "2 lớp", 50, 100],
        ]
    )
)


def import_plan() -> Sent:
    file = SimpleUploadedFile("kh.xlsx", PLAN_BOOK)
    return to("officer.stc", "import_plan", "P.STC", 2020, tep=file)


def kept_plan() -> None:
    plan_uploads.send_plan(
        actor=world.person("officer.stc"),
        code="P.STC",
        year=2020,
        file_name="kh.xlsx",
        content=PLAN_BOOK,
        now=world.NOW,
        moment=world.NOW,
    )


def plan_import() -> Sent:
    kept_plan()
    return to("officer.stc", "plan_import", "P.STC", 2020, version="0")


def drop_plan_import() -> Sent:
    kept_plan()
    return to("officer.stc", "drop_plan_import", "P.STC", 2020)


def add_part() -> Sent:
    return to("officer.p", "add_part", assigned(), unit="A", work="Góp số liệu", due_on="20/06/2020")


def change_part() -> Sent:
    task = assigned()
    part = part_of(task, "P.STC").pk
    return to("officer.p", "change_part", task, part, work="Góp số liệu", due_on="20/06/2020")


def withdraw_part() -> Sent:
    task = assigned()
    return to("officer.p", "withdraw_part", task, part_of(task, "P.STC").pk)


def ask_extension() -> Sent:
    task = world.task("A1", "Việc sáu tháng").pk
    part = part_of(task, "A1").pk
    return to("officer.a1", "ask_extension", task, part, due_on="31/08/2020", text="Chờ dự toán")


def decide_extension() -> Sent:
    task = world.task("A1", "Việc sáu tháng").pk
    asked = ask("officer.a1", task, "A1", date(2020, 8, 31))
    return to("leader.a", "decide_extension", task, asked, tra_3_loi="dong-y", text="")


def task_step() -> Sent:
    task = assigned()
    part = part_of(task, "P.STC").pk
    return to("officer.stc", "task_step", task, part, "nhan", text="", progress="")


def remind_task() -> Sent:
    rules()
    return to("leader.p", "remind_task", given("Việc trễ hạn", "A.PDT"), "lan-dau")


def remind_together() -> Sent:
    rules()
    tasks = [given(f"Việc trễ hạn {one}", "A.PDT") for one in (1, 2)]
    return to("leader.p", "remind_together", "P", "lan-dau", "A.PDT", nhiem_3_vu=tasks)


def halt_task() -> Sent:
    return to("leader.p", "halt_task", assigned(), text="Dịch", cach="")


def resume_task() -> Sent:
    task = assigned()
    actor = world.person("leader.p")
    task_life.halt_task(actor=actor, task_id=task, kind=HaltKind.PAUSED, reason="Dịch", now=world.NOW)
    return to("leader.p", "resume_task", task)


def comment_task() -> Sent:
    return to("officer.a1", "comment_task", world.task("A1").pk, text="Đã xong", nhac="")


def attach_file() -> Sent:
    sent = SimpleUploadedFile("a.txt", b"a")
    return to("officer.a1", "attach_file", world.task("A1").pk, tep=sent, phan="")


def remove_file() -> Sent:
    task = world.task("A1")
    actor = world.person("officer.a1")
    task_life.attach_files(actor=actor, task_id=task.pk, part_id=None, files=[PDF], now=world.NOW)
    return to("officer.a1", "remove_file", task.pk, task.files.latest("pk").pk)


def add_item() -> Sent:
    return to("officer.a1", "add_item", world.task("A1").pk, item="Lập danh sách")


def change_item() -> Sent:
    task = world.task("A1")
    item = task.checklist.create(text="Lập danh sách")
    return to("officer.a1", "change_item", task.pk, item.pk, cach="xong")


# --- Reports and programmes ---------------------------------------------------------------------------------


def report() -> Sent:
    lines = world.lines("A1", Month(2020, 5), 10)
    cells: Data = {"version": "0", "action": "file"}
    for task in lines:
        cells |= {f"progress-{task}": "10", f"done-{task}": "Đã làm"}
        cells |= {f"difficulties-{task}": "", f"next-{task}": ""}
    return Sent("officer.a1", reverse("report", args=["A1", 2020, 5]), cells)


def attach_report_file() -> Sent:
    return to("officer.a1", "attach_report_file", "A1", 2020, 5, tep=SimpleUploadedFile("a.txt", b"a"))


def remove_report_file() -> Sent:
    attachments.attach_to_report(
        actor=world.person("officer.a1"),
        code="A1",
        month=Month(2020, 5),
        files=[PDF],
        now=world.NOW,
    )
    file = ReportFile.objects.latest("pk").pk
    return to("officer.a1", "remove_report_file", "A1", 2020, 5, file)


def return_report() -> Sent:
    world.file("A1", Month(2020, 5), 10)
    return to("leader.a", "return_report", "A1", 2020, 5, reason="Thiếu số liệu")


def approve_report() -> Sent:
    world.file("A1", Month(2020, 5), 10)
    return to("leader.a", "approve_report", "A1", 2020, 5)


def approve_reports() -> Sent:
    world.file("A1", Month(2020, 5), 10)
    return to("leader.a", "approve_reports", "A", 2020, 5, unit="A1")


def approved() -> None:
    reported.define()
    reported.file_figures(reported.FULL)
    deciding.approve_report(actor=world.person("leader.a"), code="A1", month=reported.MAY, now=world.NOW)


def asked() -> None:
    approved()
    correcting.ask_correction(
        actor=world.person("officer.a1"),
        code="A1",
        month=reported.MAY,
        request=correcting.Request(Content({("poor", ""): Decimal(18)}), "Trùng hộ"),
        now=world.NOW,
    )


def correct_report() -> Sent:
    approved()
    cells: Data = {"version": str(Report.objects.get(month=5).version), "reason": "Trùng hộ"}
    return to("officer.a1", "correct_report", "A1", 2020, 5, **cells, **{"figure-poor": "18"})


def accept_correction() -> Sent:
    asked()
    return to("leader.a", "accept_correction", "A1", 2020, 5)


def refuse_correction() -> Sent:
    asked()
    return to("leader.a", "refuse_correction", "A1", 2020, 5, answer="Đã đối chiếu, đúng")


def withdraw_correction() -> Sent:
    asked()
    return to("officer.a1", "withdraw_correction", "A1", 2020, 5)


def count_beneficiaries() -> Sent:
    of_programme("A1")
    programme = Programme.objects.get(code="CT135")
    kind, _new = BeneficiaryKind.objects.get_or_create(programme=programme, name="Hộ")
    return to("officer.a1", "count_beneficiaries", "CT135", kind=kind.pk, count="12", nam="2020")


# --- Notices ------------------------------------------------------------------------------------------------


def told() -> int:
    """A notice of the department of finance's officer."""
    assigned()
    return Notice.objects.filter(person__username="officer.stc")[0].pk


def open_notice() -> Sent:
    return to("officer.stc", "open_notice", told())


def read_notice() -> Sent:
    return to("officer.stc", "read_notice", told(), loc="")


def read_all_notices() -> Sent:
    return to("officer.stc", "read_all_notices", den=told())


def choose_digest() -> Sent:
    return to("officer.a1", "choose_digest", wanted="", language="en")


def confirmed_task() -> int:
    """Done, and confirmed by who assigned it."""
    task = assigned(lead="A", coordinating=())
    step("officer.a", task, "A", Step.RECEIVE)
    step("officer.a", task, "A", Step.SUBMIT, "Công văn số 12")
    step("leader.p", task, "A", Step.CONFIRM)
    return task
