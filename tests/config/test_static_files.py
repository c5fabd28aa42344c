"""Static files: hashed, kept for ever, and of the libraries only what pages use."""

import json
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import CommandError
from django.test import Client
from pytest_django import Settings

from nhip.config.static_files import BrowserLibraries


def test_a_librarys_file_is_found_where_pages_ask_for_it() -> None:
    for address in (
        "vendor/tabler/tabler.min.css",
        "vendor/htmx/htmx.min.js",
        "vendor/be-vietnam-pro/files/be-vietnam-pro-vietnamese-400-normal.woff2",
    ):
        found = finders.find(address)
        assert found
        assert found.endswith(address.rpartition("/")[2])


@pytest.mark.parametrize(
    "address",
    [
        "vendor/tabler/tabler.css",
        "vendor/htmx/ext/ws.js",
        "vendor/htmx/../package.json",
        "vendor/htmx/",
        "vendor/axe-core/axe.min.js",
        "tabler.min.css",
    ],
)
def test_nothing_else_of_a_library_is_found(address: str) -> None:
    assert not BrowserLibraries().find(address)
    assert BrowserLibraries().find(address, find_all=True) == []


def test_every_address_in_a_style_sheet_or_module_is_a_hashed_one() -> None:
    manifest = json.loads((settings.STATIC_ROOT / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    hashed = re.compile(r"\.[0-9a-f]{12}\.\w+$")

    assert manifest
    for name in manifest.values():
        assert hashed.search(name), name
        if not name.endswith((".css", ".js")):
            continue
        text = (settings.STATIC_ROOT / name).read_text(encoding="utf-8")
        asked = re.findall(r"url\(['\"]?(?!data:|#|['\"])([^)'\"]+)", text) if name.endswith(".css") else []
        asked += re.findall(r"(?:from|import)\s*['\"](\.[^'\"]+)", text)
        assert [address for address in asked if not hashed.search(address.partition("?")[0])] == [], name
        assert "sourceMappingURL" not in "".join(address for address in asked)


@pytest.mark.django_db
def test_a_hashed_file_may_be_kept_for_ever() -> None:
    answer = Client().get(
        staticfiles_storage.url("vendor/htmx/htmx.min.js"), headers={"accept-encoding": "gzip"}
    )

    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Access-Control-Allow-Origin" not in answer.headers
    answer.close()


def test_collecting_without_the_libraries_is_refused(settings: Settings) -> None:
    settings.BASE_DIR = settings.BASE_DIR / "tests"

    with pytest.raises(CommandError, match=r"\./dev demo"):
        list(BrowserLibraries().list(None))
