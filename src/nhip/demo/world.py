"""Loads the demo world: every act goes through the services that people use, at the time the story tells.

The same seed gives the same world. Everything is stored in one transaction: a load that stops leaves nothing.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from random import Random

from django.db import transaction

from nhip.apps.org import services as org
from nhip.apps.org.facts import NewUnit
from nhip.apps.programmes.models import Programme
from nhip.apps.programmes.queries import shipped_programmes
from nhip.apps.programmes.services import load_programmes
from nhip.apps.reports import deciding
from nhip.apps.rollups.rebuilding import rebuild
from nhip.core.access import OPERATOR, Role
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
from nhip.demo import people, story, story_2019
from nhip.demo.amending import amend_plans
from nhip.demo.corrections import correct_april
from nhip.demo.directing import tell_directives
from nhip.demo.figures import load_figures
from nhip.demo.filings import at
from nhip.demo.handing_down import hand_down
from nhip.demo.handing_target import hand_target_down
from nhip.demo.people import Account, Seat, commune_account, commune_login, slug
from nhip.demo.periodic import write_periodic
from nhip.demo.places import BEGINNING, Place, RealResolution, data, districts, resolution
from nhip.demo.plans import plan_year
from nhip.demo.progress import aim_in
from nhip.demo.reading import read_up
from nhip.demo.reports import file, report_month
from nhip.demo.sections import write_sections
from nhip.demo.sharing import count_beneficiaries_of_communes, receive_planned_parts, tell_shared_tasks
from nhip.demo.stage import LOADED_ON, World
from nhip.demo.story import YEAR
from nhip.demo.telling import Year

Progress = Callable[[str, int, int], None]
"""Told after every step: what is being done, how many steps are done, of how many."""

Step = Callable[[World], Iterator[None]]
MERGER = "Sắp xếp đơn vị 01/02/2020"
BEFORE, NOW = story_2019.TOLD, story.TOLD


@transaction.atomic
def load(*, password: str, progress: Progress, ends_before_merger: bool = False) -> None:
    """Fill an empty database with the demo world. password: of the demo logins."""
    world = World(
        {told.number: Random(told.seed) for told in (BEFORE, NOW)},  # noqa: S311 - a story, not a secret
        districts(),
        password=password,
        ends_before_merger=ends_before_merger,
    )
    units = sum(len(one.before) + 1 for one in world.places)
    steps: list[tuple[str, Step, int]] = [
        ("Đơn vị", _units, 1 + units + len(world.places)),
        ("Tài khoản", _people, 1),
        _plans(BEFORE, units),
        *(_reports(BEFORE, month, units) for month in BEFORE.months),
        _plans(NOW, units),
        _reports(NOW, 1, units),
        (MERGER, _reorganise, 1),
        ("Việc giao và phối hợp", _shared, 1),
        ("Kết luận hội nghị", tell_directives, 1),
        *(_reports(NOW, month, 116) for month in NOW.months[1:]),
        ("Điều chỉnh kế hoạch", amend_plans, 1),
        ("Giao việc theo cấp", hand_down, 1),
        ("Thông báo", lambda _world: read_up(), 1),
        ("Chỉ tiêu", _figures, 1),
        ("Phần viết", _sections, 1),
        ("Báo cáo theo kỳ", _periodic, 1),
        ("Bảng nhịp", _rollups, 1),
    ]
    if ends_before_merger:
        steps = [*steps[: [name for name, *_rest in steps].index(MERGER)], *steps[-5:]]
    total, done = sum(count for _name, _step, count in steps), 0
    for name, step, count in steps:
        for taken, _nothing in enumerate(step(world), start=1):
            progress(name, done + min(taken, count), total)
        done += count
        progress(name, done, total)


def _plans(told: Year, count: int) -> tuple[str, Step, int]:
    return f"Kế hoạch {told.number}", lambda world: plan_year(world, told), count


def _reports(told: Year, month: int, count: int) -> tuple[str, Step, int]:
    return f"Báo cáo tháng {month}/{told.number}", lambda world: report_month(world, told, month), count


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


def _reorganise(world: World) -> Iterator[None]:
    told = resolution(world.places)
    early = [(code, at(date(YEAR, 1, 30), 9 + index)) for index, code in enumerate(story.EARLY_FEBRUARY)]
    february = Month(YEAR, 2)
    for code, moment in early:
        unit = world.tree(moment.date()).find(code)
        file(world, NOW, unit, february, moment, aim_in(NOW, february.number, 1.0))
        approved = at(date(YEAR, 1, 31), moment.hour)
        head = world.heads[story.DISTRICT_OF_EARLY]
        deciding.approve_report(actor=head, code=code, month=february, now=approved)
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
        pattern = world.rngs[YEAR].choice(patterns)
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


def _shared(world: World) -> Iterator[None]:
    receive_planned_parts(world.actors)
    tell_shared_tasks(world.logins)
    count_beneficiaries_of_communes(world.actors, Random(story.SEED))  # noqa: S311 - a story, not a secret
    yield


def _figures(world: World) -> Iterator[None]:
    load_figures(ends_before_merger=world.ends_before_merger)
    if not world.ends_before_merger:
        correct_april(world)
        hand_target_down(world)
    yield


def _sections(_world: World) -> Iterator[None]:
    write_sections()
    yield


def _periodic(world: World) -> Iterator[None]:
    write_periodic(world)
    yield


def _rollups(_world: World) -> Iterator[None]:
    for told in (BEFORE, NOW):
        rebuild(year=told.number, now=at(story.TODAY, 7, 45))
    yield
