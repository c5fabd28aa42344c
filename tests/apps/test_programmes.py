"""Programmes and policies: the shipped list, dated acts, what units do for them, counts of beneficiaries."""

import copy
from datetime import date
from decimal import Decimal

import pytest

from nhip.apps.audit.models import AuditRecord
from nhip.apps.programmes.models import BeneficiaryCount, BeneficiaryKind, LegalAct, Programme
from nhip.apps.programmes.queries import shipped_programmes
from nhip.apps.programmes.services import count_beneficiaries, load_programmes
from nhip.core.access import OPERATOR
from nhip.core.errors import NotAllowed, NotFound, RuleBroken
from nhip.core.plans import TaskDraft
from nhip.core.programmes import in_force
from nhip.cycle import planning
from nhip.cycle.programme_pages import programme_list, programme_page
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_programmes(actor=OPERATOR, told=shipped_programmes(), now=world.NOW)


def test_the_shipped_list_has_the_policies_of_2019_and_2020_with_sources() -> None:
    codes = set(Programme.objects.values_list("code", flat=True))
    assert {"CT135", "QD2085", "QD2086", "QD12", "QD498", "QD1898"} <= codes
    assert shipped_programmes()["sources"]
    for programme in Programme.objects.all():
        assert programme.acts.exists(), programme.code
        assert programme.applies_to, programme.code
        assert programme.funding.exists(), programme.code


def test_loading_again_changes_nothing_and_a_changed_entry_is_recorded() -> None:
    records = AuditRecord.objects.count()
    assert load_programmes(actor=OPERATOR, told=shipped_programmes(), now=world.NOW) == 0
    assert AuditRecord.objects.count() == records
    changed = copy.deepcopy(dict(shipped_programmes()))
    changed["programmes"][0]["name"] = "Chương trình 135"
    changed["programmes"][0]["acts"].pop()
    assert load_programmes(actor=OPERATOR, told=changed, now=world.NOW) == 1
    assert Programme.objects.get(code="CT135").name == "Chương trình 135"


def test_a_list_of_another_shape_is_refused_and_only_the_operator_loads() -> None:
    with pytest.raises(RuleBroken, match="acts"):
        load_programmes(actor=OPERATOR, told={"programmes": [{"code": "X"}]}, now=world.NOW)
    with pytest.raises(NotAllowed):
        load_programmes(actor=world.person("admin.p"), told=shipped_programmes(), now=world.NOW)
    assert not Programme.objects.filter(code="X").exists()


@pytest.mark.parametrize("code", ["", "a b", "mã", "x" * 21, ".A", "a/b"])
def test_a_code_that_addresses_cannot_carry_is_refused(code: str) -> None:
    told = copy.deepcopy(dict(shipped_programmes()))
    told["programmes"][0]["code"] = code
    with pytest.raises(RuleBroken, match="Mã chương trình"):
        load_programmes(actor=OPERATOR, told=told, now=world.NOW)


def test_the_act_in_force_is_that_of_the_day() -> None:
    acts = list(LegalAct.objects.filter(programme__code="QD12"))
    assert [act.number for act in in_force(acts, date(2017, 1, 1))] == ["18/2011/QĐ-TTg"]
    assert [act.number for act in in_force(acts, date(2020, 1, 1))] == ["12/2018/QĐ-TTg"]
    assert [act.superseded_by for act in in_force(acts, date(2020, 1, 1))] == ["28/2023/QĐ-TTg"]


def task(code: str, by: str, budget: int, *, outside: bool = True) -> int:
    draft = TaskDraft("Việc", "", date(2020, 1, 2), date(2020, 5, 1), 1, Decimal(budget))
    programme = Programme.objects.get(code="CT135").pk
    form = planning.TaskForm(draft, lead=code, programme_id=programme, is_outside_plan=outside)
    return planning.save_task(
        actor=world.person(by), code=code, year=2020, task_id=None, form=form, now=world.NOW
    )


def test_tasks_and_money_stand_with_the_units_under_the_readers_and_add_up() -> None:
    task("A1", "officer.a1", 100)
    task("A9", "officer.a9", 20)
    task("B1", "officer.b1", 3)
    task("C1", "officer.c1", 4000)
    page = programme_page(actor=world.person("leader.p"), code="CT135", year=2020, today=world.TODAY)
    assert [(one.unit.code, one.tasks, one.overdue, one.budget) for one in page.shares] == [
        ("A", 2, 2, Decimal(120)),
        ("B", 1, 1, Decimal(3)),
    ]
    assert (page.total.tasks, page.total.budget) == (3, Decimal(123))
    row = next(
        row
        for row in programme_list(actor=world.person("leader.a"), year=2020, today=world.TODAY)
        if row.code == "CT135"
    )
    assert (row.tasks, row.budget) == (2, Decimal(120))


def test_a_task_of_a_plan_that_was_never_submitted_does_not_count() -> None:
    task("A", "leader.a", 50, outside=False)
    page = programme_page(actor=world.person("leader.a"), code="CT135", year=2020, today=world.TODAY)
    assert page.total.tasks == 0


def test_beneficiaries_are_counts_by_unit_that_add_up_and_follow_a_merger() -> None:
    kind = BeneficiaryKind.objects.get(programme__code="CT135", name="hộ nghèo")
    for code, login, count in (("A1", "officer.a1", 40), ("B1", "officer.b1", 7)):
        count_beneficiaries(
            actor=world.person(login), code=code, kind_id=kind.pk, year=2020, count=count, now=world.NOW
        )
    BeneficiaryCount.objects.create(kind=kind, unit_id=world.unit("A2", world.START), year=2020, count=5)
    page = programme_page(actor=world.person("leader.p"), code="CT135", year=2020, today=world.TODAY)
    column = [one.name for one in page.kinds].index("hộ nghèo")
    assert {one.unit.code: one.beneficiaries[column].number for one in page.shares} == {"A": 45, "B": 7}
    assert page.kinds[column].total == 52


@pytest.mark.parametrize("count", [None, -1, 10_000_001])
def test_a_count_that_cannot_be_is_refused(count: int | None) -> None:
    kind = BeneficiaryKind.objects.first()
    assert kind is not None
    with pytest.raises(RuleBroken):
        count_beneficiaries(
            actor=world.person("officer.a1"),
            code="A1",
            kind_id=kind.pk,
            year=2020,
            count=count,
            now=world.NOW,
        )


def test_others_do_not_count_for_a_unit() -> None:
    kind = BeneficiaryKind.objects.first()
    assert kind is not None
    for login in ("officer.a", "auditor.p", "leader.q"):
        with pytest.raises(NotAllowed):
            count_beneficiaries(
                actor=world.person(login), code="A1", kind_id=kind.pk, year=2020, count=1, now=world.NOW
            )
    with pytest.raises(NotFound):
        count_beneficiaries(
            actor=world.person("officer.a1"), code="A1", kind_id=0, year=2020, count=1, now=world.NOW
        )
