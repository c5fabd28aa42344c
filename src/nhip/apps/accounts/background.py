"""Password letters, sent by the worker, so that asking for one takes as long whether an account exists or not."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django_tasks import task

from nhip import clock
from nhip.apps.accounts.mail import send
from nhip.apps.accounts.models import Person
from nhip.apps.duties.services import ALL, watched
from nhip.core.duties import WorkName


@task()
def send_password_letters(address: str, language: str) -> int:
    """Write to every active account whose proven address this is. Returns how many letters were sent."""
    people = Person.objects.filter(email=address, email_proven=True, is_active=True)
    with (
        watched(work=WorkName.LETTERS, subject=ALL, now=clock.now()),
        translation.override(language),
    ):
        return sum(_send(person, address) for person in people if person.has_usable_password())


def _send(person: Person, address: str) -> bool:
    token = default_token_generator.make_token(person)
    path = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": token}
    )
    body = gettext(
        "Kính gửi {office},\n\n"
        "Mở địa chỉ sau để đặt mật khẩu mới cho tài khoản «{login}». Địa chỉ dùng được một lần, trong {hours} giờ:\n\n"
        "{link}\n\n"
        "Nếu ông/bà không yêu cầu, hãy bỏ qua thư này; mật khẩu cũ vẫn còn nguyên."
    ).format(
        office=person.office,
        login=person.username,
        hours=settings.PASSWORD_RESET_TIMEOUT // 3600,
        link=settings.NHIP_PUBLIC_URL + path,
    )
    return send(subject=gettext("Đặt lại mật khẩu Nhịp"), body=body, address=address)
