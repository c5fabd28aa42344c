"""A year's plans: typed, submitted and approved, on the units of before the merger."""

from collections.abc import Iterator
from datetime import date, timedelta

from nhip.core.access import Actor
from nhip.cycle import planning
from nhip.demo import story
from nhip.demo.drafts import Drawn, draw_tasks
from nhip.demo.filings import at
from nhip.demo.places import data
from nhip.demo.stage import LOADED_ON, World
from nhip.demo.telling import Year


def plan_year(world: World, told: Year) -> Iterator[None]:
    """Every commune's, office's and the department's plan, one after the other."""
    rng, patterns = world.rngs[told.number], data(told.tasks)["patterns"]
    tree = world.tree(LOADED_ON)
    for district in world.places:
        local, head = told.districts[district.code], world.heads[district.code]
        late = set(rng.sample([place.code for place in district.before], local.late_plans))
        office = 0 if district.code == story.CITY else told.office_tasks
        counts = _shared_out(local.tasks - office, len(district.before))
        for place, count in zip(district.before, counts, strict=True):
            drawn = draw_tasks(rng, patterns, told, "commune", count)
            _plan(world, told, tree.find(place.code), drawn, is_late=place.code in late, approver=head)
            yield
        if office:
            drawn = draw_tasks(rng, patterns, told, "office", office)
            unit, is_late = tree.find(f"{district.code}.PDT"), district.code in told.late_offices
            _plan(world, told, unit, drawn, is_late=is_late, approver=head)
        yield
    drawn = draw_tasks(rng, patterns, told, "department", told.department_tasks)
    _plan(world, told, tree.find("06.BDT"), drawn, is_late=False, approver=world.heads["06"])


def _shared_out(total: int, among: int) -> list[int]:
    """``total`` in whole parts as equal as can be; everybody has at least one."""
    return [max(1, total // among + (index < total % among)) for index in range(among)]


def _plan(world: World, told: Year, unit: int, drawn: list[Drawn], *, is_late: bool, approver: Actor) -> None:
    rng, days, year = world.rngs[told.number], told.planning, told.number
    code, actor = world.tree(LOADED_ON).code(unit), world.actors[unit]
    written = at(days.written_from + timedelta(days=rng.randint(*days.written)), 8, rng.randint(0, 59))
    for one in drawn:
        form = planning.TaskForm(
            draft=one.draft,
            lead=code,
            coordinating=one.coordinating,
            programme_id=world.programmes[one.programme],
        )
        planning.save_task(actor=actor, code=code, year=year, task_id=None, form=form, now=written)
    day = date(year, 1, rng.randint(*(days.submitted_late if is_late else days.submitted)))
    submitted = at(day, rng.randint(8, 16), rng.randint(0, 59))
    planning.submit_plan(actor=actor, code=code, year=year, now=submitted)
    approved = submitted + timedelta(days=rng.randint(*days.decided))
    planning.approve_plan(actor=approver, code=code, year=year, now=approved)
