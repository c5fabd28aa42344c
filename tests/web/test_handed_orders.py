"""Đổi số giao, rút lại việc: on its page and by command, the same acts, the same refusals."""

import json
from decimal import Decimal

import pytest

from nhip.apps.cascade.models import HandedOrder, HandedPart
from nhip.apps.tasks.models import Task
from tests import world
from tests.conftest import SignIn
from tests.handed_down import approve, hand_down, submit, take_back
from tests.jobs.test_commands import Run, _language, nhip

__all__ = ["_language", "nhip"]

pytestmark = pytest.mark.django_db
CASCADE = "/ke-hoach/A.PDT/2020/giao-viec/"


def asked(task: int) -> Decimal | None:
    return HandedPart.objects.get(task=task).asked


def test_another_quantity_with_a_reason(signed_in: SignIn, nhip: Run) -> None:
    (task,) = hand_down("A9")
    client, address = signed_in("officer.apdt"), f"/nhiem-vu/{task}/phan-giao/"
    assert address in client.get(CASCADE).content.decode()
    assert "nhiều nhất 12" in client.get(address).content.decode()

    answer = client.post(address, {"quantity": "8", "reason": "Huyện tính lại"}, follow=True)
    assert "Đã đổi số giao" in answer.content.decode()
    assert "Đổi số giao Xã Bình Ân từ 12 thành 8 hộ" in answer.content.decode()
    assert asked(task) == 8

    status, out, err = nhip(
        "plan", "change-part", str(task), "--quantity", "9", "--reason", "Lại", "--as", "officer.apdt"
    )
    assert (status, "Đã đổi số giao" in out) == (0, True), err
    assert asked(task) == 9
    told = json.loads(nhip("plan", "cascade", "--unit", "A.PDT", "--year", "2020", "--json")[1])
    assert [(one["before"], one["asked"]) for one in told["handed_down"][0]["orders"]] == [(12, 8), (8, 9)]


@pytest.mark.parametrize(
    ("typed", "reason", "sentence"),
    [
        ("13", "Lý do", "vượt quá"),
        ("0", "Lý do", "không hợp lệ"),
        ("12", "Lý do", "không có gì để đổi"),
        ("8", " ", "Chưa ghi lý do"),
    ],
)
def test_what_is_not_allowed_is_refused_on_both_faces(
    signed_in: SignIn, nhip: Run, typed: str, reason: str, sentence: str
) -> None:
    (task,) = hand_down("A9")
    address = f"/nhiem-vu/{task}/phan-giao/"
    answer = signed_in("officer.apdt").post(address, {"quantity": typed, "reason": reason})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert f'value="{typed}"' in page, "what was typed is kept"
    command = ("plan", "change-part", str(task), "--quantity", typed, "--reason", reason)
    status, _out, err = nhip(*command, "--as", "officer.apdt")
    assert (status, sentence in err) == (1, True), err
    assert not HandedOrder.objects.exists()


def test_it_is_taken_back_with_a_reason(signed_in: SignIn, nhip: Run) -> None:
    (task,) = hand_down("A9")
    client = signed_in("officer.apdt")
    refused = client.post(f"/nhiem-vu/{task}/rut-viec/", {"reason": ""})
    assert refused.status_code == 422
    assert "Chưa ghi lý do" in refused.content.decode()
    status, _out, err = nhip("plan", "take-back", str(task), "--as", "officer.apdt")
    assert (status, "Chưa ghi lý do" in err) == (1, True), err

    answer = client.post(f"/nhiem-vu/{task}/rut-viec/", {"reason": "Giao nhầm"}, follow=True)
    page = answer.content.decode()
    assert "Đã rút lại việc" in page
    assert "Rút lại việc của Xã Bình Ân (12 hộ)" in page
    below = signed_in("officer.a9").get(f"/nhiem-vu/{task}/").content.decode()
    assert "Giao nhầm" in below
    (again,) = hand_down("A9")
    status, out, err = nhip("plan", "take-back", str(again), "--reason", "Lại", "--as", "officer.apdt")
    assert (status, "Đã rút lại việc" in out) == (0, True), err


def test_of_an_approved_plan_both_faces_say_that_it_waits(signed_in: SignIn, nhip: Run) -> None:
    (task,) = hand_down("A9")
    submit()
    approve()
    client = signed_in("officer.apdt")
    page = client.get(f"/nhiem-vu/{task}/phan-giao/").content.decode()
    assert "nằm trong kế hoạch đã duyệt của đơn vị." in page

    answer = client.post(f"/nhiem-vu/{task}/rut-viec/", {"reason": "Giao nhầm"}, follow=True)
    assert "chờ đơn vị điều chỉnh kế hoạch" in answer.content.decode()
    assert "chờ rút" in answer.content.decode()
    assert HandedPart.objects.filter(task=task).exists()
    for login, address in (
        ("officer.a9", "/ke-hoach/A9/2020/giao-viec/"),
        ("officer.a9", "/ke-hoach/A9/2020/dieu-chinh/"),
    ):
        below = signed_in(login).get(address).content.decode()
        assert "Cấp trên yêu cầu" in below
        assert "(12 hộ)" in below
        assert "Giao nhầm" in below

    status, out, err = nhip(
        "plan", "change-part", str(task), "--quantity", "8", "--reason", "Lại", "--as", "officer.apdt"
    )
    assert (status, "yêu cầu chờ đơn vị" in out) == (0, True), err
    assert nhip("plan", "drop-order", str(task), "--as", "officer.apdt")[0] == 0
    assert not HandedOrder.objects.exists()


def test_an_order_that_waits_is_withdrawn_on_the_page(signed_in: SignIn) -> None:
    (task,) = hand_down("A9")
    submit()
    approve()
    take_back(task)
    client = signed_in("officer.apdt")
    assert "Thôi yêu cầu" in client.get(f"/nhiem-vu/{task}/phan-giao/").content.decode()
    answer = client.post(f"/nhiem-vu/{task}/thoi-yeu-cau/", follow=True)
    assert "Đã thôi yêu cầu" in answer.content.decode()
    assert not HandedOrder.objects.exists()


def test_who_received_it_cannot_take_it_back(signed_in: SignIn, nhip: Run) -> None:
    (task,) = hand_down("A9")
    for login in ("officer.a9", "leader.a"):
        client = signed_in(login)
        assert client.get(f"/nhiem-vu/{task}/phan-giao/").status_code == 404
        assert client.post(f"/nhiem-vu/{task}/rut-viec/", {"reason": "x"}).status_code == 404
        assert nhip("plan", "take-back", str(task), "--reason", "x", "--as", login)[0] == 1
    own = world.task("A1").pk
    assert signed_in("officer.a1").get(f"/nhiem-vu/{own}/phan-giao/").status_code == 404


def test_the_receivers_page_of_work_leads_to_where_the_order_is_taken_in(signed_in: SignIn) -> None:
    (task,) = hand_down("A9")
    submit()
    approve()
    take_back(task)
    client = signed_in("officer.a9")
    work = client.get("/viec-cua-toi/").content.decode()
    assert "1 yêu cầu của cấp trên về việc đã giao, kế hoạch năm 2020" in work
    assert "Giao nhầm" in work
    assert 'href="/ke-hoach/A9/2020/dieu-chinh/"' in work
    assert "Mở điều chỉnh rồi trình" in client.get("/ke-hoach/A9/2020/dieu-chinh/").content.decode()
    assert "yêu cầu của cấp trên" not in signed_in("officer.apdt").get("/viec-cua-toi/").content.decode()


def test_an_order_about_what_was_done_meanwhile_is_the_superiors_to_withdraw(
    signed_in: SignIn, nhip: Run
) -> None:
    (task,) = hand_down("A9")
    submit()
    approve()
    take_back(task)
    Task.objects.filter(pk=task).update(completed_on=world.TODAY)
    client = signed_in("officer.a9")
    assert "yêu cầu của cấp trên" not in client.get("/viec-cua-toi/").content.decode()
    assert "chờ cấp trên thôi yêu cầu" in client.get("/ke-hoach/A9/2020/dieu-chinh/").content.decode()
    grounds = {"reason": "Theo yêu cầu", "basis": "Công văn 1", "asked_from": f"{world.TODAY:%d/%m/%Y}"}
    client.post("/ke-hoach/A9/2020/dieu-chinh/mo/", grounds)
    refused = client.post("/ke-hoach/A9/2020/dieu-chinh/trinh/")
    assert (refused.status_code, "chưa thay đổi nhiệm vụ nào" in refused.content.decode()) == (422, True)
    status, _out, err = nhip(
        "plan", "amend", "submit", "--unit", "A9", "--year", "2020", "--as", "officer.a9"
    )
    assert (status, "chưa thay đổi nhiệm vụ nào" in err) == (1, True), err
    page = signed_in("officer.apdt").get(f"/nhiem-vu/{task}/phan-giao/").content.decode()
    assert "Yêu cầu không thực hiện được nữa" in page
