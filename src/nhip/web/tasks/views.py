"""Nhiệm vụ: its page, and everything that happens to it between the units that share it."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhip import clock
from nhip.apps.org.queries import own_unit
from nhip.apps.tasks.life import extensions, sharing, talk
from nhip.apps.tasks.life.parts import StepTaken
from nhip.core.errors import NotFound, RuleBroken
from nhip.core.handoffs import Step
from nhip.core.tasks import HaltKind
from nhip.core.typed import read_day, read_number
from nhip.cycle import task_life, task_pages
from nhip.web import shown, words
from nhip.web.actor import actor_of
from nhip.web.downloads import as_download, uploaded


@dataclass(frozen=True, slots=True)
class Failed:
    """A form of the page that was refused. key: which; sentence: why; field: where; what was typed is in the POST."""

    key: str
    sentence: str
    field: str


@require_safe
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    return _page(request, task_id)


def _page(request: HttpRequest, task_id: int, failed: Failed | None = None) -> HttpResponse:
    page = task_pages.task_page(actor=actor_of(request), task_id=task_id, today=clock.today())
    return render(
        request,
        "tasks/page.html",
        {
            "page_of_task": page,
            "task": page.task,
            "failed": failed,
            "typed": request.POST if failed else {},
            "mentioned": request.POST.getlist("nhac") if failed else [],
        },
        status=HTTPStatus.OK if failed is None else HTTPStatus.UNPROCESSABLE_ENTITY,
    )


def _act(
    request: HttpRequest, task_id: int, key: str, act: Callable[[], object], said: str, anchor: str
) -> HttpResponse:
    """Do it and come back to the same place of the page; a rule's sentence stands at its own form.

    Whoever does not see the task learns nothing, not even that a day was written wrong.
    """
    task_pages.seen_task(actor=actor_of(request), task_id=task_id, today=clock.today())
    try:
        act()
    except RuleBroken as refusal:
        return _page(request, task_id, Failed(key, shown.refusal(refusal), refusal.field or ""))
    messages.success(request, said)
    return HttpResponseRedirect(f"{reverse('task', args=[task_id])}#{anchor}")


@require_POST
def step(request: HttpRequest, task_id: int, part_id: int, word: str) -> HttpResponse:
    """A step in the life of a part: received, sent back, reported on, handed in, confirmed …"""
    step = words.STEP_OF_ADDRESS.get(word)
    if step is None:
        raise NotFound
    said = words.STEPS[step]

    def act() -> None:
        progress = read_number(request.POST.get("progress", ""), language=shown.language(), field="progress")
        taken = StepTaken(step, request.POST.get("text", ""), progress)
        task_life.take_step(
            actor=actor_of(request),
            task_id=task_id,
            part_id=part_id,
            taken=taken,
            evidence=uploaded(request) if step is Step.SUBMIT else (),
            now=clock.now(),
        )

    return _act(request, task_id, f"{part_id}-{word}", act, str(said.done), f"phan-{part_id}")


@require_POST
def add_part(request: HttpRequest, task_id: int) -> HttpResponse:
    """Ask a further unit to coordinate."""

    def act() -> None:
        task_life.ask_unit(
            actor=actor_of(request),
            task_id=task_id,
            code=request.POST.get("unit", ""),
            draft=_part_draft(request),
            now=clock.now(),
        )

    return _act(request, task_id, "them-phan", act, _("Đã giao phần phối hợp."), "cac-phan")


@require_POST
def change_part(request: HttpRequest, task_id: int, part_id: int) -> HttpResponse:
    def act() -> None:
        sharing.change_part(
            actor=actor_of(request),
            task_id=task_id,
            part_id=part_id,
            draft=_part_draft(request),
            now=clock.now(),
        )

    return _act(request, task_id, f"{part_id}-sua", act, _("Đã sửa phần phối hợp."), f"phan-{part_id}")


def _part_draft(request: HttpRequest) -> sharing.PartDraft:
    due_on = read_day(request.POST.get("due_on", ""), field="due_on")
    return sharing.PartDraft(request.POST.get("work", ""), due_on)


@require_POST
def withdraw_part(request: HttpRequest, task_id: int, part_id: int) -> HttpResponse:
    def act() -> None:
        sharing.withdraw_part(actor=actor_of(request), task_id=task_id, part_id=part_id, now=clock.now())

    return _act(request, task_id, f"{part_id}-thoi", act, _("Đã thôi giao phần phối hợp."), "cac-phan")


@require_POST
def ask_extension(request: HttpRequest, task_id: int, part_id: int) -> HttpResponse:
    def act() -> None:
        due_on = read_day(request.POST.get("due_on", ""), field="due_on")
        extensions.ask_extension(
            actor=actor_of(request),
            task_id=task_id,
            part_id=part_id,
            due_on=due_on,
            reason=request.POST.get("text", ""),
            now=clock.now(),
        )

    return _act(request, task_id, f"{part_id}-gia-han", act, _("Đã gửi đề nghị gia hạn."), f"phan-{part_id}")


@require_POST
def decide_extension(request: HttpRequest, task_id: int, extension_id: int) -> HttpResponse:
    """Grant (``dong-y``) or refuse a later day."""
    granted = request.POST.get("tra-loi") == "dong-y"

    def act() -> None:
        extensions.decide_extension(
            actor=actor_of(request),
            task_id=task_id,
            extension_id=extension_id,
            granted=granted,
            answer=request.POST.get("text", ""),
            now=clock.now(),
        )

    said = _("Đã đồng ý gia hạn.") if granted else _("Đã trả lời không gia hạn.")
    return _act(request, task_id, f"tra-loi-{extension_id}", act, said, "cac-phan")


@require_POST
def halt(request: HttpRequest, task_id: int) -> HttpResponse:
    """Pause a task, or with ``huy`` cancel it."""
    kind = HaltKind.CANCELLED if request.POST.get("cach") == "huy" else HaltKind.PAUSED

    def act() -> None:
        task_life.halt_task(
            actor=actor_of(request),
            task_id=task_id,
            kind=kind,
            reason=request.POST.get("text", ""),
            now=clock.now(),
        )

    said = _("Đã hủy nhiệm vụ.") if kind is HaltKind.CANCELLED else _("Đã tạm dừng nhiệm vụ.")
    return _act(request, task_id, "dung", act, said, "noi-dung")


@require_POST
def resume(request: HttpRequest, task_id: int) -> HttpResponse:
    def act() -> None:
        task_life.resume_task(actor=actor_of(request), task_id=task_id, now=clock.now())

    return _act(request, task_id, "tiep-tuc", act, _("Nhiệm vụ được tiếp tục."), "noi-dung")


@require_POST
def comment(request: HttpRequest, task_id: int) -> HttpResponse:
    def act() -> None:
        chosen = [int(one) for one in request.POST.getlist("nhac") if one.isascii() and one.isdigit()]
        talk.add_comment(
            actor=actor_of(request),
            task_id=task_id,
            text=request.POST.get("text", ""),
            mentioned=chosen,
            now=clock.now(),
        )

    return _act(request, task_id, "trao-doi", act, _("Đã gửi trao đổi."), "trao-doi")


@require_POST
def attach(request: HttpRequest, task_id: int) -> HttpResponse:
    """Attach papers to the task, or with ``phan`` evidence to a part."""
    typed = request.POST.get("phan", "")
    part_id = int(typed) if typed.isascii() and typed.isdigit() else None

    def act() -> None:
        task_life.attach_files(
            actor=actor_of(request),
            task_id=task_id,
            part_id=part_id,
            files=uploaded(request),
            now=clock.now(),
        )

    key, anchor = ("tep", "tep") if part_id is None else (f"{part_id}-tep", f"phan-{part_id}")
    return _act(request, task_id, key, act, _("Đã đính kèm tệp."), anchor)


@require_safe
def file(request: HttpRequest, task_id: int, file_id: int) -> HttpResponseBase:
    """A file to save."""
    found = task_pages.task_file(
        actor=actor_of(request), task_id=task_id, file_id=file_id, today=clock.today()
    )
    return as_download(found)


@require_POST
def remove_file(request: HttpRequest, task_id: int, file_id: int) -> HttpResponse:
    def act() -> None:
        talk.remove_file(actor=actor_of(request), task_id=task_id, file_id=file_id, now=clock.now())

    return _act(request, task_id, "tep", act, _("Đã gỡ tệp."), "tep")


@require_POST
def add_item(request: HttpRequest, task_id: int) -> HttpResponse:
    def act() -> None:
        talk.add_item(
            actor=actor_of(request), task_id=task_id, text=request.POST.get("item", ""), now=clock.now()
        )

    return _act(request, task_id, "danh-muc", act, _("Đã thêm vào danh mục."), "danh-muc")


@require_POST
def change_item(request: HttpRequest, task_id: int, item_id: int) -> HttpResponse:
    """Tick a line off (``xong``), open it again (``mo``) or take it away (``bo``)."""
    actor, now, how = actor_of(request), clock.now(), request.POST.get("cach", "")

    def act() -> None:
        if how == "bo":
            talk.remove_item(actor=actor, task_id=task_id, item_id=item_id, now=now)
        else:
            talk.tick_item(actor=actor, task_id=task_id, item_id=item_id, done=how == "xong", now=now)

    return _act(request, task_id, "danh-muc", act, _("Đã cập nhật danh mục."), "danh-muc")


@require_safe
def own_ledger(request: HttpRequest) -> HttpResponse:
    """To what the person's own unit owes and is owed."""
    unit = own_unit(actor=actor_of(request), on=clock.today())
    return HttpResponseRedirect(reverse("ledger", args=[unit.code]))


@require_safe
def ledger(request: HttpRequest, code: str) -> HttpResponse:
    page = task_pages.ledger(actor=actor_of(request), code=code, today=clock.today())
    return render(request, "tasks/ledger.html", {"ledger": page, "year": clock.today().year})


@require_safe
def advice(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Advisory papers and how good they were."""
    page = task_pages.advice_page(actor=actor_of(request), code=code, year=year, today=clock.today())
    return render(request, "tasks/advice.html", {"advice_page": page})
