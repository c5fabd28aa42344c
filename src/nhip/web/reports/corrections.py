"""Đính chính: corrections of approved reports, asked for and answered."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nhip import clock
from nhip.apps.reports import correcting, queries
from nhip.core.errors import Conflict, RuleBroken, RulesBroken
from nhip.core.figures import Unconfirmed
from nhip.core.periods import Month
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.reports.correction_form import CorrectionForm
from nhip.web.reports.views import page_of, read


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    """Ask that what an approved report says be corrected."""
    when = Month(year, month)
    page = page_of(request, code, when)
    if request.method != "POST":
        return _form(request, page, CorrectionForm.of_page(page))
    form = CorrectionForm.of_post(page, request.POST)
    try:
        correcting.ask_correction(
            actor=actor_of(request),
            code=code,
            month=when,
            request=form.request(request.POST),
            now=clock.now(),
        )
    except Unconfirmed as questions:
        form.figures.ask(questions.refusals)
        return _form(request, page, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except RulesBroken as refused:
        form.refuse({name: shown.refusal(one) for name, one in refused.refusals.items()})
        return _form(request, page, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except (Conflict, RuleBroken) as refusal:
        status = HTTPStatus.CONFLICT if isinstance(refusal, Conflict) else HTTPStatus.UNPROCESSABLE_ENTITY
        return _form(request, page_of(request, code, when), form, refusal=refusal, status=status)
    messages.success(request, _("Đã gửi đề nghị đính chính; bản hiện nay đổi khi cấp duyệt chấp nhận."))
    return _to_report(code, when)


def _form(
    request: HttpRequest,
    page: queries.ReportPage,
    form: CorrectionForm,
    *,
    refusal: RuleBroken | Conflict | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    sentence = "" if refusal is None else shown.refusal(refusal)
    is_about_reason = refusal is not None and refusal.field == "reason"
    return render(
        request,
        "reports/correct.html",
        {
            "report": page,
            "form": form,
            "sentence": "" if is_about_reason else sentence,
            "reason": request.POST.get("reason", ""),
            "reason_error": sentence if is_about_reason else "",
        },
        status=status,
    )


@require_POST
def accept(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    when = Month(year, month)
    correcting.accept_correction(actor=actor_of(request), code=code, month=when, now=clock.now())
    messages.success(request, _("Đã chấp nhận đính chính; bản hiện nay đã đổi."))
    return _to_report(code, when)


@require_POST
def refuse(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    when = Month(year, month)
    try:
        correcting.refuse_correction(
            actor=actor_of(request),
            code=code,
            month=when,
            reason=request.POST.get("answer", ""),
            now=clock.now(),
        )
    except RuleBroken as refusal:
        if refusal.field != "answer":
            raise
        return read(
            request,
            page_of(request, code, when),
            refusals={"answer": refusal},
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    messages.success(request, _("Đã trả lời: không chấp nhận đính chính."))
    return _to_report(code, when)


@require_POST
def withdraw(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    when = Month(year, month)
    correcting.withdraw_correction(actor=actor_of(request), code=code, month=when, now=clock.now())
    messages.success(request, _("Đã rút đề nghị đính chính."))
    return _to_report(code, when)


def _to_report(code: str, month: Month) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('report', args=[code, month.year, month.number])}#dinh-chinh")
