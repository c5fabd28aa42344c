"""A reorganisation on its way: prepared, seen as it will be, applied on its day, undone until confirmed."""

from datetime import date
from decimal import Decimal

import pytest

from nhip.apps.accounts.models import RoleGrant
from nhip.apps.org import ground
from nhip.apps.org import models as org
from nhip.apps.rollups.models import ProgressRollup
from nhip.apps.rollups.refreshing import drain
from nhip.apps.tasks.models import Assignment
from nhip.core.access import OPERATOR, Actor, Role
from nhip.core.errors import Conflict, NhipError, NotAllowed, RuleBroken, RulesBroken
from nhip.core.periods import Month
from nhip.core.resolutions import Kind, Line, ResolutionState
from nhip.core.units import Level
from nhip.cycle import resolution_files, resolutions
from nhip.cycle.resolution_pages import resolution_list, resolution_page
from nhip.cycle.resolutions import ResolutionDraft
from nhip.xlsx.writing import SheetOut, write_workbook
from tests import world
from tests.shared_tasks import assigned

pytestmark = pytest.mark.django_db
DAY = world.TODAY
MERGE = (
    Line(Kind.BEGIN, "A8", "A", "Xã Ánh Bình", Level.COMMUNE, reports=True),
    Line(Kind.MERGE, "A1", "A8"),
    Line(Kind.MERGE, "A9", "A8"),
)


def admin() -> Actor:
    return world.person("admin.p")


def prepared(*lines: Line, on: date = DAY, actor: Actor | None = None, moves_people: bool = True) -> int:
    draft = ResolutionDraft("P", on, "Nghị quyết 12 ngày 01/05/2020", "", lines or MERGE, moves_people)
    return resolutions.save_resolution(actor=actor or admin(), resolution_id=None, draft=draft, now=world.NOW)


def apply(one: int, actor: Actor | None = None) -> None:
    resolutions.apply_resolution(actor=actor or admin(), resolution_id=one, now=world.NOW)


def undo(one: int) -> None:
    resolutions.undo_resolution(actor=admin(), resolution_id=one, now=world.NOW)


def stored() -> dict[str, list[object]]:
    """Everything a reorganisation touches, as plain values."""
    tables = (*resolutions.ORG_TABLES, RoleGrant, Assignment)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


def rolled_up() -> list[tuple[object, ...]]:
    return list(ProgressRollup.objects.order_by("unit", "year").values_list("unit", "year", "states"))


def test_the_preview_is_what_happens_and_changes_nothing() -> None:
    task = assigned(lead="A1", coordinating=())
    one = prepared()
    before = stored()
    page = resolution_page(actor=admin(), resolution_id=one, now=world.NOW)
    assert stored() == before
    assert page.preview is not None
    fates = {fate.before.code: fate for fate in page.preview.fates}
    assert [heir.unit.name for heir in fates["A1"].heirs] == ["Xã Ánh Bình"]
    assert fates["A1"].open_parts == 3
    assert fates["A1"].people == ("Chức danh officer.a1",)
    assert [unit.code for unit in page.preview.begun] == ["A8"]
    count = next(count for count in page.preview.counts if count.unit.code == "A")
    assert (count.before, count.after) == (2, 1)
    apply(one)
    assert page.preview.parts == Assignment.objects.filter(unit=world.unit("A8")).count()
    assert Assignment.objects.get(task=task, ends_before=None).unit_id == world.unit("A8")


def test_roles_move_to_the_heir_or_end_as_chosen() -> None:
    apply(prepared())
    officer = world.person("officer.a1")
    assert [grant.unit for grant in officer.grants] == [world.unit("A8")]
    two = prepared(Line(Kind.DISSOLVE, "B1"), moves_people=False)
    apply(two)
    assert world.person("officer.b1").grants == ()


def test_applied_and_undone_everything_is_as_it_was() -> None:
    drain(now=world.NOW)
    before, board = (
        stored(),
        rolled_up(),
    )
    one = prepared(
        *MERGE,
        Line(Kind.RENAME, "B", name="Huyện Bắc Mới"),
        Line(Kind.MOVE, "A.PDT", "B"),
        Line(Kind.RECODE, "B1", "B7"),
        Line(Kind.DISSOLVE, "P.STC"),
    )
    apply(one)
    drain(now=world.NOW)
    assert stored() != before
    undo(one)
    drain(now=world.NOW)
    assert stored() == before
    assert rolled_up() == board
    assert org.Resolution.objects.get(pk=one).state == ResolutionState.UNDONE


def test_nothing_is_applied_twice_or_undone_twice() -> None:
    one = prepared()
    apply(one)
    with pytest.raises(RuleBroken, match="đã áp dụng"):
        apply(one)
    undo(one)
    for act in (undo, apply):
        with pytest.raises(RuleBroken, match="đã hoàn tác"):
            act(one)


def test_after_confirmation_nothing_is_undone() -> None:
    one = prepared()
    with pytest.raises(RuleBroken, match="chưa áp dụng"):
        resolutions.confirm_resolution(actor=admin(), resolution_id=one, now=world.NOW)
    apply(one)
    resolutions.confirm_resolution(actor=admin(), resolution_id=one, now=world.NOW)
    with pytest.raises(RuleBroken, match="đã xác nhận"):
        undo(one)


def test_a_report_filed_since_keeps_the_reorganisation_and_is_named() -> None:
    one = prepared()
    apply(one)
    world.hire("officer.a8", Role.OFFICER, "A8", starts_on=DAY)
    world.file("A8", Month(2020, 6), 10, now=world.at(date(2020, 6, 20)))
    with pytest.raises(RuleBroken, match=r"Xã Ánh Bình.*6/2020"):
        undo(one)


def test_what_was_changed_or_added_since_keeps_the_reorganisation() -> None:
    one = prepared()
    apply(one)
    world.hire("new.a8", Role.OFFICER, "A8", starts_on=DAY)
    with pytest.raises(RuleBroken, match="đã thay đổi"):
        undo(one)
    RoleGrant.objects.filter(person__username="new.a8").delete()
    part = Assignment.objects.filter(unit=world.unit("A8")).first()
    assert part is not None
    part.work = "Việc khác"
    part.save()
    with pytest.raises(RuleBroken, match="đã thay đổi"):
        undo(one)


def test_it_is_applied_on_its_day_and_not_before() -> None:
    one = prepared(on=date(2020, 5, 21))
    with pytest.raises(RuleBroken, match="có hiệu lực từ"):
        apply(one)
    assert not resolution_page(actor=admin(), resolution_id=one, now=world.NOW).may_apply


def test_wrong_lines_are_kept_told_by_line_and_not_applied() -> None:
    one = prepared(
        MERGE[0], Line(Kind.MERGE, "A1", "A1"), Line(Kind.DIVIDE, "A9", "A8", share=Decimal("0.6"))
    )
    page = resolution_page(actor=admin(), resolution_id=one, now=world.NOW)
    assert sorted(page.refusals) == ["line-2", "line-3"]
    assert page.preview is None
    with pytest.raises(RulesBroken):
        apply(one)


def test_what_only_the_whole_shows_is_told_too() -> None:
    orphan = prepared(Line(Kind.DISSOLVE, "B"))
    page = resolution_page(actor=admin(), resolution_id=orphan, now=world.NOW)
    assert "Xã Đông" in str(page.refusals["lines"])
    moved = prepared(Line(Kind.DISSOLVE, "B"), Line(Kind.MOVE, "B1", "A"))
    assert resolution_page(actor=admin(), resolution_id=moved, now=world.NOW).preview


def test_a_dissolved_units_open_tasks_go_to_the_unit_above() -> None:
    task = assigned(lead="B1", coordinating=())
    apply(prepared(Line(Kind.DISSOLVE, "B1")))
    assert Assignment.objects.get(task=task, ends_before=None).unit_id == world.unit("B")
    assert world.unit("B1", date(2020, 5, 19)) not in ground.current().history.on(DAY)


def test_names_and_places_are_those_of_the_day() -> None:
    apply(prepared(Line(Kind.RENAME, "B", name="Huyện Bắc Mới"), Line(Kind.MOVE, "B1", "A")))
    history = ground.current().history
    unit, moved = world.unit("B"), world.unit("B1")
    assert history.name_then(unit, date(2020, 5, 19)) == "Huyện Bắc"
    assert history.name_then(unit, DAY) == "Huyện Bắc Mới"
    assert history.on(date(2020, 5, 19)).parent(moved) == unit
    assert history.on(DAY).parent(moved) == world.unit("A")


def test_only_administrators_within_reach_prepare_see_and_apply() -> None:
    one = prepared()
    world.hire("admin.a", Role.ADMINISTRATOR, "A")
    world.hire("admin.q", Role.ADMINISTRATOR, "Q")
    for login in ("leader.p", "auditor.p", "admin.q", "admin.a"):
        with pytest.raises(NotAllowed):
            resolution_page(actor=world.person(login), resolution_id=one, now=world.NOW)
        with pytest.raises(NotAllowed):
            apply(one, world.person(login))
    draft = ResolutionDraft("A", DAY, "NQ", "", (Line(Kind.MERGE, "A1", "B1"),))
    beyond = resolutions.save_resolution(
        actor=world.person("admin.a"), resolution_id=None, draft=draft, now=world.NOW
    )
    with pytest.raises(NhipError):
        apply(beyond, world.person("admin.a"))
    assert [line.id for line in resolution_list(actor=world.person("admin.a"), today=DAY)] == [beyond]
    with pytest.raises(NotAllowed):
        resolution_list(actor=world.person("leader.p"), today=DAY)


def test_two_who_change_the_same_lines_do_not_overwrite_each_other() -> None:
    one = prepared()
    draft = ResolutionDraft("P", DAY, "NQ mới", "", MERGE, version=1)
    resolutions.save_resolution(actor=admin(), resolution_id=one, draft=draft, now=world.NOW)
    with pytest.raises(Conflict):
        resolutions.save_resolution(actor=admin(), resolution_id=one, draft=draft, now=world.NOW)


def test_lines_travel_as_a_workbook_and_wrong_cells_are_named() -> None:
    lines = (*MERGE, Line(Kind.DIVIDE, "A2", "A8", share=Decimal("0.852"), basis="dân số", assumed=True))
    assert resolution_files.read_lines(resolution_files.workbook_of(lines)) == lines
    template = resolution_files.workbook_of(())
    assert resolution_files.read_lines(template) == ()
    wrong = write_workbook(
        [SheetOut("A", ["Việc", "Mã đơn vị", "Phần"], [["Sát nhập", "A1", ""], ["Chia cho", "A1", "x"]])]
    )
    with pytest.raises(RulesBroken) as refused:
        resolution_files.read_lines(wrong)
    assert sorted(refused.value.refusals) == ["A2", "C3"]


def test_the_operator_may_do_it_all() -> None:
    one = prepared(actor=OPERATOR)
    apply(one, OPERATOR)
    resolutions.confirm_resolution(actor=OPERATOR, resolution_id=one, now=world.NOW)
