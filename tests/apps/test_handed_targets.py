"""Official targets go down with a task: docs/rules/cascading.md."""

from decimal import Decimal

import pytest

from nhip.apps.cascade.models import Handing
from nhip.apps.indicators.models import Target
from nhip.apps.org import reorganising as reorg
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.verifying import verify
from nhip.core.access import OPERATOR
from nhip.core.cascading import Key
from nhip.core.errors import RuleBroken, RulesBroken, UnknownUnit
from nhip.cycle import cascading, reorganising
from nhip.cycle.cascade_pages import hand_down_page
from nhip.cycle.indicator_pages import indicator_page
from nhip.cycle.plan_checking import plan_findings
from tests import indicators, world
from tests.handed_down import change, child, hand_down, hand_down_target, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _target_of_the_district() -> None:
    indicators.define()
    indicators.aim(("A", "built", "2020", 40), ("A", "rate", "2020", 12))
    drain(now=world.NOW)


def targets(code: str = "built", period: str = "2020") -> dict[str, Decimal]:
    rows = Target.objects.filter(indicator__code=code, period=period).exclude(unit=world.unit("A"))
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
    shown_with = indicator_page(
        actor=world.person("officer.a9"), code="A9", year=2020, now=world.NOW, indicator="built"
    ).given_with

    (told,) = shown_with
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


def baselines(code: str) -> dict[str, Decimal | None]:
    rows = Target.objects.filter(indicator__code=code).exclude(unit=world.unit("A"))
    return {one.unit.unitcodes.order_by("pk")[0].code: one.baseline for one in rows}


@pytest.mark.parametrize("period", ["2020-Q2", "2020-H1", "2020-9M", "2020-05"])
def test_a_target_of_a_shorter_period_goes_down_by_the_same_rules(period: str) -> None:
    indicators.aim(("A", "built", period, 13))
    hand_down_target("A1", "A9", period=period)

    assert targets(period=period) == {"A1": 7, "A9": 6}
    assert targets() == {}, "the year's stays with the superior"
    drain(now=world.NOW)
    (told,) = indicator_page(
        actor=world.person("officer.a9"), code="A9", year=2020, now=world.NOW, indicator="built"
    ).given_with
    assert str(told.period) == period
    assert told.value == 6
    assert not verify(year=2020).differences


def test_what_is_left_of_a_quarters_target_goes_down_later_as_that_quarters() -> None:
    indicators.aim(("A", "built", "2020-Q2", 13))
    hand_down_target("A9", period="2020-Q2", key=Key.BY_HAND, A9="5")
    hand_down_target("A1")

    assert targets(period="2020-Q2") == {"A9": 5, "A1": 8}


def test_a_target_of_one_period_leaves_those_of_others_alone() -> None:
    indicators.aim(("A9", "built", "2020", 25), ("A", "built", "2020-Q2", 13))
    hand_down_target("A9", period="2020-Q2")

    assert targets() == {"A9": 25}
    assert targets(period="2020-Q2") == {"A9": 13}


def test_the_target_of_a_quarter_follows_its_part() -> None:
    indicators.aim(("A", "built", "2020-Q2", 13))
    (task,) = hand_down_target("A9", period="2020-Q2")
    change(task, "8")
    assert targets(period="2020-Q2") == {"A9": 8}
    take_back(task)
    assert targets(period="2020-Q2") == {}


@pytest.mark.parametrize(
    ("code", "period", "sentence"),
    [
        ("built", "2020-Q3", "chưa được giao chỉ tiêu này trong 2020-Q3"),
        ("built", "2019-Q2", "không giao kèm"),
        ("built", "2020-05-YTD", "lũy kế"),
        ("built", "quý 2", "không đọc được"),
    ],
)
def test_a_period_without_a_target_that_can_be_shared_out_is_refused(
    code: str, period: str, sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        hand_down_target("A9", code=code, period=period)
    assert not Target.objects.filter(handed__isnull=False).exists()


def test_each_receiver_starts_from_its_own_figure_of_last_year_where_one_is_known() -> None:
    indicators.aim(("A", "poor", "2020", 40))
    indicators.report(("A1", "poor", 11, 16), ("A1", "poor", 12, 15), year=2019)
    drain(now=world.NOW)
    hand_down_target("A1", "A9", code="poor")

    assert baselines("poor") == {"A1": 15, "A9": None}


def test_a_quarters_target_starts_where_last_year_ended_too() -> None:
    indicators.aim(("A", "poor", "2020-Q2", 40))
    indicators.report(("A1", "poor", 6, 16), ("A1", "poor", 12, 15), year=2019)
    drain(now=world.NOW)
    hand_down_target("A1", code="poor", period="2020-Q2")

    assert baselines("poor") == {"A1": 15}


def test_what_adds_up_over_the_months_carries_no_baseline_but_a_typed_one() -> None:
    indicators.report(("A1", "built", 12, 50), ("A1", "homes", 12, 5), year=2019)
    drain(now=world.NOW)
    hand_down_target("A1", "A9", starts={"A9": "2.5"})

    assert baselines("built") == {"A1": None, "A9": Decimal("2.5")}


def test_a_typed_baseline_comes_before_the_known_one_and_stays_when_the_part_changes() -> None:
    indicators.aim(("A", "poor", "2020", 40))
    indicators.report(("A1", "poor", 12, 50), year=2019)
    drain(now=world.NOW)
    (_a1, task) = hand_down_target("A1", "A9", code="poor", starts={"A1": "48", "A9": "0"})
    assert baselines("poor") == {"A1": 48, "A9": 0}

    change(task, "7")
    assert targets("poor")["A9"] == 7
    assert baselines("poor")["A9"] == 0


def test_the_baseline_of_a_target_that_was_given_already_is_not_overwritten() -> None:
    indicators.aim(("A9", "built", "2020", 40))
    with pytest.raises(RulesBroken) as refused:
        hand_down_target("A9", starts={"A9": "3"})
    assert list(refused.value.refusals) == [f"start-{world.unit('A9')}"]
    assert not Handing.objects.exists()

    form = cascading.HandDown(units=("A9",), target="built")
    above, officer = world.task("A.PDT").pk, world.person("officer.apdt")
    Target.objects.filter(unit=world.unit("A9")).update(baseline=3)
    told = hand_down_page(actor=officer, task_id=above, form=form, today=world.TODAY)
    assert [one.start for one in told.receivers if one.is_chosen] == [3]
    hand_down_target("A9")
    assert baselines("built") == {"A9": 3}


@pytest.mark.parametrize("unit", ["A1", "B1"])
def test_a_baseline_for_who_receives_nothing_is_refused(unit: str) -> None:
    with pytest.raises((RulesBroken, UnknownUnit)):
        hand_down_target("A9", starts={unit: "3"})
