"""A draft mended or split on a page of its own."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhip import clock
from nhip.core.errors import Conflict, NhipError, RuleBroken, RulesBroken
from nhip.cycle import directing
from nhip.cycle.directive_pages import directive_page
from nhip.web.actor import actor_of
from nhip.web.directives.forms import Form, draft_form, draft_of, form_of_draft
from nhip.web.directives.sources import said_of_tasks
from nhip.web.posted import whole


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, directive_id: int) -> HttpResponse:
    """Mend a draft; with ``nhan`` accept it at once. Where somebody else was faster, theirs stands beside."""
    actor, now = actor_of(request), clock.now()
    page = directive_page(actor=actor, directive_id=directive_id, today=now.date())
    if request.method != "POST":
        return render(request, "directives/edit.html", {"page_of_draft": page, "form": draft_form(page)})
    form = form_of_draft(request.POST)
    try:
        tasks = directing.change_and_accept(
            actor=actor,
            directive_id=directive_id,
            version=whole(request.POST.get("version"), 10**9),
            typed=draft_of(form),
            accepts="nhan" in request.POST,
            now=now,
        )
    except (RuleBroken, RulesBroken, Conflict) as refusal:
        form.refuse(refusal)
        context = {
            "page_of_draft": page,
            "form": form,
            "theirs": draft_form(page) if isinstance(refusal, Conflict) else None,
        }
        return render(request, "directives/edit.html", context, status=_status(refusal))
    messages.success(request, said_of_tasks(len(tasks)) if tasks else _("Đã sửa ý kiến."))
    return HttpResponseRedirect(reverse("directive", args=[directive_id]))


def _status(refusal: NhipError) -> HTTPStatus:
    return HTTPStatus.CONFLICT if isinstance(refusal, Conflict) else HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, directive_id: int) -> HttpResponse:
    """Several in place of one, a line each."""
    actor, now = actor_of(request), clock.now()
    page = directive_page(actor=actor, directive_id=directive_id, today=now.date())
    form = Form({"parts": request.POST.get("parts", page.card.row.draft.task)})
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            made = directing.split_directive(
                actor=actor,
                directive_id=directive_id,
                version=whole(request.POST.get("version"), 10**9),
                parts=form.typed["parts"],
                now=now,
            )
        except (RuleBroken, RulesBroken, Conflict) as refusal:
            form.refuse(refusal)
            status = _status(refusal)
        else:
            messages.success(request, _("Đã tách ý kiến; xem từng việc rồi nhận."))
            return HttpResponseRedirect(reverse("directive", args=[made[0]]))
    return render(request, "directives/split.html", {"page_of_draft": page, "form": form}, status=status)
