"""What the surroundings say is checked before anything starts; a bad value is named, in both languages."""

import os
import re
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from nhip.config import environment
from nhip.config.environment import Environment
from nhip.config.refusals import BadSetting


def read(tmp_path: Path, **given: str) -> Environment:
    return environment.read(given, at=tmp_path)


def test_nothing_set_gives_a_system_for_this_machine_only(tmp_path: Path) -> None:
    found = read(tmp_path)

    assert found.database.engine == "sqlite3"
    assert found.database.name == str(tmp_path / "var" / "nhip.sqlite3")
    assert (found.public_url, found.https, found.proxies) == ("http://127.0.0.1:8000", False, 0)
    assert (found.today, found.demo, found.debug, found.worker) == (None, False, False, "embedded")


def test_a_setting_left_empty_is_not_set(tmp_path: Path) -> None:
    names = ("DATABASE_URL", "TODAY", "SECRET_KEY", "PUBLIC_URL", "DEMO", "WORKER", "PROXIES", "DEBUG")

    assert read(tmp_path, **{f"NHIP_{name}": "" for name in names}) == read(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NHIP_TODAY", "20/05/2020"),
        ("NHIP_TODAY", "20200520"),
        ("NHIP_TODAY", "2020-02-30"),
        ("NHIP_DEMO", "yes"),
        ("NHIP_DEBUG", "2"),
        ("NHIP_WORKER", "none"),
        ("NHIP_PROXIES", "-1"),
        ("NHIP_PROXIES", "12"),
        ("NHIP_PUBLIC_URL", "nhip.example.vn"),
        ("NHIP_PUBLIC_URL", "ftp://nhip.example.vn"),
        ("NHIP_PUBLIC_URL", "https://"),
        ("NHIP_PUBLIC_URL", "https://*"),
        ("NHIP_PUBLIC_URL", "https://.example.vn"),
        ("NHIP_PUBLIC_URL", "https://nhip.example.vn:99999"),
        ("NHIP_PUBLIC_URL", "https://nhip.example.vn/nhip"),
        ("NHIP_PUBLIC_URL", "https://ai:do@nhip.example.vn"),
        ("NHIP_PUBLIC_URL", "http://nhip.example.vn"),
        ("NHIP_DATABASE_URL", "nhip.sqlite3"),
        ("NHIP_DATABASE_URL", "mysql://localhost/nhip"),
        ("NHIP_DATABASE_URL", "sqlite://nhip.sqlite3"),
        ("NHIP_DATABASE_URL", "sqlite:///:memory:"),
        ("NHIP_DATABASE_URL", "sqlite:///"),
        ("NHIP_DATABASE_URL", "sqlite:////no/such/directory/nhip.sqlite3"),
        ("NHIP_DATABASE_URL", "postgres://nhip@localhost"),
        ("NHIP_DATABASE_URL", "postgres://nhip@localhost:none/nhip"),
        ("NHIP_DATABASE_URL", "postgres://nhip@localhost/nhip?pool=1"),
    ],
)
def test_a_bad_value_is_refused_by_name_in_both_languages(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as refused:
        read(tmp_path, **{name: value})

    assert name in refused.value.vi
    assert name in refused.value.en
    assert refused.value.vi != refused.value.en


def test_a_refusal_does_not_repeat_the_databases_password(tmp_path: Path) -> None:
    with pytest.raises(BadSetting) as refused:
        read(tmp_path, NHIP_DATABASE_URL="postgres://nhip:bi-mat@localhost/nhip?pool=1")

    assert "bi-mat" not in str(refused.value)
    assert "localhost" in str(refused.value)


def test_a_bad_value_ends_a_process_with_2_and_no_traceback() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import nhip.config.settings"],
        env={**os.environ, "NHIP_TODAY": "hôm qua"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "hôm qua" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_business_day_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, NHIP_TODAY="2020-05-20").today == date(2020, 5, 20)


def test_a_relative_database_lies_in_the_checkout_and_an_absolute_one_where_it_says(tmp_path: Path) -> None:
    assert (
        read(tmp_path, NHIP_DATABASE_URL="sqlite:///var/x.sqlite3").database.name
        == f"{tmp_path}/var/x.sqlite3"
    )
    assert read(tmp_path, NHIP_DATABASE_URL=f"sqlite:///{tmp_path}/y%20z").database.name == f"{tmp_path}/y z"


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [
        ("db.example.vn:5433", "db.example.vn", 5433),
        ("[fd00::1]:5433", "fd00::1", 5433),
        ("%2Fvar%2Frun%2FPostgres", "/var/run/Postgres", None),
        ("", "", None),
    ],
)
def test_postgresql_is_reached_by_network_or_by_a_socket(
    written: str, host: str, port: int | None, tmp_path: Path
) -> None:
    found = read(tmp_path, NHIP_DATABASE_URL=f"postgres://nhip:a%40b@{written}/nhip?sslmode=require").database

    assert (found.engine, found.host, found.port, found.name) == ("postgresql", host, port, "nhip")
    assert (found.user, found.password, found.options) == ("nhip", "a@b", {"sslmode": "require"})


def test_plain_http_beyond_this_machine_needs_an_explicit_word(tmp_path: Path) -> None:
    allowed = read(tmp_path, NHIP_PUBLIC_URL="http://10.0.0.5:8000", NHIP_ALLOW_HTTP="1")

    assert (allowed.host, allowed.https) == ("10.0.0.5", False)


def test_debug_pages_stay_on_this_machine(tmp_path: Path) -> None:
    assert read(tmp_path, NHIP_DEBUG="1").debug
    with pytest.raises(BadSetting, match="NHIP_DEBUG"):
        read(tmp_path, NHIP_DEBUG="1", NHIP_PUBLIC_URL="https://nhip.example.vn")


def test_an_https_address_means_one_proxy_unless_told_otherwise(tmp_path: Path) -> None:
    assert read(tmp_path, NHIP_PUBLIC_URL="https://nhip.example.vn").proxies == 1
    assert read(tmp_path, NHIP_PUBLIC_URL="https://nhip.example.vn", NHIP_PROXIES="2").proxies == 2


@pytest.mark.parametrize("key", ["ngan", "a" * 80, "django-insecure-" + "0123456789abcdef" * 4])
def test_a_weak_secret_key_is_refused_and_not_repeated(key: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="NHIP_SECRET_KEY") as refused:
        read(tmp_path, NHIP_SECRET_KEY=key)

    assert key not in str(refused.value)


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first, second = read(tmp_path).secret_key, read(tmp_path).secret_key

    assert first == second
    assert len(first) >= environment.SECRET_LENGTH
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["secret-key"]


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    program = f"""
from pathlib import Path
from nhip.config import environment
print(environment.read({{}}, at=Path({str(tmp_path)!r})).secret_key)
"""

    def key(_: int) -> str:
        return subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
        ).stdout

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(key, range(4)))) == 1


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    read(tmp_path)
    (tmp_path / "var" / "secret-key").chmod(0o644)

    with pytest.raises(BadSetting, match="chmod 600"):
        read(tmp_path)


def test_every_setting_is_documented_and_nothing_else() -> None:
    root = environment.PACKAGE_DIR.parents[1]
    places = [*environment.PACKAGE_DIR.rglob("*.py"), root / "dev"]
    used = {
        name for file in places for name in re.findall(r"NHIP_[A-Z_]+[A-Z]", file.read_text(encoding="utf-8"))
    }
    described = (root / "docs" / "operations" / "settings.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `(NHIP_[A-Z_]+)`", described, re.MULTILINE)) == used
