"""In May the office of Ba Bể hands a yearly target down: a commune takes on less, and is ordered another part then."""

from datetime import date
from decimal import Decimal

from nhip.apps.indicators.queries import catalogue
from nhip.apps.indicators.services import NewTarget, write_targets
from nhip.apps.plans.queries import plan_lines
from nhip.apps.tasks.queries import PlanTask, tasks_of_plan
from nhip.core.amendments import Grounds
from nhip.core.cascading import Key
from nhip.core.tasks import TaskStatus
from nhip.cycle import amending, cascading, handed_orders
from nhip.demo import story
from nhip.demo.filings import at
from nhip.demo.handing_down import communes_of, detail
from nhip.demo.stage import World

DISTRICT = "061"
INDICATOR = "GN-SU-NGHIEP"
ABOUT = "vốn sự nghiệp"
HANDED, AMENDED, ORDERED = date(2020, 5, 18), date(2020, 5, 19), date(2020, 5, 20)
TAKES_ON, ORDERS = Decimal("0.75"), Decimal("0.9")
"""Of what was asked: by which KH504 warns, and what the office orders instead."""
GROUNDS = Grounds(
    "Đưa vào kế hoạch phần vốn sự nghiệp mà huyện giao.",
    "Công văn số 201/PDT ngày 18/5/2020 của Phòng Dân tộc huyện (số liệu minh họa)",
    AMENDED,
)
WHY = "Tỉnh điều chỉnh mức vốn của huyện; phần của xã tính lại."


def hand_target_down(world: World) -> None:
    """The commune's plan is approved: what it is handed goes in by an amendment, what is ordered afterwards waits."""
    tree = world.tree(HANDED)
    office, head = tree.find(f"{DISTRICT}.PDT"), world.heads[DISTRICT]
    task = _task(office)
    _give(tree.find(DISTRICT), _millions(task.title))
    communes = communes_of(world, tree.find(DISTRICT))
    asked = cascading.HandDown(units=tuple(map(tree.code, communes)), target=INDICATOR, key=Key.EQUALLY)
    made = cascading.hand_down(
        actor=world.actors[office], task_id=task.id, form=asked, now=at(HANDED, 10, 15)
    )
    parts = dict(zip(map(tree.name, communes), zip(communes, made, strict=True), strict=True))
    unit, child = parts[story.COMMUNE_WITH_ORDERS]
    code, actor, part = tree.code(unit), world.actors[unit], _millions(task.title) / len(communes)
    detail(world, unit, child)
    cascading.take_on(actor=actor, task_id=child, planned=part * TAKES_ON, now=at(AMENDED, 8, 20))
    year, written = story.YEAR, at(AMENDED, 8, 40)
    amending.open_amendment(actor=actor, code=code, year=year, grounds=GROUNDS, now=written)
    amending.take_in(actor=actor, code=code, year=year, task_id=child, now=written)
    amending.submit_amendment(actor=actor, code=code, year=year, now=written)
    amending.approve_amendment(actor=head, code=code, year=year, now=at(AMENDED, 15, 30))
    handed_orders.change_part(
        actor=world.actors[office],
        task_id=child,
        quantity=part * ORDERS,
        reason=WHY,
        now=at(ORDERED, 7, 45),
    )


def _task(office: int) -> PlanTask:
    plan = plan_lines(units=[office], year=story.YEAR)[office]
    return next(
        one
        for one in tasks_of_plan(plan=plan.id, today=HANDED)
        if ABOUT in one.title and one.status is TaskStatus.WITHIN_DEADLINE and one.lead_id == office
    )


def _millions(title: str) -> Decimal:
    """«Giải ngân 2.400 triệu đồng …» -> 2400."""
    return next(Decimal(word.replace(".", "")) for word in title.split() if word[0].isdigit())


def _give(district: int, value: Decimal) -> None:
    known = catalogue().by_code[INDICATOR]
    write_targets(targets=[NewTarget(district, known.id, story.YEAR, f"{story.YEAR:04d}", value)])
