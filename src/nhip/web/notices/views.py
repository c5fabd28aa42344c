"""Thông báo: what is new for the reader. Reading the page changes nothing; opening or marking a line is a POST."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nhip import clock
from nhip.apps.notices import marks, services
from nhip.apps.notices.queries import notices_page
from nhip.web.actor import actor_of

LONGEST_IDENTITY = 18


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """``?loc=chua-doc`` shows what is unread only; ``?truoc=…`` goes on with older ones."""
    only_unread = request.GET.get("loc") == "chua-doc"
    before = None if only_unread else _identity(request.GET.get("truoc", ""))
    page = notices_page(
        person_id=_person(request), only_unread=only_unread, before=before, today=clock.today()
    )
    return render(
        request, "notices/page.html", {"notices": page, "only_unread": only_unread, "before": before}
    )


def _person(request: HttpRequest) -> int:
    return actor_of(request).person or 0


def _identity(text: str) -> int | None:
    is_one = text.isascii() and text.isdigit() and len(text) <= LONGEST_IDENTITY
    return int(text) if is_one else None


@require_POST
def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark it as read and go to what it is about."""
    row = marks.mark_read(person_id=_person(request), notice_id=notice_id, now=clock.now())
    return HttpResponseRedirect(row.link)


@require_POST
def read(request: HttpRequest, notice_id: int) -> HttpResponse:
    marks.mark_read(person_id=_person(request), notice_id=notice_id, now=clock.now())
    return HttpResponseRedirect(_back(request))


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """All that the page showed and older ones; what came meanwhile stays unread."""
    newest = _identity(request.POST.get("den", ""))
    count = marks.mark_all_read(person_id=_person(request), up_to=newest, now=clock.now())
    messages.success(
        request,
        ngettext(
            "Đã đánh dấu {count} thông báo là đã đọc.", "Đã đánh dấu {count} thông báo là đã đọc.", count
        ).format(count=count),
    )
    return HttpResponseRedirect(reverse("notices"))


def _back(request: HttpRequest) -> str:
    """The list as it was narrowed."""
    narrowed = "?loc=chua-doc" if request.POST.get("loc") == "chua-doc" else ""
    return reverse("notices") + narrowed


@require_POST
def choose_digest(request: HttpRequest) -> HttpResponse:
    """Raises RuleBroken for a language that there is not."""
    services.choose_digest(
        actor=actor_of(request),
        is_wanted=request.POST.get("wanted") == "1",
        language=request.POST.get("language", "vi"),
        now=clock.now(),
    )
    messages.success(request, _("Đã ghi lựa chọn về thư tóm tắt."))
    return HttpResponseRedirect(f"{reverse('account')}#thu-tom-tat")
