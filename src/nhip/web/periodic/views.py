"""Báo cáo định kỳ: reports by period, written, filed with their totals, and decided on."""

from collections.abc import Mapping
from http import HTTPStatus
from itertools import groupby
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip import clock
from nhip.apps.org.period_words import period_of_year
from nhip.apps.periodic import deciding
from nhip.apps.periodic.services import save_periodic
from nhip.core.errors import Conflict, RuleBroken, RulesBroken
from nhip.core.periodic import ReportPeriod, parse_report_period
from nhip.cycle.periodic_lists import PeriodicList, periodic_list
from nhip.cycle.periodic_pages import PeriodicPage, file_with_totals, periodic_page
from nhip.cycle.periodic_totals import TotalRow
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.periodic.forms import PeriodicForm

Group = tuple[str, tuple[TotalRow, ...]]


@require_safe
def periodic_reports(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """``?ky=2020-Q1`` chooses the period of the units below."""
    text = request.GET.get("ky", "")
    page: PeriodicList = periodic_list(
        actor=actor_of(request),
        code=code,
        year=year,
        period=parse_report_period(text) if text else None,
        now=clock.now(),
    )
    return render(request, "periodic/list.html", {"told": page})


@require_http_methods(["GET", "HEAD", "POST"])
def periodic_report(request: HttpRequest, code: str, period: ReportPeriod) -> HttpResponse:
    """Read, write, save and file a report by period."""
    page = _page(request, code, period)
    if request.method == "POST":
        return _write(request, page, code, period)
    if page.may_edit:
        return _form(request, PeriodicForm.of_page(page))
    return _read(request, page)


def _page(request: HttpRequest, code: str, period: ReportPeriod) -> PeriodicPage:
    return periodic_page(actor=actor_of(request), code=code, period=period, now=clock.now())


def _write(request: HttpRequest, page: PeriodicPage, code: str, period: ReportPeriod) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    form = PeriodicForm.of_post(page, request.POST)
    files = request.POST.get("action") == "file"
    act = file_with_totals if files else save_periodic
    try:
        act(actor=actor, code=code, period=period, written=form.written(), now=now)
    except RulesBroken as refusal:
        form.refuse(refusal.refusals)
        return _form(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except (Conflict, RuleBroken) as refusal:
        form.compare_with(_page(request, code, period))
        status = HTTPStatus.CONFLICT if isinstance(refusal, Conflict) else HTTPStatus.UNPROCESSABLE_ENTITY
        return _form(request, form, sentence=shown.refusal(refusal), status=status)
    is_part = request.headers.get("HX-Request") == "true"
    if files:
        messages.success(request, _("Đã nộp báo cáo {period}.").format(period=period_of_year(period)))
    elif is_part:
        version = _page(request, code, period).version
        return render(request, "reports/_saved.html", {"version": version, "key": uuid4(), "at": now})
    else:
        messages.success(request, _("Đã lưu bản nháp lúc {at}.").format(at=f"{now:%H:%M}"))
    address = reverse("periodic_report", args=[code, period])
    if is_part:
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _form(
    request: HttpRequest,
    form: PeriodicForm,
    *,
    sentence: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The whole page; for htmx the form alone, put in the place of the form."""
    context = {
        "report": form.page,
        "form": form,
        "sentence": sentence,
        "period_name": period_of_year(form.page.period),
        "groups": _groups(form.page),
    }
    if request.headers.get("HX-Request") != "true":
        return render(request, "periodic/form.html", context, status=status)
    response = render(request, "periodic/_form.html", context, status=status)
    response.headers["HX-Retarget"] = "#bieu"
    response.headers["HX-Reswap"] = "outerHTML show:top"
    return response


def _read(
    request: HttpRequest,
    page: PeriodicPage,
    *,
    refusal: RuleBroken | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "report": page,
        "period_name": period_of_year(page.period),
        "groups": _groups(page),
        "reason": request.POST.get("reason", ""),
        "reason_error": "" if refusal is None else shown.refusal(refusal),
    }
    return render(request, "periodic/read.html", context, status=status)


def _groups(page: PeriodicPage) -> tuple[Group, ...]:
    return tuple(
        (name, tuple(rows))
        for name, rows in groupby(page.totals, key=lambda row: row.indicator.reporting.group)
    )


@require_POST
def approve(request: HttpRequest, code: str, period: ReportPeriod) -> HttpResponse:
    deciding.approve_periodic(actor=actor_of(request), code=code, period=period, now=clock.now())
    messages.success(request, _("Đã duyệt báo cáo {period}.").format(period=period_of_year(period)))
    return HttpResponseRedirect(reverse("periodic_report", args=[code, period]))


@require_POST
def approve_chosen(request: HttpRequest, code: str, period: ReportPeriod) -> HttpResponse:
    """The reports ticked in the list of the units below."""
    count, refused = deciding.approve_periodics(
        actor=actor_of(request),
        code=code,
        period=period,
        of=request.POST.getlist("unit"),
        now=clock.now(),
    )
    name = period_of_year(period)
    if count:
        sentence = ngettext("Đã duyệt {n} báo cáo {period}.", "Đã duyệt {n} báo cáo {period}.", count)
        messages.success(request, sentence.format(n=count, period=name))
    _warn(request, refused)
    return HttpResponseRedirect(f"{reverse('periodic_reports', args=[code, period.year])}?ky={period}")


def _warn(request: HttpRequest, refused: Mapping[str, RuleBroken]) -> None:
    for unit, refusal in refused.items():
        messages.warning(
            request,
            _("Chưa duyệt báo cáo của đơn vị {unit}: {why}").format(unit=unit, why=shown.refusal(refusal)),
        )


@require_POST
def send_back(request: HttpRequest, code: str, period: ReportPeriod) -> HttpResponse:
    try:
        deciding.return_periodic(
            actor=actor_of(request),
            code=code,
            period=period,
            reason=request.POST.get("reason", ""),
            now=clock.now(),
        )
    except RuleBroken as refusal:
        if refusal.field != "reason":
            raise
        page = _page(request, code, period)
        return _read(request, page, refusal=refusal, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(
        request, _("Đã trả lại báo cáo {period} kèm lý do.").format(period=period_of_year(period))
    )
    return HttpResponseRedirect(reverse("periodic_report", args=[code, period]))
