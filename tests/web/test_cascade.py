"""Giao việc theo cấp, on its pages and by command: the same acts, the same refusals."""

import json
from decimal import Decimal

import pytest

from nhip.apps.cascade.models import HandedPart, Handing
from nhip.apps.rollups.refreshing import drain
from tests import indicators, world
from tests.conftest import SignIn
from tests.handed_down import child, hand_down
from tests.jobs.test_commands import Run, _language, nhip

__all__ = ["_language", "nhip"]

pytestmark = pytest.mark.django_db
WHOLE = {"quantity": "12", "measure": "hộ", "key": "equally", "indicator": ""}


def address() -> str:
    return f"/nhiem-vu/{world.task('A.PDT').pk}/giao-xuong/"


def test_the_parts_are_shown_before_anything_is_stored_then_handed_down(signed_in: SignIn) -> None:
    client = signed_in("officer.apdt")
    assert address() in client.get("/ke-hoach/A.PDT/2020/giao-viec/").content.decode()
    sent = {**WHOLE, "quantity": "13", "units": ["A1", "A9"]}

    shown = client.post(address(), {**sent, "preview": "1"})
    page = shown.content.decode()
    assert shown.status_code == 200
    assert 'name="part-A1" value="7"' in page
    assert 'name="part-A9" value="6"' in page
    assert "không còn lại gì của 13 hộ" in page
    assert not Handing.objects.exists()

    answer = client.post(address(), sent, follow=True)
    assert "Đã giao xuống 2 đơn vị" in answer.content.decode()
    assert [str(one.asked) for one in HandedPart.objects.order_by("pk")] == ["7.00", "6.00"]


def test_by_hand_the_page_says_what_is_left(signed_in: SignIn) -> None:
    sent = {**WHOLE, "key": "by_hand", "units": ["A1", "A9"], "part-A1": "5", "part-A9": "4", "preview": "1"}

    assert "Còn lại 3 hộ" in signed_in("officer.apdt").post(address(), sent).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("13", "vượt quá"),
        ("0", "không hợp lệ"),
        ("-1", "không hợp lệ"),
        ("x", "không đọc được"),
        ("", "Chưa ghi phần"),
    ],
)
def test_a_wrong_part_is_refused_at_its_cell_on_both_faces(
    signed_in: SignIn, nhip: Run, typed: str, sentence: str
) -> None:
    sent = {**WHOLE, "key": "by_hand", "units": ["A9"], "part-A9": typed}
    answer = signed_in("officer.apdt").post(address(), sent)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="part-A9-error"' in page
    assert sentence in page
    if typed not in {"", "x"}:
        status, _out, err = nhip(
            "plan",
            "hand-down",
            str(world.task("A.PDT").pk),
            "--quantity",
            "12",
            "--measure",
            "hộ",
            "--part",
            f"A9={typed}",
            "--as",
            "officer.apdt",
        )
        assert (status, sentence in err) == (1, True)
    assert not Handing.objects.exists()


def test_what_cannot_be_handed_down_is_refused_on_both_faces(signed_in: SignIn, nhip: Run) -> None:
    client, task = signed_in("officer.apdt"), str(world.task("A.PDT").pk)
    for more, arguments, sentence in (
        ({}, (), "Chưa chọn đơn vị"),
        ({"units": ["B1"]}, ("--to", "B1"), "cấp dưới"),
        ({"units": ["A9"], "measure": ""}, ("--to", "A9", "--quantity", "12"), "đơn vị tính"),
        (
            {"units": ["A9"], "quantity": "0"},
            ("--to", "A9", "--quantity", "0", "--measure", "hộ"),
            "lớn hơn 0",
        ),
        (
            {"units": ["A9"], "key": "by_figure"},
            ("--to", "A9", "--quantity", "12", "--measure", "hộ", "--by", "x"),
            "Chưa chọn chỉ tiêu",
        ),
    ):
        answer = client.post(address(), {**WHOLE, **more})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        status, _out, err = nhip("plan", "hand-down", task, *arguments, "--as", "officer.apdt")
        assert (status, sentence in err) == (1, True), err
    own = world.task("A1").pk
    assert signed_in("officer.a9").get(f"/nhiem-vu/{own}/giao-xuong/").status_code == 404
    assert nhip("plan", "hand-down", str(own), "--to", "A9", "--as", "officer.a9")[0] == 1


def test_by_command_to_all_and_as_json(nhip: Run) -> None:
    task = str(world.task("A.PDT").pk)
    status, out, err = nhip(
        "plan",
        "hand-down",
        task,
        "--to",
        "all",
        "--quantity",
        "5",
        "--measure",
        "lớp",
        "--as",
        "officer.apdt",
    )
    assert (status, len(out.split())) == (0, 2), err

    told = json.loads(nhip("plan", "cascade", "--unit", "A.PDT", "--year", "2020", "--json")[1])
    (one,) = told["handed_down"]
    assert (one["quantity"], one["measure"], one["taken"], one["left"]) == (5, "lớp", 5, 0)
    assert [(part["unit"], part["asked"], part["detailed"], part["plan"]) for part in one["parts"]] == [
        ("A1", 3, False, None),
        ("A9", 2, False, "draft"),
    ]
    assert "Xã Bình Ân" in nhip("plan", "cascade", "--unit", "A.PDT", "--year", "2020")[1]


def test_a_unit_says_how_much_it_takes_on(signed_in: SignIn) -> None:
    hand_down("A9")
    client, sent_to = signed_in("officer.a9"), f"/nhiem-vu/{child('A9').pk}/phan-nhan/"
    refused = client.post(sent_to, {"planned": "-1"})
    assert refused.status_code == 422
    assert "Phần nhận" in refused.content.decode()

    assert client.post(sent_to, {"planned": "10"}).status_code == 302
    page = signed_in("officer.apdt").get("/ke-hoach/A.PDT/2020/giao-viec/").content.decode()
    assert "còn thiếu 2" in page
    assert "chưa chi tiết" in page


def test_a_whole_is_shared_out_by_figures_and_a_yearly_target_is_the_whole(
    signed_in: SignIn, nhip: Run
) -> None:
    indicators.define()
    sent = {**WHOLE, "quantity": "", "measure": "", "units": ["A1", "A9"], "key": "by_figure"}
    sent |= {"indicator": "homes", "target": "built", "preview": "1"}
    client = signed_in("officer.apdt")
    without = client.post(address(), sent)
    assert "chưa được giao chỉ tiêu này trong năm 2020" in without.content.decode()
    command = ("plan", "hand-down", str(world.task("A.PDT").pk), "--to", "all", "--target", "built")
    status, _out, err = nhip(*command, "--as", "officer.apdt")
    assert (status, "chưa được giao" in err) == (1, True)

    indicators.aim(("A", "built", "2020", 40))
    drain(now=world.NOW)
    unknown = client.post(address(), sent).content.decode()
    assert "Chưa có số liệu lớn hơn 0 để chia của: Xã Ánh, Xã Bình Ân" in unknown

    indicators.report(("A1", "homes", 3, 100), ("A9", "homes", 3, 300))
    drain(now=world.NOW)
    page = client.post(address(), sent).content.decode()
    assert 'name="part-A1" value="10"' in page
    assert 'name="part-A9" value="30"' in page
    assert nhip(*command, "--by", "homes", "--as", "officer.apdt")[0] == 0
    assert [(one.asked, one.handing.measure) for one in HandedPart.objects.order_by("pk")] == [
        (Decimal(10), "hộ"),
        (Decimal(30), "hộ"),
    ]


def test_a_target_that_is_handed_down_is_said_on_every_page(signed_in: SignIn, nhip: Run) -> None:
    indicators.define()
    indicators.aim(("A", "built", "2020", 40), ("A", "rate", "2020", 12))
    drain(now=world.NOW)
    client = signed_in("officer.apdt")
    form = client.get(address()).content.decode()
    assert "built: 40 hộ" in form
    assert "rate: 12" not in form, "a rate has no parts"
    sent = {**WHOLE, "quantity": "", "measure": "", "target": "built", "units": ["A1", "A9"]}
    assert client.post(address(), sent).status_code == 302

    above = client.get("/ke-hoach/A.PDT/2020/giao-viec/").content.decode()
    assert "Phần giao là chỉ tiêu năm của từng đơn vị: built." in above
    told = json.loads(nhip("plan", "cascade", "--unit", "A.PDT", "--year", "2020", "--json")[1])
    assert told["handed_down"][0]["target"] == "built"
    drain(now=world.NOW)
    below = signed_in("officer.a9").get("/chi-tieu/A9/2020/dien-bien/?chi-tieu=built").content.decode()
    assert "Chỉ tiêu năm 20 do Phòng Dân tộc huyện An giao ngày 20/05/2020" in below


def test_another_target_than_the_one_given_and_a_rate_are_refused_on_both_faces(
    signed_in: SignIn, nhip: Run
) -> None:
    indicators.define()
    indicators.aim(("A", "built", "2020", 40), ("A", "rate", "2020", 12), ("A9", "built", "2020", 25))
    drain(now=world.NOW)
    task = str(world.task("A.PDT").pk)
    for target, sentence in (("built", "Xã Bình Ân đã được giao 25"), ("rate", "không phải là tổng")):
        sent = {**WHOLE, "quantity": "", "measure": "", "target": target, "units": ["A1", "A9"]}
        answer = signed_in("officer.apdt").post(address(), sent)
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        status, _out, err = nhip(
            "plan", "hand-down", task, "--to", "all", "--target", target, "--as", "officer.apdt"
        )
        assert (status, sentence in err) == (1, True), err
    assert not Handing.objects.exists()


def test_half_a_household_is_refused_on_both_faces(signed_in: SignIn, nhip: Run) -> None:
    indicators.define_counted()
    answer = signed_in("officer.apdt").post(address(), {**WHOLE, "quantity": "12,5", "units": ["A9"]})
    assert answer.status_code == 422
    assert "hộ là số đếm" in answer.content.decode()
    command = ("plan", "hand-down", str(world.task("A.PDT").pk), "--to", "A9", "--measure", "hộ")
    status, _out, err = nhip(*command, "--quantity", "12.5", "--as", "officer.apdt")
    assert (status, "hộ là số đếm" in err) == (1, True), err
