"""What an amendment changes of a task is as it says; what it leaves alone is as it is by then."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from nhip.core.amendments import Terms, as_json, compare, merged, of_json, terms_on
from nhip.core.plan_imports import TaskFacts, TaskFate
from nhip.core.plans import TaskDraft, completed_milestones, planned_at, steps
from nhip.core.tasks import TaskKind

months = st.lists(st.integers(0, 100), min_size=12, max_size=12).map(
    lambda found: tuple(Decimal(one) for one in sorted(found))
)
days = st.dates(date(2020, 1, 1), date(2020, 12, 31))
facts = st.builds(
    TaskFacts,
    title=st.text(max_size=5),
    deliverable=st.text(max_size=5),
    lead=st.integers(1, 3),
    coordinating=st.frozensets(st.integers(4, 6)),
    starts_on=days,
    deadline=st.none() | days,
    weight=st.integers(1, 9),
    budget=st.none() | st.decimals(0, 100, places=2),
    milestones=months,
    programme=st.none() | st.integers(1, 3),
    kind=st.sampled_from(TaskKind),
)


@given(facts)
def test_facts_are_kept_as_they_are(one: TaskFacts) -> None:
    assert of_json(as_json(one)) == one


@given(facts, facts, facts)
def test_merging_takes_what_was_changed_and_leaves_the_rest(
    now: TaskFacts, before: TaskFacts, wanted: TaskFacts
) -> None:
    found = merged(now, before, wanted)
    assert merged(now, before, before) == now
    assert merged(before, before, wanted) == wanted
    for name in ("title", "deliverable", "lead", "coordinating", "weight", "budget", "programme", "kind"):
        is_changed = getattr(before, name) != getattr(wanted, name)
        assert getattr(found, name) == getattr(wanted if is_changed else now, name)
    together = [(one.starts_on, one.deadline, one.milestones) for one in (before, wanted, now, found)]
    assert together[3] == (together[2] if together[0] == together[1] else together[1])


@given(months, st.none() | days)
def test_steps_say_the_same_twelve_months(planned: tuple[Decimal, ...], deadline: date | None) -> None:
    written = steps(planned, deadline)
    assert tuple(planned_at(written, month) for month in range(1, 13)) == planned


@given(facts)
def test_a_draft_of_facts_says_the_same_months(one: TaskFacts) -> None:
    reached = date(2020, 12, 31)
    whole = replace(one, deadline=reached, milestones=(*one.milestones[:11], Decimal(100)))
    written = completed_milestones(
        TaskDraft("x", "", whole.starts_on, reached, 1, milestones=steps(whole.milestones, reached))
    )
    assert tuple(planned_at(written, month) for month in range(1, 13)) == whole.milestones


@given(st.dictionaries(st.integers(1, 4), facts), st.dictionaries(st.integers(1, 4), facts))
def test_comparing_tells_every_difference_once(
    before: dict[int, TaskFacts], after: dict[int, TaskFacts]
) -> None:
    told = {one.task: one for one in compare(before, after)}
    for task in before.keys() | after.keys():
        old, new = before.get(task), after.get(task)
        assert (task in told) is (old != new)
        if old != new:
            fate = TaskFate.ADDED if old is None else TaskFate.REMOVED if new is None else TaskFate.CHANGED
            assert told[task].fate is fate


def test_the_terms_of_a_day_are_the_first_that_had_not_ended() -> None:
    first, second = (Terms(date(2020, month, 1), True, month, {}) for month in (3, 6))  # noqa: FBT003 - planned
    assert terms_on([second, first], date(2020, 2, 29)) == first
    assert terms_on([second, first], date(2020, 3, 1)) == second
    assert terms_on([second, first], date(2020, 6, 1)) is None
