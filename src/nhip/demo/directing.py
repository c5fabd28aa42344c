"""The conference of 07/01/2020: nine directives of its conclusions are accepted and followed; in May more wait.

The text is the project's own: it tells what such a notice says, in words that nobody else wrote.
"""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from nhip.apps.conferences.queries import directives_of
from nhip.apps.tasks.life.extensions import ask_extension, decide_extension
from nhip.apps.tasks.life.parts import StepTaken
from nhip.apps.tasks.models import Assignment, Extension
from nhip.core.access import Actor
from nhip.core.directive_drafts import SourceFacts, SourceGenre
from nhip.core.handoffs import Handoff, Step
from nhip.core.tasks import Part
from nhip.core.units import Level
from nhip.cycle import directing, task_life
from nhip.demo.filings import at
from nhip.demo.stage import World
from nhip.demo.story import LATE_OFFICES, YEAR

DESK = "06.BDT"
SPOKE = "Phó Chủ tịch Ủy ban nhân dân tỉnh"
CONFERENCE, MAY = date(YEAR, 1, 7), date(YEAR, 5, 18)
OWN_PLAN, PLANS, REVIEW, FIGURES, MODELS, HOUSES, FOLLOW_UP = 0, 1, 2, 3, 6, 7, 8
"""Places of the nine directives of the conference whose life is told."""


def tell_directives(world: World) -> Iterator[None]:
    """Register, accept and follow; a second notice is read and waits for whoever looks at the demo."""
    writer = world.logins["chuyenvien.bdt"]
    now = at(date(YEAR, 1, 8), 9, 10)
    source = _registered(
        writer, "conclusions_2020.txt", "Kết luận tại Hội nghị tổng kết công tác dân tộc năm 2019", CONFERENCE
    )
    rows = directives_of(source=source)
    opened = [directing.accept_directive(actor=writer, directive_id=one.id, now=now) for one in rows]
    sent_back = frozenset({opened[FIGURES][1], opened[FOLLOW_UP][0]})
    _receive(world, [task for tasks in opened for task in tasks], sent_back)
    _follow(world, opened)
    _registered(
        writer,
        "conclusions_may_2020.txt",
        "Kết luận cuộc họp về tiến độ chương trình, chính sách dân tộc",
        MAY,
    )
    yield


def _registered(actor: Actor, name: str, title: str, dated: date) -> int:
    text = files("nhip.demo").joinpath("data", name).read_text(encoding="utf-8")
    number = f"{'04' if dated == CONFERENCE else '61'}/TB-UBND"
    facts = SourceFacts(SourceGenre.CONCLUSIONS, title, dated, f"{number} (minh họa)", SPOKE)
    new = directing.NewSource(facts, text)
    day = date(YEAR, 1, 8) if dated == CONFERENCE else date(YEAR, 5, 19)
    return directing.register_source(actor=actor, code=DESK, new=new, now=at(day, 8, 30))


def _actor_of(world: World, unit: int) -> Actor:
    """Who acts for a unit of the province: the head for a district, the officer for a body."""
    tree = world.tree(CONFERENCE)
    return world.heads[tree.code(unit)] if tree.level(unit) is Level.DISTRICT else world.actors[unit]


def _receive(world: World, tasks: list[int], sent_back: frozenset[int]) -> None:
    waiting = Assignment.objects.filter(task__in=tasks, state=Handoff.PENDING.value, ends_before=None)
    for index, part in enumerate(waiting.order_by("pk")):
        refuses = part.task_id in sent_back and part.part == Part.LEAD
        taken = StepTaken(Step.SEND_BACK, "Không thuộc chức năng được giao; đề nghị giao lại đúng đơn vị.")
        task_life.take_step(
            actor=_actor_of(world, part.unit_id),
            task_id=part.task_id,
            part_id=part.pk,
            taken=taken if refuses else StepTaken(Step.RECEIVE),
            now=at(date(YEAR, 1, 9 + index % 2), 8 + index % 8, index % 60),
        )


def _follow(world: World, opened: list[tuple[int, ...]]) -> None:
    head = world.logins["lanhdao.bdt"]
    _done(world, opened[OWN_PLAN][0], date(YEAR, 1, 14), "Tờ trình và dự thảo kế hoạch đã gửi.")
    for task in opened[PLANS]:
        unit = _lead(task).unit_id
        is_late = world.tree(CONFERENCE).code(unit) in LATE_OFFICES
        _done(
            world, task, date(YEAR, 2, 3) if is_late else date(YEAR, 1, 17), "Đã gửi kế hoạch năm của huyện."
        )
    _done(world, opened[FIGURES][0], date(YEAR, 3, 27), "Biên bản thống nhất số liệu.")
    again = _lead(opened[FIGURES][1])
    for step, actor, text, day in (
        (Step.ASSIGN_AGAIN, head, "Vẫn giao: số liệu tảo hôn do ngành y tế theo dõi.", date(YEAR, 1, 13)),
        (Step.RECEIVE, _actor_of(world, again.unit_id), "", date(YEAR, 1, 14)),
    ):
        taken = StepTaken(step, text)
        task_life.take_step(
            actor=actor, task_id=again.task_id, part_id=again.pk, taken=taken, now=at(day, 10, 5)
        )
    _done(world, opened[FIGURES][1], date(YEAR, 4, 10), "Bảng số liệu đã đối chiếu.")
    _extend(world, opened[REVIEW][0], date(YEAR, 5, 29))
    _submit(world, opened[HOUSES][0], date(YEAR, 4, 29), "Danh mục gửi kèm công văn.")
    _report(world, opened[MODELS][0], date(YEAR, 4, 22))


def _lead(task: int) -> Assignment:
    return Assignment.objects.get(task=task, part=Part.LEAD.value, ends_before=None)


def _submit(world: World, task: int, day: date, text: str) -> Assignment:
    part = _lead(task)
    task_life.take_step(
        actor=_actor_of(world, part.unit_id),
        task_id=task,
        part_id=part.pk,
        taken=StepTaken(Step.SUBMIT, text),
        now=at(day, 14, 20),
    )
    return part


def _done(world: World, task: int, day: date, text: str) -> None:
    """Handed in on the day, confirmed the morning after by the head of the committee."""
    part = _submit(world, task, day, text)
    task_life.take_step(
        actor=world.logins["lanhdao.bdt"],
        task_id=task,
        part_id=part.pk,
        taken=StepTaken(Step.CONFIRM),
        now=at(date.fromordinal(day.toordinal() + 1), 9, 15),
    )


def _extend(world: World, task: int, until: date) -> None:
    part = _lead(task)
    ask_extension(
        actor=_actor_of(world, part.unit_id),
        task_id=task,
        part_id=part.pk,
        due_on=until,
        reason="Ba huyện chưa gửi số liệu vốn chưa giải ngân.",
        now=at(date(YEAR, 2, 12), 9, 40),
    )
    asked = Extension.objects.get(assignment=part, granted=None)
    decide_extension(
        actor=world.logins["lanhdao.bdt"],
        task_id=task,
        extension_id=asked.pk,
        granted=True,
        answer="",
        now=at(date(YEAR, 2, 13), 8, 50),
    )


def _report(world: World, task: int, day: date) -> None:
    part = _lead(task)
    task_life.take_step(
        actor=_actor_of(world, part.unit_id),
        task_id=task,
        part_id=part.pk,
        taken=StepTaken(Step.REPORT, "Đã hướng dẫn được bảy xã; các lớp còn lại lùi do giãn cách."),
        now=at(day, 15, 10),
    )
