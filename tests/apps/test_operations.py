"""What the worker could not do is kept, shown to administrators and by command, and forgotten once it is done."""

import json
from datetime import date, timedelta

import pytest

from nhip.apps.amendments.models import Amendment, AmendmentLine
from nhip.apps.duties.models import DutyFailure, DutyRun
from nhip.core.access import OPERATOR
from nhip.core.amendments import AmendmentState
from nhip.core.duties import WORDS, DutyName
from nhip.core.errors import NotAllowed, RuleBroken
from nhip.cycle.daily import DUTIES, Duty, do_duties
from nhip.cycle.operations import operations
from tests import world
from tests.amended import FROM, HALF, approve, change, opened, submit
from tests.conftest import SignIn
from tests.jobs.test_commands import Run, _language, nhip

__all__ = ["_language", "nhip"]

pytestmark = pytest.mark.django_db
NEXT = world.at(FROM) + timedelta(minutes=30)


@pytest.fixture
def broken() -> AmendmentLine:
    """An approved amendment of A1 that cannot be put in force on its day."""
    opened()
    change(HALF, weight=7)
    submit()
    approve()
    line = AmendmentLine.objects.get()
    line.wanted = {"weight": 7}
    line.save()
    return line


def test_every_duty_has_its_words() -> None:
    assert {one.name for one in DUTIES} == set(DutyName) == WORDS.keys()


def test_an_amendment_that_fails_is_kept_with_since_when_and_how_often(broken: AmendmentLine) -> None:
    do_duties(now=world.at(FROM))
    do_duties(now=NEXT)
    (one,) = operations(actor=OPERATOR, today=FROM).failures

    assert (one.duty, one.error, one.times) == ("amendments", "KeyError", 2)
    assert (one.since, one.last_at) == (world.at(FROM), NEXT)
    assert one.about is not None
    assert (one.about.unit.code, one.about.year, one.about.number) == ("A1", 2020, 1)
    assert Amendment.objects.get().state == AmendmentState.APPROVED, "nothing is half done"
    assert broken.pk


def test_it_is_forgotten_once_it_is_done(broken: AmendmentLine) -> None:
    before = broken.before
    do_duties(now=world.at(FROM))
    broken.wanted = before
    broken.save()
    do_duties(now=NEXT)

    assert not DutyFailure.objects.exists()
    assert DutyRun.objects.get(duty="amendments").done_at == NEXT


def test_a_duty_that_falls_over_is_kept_with_the_sentence_of_its_rule_and_what_it_knew_before() -> None:
    def fall(_now: object) -> int:
        raise RuleBroken("Chưa khai ngưỡng đèn cho ngày {on}; quản trị cần khai trước.", on=date(2020, 7, 1))

    DutyFailure.objects.create(
        duty="amendments", subject="amendment:5", error="X", since=world.NOW, last_at=world.NOW
    )
    assert do_duties(now=NEXT, duties=(Duty(DutyName.AMENDMENTS, lambda: 0, fall),)) == 0
    assert set(DutyFailure.objects.values_list("subject", flat=True)) == {"amendment:5", ""}
    (one,) = operations(actor=OPERATOR, today=FROM).failures  # of the amendment nothing is left to show
    assert str(one.refusal) == "Chưa khai ngưỡng đèn cho ngày 01/07/2020; quản trị cần khai trước."
    assert not DutyRun.objects.exists()


def test_administrators_see_what_is_about_their_units_others_nothing(broken: AmendmentLine) -> None:
    do_duties(now=world.at(FROM))
    assert len(operations(actor=world.person("admin.p"), today=FROM).failures) == 1
    for login in ("leader.p", "officer.a1", "auditor.p"):
        with pytest.raises(NotAllowed):
            operations(actor=world.person(login), today=FROM)
    world.hire("admin.q", world.person("admin.p").grants[0].role, "Q")
    assert operations(actor=world.person("admin.q"), today=FROM).failures == ()
    assert broken.pk


def test_the_page_and_the_command_say_what_since_when_and_what_to_do(
    signed_in: SignIn, nhip: Run, broken: AmendmentLine
) -> None:
    status, out, err = nhip("health")
    assert (status, "chưa" in out or "–" in out) == (0, True), err
    do_duties(now=world.at(FROM))

    page = signed_in("admin.p").get("/van-hanh/").content.decode()
    for words in (
        "Đưa điều chỉnh kế hoạch vào hiệu lực đúng ngày",
        "điều chỉnh lần 1 kế hoạch năm 2020, Xã Ánh",
        "/ke-hoach/A1/2020/dieu-chinh/",
        "KeyError, chi tiết ở nhật ký máy chủ",
        "01/07/2020",
        "Mở trang điều chỉnh",
    ):
        assert words in page
    assert "/van-hanh/" in signed_in("admin.p").get("/don-vi/").content.decode()
    assert signed_in("leader.a").get("/van-hanh/").status_code == 404

    status, out, _err = nhip("health")
    assert status == 1
    assert "A1 2020 #1" in out
    assert "Mở trang điều chỉnh" in out
    status, out, _err = nhip("health", "--json")
    told = json.loads(out)
    assert (status, told["healthy"], told["failures"][0]["unit"]) == (1, False, "A1")
    assert nhip("health", "--as", "officer.a1")[0] == 1
    assert broken.pk
