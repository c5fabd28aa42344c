"""What allauth asks of us: nobody signs up, and a password typed a moment ago need not be typed again."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by a unit's administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("Đã thử sai nhiều lần; chờ năm phút rồi thử lại."),
        "rate_limited": _("Đã thử nhiều lần; chờ vài phút rồi thử lại."),
        "incorrect_password": _(
            "Mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi thử lại."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's name
        return False

    def is_reauthentication_required(self, *, app: str, **_kwargs: object) -> bool:  # noqa: ARG002 - allauth's name
        """Whether to ask for the password again: not where it, or a code, was given within the time limit."""
        given = get_authentication_records(self.request, self.request.user)
        latest = max((float(one["at"]) for one in given), default=0.0)
        timeout: int = app_settings.REAUTHENTICATION_TIMEOUT
        return time.time() - latest > timeout
