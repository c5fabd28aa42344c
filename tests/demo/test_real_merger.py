"""The real event of 01/02/2020 on all 122 communes: prepared from its workbook, previewed, applied, undone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from nhip.apps.org import ground
from nhip.apps.rollups.progress import own_progress, read_facts
from nhip.core.access import OPERATOR
from nhip.core.periods import Month
from nhip.core.plans import TaskDraft
from nhip.core.progress import PROGRESS, in_period
from nhip.core.rollup import total
from nhip.core.units import Level
from nhip.cycle import planning, resolution_files, resolutions
from nhip.cycle.resolution_pages import resolution_page
from nhip.cycle.resolutions import ResolutionDraft
from nhip.demo.places import districts, resolution
from tests import world
from tests.demo.bac_kan import build_units

pytestmark = pytest.mark.django_db
TOLD = resolution(districts())
DAY = TOLD.effective_on
NOW = world.at(DAY)


@pytest.fixture
def prepared() -> int:
    build_units()
    lines = resolution_files.read_lines(resolution_files.workbook_of(TOLD.lines))
    draft = ResolutionDraft("06", DAY, TOLD.legal_basis, TOLD.note, lines)
    return resolutions.save_resolution(actor=OPERATOR, resolution_id=None, draft=draft, now=NOW)


def plan_totals() -> dict[str, list[tuple[int, int, int]]]:
    """District -> for each month from February: Σ weight, Σ weight × planned %, tasks, over its communes' plans."""
    facts, history = read_facts(2020), ground.current().history
    own = {unit: own_progress(facts, history, unit) for unit in history.levels}
    totals = {}
    for district in history.on(DAY).children(history.on(DAY).find("06")):
        months = []
        for number in range(2, 13):
            month = Month(2020, number)
            tree = history.on(history.cut_off(district, month))
            state = in_period(total(PROGRESS, [own[unit] for unit in tree.below(district)]), number - 1)
            months.append((state.all_weight, state.all_planned, state.tasks))
        totals[history.name_then(district, DAY)] = months
    return totals


def test_district_totals_of_plans_are_the_same_before_and_after_a_merger_inside_it(prepared: int) -> None:
    for district in districts():
        for index, place in enumerate(district.before):
            for weight in (1, 2 + index % 3):
                draft = TaskDraft(
                    f"Việc {weight}", "", date(2020, 1, 2), date(2020, 5 + index % 7, 28), weight
                )
                form = planning.TaskForm(draft, lead=place.code)
                planning.save_task(
                    actor=OPERATOR,
                    code=place.code,
                    year=2020,
                    task_id=None,
                    form=form,
                    now=world.at(date(2020, 1, 9)),
                )
            planning.submit_plan(actor=OPERATOR, code=place.code, year=2020, now=world.at(date(2020, 1, 10)))
    before = plan_totals()
    assert sum(months[0][2] for months in before.values()) == 2 * 122

    resolutions.apply_resolution(actor=OPERATOR, resolution_id=prepared, now=NOW)

    assert plan_totals() == before
    assert set(before) == {district.name for district in districts()}


def test_the_preview_tells_who_goes_where_with_shares_and_their_basis(prepared: int) -> None:
    page = resolution_page(actor=OPERATOR, resolution_id=prepared, now=NOW)
    assert page.preview is not None
    assert page.may_apply
    fates = {fate.before.name: fate for fate in page.preview.fates}
    van_hoc = fates["Xã Văn Học"]
    assert [(heir.unit.name, round(heir.share, 3), heir.assumed) for heir in van_hoc.heirs] == [
        ("Xã Văn Vũ", Decimal("0.843"), False),
        ("Xã Cường Lợi", Decimal("0.157"), False),
    ]
    assert van_hoc.heirs[0].basis
    assert all(heir.assumed for heir in fates["Xã Lương Hạ"].heirs)
    counts = {count.unit.name: (count.before, count.after) for count in page.preview.counts}
    assert counts["Tỉnh Bắc Kạn"] == (122, 108)
    assert counts["Huyện Na Rì"] == (22, 17)


def test_applied_there_are_122_on_the_eve_and_108_on_the_day_and_undone_122_again(prepared: int) -> None:
    def communes(on: date) -> int:
        tree = ground.current().history.on(on)
        return sum(tree.level(unit) is Level.COMMUNE for unit in tree.below(tree.find("06")))

    assert (communes(DAY - timedelta(days=1)), communes(DAY)) == (122, 122)
    resolutions.apply_resolution(actor=OPERATOR, resolution_id=prepared, now=NOW)
    assert (communes(DAY - timedelta(days=1)), communes(DAY)) == (122, 108)
    assert ground.current().history.on(DAY).name(world.unit("02137", DAY)) == "Xã Văn Vũ"
    assert (
        ground.current().history.on(DAY - timedelta(1)).name(world.unit("02137", DAY - timedelta(1)))
        == "Xã Vũ Loan"
    )
    resolutions.undo_resolution(actor=OPERATOR, resolution_id=prepared, now=NOW)
    assert communes(DAY) == 122
