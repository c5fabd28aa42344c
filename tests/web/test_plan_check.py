"""What the rules find in a stored plan, on its page and by command."""

import json

import pytest

from nhip.apps.tasks.models import Task
from nhip.core.access import OPERATOR
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
