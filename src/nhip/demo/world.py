"""Loads the demo world: every act goes through the services that people use, at the time the story tells.

The same seed gives the same world. Everything is stored in one transaction: a load that stops leaves nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction

from nhip.apps.org import ground
from nhip.apps.org import services as org
from nhip.apps.org.facts import NewUnit
from nhip.apps.programmes.models import Programme
from nhip.apps.programmes.queries import shipped_programmes
from nhip.apps.programmes.services import load_programmes
from nhip.apps.reports import services as reports
from nhip.apps.rollups.background import forget_queued
from nhip.apps.rollups.rebuilding import rebuild
from nhip.apps.tasks.queries import tasks_to_report
from nhip.core.access import OPERATOR, Actor, Role
from nhip.core.periods import Month
from nhip.core.plans import TaskDraft
from nhip.core.units import Level, Tree
from nhip.cycle import planning
from nhip.cycle.resolutions import (
    ResolutionDraft,
    apply_resolution,
    confirm_resolution,
    save_resolution,
)
from nhip.cycle.seats import BODIES
from nhip.demo import people, story
from nhip.demo.drafts import Drawn, draw_tasks
from nhip.demo.figures import load_figures
from nhip.demo.filings import at, filings
from nhip.demo.people import Account, Seat, commune_account, commune_login, slug
from nhip.demo.places import BEGINNING, District, Place, RealResolution, data, districts, resolution
from nhip.demo.progress import Aim, report_lines
from nhip.demo.reading import read_up
from nhip.demo.sharing import count_beneficiaries_of_communes, receive_planned_parts, tell_shared_tasks
from nhip.demo.story import STORIES, YEAR

Progress = Callable[[str, int, int], None]
"""Told after every step: what is being done, how many steps are done, of how many."""

LOADED_ON = date(2019, 12, 2)
MERGER = "Sắp xếp đơn vị 01/02/2020"


@dataclass
class World:
    """What the steps of the load share. actors: by unit identity, who writes for it; heads: by district code.

    logins: actors by login. ends_before_merger: the story stops on the eve of 01/02/2020, which is then to come.
    """

    rng: Random
    places: tuple[District, ...]
    actors: dict[int, Actor] = field(default_factory=dict)
    heads: dict[str, Actor] = field(default_factory=dict)
    programmes: dict[str, int] = field(default_factory=dict)
    logins: dict[str, Actor] = field(default_factory=dict)
    password: str = ""
    ends_before_merger: bool = False

    def tree(self, on: date) -> Tree:
        return ground.current().history.on(on)


@transaction.atomic
def load(*, password: str, progress: Progress, ends_before_merger: bool = False) -> None:
    """Fill an empty database with the demo world. password: of the demo logins."""
    world = World(
        Random(story.SEED),  # noqa: S311 - a story, not a secret
        districts(),
        password=password,
        ends_before_merger=ends_before_merger,
    )
    steps: list[tuple[str, Callable[[World], Iterator[None]], int]] = [
        ("Đơn vị", _units, 1 + sum(len(one.before) + 2 for one in world.places)),
        ("Tài khoản", _people, 1),
        ("Kế hoạch", _plans, sum(len(one.before) + 1 for one in world.places)),
        ("Báo cáo tháng 1", lambda one: _reports(one, 1), 130),
        (MERGER, _reorganise, 1),
        ("Việc giao và phối hợp", _shared, 1),
        *((f"Báo cáo tháng {month}", _month_step(month), 116) for month in story.MONTHS_REPORTED[1:]),
        ("Thông báo", lambda _world: read_up(), 1),
        ("Chỉ tiêu", _figures, 1),
        ("Bảng nhịp", _rollups, 1),
    ]
    if ends_before_merger:
        steps = [*steps[: [name for name, *_rest in steps].index(MERGER)], *steps[-3:]]
    total, done = sum(count for _name, _step, count in steps), 0
    for name, step, count in steps:
        for taken, _nothing in enumerate(step(world), start=1):
            progress(name, done + min(taken, count), total)
        done += count
        progress(name, done, total)


def _month_step(month: int) -> Callable[[World], Iterator[None]]:
    return lambda world: _reports(world, month)


def _units(world: World) -> Iterator[None]:
    now = at(LOADED_ON)
    bodies, facts = data("bodies.json"), data("bac_kan_2020.json")
    province = facts["province"]

    def add(level: str, name: str, code: str, parent: str | None, *, is_reporting: bool = False) -> None:
        new = NewUnit(Level(level), name, code, parent, BEGINNING, reports=is_reporting)
        org.add_unit(actor=OPERATOR, new=new, now=now)

    nation = bodies["nation"]
    add("nation", nation["name"], nation["code"], None)
    _rules(nation["code"], now)
    add("province", province["name"], province["code"], nation["code"])
    yield
    for body in bodies["nation_bodies"]:
        add(body["level"], body["name"], body["code"], nation["code"])
    for body in bodies["province_bodies"]:
        add(body["level"], body["name"], body["code"], province["code"], is_reporting=body["reports"])
    office = bodies["district_office"]
    for district in world.places:
        add("district", district.name, district.code, province["code"])
        yield
        name = office["name"].format(district=district.name[0].lower() + district.name[1:])
        code = f"{district.code}.{office['suffix']}"
        add(office["level"], name, code, district.code, is_reporting=district.code != story.CITY)
        yield
        for place in district.before:
            add("commune", place.name, place.code, district.code, is_reporting=True)
            yield
    load_programmes(actor=OPERATOR, told=shipped_programmes(), now=now)
    world.programmes |= dict(Programme.objects.values_list("code", "pk"))


def _rules(nation: str, now: datetime) -> None:
    rules = data("rules.json")
    calendar, lights = rules["calendar"], rules["lights"]
    org.set_calendar(
        actor=OPERATOR,
        code=nation,
        rule=org.CalendarRule(
            starts_on=date.fromisoformat(calendar["starts_on"]),
            cut_off_day=calendar["cut_off_day"],
            due_day=calendar["due_day"],
            plan_due_month=calendar["plan_due"]["month"],
            plan_due_day=calendar["plan_due"]["day"],
            legal_basis=calendar["legal_basis"],
        ),
        now=now,
    )
    org.set_light_rule(
        actor=OPERATOR,
        rule=org.NewLightRule(
            starts_on=date.fromisoformat(lights["starts_on"]),
            amber_from=Decimal(lights["amber_from"]),
            red_from=Decimal(lights["red_from"]),
            quorum=Decimal(lights["quorum"]),
            source=lights["source"],
        ),
        now=now,
    )


def _people(world: World) -> Iterator[None]:
    told = resolution(world.places)
    before = world.tree(LOADED_ON)
    province, department = before.find("06"), before.find("06.BDT")
    finance = before.find("06.STC")
    start = BEGINNING
    accounts = [
        Account(
            "lanhdao.bdt", "", (Seat(Role.LEADER, department, start), Seat(Role.LEADER, province, start))
        ),
        Account(
            "chuyenvien.bdt", "", (Seat(Role.OFFICER, department, start), Seat(Role.OFFICER, province, start))
        ),
        Account("phochutich.tinh", "", (Seat(Role.LEADER, province, start),)),
        Account("quantri.tinh", "", (Seat(Role.ADMINISTRATOR, province, start),)),
        Account("kiemtoan.tinh", "", (Seat(Role.AUDITOR, province, start),)),
        Account("kiemtra.bdt", "", (Seat(Role.INSPECTOR, province, start),)),
        Account("thidua.tinh", "", (Seat(Role.EMULATION_COUNCIL, province, start),)),
        Account("tinbai.bdt", "", (Seat(Role.PRESS_OFFICER, province, start),)),
        Account("taichinh.tinh", "", (Seat(Role.OFFICER, finance, start),)),
    ]
    bodies = {"taichinh.tinh": finance}
    for unit in before.children(province):
        if before.level(unit) in BODIES and unit not in {department, finance}:
            login = f"canbo.{before.code(unit).partition('.')[2].lower()}"
            bodies[login] = unit
            accounts.append(
                Account(login, f"Chuyên viên {before.name(unit)}", (Seat(Role.OFFICER, unit, start),))
            )
    ended = frozenset() if world.ends_before_merger else told.ended
    seats: dict[str, int] = {}
    for district in world.places:
        unit, office = before.find(district.code), before.find(f"{district.code}.PDT")
        local = slug(district.name)
        head = f"Trưởng phòng Dân tộc {district.name[0].lower()}{district.name[1:]}"
        accounts += [
            Account(
                f"truongphong.{local}",
                head,
                (Seat(Role.LEADER, unit, start), Seat(Role.LEADER, office, start)),
            ),
            Account(
                f"chuyenvien.{local}",
                head.replace("Trưởng phòng", "Chuyên viên Phòng"),
                (Seat(Role.OFFICER, office, start), Seat(Role.OFFICER, unit, start)),
            ),
        ]
        for place in district.before:
            until = told.effective_on if place.code in ended else None
            login = commune_login(place, district, seats)
            seats[login] = before.find(place.code)
            accounts.append(commune_account(login, place, district, seats[login], start, until))
    actors = people.create(accounts, password=world.password, now=at(LOADED_ON, 10))
    world.actors |= {unit: actors[login] for login, unit in seats.items()}
    world.actors[department] = actors["chuyenvien.bdt"]
    world.actors |= {unit: actors[login] for login, unit in bodies.items()}
    world.logins |= actors
    for district in world.places:
        world.heads[district.code] = actors[f"truongphong.{slug(district.name)}"]
        world.actors[before.find(f"{district.code}.PDT")] = actors[f"chuyenvien.{slug(district.name)}"]
    world.heads["06"] = actors["phochutich.tinh"]
    yield


def _plans(world: World) -> Iterator[None]:
    patterns = data("tasks.json")
    tree = world.tree(LOADED_ON)
    for district in world.places:
        told = STORIES[district.code]
        late = set(world.rng.sample([place.code for place in district.before], told.late_plans))
        office = 0 if district.code == story.CITY else story.OFFICE_TASKS
        counts = _shared_out(told.tasks - office, len(district.before))
        for place, count in zip(district.before, counts, strict=True):
            drawn = draw_tasks(world.rng, patterns["patterns"], "commune", count)
            _plan(
                world,
                tree.find(place.code),
                drawn,
                is_late=place.code in late,
                approver=world.heads[district.code],
            )
            yield
        if office:
            drawn = draw_tasks(world.rng, patterns["patterns"], "office", office)
            unit = tree.find(f"{district.code}.PDT")
            _plan(
                world,
                unit,
                drawn,
                is_late=district.code in story.LATE_OFFICES,
                approver=world.heads[district.code],
            )
        yield
    drawn = draw_tasks(world.rng, patterns["patterns"], "department", story.DEPARTMENT_TASKS)
    _plan(world, tree.find("06.BDT"), drawn, is_late=False, approver=world.heads["06"])


def _shared_out(total: int, among: int) -> list[int]:
    """``total`` in whole parts as equal as can be; everybody has at least one."""
    return [max(1, total // among + (index < total % among)) for index in range(among)]


def _plan(world: World, unit: int, drawn: list[Drawn], *, is_late: bool, approver: Actor) -> None:
    tree = world.tree(LOADED_ON)
    code, actor = tree.code(unit), world.actors[unit]
    written = at(LOADED_ON + timedelta(days=world.rng.randint(10, 28)), 8, world.rng.randint(0, 59))
    for one in drawn:
        form = planning.TaskForm(
            draft=one.draft,
            lead=code,
            coordinating=one.coordinating,
            programme_id=world.programmes[one.programme],
        )
        planning.save_task(actor=actor, code=code, year=YEAR, task_id=None, form=form, now=written)
    day = date(YEAR, 1, world.rng.randint(16, 21) if is_late else world.rng.randint(3, 15))
    submitted = at(day, world.rng.randint(8, 16), world.rng.randint(0, 59))
    planning.submit_plan(actor=actor, code=code, year=YEAR, now=submitted)
    approved = submitted + timedelta(days=world.rng.randint(1, 4))
    planning.approve_plan(actor=approver, code=code, year=YEAR, now=approved)


def _reorganise(world: World) -> Iterator[None]:
    told = resolution(world.places)
    early = [(code, at(date(YEAR, 1, 30), 9 + index)) for index, code in enumerate(story.EARLY_FEBRUARY)]
    february = Month(YEAR, 2)
    for code, moment in early:
        _file(world, world.tree(moment.date()).find(code), february, moment)
        approved = at(date(YEAR, 1, 31), moment.hour)
        head = world.heads[story.DISTRICT_OF_EARLY]
        reports.approve_report(actor=head, code=code, month=february, now=approved)
    _resolve(world, told)
    after = world.tree(told.effective_on)
    accounts, seats = [], {}
    for new in told.begins:
        unit = after.find(new.code)
        district = next(one for one in world.places if one.code == new.target)
        login = f"xa.{slug(new.name)}"
        if any(actor.name.startswith(f"Cán bộ {new.name},") for actor in world.actors.values()):
            login += f".{slug(district.name)}"
        seats[login] = unit
        accounts.append(
            commune_account(login, Place(new.code, new.name), district, unit, told.effective_on, None)
        )
    actors = people.create(accounts, password=world.password, now=at(date(YEAR, 1, 31), 17))
    world.actors |= {unit: actors[login] for login, unit in seats.items()}
    _outside_plan(world, after)
    yield


def _resolve(world: World, told: RealResolution) -> None:
    """The province's administrator prepares the resolution, applies it on its day and confirms it."""
    administrator = world.logins["quantri.tinh"]
    draft = ResolutionDraft(
        "06", told.effective_on, told.legal_basis, told.note, told.lines, moves_people=False
    )
    prepared = save_resolution(
        actor=administrator, resolution_id=None, draft=draft, now=at(date(YEAR, 1, 20), 9)
    )
    apply_resolution(actor=administrator, resolution_id=prepared, now=at(told.effective_on, 0, 10))
    confirm_resolution(actor=administrator, resolution_id=prepared, now=at(date(YEAR, 2, 14), 16))


def _outside_plan(world: World, after: Tree) -> None:
    """Tasks that nobody could plan: every fourth commune has one, those with a demo login among them."""
    patterns = data("tasks.json")["outside_plan"]
    communes = [unit for unit in after.below(after.find("06")) if after.level(unit) is Level.COMMUNE]
    for index, unit in enumerate(communes):
        if index % 4 and after.name(unit) not in story.NOT_YET_IN_MAY:
            continue
        pattern = world.rng.choice(patterns)
        first, last = pattern["months"]
        draft = TaskDraft(
            title=pattern["title"],
            deliverable=pattern["deliverable"],
            starts_on=date(YEAR, first, 2),
            deadline=date(YEAR, last, 25),
            weight=pattern["weight"],
        )
        form = planning.TaskForm(draft=draft, lead=after.code(unit), is_outside_plan=True)
        moment = at(date(YEAR, first, 2), 10)
        planning.save_task(
            actor=world.actors[unit], code=after.code(unit), year=YEAR, task_id=None, form=form, now=moment
        )


def _reports(world: World, number: int) -> Iterator[None]:
    month = Month(YEAR, number)
    for filing in sorted(filings(world.rng, world.places, month), key=lambda one: (one.moment, one.unit)):
        _file(world, filing.unit, month, filing.moment, filing.aim)
        code = world.tree(ground.current().history.cut_off(filing.unit, month)).code(filing.unit)
        decided = _decided(world, filing.moment)
        head = world.heads[filing.district]
        if filing.is_returned:
            reason = "Số liệu tiến độ chưa khớp với biên bản nghiệm thu, đề nghị rà soát và nộp lại."
            reports.return_report(actor=head, code=code, month=month, reason=reason, now=decided)
        elif filing.is_approved:
            reports.approve_report(actor=head, code=code, month=month, now=decided)
        yield


def _decided(world: World, filed: datetime) -> datetime:
    """When the head decides: in office hours, one to three days after the filing, before the story's day."""
    day = filed.date() + timedelta(days=world.rng.randint(1, 3))
    if day >= story.TODAY:
        return max(at(story.TODAY, 0, 5), filed + timedelta(minutes=1))
    return at(day, world.rng.randint(8, 16), world.rng.randint(0, 59))


def _file(world: World, unit: int, month: Month, moment: datetime, aim: Aim | None = None) -> None:
    history = ground.current().history
    day = min(history.cut_off(unit, month), moment.date())
    tasks = tasks_to_report(unit=unit, year=YEAR, month=month.number, day=day, today=moment.date())
    words: dict[str, Any] = data("tasks.json")["words"]
    lines = report_lines(world.rng, tasks, aim or Aim(month.number, 1.0), words)
    code = history.on(day).code(unit)
    reports.file_report(actor=world.actors[unit], code=code, month=month, lines=lines, version=0, now=moment)


def _shared(world: World) -> Iterator[None]:
    receive_planned_parts(world.actors)
    tell_shared_tasks(world.logins)
    count_beneficiaries_of_communes(world.actors, Random(story.SEED))  # noqa: S311 - a story, not a secret
    yield


def _figures(world: World) -> Iterator[None]:
    load_figures(ends_before_merger=world.ends_before_merger)
    yield


def _rollups(_world: World) -> Iterator[None]:
    for year in (YEAR - 1, YEAR):
        rebuild(year=year, now=at(story.TODAY, 7, 45))
    forget_queued()
    yield
