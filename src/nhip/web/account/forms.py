"""Allauth's forms where our rules are stricter: letters go by the worker, and no code of the phone is taken twice."""

import time

from allauth.account.forms import ResetPasswordForm
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from nhip.apps.accounts.background import send_password_letters
from nhip.apps.accounts.second_factor import take_code
from nhip.web import shown


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """Queues the same task for every address, so that the answer and its time are alike."""

    def clean_email(self) -> str:
        self.users: list[object] = []
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **_kwargs: object) -> str:  # noqa: ARG002 - allauth's name
        address: str = self.cleaned_data["email"]
        send_password_letters.enqueue(address, shown.language())
        return address


class _TakesEachCodeOnce:
    """For forms that check a code against what the person has enrolled."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # the form that this stands before
        is_phone = self.authenticator.type == Authenticator.Type.TOTP
        if is_phone and not take_code(
            authenticator=self.authenticator.pk,
            code=code,
            at=time.time(),
            tolerance=app_settings.TOTP_TOLERANCE,
        ):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(_TakesEachCodeOnce, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code at sign-in."""


class ConfirmForm(_TakesEachCodeOnce, ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    """The code again, before something sensitive."""
