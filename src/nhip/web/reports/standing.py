"""«Không đổi, nộp luôn»: everything that would be filed, read once more before it is."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from nhip import clock
from nhip.apps.reports.queries import ReportPage
from nhip.apps.reports.standing import page_to_refile, standing_of
from nhip.core.periods import Month
from nhip.core.unchanged import Unchanged
from nhip.web.actor import actor_of
from nhip.web.reports.forms import ReportForm
from nhip.web.reports.returning import cells_read


@dataclass(frozen=True, slots=True)
class Named:
    """A field of the report as people call it."""

    field: str
    name: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Whether the report may be filed as it stands; else which of its fields have to be typed, or say something new."""

    is_offered: bool
    lacking: tuple[Named, ...]
    differing: tuple[Named, ...]


def offer_of(page: ReportPage) -> Offer | None:
    """None where there is nothing to offer."""
    found = standing_of(page)
    return None if found is None else _offer(page, found)


def _offer(page: ReportPage, found: Unchanged) -> Offer:
    names = {f"progress-{row.task_id}": row.title for row in page.lines}
    names |= {row.field: ", ".join(filter(None, (row.name, row.category_name))) for row in page.figures}
    names |= {row.field: row.title for row in page.sections}
    return Offer(
        found.is_offered,
        *(
            tuple(Named(field, names[field]) for field in fields)
            for fields in (found.lacking, found.differing)
        ),
    )


@require_safe
def unchanged(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """What would be filed, for the form of the report to be sent with; else what stands against it."""
    page = page_to_refile(actor=actor_of(request), code=code, month=Month(year, month), now=clock.now())
    offer = offer_of(page)
    if offer is None:
        return HttpResponseRedirect(reverse("report", args=[code, year, month]))
    context = {
        "report": page,
        "lines": cells_read(page.lines),
        "figures": cells_read(page.figures),
        "sections": cells_read(page.sections),
        "form": ReportForm.of_page(page),
        "offer": offer,
    }
    return render(request, "reports/unchanged.html", context)
