"""Which answers a browser may keep for the time without a line, and the worker that keeps them."""

import pytest
from django.test import Client

from nhip.core.periods import Month
from nhip.web.reports.offline import ALLOWED
from tests import world
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
ADDRESS = "/bao-cao/A1/2020/5/"


def test_the_opening_of_a_report_may_be_kept_for_who_opened_it(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")
    answer = client.get(ADDRESS)
    assert answer.headers[ALLOWED] == client.session["_auth_user_id"]
    assert 'name="nhip-offline" content="/bao-cao/ngoai-tuyen.js"' in answer.content.decode()
    world.file("A1", Month(2020, 5), 40)
    assert client.get(ADDRESS).headers[ALLOWED], "filed, to be read"


def test_no_other_answer_may_be_kept(signed_in: SignIn) -> None:
    client = signed_in("officer.a1")
    typed = {"version": "0", "action": "file", "progress-1": "101"}
    answers = [
        client.post(ADDRESS, typed),
        client.post(ADDRESS, typed, headers={"HX-Request": "true"}),
        *(client.get(path) for path in ("/bao-cao/A1/2020/", "/viec-cua-toi/", "/bao-cao/B1/2020/5/")),
        Client().get(ADDRESS),
    ]
    assert [answer.status_code for answer in answers] == [422, 422, 200, 200, 404, 302]
    assert not any(ALLOWED in answer.headers for answer in answers)


def test_the_worker_is_a_script_of_ours_that_reaches_no_further_than_the_reports(client: Client) -> None:
    answer = client.get("/bao-cao/ngoai-tuyen.js")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert "Service-Worker-Allowed" not in answer.headers
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
