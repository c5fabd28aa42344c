"""What every page knows without asking the database."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from nhip import clock
from nhip.core.access import TABLE, Act
from nhip.cycle.history import may_read_journal
from nhip.cycle.operations import may_see_operations
from nhip.web import shown
from nhip.web.actor import actor_of, standing_of

THEME_COOKIE = "nhip-theme"
THEMES = ("light", "dark", "auto")

AREAS = (
    ("work", "/viec-cua-toi/", pgettext_lazy("menu", "Việc của tôi")),
    ("board", "/nhip/", pgettext_lazy("menu", "Bảng nhịp")),
    ("plans", "/ke-hoach/", pgettext_lazy("menu", "Kế hoạch")),
    ("reports", "/bao-cao/", pgettext_lazy("menu", "Báo cáo")),
    ("directives", "/chi-dao/", pgettext_lazy("menu", "Chỉ đạo")),
    ("programmes", "/chuong-trinh/", pgettext_lazy("menu", "Chương trình")),
    ("units", "/don-vi/", pgettext_lazy("menu", "Đơn vị")),
)
_AREA_OF_PATH = {
    "chi-tieu": "board",
    "nhiem-vu": "plans",
    "tham-muu": "plans",
    "phoi-hop": "work",
    "nhiem-vu-giao": "work",
} | {address.strip("/"): area for area, address, _label in AREAS}


@dataclass(frozen=True, slots=True)
class NavLink:
    area: str
    address: str
    label: str
    is_current: bool


class Page:
    """For templates, as ``page``. Lazy, so that a fragment pays for nothing it does not show."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def demo(self) -> bool:
        return bool(settings.NHIP_DEMO)

    @cached_property
    def today(self) -> date:
        return clock.today()

    @cached_property
    def weekday(self) -> str:
        """The name of the business day of the week."""
        return (
            _("thứ Hai"),
            _("thứ Ba"),
            _("thứ Tư"),
            _("thứ Năm"),
            _("thứ Sáu"),
            _("thứ Bảy"),
            _("Chủ nhật"),
        )[self.today.weekday()]

    @property
    def language(self) -> str:
        return shown.language()

    @property
    def theme(self) -> str:
        chosen = self._request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else "auto"

    @property
    def here(self) -> str:
        """The address to come back to after a change of language or theme; after a POST, that of its form."""
        if self._request.method in {"GET", "HEAD"}:
            return self._request.get_full_path()
        return self._request.headers.get("Referer") or "/"

    @property
    def audits(self) -> bool:
        """Whether to lead to the auditors' journal; asked of what the request already knows."""
        return self._request.user.is_authenticated and may_read_journal(actor_of(self._request))

    @property
    def operates(self) -> bool:
        """Whether to lead to what the worker could not do; asked of what the request already knows."""
        return self._request.user.is_authenticated and may_see_operations(actor_of(self._request))

    @cached_property
    def manages_people(self) -> bool:
        """Whether the reader administers people somewhere; asked of what the request already knows."""
        if not self._request.user.is_authenticated:
            return False
        return any(Act.MANAGE_PEOPLE in TABLE[grant.role] for grant in actor_of(self._request).grants)

    @cached_property
    def unread(self) -> int:
        """How many notices the reader has not read; counted in the statement that says who they are."""
        return standing_of(self._request).waiting if self._request.user.is_authenticated else 0

    @cached_property
    def nav(self) -> tuple[NavLink, ...]:
        start = self._request.path.strip("/").partition("/")[0]
        here = _AREA_OF_PATH.get(start)
        return tuple(NavLink(area, address, str(label), area == here) for area, address, label in AREAS)


def page(request: HttpRequest) -> dict[str, Page]:
    """The context processor. No SQL but what ``Page.audits`` says."""
    return {"page": Page(request)}
