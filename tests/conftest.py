"""What every test stands on: the business day, and the small world, stored once per session."""

from pathlib import Path

import pytest
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests import world

QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def files_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def _business_day(settings: pytest.FixtureRequest, files_folder: Path) -> None:
    settings.NHIP_TODAY = world.TODAY  # type: ignore[attr-defined]
    settings.NHIP_FILES = files_folder  # type: ignore[attr-defined]
    settings.PASSWORD_HASHERS = QUICK_HASHERS  # type: ignore[attr-defined]


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
            Person.objects.get(username=login), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return self.client
