"""Forms of tasks handed down."""

from tests import handed_down, world
from tests.security.sending import Sent, to


def hand_down() -> Sent:
    data = {"quantity": "12", "measure": "hộ", "key": "equally", "indicator": "", "units": ["A9"]}
    return to("officer.apdt", "hand_down", world.task("A.PDT").pk, **data)


def take_on() -> Sent:
    (task,) = handed_down.hand_down("A9")
    return to("officer.a9", "take_on", task, planned="5")


def handed_part() -> Sent:
    (task,) = handed_down.hand_down("A9")
    return to("officer.apdt", "handed_part", task, quantity="5", reason="Tính lại")


def take_back() -> Sent:
    (task,) = handed_down.hand_down("A9")
    return to("officer.apdt", "take_back", task, reason="Giao nhầm")


def drop_part_order() -> Sent:
    (task,) = handed_down.hand_down("A9")
    handed_down.submit()
    handed_down.approve()
    handed_down.take_back(task)
    return to("officer.apdt", "drop_part_order", task)
