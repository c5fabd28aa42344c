"""People's accounts: roles that begin and end, delegation, who administers a unit, and one-time codes.

docs/rules/people.md tells the rules in words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from nhip.core.access import Grant, Role
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import Span, first_overlap
from nhip.core.units import History, Tree
from nhip.core.vietnamese import normalised

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]")
LONGEST_OFFICE = 200
_ADDRESS = re.compile(
    r"[^@\s<>()\[\],;:\"\\]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,63}", re.ASCII
)

DELEGABLE = frozenset({Role.OFFICER, Role.LEADER, Role.INSPECTOR, Role.PRESS_OFFICER})
"""Roles that their holder may pass on for some days. Votes are personal; whoever must administer is appointed."""


# --- What is typed ------------------------------------------------------------------------------------------


def check_login(login: str) -> str:
    """Raises RuleBroken for anything but small letters, digits, dots, hyphens and underscores, 3 to 60 of them."""
    if not LOGIN.fullmatch(login):
        raise RuleBroken(
            gettext_noop(
                "Tên đăng nhập «{login}» không hợp lệ: chữ thường không dấu, số, dấu chấm; từ 3 đến 60 ký tự."
            ),
            field="login",
            login=login[:60],
        )
    return login


def check_office(office: str) -> str:
    """What the person is, on one line. Raises RuleBroken when nothing is written, or too much."""
    kept = normalised(office)
    if not kept:
        raise RuleBroken(
            gettext_noop("Chưa ghi chức danh, ví dụ «Chuyên viên Phòng Dân tộc huyện Ba Bể»."), field="office"
        )
    if len(kept) > LONGEST_OFFICE:
        raise RuleBroken(
            gettext_noop("Chức danh dài {length} ký tự; tối đa {most}."),
            field="office",
            length=len(kept),
            most=LONGEST_OFFICE,
        )
    return kept


def check_email(address: str) -> str:
    """An e-mail address in small letters, or nothing. Raises RuleBroken."""
    kept = address.strip().lower()
    if kept and not (len(kept) <= 254 and _ADDRESS.fullmatch(kept)):
        raise RuleBroken(
            gettext_noop("Thư điện tử «{address}» không đúng dạng ten@coquan.gov.vn; bỏ trống nếu không có."),
            field="email",
            address=kept[:60],
        )
    return kept


# --- Roles that begin and end -------------------------------------------------------------------------------


def in_force(history: History, unit: int) -> Span:
    """From the unit's first day until it ends, as far as that is known."""
    last = history.last_day(unit)
    return Span(history.first_day(unit), None if last is None else last + timedelta(days=1))


def is_within(span: Span, other: Span) -> bool:
    """Whether every day of ``span`` is a day of ``other``."""
    if span.starts_on < other.starts_on:
        return False
    if other.ends_before is None:
        return True
    return span.ends_before is not None and span.ends_before <= other.ends_before


def check_grant(span: Span, *, unit: Span, unit_name: str, held: Iterable[Span]) -> None:
    """Whether a role may be held for the span. unit: while it is in force; held: the same role there already.

    Raises RuleBroken: the unit is not in force over the whole span, or the person holds the role on some day of it.
    """
    if span.starts_on < unit.starts_on:
        raise RuleBroken(
            gettext_noop("«{unit}» có hiệu lực từ {first}; vai trò không bắt đầu trước ngày đó."),
            field="starts_on",
            unit=unit_name,
            first=unit.starts_on,
        )
    if not is_within(span, unit):
        raise RuleBroken(
            gettext_noop(
                "«{unit}» chỉ có hiệu lực đến hết {last}; ghi ngày kết thúc vai trò không sau ngày đó."
            ),
            field="ends_before",
            unit=unit_name,
            last=last_day(unit),
        )
    met = first_overlap(span, held)
    if met is not None:
        sentence = (
            gettext_noop("Người này đã giữ vai trò đó tại «{unit}» từ {start}; kết thúc vai trò cũ trước.")
            if met.ends_before is None
            else gettext_noop(
                "Người này giữ vai trò đó tại «{unit}» từ {start} đến hết {last}; chọn ngày khác."
            )
        )
        raise RuleBroken(
            sentence, field="role", unit=unit_name, start=met.starts_on, last=last_day(met) or met.starts_on
        )


def last_day(span: Span) -> date | None:
    """The last day of a span, None where it has no end."""
    return None if span.ends_before is None else span.ends_before - timedelta(days=1)


def check_end(span: Span, *, ends_before: date, today: date) -> None:
    """Whether a role may be made to end. Raises RuleBroken: before it began, or on a day gone by."""
    if ends_before <= span.starts_on:
        raise RuleBroken(
            gettext_noop("Vai trò bắt đầu từ {start}, không thể kết thúc trước hoặc đúng ngày đó."),
            field="ends_before",
            start=span.starts_on,
        )
    if ends_before < today:
        raise RuleBroken(
            gettext_noop("Ngày {day} đã qua: vai trò kết thúc sớm nhất từ hôm nay, {today}."),
            field="ends_before",
            day=ends_before,
            today=today,
        )


# --- Somebody must stay who administers ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Administers:
    """An administrator's role, held by somebody who can sign in."""

    person: int
    unit: int
    span: Span


def keeps_administrator(tree: Tree, unit: int, *, administrators: Iterable[Administers], on: date) -> bool:
    """Whether somebody administers the unit from the day on, without a known end: at it, or at a unit above it."""
    seats = {unit, *tree.ancestors(unit)} if unit in tree else set[int]()
    return any(
        one.unit in seats and one.span.ends_before is None and one.span.starts_on <= on
        for one in administrators
    )


def check_administrator_stays(
    tree: Tree, unit: int, *, administrators: Iterable[Administers], on: date
) -> None:
    """Raises RuleBroken when nobody would administer the unit. administrators: those who would remain.

    A unit that is out of force on the day needs none.
    """
    if unit in tree and not keeps_administrator(tree, unit, administrators=administrators, on=on):
        raise RuleBroken(
            gettext_noop(
                "Đây là quản trị cuối cùng của «{unit}»: giao vai trò quản trị tại đó, hoặc tại cấp trên, "
                "cho một tài khoản đang dùng được rồi làm lại."
            ),
            field="role",
            unit=tree.name(unit),
        )


# --- Delegation ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DelegationDraft:
    """holder, delegate: identities; held: while the holder has the role; given: delegations of it to the delegate."""

    role: Role
    holder: int
    delegate: int
    held: Span
    starts_on: date
    ends_before: date | None
    given: tuple[Span, ...] = ()


def check_delegation(draft: DelegationDraft, *, today: date) -> Span:
    """The span of the delegation. Raises RuleBroken: no end, past, oneself, not held throughout, given already.

    What is delegated is the holder's own role: a delegate has none to pass on, so there are no chains.
    """
    if draft.role not in DELEGABLE:
        raise RuleBroken(
            gettext_noop(
                "Vai trò này không ủy quyền được: phiếu bầu và quyền quản trị là của riêng từng người; "
                "nhờ quản trị giao vai trò có thời hạn."
            ),
            field="role",
        )
    if draft.holder == draft.delegate:
        raise RuleBroken(gettext_noop("Không ủy quyền cho chính mình; chọn người khác."), field="delegate")
    if draft.ends_before is None:
        raise RuleBroken(
            gettext_noop("Chưa ghi ngày cuối của ủy quyền; ủy quyền nào cũng phải có thời hạn."),
            field="ends_on",
        )
    if draft.ends_before <= draft.starts_on:
        raise RuleBroken(
            gettext_noop("Ngày cuối {last} trước ngày đầu {first} của ủy quyền."),
            field="ends_on",
            first=draft.starts_on,
            last=draft.ends_before - timedelta(days=1),
        )
    span = Span(draft.starts_on, draft.ends_before)
    if span.ends_before is not None and span.ends_before <= today:
        raise RuleBroken(gettext_noop("Thời hạn ủy quyền đã qua hết."), field="ends_on")
    if not is_within(span, draft.held):
        raise RuleBroken(
            gettext_noop("Người ủy quyền không giữ vai trò này suốt từ {first} đến hết {last}."),
            field="starts_on" if span.starts_on < draft.held.starts_on else "ends_on",
            first=span.starts_on,
            last=last_day(span),
        )
    met = first_overlap(span, draft.given)
    if met is not None:
        raise RuleBroken(
            gettext_noop("Đã ủy quyền vai trò này cho người đó từ {first} đến hết {last}."),
            field="delegate",
            first=met.starts_on,
            last=last_day(met),
        )
    return span


# --- A second factor that a unit asks for -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SecondFactorRule:
    """Whoever holds the role at the unit or below it needs a second factor."""

    role: Role
    unit: int


def needs_second_factor(grants: Iterable[Grant], rules: Iterable[SecondFactorRule], tree: Tree) -> bool:
    """Whether one of the grants, an own or a delegated one, falls under one of the rules of the day."""
    kept = tuple(rules)
    return any(
        rule.role is grant.role and tree.is_within(grant.unit, rule.unit) for grant in grants for rule in kept
    )


# --- One-time codes -----------------------------------------------------------------------------------------

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 letters and digits, without I, L, O and U, which are misread or misspelt."""
LETTERS = 16  # 5 bits each: 80 bits
GROUP = 4
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


class Purpose(StrEnum):
    """What a one-time code is for: beginning with an account, or a password that is forgotten."""

    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105 - the word, not one


class CodeState(StrEnum):
    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class CodeRule:
    """For how many days codes hold, in force for a span. source: who decided so."""

    span: Span
    invitation_days: int
    password_days: int
    source: str

    def days(self, purpose: Purpose) -> int:
        return self.invitation_days if purpose is Purpose.INVITATION else self.password_days


def code_rule(rules: Iterable[CodeRule], on: date) -> CodeRule:
    """The rule in force on the day. Raises RuleBroken when there is none."""
    rule = next((one for one in rules if one.span.covers(on)), None)
    if rule is None:
        raise RuleBroken(gettext_noop("Chưa có quy định về thời hạn của mã một lần cho ngày {on}."), on=on)
    return rule


def code_state(
    *, expires_at: datetime, used_at: datetime | None, withdrawn_at: datetime | None, at: datetime
) -> CodeState:
    """What has become of a code by the moment. What happened to it first counts; used up is used up."""
    if used_at is not None:
        return CodeState.USED
    if withdrawn_at is not None:
        return CodeState.WITHDRAWN
    return CodeState.OPEN if at < expires_at else CodeState.EXPIRED


def write_code(number: int) -> str:
    """A random number of 80 bits as a code of four groups: ``7K2M-9QPA-XT4D-0WHB``."""
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in range(LETTERS))
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))


def read_code(typed: str) -> str | None:
    """The code as typed by hand, small letters, blanks and look-alikes put right; None where it cannot be one."""
    letters = re.sub(r"[\s\-–—.]", "", typed).upper().translate(_MISREAD)
    if len(letters) != LETTERS or not set(letters) <= set(ALPHABET):
        return None
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))


CODE_NOT_GOOD = gettext_noop(
    "Mã không đúng, đã dùng, đã hủy hoặc đã hết hạn; kiểm tra từng chữ, nếu vẫn vậy thì xin quản trị đơn vị cấp mã mới."
)
"""One sentence for every reason, so that guessing learns nothing."""
