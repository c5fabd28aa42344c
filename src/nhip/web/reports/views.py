"""Báo cáo: a unit's monthly reports, written, filed and decided on."""

from collections.abc import Mapping
from http import HTTPStatus
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip import clock
from nhip.apps.org.queries import own_unit
from nhip.apps.reports import deciding, queries, services
from nhip.core.errors import Conflict, RuleBroken, RulesBroken
from nhip.core.figures import Unconfirmed
from nhip.core.periods import Month
from nhip.core.reporting import COUNTED, EDITABLE, ReportState
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.reports import returning
from nhip.web.reports.forms import ReportForm, sent
from nhip.web.reports.offline import may_be_kept
from nhip.web.reports.standing import offer_of

FILTERS = {
    "chua-nop": EDITABLE - COUNTED,
    "cho-duyet": frozenset({ReportState.FILED}),
    "da-duyet": frozenset({ReportState.APPROVED}),
}
"""Value of ?tinh-trang= in an address -> the states it keeps."""


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """To the reports of the person's own unit, this year."""
    today = clock.today()
    unit = own_unit(actor=actor_of(request), on=today)
    return HttpResponseRedirect(reverse("report_list", args=[unit.code, today.year]))


@require_safe
def report_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """``?thang=5`` chooses the month of the units below, ``?tinh-trang=chua-nop`` keeps those in that state."""
    month = request.GET.get("thang", "")
    page = queries.report_list(
        actor=actor_of(request),
        code=code,
        year=year,
        month=int(month) if month.isascii() and month.isdigit() else None,
        today=clock.today(),
    )
    only = request.GET.get("tinh-trang", "")
    kept = FILTERS.get(only, frozenset(ReportState))
    counts = {name: sum(one.state in states for one in page.children) for name, states in FILTERS.items()}
    return render(
        request,
        "reports/list.html",
        {
            "reports": page,
            "children": [one for one in page.children if one.state in kept],
            "only": only if only in FILTERS else "",
            "open_month": _open_month(page),
            "not_filed": counts["chua-nop"],
            "waiting": counts["cho-duyet"],
            "approved": counts["da-duyet"],
        },
    )


def _open_month(page: queries.ReportList) -> queries.OwnMonth | None:
    """The month that is being reported on: of the two that began last the first whose report is still to be filed."""
    begun = [one for one in page.months if one.expected and one.begun]
    left = [one for one in begun[-2:] if one.state in EDITABLE - {ReportState.RETURNED}]
    return left[0] if page.may_file and left else None


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Read, write, save and file the report of a month."""
    if request.method == "POST":
        return _write(request, code, Month(year, month))
    return may_be_kept(request, page_with(request, page_of(request, code, Month(year, month))))


def page_with(request: HttpRequest, page: queries.ReportPage, *, paper_error: str = "") -> HttpResponse:
    """The report to write, or to read. paper_error: why a paper was refused."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if paper_error else HTTPStatus.OK
    if page.may_edit:
        return _form(request, ReportForm.of_page(page), paper_error=paper_error, status=status)
    return read(request, page, paper_error=paper_error, status=status)


def page_of(request: HttpRequest, code: str, month: Month) -> queries.ReportPage:
    return queries.report_page(actor=actor_of(request), code=code, month=month, today=clock.today())


def _write(request: HttpRequest, code: str, month: Month) -> HttpResponse:
    """What was sent is read as it is; the page that it was typed into is put together only where it is shown again."""
    actor, now = actor_of(request), clock.now()
    files = request.POST.get("action") == "file"
    act = services.file_report if files else services.save_report
    try:
        submission = sent(request.POST)
        if submission is None:
            form = ReportForm.of_post(page_of(request, code, month), request.POST)
            submission = form.submission
        version = act(actor=actor, code=code, month=month, submission=submission, now=now)
    except (RulesBroken, Conflict, RuleBroken) as refusal:
        return _refused(request, page_of(request, code, month), refusal)
    address = reverse("report", args=[code, month.year, month.number])
    is_part = request.headers.get("HX-Request") == "true"
    if files:
        messages.success(
            request, _("Đã nộp báo cáo tháng {month}/{year}.").format(month=month.number, year=month.year)
        )
    elif is_part:
        return render(
            request,
            "reports/_saved.html",
            {"version": version, "key": uuid4(), "at": now},
        )
    else:
        messages.success(request, _("Đã lưu bản nháp lúc {at}.").format(at=f"{now:%H:%M}"))
    if is_part:
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _refused(
    request: HttpRequest, page: queries.ReportPage, refusal: RulesBroken | Conflict | RuleBroken
) -> HttpResponse:
    """What was typed stands in the form as it is now, with what is wrong, asked back, or stored meanwhile."""
    form, status = ReportForm.of_post(page, request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(refusal, Unconfirmed):
        form.figures.ask(refusal.refusals)
        return _form(request, form, status=status)
    if isinstance(refusal, RulesBroken):
        form.refuse(refusal.refusals)
        return _form(request, form, status=status)
    form.compare_with(page)
    status = HTTPStatus.CONFLICT if isinstance(refusal, Conflict) else status
    return _form(request, form, sentence=shown.refusal(refusal), status=status)


def _form(
    request: HttpRequest,
    form: ReportForm,
    *,
    sentence: str = "",
    paper_error: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The whole page; for htmx the form alone, put in the place of the form."""
    context = {
        "report": form.page,
        "form": form,
        "sentence": sentence,
        "paper_error": paper_error,
        "offer": offer_of(form.page) if request.method != "POST" else None,
    }
    if request.headers.get("HX-Request") != "true":
        return render(request, "reports/form.html", context, status=status)
    response = render(request, "reports/_form.html", context, status=status)
    response.headers["HX-Retarget"] = "#bieu"
    response.headers["HX-Reswap"] = "outerHTML show:top"
    return response


def read(
    request: HttpRequest,
    page: queries.ReportPage,
    *,
    refusals: Mapping[str, RuleBroken] | None = None,
    paper_error: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The report as it stands, with what was typed to decide on it. refusals: by field."""
    errors = {name: shown.refusal(one) for name, one in (refusals or {}).items()}
    return render(
        request,
        "reports/read.html",
        {
            "report": page,
            "is_written": page.filed_at is not None,
            "lines": returning.cells_read(page.lines, request.POST, errors),
            "figures": returning.cells_read(page.figures, request.POST, errors),
            "sections": returning.cells_read(page.sections, request.POST, errors),
            "reason_error": ""
            if "answer" in errors
            else errors.get("reason", next(iter(errors.values()), "")),
            "reason": request.POST.get("reason", ""),
            "answer_error": errors.get("answer", ""),
            "answer": request.POST.get("answer", ""),
            "paper_error": paper_error,
        },
        status=status,
    )


@require_POST
def approve(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    deciding.approve_report(actor=actor_of(request), code=code, month=Month(year, month), now=clock.now())
    messages.success(request, _("Đã duyệt báo cáo tháng {month}/{year}.").format(month=month, year=year))
    return HttpResponseRedirect(reverse("report", args=[code, year, month]))


@require_POST
def approve_chosen(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """The reports ticked in the list of the units below."""
    count, refused = deciding.approve_reports(
        actor=actor_of(request),
        code=code,
        month=Month(year, month),
        of=request.POST.getlist("unit"),
        now=clock.now(),
    )
    if count:
        sentence = ngettext(
            "Đã duyệt {n} báo cáo tháng {month}/{year}.", "Đã duyệt {n} báo cáo tháng {month}/{year}.", count
        )
        messages.success(request, sentence.format(n=count, month=month, year=year))
    for unit, refusal in refused.items():
        messages.warning(
            request,
            _("Chưa duyệt báo cáo của đơn vị {unit}: {why}").format(unit=unit, why=shown.refusal(refusal)),
        )
    return HttpResponseRedirect(f"{reverse('report_list', args=[code, year])}?thang={month}")


@require_POST
def send_back(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """The whole report, or with ``scope=cells`` the cells for which a reason was typed."""
    when = Month(year, month)
    try:
        deciding.return_report(
            actor=actor_of(request),
            code=code,
            month=when,
            reason=request.POST.get("reason", ""),
            cells=returning.reasons(request.POST),
            only_cells=request.POST.get("scope") == "cells",
            now=clock.now(),
        )
    except (RuleBroken, RulesBroken) as refusal:
        if isinstance(refusal, RuleBroken) and refusal.field != "reason":
            raise
        refusals = refusal.refusals if isinstance(refusal, RulesBroken) else {"reason": refusal}
        page = page_of(request, code, when)
        return read(request, page, refusals=refusals, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(
        request, _("Đã trả lại báo cáo tháng {month}/{year} kèm lý do.").format(month=month, year=year)
    )
    return HttpResponseRedirect(reverse("report", args=[code, year, month]))
