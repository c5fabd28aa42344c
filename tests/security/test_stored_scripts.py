"""S12: forty payloads in every text field, every page looked at in Chromium: none runs, none becomes part of a page."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import transaction
from django.template import Context, Engine
from django.test import Client
from django.urls import resolve

from nhip.apps.accounts.models import Person
from nhip.core.errors import RuleBroken
from tests.security import text_fields
from tests.security.pages import NOT_LOOKED_AT, QUERY, address_of, all_routes, seen_pages
from tests.security.payloads import MARK, PAYLOADS, seen
from tests.security.poisoned import Poisoned, poison
from tests.security.seen import Rendered, looking
from tests.security.text_fields import EXCEPTED, FED, REFUSED
from tests.stores import is_postgres
from tests.web.html import Form, Page
from tests.web.test_access_matrix import MATRIX, OPEN, SIGN_IN, WITH_CODE

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
BACKEND = "nhip.web.account.backend.PersonBackend"
WITHOUT_SIGN_IN = ("/dang-nhap/", "/quen-mat-khau/", "/nhan-tai-khoan/")
MADE_OF_SHORTER = {"programmes.Programme.legal_basis": 60}
"""Fields that the program puts together from others: what those have room for."""
looked_at_once = pytest.mark.skipif(
    is_postgres(),
    reason="both engines give back the text that was stored; what a page makes of it is the page's alone",
)


def test_every_text_field_is_fed_refused_or_excepted() -> None:
    assert FED | REFUSED.keys() | EXCEPTED.keys() == text_fields.text_fields().keys()
    assert not FED & REFUSED.keys()
    assert not (FED | REFUSED.keys()) & EXCEPTED.keys()


def test_every_page_is_looked_at_or_excepted() -> None:
    made = Poisoned((0,) * len(PAYLOADS), 0, 0, 0, (0,) * len(PAYLOADS), 0, 0, {"x": 0}, ("x",))
    poison_people()
    looked_at = {route for _who, route, _arguments, _query in seen_pages(made)}
    posted = {route for route, methods in MATRIX.items() if "get" not in methods} | {
        route for route, method in OPEN.items() if method == "post"
    }
    assert looked_at | NOT_LOOKED_AT.keys() | posted == all_routes()
    assert not looked_at & NOT_LOOKED_AT.keys()
    assert NOT_LOOKED_AT.keys() <= MATRIX.keys() | OPEN.keys() | SIGN_IN | WITH_CODE


def poison_people() -> None:
    """Those whose identities the list of pages asks for."""
    for login in ("thay.a1", "x04.a1"):
        Person.objects.create(username=login)


@pytest.mark.parametrize("field", REFUSED)
def test_what_is_no_free_text_refuses_every_payload(field: str) -> None:
    for text in PAYLOADS:
        with pytest.raises(RuleBroken):
            REFUSED[field](text)


@looked_at_once
def test_the_experiment_finds_what_runs_and_what_becomes_part_of_a_page() -> None:
    """The control: the same payloads on a page that lets text through, with and without the CSP."""
    engine = Engine()
    careless = engine.from_string(
        "<!doctype html><title>x</title><p title='{{ text|safe }}'>{{ text|safe }}</p>"
    )
    careful = engine.from_string("<!doctype html><title>x</title><p title='{{ text }}'>{{ text }}</p>")
    policy = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'"}
    with looking() as look:
        blind = []
        ran = 0
        for text in PAYLOADS:
            body = careless.render(Context({"text": text})).encode()
            plain, guarded = (look(Rendered(body, headers)) for headers in (HTML, HTML | policy))
            ran += bool(plain.ran)
            if plain.is_clean and guarded.is_clean and text.lstrip().startswith(("<", "-->", "'")):
                blind.append(text)
            assert not guarded.ran
            assert look(Rendered(careful.render(Context({"text": text})).encode(), HTML)).is_clean, text
    assert blind == []
    assert ran >= 15


HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.mark.long
@looked_at_once
def test_no_payload_runs_on_any_page_or_becomes_part_of_it() -> None:
    made = poison()
    assert missing() == []
    rendered = dict(answers(made))
    assert sum(MARK.encode() in one.body for one in rendered.values()) > len(rendered) * 0.8

    with looking() as look:
        found = {where: looked for where, one in rendered.items() if not (looked := look(one)).is_clean}

    assert found == {}


def missing() -> list[tuple[str, str]]:
    """Payloads that stand nowhere in a field that is said to be fed."""
    fields = text_fields.text_fields()
    wrong = []
    for name in FED:
        field = fields[name]
        longest = MADE_OF_SHORTER.get(name, getattr(field, "max_length", None))
        stored = seen("\n".join(_texts(name)))
        for text in PAYLOADS:
            wanted = text.rpartition("/")[2] if name == "files.StoredFile.name" else text
            if (longest is None or len(text) <= longest) and seen(wanted) not in stored:
                wrong.append((name, text))
    return wrong


def _texts(name: str) -> Iterator[str]:
    """Everything that stands in a field; of JSON every text inside."""
    model, _dot, field = name.rpartition(".")
    for value in apps.get_model(model)._base_manager.values_list(field, flat=True):
        yield from _inside(value)


def _inside(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _inside(one)


def answers(made: Poisoned) -> Iterator[tuple[str, Rendered]]:
    """Every page, and what each kind of form on it answers to payloads in all of its fields.

    A form's answer writes back what was typed, stored or not: it is the same on every engine, so one is enough.
    """
    client = Client()
    sent: set[tuple[str | None, frozenset[str]]] = set()
    for page in seen_pages(made):
        client.force_login(Person.objects.get(username=page[0]), backend=BACKEND)
        address, query = address_of(page)
        answer = client.get(address, query)
        assert answer.status_code == 200 or (QUERY in query.values() and answer.status_code < 500), page
        yield f"{page[0]} GET {address} {query}", Rendered(answer.content, answer.headers)
        for form in Page(answer.content.decode()).forms:
            action = form.action or address
            kind = (resolve(urlsplit(action).path).url_name, frozenset(form.fields))
            if form.method == "post" and kind not in sent:
                sent.add(kind)
                yield from _sent(client, action, form)
    client.logout()
    for address in WITHOUT_SIGN_IN:
        for form in Page(client.get(address).content.decode()).forms:
            yield from _sent(client, form.action or address, form)


def _sent(client: Client, address: str, form: Form) -> Iterator[tuple[str, Rendered]]:
    """The answer to the form; whatever it did is undone."""
    names = sorted(form.fields - {"csrfmiddlewaretoken", "version", "next"})
    typed = {name: PAYLOADS[number % len(PAYLOADS)] for number, name in enumerate(names)}
    with transaction.atomic():
        answer = client.post(address, typed, follow=True, headers={"referer": f"http://testserver/?{MARK}"})
        transaction.set_rollback(True)
    assert answer.status_code < 500, (address, answer.status_code)
    if answer.headers["Content-Type"].startswith("text/html"):
        yield f"POST {address}", Rendered(answer.content, answer.headers)
