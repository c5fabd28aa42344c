"""What every test stands on: the business day, and the small world, stored once per session."""

import gc
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client, override_settings
from hypothesis import settings
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests import ordering, world

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # how long an example takes is the machine's business

QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no process waits for another at the end.

    Before all of it the first file of journeys, which loads the demos: the others would only wait for them meanwhile.
    """
    journeys = [item for item in items if ordering.is_journey(item.nodeid)]
    begins = {item for item in journeys if item.path == journeys[0].path}
    others = set(journeys) - begins

    def turn(item: pytest.Item) -> int:
        return 0 if item in begins else 2 if item in others else 1 if item.get_closest_marker("long") else 3

    items.sort(key=turn)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """For ``--dist loadgroup``, where a file of journeys is a group."""
    return ordering.Scheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_finish() -> None:
    """As in the server's processes: what is loaded stays, and nobody looks through it for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def files_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def _business_day(settings: Settings, files_folder: Path) -> None:
    settings.NHIP_TODAY = world.TODAY
    settings.NHIP_FILES = files_folder
    settings.PASSWORD_HASHERS = QUICK_HASHERS


@pytest.fixture(autouse=True)
def _audit_outside(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Key and head of each test's own: seals are rolled back, and so must be what is kept beside them."""
    settings.NHIP_AUDIT_KEY = "khóa của kiểm thử " * 4
    settings.NHIP_AUDIT_HEAD = tmp_path_factory.getbasetemp() / f"{uuid4().hex}.audit-head"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The tests' database with the world in it; each test's changes are rolled back."""
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=QUICK_HASHERS):
        world.build()


@pytest.fixture
def signed_in(client: Client) -> "SignIn":
    return SignIn(client)


class SignIn:
    """A browser that signs in as people of the world."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def __call__(self, login: str) -> Client:
        from nhip.apps.accounts.models import Person

        self.client.force_login(
            Person.objects.get(username=login), backend="nhip.web.account.backend.PersonBackend"
        )
        return self.client
