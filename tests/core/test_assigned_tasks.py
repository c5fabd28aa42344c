"""Assigned tasks at the close of a period: from dated facts, each in one column, each once."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from nhip.core.assigned_tasks import (
    CLOSED,
    AssignedTask,
    Column,
    Counted,
    Extended,
    Halted,
    Lead,
    StepTaken,
    answers_for,
    count,
    counted,
    deadline_on,
    stand_on,
    total,
)
from nhip.core.handoffs import MOVES, Handoff, Step
from nhip.core.periods import Span
from nhip.core.tasks import HaltKind
from nhip.core.units import History, Level, Named, Placed, Succession

Q1 = Span(date(2019, 12, 15), date(2020, 3, 15))
Q2 = Span(date(2020, 3, 15), date(2020, 6, 15))
Q3 = Span(date(2020, 6, 15), date(2020, 9, 15))
GIVEN = date(2020, 1, 6)
DUE = date(2020, 3, 31)
GIVER, DOER, HEIR = 1, 2, 3


def lived(*steps: tuple[Step, date], deadline: date | None = DUE, **more: object) -> AssignedTask:
    """A task given to one unit, as it is stored after these steps."""
    return one_of([(DOER, Span(GIVEN), steps)], deadline=deadline, **more)


def one_of(
    leads: Sequence[tuple[int, Span, Sequence[tuple[Step, date]]]],
    *,
    deadline: date | None = DUE,
    **more: object,
) -> AssignedTask:
    """Leads that take the part over as it stands, as a reorganisation passes it on."""
    handoff, submitted, completed = Handoff.PENDING, None, None
    rows = []
    for unit, span, steps in leads:
        for step, on in steps:
            handoff = MOVES[step].after
            if step is Step.SUBMIT:
                submitted = on
            if step in {Step.RETURN, Step.REOPEN}:
                submitted = completed = None
            if step is Step.CONFIRM:
                completed = submitted
        taken = tuple(StepTaken(step, on) for step, on in steps)
        rows.append(Lead(unit, span, handoff, submitted, taken))
    return AssignedTask(7, GIVER, deadline, completed, tuple(rows), **more)  # type: ignore[arg-type]


def column_on(task: AssignedTask, day: date) -> Column | None:
    stand = stand_on(task, day)
    return None if stand is None else stand.column


RECEIVED = (Step.RECEIVE, date(2020, 1, 8))


def test_a_task_stands_nowhere_before_it_is_assigned() -> None:
    assert stand_on(lived(), GIVEN - timedelta(days=1)) is None


def test_a_task_is_not_received_then_in_progress_then_waiting_then_done() -> None:
    task = lived(RECEIVED, (Step.SUBMIT, date(2020, 3, 10)), (Step.CONFIRM, date(2020, 3, 20)))
    assert column_on(task, date(2020, 1, 7)) is Column.NOT_RECEIVED
    assert column_on(task, date(2020, 1, 8)) is Column.WITHIN_DEADLINE
    assert column_on(task, date(2020, 3, 14)) is Column.WAITING
    assert column_on(task, date(2020, 3, 20)) is Column.DONE_ON_TIME


def test_not_to_receive_a_task_is_no_way_out_of_being_overdue() -> None:
    assert column_on(lived(), DUE) is Column.NOT_RECEIVED
    assert column_on(lived(), DUE + timedelta(days=1)) is Column.OVERDUE


def test_what_was_sent_back_waits_for_the_giver_even_past_its_deadline() -> None:
    task = lived((Step.SEND_BACK, date(2020, 1, 8)), (Step.ASSIGN_AGAIN, date(2020, 4, 20)))
    assert column_on(task, DUE + timedelta(days=1)) is Column.SENT_BACK
    assert column_on(task, date(2020, 4, 20)) is Column.OVERDUE


def test_done_late_is_by_the_day_it_was_handed_in_not_by_the_day_of_confirming() -> None:
    on_time = lived(RECEIVED, (Step.SUBMIT, DUE), (Step.CONFIRM, date(2020, 4, 20)))
    late = lived(RECEIVED, (Step.SUBMIT, DUE + timedelta(days=1)), (Step.CONFIRM, date(2020, 4, 20)))
    assert column_on(on_time, date(2020, 5, 1)) is Column.DONE_ON_TIME
    assert column_on(late, date(2020, 5, 1)) is Column.DONE_LATE


def test_a_past_close_is_told_from_its_day_not_from_what_is_stored_now() -> None:
    """Handed in after the close, reopened later: at the close it was overdue, in between it was done."""
    task = lived(
        RECEIVED,
        (Step.SUBMIT, date(2020, 6, 20)),
        (Step.CONFIRM, date(2020, 6, 25)),
        (Step.REOPEN, date(2020, 7, 3)),
    )
    assert task.completed_on is None
    assert column_on(task, date(2020, 6, 14)) is Column.OVERDUE
    assert column_on(task, date(2020, 6, 30)) is Column.DONE_LATE
    assert column_on(task, date(2020, 7, 3)) is Column.OVERDUE


def test_an_extension_counts_from_the_day_it_was_granted() -> None:
    task = lived(
        RECEIVED,
        deadline=date(2020, 8, 31),
        extensions=(Extended(date(2020, 6, 20), date(2020, 5, 15)), Extended(date(2020, 4, 2), DUE)),
    )
    assert deadline_on(task, date(2020, 4, 1)) == DUE
    assert deadline_on(task, date(2020, 4, 2)) == date(2020, 5, 15)
    assert column_on(task, date(2020, 4, 1)) is Column.OVERDUE
    assert column_on(task, date(2020, 4, 2)) is Column.WITHIN_DEADLINE
    assert column_on(task, date(2020, 6, 14)) is Column.OVERDUE
    assert column_on(task, date(2020, 6, 20)) is Column.WITHIN_DEADLINE


def test_a_halt_counts_on_its_days_only_and_done_outweighs_it() -> None:
    paused = Halted(HaltKind.PAUSED, Span(date(2020, 4, 1), date(2020, 5, 1)))
    assert column_on(lived(RECEIVED, halts=(paused,)), date(2020, 4, 30)) is Column.PAUSED
    assert column_on(lived(RECEIVED, halts=(paused,)), date(2020, 5, 1)) is Column.OVERDUE
    done = (RECEIVED, (Step.SUBMIT, date(2020, 3, 2)), (Step.CONFIRM, date(2020, 3, 3)))
    assert column_on(lived(*done, halts=(paused,)), date(2020, 4, 30)) is Column.DONE_ON_TIME


def test_a_task_without_a_deadline_has_a_column_of_its_own() -> None:
    assert column_on(lived(RECEIVED, deadline=None), date(2020, 9, 1)) is Column.NO_DEADLINE


def test_what_a_unit_gives_itself_is_no_assigned_task() -> None:
    assert counted(one_of([(GIVER, Span(GIVEN), [])]), Q1) is None


def test_what_is_done_is_told_in_its_period_and_not_again() -> None:
    done = lived(RECEIVED, (Step.SUBMIT, date(2020, 2, 3)), (Step.CONFIRM, date(2020, 2, 4)))
    assert counted(done, Q1) is not None
    assert counted(done, Q2) is None


def test_what_was_confirmed_after_the_close_is_done_in_the_next_period() -> None:
    task = lived(RECEIVED, (Step.SUBMIT, date(2020, 3, 10)), (Step.CONFIRM, date(2020, 3, 20)))
    first, second = counted(task, Q1), counted(task, Q2)
    assert first is not None
    assert second is not None
    assert (first.stand.column, first.is_carried) == (Column.WAITING, False)
    assert (second.stand.column, second.is_carried) == (Column.DONE_ON_TIME, True)
    assert counted(task, Q3) is None


def test_a_merged_units_task_is_counted_once_for_whoever_held_it_at_the_close() -> None:
    merger = date(2020, 2, 1)
    task = one_of(
        [
            (DOER, Span(GIVEN, merger), [RECEIVED, (Step.SUBMIT, date(2020, 1, 30))]),
            (HEIR, Span(merger), [(Step.CONFIRM, date(2020, 2, 10))]),
        ]
    )
    before, after = stand_on(task, date(2020, 1, 31)), stand_on(task, date(2020, 3, 14))
    assert before is not None
    assert after is not None
    assert (before.unit, before.column) == (DOER, Column.WAITING)
    assert (after.unit, after.column, after.done_on) == (HEIR, Column.DONE_ON_TIME, date(2020, 1, 30))


def test_what_the_next_years_plan_goes_on_with_is_counted_there_as_carried_in() -> None:
    new_year = date(2021, 1, 1)
    old = lived(RECEIVED, goes_on=new_year)
    again = AssignedTask(
        8, GIVER, date(2021, 3, 31), None, (Lead(DOER, Span(new_year), Handoff.RECEIVED),), began=GIVEN
    )
    first_quarter = Span(date(2020, 12, 15), date(2021, 3, 15))
    assert counted(old, first_quarter) is None
    found = counted(again, first_quarter)
    assert found is not None
    assert found.is_carried


def test_a_done_task_of_a_unit_that_is_gone_is_counted_for_its_heir_or_for_the_unit_above() -> None:
    end = date(2020, 2, 1)
    history = History(
        levels=dict.fromkeys((1, 2, 3, 4), Level.COMMUNE),
        placements=(
            Placed(1, None, Span(date(2019, 1, 1))),
            Placed(2, 1, Span(date(2019, 1, 1), end)),
            Placed(3, 1, Span(date(2019, 1, 1))),
            Placed(4, 1, Span(date(2019, 1, 1), end)),
        ),
        names=tuple(Named(unit, f"Xã {unit}", str(unit), Span(date(2019, 1, 1))) for unit in (1, 2, 3, 4)),
        successions=(Succession(end, 2, 3, Decimal(1)),),
    )
    assert answers_for(history, 2, date(2020, 1, 31)) == 2
    assert answers_for(history, 2, end) == 3
    assert answers_for(history, 4, end) == 1


def test_a_share_is_a_pair_of_counts() -> None:
    counts = count(
        [
            *_counted(Column.DONE_ON_TIME, 2),
            *_counted(Column.DONE_LATE, 1),
            *_counted(Column.OVERDUE, 3),
            *_counted(Column.CANCELLED, 4),
            *_counted(Column.WAITING, 1),
        ]
    )
    assert (counts.assigned, counts.done_share, counts.on_time_share) == (11, (3, 7), (2, 3))
    assert counts.overdue_share == (3, 4)
    assert count([]).done_share == (0, 0)


def _counted(column: Column, number: int) -> list[Counted]:
    stand = stand_on(lived(), GIVEN)
    assert stand is not None
    return [
        Counted(index, type(stand)(DOER, column, Handoff.RECEIVED, None), is_carried=False)
        for index in range(number)
    ]


# --- Any life -----------------------------------------------------------------------------------------------

DAYS = st.dates(date(2020, 1, 6), date(2020, 12, 31))


@st.composite
def lives(draw: st.DrawFn) -> AssignedTask:
    """Any life that the steps allow, under up to three leads that take over as it stands."""
    days = sorted(draw(st.lists(DAYS, max_size=8)))
    handoff, walked = Handoff.PENDING, []
    for on in days:
        step = draw(st.sampled_from([step for step, move in MOVES.items() if handoff in move.before]))
        handoff = MOVES[step].after
        walked.append((step, on))
    cuts = sorted(draw(st.sets(st.dates(date(2020, 1, 7), date(2020, 12, 31)), max_size=2)))
    begins, ends = [GIVEN, *cuts], [*cuts, None]
    leads = [
        (
            DOER + place,
            Span(begin, end),
            [(step, on) for step, on in walked if begin <= on and (end is None or on < end)],
        )
        for place, (begin, end) in enumerate(zip(begins, ends, strict=True))
    ]
    halt = draw(st.none() | st.tuples(st.sampled_from(HaltKind), DAYS, st.integers(1, 90)))
    halts = () if halt is None else (Halted(halt[0], Span(halt[1], halt[1] + timedelta(days=halt[2]))),)
    return one_of(leads, deadline=draw(st.none() | DAYS), halts=halts)


@given(lives(), DAYS)
def test_what_happens_later_changes_nothing_at_a_close(task: AssignedTask, day: date) -> None:
    """Naive replay of the steps up to the day, forgetting all that came after."""
    steps = [
        (one.unit, [(taken.step, taken.on) for taken in one.steps if taken.on <= day], one.span)
        for one in task.leads
        if one.span.starts_on <= day
    ]
    known_then = one_of([(unit, span, taken) for unit, taken, span in steps], deadline=task.deadline)
    known_then = AssignedTask(
        task.id, GIVER, task.deadline, known_then.completed_on, known_then.leads, halts=task.halts
    )
    assert stand_on(known_then, day) == stand_on(task, day)


@given(st.lists(lives(), max_size=12))
def test_each_task_stands_in_one_column_and_a_total_is_the_sum_of_its_lines(
    tasks: list[AssignedTask],
) -> None:
    for period in (Q1, Q2, Q3):
        found = [one for task in tasks if (one := counted(task, period)) is not None]
        by_unit = {unit: [one for one in found if one.stand.unit == unit] for unit in range(DOER, DOER + 3)}
        lines = [count(several) for several in by_unit.values()]
        assert total(lines) == count(found)
        assert total(lines).assigned == len(found) == total(lines).carried + total(lines).new


@given(st.lists(lives(), max_size=8))
def test_what_is_open_at_a_close_is_carried_into_the_next_period(tasks: list[AssignedTask]) -> None:
    for before, after in ((Q1, Q2), (Q2, Q3)):
        still_open = sum(
            (one := counted(task, before)) is not None and one.stand.column not in CLOSED for task in tasks
        )
        carried = [one for task in tasks if (one := counted(task, after)) is not None and one.is_carried]
        taken_up_again = sum(
            (stood := stand_on(task, after.starts_on - timedelta(days=1))) is not None
            and stood.column in CLOSED
            and counted(task, after) is not None
            for task in tasks
        )
        assert len(carried) == still_open + taken_up_again
