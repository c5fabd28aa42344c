"""An amendment of a unit that has ended by its day: docs/rules/amendments.md."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import LazySettings

from nhip.apps.amendments.models import Amendment
from nhip.apps.audit.models import AuditRecord
from nhip.apps.notices.models import Notice
from nhip.apps.org import reorganising as reorg
from nhip.apps.org.facts import NewUnit
from nhip.apps.tasks.models import Task
from nhip.core.access import OPERATOR, Role
from nhip.core.amendments import AmendmentState
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.core.plan_imports import TaskFate
from nhip.core.units import Level
from nhip.cycle import amending, reorganising
from nhip.cycle.amendment_pages import amendment_page
from nhip.cycle.daily import do_duties
from nhip.cycle.operations import operations
from tests import world
from tests.amended import FROM, GROUNDS, HALF, WHOLE, YEAR, approve, change, opened, remove, submit
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
ENDS = date(2020, 6, 1)
AFTER = world.at(date(2020, 7, 2))


def end(code: str = "A1", heir: str | None = "A8") -> None:
    """From 01/06 on the commune is another, or nobody."""
    if heir is None:
        told = reorg.Change(ENDS, "Nghị quyết 12", (), dissolves=(code,))
    else:
        begins = (NewUnit(Level.COMMUNE, "Xã Ánh Mới", heir, "A", ENDS, reports=True),)
        told = reorg.Change(ENDS, "Nghị quyết 12", (reorg.PartOfChange(code, heir),), begins=begins)
    reorganising.reorganise(actor=OPERATOR, change=told, now=world.NOW)


def approved() -> Amendment:
    opened()
    change(HALF, weight=7)
    submit()
    approve()
    return Amendment.objects.get()


def test_a_day_on_which_the_unit_has_ended_is_refused_where_it_is_asked_for() -> None:
    end()
    with pytest.raises(RulesBroken) as refused:
        opened()
    assert list(refused.value.refusals) == ["asked_from"]
    assert "kết thúc ngày" in refused.value.message()
    opened(date(2020, 5, 31))


def test_what_becomes_known_meanwhile_is_refused_at_submission_and_at_approval() -> None:
    opened()
    change(HALF, weight=7)
    submit()
    end()
    with pytest.raises(RuleBroken, match="trước ngày hiệu lực"):
        approve()
    amending.return_amendment(
        actor=world.person("leader.a"), code="A1", year=YEAR, reason="Đơn vị sáp nhập", now=world.NOW
    )
    with pytest.raises(RulesBroken):
        submit()


def test_an_approved_one_lapses_on_its_day_and_changes_nothing() -> None:
    one = approved()
    end()
    weights = list(Task.objects.order_by("pk").values_list("weight", flat=True))
    do_duties(now=world.at(FROM))
    one.refresh_from_db()

    assert one.state == AmendmentState.LAPSED
    assert list(Task.objects.order_by("pk").values_list("weight", flat=True)) == weights
    do_duties(now=AFTER)
    assert Notice.objects.filter(kind="amendment_lapsed").count() == len(
        set(Notice.objects.filter(kind="amendment_lapsed").values_list("person", flat=True))
    )


def test_those_who_came_after_are_told_and_so_is_the_one_above_a_dissolved_unit() -> None:
    approved()
    end()
    world.hire("officer.a8", Role.OFFICER, "A8", starts_on=ENDS)
    do_duties(now=world.at(FROM))
    told = Notice.objects.get(kind="amendment_lapsed", person__username="officer.a8")
    assert (told.facts["ended"], told.facts["code"], told.facts["last_on"]) == ("Xã Ánh", "A8", "2020-05-31")


def test_the_unit_above_hears_of_a_dissolved_ones() -> None:
    approved()
    end(heir=None)
    do_duties(now=world.at(FROM))
    assert Notice.objects.filter(kind="amendment_lapsed", person__username="officer.a").exists()


def test_the_page_says_that_it_lapsed_and_why(signed_in: SignIn, settings: LazySettings) -> None:
    approved()
    end()
    do_duties(now=world.at(FROM))
    page = amendment_page(actor=world.person("leader.a"), code="A1", year=YEAR, today=date(2020, 7, 2))
    (past,) = page.past
    assert (past.state, page.last_day) == (AmendmentState.LAPSED, date(2020, 5, 31))
    assert [one.code for one in page.heirs] == ["A8"]

    settings.NHIP_TODAY = date(2020, 7, 2)
    shown = signed_in("leader.a").get("/ke-hoach/A1/2020/dieu-chinh/").content.decode()
    assert "Không có hiệu lực: đơn vị đã kết thúc" in shown
    assert GROUNDS.reason in shown


def _written() -> None:
    opened(date(2020, 5, 31))
    change(HALF, weight=7)
    remove(WHOLE)


def _submitted() -> None:
    _written()
    submit()


def _returned() -> None:
    _submitted()
    amending.return_amendment(
        actor=world.person("leader.a"), code="A1", year=YEAR, reason="Ghi rõ căn cứ", now=world.NOW
    )


@pytest.mark.parametrize("state", [_written, _submitted, _returned])
def test_what_nobody_had_decided_on_when_the_unit_ended_lapses_that_day_with_its_lines_kept(
    state: Callable[[], None],
) -> None:
    state()
    end()
    one = Amendment.objects.get()
    before = one.state
    do_duties(now=world.at(date(2020, 5, 31)))
    one.refresh_from_db()
    assert one.state == before, "the unit still stands"

    world.hire("officer.a8", Role.OFFICER, "A8", starts_on=ENDS)
    do_duties(now=world.at(ENDS))
    do_duties(now=AFTER)
    one.refresh_from_db()
    assert (one.state, one.lines.count()) == (AmendmentState.LAPSED, 2)
    assert Notice.objects.filter(kind="amendment_lapsed", person__username="officer.a8").count() == 1
    recorded = AuditRecord.objects.values_list("before__state", "after__state")
    assert recorded.get(act="amendment_lapsed") == (before, "lapsed")
    assert not operations(actor=OPERATOR, now=AFTER).failures


def test_a_unit_that_stands_keeps_what_it_writes() -> None:
    _written()
    do_duties(now=AFTER)
    assert Amendment.objects.get().state == AmendmentState.DRAFT


def test_what_was_written_is_read_on_its_page_and_on_that_of_the_unit_that_came_after(
    signed_in: SignIn, settings: LazySettings
) -> None:
    _submitted()
    end()
    do_duties(now=world.at(ENDS))
    page = amendment_page(actor=world.person("leader.a"), code="A8", year=YEAR, today=ENDS)
    (left,) = page.left
    assert (left.unit.code, left.ended_on, left.amendment.grounds.reason) == (
        "A1",
        date(2020, 5, 31),
        GROUNDS.reason,
    )
    assert [(one.fate, one.facts.title, one.fields) for one in left.changes] == [
        (TaskFate.CHANGED, HALF, ("weight",)),
        (TaskFate.REMOVED, WHOLE, ()),
    ]

    settings.NHIP_TODAY = ENDS
    client = signed_in("leader.a")
    shown = client.get("/ke-hoach/A8/2020/dieu-chinh/").content.decode()
    assert "Xã Ánh (kết thúc ngày 31/05/2020) để lại điều chỉnh lần 1 chưa có hiệu lực" in shown
    own = client.get("/ke-hoach/A1/2020/dieu-chinh/").content.decode()
    assert "Đơn vị kết thúc ngày 31/05/2020, khi điều chỉnh chưa được duyệt." in own
    for text in (shown, own):
        for words in (GROUNDS.reason, GROUNDS.basis, HALF, WHOLE, "<ins>7</ins>"):
            assert words in text


def test_what_was_withdrawn_stays_readable_on_its_own_page_alone() -> None:
    _written()
    amending.withdraw(actor=world.person("officer.a1"), code="A1", year=YEAR, now=world.NOW)
    end()
    (left,) = amendment_page(actor=world.person("leader.a"), code="A1", year=YEAR, today=ENDS).left
    assert (left.amendment.state, len(left.changes)) == (AmendmentState.WITHDRAWN, 2)
    assert amendment_page(actor=world.person("leader.a"), code="A8", year=YEAR, today=ENDS).left == ()
