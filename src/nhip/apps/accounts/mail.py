"""Letters about accounts: an invitation, a new password. Plain text, in the language of the page that sends them."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext

from nhip.apps.accounts.codes import Issued
from nhip.core.people import Purpose

log = logging.getLogger(__name__)


def is_set_up() -> bool:
    """Whether this installation can send mail."""
    return bool(settings.SENDS_MAIL)


def send_code(*, issued: Issued, link: str, until: str) -> bool:
    """Send the code to its address. False where that failed: the code can still be printed. link: opens it."""
    if issued.purpose is Purpose.INVITATION:
        subject = gettext("Mời dùng Nhịp: {office}")
        body = gettext(
            "Kính gửi {office},\n\n"
            "Quản trị đơn vị đã mở cho ông/bà tài khoản «{login}» trên Nhịp.\n"
            "Mở địa chỉ sau để tự đặt mật khẩu. Địa chỉ dùng được một lần, đến {until}:\n\n"
            "{link}\n\n"
            "Nếu ông/bà không chờ thư này, hãy bỏ qua và báo cho quản trị đơn vị."
        )
    else:
        subject = gettext("Đặt lại mật khẩu Nhịp")
        body = gettext(
            "Kính gửi {office},\n\n"
            "Mở địa chỉ sau để đặt mật khẩu mới cho tài khoản «{login}». Địa chỉ dùng được một lần, đến {until}:\n\n"
            "{link}\n\n"
            "Nếu ông/bà không yêu cầu, hãy bỏ qua và báo cho quản trị đơn vị; mật khẩu cũ vẫn còn nguyên."
        )
    words = {"office": issued.office, "login": issued.login, "until": until, "link": link}
    return send(subject=subject.format(**words), body=body.format(**words), address=issued.email)


def send(*, subject: str, body: str, address: str) -> bool:
    """Send one letter. False where the mail server did not take it; why stands in the log, without the letter."""
    try:
        send_mail(" ".join(subject.split()), body, None, [address])
    except (OSError, SMTPException) as failure:
        log.warning("mail not sent: %s: %s", type(failure).__name__, failure)
        return False
    return True
