"""How mail leaves this installation: NHIP_EMAIL_URL and NHIP_EMAIL_FROM, read and checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from nhip.config.refusals import BadSetting

PORTS = {"smtp": 587, "smtps": 465}
_SENDER = re.compile(r"[^@\s<>]+@[^@\s<>]+", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Mail:
    """backend: Django's; None where this installation sends no mail. folder: where letters are written as files."""

    backend: str | None
    sender: str
    folder: str = ""
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def read_mail(given: Mapping[str, str], place: Path, *, host: str, demo: bool) -> Mail:
    """Raises BadSetting. place: where ``var/`` stands; host: of the public address; demo: letters become files."""
    sender = given.get("NHIP_EMAIL_FROM") or f"nhip@{host}"
    if not _SENDER.fullmatch(sender):
        raise BadSetting(
            f"NHIP_EMAIL_FROM = “{sender}”: phải là một địa chỉ thư điện tử.",
            f'NHIP_EMAIL_FROM = "{sender}": must be an e-mail address.',
        )
    value = given.get("NHIP_EMAIL_URL") or ("file:var/mail" if demo else "")
    if not value:
        return Mail(backend=None, sender=sender)
    if value == "console:":
        return Mail(backend="django.core.mail.backends.console.EmailBackend", sender=sender)
    if value.startswith("file:") and value != "file:":
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return Mail(backend=backend, sender=sender, folder=str(place / value.removeprefix("file:")))
    return _smtp(value, sender)


def _smtp(value: str, sender: str) -> Mail:
    try:
        url = urlsplit(value)
        port = url.port
    except ValueError:
        raise _unknown(value) from None
    options = dict(parse_qsl(url.query, keep_blank_values=True))
    starttls = options.pop("starttls", "1")
    if (
        url.scheme not in PORTS
        or not url.hostname
        or url.path not in {"", "/"}
        or options
        or starttls not in {"0", "1"}
    ):
        raise _unknown(value)
    return Mail(
        backend="django.core.mail.backends.smtp.EmailBackend",
        sender=sender,
        host=url.hostname,
        port=port or PORTS[url.scheme],
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        starttls=url.scheme == "smtp" and starttls == "1",
        tls=url.scheme == "smtps",
    )


def _unknown(value: str) -> BadSetting:
    shown = re.sub(r"(?<=:)[^:@/]*(?=@)", "…", value)
    return BadSetting(
        f"NHIP_EMAIL_URL = “{shown}”: phải có dạng smtp://người-dùng:mật-khẩu@máy:587, smtps://…, "
        "file:thư-mục hoặc console:.",
        f'NHIP_EMAIL_URL = "{shown}": must look like smtp://user:password@host:587, smtps://…, '
        "file:folder or console:.",
    )
