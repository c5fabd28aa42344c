"""What holds for every page: each is reached by its links, obeys the CSP, fits its byte budget, and is complete.

The pages are found by walking the links from the first page as people of every role.
"""

import gzip
from collections import deque

import pytest
from django.test import Client

from nhip.core.periods import Month
from tests import world
from tests.conftest import SignIn
from tests.web.html import Page

LOGINS = (
    "leader.p",
    "officer.p",
    "admin.p",
    "auditor.p",
    "officer.stc",
    "leader.a",
    "officer.a1",
    "officer.a9",
)
MOST_BYTES = 30_000
MOST_PAGES = 250

pytestmark = pytest.mark.django_db


def walk(client: Client) -> dict[str, tuple[bytes, Page]]:
    """Every page that links lead to from the first one: address -> body. Fails on a link that leads nowhere."""
    seen: dict[str, tuple[bytes, Page]] = {}
    waiting, known = deque(["/viec-cua-toi/"]), {"/viec-cua-toi/"}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.popleft()
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue  # a file to download
        page = Page(answer.content.decode())
        seen[address] = answer.content, page
        for link in page.links:
            target = link.partition("#")[0]
            if target.startswith("?"):
                target = address.partition("?")[0] + target
            if target.startswith("/") and target not in known and not target.startswith("/dang-xuat/"):
                known.add(target)
                waiting.append(target)
    return seen


ON_BOTH_ENGINES = {("leader.p", "vi"), ("officer.a1", "vi"), ("leader.a", "en")}
"""They show that the questions behind the pages are answered alike; what templates make of the answers is the same."""
WALKERS = [
    pytest.param(*one, marks=() if one in ON_BOTH_ENGINES else pytest.mark.one_engine)
    for one in (*((login, "vi") for login in LOGINS), ("leader.a", "en"), ("officer.a1", "en"))
]


@pytest.mark.parametrize(("login", "language"), WALKERS)
def test_every_link_leads_to_a_page_without_faults_within_its_budget(
    signed_in: SignIn, login: str, language: str
) -> None:
    world.file("A1", Month(2020, 4), 30, approve=True)
    world.file("A1", Month(2020, 5), 35)
    client = signed_in(login)
    client.cookies["nhip-language"] = language

    pages = walk(client)

    assert len(pages) >= 8
    for address, (body, page) in pages.items():
        assert page.faults == [], f"{address}: {page.faults}"
        assert f'<html lang="{language}"' in body.decode()
        assert len(gzip.compress(body)) <= MOST_BYTES, address


def test_a_part_for_htmx_obeys_the_csp_too(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")

    part = client.post(
        "/bao-cao/A1/2020/5/",
        {"action": "save", "version": "0", **typed(client, progress="abc")},
        headers={"HX-Request": "true"},
    )

    assert part.status_code == 422
    assert part.headers["HX-Retarget"] == "#bieu"
    text = part.content.decode()
    assert "<html" not in text
    assert [fault for fault in Page(text).faults if "names «" not in fault] == []


def typed(client: Client, *, progress: str) -> dict[str, str]:
    form = next(
        one
        for one in Page(client.get("/bao-cao/A1/2020/5/").content.decode()).forms
        if "version" in one.fields
    )
    return {name: progress for name in form.fields if name.startswith("progress-")}


def test_the_csp_allows_nothing_inline(signed_in: SignIn) -> None:
    policy = signed_in("leader.p").get("/nhip/P/2020/").headers["Content-Security-Policy"]

    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "default-src 'none'" in policy
