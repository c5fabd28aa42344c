"""Accounts of the demo: offices and roles, nobody real. Only the logins below can sign in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from nhip.apps.accounts.models import Person, RoleGrant
from nhip.apps.audit.services import Entry, record
from nhip.core.access import OPERATOR, Actor, Grant, Role
from nhip.core.vietnamese import without_marks
from nhip.demo.places import District, Place
from nhip.demo.story import COMMUNE_IN_BA_BE, COMMUNE_IN_NA_RI, COMMUNE_IN_PAC_NAM, COMMUNE_WITH_ORDERS


@dataclass(frozen=True, slots=True)
class Seat:
    """A role at a unit (identity), from a day until before another."""

    role: Role
    unit: int
    starts_on: date
    ends_before: date | None = None


@dataclass(frozen=True, slots=True)
class Account:
    login: str
    office: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Login:
    """What is printed: who to sign in as, to see what."""

    login: str
    office: str


LOGINS = (
    Login("lanhdao.bdt", "Lãnh đạo Ban Dân tộc tỉnh Bắc Kạn"),
    Login("chuyenvien.bdt", "Chuyên viên Ban Dân tộc tỉnh Bắc Kạn"),
    Login("phochutich.tinh", "Phó Chủ tịch Ủy ban nhân dân tỉnh"),
    Login("quantri.tinh", "Quản trị hệ thống của tỉnh"),
    Login("kiemtoan.tinh", "Kiểm tra nội bộ, chỉ xem"),
    Login("kiemtra.bdt", "Cán bộ kiểm tra Ban Dân tộc tỉnh Bắc Kạn"),
    Login("thidua.tinh", "Thường trực Hội đồng thi đua của tỉnh"),
    Login("tinbai.bdt", "Phụ trách tin bài Ban Dân tộc tỉnh Bắc Kạn"),
    Login("taichinh.tinh", "Chuyên viên Sở Tài chính"),
    Login("truongphong.babe", "Trưởng phòng Dân tộc huyện Ba Bể"),
    Login("chuyenvien.babe", "Chuyên viên Phòng Dân tộc huyện Ba Bể"),
    Login("truongphong.nari", "Trưởng phòng Dân tộc huyện Na Rì"),
    Login("chuyenvien.nari", "Chuyên viên Phòng Dân tộc huyện Na Rì"),
    Login("xa.khangninh", f"Cán bộ {COMMUNE_IN_BA_BE}, Ba Bể"),
    Login("xa.banhtrach", f"Cán bộ {COMMUNE_WITH_ORDERS}, Ba Bể"),
    Login("xa.vanvu", f"Cán bộ {COMMUNE_IN_NA_RI}, Na Rì (mới từ 01/02)"),
    Login("xa.bocbo", f"Cán bộ {COMMUNE_IN_PAC_NAM}, Pác Nặm"),
)


def slug(name: str) -> str:
    """«Huyện Ba Bể» -> «babe»: the proper name without marks, blanks and type of unit."""
    plain = without_marks(name)
    for kind in ("thanh pho ", "huyen ", "thi tran ", "phuong ", "xa "):
        plain = plain.removeprefix(kind)
    return "".join(character for character in plain if character.isalnum())


def commune_login(place: Place, district: District, taken: dict[str, int]) -> str:
    plain = f"xa.{slug(place.name)}"
    return plain if plain not in taken else f"{plain}.{slug(district.name)}"


def commune_account(
    login: str, place: Place, district: District, unit: int, start: date, until: date | None
) -> Account:
    return Account(login, f"Cán bộ {place.name}, {district.name}", (Seat(Role.OFFICER, unit, start, until),))


def create(accounts: Iterable[Account], *, password: str, now: datetime) -> dict[str, Actor]:
    """Store the accounts; those among LOGINS get the password, the others cannot sign in. Returns actors by login."""
    usable = make_password(password)
    known = {one.login: one.office for one in LOGINS}
    kept = list(accounts)
    people = Person.objects.bulk_create(
        Person(
            username=one.login,
            office=known.get(one.login, one.office),
            email=f"{one.login}@backan.example" if one.login in known else "",
            email_proven=one.login in known,
            password=usable if one.login in known else make_password(None),
        )
        for one in kept
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(
            person=person,
            unit_id=seat.unit,
            role=seat.role.value,
            starts_on=seat.starts_on,
            ends_before=seat.ends_before,
        )
        for person, account in zip(people, kept, strict=True)
        for seat in account.seats
    )
    record(
        actor=OPERATOR,
        role="operator",
        entries=[
            Entry(
                "add_person",
                person,
                account.seats[0].unit,
                after={"login": account.login, "office": person.office},
            )
            for person, account in zip(people, kept, strict=True)
        ],
        at=now,
    )
    return {
        account.login: Actor(
            person.pk, person.office, tuple(Grant(seat.role, seat.unit) for seat in account.seats)
        )
        for person, account in zip(people, kept, strict=True)
    }
