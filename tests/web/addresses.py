"""What the addresses of routes are made of, for the unit whose things are asked for; see test_access_matrix.py."""

from collections.abc import Callable
from datetime import date

from nhip.apps.cascade.models import HandedOrder, HandedPart, Handing
from nhip.apps.files.models import StoredFile
from nhip.apps.files.places import place_of
from nhip.apps.org.models import Resolution
from nhip.apps.periodic.models import PeriodicReport, ReportTerm
from nhip.apps.programmes.models import Programme
from nhip.apps.reports.models import Report, ReportFile
from nhip.apps.tasks.models import Assignment, ChecklistItem, Extension, ReminderRule, Task, TaskFile
from tests import world

Arguments = list[object] | None
"""What an address of a route is made of; None where the unit has no such thing."""


def of_nothing(_code: str) -> Arguments:
    return []


def of_code(code: str) -> Arguments:
    return [code]


def of_year(code: str) -> Arguments:
    return [code, 2020]


def of_month(code: str) -> Arguments:
    return [code, 2020, 5]


def of_quarter(code: str) -> Arguments:
    """Of the first quarter, with a rule for it, and filed by communes."""
    ReportTerm.objects.get_or_create(regime="quarter", due_day=20)
    if code in ("A1", "C1"):
        PeriodicReport.objects.get_or_create(
            unit_id=world.unit(code), year=2020, period="2020-Q1", defaults={"state": "filed"}
        )
    return [code, "2020-Q1"]


def of_report_file(code: str) -> Arguments:
    """A paper of the unit's report of May."""
    if code not in ("A1", "C1"):
        return None
    report, _created = Report.objects.get_or_create(unit_id=world.unit(code), year=2020, month=5)
    file = report.files.first() or ReportFile.objects.create(report=report, stored=kept(), at=world.NOW)
    return [code, 2020, 5, file.pk]


def of_planned_task(code: str) -> Arguments:
    if code == "A9":
        return None
    task = Task.objects.filter(plan__unit=world.unit(code)).first()
    return None if task is None else [task.pk]


def of_handed_part(code: str) -> Arguments:
    """A task of the unit's plan, as if it carried out one of another."""
    task = Task.objects.filter(plan__unit=world.unit(code)).order_by("pk").first() if code != "A9" else None
    if task is None:
        return None
    above = Task.objects.exclude(plan__unit=world.unit(code)).order_by("pk")[0]
    handing, _created = Handing.objects.get_or_create(task=above, defaults={"handed_at": world.NOW})
    HandedPart.objects.get_or_create(
        task=task, defaults={"handing": handing, "unit_id": world.unit(code), "handed_at": world.NOW}
    )
    return [task.pk]


def of_part_handed_by(code: str) -> Arguments:
    """A task of another, as if it carried out one of the unit's plan, with an order that waits."""
    above = Task.objects.filter(plan__unit=world.unit(code)).order_by("pk").first() if code != "A9" else None
    if above is None:
        return None
    task = Task.objects.filter(plan__unit=world.unit("A.PDT")).order_by("pk")[0]
    handing, _created = Handing.objects.get_or_create(task=above, defaults={"handed_at": world.NOW})
    HandedPart.objects.get_or_create(
        task=task, defaults={"handing": handing, "unit_id": world.unit("A.PDT"), "handed_at": world.NOW}
    )
    HandedOrder.objects.get_or_create(
        task=task,
        defaults={
            "handing": handing,
            "unit_id": world.unit("A.PDT"),
            "is_taken_back": True,
            "ordered_at": world.NOW,
        },
    )
    return [task.pk]


def of_programme(_code: str) -> Arguments:
    Programme.objects.get_or_create(
        code="CT135", defaults={"name": "Chương trình 135", "legal_basis": "QĐ", "starts_on": world.START}
    )
    return ["CT135"]


def of_resolution(code: str) -> Arguments:
    row, _created = Resolution.objects.get_or_create(
        under_id=world.unit(code), defaults={"effective_on": date(2020, 12, 1), "legal_basis": "NQ"}
    )
    return [row.pk]


def of_task_with(*more: str) -> Callable[[str], Arguments]:
    """A task that has one of everything: a part that another unit coordinates, a request, a file, a line to tick."""

    def arguments(code: str) -> Arguments:
        if code not in ("A1", "C1"):
            return None
        task = world.task(code)
        if not task.files.exists():
            furnish(task)
        helper = task.assignments.get(part="coordinating")
        known: dict[str, object] = {
            "lead": task.assignments.get(part="lead", ends_before=None).pk,
            "helper": helper.pk,
            "extension": Extension.objects.get(assignment=helper).pk,
            "file": task.files.get().pk,
            "item": task.checklist.get().pk,
        }
        return [task.pk, *(known.get(one, one) for one in more)]

    return arguments


def of_late_task(code: str) -> Arguments:
    """A task that the unit gave another, overdue, with the first reminder due; and the word of that step."""
    other = "B" if code != "B" else "A"
    ReminderRule.objects.get_or_create(step="first", working_days=1)
    task = Task.objects.filter(assigned_by=world.unit(code), title="Việc trễ hạn").first()
    if task is None:
        task = Task.objects.create(
            title="Việc trễ hạn",
            year=2020,
            weight=1,
            assigned_by_id=world.unit(code),
            starts_on=date(2020, 2, 3),
            deadline=date(2020, 3, 31),
        )
        Assignment.objects.create(
            task=task, unit_id=world.unit(other), part="lead", starts_on=date(2020, 2, 3)
        )
    return [task.pk, "lan-dau"]


def of_late_tasks(code: str) -> Arguments:
    """The unit that gave a task which is overdue, the step that is due, and the unit that does it."""
    of_late_task(code)
    return [code, "lan-dau", "B" if code != "B" else "A"]


def furnish(task: Task) -> None:
    TaskFile.objects.create(task=task, stored=kept(), at=world.NOW)
    ChecklistItem.objects.create(task=task, text="Việc nhỏ")
    part = Assignment.objects.create(
        task=task,
        unit_id=world.unit("P.STC"),
        part="coordinating",
        starts_on=world.START,
        due_on=world.TODAY,
    )
    Extension.objects.create(
        assignment=part, before=world.TODAY, due_on=date(2020, 6, 1), reason="…", asked_at=world.NOW
    )


def kept() -> StoredFile:
    """A file of one letter, with its bytes."""
    sent = StoredFile.objects.create(digest="0" * 64, name="a.txt", media_type="text/plain", size=1)
    place_of(sent.digest).parent.mkdir(parents=True, exist_ok=True)
    place_of(sent.digest).write_bytes(b"a")
    return sent
