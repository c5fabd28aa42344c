"""Forms about reports by period, with what has to be there before they are sent."""

from nhip.apps.periodic.models import ReportTerm
from nhip.apps.periodic.services import Totals, Written, file_periodic
from tests import world
from tests.periodic import QUARTER
from tests.security.sending import Sent, to


def _term() -> None:
    ReportTerm.objects.get_or_create(regime="quarter", due_day=20)


def _filed() -> None:
    _term()
    officer = world.person("officer.a1")
    file_periodic(
        actor=officer, code="A1", period=QUARTER, written=Written({}, 0), totals=Totals(), now=world.NOW
    )


def periodic_report() -> Sent:
    _term()
    return to("officer.a1", "periodic_report", "A1", "2020-Q1", version="0", action="save")


def return_periodic() -> Sent:
    _filed()
    return to("leader.a", "return_periodic", "A1", "2020-Q1", reason="Thiếu kết quả")


def approve_periodic() -> Sent:
    _filed()
    return to("leader.a", "approve_periodic", "A1", "2020-Q1")


def approve_periodics() -> Sent:
    _filed()
    return to("leader.a", "approve_periodics", "A", "2020-Q1", unit="A1")
