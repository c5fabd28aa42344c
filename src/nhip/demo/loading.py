"""Gets the demo into the configured database: once, repeatably, never over anybody's real data."""

import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from nhip.apps.accounts.models import Person
from nhip.apps.audit.models import AuditRecord, AuditSeal
from nhip.apps.audit.protection import lifted
from nhip.apps.audit.sealing import adopt_head, seal
from nhip.apps.audit.services import Entry, record
from nhip.apps.org import ground
from nhip.apps.org.models import Reorganisation, Unit
from nhip.core.access import OPERATOR, Act
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.demo import story
from nhip.demo.people import LOGINS, Login
from nhip.demo.places import districts, resolution
from nhip.demo.world import Progress, load

_AFRESH = "nạp dữ liệu minh họa vào cơ sở dữ liệu trống"


@dataclass(frozen=True, slots=True)
class LoadedDemo:
    """database_url, today: for the environment of later commands; logins all share the password.

    sealed: records in the audit, each with its seal.
    """

    database_url: str
    today: str
    password: str
    logins: tuple[Login, ...]
    sealed: int


def ensure_demo(*, fresh: bool, progress: Progress, ends_before_merger: bool = False) -> LoadedDemo:
    """Migrate, then load the demo where the database is empty (or ``fresh``). Raises RuleBroken on real data.

    ends_before_merger: the story stops on the eve of 01/02/2020; today is then that day, and the merger to be applied.
    """
    call_command("migrate", verbosity=0, interactive=False)
    is_demo = AuditRecord.objects.filter(act=Act.LOAD_DEMO.value).exists()
    if Unit.objects.exists() and not is_demo:
        raise RuleBroken(
            gettext_noop(
                "Cơ sở dữ liệu này đã có dữ liệu không phải bản minh họa; "
                "đặt NHIP_DATABASE_URL sang nơi khác rồi thử lại."
            ),
            field="database",
        )
    password = _password(Path(settings.VAR_DIR) / "demo-password")
    if is_demo and fresh:
        _empty()
        is_demo = False
    if is_demo:
        _keep_password(password)
    else:
        now = datetime.combine(story.TODAY, datetime.min.time(), timezone.get_current_timezone())
        adopt_head(reason=_AFRESH, now=now)
        load(password=password, progress=progress, ends_before_merger=ends_before_merger)
        entry = Entry(Act.LOAD_DEMO.value, Unit.objects.earliest("pk"), after={"seed": story.SEED})
        record(actor=OPERATOR, role="operator", entries=[entry], at=now)
    seal()
    return LoadedDemo(_database_url(), _today().isoformat(), password, LOGINS, AuditSeal.objects.count())


def _today() -> date:
    """The day on which the demo is looked at: the merger's own where it is still to be applied."""
    day = resolution(districts()).effective_on
    return story.TODAY if Reorganisation.objects.filter(effective_on=day).exists() else day


def _empty() -> None:
    """Throw the demo away: tables emptied, structure kept. Its audit goes with it; a new chain begins."""
    with lifted():
        call_command("flush", verbosity=0, interactive=False, allow_cascade=True)
    ground.forget()


def _password(file: Path) -> str:
    """The demo's password: made once, readable for the owner only."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix="demo-password-")  # for the owner only
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(f"nhip-{secrets.token_hex(4)}\n")
        # Of two that load at the same time one wins, and both go on with the same, whole file.
        with suppress(FileExistsError):
            os.link(name, file)
        Path(name).unlink()
    return file.read_text(encoding="utf-8").strip()


def _keep_password(password: str) -> None:
    """Let the printed password hold, also where its file was lost or the database came from elsewhere."""
    people = Person.objects.filter(username__in=[one.login for one in LOGINS])
    first = people.first()
    if first is not None and not first.check_password(password):
        people.update(password=make_password(password))


def _database_url() -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(str(connection.settings_dict['NAME'])).resolve()}"
    return os.environ["NHIP_DATABASE_URL"]
