"""Plans on pages: a task typed cell by cell, submitted, sent back, approved; and who has submitted."""

from datetime import date

import pytest

from nhip.core.access import OPERATOR
from nhip.core.plans import PlanState
from nhip.cycle.plan_pages import plan_page
from tests import world
from tests.conftest import SignIn
from tests.web.html import Page

pytestmark = pytest.mark.django_db
NEXT = 2021
FORM = f"/ke-hoach/B1/{NEXT}/nhiem-vu/moi/"


@pytest.fixture(autouse=True)
def _at_the_turn_of_the_year(_business_day: None, settings: object) -> None:
    """Plans of 2021 are written in December 2020."""
    settings.NHIP_TODAY = date(2020, 12, 20)  # type: ignore[attr-defined]


def typed(**changes: str) -> dict[str, str]:
    return {
        "title": "Hỗ trợ 12 hộ nghèo làm nhà ở",
        "deliverable": "12 nhà được nghiệm thu",
        "lead": "B1",
        "programme": "",
        "starts_on": "15/01/2021",
        "deadline": "30/06/2021",
        "weight": "2",
        "budget": "1.234,5",
        **changes,
    }


def state() -> PlanState | None:
    return plan_page(actor=OPERATOR, code="B1", year=NEXT, today=date(2021, 1, 5)).state


def test_a_task_is_added_with_even_steps_where_none_are_typed(signed_in: SignIn) -> None:
    client = signed_in("officer.b1")

    answer = client.post(FORM, typed(), follow=True)

    text = answer.content.decode()
    assert "Đã lưu nhiệm vụ «Hỗ trợ 12 hộ nghèo làm nhà ở»." in text
    assert "1.234,5 triệu đồng" in text
    assert "15/01/2021 – 30/06/2021" in text
    plan = plan_page(actor=OPERATOR, code="B1", year=NEXT, today=date(2021, 1, 5))
    assert [int(one) for one in plan.tasks[0].milestones] == [17, 33, 50, 67, 83, 100, *[100] * 6]


def test_errors_stand_at_their_fields_and_everything_typed_is_kept(signed_in: SignIn) -> None:
    client = signed_in("officer.b1")

    answer = client.post(
        FORM, typed(title="", starts_on="30/06/2021", deadline="15/01/2021", weight="0", m3="50", m4="20")
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    for field in ("title", "deadline", "weight"):
        assert f'id="{field}-error"' in text, field
        assert f'href="#{field}"' in text, field
    assert "Hạn 15/01/2021 trước ngày bắt đầu 30/06/2021" in text
    assert 'value="1.234,5"' in text
    assert 'name="m4" inputmode="decimal" autocomplete="off" maxlength="12" value="20"' in text
    assert Page(text).faults == []
    assert state() is None, "nothing was stored"


def test_what_cannot_be_read_and_what_breaks_a_rule_are_named_together(signed_in: SignIn) -> None:
    late = typed(title="", budget="12.5", starts_on="30/06/2021", deadline="15/01/2021")

    text = signed_in("officer.b1").post(FORM, late).content.decode()

    for field in ("title", "budget", "deadline"):
        assert f'id="{field}-error"' in text, field


def test_a_milestone_that_falls_is_refused_at_its_month(signed_in: SignIn) -> None:
    text = signed_in("officer.b1").post(FORM, typed(m3="50", m4="20")).content.decode()

    assert 'id="m4-error"' in text
    assert "Mốc tháng 4 là 20 %, thấp hơn 50 % của tháng 3: mốc lũy kế không giảm." in text
    assert 'id="m3-error"' not in text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("weight", "2,5", "phải là số nguyên"),
        ("weight", "", "Chưa ghi trọng số"),
        ("budget", "12.5", "dùng sai dấu"),
        ("starts_on", "31/02/2021", "Ngày «31/02/2021» không đọc được"),
        ("deadline", "", "Chưa ghi ngày"),
        ("lead", "C1", "Không"),
        ("programme", "99999", "không có hiệu lực"),
        ("m5", "abc", "không đọc được là số"),
    ],
)
def test_each_unreadable_or_unknown_value_is_named(
    signed_in: SignIn, field: str, value: str, sentence: str
) -> None:
    answer = signed_in("officer.b1").post(FORM, typed(**{field: value}))

    text = answer.content.decode()
    if field == "lead":
        assert 'id="lead-error"' in text
    else:
        assert sentence in text
    assert answer.status_code == 422


def test_a_plan_goes_up_comes_back_with_a_reason_and_is_approved(signed_in: SignIn) -> None:
    signed_in("officer.b1").post(FORM, typed())
    address = f"/ke-hoach/B1/{NEXT}/"

    assert "Trình kế hoạch" in signed_in("officer.b1").get(address).content.decode()
    signed_in("officer.b1").post(f"{address}trinh/")
    assert state() is PlanState.SUBMITTED
    leader = signed_in("leader.b")
    assert leader.post(f"{address}tra-lai/", {"reason": ""}).status_code == 422
    leader.post(f"{address}tra-lai/", {"reason": "Mốc quý II chưa rõ"})
    assert state() is PlanState.RETURNED
    text = signed_in("officer.b1").get(address).content.decode()
    assert "<q>Mốc quý II chưa rõ</q>" in text
    signed_in("officer.b1").post(f"{address}trinh/")
    signed_in("leader.b").post(f"{address}duyet/")

    assert state() is PlanState.APPROVED
    text = signed_in("officer.b1").get(address).content.decode()
    assert "Thêm nhiệm vụ đột xuất" in text
    assert signed_in("officer.b1").get(FORM).status_code == 422


def test_an_approved_plan_takes_no_more_tasks_and_says_so(signed_in: SignIn, settings: object) -> None:
    settings.NHIP_TODAY = world.TODAY  # type: ignore[attr-defined]
    answer = signed_in("officer.a1").post("/ke-hoach/A1/2020/nhiem-vu/moi/", typed())

    assert answer.status_code == 422
    assert "việc mới ghi là nhiệm vụ đột xuất" in answer.content.decode()


def test_a_task_outside_the_plan_stands_apart(signed_in: SignIn, settings: object) -> None:
    settings.NHIP_TODAY = world.TODAY  # type: ignore[attr-defined]
    client = signed_in("officer.a1")
    sudden = typed(title="Khắc phục mưa đá", lead="A1", starts_on="05/05/2020", deadline="30/06/2020")

    client.post("/ke-hoach/A1/2020/nhiem-vu/moi/?dot-xuat=1", sudden)

    apart = client.get("/ke-hoach/A1/2020/").content.decode().partition('id="dot-xuat-ten"')[2]
    assert "Khắc phục mưa đá" in apart
    assert "Việc cả năm" not in apart


def test_a_task_is_changed_and_removed_while_the_plan_is_in_hand(signed_in: SignIn) -> None:
    client = signed_in("officer.b1")
    page = client.post(FORM, typed(), follow=True)
    address = page.request["PATH_INFO"]

    form = client.get(f"{address}sua/").content.decode()
    assert 'value="Hỗ trợ 12 hộ nghèo làm nhà ở"' in form
    assert 'value="1.234,5"' in form
    assert 'id="m3"' in form
    client.post(f"{address}sua/", typed(title="Hỗ trợ 10 hộ"))
    assert "Hỗ trợ 10 hộ" in client.get(address).content.decode()
    gone = client.post(f"{address}xoa/", follow=True)

    assert "Đã xóa nhiệm vụ khỏi kế hoạch." in gone.content.decode()
    assert client.get(address).status_code == 404


def test_saving_a_form_unchanged_changes_nothing(signed_in: SignIn) -> None:
    client = signed_in("officer.b1")
    address = client.post(FORM, typed(m2="12,5", m4="60"), follow=True).request["PATH_INFO"]
    before = plan_page(actor=OPERATOR, code="B1", year=NEXT, today=date(2021, 1, 5)).tasks

    page = client.get(f"{address}sua/")
    form = page.context["form"]
    client.post(f"{address}sua/", {**form.typed, "coordinating": form.coordinating})

    assert plan_page(actor=OPERATOR, code="B1", year=NEXT, today=date(2021, 1, 5)).tasks == before


def test_who_has_and_has_not_submitted(signed_in: SignIn, settings: object) -> None:
    settings.NHIP_TODAY = world.TODAY  # type: ignore[attr-defined]
    client = signed_in("leader.p")

    text = client.get("/ke-hoach/P/2020/tinh-hinh/").content.decode()
    none = client.get("/ke-hoach/P/2020/tinh-hinh/?tinh-trang=chua-trinh").content.decode()

    assert "theo địa giới ngày 15/01/2020" in text
    assert "Xã Ân" in text, "it had to plan before it was merged"
    assert "/ke-hoach/A2/2020/" not in text
    assert "Không có đơn vị nào ở tình trạng này." in none


def test_nobody_writes_anothers_plan(signed_in: SignIn) -> None:
    for login in ("officer.a1", "leader.p", "auditor.p", "leader.c"):
        client = signed_in(login)
        assert client.get(FORM).status_code == 404, login
        assert client.post(FORM, typed()).status_code == 404, login
        assert client.post(f"/ke-hoach/B1/{NEXT}/trinh/").status_code == 404, login
