"""What the rules find in a stored plan, on its page and by command."""

import json

import pytest

from nhip.apps.plans.models import Plan, RuleOff
from nhip.apps.tasks.models import Milestone, Task
from nhip.core.access import OPERATOR
from nhip.core.plans import PlanState
from nhip.cycle.plan_checking import plan_findings
from tests import world
from tests.conftest import SignIn
from tests.jobs.test_commands import Run, _language, nhip

__all__ = ["_language", "nhip"]

pytestmark = pytest.mark.django_db
ADDRESS = "/ke-hoach/A1/2020/kiem-tra/"
CHECK = ("plan", "check", "--unit", "A1", "--year", "2020", "--json")


def codes() -> list[tuple[str, str]]:
    told = plan_findings(actor=OPERATOR, code="A1", year=2020, today=world.TODAY)
    return [(one.code, one.task) for one in told.findings]


def test_a_vague_task_is_found_on_the_page_and_by_command(signed_in: SignIn, nhip: Run) -> None:
    assert ("KH201", "Đẩy mạnh tuyên truyền") not in codes()
    Task.objects.filter(pk=world.task("A1").pk).update(title="Đẩy mạnh tuyên truyền", deliverable="Kết quả")

    assert ("KH201", "Đẩy mạnh tuyên truyền") in codes()
    page = signed_in("officer.a1").get(ADDRESS).content.decode()
    assert "«đẩy mạnh» mà không có con số" in page
    assert "Cảnh báo" in page
    status, out, _err = nhip(*CHECK)
    rows = json.loads(out)
    assert status == 0
    assert [row["code"] for row in rows] == [code for code, _task in codes()]
    assert all(row.keys() == {"code", "severity", "where", "task", "message", "fix"} for row in rows)
    assert all(row["where"] for row in rows)


def test_a_unit_without_a_plan_has_no_findings(signed_in: SignIn) -> None:
    page = signed_in("officer.a1").get("/ke-hoach/A1/2021/kiem-tra/")

    assert page.status_code == 200
    assert "Chưa có kế hoạch năm 2021" in page.content.decode()


def test_the_page_of_the_plan_leads_to_its_check(signed_in: SignIn) -> None:
    assert ADDRESS in signed_in("leader.a").get("/ke-hoach/A1/2020/").content.decode()


def test_a_command_about_an_unknown_unit_is_refused(nhip: Run) -> None:
    assert nhip("plan", "check", "--unit", "X", "--year", "2020", "--json")[0] == 1


VAGUE = {"title": "Đẩy mạnh tuyên truyền", "deliverable": "Kết quả"}


def vague_draft() -> None:
    """The plan is in its author's hands, and a task of it is vague."""
    Plan.objects.filter(unit=world.unit("A1"), year=2020).update(state=PlanState.DRAFT.value)
    Task.objects.filter(pk=world.task("A1").pk).update(**VAGUE)


def test_a_rule_that_does_not_fit_is_switched_off_with_a_reason_and_on_again(
    signed_in: SignIn, nhip: Run
) -> None:
    vague_draft()
    officer, rule = signed_in("officer.a1"), "/ke-hoach/A1/2020/quy-tac/KH201/"
    refused = officer.post(rule, {"reason": "  "})
    assert refused.status_code == 422
    assert "Chưa ghi lý do" in refused.content.decode()
    assert ("KH201", VAGUE["title"]) in codes()

    assert officer.post(rule, {"reason": "Theo mẫu của huyện"}).status_code == 302
    assert "KH201" not in {code for code, _task in codes()}
    page = officer.get(ADDRESS).content.decode()
    assert "Theo mẫu của huyện" in page
    assert "Áp dụng lại" in page

    assert nhip("plan", "rule", "KH201", "--unit", "A1", "--year", "2020", "--on")[0] == 0
    assert ("KH201", VAGUE["title"]) in codes()
    assert nhip("plan", "rule", "KH201", "--unit", "A1", "--year", "2020", "--off", " ")[0] == 1
    assert nhip("plan", "rule", "KH999", "--unit", "A1", "--year", "2020", "--off", "Vì")[0] == 1
    assert nhip("plan", "rule", "KH201", "--unit", "A1", "--year", "2020")[0] == 2


def test_a_rule_that_finds_errors_cannot_be_switched_off(signed_in: SignIn, nhip: Run) -> None:
    vague_draft()

    assert (
        signed_in("officer.a1").post("/ke-hoach/A1/2020/quy-tac/KH103/", {"reason": "Vì"}).status_code == 422
    )
    assert nhip("plan", "rule", "KH103", "--unit", "A1", "--year", "2020", "--off", "Vì")[0] == 1


def test_rules_of_a_plan_out_of_its_authors_hands_stay(signed_in: SignIn) -> None:
    answer = signed_in("officer.a1").post("/ke-hoach/A1/2020/quy-tac/KH201/", {"reason": "Vì"})

    assert answer.status_code == 422
    assert not RuleOff.objects.exists()


def test_a_plan_with_an_error_is_not_submitted_on_either_face(signed_in: SignIn, nhip: Run) -> None:
    vague_draft()
    task = Task.objects.get(title=VAGUE["title"]).pk
    Milestone.objects.filter(task=task, month=5).update(planned=90)
    Milestone.objects.filter(task=task, month=6).update(planned=10)
    assert "KH106" in {code for code, _task in codes()}
    officer = signed_in("officer.a1")

    page = officer.get("/ke-hoach/A1/2020/").content.decode()
    assert "lỗi phải sửa trước khi trình" in page
    assert "Trình kế hoạch …" not in page
    assert "KH106" in officer.post("/ke-hoach/A1/2020/trinh/").content.decode()
    status, _out, err = nhip("plan", "submit", "--unit", "A1", "--year", "2020")
    assert status == 1
    assert "KH106" in err
    assert Plan.objects.get(unit=world.unit("A1"), year=2020).state == PlanState.DRAFT


def test_whoever_approves_sees_the_warnings_and_the_rules_switched_off(signed_in: SignIn, nhip: Run) -> None:
    vague_draft()
    nhip("plan", "rule", "KH302", "--unit", "A1", "--year", "2020", "--off", "Thêm người từ tháng 3")
    assert nhip("plan", "submit", "--unit", "A1", "--year", "2020", "--as", "officer.a1")[0] == 0

    page = signed_in("leader.a").get("/ke-hoach/A1/2020/").content.decode()
    assert "KH201" in page
    assert "Thêm người từ tháng 3" in page
