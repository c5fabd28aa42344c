"""Kế hoạch: a unit's plan of a year, its tasks, and who has submitted one."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip import clock
from nhip.apps.org.queries import own_unit
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.cycle import plan_pages, planning, task_pages
from nhip.cycle.plan_checking import plan_findings
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.plans.forms import TaskForm


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """To the plan of the person's own unit, this year."""
    today = clock.today()
    unit = own_unit(actor=actor_of(request), on=today)
    return HttpResponseRedirect(reverse("plan", args=[unit.code, today.year]))


@require_safe
def plan(request: HttpRequest, code: str, year: int) -> HttpResponse:
    return _plan(request, code, year)


def _plan(
    request: HttpRequest,
    code: str,
    year: int,
    *,
    refusal: RuleBroken | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    page = plan_pages.plan_page(actor=actor_of(request), code=code, year=year, today=clock.today())
    return render(
        request,
        "plans/page.html",
        {
            "plan": page,
            "reason_error": "" if refusal is None else shown.refusal(refusal),
            "reason": request.POST.get("reason", ""),
        },
        status=status,
    )


@require_safe
def check(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What the rules for plans find."""
    return _check(request, code, year)


def _check(
    request: HttpRequest,
    code: str,
    year: int,
    *,
    rule: str = "",
    error: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """rule, error: which one could not be switched off, and why not."""
    told = plan_findings(actor=actor_of(request), code=code, year=year, today=clock.today())
    context = {"told": told, "rule": rule, "error": error, "reason": request.POST.get("reason", "")}
    return render(request, "plans/check.html", context, status=status)


@require_POST
def switch_rule(request: HttpRequest, code: str, year: int, rule: str) -> HttpResponse:
    """The plan is not held to a rule any more, with a reason; with ``ap-dung`` it is again."""
    is_on = "ap-dung" in request.POST
    try:
        planning.switch_rule(
            actor=actor_of(request),
            code=code,
            year=year,
            rule=rule,
            reason=None if is_on else request.POST.get("reason", ""),
            now=clock.now(),
        )
    except RuleBroken as refusal:
        if refusal.field != "reason":
            raise
        error = shown.refusal(refusal)
        return _check(request, code, year, rule=rule, error=error, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    sentence = (
        _("Áp dụng lại quy tắc {rule}.") if is_on else _("Không áp dụng quy tắc {rule} cho kế hoạch này.")
    )
    messages.success(request, sentence.format(rule=rule))
    return HttpResponseRedirect(reverse("plan_check", args=[code, year]))


@require_safe
def status(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Who has submitted a plan, and who has not."""
    page = plan_pages.plan_status(actor=actor_of(request), code=code, year=year, today=clock.today())
    only = request.GET.get("tinh-trang", "")
    rows = [row for row in page.rows if not only or (only == "chua-trinh") is (row.submitted_at is None)]
    return render(request, "plans/status.html", {"status": page, "rows": rows, "only": only})


@require_POST
def submit(request: HttpRequest, code: str, year: int) -> HttpResponse:
    planning.submit_plan(actor=actor_of(request), code=code, year=year, now=clock.now())
    messages.success(request, _("Đã trình kế hoạch năm {year}; cấp trên thấy ngay.").format(year=year))
    return HttpResponseRedirect(reverse("plan", args=[code, year]))


@require_POST
def approve(request: HttpRequest, code: str, year: int) -> HttpResponse:
    planning.approve_plan(actor=actor_of(request), code=code, year=year, now=clock.now())
    messages.success(request, _("Đã duyệt kế hoạch năm {year}.").format(year=year))
    return HttpResponseRedirect(reverse("plan", args=[code, year]))


@require_POST
def send_back(request: HttpRequest, code: str, year: int) -> HttpResponse:
    try:
        planning.return_plan(
            actor=actor_of(request),
            code=code,
            year=year,
            reason=request.POST.get("reason", ""),
            now=clock.now(),
        )
    except RuleBroken as refusal:
        if refusal.field != "reason":
            raise
        return _plan(request, code, year, refusal=refusal, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Đã trả lại kế hoạch năm {year} kèm lý do.").format(year=year))
    return HttpResponseRedirect(reverse("plan", args=[code, year]))


@require_http_methods(["GET", "HEAD", "POST"])
def new_task(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A task of the plan; with ``?dot-xuat=1`` one outside it."""
    return _task_form(request, code, year, task_id=None, outside_plan=request.GET.get("dot-xuat") == "1")


@require_http_methods(["GET", "HEAD", "POST"])
def edit_task(request: HttpRequest, task_id: int) -> HttpResponse:
    form = task_pages.form_address(actor=actor_of(request), task_id=task_id, today=clock.today())
    return _task_form(request, form.code, form.year, task_id=task_id, outside_plan=form.outside_plan)


def _task_form(
    request: HttpRequest, code: str, year: int, *, task_id: int | None, outside_plan: bool
) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    page = plan_pages.task_form_page(
        actor=actor, code=code, year=year, task_id=task_id, outside_plan=outside_plan, today=now.date()
    )
    if request.method != "POST":
        form = TaskForm.blank(lead=page.unit.code) if page.task is None else TaskForm.of_task(page.task)
        return render(request, "plans/form.html", {"page_of_form": page, "form": form})
    form = TaskForm.of_post(request.POST)
    try:
        saved = planning.save_task(
            actor=actor,
            code=code,
            year=year,
            task_id=task_id,
            form=planning.TaskForm(
                form.draft(year=year, in_plan=not outside_plan),
                form.typed["lead"],
                form.coordinating,
                form.programme_id,
                is_outside_plan=outside_plan,
                kind=form.kind,
            ),
            now=now,
        )
    except (RulesBroken, RuleBroken) as refusal:
        form.refuse(refusal)
        return render(
            request,
            "plans/form.html",
            {"page_of_form": page, "form": form},
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    messages.success(request, _("Đã lưu nhiệm vụ «{title}».").format(title=form.typed["title"].strip()))
    if "more" in request.POST:
        return HttpResponseRedirect(request.get_full_path())
    if page.amendment is not None:
        return HttpResponseRedirect(reverse("plan_amendment", args=[code, year]))
    return HttpResponseRedirect(reverse("task", args=[saved]))


@require_POST
def remove_task(request: HttpRequest, task_id: int) -> HttpResponse:
    code, year = planning.remove_task(actor=actor_of(request), task_id=task_id, now=clock.now())
    messages.success(request, _("Đã xóa nhiệm vụ khỏi kế hoạch."))
    return HttpResponseRedirect(reverse("plan", args=[code, year]))
