"""Chỉ đạo: the register, a document beside what was read in it, and what a person decides on each."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhip import clock
from nhip.core.directive_drafts import DirectiveState
from nhip.core.errors import Conflict, NhipError, RuleBroken, RulesBroken
from nhip.core.tasks import TaskStatus
from nhip.core.typed import read_day
from nhip.cycle import directing, directive_pages, directive_register
from nhip.web import shown, words
from nhip.web.actor import actor_of
from nhip.web.directives.forms import Form, draft_of, form_of_draft
from nhip.web.directives.sources import said_of_tasks
from nhip.web.directives.wording import STATES
from nhip.web.posted import whole

ADDED = ("sentence", "near")


@dataclass(frozen=True, slots=True)
class Failed:
    """What was refused: at which directive, and why."""

    directive: int
    sentence: str


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Directives by document, speaker, unit, deadline and where they stand; filters live in the address."""
    errors: dict[str, str] = {}
    wanted = _wanted(request, errors)
    page = directive_register.register(actor=actor_of(request), wanted=wanted, today=clock.today())
    context = {
        "page_of_register": page,
        "typed": {
            name: request.GET.get(name, "") for name in ("q", "nguoi", "don-vi", "tu", "den", "trang-thai")
        },
        "states": [
            (state.value, STATES[state].word) for state in (DirectiveState.PENDING, DirectiveState.DROPPED)
        ],
        "statuses": [(status.value, sign.word) for status, sign in words.TASK_STATES.items()],
        "errors": errors,
        "may_register": bool(directive_register.desks_of(actor=actor_of(request), today=clock.today())),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "directives/register.html", context, status=status)


def _wanted(request: HttpRequest, errors: dict[str, str]) -> directive_register.Wanted:
    asked = request.GET
    days = {}
    for name in ("tu", "den"):
        try:
            days[name] = read_day(asked.get(name, ""), field=name)
        except RuleBroken as refusal:
            errors[name], days[name] = shown.refusal(refusal), None
    stands = asked.get("trang-thai", "")
    source = whole(asked.get("van-ban"), 0)
    return directive_register.Wanted(
        text=asked.get("q", ""),
        source=source or None,
        issuer=asked.get("nguoi", ""),
        unit=asked.get("don-vi", ""),
        since=days["tu"],
        until=days["den"],
        state=DirectiveState(stands) if stands in (DirectiveState.PENDING, DirectiveState.DROPPED) else None,
        status=TaskStatus(stands) if stands in list(TaskStatus) else None,
        number=whole(asked.get("trang"), 1),
    )


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    page = directive_register.documents(
        actor=actor_of(request),
        text=request.GET.get("q", ""),
        number=whole(request.GET.get("trang"), 1),
        today=clock.today(),
    )
    return render(request, "directives/sources.html", {"page_of_sources": page})


@require_safe
def source(request: HttpRequest, source_id: int) -> HttpResponse:
    """The text beside its directives; ``trang``: which part of them."""
    return _source(request, source_id)


def _source(
    request: HttpRequest,
    source_id: int,
    *,
    failed: Failed | None = None,
    form: Form | None = None,
    number: int | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    page = directive_pages.source_page(
        actor=actor_of(request),
        source_id=source_id,
        number=whole(request.GET.get("trang"), 1) if number is None else number,
        today=clock.today(),
    )
    context = {
        "page_of_source": page,
        "failed": failed,
        "form": form or form_of_draft(request.POST if form else request.GET, *ADDED),
        "is_adding": form is not None,
    }
    return render(request, "directives/source.html", context, status=status)


@require_safe
def directive(request: HttpRequest, directive_id: int) -> HttpResponse:
    """To its place on the document's page."""
    return HttpResponseRedirect(_address(request, directive_id))


def _address(request: HttpRequest, directive_id: int) -> str:
    place = directive_pages.place_of(actor=actor_of(request), directive_id=directive_id, today=clock.today())
    return f"{reverse('directive_source', args=[place.source])}?trang={place.page}#y-{place.number}"


def _decided(request: HttpRequest, directive_id: int, act: Callable[[], str]) -> HttpResponse:
    """Do it; the answer is the card for htmx, else the page at the card. What is refused stands at the card.

    Whoever may not decide learns nothing.
    """
    place = directive_pages.place_of(actor=actor_of(request), directive_id=directive_id, today=clock.today())
    is_part = request.headers.get("HX-Request") == "true"
    failed, status = None, HTTPStatus.OK
    try:
        said = act()
    except (RuleBroken, RulesBroken, Conflict) as refusal:
        failed, said = Failed(directive_id, _sentence(refusal)), ""
        is_late = isinstance(refusal, Conflict)
        status = HTTPStatus.CONFLICT if is_late else HTTPStatus.UNPROCESSABLE_ENTITY
    if is_part:
        page = directive_pages.source_page(
            actor=actor_of(request), source_id=place.source, number=place.page, today=clock.today()
        )
        card = next((one for one in page.cards if one.row.id == directive_id), None)
        context = {"page_of_source": page, "card": card, "failed": failed, "said": said}
        return render(request, "directives/_decided.html", context, status=status)
    if failed is not None:
        return _source(request, place.source, failed=failed, number=place.page, status=status)
    messages.success(request, said)
    return HttpResponseRedirect(
        f"{reverse('directive_source', args=[place.source])}?trang={place.page}#y-{place.number}"
    )


def _sentence(refusal: NhipError) -> str:
    several = refusal.refusals.values() if isinstance(refusal, RulesBroken) else [refusal]
    return " ".join(shown.refusal(one) for one in several)


def _version(request: HttpRequest) -> int:
    """As the page showed it; without one that is readable, none that any directive has."""
    return whole(request.POST.get("version"), 10**9)


@require_POST
def accept(request: HttpRequest, directive_id: int) -> HttpResponse:
    def act() -> str:
        tasks = directing.accept_directive(
            actor=actor_of(request), directive_id=directive_id, version=_version(request), now=clock.now()
        )
        return said_of_tasks(len(tasks))

    return _decided(request, directive_id, act)


@require_POST
def drop(request: HttpRequest, directive_id: int) -> HttpResponse:
    def act() -> str:
        directing.drop_directive(
            actor=actor_of(request), directive_id=directive_id, version=_version(request), now=clock.now()
        )
        return _("Đã bỏ ý kiến; có thể lấy lại.")

    return _decided(request, directive_id, act)


@require_POST
def restore(request: HttpRequest, directive_id: int) -> HttpResponse:
    def act() -> str:
        directing.restore_directive(
            actor=actor_of(request), directive_id=directive_id, version=_version(request), now=clock.now()
        )
        return _("Đã lấy lại ý kiến.")

    return _decided(request, directive_id, act)


@require_POST
def choose(request: HttpRequest, directive_id: int) -> HttpResponse:
    """The unit that words of the text mean."""

    def act() -> str:
        directing.choose_unit(
            actor=actor_of(request),
            directive_id=directive_id,
            version=_version(request),
            words=request.POST.get("words", ""),
            code=request.POST.get("code", ""),
            now=clock.now(),
        )
        return _("Đã chọn đơn vị.")

    return _decided(request, directive_id, act)


@require_POST
def join(request: HttpRequest, directive_id: int) -> HttpResponse:
    """With the next that waits; the page is shown anew, the cards are others."""
    place = directive_pages.place_of(actor=actor_of(request), directive_id=directive_id, today=clock.today())
    try:
        made = directing.join_directives(
            actor=actor_of(request), directive_id=directive_id, version=_version(request), now=clock.now()
        )
    except (RuleBroken, RulesBroken, Conflict) as refusal:
        is_late = isinstance(refusal, Conflict)
        return _source(
            request,
            place.source,
            failed=Failed(directive_id, _sentence(refusal)),
            number=place.page,
            status=HTTPStatus.CONFLICT if is_late else HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    messages.success(request, _("Đã ghép hai ý kiến; xem lại rồi nhận."))
    return HttpResponseRedirect(_address(request, made))


@require_POST
def add(request: HttpRequest, source_id: int) -> HttpResponse:
    """A directive that the reader did not find, by its words."""
    actor = actor_of(request)
    form = form_of_draft(request.POST, *ADDED)
    directive_pages.seen_source(actor=actor, source_id=source_id, today=clock.today())
    try:
        made = directing.add_directive(
            actor=actor,
            source_id=source_id,
            sentence=form.typed["sentence"],
            near=whole(form.typed["near"], -1) if form.typed["near"] else None,
            typed=draft_of(form),
            now=clock.now(),
        )
    except (RuleBroken, RulesBroken) as refusal:
        form.refuse(refusal)
        return _source(request, source_id, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Đã thêm ý kiến; xem lại rồi nhận."))
    return HttpResponseRedirect(_address(request, made))
