"""Giao việc theo cấp, on its pages and by command: the same acts, the same refusals."""

import json
from decimal import Decimal

import pytest
from django.utils.html import strip_tags

from nhip.apps.cascade.models import HandedPart, Handing
from nhip.apps.indicators.models import Target
from nhip.apps.rollups.refreshing import drain
from tests import indicators, world
from tests.conftest import SignIn
from tests.handed_down import child, hand_down, hand_down_target
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
    assert "built, năm 2020: 40 hộ" in form
    assert "rate: 12" not in form, "a rate has no parts"
    sent = {**WHOLE, "quantity": "", "measure": "", "target": "built", "units": ["A1", "A9"]}
    assert client.post(address(), sent).status_code == 302

    above = client.get("/ke-hoach/A.PDT/2020/giao-viec/").content.decode()
    assert "Phần giao là chỉ tiêu năm 2020 của từng đơn vị: built." in above
    told = json.loads(nhip("plan", "cascade", "--unit", "A.PDT", "--year", "2020", "--json")[1])
    assert told["handed_down"][0]["target"] == "built"
    drain(now=world.NOW)
    below = signed_in("officer.a9").get("/chi-tieu/A9/2020/dien-bien/?chi-tieu=built").content.decode()
    assert "Chỉ tiêu năm 2020: 20, do Phòng Dân tộc huyện An giao ngày 20/05/2020" in below


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


def test_a_quarters_target_goes_down_with_baselines_on_both_faces(signed_in: SignIn, nhip: Run) -> None:
    indicators.define()
    indicators.aim(("A", "poor", "2020-Q2", 40), ("A", "poor", "2020", 90))
    indicators.report(("A1", "poor", 12, 15), year=2019)
    drain(now=world.NOW)
    client = signed_in("officer.apdt")
    form = client.get(address()).content.decode()
    assert "poor, năm 2020: 90 hộ" in form
    assert "poor, quý II/2020: 40 hộ" in form
    sent = {**WHOLE, "quantity": "", "measure": "", "target": "poor:2020-Q2", "units": ["A1", "A9"]}
    preview = client.post(address(), {**sent, "preview": "1"}).content.decode()
    assert "để trống: 15" in preview
    assert client.post(address(), {**sent, "start-A9": "12,5"}).status_code == 302

    above = client.get("/ke-hoach/A.PDT/2020/giao-viec/").content.decode()
    assert "Phần giao là chỉ tiêu quý II/2020 của từng đơn vị: poor." in above
    told = json.loads(nhip("plan", "cascade", "--unit", "A.PDT", "--year", "2020", "--json")[1])
    assert (told["handed_down"][0]["target"], told["handed_down"][0]["period"]) == ("poor", "2020-Q2")
    drain(now=world.NOW)
    below = signed_in("officer.a9").get("/chi-tieu/A9/2020/dien-bien/?chi-tieu=poor").content.decode()
    assert "Chỉ tiêu quý II/2020: 20, do Phòng Dân tộc huyện An giao ngày 20/05/2020" in below
    assert "mức xuất phát 12,5" in below
    client = signed_in("officer.apdt")
    assert "quý II/2020" in client.get(f"/nhiem-vu/{child('A9').pk}/phan-giao/").content.decode()


def test_by_command_a_quarters_target_goes_down_with_a_baseline(nhip: Run) -> None:
    indicators.define()
    indicators.aim(("A", "built", "2020-Q2", 40))
    command = ("plan", "hand-down", str(world.task("A.PDT").pk), "--to", "A9", "--target", "built")
    status, _out, err = nhip(*command, "--period", "2020-Q2", "--baseline", "A9=2.5", "--as", "officer.apdt")
    assert status == 0, err
    target = Target.objects.get(handed__isnull=False)
    assert (target.period, target.value, target.baseline) == ("2020-Q2", 40, Decimal("2.5"))


@pytest.mark.parametrize(
    ("period", "start", "sentence"),
    [
        ("2020-Q3", "", "chưa được giao chỉ tiêu này"),
        ("2019-Q2", "", "không giao kèm chỉ tiêu"),
        ("2020-05-YTD", "", "lũy kế"),
        ("2020-Q9", "", "không đọc được"),
        ("2020-Q2", "-1", "không hợp lệ: từ 0 trở lên"),
    ],
)
def test_a_wrong_period_or_baseline_is_refused_on_both_faces(
    signed_in: SignIn, nhip: Run, period: str, start: str, sentence: str
) -> None:
    indicators.define()
    indicators.aim(("A", "built", "2020-Q2", 40))
    sent = {**WHOLE, "quantity": "", "measure": "", "units": ["A9"]}
    answer = signed_in("officer.apdt").post(
        address(), {**sent, "target": f"built:{period}", "start-A9": start}
    )
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (422, True)
    assert not start or 'id="start-A9-error"' in page
    command = ("plan", "hand-down", str(world.task("A.PDT").pk), "--to", "A9", "--target", "built")
    more = ("--baseline", f"A9={start}") if start else ()
    status, _out, err = nhip(*command, "--period", period, *more, "--as", "officer.apdt")
    assert (status, sentence in err) == (1, True), err
    assert not Handing.objects.exists()


def test_a_baseline_without_a_target_and_one_that_is_no_number_are_refused_at_their_cell(
    signed_in: SignIn, nhip: Run
) -> None:
    client = signed_in("officer.apdt")
    answer = client.post(address(), {**WHOLE, "units": ["A9"], "start-A9": "3"})
    assert (answer.status_code, "chỉ ghi khi giao chỉ tiêu" in answer.content.decode()) == (422, True)
    unread = client.post(address(), {**WHOLE, "units": ["A9"], "start-A9": "x"})
    assert (unread.status_code, "không đọc được" in unread.content.decode()) == (422, True)
    command = ("plan", "hand-down", str(world.task("A.PDT").pk), "--to", "A9", "--quantity", "12")
    status, _out, err = nhip(*command, "--measure", "hộ", "--baseline", "A9=3", "--as", "officer.apdt")
    assert (status, "chỉ ghi khi giao chỉ tiêu" in err) == (1, True), err
    assert not Handing.objects.exists()


def test_baselines_are_asked_for_where_a_target_goes_down_and_shown_wherever_one_was_typed(
    signed_in: SignIn,
) -> None:
    indicators.define()
    indicators.aim(("A", "poor", "2020", 90))
    client, cell = signed_in("officer.apdt"), 'name="start-A9"'
    assert cell not in client.get(address()).content.decode()
    plain = {**WHOLE, "units": ["A9"], "preview": "1"}
    assert cell not in client.post(address(), plain).content.decode()
    assert cell in client.post(address(), {**plain, "start-A9": "3"}).content.decode()
    target = {**plain, "quantity": "", "measure": "", "target": "poor:2020"}
    assert cell in client.post(address(), target).content.decode()


def test_the_history_says_by_what_key_and_of_which_period_a_target_went_down(signed_in: SignIn) -> None:
    indicators.define()
    indicators.aim(("A", "built", "2020-Q2", 40))
    hand_down_target("A1", "A9", period="2020-Q2")
    told = signed_in("officer.apdt").get(f"/lich-su/nhiem-vu/{world.task('A.PDT').pk}/").content.decode()
    plain = " ".join(strip_tags(told).split())
    for word in ("Cách chia: Chia đều", "Kỳ: quý II/2020", "Chỉ tiêu: built"):
        assert word in plain, plain
