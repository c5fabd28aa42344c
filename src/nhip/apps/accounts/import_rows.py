"""A workbook of people, read row by row: what would become of each, and what is wrong at which cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from nhip.apps.accounts.codes import Seat
from nhip.apps.accounts.models import Person, RoleGrant
from nhip.apps.accounts.reach import check_not_oneself, person_case
from nhip.apps.org import ground
from nhip.core.access import Act, Actor, Role, require
from nhip.core.errors import NhipError, NotAllowed, NotFound, RuleBroken, gettext_noop
from nhip.core.people import check_email, check_grant, check_login, check_office, in_force
from nhip.core.periods import Span, first_overlap
from nhip.core.units import Tree
from nhip.core.vietnamese import without_marks
from nhip.xlsx.reading import Row, read_table, read_workbook
from nhip.xlsx.writing import SheetOut, write_workbook

MOST_ROWS = 2000
LOGIN, OFFICE, EMAIL, UNIT, ROLE, FROM, UNTIL = "login", "office", "email", "unit", "role", "from", "until"
COLUMNS = {
    LOGIN: ("Tên đăng nhập",),
    OFFICE: ("Chức danh",),
    EMAIL: ("Thư điện tử", "Email"),
    UNIT: ("Mã đơn vị",),
    ROLE: ("Vai trò",),
    FROM: ("Từ ngày",),
    UNTIL: ("Đến hết ngày",),
}
REQUIRED = (LOGIN, OFFICE, UNIT, ROLE)


def check_may(actor: Actor, today: date) -> None:
    tree = ground.current().history.on(today)
    if not actor.is_operator and not any(
        grant.role is Role.ADMINISTRATOR and grant.unit in tree for grant in actor.grants
    ):
        raise NotAllowed


class Fate(StrEnum):
    """What an import does with a row."""

    NEW_PERSON = "new_person"
    NEW_ROLE = "new_role"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """A row as read, or what is wrong with it, each refusal naming its cell. number: as Excel counts."""

    number: int
    login: str
    office: str
    email: str
    unit: str
    role: str
    fate: Fate
    refusals: tuple[RuleBroken, ...] = ()
    seat: Seat | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    file_name: str
    lines: tuple[Line, ...]

    def count(self, fate: Fate) -> int:
        return sum(one.fate is fate for one in self.lines)

    @property
    def is_good(self) -> bool:
        return bool(self.lines) and not self.count(Fate.WRONG)

    @property
    def new_people(self) -> int:
        return len({one.login for one in self.lines if one.fate is Fate.NEW_PERSON})


@dataclass
class _Known:
    """What earlier rows of the file and the database say of logins. people: those within reach, None for others."""

    people: dict[str, Person | None]
    in_file: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    seats: dict[tuple[str, int, str], list[tuple[Span, int]]] = field(default_factory=dict)


def template(*, role_words: Mapping[str, Role]) -> bytes:
    """The workbook to fill in: headings, one example, and the words for roles."""
    example = (
        "xa.mau",
        "Công chức xã Mẫu",
        "",
        "02131",
        next(word for word, role in role_words.items() if role is Role.OFFICER),
        date(2020, 6, 1),
        None,
    )
    headings = tuple(names[0] for names in COLUMNS.values())
    notes = (
        ("Tên đăng nhập", "chữ thường không dấu, số, dấu chấm; một người nhiều vai trò thì ghi nhiều dòng"),
        ("Chức danh", "chức danh và đơn vị, không ghi họ tên"),
        ("Thư điện tử", "bỏ trống nếu không có: in phiếu mã một lần"),
        ("Mã đơn vị", "mã trong cây đơn vị"),
        ("Từ ngày", "bỏ trống: từ hôm nay"),
        ("Đến hết ngày", "bỏ trống: không thời hạn"),
    )
    return write_workbook(
        [
            SheetOut("Người dùng", headings, [example]),
            SheetOut("Vai trò", ("Vai trò",), [(word,) for word in role_words]),
            SheetOut("Hướng dẫn", ("Cột", "Cách ghi"), notes),
        ]
    )


def read_rows(content: bytes) -> list[Row]:
    """The rows of the first sheet. Raises RuleBroken."""
    sheets = read_workbook(content)
    rows = list(read_table(sheets[0], COLUMNS, required=REQUIRED)) if sheets else []
    if not rows:
        raise RuleBroken(
            gettext_noop("Trang đầu của tệp không có dòng nào dưới dòng tiêu đề; điền từ dòng thứ hai."),
            field="file",
        )
    if len(rows) > MOST_ROWS:
        raise RuleBroken(
            gettext_noop("Tệp có {count} dòng; mỗi lần nhập tối đa {most} dòng."),
            field="file",
            count=len(rows),
            most=MOST_ROWS,
        )
    return rows


def preview(
    *, actor: Actor, file_name: str, content: bytes, role_words: Mapping[str, Role], today: date
) -> Preview:
    """Every row with what would become of it. Three statements, and three for each login that is known.

    role_words: the words for roles, compared without tone marks and case. Raises RuleBroken (the file), NotAllowed.
    """
    check_may(actor, today)
    rows = read_rows(content)
    words = {without_marks(word): role for word, role in role_words.items()}
    known = _Known(_people(actor, {row.text(LOGIN) for row in rows}, today))
    tree = ground.current().history.on(today)
    return Preview(file_name, tuple(_line(actor, row, words, known, tree) for row in rows))


def _people(actor: Actor, logins: set[str], today: date) -> dict[str, Person | None]:
    found: dict[str, Person | None] = {}
    for person in Person.objects.filter(username__in=logins):
        try:
            found[person.username] = person_case(actor=actor, person_id=person.pk, today=today).person
        except NotFound:
            found[person.username] = None
    return found


class _Cells:
    """Reads a row's cells one by one and gathers what is wrong, so that one answer names all of it."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.refusals: list[RuleBroken] = []

    def wrong(self, name: str, refusal: NhipError) -> None:
        why = RuleBroken(refusal.sentence, field=name, **refusal.places)
        self.refusals.append(self.row.refusal(name, why))

    def day(self, name: str) -> date | None:
        try:
            return self.row.day(name)
        except RuleBroken as refusal:
            self.refusals.append(refusal)
            return None


def _line(actor: Actor, row: Row, words: Mapping[str, Role], known: _Known, tree: Tree) -> Line:
    cells = _Cells(row)
    login, office, email = row.text(LOGIN), row.text(OFFICE), row.text(EMAIL)
    for name, check, value in (
        (LOGIN, check_login, login),
        (OFFICE, check_office, office),
        (EMAIL, check_email, email),
    ):
        try:
            check(value)
        except RuleBroken as refusal:
            cells.wrong(name, refusal)
    _check_person(cells, known, login, office, email.strip().lower())
    seat = _seat(cells, words, tree)
    fate = Fate.WRONG
    if seat is not None and not cells.refusals:
        try:
            fate = _fate(actor, seat, login, known, row.number)
        except RuleBroken as refusal:
            cells.wrong(
                {"starts_on": FROM, "ends_before": UNTIL, "role": ROLE}.get(refusal.field or "", UNIT),
                refusal,
            )
        except NotAllowed as refusal:
            cells.wrong(UNIT, refusal)
    return Line(
        row.number,
        login,
        office,
        email,
        row.text(UNIT),
        row.text(ROLE),
        Fate.WRONG if cells.refusals else fate,
        tuple(cells.refusals),
        seat,
    )


def _check_person(cells: _Cells, known: _Known, login: str, office: str, email: str) -> None:
    """The same login means the same person: in the file, and among the accounts that exist."""
    first = known.in_file.setdefault(login, (cells.row.number, office, email))
    if first[1] != office:
        why = gettext_noop("Dòng {line} ghi «{login}» với chức danh khác: mỗi tài khoản một chức danh.")
        cells.wrong(OFFICE, RuleBroken(why, line=first[0], login=login))
    if first[2] != email:
        why = gettext_noop("Dòng {line} ghi «{login}» với thư điện tử khác.")
        cells.wrong(EMAIL, RuleBroken(why, line=first[0], login=login))
    if login not in known.people:
        return
    person = known.people[login]
    if person is None:
        why = gettext_noop("Tên đăng nhập «{login}» đã có người dùng.")
        cells.wrong(LOGIN, RuleBroken(why, login=login))
    elif person.office != office:
        why = gettext_noop(
            "Tài khoản «{login}» đã có với chức danh «{office}»; sửa dòng này, hoặc sửa chức danh trước."
        )
        cells.wrong(OFFICE, RuleBroken(why, login=login, office=person.office))
    elif email and person.email != email:
        why = gettext_noop("Tài khoản «{login}» đã có với thư điện tử khác; sửa trên trang của người đó.")
        cells.wrong(EMAIL, RuleBroken(why, login=login))


def _seat(cells: _Cells, words: Mapping[str, Role], tree: Tree) -> Seat | None:
    row = cells.row
    word = row.text(ROLE)
    role = words.get(without_marks(word))
    if role is None:
        why = gettext_noop("Vai trò «{word}» không có; chọn một từ ở trang «Vai trò» của tệp mẫu.")
        cells.wrong(ROLE, RuleBroken(why, word=word))
    starts_on = cells.day(FROM) or tree.on
    last = cells.day(UNTIL)
    if last is not None and last < starts_on:
        why = gettext_noop("Ngày cuối {last} trước ngày đầu {first}.")
        cells.wrong(UNTIL, RuleBroken(why, last=last, first=starts_on))
    unit = row.text(UNIT)
    if not unit:
        cells.wrong(UNIT, RuleBroken(gettext_noop("Chưa ghi mã đơn vị.")))
    if role is None or cells.refusals:
        return None
    return Seat(unit, role, starts_on, None if last is None else last + timedelta(days=1))


def _fate(actor: Actor, seat: Seat, login: str, known: _Known, line: int) -> Fate:
    """Raises RuleBroken, UnknownUnit, NotAllowed."""
    history = ground.current().history
    tree = history.on(seat.starts_on)
    unit = tree.find(seat.unit)
    require(actor, Act.MANAGE_PEOPLE, unit, tree)
    span = Span(seat.starts_on, seat.ends_before)
    earlier = known.seats.setdefault((login, unit, seat.role.value), [])
    for other, at in earlier:
        if first_overlap(span, [other]) is not None:
            raise RuleBroken(gettext_noop("Trùng vai trò với dòng {line}."), field="role", line=at)
    earlier.append((span, line))
    person = known.people.get(login)
    if person is None:
        check_grant(span, unit=in_force(history, unit), unit_name=tree.name(unit), held=())
        return Fate.NEW_PERSON
    held = [one.span for one in RoleGrant.objects.filter(person=person, unit_id=unit, role=seat.role.value)]
    if span in held or (seat.ends_before is None and any(_goes_on(one, span) for one in held)):
        return Fate.UNCHANGED
    check_not_oneself(actor, person)
    check_grant(span, unit=in_force(history, unit), unit_name=tree.name(unit), held=held)
    return Fate.NEW_ROLE


def _goes_on(held: Span, span: Span) -> bool:
    """Whether a role without end is held already: a row without a first day means today each time it is read."""
    return held.ends_before is None and held.starts_on <= span.starts_on
