"""One small named world for every test above core: two provinces, two districts in the first, a merger in 2020.

    VN  Cả nước
    ├── P   Tỉnh Mẫu                 leader leader.p, officer officer.p, administrator admin.p, auditor auditor.p
    │   ├── P.STC  Sở Tài chính      officer.stc                      (no duty to report)
    │   ├── A   Huyện An             leader leader.a, officer officer.a
    │   │   ├── A1  Xã Ánh           officer.a1
    │   │   ├── A2  Xã Ân            officer.a2    ┐ merged on 01/02/2020
    │   │   ├── A3  Xã Bình          officer.a3    ┘ into A9 Xã Bình Ân, officer.a9
    │   │   └── A.PDT  Phòng Dân tộc huyện An   officer.apdt
    │   └── B   Huyện Bắc            leader.b
    │       └── B1  Xã Đông          officer.b1
    └── Q   Tỉnh Khác                leader.q
        └── C   Huyện Cao            leader.c
            └── C1  Xã Chi           officer.c1

Today is Wednesday 20/05/2020. Months close on the 14th, reports are due on the 20th, plans on 15/01. Every
reporting unit has a submitted and approved plan of two tasks: one even over the year (weight 1), one done by
30/06 (weight 3). Nothing is reported yet.
"""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from nhip.apps.accounts.models import Person, RoleGrant
from nhip.apps.accounts.queries import actor_for
from nhip.apps.org import ground
from nhip.apps.org import reorganising as reorg
from nhip.apps.org import services as org
from nhip.apps.org.facts import NewUnit
from nhip.apps.reports.deciding import approve_report
from nhip.apps.reports.drafts import LineDraft
from nhip.apps.reports.queries import report_page
from nhip.apps.reports.services import Submission, file_report
from nhip.apps.rollups.refreshing import drain
from nhip.apps.tasks.models import Task
from nhip.core.access import OPERATOR, Actor, Role
from nhip.core.periods import Month
from nhip.core.plans import TaskDraft
from nhip.core.units import Level
from nhip.cycle import planning, reorganising

TODAY = date(2020, 5, 20)
YEAR = 2020
START = date(2019, 1, 1)
MERGER = date(2020, 2, 1)
PASSWORD = "mot-mat-khau-de-thu"

UNITS = (
    ("VN", "nation", "Cả nước", None, False),
    ("P", "province", "Tỉnh Mẫu", "VN", False),
    ("P.STC", "department", "Sở Tài chính", "P", False),
    ("A", "district", "Huyện An", "P", False),
    ("A1", "commune", "Xã Ánh", "A", True),
    ("A2", "commune", "Xã Ân", "A", True),
    ("A3", "commune", "Xã Bình", "A", True),
    ("A.PDT", "office", "Phòng Dân tộc huyện An", "A", True),
    ("B", "district", "Huyện Bắc", "P", False),
    ("B1", "commune", "Xã Đông", "B", True),
    ("Q", "province", "Tỉnh Khác", "VN", False),
    ("C", "district", "Huyện Cao", "Q", False),
    ("C1", "commune", "Xã Chi", "C", True),
)

PEOPLE = (
    ("leader.p", Role.LEADER, "P"),
    ("officer.p", Role.OFFICER, "P"),
    ("admin.p", Role.ADMINISTRATOR, "P"),
    ("auditor.p", Role.AUDITOR, "P"),
    ("officer.stc", Role.OFFICER, "P.STC"),
    ("leader.a", Role.LEADER, "A"),
    ("officer.a", Role.OFFICER, "A"),
    ("officer.a1", Role.OFFICER, "A1"),
    ("officer.a2", Role.OFFICER, "A2"),
    ("officer.a3", Role.OFFICER, "A3"),
    ("officer.apdt", Role.OFFICER, "A.PDT"),
    ("leader.b", Role.LEADER, "B"),
    ("officer.b1", Role.OFFICER, "B1"),
    ("leader.q", Role.LEADER, "Q"),
    ("leader.c", Role.LEADER, "C"),
    ("officer.c1", Role.OFFICER, "C1"),
)

APPROVERS = {
    "A1": "leader.a",
    "A2": "leader.a",
    "A3": "leader.a",
    "A.PDT": "leader.a",
    "B1": "leader.b",
    "C1": "leader.c",
}


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_current_timezone())


NOW = at(TODAY)


def build() -> None:
    """Store the world; once per test session."""
    before = at(date(2019, 12, 2))
    for code, level, name, parent, reports in UNITS:
        new = NewUnit(Level(level), name, code, parent, START, reports=reports)
        org.add_unit(actor=OPERATOR, new=new, now=before)
    calendar = org.CalendarRule(START, 14, 20, plan_due_month=1, plan_due_day=15)
    org.set_calendar(actor=OPERATOR, code="VN", rule=calendar, now=before)
    lights = org.NewLightRule(START, Decimal(4), Decimal(9), Decimal("0.5"))
    org.set_light_rule(actor=OPERATOR, rule=lights, now=before)
    for login, role, code in PEOPLE:
        hire(login, role, code)
    for code, approver in APPROVERS.items():
        _plan(code, approver)
    merge = reorg.Change(
        MERGER,
        "Nghị quyết mẫu",
        (reorg.PartOfChange("A2", "A9"), reorg.PartOfChange("A3", "A9")),
        begins=(NewUnit(Level.COMMUNE, "Xã Bình Ân", "A9", "A", MERGER, reports=True),),
    )
    reorganising.reorganise(actor=OPERATOR, change=merge, now=at(date(2020, 1, 31)))
    hire("officer.a9", Role.OFFICER, "A9", starts_on=MERGER)
    drain(now=NOW)


def hire(login: str, role: Role, code: str, *, starts_on: date = START) -> Person:
    person, _created = Person.objects.get_or_create(username=login, defaults={"office": f"Chức danh {login}"})
    person.set_password(PASSWORD)
    person.save()
    unit = ground.current().history.on(starts_on).find(code)
    RoleGrant.objects.create(person=person, unit_id=unit, role=role.value, starts_on=starts_on)
    return person


def _plan(code: str, approver: str) -> None:
    actor = person(f"officer.{code.lower().replace('.', '')}")
    for draft in drafts():
        form = planning.TaskForm(draft, lead=code)
        planning.save_task(
            actor=actor, code=code, year=YEAR, task_id=None, form=form, now=at(date(2019, 12, 20))
        )
    planning.submit_plan(actor=actor, code=code, year=YEAR, now=at(date(2020, 1, 10)))
    planning.approve_plan(actor=person(approver), code=code, year=YEAR, now=at(date(2020, 1, 12)))


def drafts() -> tuple[TaskDraft, TaskDraft]:
    even = {month: Decimal(month * 100 // 12) for month in range(1, 12)} | {12: Decimal(100)}
    return (
        TaskDraft("Việc cả năm", "Sản phẩm", date(2020, 1, 2), date(2020, 12, 31), 1, milestones=even),
        TaskDraft(
            "Việc sáu tháng",
            "Biên bản",
            date(2020, 1, 2),
            date(2020, 6, 30),
            3,
            Decimal("120.50"),
            milestones={2: Decimal(20), 4: Decimal(60), 6: Decimal(100)},
        ),
    )


def person(login: str, *, on: date = TODAY) -> Actor:
    """The person as an actor with the roles of a day."""
    found = Person.objects.get(username=login)
    return actor_for(person_id=found.pk, name=found.office, today=on)


def unit(code: str, on: date = TODAY) -> int:
    return ground.current().history.on(on).find(code)


def task(code: str, title: str = "Việc cả năm", on: date = START) -> Task:
    """A task by the unit that planned it."""
    return Task.objects.get(title=title, plan__unit=unit(code, on))


def lines(
    code: str, month: Month, progress: int | str | Decimal, *, today: date = TODAY
) -> dict[int, LineDraft]:
    """The same progress for every task that the unit's report of the month asks about."""
    page = report_page(actor=OPERATOR, code=code, month=month, today=today)
    return {row.task_id: LineDraft(Decimal(progress), "Đã làm", "", "Sẽ làm") for row in page.lines}


def file(
    code: str, month: Month, progress: int | str | Decimal, *, approve: bool = False, now: datetime = NOW
) -> None:
    """File the unit's report of the month, as its officer; approve it as its district's leader."""
    actor = person(f"officer.{code.lower().replace('.', '')}", on=now.date())
    file_report(
        actor=actor,
        code=code,
        month=month,
        submission=Submission(lines=lines(code, month, progress, today=now.date()), version=0),
        now=now,
    )
    if approve:
        leader = person("leader.b" if code == "B1" else "leader.c" if code == "C1" else "leader.a")
        approve_report(actor=leader, code=code, month=month, now=now)
