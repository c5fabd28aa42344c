"""A month's reports: filed, and approved or sent back."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from nhip.apps.org import ground
from nhip.apps.reports import deciding
from nhip.apps.reports import services as reports
from nhip.apps.tasks.asked import tasks_to_report
from nhip.core.periods import Month
from nhip.demo import story
from nhip.demo.filings import at, filings
from nhip.demo.places import data
from nhip.demo.progress import Aim, report_lines
from nhip.demo.stage import World
from nhip.demo.telling import Year


def report_month(world: World, told: Year, number: int) -> Iterator[None]:
    """Every report of the month, in the order of their filing."""
    rng, month = world.rngs[told.number], Month(told.number, number)
    filed = filings(rng, world.places, told, number)
    for filing in sorted(filed, key=lambda one: (one.moment, one.unit)):
        file(world, told, filing.unit, month, filing.moment, filing.aim)
        code = world.tree(ground.current().history.cut_off(filing.unit, month)).code(filing.unit)
        decided = _decided(rng, filing.moment)
        head = world.heads[filing.district]
        if filing.is_returned:
            reason = "Số liệu tiến độ chưa khớp với biên bản nghiệm thu, đề nghị rà soát và nộp lại."
            deciding.return_report(actor=head, code=code, month=month, reason=reason, now=decided)
        elif filing.is_approved:
            deciding.approve_report(actor=head, code=code, month=month, now=decided)
        yield


def _decided(rng: Random, filed: datetime) -> datetime:
    """When the head decides: in office hours, one to three days after the filing, before the story's day."""
    day = filed.date() + timedelta(days=rng.randint(1, 3))
    if day >= story.TODAY:
        return max(at(story.TODAY, 0, 5), filed + timedelta(minutes=1))
    return at(day, rng.randint(8, 16), rng.randint(0, 59))


def file(world: World, told: Year, unit: int, month: Month, moment: datetime, aim: Aim) -> None:
    """The unit reports on every task that it leads."""
    history = ground.current().history
    day = min(history.cut_off(unit, month), moment.date())
    tasks = tasks_to_report(unit=unit, year=month.year, month=month.number, day=day, today=moment.date())
    lines = report_lines(world.rngs[told.number], tasks, aim, data(told.tasks)["words"])
    code = history.on(day).code(unit)
    reports.file_report(
        actor=world.actors[unit],
        code=code,
        month=month,
        submission=reports.Submission(lines=lines, version=0),
        now=moment,
    )
