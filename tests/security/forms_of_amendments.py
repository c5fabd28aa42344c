"""Forms of amendments of approved plans."""

from datetime import date

from nhip.core.amendments import Grounds
from nhip.cycle import amending, planning
from tests import world
from tests.security.sending import Sent, to

GROUNDS = Grounds("Giao thêm vốn", "Quyết định số 12/QĐ-UBND", date(2020, 7, 1))
TYPED = {"reason": "Giao thêm vốn", "basis": "Quyết định số 12/QĐ-UBND", "asked_from": "01/07/2020"}


def opened() -> None:
    amending.open_amendment(
        actor=world.person("officer.a1"), code="A1", year=2020, grounds=GROUNDS, now=world.NOW
    )


def added(*, is_outside_plan: bool = False) -> int:
    form = planning.TaskForm(world.drafts()[0], lead="A1", is_outside_plan=is_outside_plan)
    return planning.save_task(
        actor=world.person("officer.a1"), code="A1", year=2020, task_id=None, form=form, now=world.NOW
    )


def submitted() -> None:
    opened()
    added()
    amending.submit_amendment(actor=world.person("officer.a1"), code="A1", year=2020, now=world.NOW)


def amendment_grounds() -> Sent:
    return to("officer.a1", "amendment_grounds", "A1", 2020, **TYPED)


def amendment_take_in() -> Sent:
    task = added(is_outside_plan=True)
    opened()
    return to("officer.a1", "amendment_take_in", "A1", 2020, task=task)


def amendment_drop() -> Sent:
    opened()
    return to("officer.a1", "amendment_drop", "A1", 2020, line=-added())


def submit_amendment() -> Sent:
    opened()
    added()
    return to("officer.a1", "submit_amendment", "A1", 2020)


def approve_amendment() -> Sent:
    submitted()
    return to("leader.a", "approve_amendment", "A1", 2020)


def return_amendment() -> Sent:
    submitted()
    return to("leader.a", "return_amendment", "A1", 2020, reason="Chưa rõ nguồn")


def withdraw_amendment() -> Sent:
    opened()
    return to("officer.a1", "withdraw_amendment", "A1", 2020)
