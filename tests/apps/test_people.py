"""Accounts: invited, given roles, delegated to, handed over and locked, each with its record and its refusals."""

from datetime import date, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from nhip.apps.accounts import codes, reach, second_factor, services
from nhip.apps.accounts.codes import Invitation, Seat
from nhip.apps.accounts.directory import PersonState, Wanted, directory, person_page
from nhip.apps.accounts.models import OneTimeCode, Person, RoleGrant
from nhip.apps.audit.models import AuditRecord
from nhip.apps.org import ground
from nhip.core.access import OPERATOR, Role
from nhip.core.errors import NotAllowed, NotFound, RuleBroken
from nhip.core.periods import Month
from tests import world

pytestmark = pytest.mark.django_db
TODAY, NOW = world.TODAY, world.NOW
MAY = Month(2020, 5)
LATER = date(2020, 6, 1)
NEW_PASSWORD = "mot-cau-ngan-de-nho"


def pk(login: str) -> int:
    return Person.objects.get(username=login).pk


def grant_of(login: str) -> RoleGrant:
    return RoleGrant.objects.get(person__username=login)


def invite(login: str = "xa.moi", unit: str = "A1", **changes: object) -> codes.Issued:
    given = {"office": "Công chức xã Ánh", "email": "", "seats": (Seat(unit, Role.OFFICER, TODAY),)} | changes
    invitation = Invitation(login, **given)  # type: ignore[arg-type]
    return codes.invite(actor=world.person("admin.p"), invitation=invitation, now=NOW, moment=timezone.now())


def use(code: str, password: str = NEW_PASSWORD, *, days: int = 0) -> str:
    moment = timezone.now() + timedelta(days=days)
    return codes.use_code(digest=codes.digest_of(code), password=password, now=NOW, moment=moment)


# --- Invitations and codes ----------------------------------------------------------------------------------


def test_who_is_invited_sets_their_own_password_with_a_code_that_works_once() -> None:
    issued = invite()
    person = Person.objects.get(username="xa.moi")
    assert not person.has_usable_password()

    assert use(issued.code) == "xa.moi"

    person.refresh_from_db()
    assert person.check_password(NEW_PASSWORD)
    with pytest.raises(RuleBroken):
        use(issued.code)


def test_neither_the_code_nor_a_password_is_stored_or_recorded() -> None:
    issued = invite()
    use(issued.code)

    kept = str(list(OneTimeCode.objects.values())) + str(list(AuditRecord.objects.values()))
    for secret in (issued.code, issued.code.replace("-", ""), NEW_PASSWORD):
        assert secret not in kept
    assert {"invite_person", "grant_role", "issue_code", "accept_invitation"} <= set(
        AuditRecord.objects.values_list("act", flat=True)
    )


def test_a_code_expires_by_real_time_and_a_new_one_ends_the_old_one() -> None:
    issued = invite()
    with pytest.raises(RuleBroken):
        use(issued.code, days=7)
    again = codes.issue_code(
        actor=world.person("admin.p"), person_id=pk("xa.moi"), by_email=False, now=NOW, moment=timezone.now()
    )
    with pytest.raises(RuleBroken):
        use(issued.code)
    codes.withdraw_code(actor=world.person("admin.p"), person_id=pk("xa.moi"), now=NOW, moment=timezone.now())
    with pytest.raises(RuleBroken):
        use(again.code)


def test_a_code_of_a_locked_account_does_not_work_and_a_weak_password_does_not_use_it_up() -> None:
    issued = invite()
    with pytest.raises(RuleBroken, match="Mật khẩu chưa đạt"):
        use(issued.code, "123456")
    services.deactivate(actor=OPERATOR, person_id=pk("xa.moi"), now=NOW)
    with pytest.raises(RuleBroken):
        use(issued.code)


@override_settings(SENDS_MAIL=True)
def test_an_address_is_proven_by_a_code_that_was_sent_there_only() -> None:
    use(invite(email="xa.moi@example.vn").code)
    use(invite("xa.khac", email="xa.khac@example.vn", is_printed=True).code)

    proven = dict(Person.objects.filter(username__startswith="xa.").values_list("username", "email_proven"))
    assert proven == {"xa.moi": True, "xa.khac": False}
    services.change_person(
        actor=OPERATOR, person_id=pk("xa.moi"), office="Công chức", email="khac@example.vn", now=NOW
    )
    assert not Person.objects.get(username="xa.moi").email_proven


@pytest.mark.parametrize(
    ("login", "unit", "changes"),
    [
        ("officer.a1", "A1", {}),
        ("Xã Mới", "A1", {}),
        ("xa.moi", "A1", {"office": ""}),
        ("xa.moi", "A1", {"email": "khong phai"}),
        ("xa.moi", "A1", {"seats": ()}),
        ("xa.moi", "A2", {"seats": (Seat("A2", Role.OFFICER, TODAY),)}),
        ("xa.moi", "A1", {"seats": (Seat("A1", Role.OFFICER, TODAY, TODAY),)}),
    ],
    ids=["taken", "letters", "no office", "no address", "no role", "unit out of force", "no day"],
)
def test_a_wrong_invitation_leaves_nothing(login: str, unit: str, changes: dict[str, object]) -> None:
    before = Person.objects.count()
    with pytest.raises(RuleBroken):
        invite(login, unit, **changes)
    assert Person.objects.count() == before


def test_nobody_invites_to_units_beyond_their_reach() -> None:
    with pytest.raises(NotAllowed):
        invite(unit="C1", seats=(Seat("C1", Role.OFFICER, TODAY),))
    for login in ("leader.a", "officer.a", "auditor.p"):
        with pytest.raises(NotAllowed):
            codes.invite(
                actor=world.person(login),
                invitation=Invitation("xa.moi", "Xã", "", (Seat("A1", Role.OFFICER, TODAY),)),
                now=NOW,
                moment=timezone.now(),
            )


# --- Whom an administrator reaches --------------------------------------------------------------------------


def test_people_of_another_province_are_not_there() -> None:
    for login in ("leader.q", "officer.c1"):
        with pytest.raises(NotFound):
            person_page(
                actor=world.person("admin.p"), person_id=pk(login), today=TODAY, moment=timezone.now()
            )


def test_an_administrator_of_a_district_does_not_settle_an_account_of_the_province() -> None:
    """Else they could print a code for the province's leader, who also holds a role in the district."""
    world.hire("admin.a", Role.ADMINISTRATOR, "A")
    world.hire("leader.p", Role.OFFICER, "A1")
    actor = world.person("admin.a")
    page = person_page(actor=actor, person_id=pk("leader.p"), today=TODAY, moment=timezone.now())
    assert [row.unit for row in page.roles] == ["Xã Ánh"]
    assert not page.may_settle
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        codes.issue_code(
            actor=actor, person_id=pk("leader.p"), by_email=False, now=NOW, moment=timezone.now()
        )
    for settle in (services.deactivate, second_factor.reset_second_factor):
        with pytest.raises(RuleBroken, match="ngoài phạm vi"):
            settle(actor=actor, person_id=pk("leader.p"), now=NOW)


def test_nobody_gives_roles_to_themselves_or_locks_themselves_out() -> None:
    actor = world.person("admin.p")
    with pytest.raises(RuleBroken, match="chính mình"):
        services.grant_role(
            actor=actor, login="admin.p", unit="P", role=Role.LEADER, starts_on=TODAY, now=NOW
        )
    with pytest.raises(RuleBroken, match="chính mình"):
        services.deactivate(actor=actor, person_id=pk("admin.p"), now=NOW)


def test_the_list_shows_those_within_reach_by_unit_and_narrows() -> None:
    invite("xa.cho")
    services.deactivate(actor=OPERATOR, person_id=pk("auditor.p"), now=NOW)

    def logins(actor: str = "admin.p", **wanted: str) -> tuple[list[str], list[str]]:
        page = directory(
            actor=world.person(actor), wanted=Wanted(**wanted), today=TODAY, moment=timezone.now()
        )
        return [one.login for one in page.rows], [one.login for one in page.former]

    rows, former = logins()
    assert rows[:2] == ["admin.p", "leader.p"]
    assert {"leader.q", "officer.c1"}.isdisjoint(rows)
    assert former == ["auditor.p", "officer.a2", "officer.a3"]
    assert logins(unit="B") == (["leader.b", "officer.b1"], [])
    assert logins(text="chuc danh OFFICER.A1")[0] == ["officer.a1"]
    assert logins(role="leader")[0] == ["leader.p", "leader.a", "leader.b"]
    assert logins(state=PersonState.INVITED.value)[0] == ["xa.cho"]
    with pytest.raises(NotAllowed):
        logins(unit="C")
    with pytest.raises(NotAllowed):
        logins("leader.p")


# --- The last administrator ---------------------------------------------------------------------------------


def end_administrator(login: str) -> None:
    grant = RoleGrant.objects.get(person__username=login, role="administrator")
    services.end_grant(
        actor=OPERATOR, person_id=grant.person_id, grant_id=grant.pk, ends_before=LATER, now=NOW
    )


def test_the_last_administrator_stays_until_there_is_another_who_can_sign_in() -> None:
    with pytest.raises(RuleBroken, match="quản trị cuối cùng"):
        end_administrator("admin.p")
    with pytest.raises(RuleBroken, match="quản trị cuối cùng"):
        services.deactivate(actor=OPERATOR, person_id=pk("admin.p"), now=NOW)
    invited = invite("qt.moi", "P", seats=(Seat("P", Role.ADMINISTRATOR, TODAY),))
    with pytest.raises(RuleBroken, match="quản trị cuối cùng"):
        end_administrator("admin.p")
    use(invited.code)

    end_administrator("admin.p")

    with pytest.raises(RuleBroken, match="quản trị cuối cùng"):
        end_administrator("qt.moi")


def test_an_administrator_below_goes_while_the_province_has_one() -> None:
    world.hire("admin.a", Role.ADMINISTRATOR, "A")
    end_administrator("admin.a")


# --- A unit out of force ------------------------------------------------------------------------------------


def test_no_role_is_given_at_a_unit_that_is_gone_or_beyond_its_end() -> None:
    with pytest.raises(RuleBroken):
        services.grant_role(
            actor=OPERATOR, login="officer.b1", unit="A2", role=Role.OFFICER, starts_on=TODAY, now=NOW
        )
    history = ground.current().history
    assert reach.tree_of(history, world.unit("A2", world.START), TODAY).on == world.MERGER - timedelta(days=1)
