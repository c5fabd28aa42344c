from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.org import ground
from nhip.apps.org import reorganising as reorg
from nhip.apps.org import services as org
from nhip.apps.org.facts import NewUnit
from nhip.apps.org.models import Placement, Unit
from nhip.apps.org.queries import unit_lines, units_page
from nhip.core.access import OPERATOR
from nhip.core.errors import NotAllowed, RuleBroken, UnknownUnit
from nhip.core.units import Level
from nhip.cycle import reorganising
from tests import world

pytestmark = pytest.mark.django_db
JUNE = date(2020, 6, 1)


def codes(on: date, under: str = "P") -> set[str]:
    return {line.code for line in unit_lines(actor=OPERATOR, on=on, under=under)}


def test_the_tree_is_that_of_the_day_asked_for() -> None:
    assert {"A2", "A3"} <= codes(date(2020, 1, 31))
    assert "A9" not in codes(date(2020, 1, 31))
    assert {"A2", "A3", "A9"} & codes(world.MERGER) == {"A9"}


def test_parents_come_before_children() -> None:
    seen = set[str]()
    for line in unit_lines(actor=OPERATOR, on=world.TODAY, under="P"):
        assert line.code == "P" or line.parent in seen
        seen.add(line.code)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UnknownUnit):
        unit_lines(actor=OPERATOR, on=world.TODAY, under="A2")


def test_the_tree_is_read_by_one_statement_while_nothing_changes(django_assert_num_queries: "object") -> None:
    ground.current()
    with django_assert_num_queries(1):  # type: ignore[operator]
        unit_lines(actor=OPERATOR, on=world.TODAY)


def test_a_code_in_use_is_refused_and_nothing_is_stored() -> None:
    before = Unit.objects.count()
    with pytest.raises(RuleBroken, match="Xã Ánh"):
        org.add_unit(actor=OPERATOR, new=NewUnit(Level.COMMUNE, "Xã Mới", "A1", "A", JUNE), now=world.NOW)
    assert Unit.objects.count() == before


@pytest.mark.parametrize("code", ["", "a b", "mã", "x" * 21, ".A1", "-A1"])
def test_a_code_that_addresses_cannot_carry_is_refused(code: str) -> None:
    with pytest.raises(RuleBroken, match="Mã đơn vị"):
        org.add_unit(actor=OPERATOR, new=NewUnit(Level.COMMUNE, "Xã Mới", code, "A", JUNE), now=world.NOW)


def test_moving_a_unit_keeps_where_it_stood_before() -> None:
    reorganising.place_unit(actor=OPERATOR, code="A1", parent="B", starts_on=JUNE, now=world.NOW)
    history = ground.current().history
    assert history.on(date(2020, 5, 31)).line(world.unit("A1")).parent == "A"
    assert history.on(JUNE).line(world.unit("A1")).parent == "B"


def test_overlapping_placements_are_refused() -> None:
    with pytest.raises(RuleBroken, match="chồng lên"):
        org.place_unit(actor=OPERATOR, code="A1", parent="B", starts_on=world.START, now=world.NOW)
    assert Placement.objects.filter(unit=world.unit("A1")).count() == 1


def test_a_cycle_in_the_tree_is_refused() -> None:
    org.add_unit(actor=OPERATOR, new=NewUnit(Level.OFFICE, "Tổ", "A.TO", "A.PDT", JUNE), now=world.NOW)
    with pytest.raises(RuleBroken, match="vòng tròn"):
        org.place_unit(actor=OPERATOR, code="A.PDT", parent="A.TO", starts_on=date(2020, 7, 1), now=world.NOW)


def test_a_rename_leaves_the_old_name_to_the_days_before() -> None:
    org.rename_unit(actor=OPERATOR, code="A1", name="Xã  Ánh Sáng", starts_on=JUNE, now=world.NOW)
    history = ground.current().history
    assert history.on(date(2020, 5, 31)).name(world.unit("A1")) == "Xã Ánh"
    assert history.on(JUNE).name(world.unit("A1")) == "Xã Ánh Sáng"


def test_a_division_needs_shares_that_add_up_to_one_and_changes_nothing_else() -> None:
    change = reorg.Change(
        JUNE,
        "NQ",
        (
            reorg.PartOfChange("A1", "A9", Decimal("0.6")),
            reorg.PartOfChange("A1", "B1", Decimal("0.3")),
        ),
    )
    with pytest.raises(RuleBroken, match="cộng lại bằng 1"):
        reorganising.reorganise(actor=OPERATOR, change=change, now=world.NOW)
    assert "A1" in codes(JUNE)


def test_a_unit_may_live_on_with_a_part_of_itself() -> None:
    change = reorg.Change(
        JUNE,
        "NQ",
        (
            reorg.PartOfChange("A1", None, Decimal("0.7")),
            reorg.PartOfChange("A1", "A9", Decimal("0.3"), "dân số"),
        ),
    )
    reorganising.reorganise(actor=OPERATOR, change=change, now=world.NOW)
    assert "A1" in codes(JUNE)
    assert ground.current().history.main_successor(world.unit("A1"), JUNE) == world.unit("A1")


def test_a_code_may_pass_to_the_successor_on_the_day_of_the_merger() -> None:
    new = NewUnit(Level.COMMUNE, "Xã Ánh Đông", "A1", "A", JUNE, reports=True)
    change = reorg.Change(JUNE, "NQ", (reorg.PartOfChange("A1", "A1"),), begins=(new,))
    old = world.unit("A1")
    reorganising.reorganise(actor=OPERATOR, change=change, now=world.NOW)
    assert world.unit("A1", JUNE) != old
    assert ground.current().history.main_successor(old, JUNE) == world.unit("A1", JUNE)


def test_a_unit_with_units_below_it_is_not_merged_away() -> None:
    with pytest.raises(RuleBroken, match="còn đơn vị trực thuộc"):
        reorganising.reorganise(
            actor=OPERATOR, change=reorg.Change(JUNE, "NQ", (reorg.PartOfChange("B", "A"),)), now=world.NOW
        )


def test_who_does_not_arrange_units_changes_nothing() -> None:
    for login in ("officer.a1", "leader.a", "auditor.p", "admin.p"):
        new = NewUnit(Level.COMMUNE, "Xã Mới", "Q9", "C", JUNE)
        with pytest.raises(NotAllowed):
            org.add_unit(actor=world.person(login), new=new, now=world.NOW)


def test_an_administrator_arranges_the_own_subtree_and_it_is_recorded() -> None:
    new = NewUnit(Level.COMMUNE, "Xã Mới", "B9", "B", JUNE, reports=True)
    org.add_unit(actor=world.person("admin.p"), new=new, now=world.NOW)
    kept = AuditRecord.objects.latest("sequence")
    assert (kept.act, kept.role, kept.person_name) == ("add_unit", "administrator", "Chức danh admin.p")
    assert kept.business_day == world.TODAY


def test_the_units_page_shows_the_own_subtree_and_what_became_of_whom() -> None:
    page = units_page(actor=world.person("leader.a"), on=world.TODAY)
    assert Counter(row.line.level.value for row in page.rows) == {"district": 1, "commune": 2, "office": 1}
    merged = next(row for row in page.rows if row.line.code == "A9")
    assert merged.former == ("Xã Ân", "Xã Bình")
    assert page.events[0].sources == ("Xã Ân", "Xã Bình")


def test_facts_are_not_kept_from_a_change_that_was_rolled_back() -> None:
    before = ground.current()
    with pytest.raises(RuleBroken):
        org.place_unit(actor=OPERATOR, code="A1", parent="B", starts_on=world.START, now=world.NOW)
    assert ground.current().history.placements == before.history.placements


@pytest.mark.parametrize(
    "change",
    [
        reorg.Change(JUNE, "NQ", (reorg.PartOfChange("A1", "C1"),)),
        reorg.Change(
            JUNE,
            "NQ",
            (reorg.PartOfChange("A1", "Q1"),),
            begins=(NewUnit(Level.COMMUNE, "Xã Ngoài", "Q1", "C", JUNE),),
        ),
        reorg.Change(JUNE, "NQ", (reorg.PartOfChange("A1", "A9"),), new_codes=(("C1", "C2"),)),
        reorg.Change(JUNE, "NQ", (reorg.PartOfChange("C1", "A9"),)),
    ],
    ids=["target", "new unit's parent", "code", "source"],
)
def test_an_administrator_reorganises_only_what_is_within_reach_on_every_side(change: reorg.Change) -> None:
    with pytest.raises(NotAllowed):
        reorganising.reorganise(actor=world.person("admin.p"), change=change, now=world.NOW)
    assert {"A1", "C1"} <= codes(JUNE, "VN")
    inside = reorg.Change(JUNE, "NQ", (reorg.PartOfChange("A1", "B1"),))
    reorganising.reorganise(actor=world.person("admin.p"), change=inside, now=world.NOW)
