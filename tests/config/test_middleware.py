"""Every answer is in Vietnamese unless the reader chose otherwise, and says what browsers may not do."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.utils import translation

from nhip.config.middleware import CookieLanguage, Headers

pytestmark = pytest.mark.django_db


def language_of(answer: HttpResponseBase) -> str:
    return answer.headers["Content-Language"]


@pytest.mark.parametrize(
    ("cookie", "language"),
    [(None, "vi"), ("en", "en"), ("vi", "vi"), ("fr", "vi"), ("", "vi"), ("../en", "vi")],
)
def test_only_the_cookie_chooses_the_language(cookie: str | None, language: str) -> None:
    seen: list[str | None] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(translation.get_language())
        return HttpResponse()

    request = RequestFactory().get("/", headers={"accept-language": "en-US,en;q=0.9"})
    if cookie is not None:
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = cookie
    answer = CookieLanguage(page)(request)

    assert (seen, language_of(answer), request.LANGUAGE_CODE) == ([language], language, language)
    assert "Cookie" in answer.headers["Vary"]
    assert translation.get_language() == "vi"


def test_an_english_browser_gets_vietnamese_pages() -> None:
    assert language_of(Client(headers={"accept-language": "en-US"}).get("/")) == "vi"


def test_the_policy_allows_our_own_origin_and_nothing_inline() -> None:
    policy = Client().get("/").headers["Content-Security-Policy"]
    directives = {name: set(values) for name, *values in (part.split() for part in policy.split(";"))}

    own = {"'self'"}
    assert directives == {
        "default-src": {"'none'"},
        "object-src": {"'none'"},
        "base-uri": {"'none'"},
        "frame-ancestors": {"'none'"},
        "script-src": own,
        "style-src": own,
        "font-src": own,
        "connect-src": own,
        "form-action": own,
        "manifest-src": own,
        "worker-src": own,
        "img-src": own | {"data:"},
    }


@pytest.mark.parametrize("address", ["/", "/no-such-page/", "/static/no-such-file.css"])
def test_every_answer_carries_the_headers(address: str) -> None:
    headers = Client().get(address).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-store"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Content-Security-Policy" in headers


def test_a_view_may_say_how_long_its_answer_keeps() -> None:
    answer = Headers(lambda _: HttpResponse(headers={"Cache-Control": "max-age=60"}))(
        RequestFactory().get("/")
    )

    assert answer.headers["Cache-Control"] == "max-age=60"
