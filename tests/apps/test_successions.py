"""Plans, tasks and targets of reorganised units: proposed, reviewed, moved, taken back until confirmed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from nhip.apps.indicators.queries import catalogue
from nhip.apps.indicators.services import NewTarget, write_targets
from nhip.apps.org import ground
from nhip.apps.org.models import Reorganisation, Resolution
from nhip.apps.rollups.models import ProgressRollup
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.services import mark_figures
from nhip.apps.rollups.verifying import verify
from nhip.apps.tasks.models import Assignment
from nhip.core.errors import Conflict, NotAllowed, RuleBroken, RulesBroken
from nhip.core.progress import PROGRESS, in_period
from nhip.core.resolutions import Kind, Line
from nhip.core.successions import GoalTyped
from nhip.core.units import Level
from nhip.core.year_periods import SHAPES
from nhip.cycle import resolutions
from nhip.cycle.indicator_pages import indicator_page
from nhip.cycle.plan_pages import plan_page
from nhip.cycle.resolution_json import resolution_as_json
from nhip.cycle.resolution_pages import resolution_page
from nhip.cycle.successions import Succession
from tests import world
from tests.apps.test_resolutions import DAY, MERGE, admin, apply, prepared, undo
from tests.indicators import aim, define, define_counted

pytestmark = pytest.mark.django_db
DIVIDE = (
    Line(Kind.BEGIN, "A7", "A", "Xã Ánh Thượng", Level.COMMUNE, reports=True),
    Line(Kind.BEGIN, "A8", "A", "Xã Ánh Hạ", Level.COMMUNE, reports=True),
    Line(Kind.DIVIDE, "A1", "A7", share=Decimal("0.6"), basis="dân số"),
    Line(Kind.DIVIDE, "A1", "A8", share=Decimal("0.4"), basis="dân số"),
)


def moved(one: int) -> Succession:
    page = resolution_page(actor=admin(), resolution_id=one, now=world.NOW)
    assert page.preview is not None, page.refusals
    return page.preview.moved


def choose(one: int, receivers: dict[int, str], version: int | None = None) -> None:
    resolutions.choose_receivers(
        actor=admin(),
        resolution_id=one,
        receivers=receivers,
        version=Resolution.objects.get(pk=one).version if version is None else version,
        now=world.NOW,
    )


def lead_of(task: int) -> str:
    unit = Assignment.objects.get(task=task, part="lead", ends_before=None).unit_id
    return ground.current().history.on(DAY).code(unit)


def district() -> tuple[int, int, int]:
    """Weight, planned and number of all tasks below the district in each month, as roll-ups stored them."""
    drain(now=world.NOW)
    row = ProgressRollup.objects.get(unit=world.unit("A"), year=world.YEAR)
    states = PROGRESS.read(row.states)
    shape = next(index for index, (_kind, first, last) in enumerate(SHAPES) if first == last == 6)
    state = in_period(states, shape)
    return state.all_weight, state.all_planned, state.tasks


def test_in_a_merger_tasks_go_to_the_heir_and_the_district_keeps_its_totals() -> None:
    before = district()
    one = prepared(*MERGE)
    told = moved(one)
    assert {unit.source.code: len(unit.tasks) for unit in told.units} == {"A1": 2, "A9": 4}
    assert all(task.receiver.code == "A8" for unit in told.units for task in unit.tasks)
    assert not told.has_choice
    (total,) = told.totals
    assert total.unit.code == "A"
    assert total.total.is_kept
    apply(one)
    assert district() == before
    assert not verify(year=world.YEAR).differences
    shown = plan_page(actor=admin(), code="A8", year=world.YEAR, today=DAY)
    assert len(shown.received) == 6


def test_of_a_divided_unit_each_task_may_go_to_another_heir_and_totals_stay() -> None:
    before = district()
    one = prepared(*DIVIDE)
    half, whole = (world.task("A1", title).pk for title in ("Việc sáu tháng", "Việc cả năm"))
    told = moved(one)
    assert told.has_choice
    assert {task.receiver.code for unit in told.units for task in unit.tasks} == {"A7"}, "the larger share"
    choose(one, {half: "A8"})
    assert {task.moved.task: task.receiver.code for unit in moved(one).units for task in unit.tasks} == {
        half: "A8",
        whole: "A7",
    }
    apply(one)
    assert (lead_of(half), lead_of(whole)) == ("A8", "A7")
    assert district() == before
    assert not verify(year=world.YEAR).differences
    assert {task.moved.task: task.receiver.code for unit in moved(one).units for task in unit.tasks} == {
        half: "A8",
        whole: "A7",
    }


def test_a_part_that_stays_lets_the_unit_keep_its_tasks_or_give_one_away() -> None:
    lines = (
        Line(Kind.BEGIN, "A8", "A", "Xã Ánh Hạ", Level.COMMUNE, reports=True),
        Line(Kind.DIVIDE, "A1", "A8", share=Decimal("0.4")),
        Line(Kind.STAY, "A1", share=Decimal("0.6")),
    )
    one = prepared(*lines)
    half, whole = (world.task("A1", title).pk for title in ("Việc sáu tháng", "Việc cả năm"))
    choose(one, {whole: "A8"})
    before = district()
    apply(one)
    assert (lead_of(half), lead_of(whole)) == ("A1", "A8")
    assert district() == before


def test_it_is_taken_back_as_it_was_until_it_is_confirmed() -> None:
    one = prepared(*DIVIDE)
    half = world.task("A1", "Việc sáu tháng").pk
    rows = list(Assignment.objects.order_by("pk").values())
    before = district()
    choose(one, {half: "A8"})
    apply(one)
    undo(one)
    assert list(Assignment.objects.order_by("pk").values()) == rows
    assert district() == before
    again = prepared(*DIVIDE)
    apply(again)
    resolutions.confirm_resolution(actor=admin(), resolution_id=again, now=world.NOW)
    with pytest.raises(RuleBroken):
        undo(again)


def test_who_is_no_heir_is_refused_and_nothing_is_kept() -> None:
    one = prepared(*DIVIDE)
    half = world.task("A1", "Việc sáu tháng").pk
    for code in ("A9", "Z9"):
        with pytest.raises(RulesBroken) as refusal:
            choose(one, {half: code})
        assert list(refusal.value.refusals) == [f"task-{half}"]
    with pytest.raises(RulesBroken):
        choose(one, {world.task("B1").pk: "A8"})
    with pytest.raises(Conflict):
        choose(one, {half: "A8"}, version=0)
    assert Resolution.objects.get(pk=one).receivers == {}
    with pytest.raises(NotAllowed):
        resolutions.choose_receivers(
            actor=world.person("leader.b"), resolution_id=one, receivers={}, version=1, now=world.NOW
        )
    apply(one)
    with pytest.raises(RuleBroken):
        choose(one, {half: "A8"})


def test_targets_add_up_in_a_merger_and_are_divided_by_shares() -> None:
    define()
    aim(("A1", "built", "2020", 90), ("A9", "built", "2020", 31))
    (line,) = [one for one in moved(prepared(*MERGE)).targets if one.moved.period == "2020"]
    assert dict(line.after) == {"Xã Ánh Bình": Decimal(121)}
    assert line.moved.total_before == line.moved.total_after == 121
    (line,) = [one for one in moved(prepared(*DIVIDE)).targets if one.moved.period == "2020"]
    assert dict(line.after) == {"Xã Ánh Thượng": Decimal(54), "Xã Ánh Hạ": Decimal(36)}
    assert line.moved.total_before == line.moved.total_after == 90


def test_a_divided_target_of_what_is_counted_stays_whole() -> None:
    define_counted()
    aim(("A1", "families", "2020", 104))
    one = prepared(*DIVIDE)
    (line,) = moved(one).targets
    assert dict(line.after) == {"Xã Ánh Thượng": Decimal(62), "Xã Ánh Hạ": Decimal(42)}
    apply(one)
    drain(now=world.NOW)
    assert not verify(year=world.YEAR).differences


def test_the_command_prints_what_moves() -> None:
    one = prepared(*DIVIDE)
    told = resolution_as_json(resolution_page(actor=admin(), resolution_id=one, now=world.NOW))
    assert [(row["from"], row["to"]) for row in told["tasks"]] == [("A1", "A7"), ("A1", "A7")]  # type: ignore[attr-defined]
    assert told["totals"] == [{"unit": "A", "tasks": [2, 2], "weight": [4, 4]}]


def goal(source: str = "A1", indicator: str = "families", **parts: str) -> GoalTyped:
    return GoalTyped(source, indicator, "2020", {heir: Decimal(part) for heir, part in parts.items()})


def type_over(one: int, *goals: GoalTyped, version: int | None = None) -> None:
    resolutions.choose_goals(
        actor=admin(),
        resolution_id=one,
        goals=goals,
        version=Resolution.objects.get(pk=one).version if version is None else version,
        now=world.NOW,
    )


def held(code: str, indicator: str = "families") -> Decimal | None:
    """The yearly target of a unit on its page."""
    drain(now=world.NOW)
    told = indicator_page(actor=admin(), code=code, year=2020, now=world.NOW, indicator=indicator)
    target = told.longer[-1].shown.target
    return None if target is None else target.value


def test_parts_of_a_divided_target_are_typed_over_and_hold_everywhere() -> None:
    define_counted()
    aim(("A1", "families", "2020", 104))
    one = prepared(*DIVIDE)
    type_over(one, goal(A7="50", A8="54"))
    (line,) = moved(one).targets
    assert dict(line.after) == {"Xã Ánh Thượng": Decimal(50), "Xã Ánh Hạ": Decimal(54)}

    apply(one)
    assert [held(code) for code in ("A7", "A8", "A")] == [50, 54, 104]
    assert not verify(year=world.YEAR).differences
    (told,) = moved(one).goals
    assert [(part.heir.code, part.by_shares) for part in told.parts] == [
        ("A7", Decimal(62)),
        ("A8", Decimal(42)),
    ]


def test_typed_parts_go_when_it_is_taken_back_and_when_the_lines_change() -> None:
    define_counted()
    aim(("A1", "families", "2020", 104))
    one = prepared(*DIVIDE)
    type_over(one, goal(A7="50", A8="54"))
    apply(one)
    undo(one)
    assert held("A1") == 104
    assert not Reorganisation.objects.exclude(goals=[]).exists()
    again = prepared(*DIVIDE)
    assert not moved(again).goals[0].is_typed


def test_a_part_that_stays_is_typed_over_too() -> None:
    define_counted()
    aim(("A1", "families", "2020", 104))
    lines = (
        Line(Kind.BEGIN, "A8", "A", "Xã Ánh Hạ", Level.COMMUNE, reports=True),
        Line(Kind.DIVIDE, "A1", "A8", share=Decimal("0.4")),
        Line(Kind.STAY, "A1", share=Decimal("0.6")),
    )
    one = prepared(*lines)
    type_over(one, goal(A1="100", A8="4"))
    apply(one)
    assert [held(code) for code in ("A1", "A8")] == [100, 4]
    assert not verify(year=world.YEAR).differences


def test_what_is_as_the_shares_make_it_is_not_kept() -> None:
    define_counted()
    aim(("A1", "families", "2020", 104))
    one = prepared(*DIVIDE)
    type_over(one, goal(A7="62", A8="42"))
    assert Resolution.objects.get(pk=one).goals == []
    type_over(one, goal(A7="50", A8="54"))
    type_over(one)
    assert Resolution.objects.get(pk=one).goals == []


@pytest.mark.parametrize(
    "typed",
    [
        {"A7": "50", "A8": "50"},
        {"A7": "50", "A8": "60"},
        {"A7": "104"},
        {"A7": "50.5", "A8": "53.5"},
        {"A7": "-1", "A8": "105"},
        {"A7": "50", "A8": "54", "A9": "0"},
    ],
)
def test_parts_that_are_not_those_of_the_target_are_refused(typed: dict[str, str]) -> None:
    define_counted()
    aim(("A1", "families", "2020", 104))
    one = prepared(*DIVIDE)
    with pytest.raises(RulesBroken) as refused:
        type_over(one, goal(**typed))
    assert list(refused.value.refusals) == ["goal|A1|families|2020"]
    assert Resolution.objects.get(pk=one).goals == []


def test_a_target_that_changed_since_is_refused_until_it_is_typed_again() -> None:
    define_counted()
    aim(("A1", "families", "2020", 104))
    one = prepared(*DIVIDE)
    type_over(one, goal(A7="50", A8="54"))
    aim(("A1", "families", "2020", 110))
    page = resolution_page(actor=admin(), resolution_id=one, now=world.NOW)
    assert list(page.refusals) == ["goal|A1|families|2020"]
    with pytest.raises(RulesBroken):
        apply(one)
    type_over(one, goal(A7="56", A8="54"))
    apply(one)
    assert held("A7") == 56


def test_a_target_given_anew_afterwards_is_shared_out_anew() -> None:
    define_counted()
    aim(("A1", "families", "2020", 104))
    one = prepared(*DIVIDE)
    type_over(one, goal(A7="50", A8="54"))
    apply(one)
    before = date(2020, 1, 1)
    with transaction.atomic():
        known = catalogue().by_code["families"].id
        fresh = NewTarget(world.unit("A1", before), known, 2020, "2020", Decimal(10))
        mark_figures(written=write_targets(targets=[fresh]), now=world.NOW)
    assert [held(code) for code in ("A7", "A8")] == [6, 4]


def test_who_may_not_arrange_types_nothing_over_and_old_pages_are_refused() -> None:
    define_counted()
    aim(("A1", "families", "2020", 104))
    one = prepared(*DIVIDE)
    with pytest.raises(Conflict):
        type_over(one, goal(A7="50", A8="54"), version=0)
    for login in ("leader.b", "officer.a1"):
        with pytest.raises(NotAllowed):
            resolutions.choose_goals(
                actor=world.person(login), resolution_id=one, goals=(), version=1, now=world.NOW
            )
    apply(one)
    with pytest.raises(RuleBroken):
        type_over(one, goal(A7="50", A8="54"))
