"""Sắp xếp đơn vị: a reorganisation prepared from a resolution, seen as it will be, applied, undone or confirmed."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip import clock
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.core.resolutions import ResolutionState
from nhip.cycle import resolution_files, resolution_pages, resolutions
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.posted import whole
from nhip.web.units.forms import ResolutionForm
from nhip.web.units.goals import goal_rows, sent_goals
from nhip.xlsx.reading import LARGEST
from nhip.xlsx.writing import MEDIA_TYPE


@require_safe
def resolution_list(request: HttpRequest) -> HttpResponse:
    lines = resolution_pages.resolution_list(actor=actor_of(request), today=clock.today())
    return render(request, "units/resolutions.html", {"lines": lines})


@require_safe
def resolution(request: HttpRequest, resolution_id: int) -> HttpResponse:
    return _page(request, resolution_id)


def _page(
    request: HttpRequest,
    resolution_id: int,
    refusal: RuleBroken | RulesBroken | None = None,
    sent: Mapping[str, str] = MappingProxyType({}),
) -> HttpResponse:
    """sent: fields of targets as they were typed, where they were refused."""
    page = resolution_pages.resolution_page(
        actor=actor_of(request), resolution_id=resolution_id, now=clock.now()
    )
    told = [(key, shown.refusal(one)) for key, one in page.refusals.items()]
    several = refusal.refusals if isinstance(refusal, RulesBroken) else {}
    is_open = page.preview is not None and page.state is ResolutionState.PREPARED
    goals = page.preview.moved.goals if page.preview is not None and is_open else ()
    return render(
        request,
        "units/resolution.html",
        {
            "page_of_resolution": page,
            "refusals": told,
            "refused": "" if refusal is None else shown.refusal(refusal),
            "more_refused": [shown.refusal(one) for one in several.values()][1:],
            "goal_rows": goal_rows(goals, sent, several),
            "today": clock.today(),
        },
        status=HTTPStatus.OK if refusal is None else HTTPStatus.UNPROCESSABLE_ENTITY,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_resolution(request: HttpRequest) -> HttpResponse:
    seats = resolution_pages.seats(actor=actor_of(request), today=clock.today())
    return _form(request, None, ResolutionForm.blank(under=seats[0].code))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_resolution(request: HttpRequest, resolution_id: int) -> HttpResponse:
    page = resolution_pages.resolution_page(
        actor=actor_of(request), resolution_id=resolution_id, now=clock.now()
    )
    return _form(request, resolution_id, ResolutionForm.of_page(page))


def _form(request: HttpRequest, resolution_id: int | None, form: ResolutionForm) -> HttpResponse:
    """The form; a workbook that is sent replaces its rows, ``more`` adds rows, else it is kept."""
    if request.method != "POST":
        return _typed(request, resolution_id, form)
    form = ResolutionForm.of_post(request.POST)
    sent = request.FILES.get("tep")
    try:
        if sent is not None:
            form.with_lines(resolution_files.read_lines(sent.read(LARGEST + 1)))
        elif "more" in request.POST:
            form.with_more_rows()
            return _typed(request, resolution_id, form)
        saved = resolutions.save_resolution(
            actor=actor_of(request), resolution_id=resolution_id, draft=form.draft(), now=clock.now()
        )
    except (RulesBroken, RuleBroken) as refusal:
        form.refuse(refusal)
        return _typed(request, resolution_id, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Đã lưu; xem trước bên dưới, chưa có gì thay đổi."))
    return HttpResponseRedirect(reverse("resolution", args=[saved]))


def _typed(
    request: HttpRequest, resolution_id: int | None, form: ResolutionForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    today = clock.today()
    return render(
        request,
        "units/resolution_form.html",
        {
            "form": form,
            "resolution_id": resolution_id,
            "seats": resolution_pages.seats(actor=actor_of(request), today=today),
            "known": resolution_pages.known_units(actor=actor_of(request), today=today),
        },
        status=status,
    )


@require_POST
def apply(request: HttpRequest, resolution_id: int) -> HttpResponse:
    try:
        done = resolutions.apply_resolution(
            actor=actor_of(request), resolution_id=resolution_id, now=clock.now()
        )
    except (RulesBroken, RuleBroken) as refusal:
        return _page(request, resolution_id, refusal)
    messages.success(
        request,
        _("Đã áp dụng: {parts} phần việc chuyển sang đơn vị mới. Hoàn tác được cho đến khi xác nhận.").format(
            parts=shown.number(done.parts)
        ),
    )
    return HttpResponseRedirect(reverse("resolution", args=[resolution_id]))


@require_POST
def receivers(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """Which heir takes which task: fields ``nhan-<task>`` with a code; what is left as proposed is not kept."""
    sent = {
        whole(name.removeprefix("nhan-"), 0): str(code)
        for name, code in request.POST.items()
        if name.startswith("nhan-") and code
    }
    chosen = {task: code for task, code in sent.items() if task}
    try:
        resolutions.choose_receivers(
            actor=actor_of(request),
            resolution_id=resolution_id,
            receivers=chosen,
            version=whole(request.POST.get("version"), -1),
            now=clock.now(),
        )
    except (RulesBroken, RuleBroken) as refusal:
        return _page(request, resolution_id, refusal)
    messages.success(request, _("Đã lưu đơn vị nhận; xem trước bên dưới, chưa có gì thay đổi."))
    return HttpResponseRedirect(reverse("resolution", args=[resolution_id]))


@require_POST
def goals(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """What heirs get of divided units' targets; rows that are left blank go by the shares."""
    try:
        resolutions.choose_goals(
            actor=actor_of(request),
            resolution_id=resolution_id,
            goals=sent_goals(request.POST),
            version=whole(request.POST.get("version"), -1),
            now=clock.now(),
        )
    except (RulesBroken, RuleBroken) as refusal:
        return _page(
            request, resolution_id, refusal, {name: str(text) for name, text in request.POST.items()}
        )
    messages.success(request, _("Đã lưu phần chỉ tiêu; xem trước bên dưới, chưa có gì thay đổi."))
    return HttpResponseRedirect(reverse("resolution", args=[resolution_id]))


@require_POST
def undo(request: HttpRequest, resolution_id: int) -> HttpResponse:
    try:
        resolutions.undo_resolution(actor=actor_of(request), resolution_id=resolution_id, now=clock.now())
    except RuleBroken as refusal:
        return _page(request, resolution_id, refusal)
    messages.success(request, _("Đã hoàn tác; mọi thứ trở lại như trước khi áp dụng."))
    return HttpResponseRedirect(reverse("resolution", args=[resolution_id]))


@require_POST
def confirm(request: HttpRequest, resolution_id: int) -> HttpResponse:
    try:
        resolutions.confirm_resolution(actor=actor_of(request), resolution_id=resolution_id, now=clock.now())
    except RuleBroken as refusal:
        return _page(request, resolution_id, refusal)
    messages.success(request, _("Đã xác nhận đợt sắp xếp."))
    return HttpResponseRedirect(reverse("resolution", args=[resolution_id]))


@require_POST
def remove(request: HttpRequest, resolution_id: int) -> HttpResponse:
    try:
        resolutions.remove_resolution(actor=actor_of(request), resolution_id=resolution_id, now=clock.now())
    except RuleBroken as refusal:
        return _page(request, resolution_id, refusal)
    messages.success(request, _("Đã bỏ bản chuẩn bị."))
    return HttpResponseRedirect(reverse("resolutions"))


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    resolution_pages.seats(actor=actor_of(request), today=clock.today())
    return _workbook(resolution_files.workbook_of(()), "mau-sap-xep.xlsx")


@require_safe
def workbook(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """The lines as a workbook."""
    page = resolution_pages.resolution_page(
        actor=actor_of(request), resolution_id=resolution_id, now=clock.now()
    )
    return _workbook(resolution_files.workbook_of(page.lines), f"sap-xep-{page.effective_on:%Y-%m-%d}.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
