"""Điều chỉnh kế hoạch: an approved plan amended, and its versions over time."""

from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip import clock
from nhip.core.amendments import Grounds
from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop
from nhip.core.typed import read_day
from nhip.cycle import amending
from nhip.cycle.amendment_pages import amendment_page, grounds_page, versions_page
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.plans.changes import amended_lines
from nhip.web.posted import whole

FIELDS = ("reason", "basis", "asked_from")


@require_safe
def amendment(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The open amendment with what it changes, and those before it."""
    return _amendment(request, code, year)


def _amendment(
    request: HttpRequest,
    code: str,
    year: int,
    *,
    error: str = "",
    reason_error: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    page = amendment_page(actor=actor_of(request), code=code, year=year, today=clock.today())
    context = {
        "page_of_amendment": page,
        "lines": amended_lines(page.changes, page.names, page.lines),
        "left": [(one, amended_lines(one.changes, page.names)) for one in page.left],
        "error": error,
        "reason": request.POST.get("reason", ""),
        "reason_error": reason_error,
    }
    return render(request, "plans/amendment.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def grounds(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Why, on what basis and from when: of a new amendment, or of the open one."""
    actor, now = actor_of(request), clock.now()
    page = grounds_page(actor=actor, code=code, year=year, today=now.date())
    if not (page.may_open or page.may_edit):
        return HttpResponseRedirect(reverse("plan_amendment", args=[code, year]))
    known = page.open
    typed = {
        "reason": "" if known is None else known.grounds.reason,
        "basis": "" if known is None else known.grounds.basis,
        "asked_from": shown.day(now.date() if known is None else known.grounds.asked_from),
    }
    errors: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in FIELDS}
        change = amending.open_amendment if known is None else amending.change_grounds
        try:
            change(actor=actor, code=code, year=year, grounds=_read(typed), now=now)
        except RulesBroken as refusal:
            errors = {name: shown.refusal(one) for name, one in refusal.refusals.items()}
        except RuleBroken as refusal:
            errors = {refusal.field or "": shown.refusal(refusal)}
        else:
            if known is not None:
                return HttpResponseRedirect(reverse("plan_amendment", args=[code, year]))
            messages.success(request, _("Đã mở điều chỉnh; sửa kế hoạch trong bảng rồi trình."))
            return HttpResponseRedirect(reverse("plan_editor", args=[code, year]))
    return render(
        request,
        "plans/amendment_grounds.html",
        {"page_of_amendment": page, "typed": typed, "errors": errors},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
    )


def _read(typed: dict[str, str]) -> Grounds:
    """Raises RuleBroken where there is no day, or what is typed is none."""
    day = read_day(typed["asked_from"], field="asked_from")
    if day is None:
        raise RuleBroken(gettext_noop("Chưa ghi ngày có hiệu lực; viết ngày/tháng/năm."), field="asked_from")
    return Grounds(typed["reason"], typed["basis"], day)


@require_POST
def take_in(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A task from outside the plan goes into it."""
    task = whole(request.POST.get("task"), 0)
    try:
        amending.take_in(actor=actor_of(request), code=code, year=year, task_id=task, now=clock.now())
    except RuleBroken as refusal:
        return _refused(request, code, year, refusal)
    return HttpResponseRedirect(reverse("plan_amendment", args=[code, year]))


@require_POST
def drop(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A task stays as the plan has it."""
    line = whole(request.POST.get("line"), 0)
    try:
        amending.drop_change(actor=actor_of(request), code=code, year=year, line=line, now=clock.now())
    except RuleBroken as refusal:
        return _refused(request, code, year, refusal)
    return HttpResponseRedirect(reverse("plan_amendment", args=[code, year]))


def _refused(request: HttpRequest, code: str, year: int, refusal: RuleBroken) -> HttpResponse:
    return _amendment(
        request, code, year, error=shown.refusal(refusal), status=HTTPStatus.UNPROCESSABLE_ENTITY
    )


@require_POST
def submit(request: HttpRequest, code: str, year: int) -> HttpResponse:
    try:
        amending.submit_amendment(actor=actor_of(request), code=code, year=year, now=clock.now())
    except RulesBroken as refusal:
        first = next(iter(refusal.refusals.values()))
        return _refused(request, code, year, first)
    except RuleBroken as refusal:
        return _refused(request, code, year, refusal)
    messages.success(
        request, _("Đã trình điều chỉnh; kế hoạch giữ nguyên cho đến khi điều chỉnh có hiệu lực.")
    )
    return HttpResponseRedirect(reverse("plan_amendment", args=[code, year]))


@require_POST
def approve(request: HttpRequest, code: str, year: int) -> HttpResponse:
    try:
        day = amending.approve_amendment(actor=actor_of(request), code=code, year=year, now=clock.now())
    except RuleBroken as refusal:
        return _refused(request, code, year, refusal)
    messages.success(request, _("Đã duyệt điều chỉnh; có hiệu lực từ {day}.").format(day=shown.day(day)))
    return HttpResponseRedirect(reverse("plan_amendment", args=[code, year]))


@require_POST
def send_back(request: HttpRequest, code: str, year: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        amending.return_amendment(
            actor=actor_of(request), code=code, year=year, reason=reason, now=clock.now()
        )
    except RuleBroken as refusal:
        if refusal.field != "reason":
            return _refused(request, code, year, refusal)
        wrong = shown.refusal(refusal)
        return _amendment(request, code, year, reason_error=wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Đã trả lại điều chỉnh kèm lý do."))
    return HttpResponseRedirect(reverse("plan_amendment", args=[code, year]))


@require_POST
def withdraw(request: HttpRequest, code: str, year: int) -> HttpResponse:
    try:
        amending.withdraw(actor=actor_of(request), code=code, year=year, now=clock.now())
    except RuleBroken as refusal:
        return _refused(request, code, year, refusal)
    messages.success(request, _("Đã rút điều chỉnh; kế hoạch giữ nguyên như đã duyệt."))
    return HttpResponseRedirect(reverse("plan", args=[code, year]))


@require_safe
def versions(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The plan as it was in force on a day (``ngay``), beside another day's (``so-voi``)."""
    today = clock.today()
    errors: dict[str, str] = {}
    on = _asked(request, "ngay", errors) or min(today, date(year, 12, 31))
    against = _asked(request, "so-voi", errors)
    page = versions_page(actor=actor_of(request), code=code, year=year, on=on, against=against, today=today)
    return render(
        request,
        "plans/versions.html",
        {
            "page_of_versions": page,
            "lines": amended_lines(page.changes, page.names),
            "error_on": errors.get("ngay", ""),
            "error_against": errors.get("so-voi", ""),
            "typed_on": request.GET.get("ngay", shown.day(on)),
            "typed_against": request.GET.get("so-voi", ""),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
    )


def _asked(request: HttpRequest, name: str, errors: dict[str, str]) -> date | None:
    try:
        return read_day(request.GET.get(name, ""), field=name)
    except RuleBroken as refusal:
        errors[name] = shown.refusal(refusal)
        return None
