"""When a failure needs nobody any more."""

from datetime import UTC, datetime, timedelta

import pytest

from nhip.core.duties import SETTLED_AFTER, DutyName, WorkName, is_settled

FAILED = datetime(2020, 5, 20, 9, 0, tzinfo=UTC)
LATE = FAILED + SETTLED_AFTER + timedelta(seconds=1)


@pytest.mark.parametrize("work", WorkName)
def test_what_was_asked_for_and_not_tried_again_for_two_weeks_is_settled(work: WorkName) -> None:
    assert not is_settled(work, FAILED, FAILED + SETTLED_AFTER)
    assert is_settled(work, FAILED, LATE)


@pytest.mark.parametrize("duty", DutyName)
def test_a_daily_duty_is_settled_by_success_alone(duty: DutyName) -> None:
    assert not is_settled(duty, FAILED, LATE + timedelta(days=365))
