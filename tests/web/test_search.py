"""The search page and its list for the box: links that lead somewhere, nothing of others."""

import pytest
from django.urls import reverse

from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_the_page_answers_and_every_link_leads_somewhere(signed_in: SignIn) -> None:
    client = signed_in("admin.p")
    for text in ("xa", "viec", "officer"):
        body = client.get(reverse("find"), {"q": text}).content.decode().partition("<main")[2]
        links = [part.split('"')[0] for part in body.split('<a href="')[1:]]
        hits = [
            link
            for link in links
            if link.startswith(("/don-vi/", "/nhiem-vu/", "/ke-hoach/", "/nguoi-dung/"))
        ]
        assert hits
        assert {client.get(link).status_code for link in hits} == {200}


def test_the_list_for_the_box_is_only_the_list(signed_in: SignIn) -> None:
    body = signed_in("leader.a").get(reverse("find"), {"q": "anh", "phan": "1"}).content.decode()
    assert "<html" not in body
    assert "Xã Ánh" in body


def test_what_is_typed_is_shown_as_text(signed_in: SignIn) -> None:
    body = signed_in("leader.a").get(reverse("find"), {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in body


def test_without_words_the_page_says_what_can_be_found(signed_in: SignIn) -> None:
    assert "Không cần gõ dấu" in signed_in("leader.a").get(reverse("find")).content.decode()


def test_the_way_to_it_stands_on_every_page(signed_in: SignIn) -> None:
    assert reverse("find") in signed_in("leader.a").get(reverse("my_work")).content.decode()
