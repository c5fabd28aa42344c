"""Tasks that the small world's units share, and the steps that its people take in them."""

from datetime import date

from nhip.apps.files.services import Sent
from nhip.apps.tasks.life import extensions
from nhip.apps.tasks.life.parts import StepTaken
from nhip.apps.tasks.models import Assignment
from nhip.core.handoffs import Step
from nhip.core.plans import TaskDraft
from nhip.core.tasks import TaskKind
from nhip.cycle import planning
from nhip.cycle import task_life as life
from nhip.cycle.cards import CardKind
from nhip.cycle.my_work import my_work
from tests import world

DRAFT = TaskDraft("Kế hoạch mở lớp", "Kế hoạch", date(2020, 4, 1), date(2020, 6, 30), 1)
PDF = Sent("minh chứng.pdf", b"%PDF-1.7\n")


def assigned(
    lead: str = "P",
    coordinating: tuple[str, ...] = ("P.STC",),
    *,
    kind: TaskKind | None = None,
    by: str = "P",
) -> int:
    form = planning.TaskForm(DRAFT, lead=lead, coordinating=coordinating, is_outside_plan=True, kind=kind)
    return planning.save_task(
        actor=world.person("leader.p"), code=by, year=world.YEAR, task_id=None, form=form, now=world.NOW
    )


def part_of(task: int, code: str) -> Assignment:
    return Assignment.objects.get(task=task, unit=world.unit(code), ends_before=None)


def step(login: str, task: int, code: str, what: Step, text: str = "", **more: object) -> None:
    life.take_step(
        actor=world.person(login),
        task_id=task,
        part_id=part_of(task, code).pk,
        taken=StepTaken(what, text),
        now=world.NOW,
        **more,  # type: ignore[arg-type]
    )


def done(login: str, task: int, code: str, by: str) -> None:
    step(login, task, code, Step.RECEIVE)
    step(login, task, code, Step.SUBMIT, "Công văn số 12")
    step(by, task, code, Step.CONFIRM)


def cards_of(login: str) -> list[CardKind]:
    return [card.kind for card in my_work(actor=world.person(login), today=world.TODAY).cards]


def ask(login: str, task: int, code: str, due: date = date(2020, 7, 15)) -> int:
    return extensions.ask_extension(
        actor=world.person(login),
        task_id=task,
        part_id=part_of(task, code).pk,
        due_on=due,
        reason="Chờ dự toán",
        now=world.NOW,
    )


def answer(login: str, task: int, asked: int, *, granted: bool = True, text: str = "") -> None:
    extensions.decide_extension(
        actor=world.person(login),
        task_id=task,
        extension_id=asked,
        granted=granted,
        answer=text,
        now=world.NOW,
    )
