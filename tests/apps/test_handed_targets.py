"""Official targets go down with a task: docs/rules/cascading.md."""

from decimal import Decimal

import pytest

from nhip.apps.indicators.models import Target
from nhip.apps.org import reorganising as reorg
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.verifying import verify
from nhip.core.access import OPERATOR
from nhip.core.cascading import Key
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.cycle import cascading, reorganising
from nhip.cycle.indicator_pages import indicator_page
from nhip.cycle.plan_checking import plan_findings
from tests import indicators, world
from tests.handed_down import child, hand_down, hand_down_target

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _target_of_the_district() -> None:
    indicators.define()
    indicators.aim(("A", "built", "2020", 40), ("A", "rate", "2020", 12))
    drain(now=world.NOW)


def targets(code: str = "built") -> dict[str, Decimal]:
    rows = Target.objects.filter(indicator__code=code, period="2020").exclude(unit=world.unit("A"))
    return {one.unit.unitcodes.order_by("pk")[0].code: one.value for one in rows}


def shown(code: str) -> Decimal | None:
    """The yearly target on the unit's page of the indicator."""
    drain(now=world.NOW)
    told = indicator_page(
        actor=world.person("leader.a"), code=code, year=2020, now=world.NOW, indicator="built"
    )
    target = told.longer[-1].shown.target
    return None if target is None else target.value


def test_each_part_is_the_yearly_target_of_who_receives_it_and_they_add_up() -> None:
    hand_down_target("A1", "A9", key=Key.BY_HAND, A1="15", A9="25")

    assert targets() == {"A1": 15, "A9": 25}
    assert [shown(one) for one in ("A1", "A9", "A")] == [15, 25, 40]
    assert not verify(year=2020).differences


def test_what_is_left_stays_with_the_superior() -> None:
    hand_down_target("A9", key=Key.BY_HAND, A9="25")
    hand_down_target("A1")

    assert targets() == {"A9": 25, "A1": 15}


def test_the_units_page_says_with_which_task_and_by_whom_it_was_given() -> None:
    hand_down_target("A9")
    drain(now=world.NOW)
    told = indicator_page(
        actor=world.person("officer.a9"), code="A9", year=2020, now=world.NOW, indicator="built"
    ).given_with

    assert told is not None
    assert told.value == 40
    assert (told.task, told.title, told.by.code) == (child("A9").pk, "Việc cả năm", "A.PDT")


def test_a_target_that_was_given_already_is_repeated_never_overwritten() -> None:
    indicators.aim(("A9", "built", "2020", 25))
    with pytest.raises(RulesBroken) as refused:
        hand_down_target("A1", "A9", key=Key.BY_HAND, A1="20", A9="20")
    assert list(refused.value.refusals) == [f"unit-{world.unit('A9')}"]
    assert targets() == {"A9": 25}

    hand_down_target("A1", "A9", key=Key.BY_HAND, A1="15", A9="25")
    assert targets() == {"A1": 15, "A9": 25}
    assert Target.objects.get(unit=world.unit("A9")).handed is None, "it stays as it was given"


def test_what_is_no_sum_of_parts_is_not_shared_out() -> None:
    with pytest.raises(RuleBroken, match="không phải là tổng"):
        hand_down_target("A9", code="rate")
    assert targets("rate") == {}


def test_a_typed_quantity_is_no_target() -> None:
    hand_down("A9", quantity="12")

    assert targets() == {}


def test_the_rules_of_plans_see_a_target_that_was_handed_down() -> None:
    hand_down_target("A9")
    drain(now=world.NOW)
    told = plan_findings(actor=world.person("officer.a9"), code="A9", year=2020, today=world.TODAY)

    assert "KH206" in {one.code for one in told.findings}, "no baseline, no figures of earlier years"


def test_the_rules_of_plans_see_that_less_is_taken_on_than_was_handed_down() -> None:
    hand_down_target("A9")
    officer, task = world.person("officer.a9"), child("A9").pk

    def codes() -> set[str]:
        told = plan_findings(actor=officer, code="A9", year=2020, today=world.TODAY)
        return {one.code for one in told.findings}

    cascading.take_on(actor=officer, task_id=task, planned=Decimal(40), now=world.NOW)
    assert "KH504" not in codes()
    cascading.take_on(actor=officer, task_id=task, planned=Decimal(39), now=world.NOW)
    assert "KH504" in codes()
    assert targets() == {"A9": 40}, "what a unit says of itself changes no target"


def test_of_several_parts_that_an_heir_has_of_a_task_the_rules_see_the_sum() -> None:
    hand_down_target("A1", "A9")
    officer = world.person("officer.a1")
    cascading.take_on(actor=officer, task_id=child("A1").pk, planned=Decimal(15), now=world.NOW)
    merged = reorg.Change(world.TODAY, "Nghị quyết 12", (reorg.PartOfChange("A1", "A9"),))
    reorganising.reorganise(actor=OPERATOR, change=merged, now=world.NOW)

    told = plan_findings(actor=world.person("officer.a9"), code="A9", year=2020, today=world.TODAY)
    (one,) = [one for one in told.findings if one.code == "KH504"]
    assert (one.places["taken"], one.places["part"]) == (35, 40)
