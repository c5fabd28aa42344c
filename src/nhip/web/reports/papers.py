"""Papers of a report: attached, given out, taken off. The form that is being written stays as it is."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhip import clock
from nhip.apps.reports import attachments
from nhip.apps.reports.queries import report_page
from nhip.core.errors import RuleBroken
from nhip.core.periods import Month
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.downloads import as_download, uploaded
from nhip.web.reports import views


@require_POST
def attach(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    def act() -> None:
        attachments.attach_to_report(
            actor=actor_of(request),
            code=code,
            month=Month(year, month),
            files=uploaded(request),
            now=clock.now(),
        )

    return _act(request, code, Month(year, month), act, _("Đã đính kèm tệp."))


@require_POST
def remove(request: HttpRequest, code: str, year: int, month: int, file_id: int) -> HttpResponse:
    def act() -> None:
        attachments.remove_from_report(
            actor=actor_of(request), code=code, month=Month(year, month), file_id=file_id, now=clock.now()
        )

    return _act(request, code, Month(year, month), act, _("Đã gỡ tệp."))


@require_safe
def file(request: HttpRequest, code: str, year: int, month: int, file_id: int) -> HttpResponseBase:
    """A file to save."""
    return as_download(
        attachments.file_of_report(
            actor=actor_of(request),
            code=code,
            month=Month(year, month),
            file_id=file_id,
            today=clock.today(),
        )
    )


def _act(request: HttpRequest, code: str, month: Month, act: Callable[[], None], said: str) -> HttpResponse:
    """Do it; htmx gets the list of papers alone, and nothing that is typed in the report is touched."""
    refusal = None
    try:
        act()
    except RuleBroken as broken:
        refusal = broken
    page = report_page(actor=actor_of(request), code=code, month=month, today=clock.today())
    sentence = "" if refusal is None else shown.refusal(refusal)
    status = HTTPStatus.OK if refusal is None else HTTPStatus.UNPROCESSABLE_ENTITY
    if request.headers.get("HX-Request") == "true":
        context = {"report": page, "paper_error": sentence, "paper_said": "" if sentence else said}
        return render(request, "reports/_papers.html", context, status=status)
    if refusal is not None:
        return views.page_with(request, page, paper_error=sentence)
    messages.success(request, said)
    return HttpResponseRedirect(f"{reverse('report', args=[code, month.year, month.number])}#tep")
