"""Rules about people's accounts; docs/rules/people.md tells them in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nhip.core.access import (
    Act,
    Actor,
    Grant,
    Principal,
    Role,
    check_another,
    deciders,
    grant_for,
    is_own_work,
    require,
)
from nhip.core.errors import NotAllowed, RuleBroken
from nhip.core.people import (
    ALPHABET,
    Administers,
    CodeRule,
    CodeState,
    DelegationDraft,
    Purpose,
    SecondFactorRule,
    check_administrator_stays,
    check_delegation,
    check_email,
    check_end,
    check_grant,
    check_login,
    check_office,
    code_rule,
    code_state,
    needs_second_factor,
    read_code,
    write_code,
)
from nhip.core.periods import Span
from nhip.core.units import Coded, History, Level, Named, Placed, Tree

TODAY = date(2020, 5, 20)
SINCE = Span(date(2019, 1, 1))
PROVINCE, DISTRICT, COMMUNE, OTHER = 1, 2, 3, 4


@pytest.fixture(scope="module")
def tree() -> Tree:
    parents = {PROVINCE: None, DISTRICT: PROVINCE, COMMUNE: DISTRICT, OTHER: None}
    return History(
        levels=dict.fromkeys(parents, Level.DISTRICT),
        placements=tuple(Placed(unit, parent, SINCE) for unit, parent in parents.items()),
        names=tuple(Named(unit, f"Đơn vị {unit}", str(unit), SINCE) for unit in parents),
        codes=tuple(Coded(unit, str(unit), SINCE) for unit in parents),
    ).on(TODAY)


# --- What is typed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["xa.khangninh", "a1b", "quan_tri-2"])
def test_a_login_is_small_letters_digits_and_dots(login: str) -> None:
    assert check_login(login) == login


@pytest.mark.parametrize("login", ["", "ab", "Xa.Mau", "xã.mẫu", ".mau", "a b c", "a" * 61, "x<script>"])
def test_any_other_login_is_refused(login: str) -> None:
    with pytest.raises(RuleBroken):
        check_login(login)


def test_an_office_is_one_line_and_never_empty() -> None:
    assert check_office("  Chuyên  viên ") == "Chuyên viên"
    for wrong in ("", "   ", "x" * 201):
        with pytest.raises(RuleBroken):
            check_office(wrong)


def test_an_address_is_kept_in_small_letters_and_may_be_missing() -> None:
    assert check_email(" Ten@Coquan.GOV.vn ") == "ten@coquan.gov.vn"
    assert check_email("") == ""
    for wrong in ("ten", "a@b", "a b@c.vn", "a@c..vn", "a@c.vn\nBcc: x@y.vn", "<a@c.vn>"):
        with pytest.raises(RuleBroken):
            check_email(wrong)


# --- Roles that begin and end -------------------------------------------------------------------------------


def test_a_role_is_held_only_while_the_unit_is_in_force() -> None:
    unit = Span(date(2019, 1, 1), date(2020, 2, 1))
    check_grant(Span(date(2019, 1, 1), date(2020, 2, 1)), unit=unit, unit_name="Xã Ân", held=())
    for span in (Span(date(2018, 12, 31), date(2020, 1, 1)), Span(date(2020, 1, 1)), Span(date(2020, 2, 1))):
        with pytest.raises(RuleBroken, match="Xã Ân"):
            check_grant(span, unit=unit, unit_name="Xã Ân", held=())


def test_nobody_holds_the_same_role_at_a_unit_twice_on_a_day() -> None:
    held = [Span(date(2020, 1, 1), date(2020, 3, 1))]
    check_grant(Span(date(2020, 3, 1)), unit=SINCE, unit_name="A", held=held)
    with pytest.raises(RuleBroken, match="2020-02-29"):
        check_grant(Span(date(2020, 2, 29)), unit=SINCE, unit_name="A", held=held)
    with pytest.raises(RuleBroken, match="kết thúc vai trò cũ"):
        check_grant(Span(date(2021, 1, 1)), unit=SINCE, unit_name="A", held=[Span(date(2020, 1, 1))])


def test_a_role_ends_today_at_the_earliest_and_after_it_began() -> None:
    check_end(SINCE, ends_before=TODAY, today=TODAY)
    for wrong in (date(2019, 1, 1), TODAY - timedelta(days=1)):
        with pytest.raises(RuleBroken):
            check_end(SINCE, ends_before=wrong, today=TODAY)


# --- The last administrator ---------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", [DISTRICT, PROVINCE], ids=["at it", "above"])
def test_a_unit_keeps_an_administrator_at_it_or_above(tree: Tree, unit: int) -> None:
    check_administrator_stays(tree, DISTRICT, administrators=[Administers(1, unit, SINCE)], on=TODAY)


@pytest.mark.parametrize(
    "remaining",
    [
        (),
        (Administers(1, COMMUNE, SINCE),),
        (Administers(1, OTHER, SINCE),),
        (Administers(1, DISTRICT, Span(date(2019, 1, 1), date(2020, 12, 31))),),
        (Administers(1, DISTRICT, Span(date(2020, 6, 1))),),
    ],
    ids=["nobody", "only below", "elsewhere", "with an end", "not yet"],
)
def test_the_last_administrator_does_not_go(tree: Tree, remaining: tuple[Administers, ...]) -> None:
    with pytest.raises(RuleBroken, match="quản trị cuối cùng"):
        check_administrator_stays(tree, DISTRICT, administrators=remaining, on=TODAY)


def test_a_unit_out_of_force_needs_no_administrator(tree: Tree) -> None:
    check_administrator_stays(tree, 99, administrators=(), on=TODAY)


# --- Delegation ---------------------------------------------------------------------------------------------


def draft(**changes: object) -> DelegationDraft:
    given: dict[str, object] = {
        "role": Role.LEADER,
        "holder": 1,
        "delegate": 2,
        "held": SINCE,
        "starts_on": TODAY,
        "ends_before": date(2020, 6, 1),
    }
    return DelegationDraft(**(given | changes))  # type: ignore[arg-type]


def test_a_delegation_is_for_some_days_of_ones_own_role() -> None:
    assert check_delegation(draft(), today=TODAY) == Span(TODAY, date(2020, 6, 1))


@pytest.mark.parametrize(
    "changes",
    [
        {"delegate": 1},
        {"ends_before": None},
        {"ends_before": TODAY},
        {"starts_on": date(2020, 5, 1), "ends_before": TODAY},
        {"held": Span(date(2019, 1, 1), date(2020, 5, 31))},
        {"held": Span(date(2020, 5, 21))},
        {"role": Role.ADMINISTRATOR},
        {"role": Role.EMULATION_COUNCIL},
        {"given": (Span(date(2020, 5, 31), date(2020, 7, 1)),)},
    ],
    ids=[
        "oneself",
        "no end",
        "empty",
        "past",
        "role ends first",
        "role not yet",
        "administrator",
        "vote",
        "twice",
    ],
)
def test_any_other_delegation_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(RuleBroken):
        check_delegation(draft(**changes), today=TODAY)


def delegate_of(holder: int, *own: Grant) -> Actor:
    return Actor(2, "Phó phòng", (Grant(Role.LEADER, DISTRICT, Principal(holder, "Trưởng phòng")), *own))


def test_what_a_delegate_does_is_recorded_as_done_for_the_holder(tree: Tree) -> None:
    assert require(delegate_of(1), Act.DECIDE_REPORT, COMMUNE, tree) == "leader for Trưởng phòng"
    with pytest.raises(NotAllowed):
        require(delegate_of(1), Act.DECIDE_REPORT, OTHER, tree)


def test_an_own_role_comes_before_a_delegated_one(tree: Tree) -> None:
    actor = delegate_of(1, Grant(Role.LEADER, DISTRICT))
    assert require(actor, Act.DECIDE_REPORT, COMMUNE, tree) == "leader"
    grant = grant_for(actor, Act.DECIDE_REPORT, COMMUNE, tree)
    assert grant is not None
    assert grant.on_behalf_of is None


def test_neither_the_delegate_nor_the_holder_decides_on_what_they_filed(tree: Tree) -> None:
    actor = delegate_of(1)
    assert deciders(actor, Act.DECIDE_REPORT, COMMUNE, tree) == {1, 2}
    for filer in (1, 2):
        assert is_own_work(actor, Act.DECIDE_REPORT, COMMUNE, tree, done_by=(filer, None))
    assert not is_own_work(actor, Act.DECIDE_REPORT, COMMUNE, tree, done_by=(3, None))
    own = delegate_of(1, Grant(Role.LEADER, DISTRICT))
    assert not is_own_work(own, Act.DECIDE_REPORT, COMMUNE, tree, done_by=(1, None)), "in their own right"


@pytest.mark.parametrize(
    ("done_by", "refused"),
    [
        ((1, None), True),
        ((2, None), True),
        ((3, 1), True),
        ((3, 2), True),
        ((3, None), False),
        ((None, None), False),
    ],
)
def test_four_eyes_hold_for_the_delegate_the_holder_and_another_delegate(
    tree: Tree, done_by: tuple[int | None, int | None], *, refused: bool
) -> None:
    """Person 2 acts for person 1 on what person 1, 2, or 3 on behalf of one of them did; 3 alone is another."""

    def decide() -> None:
        check_another(
            delegate_of(1),
            Act.DECIDE_REPORT,
            COMMUNE,
            tree,
            done_by=done_by,
            refused="không tự duyệt",
            field="state",
        )

    if not refused:
        decide()
        return
    with pytest.raises(RuleBroken, match="không tự duyệt") as caught:
        decide()
    assert caught.value.field == "state"


# --- Second factor ------------------------------------------------------------------------------------------


def test_a_second_factor_is_asked_by_role_at_a_unit_and_below(tree: Tree) -> None:
    rules = (SecondFactorRule(Role.LEADER, DISTRICT),)
    assert needs_second_factor([Grant(Role.LEADER, COMMUNE)], rules, tree)
    assert needs_second_factor([Grant(Role.LEADER, DISTRICT, Principal(1, "Trưởng phòng"))], rules, tree)
    assert not needs_second_factor([Grant(Role.LEADER, PROVINCE)], rules, tree)
    assert not needs_second_factor([Grant(Role.OFFICER, COMMUNE)], rules, tree)


# --- One-time codes -----------------------------------------------------------------------------------------


def test_a_code_carries_eighty_bits_in_four_groups() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert write_code(0) == "0000-0000-0000-0000"
    assert write_code(2**80 - 1) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    numbers = [1 << place for place in range(80)]
    assert len({write_code(number) for number in numbers}) == 80, "every bit counts"


@pytest.mark.parametrize(
    "typed", ["7K2M-9QPA-XT4D-0WHB", "7k2m9qpaxt4d0whb", " 7K2M 9QPA XT4D OWHB ", "7K2M–9QPA–XT4D–0WHB"]
)
def test_a_code_is_understood_as_people_type_it(typed: str) -> None:
    assert read_code(typed) == "7K2M-9QPA-XT4D-0WHB"


def test_look_alikes_are_put_right_and_anything_else_is_no_code() -> None:
    assert read_code("IL00-0000-0000-000O") == "1100-0000-0000-0000"
    for wrong in ("", "7K2M", "7K2M-9QPA-XT4D-0WHBB", "ÀK2M-9QPA-XT4D-0WHB", "UUUU-UUUU-UUUU-UUUU"):
        assert read_code(wrong) is None


def test_a_code_is_open_until_it_is_used_withdrawn_or_expired() -> None:
    at = datetime(2020, 5, 20, 9, tzinfo=UTC)
    later = at + timedelta(days=7)

    def state(**changes: datetime | None) -> CodeState:
        given: dict[str, datetime | None] = {"used_at": None, "withdrawn_at": None, "at": at}
        return code_state(expires_at=later, **(given | changes))  # type: ignore[arg-type]

    assert state() is CodeState.OPEN
    assert state(at=later - timedelta(seconds=1)) is CodeState.OPEN
    assert state(at=later) is CodeState.EXPIRED
    assert state(withdrawn_at=at, at=later) is CodeState.WITHDRAWN
    assert state(used_at=at, withdrawn_at=at, at=later) is CodeState.USED


def test_how_long_a_code_holds_is_a_dated_rule() -> None:
    rules = (
        CodeRule(Span(date(2019, 1, 1), date(2020, 6, 1)), 7, 2, "a"),
        CodeRule(Span(date(2020, 6, 1)), 3, 1, "b"),
    )
    assert code_rule(rules, TODAY).days(Purpose.INVITATION) == 7
    assert code_rule(rules, date(2020, 6, 1)).days(Purpose.PASSWORD) == 1
    with pytest.raises(RuleBroken):
        code_rule(rules, date(2018, 1, 1))
