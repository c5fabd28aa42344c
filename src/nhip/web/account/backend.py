"""Signing in as allauth does it; whoever is signed in is not looked for by a statement put together at each request."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AbstractBaseUser

from nhip import clock
from nhip.apps.accounts.signed_in import person_of


class PersonBackend(AuthenticationBackend):  # type: ignore[misc] # allauth tells no types
    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        """None where there is no such person any more, or the account is closed."""
        person = person_of(user_id, today=clock.today())
        return person if person is not None and self.user_can_authenticate(person) else None
