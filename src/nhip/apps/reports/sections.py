"""The written sections of a report as they are shown and stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from nhip.apps.reports.models import Report, ReportSection
from nhip.apps.reports.outline import titles_of_sections
from nhip.core.outline import MONTH, Section, field_of_section
from nhip.core.periods import MONTHS, Month
from nhip.core.reporting import COUNTED
from nhip.core.vietnamese import composed
from nhip.rows import insert_rows

Texts = Mapping[str, str]
"""Code of a section -> text."""


@dataclass(frozen=True, slots=True)
class Said:
    """The last words of a unit that is gone. name: of the unit."""

    name: str
    month: Month
    text: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section of a report. text: as stored; last: what the unit's report before said.

    returned: why it came back. known: as corrected since. of_predecessors: what units that it took in said last.
    """

    code: str
    title: str
    hint: str
    is_required: bool
    text: str
    last: str
    returned: str
    known: str | None = None
    of_predecessors: tuple[Said, ...] = ()

    @property
    def field(self) -> str:
        return field_of_section(self.code)


def section_rows(
    *,
    unit: int,
    month: Month,
    outline: Iterable[Section],
    report: Report | None,
    returned: Mapping[str, str],
) -> tuple[SectionRow, ...]:
    """The sections of the outline in order, then those that the report has beside it. Three statements at most."""
    stored = stored_sections(report)
    asked = tuple(outline)
    others = sorted(stored.keys() - {one.code for one in asked})
    if not asked and not others:
        return ()
    last = _last(unit, month)
    titles = titles_of_sections(others)
    return (
        *(
            SectionRow(
                one.code,
                one.title,
                one.hint,
                one.is_required(MONTH),
                stored.get(one.code, ""),
                last.get(one.code, ""),
                returned.get(field_of_section(one.code), ""),
            )
            for one in asked
        ),
        *(
            SectionRow(
                code=code,
                title=titles.get(code, code),
                hint="",
                is_required=False,
                text=stored[code],
                last=last.get(code, ""),
                returned=returned.get(field_of_section(code), ""),
            )
            for code in others
        ),
    )


def stored_sections(report: Report | None) -> dict[str, str]:
    return {} if report is None else dict(report.sections.values_list("code", "text"))


def _last(unit: int, month: Month) -> dict[str, str]:
    """The newest words of each section in a report of the last twelve months that was filed."""
    since = month.shifted(-MONTHS[-1])
    rows = (
        ReportSection.objects.filter(
            Q(report__year=month.year, report__month__lt=month.number)
            | Q(report__year=since.year, report__month__gte=since.number),
            report__unit=unit,
        )
        .exclude(report__filed_at=None)
        .order_by("report__year", "report__month")
    )
    return dict(rows.values_list("code", "text"))


def composed_texts(texts: Texts) -> dict[str, str]:
    return {code: composed(text) for code, text in texts.items()}


def store_sections(report: Report, stored: Texts, texts: Texts) -> tuple[dict[str, str], dict[str, str]]:
    """Put the texts given into the report, an empty one takes its section out. Returns what changed, before and after.

    stored: what the report says so far; texts: composed and checked.
    """
    changed = {code: text for code, text in texts.items() if stored.get(code, "") != text}
    put = {code: text for code, text in changed.items() if text}
    insert_rows(
        ReportSection,
        ("report_id", "code", "text"),
        ((report.pk, code, text) for code, text in put.items()),
        "ON CONFLICT (report_id, code) DO UPDATE SET text = excluded.text",
    )
    gone = changed.keys() - put.keys()
    if gone:
        report.sections.filter(code__in=gone).delete()
    return {code: stored[code] for code in changed if code in stored}, changed


def texts_of_months(
    *, units: Iterable[int], year: int, months: Iterable[int]
) -> dict[tuple[int, int], dict[str, str]]:
    """What monthly reports that count say: unit and month -> code of the section -> text. One statement."""
    rows = ReportSection.objects.filter(
        report__unit__in=list(units),
        report__year=year,
        report__month__in=list(months),
        report__state__in=[one.value for one in COUNTED],
    ).values_list("report__unit_id", "report__month", "code", "text")
    found: dict[tuple[int, int], dict[str, str]] = {}
    for unit, month, code, text in rows:
        found.setdefault((unit, month), {})[code] = text
    return found
