"""Plans with payloads: one that was returned, and tasks handed down."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from nhip.core.access import Role
from nhip.core.amendments import LONGEST_BASIS, Grounds
from nhip.core.cascading import LONGEST_MEASURE
from nhip.cycle import amending, cascading, handed_orders, planning
from tests import world
from tests.security.payloads import PAYLOADS

ALL = "\n".join(PAYLOADS)


def draw_up(code: str) -> None:
    """The unit's: drawn up, submitted, returned with reasons."""
    world.hire("soan.x00", Role.OFFICER, code)
    officer = world.person("soan.x00")
    form = planning.TaskForm(world.drafts()[0], lead=code)
    planning.save_task(actor=officer, code=code, year=2020, task_id=None, form=form, now=world.NOW)
    planning.switch_rule(actor=officer, code=code, year=2020, rule="KH302", reason=ALL, now=world.NOW)
    planning.submit_plan(actor=officer, code=code, year=2020, now=world.NOW)
    planning.return_plan(actor=world.person("leader.a"), code=code, year=2020, reason=ALL, now=world.NOW)


def amend(code: str) -> None:
    """The unit's approved plan, again and again: in force with payloads as grounds and tasks; the last is returned.

    A basis holds but some payloads: there is an amendment for as many as fit.
    """
    for texts in (*_fitting(LONGEST_BASIS), PAYLOADS[:1]):
        _amendment(code, texts)
        amending.approve_amendment(actor=world.person("leader.a"), code=code, year=2020, now=world.NOW)
    _amendment(code, PAYLOADS[:1])
    amending.return_amendment(actor=world.person("leader.a"), code=code, year=2020, reason=ALL, now=world.NOW)


def _fitting(longest: int) -> Iterator[tuple[str, ...]]:
    found: tuple[str, ...] = ()
    for text in PAYLOADS:
        if len("\n".join((*found, text))) > longest:
            yield found
            found = ()
        found += (text,)
    yield found


def _amendment(code: str, texts: Sequence[str]) -> None:
    officer = world.person("officer.a1")
    grounds = Grounds(ALL, "\n".join(texts), world.TODAY)
    amending.open_amendment(actor=officer, code=code, year=2020, grounds=grounds, now=world.NOW)
    for text in texts:
        form = planning.TaskForm(replace(world.drafts()[0], title=text, deliverable=text), lead=code)
        planning.save_task(actor=officer, code=code, year=2020, task_id=None, form=form, now=world.NOW)
    amending.submit_amendment(actor=officer, code=code, year=2020, now=world.NOW)


def hand_down(receiver: str) -> tuple[int, ...]:
    """From district A to the unit; units of measure are payloads, those that are short enough. Returns the tasks."""
    officer = world.person("officer.a")
    found = []
    short = [text for text in PAYLOADS if len(text) <= LONGEST_MEASURE]
    for text in short:
        form = planning.TaskForm(replace(world.drafts()[0], title=text), lead="A")
        found.append(
            planning.save_task(actor=officer, code="A", year=2020, task_id=None, form=form, now=world.NOW)
        )
    planning.submit_plan(actor=officer, code="A", year=2020, now=world.NOW)
    for task, text in zip(found, short, strict=True):
        asked = cascading.HandDown(units=(receiver,), quantity=world.drafts()[1].budget, measure=text)
        (child,) = cascading.hand_down(actor=officer, task_id=task, form=asked, now=world.NOW)
        handed_orders.change_part(
            actor=officer, task_id=child, quantity=Decimal(100), reason=ALL, now=world.NOW
        )
    return tuple(found)
