"""Assigned tasks of the small world in every state, and the same table counted naively over raw rows."""

from collections import Counter
from datetime import date, timedelta

from nhip.apps.org import ground
from nhip.apps.tasks.life import extensions
from nhip.apps.tasks.life.parts import StepTaken
from nhip.apps.tasks.models import Assignment, Extension, Halt, PartEvent, Task
from nhip.apps.tasks.reminder_rules import load_rules, shipped_rules
from nhip.core.access import OPERATOR
from nhip.core.handoffs import Step
from nhip.core.plans import TaskDraft
from nhip.core.tasks import HaltKind, Part
from nhip.cycle import planning, task_life
from tests import world

START = date(2020, 1, 6)
DUE = date(2020, 3, 31)


def given(
    title: str,
    lead: str,
    deadline: date | None = DUE,
    *,
    by: str = "P",
    who: str = "leader.p",
    on: date = START,
) -> int:
    """A task that a unit gives another outside any plan."""
    form = planning.TaskForm(TaskDraft(title, "", on, deadline, 1), lead=lead, is_outside_plan=True)
    return planning.save_task(
        actor=world.person(who, on=on), code=by, year=on.year, task_id=None, form=form, now=world.at(on)
    )


def step(login: str, task: int, code: str, what: Step, on: date, text: str = "Công văn số 12") -> None:
    unit = ground.current().history.on(on).find(code)
    part = Assignment.objects.get(task=task, unit=unit, ends_before=None).pk
    task_life.take_step(
        actor=world.person(login, on=on),
        task_id=task,
        part_id=part,
        taken=StepTaken(what, text),
        now=world.at(on),
    )


def finish(task: int, code: str, login: str, on: date) -> None:
    """Received early, handed in and confirmed on the day."""
    step(login, task, code, Step.RECEIVE, START + timedelta(days=1))
    step(login, task, code, Step.SUBMIT, on)
    step("leader.p", task, code, Step.CONFIRM, on)


def put_off(task: int, code: str, login: str, until: date, on: date) -> None:
    """A later day, asked for and granted on the day."""
    part = Assignment.objects.get(task=task, part=Part.LEAD.value, ends_before=None).pk
    asked = extensions.ask_extension(
        actor=world.person(login, on=on),
        task_id=task,
        part_id=part,
        due_on=until,
        reason="Chờ vốn",
        now=world.at(on),
    )
    extensions.decide_extension(
        actor=world.person("leader.p", on=on),
        task_id=task,
        extension_id=asked,
        granted=True,
        answer="",
        now=world.at(on),
    )


def tell() -> dict[str, int]:
    """A task in every column on 20/05/2020, given by the province to the office and the district."""
    tasks = {}
    for name, deadline in (
        ("on time", DUE),
        ("late", DUE),
        ("within", date(2020, 6, 30)),
        ("overdue", DUE),
        ("open", None),
        ("not received", date(2020, 6, 30)),
        ("never received", DUE),
        ("sent back", DUE),
        ("waiting", DUE),
        ("put off", DUE),
        ("paused", DUE),
        ("cancelled", DUE),
    ):
        tasks[name] = given(name, "A.PDT", deadline)
    tasks["of the district"] = given("of the district", "A", DUE)
    login, code, early = "officer.apdt", "A.PDT", START + timedelta(days=1)
    finish(tasks["on time"], code, login, date(2020, 3, 30))
    finish(tasks["late"], code, login, date(2020, 4, 1))
    for name in ("within", "overdue", "open", "waiting", "put off", "paused", "cancelled"):
        step(login, tasks[name], code, Step.RECEIVE, early)
    step(login, tasks["sent back"], code, Step.SEND_BACK, early)
    step(login, tasks["waiting"], code, Step.SUBMIT, date(2020, 4, 6))
    put_off(tasks["put off"], code, login, date(2020, 6, 30), date(2020, 4, 20))
    for name, kind, on in (
        ("paused", HaltKind.PAUSED, date(2020, 2, 3)),
        ("cancelled", HaltKind.CANCELLED, date(2020, 4, 1)),
    ):
        task_life.halt_task(
            actor=world.person("leader.p", on=on),
            task_id=tasks[name],
            kind=kind,
            reason="Theo thông báo",
            now=world.at(on),
        )
    return tasks


def rules() -> None:
    load_rules(actor=OPERATOR, path=shipped_rules(), now=world.NOW)


# --- Naive ------------------------------------------------------------------------------------------------------


def naive_columns(units: set[int], first: date, close: date) -> Counter[str]:
    """Columns of the tasks that the units hold at the close, straight from the rows; no code of ours is asked.

    For tasks outside plans that nobody carries on; a unit that is gone stands for itself.
    """
    found: Counter[str] = Counter()
    for task in Task.objects.filter(assigned_by__isnull=False, plan=None):
        leads = list(Assignment.objects.filter(task=task, part="lead").order_by("starts_on"))
        if leads[0].unit_id == task.assigned_by_id or leads[0].starts_on > close:
            continue
        held = [one for one in leads if one.starts_on <= close][-1]
        if held.unit_id not in units:
            continue
        now = _naive_column(task, close)
        before = _naive_column(task, first - timedelta(days=1)) if leads[0].starts_on < first else ""
        if before and before[0] in {"done_on_time", "done_late", "cancelled"} and before == now:
            continue
        found[now[0]] += 1
    return found


AFTER = {
    "receive": "received",
    "send_back": "sent_back",
    "assign_again": "pending",
    "submit": "submitted",
    "confirm": "confirmed",
    "return": "received",
    "reopen": "received",
}


def _naive_column(task: Task, day: date) -> tuple[str, date | None]:
    state, handed_in = "pending", None
    for event in PartEvent.objects.filter(assignment__task=task, assignment__part="lead").order_by("at"):
        on = (event.at + timedelta(hours=7)).date()
        if on <= day:
            state = AFTER.get(event.step, state)
            handed_in = on if event.step == "submit" else handed_in
    due = _naive_deadline(task, day)
    if state == "confirmed" and handed_in is not None:
        return ("done_late" if due is not None and handed_in > due else "done_on_time"), handed_in
    for halt in Halt.objects.filter(task=task, starts_on__lte=day):
        if halt.ends_before is None or day < halt.ends_before:
            return halt.kind, None
    return _naive_open(state, due, day), None


def _naive_deadline(task: Task, day: date) -> date | None:
    due = task.deadline
    for late in Extension.objects.filter(assignment__task=task, granted=True).order_by("-decided_at"):
        if late.decided_at is not None and (late.decided_at + timedelta(hours=7)).date() > day:
            due = late.before
    return due


def _naive_open(state: str, due: date | None, day: date) -> str:
    if state in {"sent_back", "submitted"}:
        return "waiting" if state == "submitted" else "sent_back"
    if due is not None and day > due:
        return "overdue"
    if state == "pending":
        return "not_received"
    return "no_deadline" if due is None else "within_deadline"
