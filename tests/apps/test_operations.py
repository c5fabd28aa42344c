"""What the worker could not do is kept, shown to administrators and by command, and forgotten once it is done."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from nhip.apps.accounts.background import send_password_letters
from nhip.apps.accounts.models import Person
from nhip.apps.amendments.models import Amendment, AmendmentLine
from nhip.apps.duties.models import DutyFailure, DutyRun
from nhip.apps.duties.services import keep_failure
from nhip.apps.plans.models import PlanUpload
from nhip.core.access import OPERATOR
from nhip.core.amendments import AmendmentState
from nhip.core.duties import SETTLED_AFTER, WORDS, WORK_WORDS, DutyName, WorkName
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
    assert set(WorkName) == WORK_WORDS.keys()


def test_an_amendment_that_fails_is_kept_with_since_when_and_how_often(broken: AmendmentLine) -> None:
    do_duties(now=world.at(FROM))
    do_duties(now=NEXT)
    (one,) = operations(actor=OPERATOR, now=NEXT).failures

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
    (one,) = operations(actor=OPERATOR, now=NEXT).failures  # of the amendment nothing is left to show
    assert str(one.refusal) == "Chưa khai ngưỡng đèn cho ngày 01/07/2020; quản trị cần khai trước."
    assert not DutyRun.objects.exists()


def test_administrators_see_what_is_about_their_units_others_nothing(broken: AmendmentLine) -> None:
    do_duties(now=world.at(FROM))
    assert len(operations(actor=world.person("admin.p"), now=NEXT).failures) == 1
    for login in ("leader.p", "officer.a1", "auditor.p"):
        with pytest.raises(NotAllowed):
            operations(actor=world.person(login), now=NEXT)
    world.hire("admin.q", world.person("admin.p").grants[0].role, "Q")
    assert operations(actor=world.person("admin.q"), now=NEXT).failures == ()
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


FILE = "/ke-hoach/A1/2020/tep.xlsx"
UPLOAD = "/ke-hoach/A1/2020/nhap/"


def failing() -> list[tuple[str, str, int | None, int]]:
    """What, at which unit, which amendment, how often."""
    found = operations(actor=OPERATOR, now=world.NOW).failures
    return [
        (one.duty, "", None, one.times)
        if one.about is None
        else (one.duty, one.about.unit.code, one.about.number, one.times)
        for one in found
    ]


@pytest.fixture
def unreadable() -> AmendmentLine:
    """What A1's officer has in hand cannot be read."""
    opened()
    change(HALF, weight=7)
    line = AmendmentLine.objects.get()
    line.wanted = {"weight": 7}
    line.save()
    return line


def test_an_export_that_fails_is_shown_until_it_is_done(signed_in: SignIn, unreadable: AmendmentLine) -> None:
    client = signed_in("officer.a1")
    for _time in range(2):
        with pytest.raises(KeyError):
            client.get(FILE)
    assert failing() == [("plan_export", "A1", None, 2)]
    page = signed_in("admin.p").get("/van-hanh/").content.decode()
    for words in (
        "Xuất kế hoạch ra tệp Excel",
        "kế hoạch năm 2020, Xã Ánh",
        "/ke-hoach/A1/2020/",
        "Tải lại tệp",
    ):
        assert words in page

    unreadable.wanted = unreadable.before
    unreadable.save()
    assert signed_in("officer.a1").get(FILE).status_code == 200
    assert failing() == []


def test_an_import_that_fails_stores_nothing_and_is_shown_until_it_is_done(
    signed_in: SignIn, nhip: Run, unreadable: AmendmentLine, tmp_path: Path
) -> None:
    good, client = unreadable.before, signed_in("officer.a1")
    unreadable.wanted, bad = good, unreadable.wanted
    unreadable.save()
    content = client.get(FILE).content
    unreadable.wanted = bad
    unreadable.save()
    with pytest.raises(KeyError):
        client.post(UPLOAD, {"tep": SimpleUploadedFile("ke-hoach.xlsx", content)})
    assert not PlanUpload.objects.exists()
    path = tmp_path / "ke-hoach.xlsx"
    path.write_bytes(content)
    command = ("plan", "import", str(path), "--unit", "A1", "--year", "2020", "--as", "officer.a1")
    assert nhip(*command)[0] == 1
    assert failing() == [("plan_import", "A1", None, 2)]
    status, out, _err = nhip("health")
    assert (status, "A1 2020" in out, "Báo đơn vị nhập lại tệp" in out) == (1, True, True)
    told = json.loads(nhip("health", "--json")[1])["failures"]
    assert [(one["duty"], one["unit"], one["year"], one["amendment"]) for one in told] == [
        ("plan_import", "A1", 2020, None)
    ]

    unreadable.wanted = good
    unreadable.save()
    assert client.post(UPLOAD, {"tep": SimpleUploadedFile("ke-hoach.xlsx", content)}).status_code == 302
    assert failing() == []


def test_a_file_that_is_thrown_away_or_that_nobody_tried_again_for_two_weeks_is_settled(
    signed_in: SignIn,
) -> None:
    subject = f"plan:{world.unit('A1')}:2020"
    keep_failure(work=WorkName.PLAN_IMPORT, subject=subject, error=KeyError(), now=world.NOW)
    assert len(failing()) == 1
    later = world.NOW + SETTLED_AFTER
    assert len(operations(actor=OPERATOR, now=later).failures) == 1
    assert not operations(actor=OPERATOR, now=later + timedelta(minutes=1)).failures
    signed_in("officer.a1").post(f"{UPLOAD}bo/")
    assert failing() == []


def test_a_rule_that_a_file_breaks_is_told_to_who_sent_it_alone(signed_in: SignIn) -> None:
    answer = signed_in("officer.a1").post(UPLOAD, {"tep": SimpleUploadedFile("ke-hoach.xlsx", b"PK")})
    assert answer.status_code == 422
    assert failing() == []


def test_letters_that_cannot_be_sent_are_shown_until_one_is(settings: LazySettings) -> None:
    person = Person.objects.get(username="officer.a1")
    person.email, person.email_proven = "officer.a1@example.org", True
    person.set_password("Một-mật-khẩu-dài-9")
    person.save()
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "no.such.Backend"
    with pytest.raises(ModuleNotFoundError):
        send_password_letters.call(person.email, "vi")
    assert failing() == [("letters", "", None, 1)]
    settings.EMAIL_BACKEND = works
    send_password_letters.call(person.email, "vi")
    assert failing() == []
