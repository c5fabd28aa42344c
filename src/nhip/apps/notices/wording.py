"""The line of a notice and where it leads, made when it is read, in the reader's language."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from nhip.apps.accounts.role_words import ROLES
from nhip.apps.org.period_words import written_period
from nhip.core.access import Role
from nhip.core.notices import LINES, Facts, Kind, Place
from nhip.core.units import Tree

_ROUTES: dict[Place, tuple[str, tuple[str, ...]]] = {
    Place.REPORT: ("report", ("code", "year", "month")),
    Place.PERIODIC: ("periodic_report", ("code", "period")),
    Place.PLAN: ("plan", ("code", "year")),
    Place.LEDGER: ("ledger", ("code",)),
    Place.TASK: ("task", ("task",)),
    Place.PART: ("task", ("task",)),
    Place.ACCOUNT: ("account", ()),
}
"""The route of a place, and which facts its address takes."""


def sentence(kind: Kind, facts: Facts) -> str:
    """``Xã Ánh đã nộp báo cáo tháng 4/2020, chờ duyệt``."""
    shown = {name: _shown(name, value) for name, value in facts.items()}
    return gettext(LINES[kind].sentence).format_map(_Known(shown))


class _Known(dict[str, str]):
    """A fact that an older version did not write is left out, rather than the whole line."""

    def __missing__(self, name: str) -> str:
        return "…"


def _shown(name: str, value: str | int) -> str:
    if name == "role":
        return str(ROLES[Role(str(value))]).lower()
    if name == "period":
        return written_period(str(value))
    if name.endswith("_on"):
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    return str(value)


def address(kind: Kind, facts: Facts, *, said_on: date, tree: Tree) -> str:
    """The page where the thing stands; for the plan of a unit that is gone, the unit as it was. tree: of today."""
    place = LINES[kind].place
    if place in {Place.PLAN, Place.LEDGER} and not tree.bears(str(facts["code"])):
        return f"{reverse('unit', args=[facts['code']])}?{urlencode({'ngay': f'{said_on:%d/%m/%Y}'})}"
    if place is Place.UNITS:
        day = f"{date.fromisoformat(str(facts['effective_on'])):%d/%m/%Y}"
        return f"{reverse('units')}?{urlencode({'ngay': day})}"
    route, names = _ROUTES[place]
    page = reverse(route, args=[facts[name] for name in names])
    return f"{page}#phan-{facts['part']}" if place is Place.PART else page
