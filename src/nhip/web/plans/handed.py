"""One part of a task that was handed down: another quantity, taken back, an order withdrawn."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nhip import clock
from nhip.core.errors import RuleBroken, RulesBroken
from nhip.core.typed import read_number
from nhip.cycle import handed_orders
from nhip.cycle.handed_orders import Ordered
from nhip.cycle.handed_pages import handed_part_page
from nhip.web import shown
from nhip.web.actor import actor_of

FIELDS = ("quantity", "reason")


@require_http_methods(["GET", "HEAD", "POST"])
def handed_part(request: HttpRequest, task_id: int) -> HttpResponse:
    """The part, and a form for another quantity."""
    if request.method != "POST":
        return _page(request, task_id)
    try:
        quantity = read_number(request.POST.get("quantity", ""), language=shown.language(), field="quantity")
        done = handed_orders.change_part(
            actor=actor_of(request),
            task_id=task_id,
            quantity=quantity,
            reason=request.POST.get("reason", ""),
            now=clock.now(),
        )
    except (RuleBroken, RulesBroken) as refusal:
        return _page(request, task_id, refusal)
    return _done(request, done, _("Đã đổi số giao; đơn vị nhận được thông báo."))


@require_POST
def take_back(request: HttpRequest, task_id: int) -> HttpResponse:
    """The task is the unit's no more; what was written of it stays."""
    try:
        done = handed_orders.take_back(
            actor=actor_of(request), task_id=task_id, reason=request.POST.get("reason", ""), now=clock.now()
        )
    except RuleBroken as refusal:
        return _page(request, task_id, refusal, is_back=True)
    return _done(
        request, done, _("Đã rút lại việc; đơn vị nhận được thông báo, những gì đơn vị đã ghi vẫn còn.")
    )


@require_POST
def drop_order(request: HttpRequest, task_id: int) -> HttpResponse:
    """What waits for the unit's amendment is asked no more."""
    done = handed_orders.drop_order(actor=actor_of(request), task_id=task_id, now=clock.now())
    return _done(request, done, _("Đã thôi yêu cầu; việc giữ nguyên như đang giao."))


def _done(request: HttpRequest, done: Ordered, sentence: str) -> HttpResponse:
    waiting = _("Kế hoạch của đơn vị đã duyệt: yêu cầu chờ đơn vị điều chỉnh kế hoạch, đến lúc đó mới đổi.")
    messages.success(request, waiting if done.is_waiting else sentence)
    return HttpResponseRedirect(reverse("plan_cascade", args=[done.code, done.year]))


def _page(
    request: HttpRequest,
    task_id: int,
    refusal: RuleBroken | RulesBroken | None = None,
    *,
    is_back: bool = False,
) -> HttpResponse:
    page = handed_part_page(actor=actor_of(request), task_id=task_id, today=clock.today())
    sentence = "" if refusal is None else shown.refusal(refusal)
    field = "" if refusal is None or refusal.field not in FIELDS else refusal.field
    context = {
        "part": page,
        "error": sentence,
        "field": field,
        "is_back": is_back,
        "typed": {name: request.POST.get(name, "") for name in FIELDS},
    }
    status = HTTPStatus.OK if refusal is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "plans/handed_part.html", context, status=status)
