"""What a superior orders about what it handed down: docs/rules/cascading.md."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from nhip.core.errors import RuleBroken
from nhip.core.handed_orders import (
    LONGEST_REASON,
    Turn,
    check_new_part,
    check_orderable,
    check_taken_back,
    checked_reason,
    reserved,
    turn,
    waits,
)
from nhip.core.plans import PlanState

TWELVE, NOTHING = Decimal(12), Decimal(0)


def test_only_an_approved_plan_waits_for_its_amendment() -> None:
    assert {state for state in (*PlanState, None) if waits(state, stands=True)} == {PlanState.APPROVED}
    assert not waits(PlanState.APPROVED, stands=False), "nobody amends the plan of a unit that has ended"


def test_a_reason_is_asked_for() -> None:
    assert checked_reason("  Giao nhầm ") == "Giao nhầm"
    for text in ("", "  ", "x" * (LONGEST_REASON + 1)):
        with pytest.raises(RuleBroken) as refused:
            checked_reason(text)
        assert refused.value.field == "reason"


@pytest.mark.parametrize(
    ("whole", "others", "before", "part"),
    [
        (None, NOTHING, None, Decimal(3)),
        (TWELVE, Decimal(7), Decimal(5), Decimal(6)),
        (TWELVE, Decimal(7), Decimal(5), Decimal(5)),
        (TWELVE, Decimal(7), Decimal(5), NOTHING),
        (TWELVE, Decimal(7), Decimal(5), None),
        (TWELVE, Decimal(7), Decimal(5), Decimal("4.5")),
    ],
)
def test_another_quantity_is_a_part_of_the_whole_and_another(
    whole: Decimal | None, others: Decimal, before: Decimal | None, part: Decimal | None
) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_new_part(whole, others, before, part, "hộ", {"hộ"})
    assert refused.value.field == "quantity"
    check_new_part(TWELVE, Decimal(7), Decimal(4), Decimal(5), "hộ", {"hộ"})


def test_what_is_done_or_handed_on_stays() -> None:
    check_orderable(is_done=False)
    check_taken_back([])
    with pytest.raises(RuleBroken):
        check_orderable(is_done=True)
    with pytest.raises(RuleBroken, match="giao tiếp"):
        check_taken_back(["Xã Ánh"])


def test_a_part_holds_what_is_asked_or_ordered_whichever_is_more() -> None:
    assert reserved(Decimal(5), Decimal(7)) == 7
    assert reserved(Decimal(5), Decimal(3)) == 5
    assert reserved(Decimal(5), None) == 5
    assert reserved(None, None) == 0


ORDERED = datetime(2020, 5, 20, 9, 0, tzinfo=UTC)
BEFORE, AFTER = ORDERED - timedelta(minutes=1), ORDERED + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("is_taken_back", "is_done", "is_handed_on", "submitted_at", "expected"),
    [
        (True, False, False, None, Turn.NOW),
        (True, False, False, AFTER, Turn.NOW),
        (True, False, False, ORDERED, Turn.NOW),
        (True, False, False, BEFORE, Turn.LATER),
        (True, True, False, None, Turn.HELD),
        (False, True, False, None, Turn.HELD),
        (True, False, True, None, Turn.HELD),
        (True, False, True, BEFORE, Turn.HELD),
        (False, False, True, None, Turn.NOW),
    ],
)
def test_an_order_comes_with_the_amendment_submitted_after_it_unless_its_task_is_done_or_handed_on(
    *, is_taken_back: bool, is_done: bool, is_handed_on: bool, submitted_at: datetime | None, expected: Turn
) -> None:
    found = turn(
        is_taken_back=is_taken_back,
        is_done=is_done,
        is_handed_on=is_handed_on,
        ordered_at=ORDERED,
        submitted_at=submitted_at,
    )
    assert found is expected
