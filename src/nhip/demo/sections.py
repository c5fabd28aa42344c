"""What the reports of the demo world say in their written sections: short, and as different as offices write."""

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from django.db.models import Avg, Count

from nhip.apps.org import ground
from nhip.apps.reports.models import Report, ReportSection
from nhip.apps.reports.outline import load_outline, outline_of, shipped_outline
from nhip.core.access import OPERATOR
from nhip.core.outline import MONTH
from nhip.core.periods import Month
from nhip.demo import story
from nhip.demo.filings import at
from nhip.demo.places import data
from nhip.rows import insert_rows

if TYPE_CHECKING:
    from nhip.core.outline import Section

SILENT = 0.25
"""One optional section in four stays empty."""


def write_sections() -> int:
    """Load the outline that is shipped and put words into the reports that were filed under it. Returns how many.

    After the filings: who filed a quarter's report then had not been asked for them yet.
    """
    load_outline(actor=OPERATOR, path=shipped_outline(), now=at(story.TODAY, 7))
    rng, words = Random(1952), data("sections.json")  # noqa: S311 - a story, not a secret
    outlines: dict[tuple[int, Month], tuple[Section, ...]] = {}
    history = ground.current().history

    def told() -> Iterator[tuple[int, str, str]]:
        reports = Report.objects.exclude(filed_at=None).order_by("year", "month", "unit")
        for report in reports.annotate(count=Count("lines"), progress=Avg("lines__progress")):
            month = Month(report.year, report.month)
            tree = history.on(history.cut_off(report.unit_id, month))
            if report.unit_id not in tree:
                continue
            above = tree.parent(report.unit_id) or report.unit_id
            if (above, month) not in outlines:  # the demo has one outline for all levels
                outlines[above, month] = outline_of(report.unit_id, month, tree)
            places = {"n": report.count, "p": round(report.progress or 0), "name": tree.name(report.unit_id)}
            for section in outlines[above, month]:
                if section.is_required(MONTH) or rng.random() > SILENT:
                    yield report.pk, section.code, rng.choice(words[section.code]).format(**places)

    return insert_rows(
        ReportSection,
        ("report_id", "code", "text"),
        told(),
    )
