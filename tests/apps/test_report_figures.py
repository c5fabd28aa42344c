"""Figures in reports: filed they are known and rolled up, returned they are not; nothing half stored."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.indicators.models import Figure
from nhip.apps.indicators.queries import catalogue, shipped_indicators
from nhip.apps.indicators.services import NewFigure, write_figures
from nhip.apps.reports.deciding import approve_report, return_report
from nhip.apps.reports.figures import FigureRow
from nhip.apps.reports.models import Receipt, Report, ReportFigure
from nhip.apps.reports.queries import report_page
from nhip.apps.reports.receipts import KEPT, forget_old
from nhip.apps.reports.services import Submission, file_report, save_report
from nhip.apps.rollups.models import IndicatorRollup
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.verifying import verify
from nhip.core.access import OPERATOR
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.core.figures import MISSING, Cell, Unconfirmed
from nhip.core.periods import Month
from nhip.core.rollup import layout_of
from nhip.cycle.indicator_files import load_indicators
from tests import reported, world
from tests.reported import FULL, MAY, file_figures

pytestmark = pytest.mark.django_db
APRIL = Month(2020, 4)


@pytest.fixture(autouse=True)
def indicators(db: object) -> None:
    reported.define()


def rows(month: Month = MAY, code: str = "A1") -> dict[Cell, FigureRow]:
    page = report_page(actor=OPERATOR, code=code, month=month, today=world.TODAY)
    return {row.cell: row for row in page.figures}


def known() -> dict[tuple[str, str, int], Decimal]:
    return {
        (row.indicator.code, row.category, row.month): row.value
        for row in Figure.objects.select_related("indicator")
    }


def rolled_up(unit: str, code: str) -> tuple[int, int, int]:
    """Of May: value, reported, expected."""
    drain(now=world.NOW)
    row = IndicatorRollup.objects.get(unit=world.unit(unit), indicator__code=code, category="", year=2020)
    states = layout_of(catalogue().rules[code]).read(row.states)
    numerator = (states["numerator"][4] or 0) // 10**6
    return numerator, states["reported"][4] or 0, states["expected"][4] or 0


def test_a_report_asks_for_the_figures_of_its_level_and_month() -> None:
    assert list(rows()) == list(FULL)
    assert list(rows(code="A.PDT")) == []


def test_filed_figures_are_known_and_rolled_up_at_once() -> None:
    file_figures(FULL)
    assert known() == {(code, category, 5): Decimal(value) for (code, category), value in FULL.items()}
    assert rolled_up("P", "poor") == (20, 1, 1)
    assert verify(year=2020).differences == ()


def test_a_draft_is_kept_and_nothing_of_it_counts() -> None:
    save_report(
        actor=world.person("officer.a1"),
        code="A1",
        month=MAY,
        submission=Submission(lines={}, figures={("homes", ""): Decimal(-3)}, version=0),
        now=world.NOW,
    )
    assert rows()["homes", ""].value == -3
    assert not Figure.objects.exists()


def test_cells_that_are_not_sent_stay_and_an_empty_one_takes_a_figure_out() -> None:
    actor, version = world.person("officer.a1"), 0
    for figures in ({("homes", ""): Decimal(5), ("talks", ""): Decimal(1)}, {("talks", ""): None}):
        version = save_report(
            actor=actor,
            code="A1",
            month=MAY,
            submission=Submission(lines={}, figures=figures, version=version),
            now=world.NOW,
        )
    assert [(row.indicator.code, row.value) for row in ReportFigure.objects.all()] == [("homes", Decimal(5))]


def test_wrong_figures_and_wrong_progress_are_named_in_one_answer_and_nothing_is_stored() -> None:
    with pytest.raises(RulesBroken) as refusal:
        file_figures({**FULL, ("poor", ""): 101, ("talks", ""): -1})
    assert set(refusal.value.refusals) == {"figure-poor", "figure-talks"}
    assert not Report.objects.exists()


def test_a_figure_that_the_report_does_not_ask_for_is_refused() -> None:
    with pytest.raises(RulesBroken, match="không thuộc báo cáo"):
        file_figures({("yearly", ""): 4})
    assert not Report.objects.exists()


def test_an_unlikely_figure_is_filed_only_once_it_is_confirmed_and_the_report_says_so() -> None:
    file_figures(FULL, month=APRIL)
    with pytest.raises(Unconfirmed) as question:
        file_figures({**FULL, ("homes", ""): 200})
    assert set(question.value.refusals) == {"figure-homes"}
    assert not Report.objects.filter(month=5).exists()
    file_figures({**FULL, ("homes", ""): 200}, confirmed=frozenset({"figure-homes"}))
    assert {cell for cell, row in rows().items() if row.is_confirmed} == {("homes", "")}


def test_empty_figures_are_filed_as_not_reported_once_confirmed() -> None:
    with pytest.raises(Unconfirmed):
        file_figures({("homes", ""): 100})
    file_figures({("homes", ""): 100}, confirmed=frozenset({MISSING}))
    assert known() == {("homes", "", 5): Decimal(100)}


def test_a_returned_reports_figures_count_no_longer_and_are_still_in_it() -> None:
    file_figures(FULL)
    assert rolled_up("A", "homes") == (100, 1, 1)
    return_report(actor=world.person("leader.a"), code="A1", month=MAY, reason="Sai", now=world.NOW)
    drain(now=world.NOW)
    assert not Figure.objects.exists()
    assert not IndicatorRollup.objects.exists()
    assert rows()["homes", ""].value == 100
    file_figures({("homes", ""): 90})
    assert rolled_up("A", "homes") == (90, 1, 1)


def test_what_was_reported_stays_beside_what_is_known_now() -> None:
    file_figures(FULL)
    approve_report(actor=world.person("leader.a"), code="A1", month=MAY, now=world.NOW)
    homes = catalogue().by_code["homes"].id
    write_figures(figures=[NewFigure(world.unit("A1"), homes, "", 2020, 5, Decimal(99))])
    row = rows()["homes", ""]
    assert (row.value, row.known, row.is_changed_since) == (Decimal(100), Decimal(99), True)
    assert not rows()["poor", ""].is_changed_since


def test_levels_are_prefilled_from_the_period_before_and_last_years_stand_beside() -> None:
    file_figures(FULL, month=APRIL)
    homes = catalogue().by_code["homes"].id
    write_figures(figures=[NewFigure(world.unit("A1"), homes, "", 2019, 5, Decimal(95))])
    found = rows()
    assert (found["homes", ""].value, found["homes", ""].is_prefilled) == (Decimal(100), True)
    assert (found["talks", ""].value, found["talks", ""].before) == (None, Decimal(3))
    assert found["homes", ""].year_ago == 95


def test_what_changed_in_a_draft_is_recorded_cell_by_cell() -> None:
    file_figures(FULL)
    kept = AuditRecord.objects.filter(act="save_report").latest("recorded_at")
    assert (kept.after or {})["figures"]["figure-poor:dtts"] == "15"


def test_the_shipped_set_is_read_is_dated_and_says_where_each_comes_from() -> None:
    assert load_indicators(actor=OPERATOR, path=shipped_indicators(), now=world.NOW) >= 40
    assert load_indicators(actor=OPERATOR, path=shipped_indicators(), now=world.NOW) == 0
    shipped = [
        one for one in catalogue().indicators if one.rule.code not in ("homes", "poor", "talks", "yearly")
    ]
    assert len(shipped) >= 40
    for one in shipped:
        assert one.reporting.source, one.rule.code
        assert one.reporting.group, one.rule.code
        assert one.reporting.span.starts_on.year == 2019, one.rule.code
        assert one.measure, one.rule.code


def test_a_file_without_columns_of_reporting_leaves_it_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "I.csv"
    file.write_text("code,name,measure,over_units,over_time\nhomes,Hộ,hộ,sum,last\n", encoding="utf-8")
    load_indicators(actor=OPERATOR, path=file, now=world.NOW)
    assert catalogue().by_code["homes"].reporting == reported.HOMES.reporting


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("level", "làng"),
        ("whole", "có"),
        ("least", "abc"),
        ("starts_on", "01/01/2020"),
        ("ends_before", "2018-01-01"),
        ("within", "nothing"),
    ],
)
def test_a_wrong_cell_of_the_list_is_named_and_nothing_is_stored(
    column: str, cell: str, tmp_path: Path
) -> None:
    file = tmp_path / "I.csv"
    more = "" if column == "starts_on" else ",starts_on"
    file.write_text(
        f"code,over_units,over_time,{column}{more}\nnew,sum,sum,{cell}{more and ',2019-01-01'}\n",
        encoding="utf-8",
    )
    with pytest.raises(RulesBroken) as refusal:
        load_indicators(actor=OPERATOR, path=file, now=world.NOW)
    assert list(refusal.value.refusals) == [f"I.csv:2:{column}"]
    assert "new" not in catalogue().by_code


def test_a_report_page_with_figures_costs_the_same_whatever_their_number(
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    load_indicators(actor=OPERATOR, path=shipped_indicators(), now=world.NOW)
    file_figures(FULL, confirmed=None)
    actor = world.person("officer.a1")
    with django_assert_max_num_queries(17):  # type: ignore[attr-defined]
        assert len(report_page(actor=actor, code="A1", month=MAY, today=world.TODAY).figures) > 15


def submission(homes: int, key: UUID) -> Submission:
    return Submission({}, 0, {("homes", ""): Decimal(homes)}, key=key)


def save(one: Submission, login: str = "officer.a1") -> int:
    return save_report(actor=world.person(login), code="A1", month=MAY, submission=one, now=world.NOW)


def test_the_same_submission_sent_again_is_stored_once_and_answered_alike() -> None:
    key = uuid4()
    assert [save(submission(5, key)) for _time in range(3)] == [1, 1, 1]
    assert (Report.objects.get().version, Receipt.objects.get().version) == (1, 1)
    assert AuditRecord.objects.filter(act="save_report").count() == 1


def test_another_body_under_a_received_key_is_refused() -> None:
    key = uuid4()
    save(submission(5, key))
    with pytest.raises(RuleBroken, match="nội dung khác"):
        save(submission(6, key))
    assert rows()["homes", ""].value == 5


def test_a_submission_that_was_refused_may_be_mended_under_its_key() -> None:
    key = uuid4()
    with pytest.raises(RulesBroken):
        save(Submission({}, 0, {("homes", ""): Decimal("0.1234567")}, key=key))
    assert not Receipt.objects.exists()
    assert save(submission(5, key)) == 1


def test_a_report_filed_twice_under_one_key_is_filed_once() -> None:
    key, actor = uuid4(), world.person("officer.a1")
    figures = {cell: Decimal(value) for cell, value in FULL.items()}
    one = Submission(world.lines("A1", MAY, 40), 0, figures, key=key)
    for _time in range(2):
        file_report(actor=actor, code="A1", month=MAY, submission=one, now=world.NOW)
    assert AuditRecord.objects.filter(act="report_filed").count() == 1


def test_old_receipts_are_dropped() -> None:
    save(submission(5, uuid4()))
    assert forget_old(now=world.NOW + KEPT) == 0
    assert forget_old(now=world.NOW + KEPT * 2) == 1


def test_a_report_that_ends_a_longer_period_brings_its_totals_from_the_months() -> None:
    world.file("A1", Month(2020, 1), 5)
    for number, talks in ((1, 2), (2, 3)):
        talked = NewFigure(
            world.unit("A1"), catalogue().by_code["talks"].id, "", 2020, number, Decimal(talks)
        )
        write_figures(figures=[talked])
    file_figures({**FULL, ("talks", ""): 4}, month=Month(2020, 3), confirmed=None)
    told = {cell: row.of_period for cell, row in rows(Month(2020, 3)).items()}
    assert told["talks", ""] == 9, "what happened in the quarter is added up"
    assert told["homes", ""] == 100, "a level is that of the last month"
    assert all(row.of_period is None for row in rows(APRIL).values()), "April ends nothing longer"
