"""Tasks of the office of district A handed down, for tests above core."""

from collections.abc import Mapping
from decimal import Decimal

from nhip.apps.tasks.models import Task
from nhip.core.cascading import Key
from nhip.cycle import cascading, handed_orders, planning
from tests import world


def hand_down(
    *units: str, quantity: str | None = "12", key: Key = Key.EQUALLY, title: str = "Việc cả năm", **parts: str
) -> tuple[int, ...]:
    """From the plan of A.PDT, which is approved. A9 has no plan yet; A1's is approved."""
    form = cascading.HandDown(
        units=units or ("A9",),
        quantity=None if quantity is None else Decimal(quantity),
        measure="" if quantity is None else "hộ",
        key=key,
        parts={code: Decimal(part) for code, part in parts.items()},
    )
    above = world.task("A.PDT", title).pk
    return cascading.hand_down(actor=world.person("officer.apdt"), task_id=above, form=form, now=world.NOW)


def child(code: str) -> Task:
    """The task by which the unit carries out its part."""
    return Task.objects.get(handed_part__unit=world.unit(code))


def submit(code: str = "A9") -> None:
    planning.submit_plan(actor=world.person(f"officer.{code.lower()}"), code=code, year=2020, now=world.NOW)


def hand_down_target(
    *units: str,
    key: Key = Key.EQUALLY,
    code: str = "built",
    period: str = "",
    starts: Mapping[str, str] | None = None,
    **parts: str,
) -> tuple[int, ...]:
    """The target of district A for the period (empty: the year), shared out with the task of A.PDT."""
    form = cascading.HandDown(
        units=units,
        key=key,
        target=code,
        period=period,
        parts={unit: Decimal(part) for unit, part in parts.items()},
        starts={unit: Decimal(start) for unit, start in (starts or {}).items()},
    )
    above = world.task("A.PDT").pk
    return cascading.hand_down(actor=world.person("officer.apdt"), task_id=above, form=form, now=world.NOW)


def approve(code: str = "A9") -> None:
    planning.approve_plan(actor=world.person("leader.a"), code=code, year=2020, now=world.NOW)


def take_back(task: int, reason: str = "Giao nhầm", login: str = "officer.apdt") -> handed_orders.Ordered:
    return handed_orders.take_back(actor=world.person(login), task_id=task, reason=reason, now=world.NOW)


def change(
    task: int, quantity: str | None, reason: str = "Tính lại", login: str = "officer.apdt"
) -> handed_orders.Ordered:
    return handed_orders.change_part(
        actor=world.person(login),
        task_id=task,
        quantity=None if quantity is None else Decimal(quantity),
        reason=reason,
        now=world.NOW,
    )
