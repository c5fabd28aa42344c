"""Văn bản: a text is registered with what is said of it, mended, and taken out again."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip import clock
from nhip.core.errors import NotAllowed, RuleBroken, RulesBroken
from nhip.cycle import directing
from nhip.cycle.directive_pages import source_file, source_page
from nhip.cycle.directive_register import desks_of
from nhip.web.actor import actor_of
from nhip.web.directives.forms import SOURCE_FACTS, facts_of, form_of_source, source_form, typed_facts
from nhip.web.directives.wording import GENRES
from nhip.web.downloads import as_download, uploaded


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Paste a text or choose a file; what is read in it is shown on the document's page."""
    actor, now = actor_of(request), clock.now()
    desks = desks_of(actor=actor, today=now.date())
    if not desks:
        raise NotAllowed
    form = source_form(request, unit=desks[0].code)
    status = HTTPStatus.OK
    if request.method == "POST":
        sent = uploaded(request)
        try:
            made = directing.register_source(
                actor=actor,
                code=form.typed["unit"],
                new=directing.NewSource(typed_facts(form), form.typed["text"], sent[0] if sent else None),
                now=now,
            )
        except (RuleBroken, RulesBroken) as refusal:
            form.refuse(refusal)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            if not all(form.typed[name].strip() for name in SOURCE_FACTS):
                messages.success(
                    request,
                    _(
                        "Thông tin bỏ trống được đọc từ phần đầu văn bản; chỗ nào sai thì bấm «Sửa thông tin»."
                    ),
                )
            return HttpResponseRedirect(reverse("directive_source", args=[made]))
    context = {"form": form, "desks": desks, "genres": GENRES.items()}
    return render(request, "directives/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, source_id: int) -> HttpResponse:
    """What is said of a document; its text stays as it was read."""
    actor, now = actor_of(request), clock.now()
    page = source_page(actor=actor, source_id=source_id, number=1, today=now.date())
    if not page.may_decide:
        raise NotAllowed
    form, status = form_of_source(page), HTTPStatus.OK
    if request.method == "POST":
        form.typed = {name: request.POST.get(name, "") for name in form.typed}
        try:
            directing.change_source(actor=actor, source_id=source_id, facts=facts_of(form), now=now)
        except (RuleBroken, RulesBroken) as refusal:
            form.refuse(refusal)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(request, _("Đã sửa thông tin văn bản."))
            return HttpResponseRedirect(reverse("directive_source", args=[source_id]))
    context = {"form": form, "page_of_source": page, "genres": GENRES.items()}
    return render(request, "directives/edit_source.html", context, status=status)


@require_POST
def remove(request: HttpRequest, source_id: int) -> HttpResponse:
    directing.remove_source(actor=actor_of(request), source_id=source_id, now=clock.now())
    messages.success(request, _("Đã xóa văn bản khỏi sổ."))
    return HttpResponseRedirect(reverse("directive_sources"))


@require_safe
def file(request: HttpRequest, source_id: int) -> HttpResponseBase:
    """The file as it was sent, to save."""
    return as_download(source_file(actor=actor_of(request), source_id=source_id, today=clock.today()))


def said_of_tasks(count: int) -> str:
    return ngettext("Đã nhận; mở {count} nhiệm vụ.", "Đã nhận; mở {count} nhiệm vụ.", count).format(
        count=count
    )
