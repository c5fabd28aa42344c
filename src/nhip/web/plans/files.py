"""Kế hoạch ra và vào tệp Excel: downloaded, sent, shown what it would change, confirmed."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip import clock
from nhip.core.errors import Conflict, RuleBroken
from nhip.cycle import plan_uploads
from nhip.cycle.plan_work import export_workbook
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.plans.changes import change_lines
from nhip.web.posted import whole
from nhip.xlsx.writing import MEDIA_TYPE


@require_safe
def workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    content = export_workbook(actor=actor_of(request), code=code, year=year, now=clock.now())
    name = f"ke-hoach-{code}-{year}.xlsx"
    return HttpResponse(
        content,
        content_type=MEDIA_TYPE,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Choose a file: a good one is kept and shown, of one with errors these are told and nothing is kept."""
    actor, error, told = actor_of(request), "", None
    page = plan_uploads.upload_page(actor=actor, code=code, year=year, today=clock.today())
    if request.method == "POST":
        sent = request.FILES.get("tep")
        try:
            told = plan_uploads.send_plan(
                actor=actor,
                code=code,
                year=year,
                file_name="" if sent is None else sent.name or "",
                content=b"" if sent is None else sent.read(plan_uploads.LARGEST + 1),
                now=clock.now(),
                moment=clock.moment(),
            )
        except RuleBroken as refusal:
            error = shown.refusal(refusal)
        else:
            if told.is_good:
                return HttpResponseRedirect(reverse("plan_import", args=[code, year]))
    is_wrong = bool(error) or told is not None
    return render(
        request,
        "plans/import.html",
        {
            "page_of_upload": page,
            "told": told,
            "error": error,
            "most_bytes": plan_uploads.LARGEST // 2**20,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What would change; posting stores it, after reading and checking the file once more."""
    actor, now = actor_of(request), clock.now()
    if request.method != "POST":
        return _preview(request, code, year)
    try:
        told = plan_uploads.confirm_plan(
            actor=actor, code=code, year=year, version=_version(request), now=now
        )
    except Conflict as refusal:
        return _preview(request, code, year, error=shown.refusal(refusal), status=HTTPStatus.CONFLICT)
    except RuleBroken as refusal:
        return _preview(
            request, code, year, error=shown.refusal(refusal), status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    if told is not None and not told.is_good:
        return _preview(request, code, year, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if told is not None:
        messages.success(request, _("Đã nhập kế hoạch từ tệp «{file}».").format(file=told.file_name))
    return HttpResponseRedirect(reverse("plan", args=[code, year]))


def _version(request: HttpRequest) -> int:
    """Of the plan that the changes were shown for; one that no plan has where nothing readable is said."""
    return whole(request.POST.get("version"), -1)


def _preview(
    request: HttpRequest, code: str, year: int, *, error: str = "", status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    try:
        told = plan_uploads.sent_plan(actor=actor_of(request), code=code, year=year, now=clock.now())
    except RuleBroken:  # the plan went out of hands meanwhile: the page of sending says so
        return HttpResponseRedirect(reverse("import_plan", args=[code, year]))
    if told is None:
        return HttpResponseRedirect(reverse("import_plan", args=[code, year]))
    return render(
        request,
        "plans/import_preview.html",
        {"told": told, "lines": change_lines(told), "error": error},
        status=status,
    )


@require_POST
def drop(request: HttpRequest, code: str, year: int) -> HttpResponse:
    plan_uploads.drop_plan(actor=actor_of(request), code=code, year=year, now=clock.now())
    messages.success(request, _("Đã bỏ tệp; chưa có gì được ghi."))
    return HttpResponseRedirect(reverse("import_plan", args=[code, year]))
