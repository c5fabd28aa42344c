"""Corrections after approval: what was reported stays, what is known changes once another accepts, with trace."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.indicators.models import Figure
from nhip.apps.indicators.services import NewFigure, write_figures
from nhip.apps.notices.models import Notice
from nhip.apps.reports import correcting
from nhip.apps.reports.correcting import Request
from nhip.apps.reports.deciding import approve_report
from nhip.apps.reports.known_now import Content
from nhip.apps.reports.models import CorrectedFigure, Correction, ReportFigure
from nhip.apps.reports.queries import ReportPage, report_page
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.verifying import verify
from nhip.core.access import Actor
from nhip.core.corrections import CorrectionState
from nhip.core.errors import Conflict, NotAllowed, RuleBroken, RulesBroken
from nhip.core.figures import Cell, Unconfirmed
from nhip.core.periods import Month
from nhip.cycle.cards import CardKind
from nhip.cycle.my_work import my_work
from tests import reported, world
from tests.reported import FULL, MAY, file_figures

pytestmark = pytest.mark.django_db
HOMES, POOR = ("homes", ""), ("poor", "")


@pytest.fixture(autouse=True)
def approved(db: object) -> None:
    reported.define()
    file_figures(FULL)
    approve_report(actor=world.person("leader.a"), code="A1", month=MAY, now=world.NOW)


def ask(
    figures: Mapping[Cell, int | None],
    *,
    login: str = "officer.a1",
    reason: str = "Trùng hai hộ",
    version: int | None = None,
    confirmed: frozenset[str] | None = frozenset(),
) -> Mapping[str, RuleBroken]:
    return correcting.ask_correction(
        actor=world.person(login),
        code="A1",
        month=MAY,
        request=Request(
            Content({cell: None if value is None else Decimal(value) for cell, value in figures.items()}),
            reason,
            version=version,
            confirmed=confirmed,
        ),
        now=world.NOW,
    )


def accept(login: str = "leader.a") -> None:
    correcting.accept_correction(actor=world.person(login), code="A1", month=MAY, now=world.NOW)


def refuse(reason: str = "Đã đối chiếu, số cũ đúng") -> None:
    correcting.refuse_correction(
        actor=world.person("leader.a"), code="A1", month=MAY, reason=reason, now=world.NOW
    )


def withdraw(login: str = "officer.a1") -> None:
    correcting.withdraw_correction(actor=world.person(login), code="A1", month=MAY, now=world.NOW)


def known() -> dict[str, int]:
    return {row.indicator.code: int(row.value) for row in Figure.objects.filter(category="", year=2020)}


def page(login: str = "leader.a") -> ReportPage:
    return report_page(actor=world.person(login), code="A1", month=MAY, today=world.TODAY)


def state() -> CorrectionState:
    return CorrectionState(Correction.objects.latest("pk").state)


def test_nothing_changes_until_the_request_is_accepted() -> None:
    ask({POOR: 18})
    assert known()["poor"] == 20
    assert page().may_answer
    assert not page().may_correct
    accept()
    assert known()["poor"] == 18
    assert state() == CorrectionState.ACCEPTED
    drain(now=world.NOW)
    assert verify(year=2020).differences == ()


def test_what_was_reported_stays_in_the_report() -> None:
    ask({POOR: 18})
    accept()
    row = next(one for one in page().figures if one.cell == POOR)
    assert (row.value, row.known) == (Decimal(20), Decimal(18))
    assert ReportFigure.objects.get(indicator__code="poor", category="").value == 20


def test_only_cells_that_differ_are_part_of_the_request() -> None:
    ask({HOMES: 100, POOR: 18, ("talks", ""): None})
    told = CorrectedFigure.objects.values_list("indicator__code", "before", "after")
    assert set(told) == {("poor", 20, 18), ("talks", 3, None)}
    accept()
    assert known() == {"homes": 100, "poor": 18}


def test_a_second_correction_goes_on_from_the_first() -> None:
    ask({POOR: 18})
    accept()
    ask({POOR: 19})
    accept()
    assert known()["poor"] == 19
    assert [one.cells[0].before for one in page().corrections] == [18, 20]


def test_who_asked_does_not_answer_and_others_may_not() -> None:
    ask({POOR: 18})
    with pytest.raises(NotAllowed):
        accept("officer.a1")
    with pytest.raises(NotAllowed):
        accept("leader.b")
    with pytest.raises(NotAllowed):
        withdraw("leader.a")
    with pytest.raises(NotAllowed):
        ask({POOR: 17}, login="officer.a2")
    assert known()["poor"] == 20


def test_a_leader_of_both_units_does_not_accept_what_they_asked_for() -> None:
    both = world.person("leader.a")
    officer = world.person("officer.a1")
    actor = Actor(both.person, both.name, (*both.grants, *officer.grants))
    request = Request(Content({POOR: Decimal(18)}), "Trùng")
    correcting.ask_correction(actor=actor, code="A1", month=MAY, request=request, now=world.NOW)
    with pytest.raises(RuleBroken, match="không tự chấp nhận"):
        correcting.accept_correction(actor=actor, code="A1", month=MAY, now=world.NOW)


def test_refused_or_withdrawn_nothing_changes_and_another_may_be_asked_for() -> None:
    ask({POOR: 18})
    with pytest.raises(RuleBroken, match="lý do"):
        refuse("  ")
    refuse()
    assert (state(), known()["poor"]) == (CorrectionState.REFUSED, 20)
    ask({POOR: 18})
    withdraw()
    assert (state(), known()["poor"]) == (CorrectionState.WITHDRAWN, 20)
    ask({POOR: 18})
    with pytest.raises(RuleBroken, match="đang có một đề nghị"):
        ask({POOR: 17})


@pytest.mark.parametrize("act", [accept, refuse, withdraw])
def test_where_nothing_waits_nothing_is_answered(act: Callable[[], None]) -> None:
    with pytest.raises(RuleBroken, match="không có đề nghị"):
        act()


def test_only_an_approved_report_is_corrected() -> None:
    april = Month(2020, 4)
    file_figures(FULL, month=april)
    with pytest.raises(RuleBroken, match="đã được duyệt"):
        correcting.ask_correction(
            actor=world.person("officer.a1"),
            code="A1",
            month=april,
            request=Request(Content({POOR: Decimal(18)}), "Trùng"),
            now=world.NOW,
        )


def test_a_reason_and_a_change_are_asked_for() -> None:
    with pytest.raises(RuleBroken, match="lý do"):
        ask({POOR: 18}, reason=" ")
    with pytest.raises(RuleBroken, match="Chưa có chỗ nào khác"):
        ask({POOR: 20})
    assert not Correction.objects.exists()


def test_the_rules_of_figures_hold_for_corrected_ones() -> None:
    with pytest.raises(RulesBroken) as refused:
        ask({HOMES: 10})
    assert set(refused.value.refusals) == {"figure-poor", "figure-poor:dtts"}  # would be more than all homes
    with pytest.raises(RulesBroken) as refused:
        ask({POOR: -1, ("yearly", ""): 5})
    assert set(refused.value.refusals) >= {"figure-yearly", "figure-poor"}
    with pytest.raises(RulesBroken) as refused:
        ask({POOR: -1})
    assert "figure-poor" in refused.value.refusals


def test_what_was_wrong_elsewhere_does_not_stand_against_mending_one_cell() -> None:
    poor = ReportFigure.objects.get(indicator__code="poor", category="")
    wrong = NewFigure(world.unit("A1"), poor.indicator_id, "dtts", 2020, 5, Decimal(50))
    write_figures(figures=[wrong])
    ask({("talks", ""): 4})


def test_an_unlikely_correction_is_asked_back() -> None:
    write_figures(
        figures=[
            NewFigure(
                world.unit("A1"),
                ReportFigure.objects.get(indicator__code="homes").indicator_id,
                "",
                2020,
                4,
                Decimal(100),
            )
        ]
    )
    with pytest.raises(Unconfirmed) as asked:
        ask({HOMES: 300})
    assert set(asked.value.refusals) == {"figure-homes"}
    assert not Correction.objects.exists()
    assert set(ask({HOMES: 300}, confirmed=frozenset({"figure-homes"}))) == {"figure-homes"}


def test_figures_that_changed_meanwhile_are_not_overwritten() -> None:
    ask({POOR: 18})
    poor = ReportFigure.objects.get(indicator__code="poor", category="")
    write_figures(figures=[NewFigure(world.unit("A1"), poor.indicator_id, "", 2020, 5, Decimal(25))])
    with pytest.raises(Conflict):
        accept()
    assert known()["poor"] == 25


def test_whoever_has_the_figures_of_before_on_the_screen_is_told() -> None:
    seen = page().version
    ask({POOR: 18}, version=seen)
    accept()
    with pytest.raises(Conflict):
        ask({POOR: 20}, version=seen)
    assert known()["poor"] == 18


def test_every_step_is_recorded_with_before_and_after_and_told() -> None:
    ask({POOR: 18})
    accept()
    entries = AuditRecord.objects.filter(act__startswith="correction_").order_by("sequence")
    assert [(one.act, one.before, one.after and one.after["figures"]) for one in entries] == [
        ("correction_asked", {"figures": {"figure-poor": "20"}}, {"figure-poor": "18"}),
        ("correction_accepted", {"figures": {"figure-poor": "20"}}, {"figure-poor": "18"}),
    ]
    told = Notice.objects.filter(subject__startswith="correction:").values_list("person__username", "kind")
    assert ("officer.a1", "correction_accepted") in set(told)


def test_a_request_waits_among_the_work_of_those_who_answer_it() -> None:
    ask({POOR: 18})

    def kinds(login: str) -> list[CardKind]:
        return [card.kind for card in my_work(actor=world.person(login), today=world.TODAY).cards]

    assert CardKind.CORRECTION_TO_DECIDE in kinds("leader.a")
    assert CardKind.CORRECTION_TO_DECIDE not in kinds("officer.a1") + kinds("leader.b") + kinds("leader.p")
    accept()
    assert CardKind.CORRECTION_TO_DECIDE not in kinds("leader.a")
