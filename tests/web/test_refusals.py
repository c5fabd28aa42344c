"""Refusals become pages once: what may not be seen looks like what is not there, a broken rule says its sentence."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from nhip.apps.audit.context import request_id
from nhip.core.errors import (
    Conflict,
    NhipError,
    NotAllowed,
    NotFound,
    RuleBroken,
    RulesBroken,
    UnknownUnit,
)
from nhip.web.middleware import RefusalMiddleware
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


def answer(error: NhipError, *, language: str = "vi") -> HttpResponse:
    """What a visitor gets when a view raises the error."""
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    middleware = RefusalMiddleware(lambda _request: HttpResponse())
    with translation.override(language):
        response = middleware.process_exception(request, error)
    assert response is not None
    return response


def test_missing_unknown_and_not_allowed_are_one_and_the_same_page() -> None:
    answers = [
        answer(error) for error in (NotFound(), NotAllowed(), UnknownUnit("Không có {code}", code="99"))
    ]

    assert {one.status_code for one in answers} == {404}
    bodies = {one.content.replace(token(one), b"") for one in answers}
    assert len(bodies) == 1


def token(response: HttpResponse) -> bytes:
    """The CSRF token of the page, which differs in every answer."""
    marker = b'name="csrfmiddlewaretoken" value="'
    start = response.content.find(marker)
    return b"\0" if start < 0 else response.content[start + len(marker) :].partition(b'"')[0]


def test_a_broken_rule_says_its_sentence_in_the_readers_language_and_format() -> None:
    refusal = RuleBroken("Ngày {day} ngoài năm kế hoạch {year}.", day=date(2021, 2, 1), year="2020")

    vietnamese, english = answer(refusal), answer(refusal, language="en")

    assert vietnamese.status_code == english.status_code == 422
    assert "Ngày 01/02/2021 ngoài năm kế hoạch 2020." in vietnamese.content.decode()
    assert "The day 01/02/2021 is outside the plan year 2020." in english.content.decode()


def test_several_broken_rules_are_all_named() -> None:
    refusals = {
        f"progress-{task}": RuleBroken(
            "Tiến độ {progress} % không hợp lệ: phải từ 0 đến 100.", progress=Decimal(value)
        )
        for task, value in ((1, 101), (2, -1))
    }

    text = answer(RulesBroken(refusals)).content.decode()

    assert "Tiến độ 101 %" in text
    assert "Tiến độ \u22121 %" in text


def test_a_conflict_is_409() -> None:
    assert answer(Conflict("Báo cáo này vừa được người khác sửa.")).status_code == 409


def test_any_other_error_is_left_to_django() -> None:
    middleware = RefusalMiddleware(lambda _request: HttpResponse())

    assert middleware.process_exception(RequestFactory().get("/"), ValueError("x")) is None


def test_what_a_person_typed_is_escaped_in_a_refusal() -> None:
    text = answer(
        RuleBroken("«{text}» phải là số nguyên.", text="<script>alert(1)</script>")
    ).content.decode()

    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_every_request_has_a_number_of_its_own_that_audit_records_carry() -> None:
    seen: list[str] = []

    def view(_request: HttpRequest) -> HttpResponse:
        seen.append(request_id.get())
        return HttpResponse()

    middleware = RefusalMiddleware(view)
    answers = [middleware(RequestFactory().get("/")) for _ in range(2)]

    assert [one.headers["X-Request-Id"] for one in answers] == seen
    assert len(set(seen)) == 2
    assert all(len(one) == 32 for one in seen)
    assert request_id.get() == ""


def test_the_unseen_is_404_in_the_same_words_as_the_missing(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")

    unseen = client.get("/nhip/C/2020/")
    missing = client.get("/nhip/KHONG/2020/")
    nowhere = client.get("/khong-co-trang-nay/")

    assert unseen.status_code == missing.status_code == nowhere.status_code == 404
    headings = {
        one.content.decode().partition("<h1>")[2].partition("</div>")[0] for one in (unseen, missing, nowhere)
    }
    assert len(headings) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/nhip/P/1999/",
        "/nhip/P/2020/?cap=village",
        "/bao-cao/A1/2020/13/",
        "/bao-cao/A1/2020/0/",
        "/nhiem-vu/999999/",
        "/nhiem-vu/99999999999999999999999/",
    ],
)
def test_an_address_that_names_nothing_is_404(signed_in: SignIn, address: str) -> None:
    assert signed_in("leader.p").get(address).status_code == 404


@pytest.mark.parametrize("address", ["/bao-cao/A/2020/?thang=13", "/bao-cao/A/2020/?thang=0"])
def test_a_month_that_does_not_exist_is_refused_with_its_sentence(signed_in: SignIn, address: str) -> None:
    response = signed_in("leader.p").get(address)

    assert response.status_code == 422
    assert "tháng là số từ 1 đến 12" in response.content.decode()


def test_a_mistake_of_ours_is_a_plain_page_with_the_requests_number(
    signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from nhip.web.work import views

    def fails(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(views, "cards_of", fails)
    client = signed_in("leader.p")
    client.raise_request_exception = False

    response = client.get("/viec-cua-toi/")

    assert response.status_code == 500
    assert response.headers["X-Request-Id"] in response.content.decode()
