"""The small world with forty payloads in every text field that somebody can write, put there by services."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from nhip.apps.accounts import codes, delegations, importing, services
from nhip.apps.accounts.models import PeopleImport, Person, RoleGrant
from nhip.apps.files.services import Sent
from nhip.apps.indicators.queries import catalogue
from nhip.apps.indicators.services import Definition, NewFigure, define_indicators, write_figures
from nhip.apps.org import services as org
from nhip.apps.org.facts import NewUnit
from nhip.apps.periodic import services as periodic_services
from nhip.apps.periodic.deciding import return_periodic
from nhip.apps.periodic.models import ReportTerm
from nhip.apps.programmes.services import load_programmes
from nhip.apps.reports import attachments
from nhip.apps.reports.correcting import Request, accept_correction, ask_correction, refuse_correction
from nhip.apps.reports.deciding import approve_report, return_report
from nhip.apps.reports.drafts import LineDraft
from nhip.apps.reports.known_now import Content
from nhip.apps.reports.models import OutlineSection
from nhip.apps.reports.queries import report_page
from nhip.apps.reports.services import Submission, file_report
from nhip.apps.rollups.refreshing import drain
from nhip.apps.rollups.services import mark_figures
from nhip.apps.tasks.life import extensions, talk
from nhip.apps.tasks.life.parts import StepTaken
from nhip.apps.tasks.life.sharing import PartDraft
from nhip.core.access import OPERATOR, Grant, Principal, Role
from nhip.core.figures import Cell, ReportingRule
from nhip.core.handoffs import Step
from nhip.core.indicators import Indicator
from nhip.core.periodic import parse_report_period
from nhip.core.periods import Month
from nhip.core.plans import TaskDraft
from nhip.core.resolutions import Kind, Line
from nhip.core.tasks import HaltKind
from nhip.core.units import Level
from nhip.cycle import plan_uploads, planning, resolutions, task_life
from nhip.cycle.resolutions import ResolutionDraft
from nhip.xlsx.writing import SheetOut, write_workbook
from tests import world
from tests.security import poisoned_directives, poisoned_plans, poisoned_reminders
from tests.security.payloads import PAYLOADS
from tests.shared_tasks import part_of

ALL = "\n".join(PAYLOADS)
"""For fields that are long enough."""
COLUMNS = ("Tên đăng nhập", "Chức danh", "Thư điện tử", "Mã đơn vị", "Vai trò", "Từ ngày", "Đến hết ngày")


@dataclass(frozen=True, slots=True)
class Poisoned:
    """What was made, by identity. imports: login of who sent it -> the kept workbook; people: of the payloads."""

    people: tuple[int, ...]
    shared: int
    halted: int
    late: int
    tasks: tuple[int, ...]
    prepared: int
    applied: int
    imports: dict[str, int]
    plan_senders: tuple[str, ...]


def poison() -> Poisoned:
    _units()
    people = _people()
    _programmes()
    _indicators()
    _rules()
    tasks = tuple(_own_task(number) for number in range(len(PAYLOADS)))
    shared, halted = _shared_task(), _halted_task()
    late = poisoned_reminders.late_tasks([code(number) for number in range(len(PAYLOADS))], ALL)
    _delegations(people, shared)
    _reports()
    _periodic()
    _corrections()
    poisoned_plans.draw_up(code(0))
    poisoned_plans.hand_down(code(1))
    poisoned_plans.amend("A1")
    poisoned_directives.register()
    drain(now=world.NOW)
    prepared, applied = _resolutions()
    drain(now=world.NOW)
    return Poisoned(
        people, shared, halted, late, tasks, prepared, applied, dict(_imports()), tuple(_plan_files())
    )


def login(number: int) -> str:
    return f"x{number:02}.a1"


def code(number: int) -> str:
    return f"X{number:02}"


def _units() -> None:
    for number, text in enumerate(PAYLOADS):
        new = NewUnit(Level.COMMUNE, text, code(number), "A", world.START, reports=number < 3)
        org.add_unit(actor=OPERATOR, new=new, now=world.NOW)


def _people() -> tuple[int, ...]:
    admin = world.person("admin.p")
    for number, text in enumerate(PAYLOADS):
        new = services.NewPerson(login(number), text, world.PASSWORD, "A1", Role.OFFICER)
        services.add_person(actor=admin, new=new, now=world.NOW)
    codes.issue_code(
        actor=admin, person_id=_person(login(0)), by_email=False, now=world.NOW, moment=world.NOW
    )
    return tuple(_person(login(number)) for number in range(len(PAYLOADS)))


def _person(name: str) -> int:
    return Person.objects.get(username=name).pk


def _indicators() -> None:
    """Each payload is the name of an indicator, its measure and the name of one of its categories; one has figures."""
    definitions = [
        Definition(
            Indicator(code(number), text),
            text[:60],
            {code(number): text},
            ReportingRule(group=text[:120], level=Level.COMMUNE, source=text),
        )
        for number, text in enumerate(PAYLOADS)
    ]
    define_indicators(actor=OPERATOR, definitions=definitions, now=world.NOW)
    first = catalogue().indicators[0].id
    figure = NewFigure(world.unit("A1"), first, "", 2020, 3, Decimal(5))
    mark_figures(written=write_figures(figures=[figure]), now=world.NOW)


def _programmes() -> None:
    acts = [
        {
            "number": text[:60],
            "issued_on": "2019-01-01",
            "issuer": text,
            "about": ALL,
            "starts_on": "2019-01-01",
            "ends_before": None,
            "superseded_by": text,
        }
        for text in PAYLOADS
    ]
    several = [
        {
            "code": code(number),
            "name": text,
            "applies_to": ALL,
            "starts_on": "2019-01-01",
            "ends_before": None,
            "acts": acts if number == 0 else acts[:1],
            "components": PAYLOADS if number == 0 else (),
            "funding": [{"kind": "central", "note": ALL, "amount": None}],
            "beneficiaries": PAYLOADS if number == 0 else (),
        }
        for number, text in enumerate(PAYLOADS)
    ]
    load_programmes(actor=OPERATOR, told={"programmes": several}, now=world.NOW)


def _rules() -> None:
    calendar = org.CalendarRule(date(2020, 7, 1), 14, 20, plan_due_month=1, plan_due_day=15, legal_basis=ALL)
    org.set_calendar(actor=OPERATOR, code="VN", rule=calendar, now=world.NOW)
    lights = org.NewLightRule(date(2020, 7, 1), Decimal(4), Decimal(9), Decimal("0.5"), source=ALL)
    org.set_light_rule(actor=OPERATOR, rule=lights, now=world.NOW)


def _draft(title: str, deliverable: str) -> TaskDraft:
    return TaskDraft(title, deliverable, date(2020, 4, 1), date(2020, 6, 30), 1)


def _own_task(number: int) -> int:
    """A task outside A1's plan, by the person whose office is the same payload."""
    text = PAYLOADS[number]
    form = planning.TaskForm(_draft(text, text), lead="A1", is_outside_plan=True)
    actor = world.person(login(number))
    return planning.save_task(actor=actor, code="A1", year=2020, task_id=None, form=form, now=world.NOW)


def _assigned(title: str) -> int:
    """By the province, to the district with A1 to coordinate; all hear of it in a notice."""
    form = planning.TaskForm(
        _draft(title, title), lead="A", coordinating=("A1", "P.STC"), is_outside_plan=True
    )
    actor = world.person("leader.p")
    return planning.save_task(actor=actor, code="P", year=2020, task_id=None, form=form, now=world.NOW)


def _shared_task() -> int:
    task = _assigned(PAYLOADS[4])
    leader, officer = world.person("leader.a"), world.person(login(5))
    task_life.ask_unit(actor=leader, task_id=task, code=code(0), draft=PartDraft(ALL, None), now=world.NOW)
    part = part_of(task, "A1").pk
    for step in (Step.RECEIVE, Step.REPORT):
        task_life.take_step(
            actor=officer, task_id=task, part_id=part, taken=StepTaken(step, ALL), now=world.NOW
        )
    for reason in (ALL, "Còn chờ"):  # one is answered, one waits
        asked = extensions.ask_extension(
            actor=officer,
            task_id=task,
            part_id=part,
            due_on=date(2020, 7, 28 if reason == ALL else 29),
            reason=ALL,
            now=world.NOW,
        )
        if reason == ALL:
            extensions.decide_extension(
                actor=leader, task_id=task, extension_id=asked, granted=False, answer=ALL, now=world.NOW
            )
    for number, text in enumerate(PAYLOADS):  # each tells the next, who hears by whom
        talk.add_comment(
            actor=world.person(login(number)),
            task_id=task,
            text=ALL if number == 0 else text,
            mentioned=[_person(login((number + 1) % len(PAYLOADS)))],
            now=world.NOW,
        )
    for text in PAYLOADS:
        task_life.attach_files(
            actor=leader, task_id=task, part_id=None, files=[Sent(f"{text}x.txt", b"a")], now=world.NOW
        )
    return task


def _halted_task() -> int:
    task = _assigned(PAYLOADS[22])
    task_life.halt_task(
        actor=world.person("leader.p"), task_id=task, kind=HaltKind.PAUSED, reason=ALL, now=world.NOW
    )
    return task


def _delegations(people: tuple[int, ...], task: int) -> None:
    """Everybody delegates to one person, who then ticks something off on behalf of each."""
    world.hire("thay.a1", Role.AUDITOR, "A1")
    admin, stand_in = world.person("admin.p"), world.person("thay.a1")
    for text in (*PAYLOADS, PAYLOADS[0]):  # what stood there before stays in the audit
        services.change_person(
            actor=admin, person_id=stand_in.person or 0, office=text, email="", now=world.NOW
        )
    leads = part_of(task, "A1").task_id
    for person, text in zip(people, PAYLOADS, strict=True):
        grant = RoleGrant.objects.get(person=person)
        new = delegations.NewDelegation(
            grant.pk, stand_in.person or 0, world.TODAY, date(2020, 6, 1), basis=text
        )
        delegations.delegate(actor=admin, new=new, now=world.NOW)
        held = Grant(Role.OFFICER, grant.unit_id, Principal(person, grant.person.office))
        talk.add_item(actor=replace(stand_in, grants=(held,)), task_id=leads, text=text, now=world.NOW)


def _outline() -> None:
    """Each payload is the heading, the hint and the source of a section."""
    OutlineSection.objects.bulk_create(
        OutlineSection(
            code=code(number), title=text[:200], spans="1|3", hint=text, source=ALL, position=number
        )
        for number, text in enumerate(PAYLOADS)
    )


def _reports() -> None:
    _outline()
    for unit, month in (("A1", 5), ("A9", 5), ("A1", 4)):
        actor = world.person(f"officer.{unit.lower()}")
        page = report_page(actor=actor, code=unit, month=Month(2020, month), today=world.TODAY)
        lines = {row.task_id: LineDraft(Decimal(10), ALL, ALL, ALL) for row in page.lines}
        file_report(
            actor=actor,
            code=unit,
            month=Month(2020, month),
            submission=Submission(
                lines=lines, version=page.version, sections={code(n): text for n, text in enumerate(PAYLOADS)}
            ),
            now=world.NOW,
        )
    cells = {f"figure-{code(0)}": ALL}
    leader, may = world.person("leader.a"), Month(2020, 5)
    return_report(actor=leader, code="A1", month=may, reason=ALL, cells=cells, now=world.NOW)
    attachments.attach_to_report(
        actor=world.person("officer.a1"),
        code="A1",
        month=Month(2020, 5),
        files=[Sent(f"{text}x.txt", b"a") for text in PAYLOADS[: attachments.MOST_FILES]],
        now=world.NOW,
    )


def _periodic() -> None:
    """One is sent back with reasons, one waits; both say all of it in each section."""
    ReportTerm.objects.create(regime="quarter", due_day=20, source=ALL)
    quarter = parse_report_period("2020-Q1")
    for unit in ("A1", "A9"):
        periodic_services.file_periodic(
            actor=world.person(f"officer.{unit.lower()}"),
            code=unit,
            period=quarter,
            written=periodic_services.Written({code(n): text for n, text in enumerate(PAYLOADS)}, 0),
            totals=periodic_services.Totals(),
            now=world.NOW,
        )
    return_periodic(actor=world.person("leader.a"), code="A1", period=quarter, reason=ALL, now=world.NOW)


def _corrections() -> None:
    """One is refused with reasons, one waits."""
    officer, leader, april = world.person("officer.a1"), world.person("leader.a"), Month(2020, 4)
    approve_report(actor=leader, code="A1", month=april, now=world.NOW)
    figures: dict[Cell, Decimal | None] = {(code(0), ""): Decimal(7)}
    task = min(world.lines("A1", april, 1))
    texts = {f"{name}-{task}": f"{ALL} {name}" for name in ("done", "difficulties", "next")}
    request = Request(Content(figures, texts=texts), ALL)
    ask_correction(actor=officer, code="A1", month=april, request=request, now=world.NOW)
    accept_correction(actor=leader, code="A1", month=april, now=world.NOW)
    again = Request(Content({(code(0), ""): Decimal(8)}, texts=dict.fromkeys(texts, ALL)), ALL)
    ask_correction(actor=officer, code="A1", month=april, request=again, now=world.NOW)
    refuse_correction(actor=leader, code="A1", month=april, reason=ALL, now=world.NOW)
    ask_correction(actor=officer, code="A1", month=april, request=again, now=world.NOW)


def _resolutions() -> tuple[int, int]:
    """One whose every line is wrong, as it was typed; and one that was applied."""
    wrong = [
        Line(Kind.RENAME if number % 2 else Kind.BEGIN, text, text, text, Level.COMMUNE, basis=text)
        for number, text in enumerate(PAYLOADS)
    ]
    right = [
        Line(Kind.BEGIN, "XN", "A", PAYLOADS[17], Level.COMMUNE, reports=True),
        Line(Kind.MERGE, code(38), "XN", basis=ALL),
        Line(Kind.DIVIDE, code(39), "XN", share=Decimal("0.5"), basis=ALL),
        Line(Kind.DIVIDE, code(39), code(37), share=Decimal("0.5"), basis=ALL),
    ]
    admin = world.person("admin.p")
    prepared, applied = (
        resolutions.save_resolution(
            actor=admin,
            resolution_id=None,
            draft=ResolutionDraft("P", world.TODAY, ALL, ALL, lines),
            now=world.NOW,
        )
        for lines in (wrong, right)
    )
    resolutions.apply_resolution(actor=admin, resolution_id=applied, now=world.NOW)
    return prepared, applied


def _file_names() -> list[str]:
    """As many as it takes to hold all payloads."""
    longest = PeopleImport._meta.get_field("file_name").max_length
    assert longest is not None
    names = [""]
    for text in PAYLOADS:
        if len(names[-1]) + len(text) > longest:
            names.append("")
        names[-1] += text
    return names


def _plan_files() -> Iterator[str]:
    """A plan whose every title and product is a payload, each kept by a person of its own."""
    head = ["Nhiệm vụ", "Sản phẩm", "Chủ trì", "Thời hạn"]
    rows = [[text, text, code(0), "30/6/2020"] for text in PAYLOADS]
    content = write_workbook([SheetOut("KH 2020", head, rows)])
    for number, name in enumerate(_file_names()):
        sender = f"gui.{number}"
        world.hire(sender, Role.OFFICER, code(0))
        told = plan_uploads.send_plan(
            actor=world.person(sender), code=code(0), year=2020, file_name=name, content=content, now=world.NOW,
            moment=world.NOW,
        )  # fmt: skip
        assert told.is_good, [(one.where, one.message()) for one in told.findings if one.severity == "error"]
        yield sender


def _imports() -> Iterator[tuple[str, int]]:
    """A workbook whose every cell is a payload."""
    content = write_workbook([SheetOut("Người dùng", COLUMNS, [[text] * len(COLUMNS) for text in PAYLOADS])])
    for number, name in enumerate(_file_names()):
        sender = f"quan.tri.{number}"
        world.hire(sender, Role.ADMINISTRATOR, "P")
        kept = importing.keep_upload(
            actor=world.person(sender), file_name=name, content=content, now=world.NOW, moment=world.NOW
        )
        yield sender, kept
