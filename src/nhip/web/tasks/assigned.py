"""Nhiệm vụ được giao: counted by period, the tasks behind a count, the overdue, and letters about them."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nhip import clock
from nhip.core.assigned_tasks import Column
from nhip.core.errors import NotFound
from nhip.core.periodic import ReportPeriod
from nhip.core.reminders import ReminderStep
from nhip.core.year_periods import YearPeriod
from nhip.cycle import assigned_pages, overdue_pages, reminder_pages
from nhip.cycle.assigned_pages import Side
from nhip.web import shown, words
from nhip.web.actor import actor_of
from nhip.web.tasks import workbooks

_SIDES = {"": Side.HELD, "giao": Side.GIVEN}
_COLUMNS: dict[str, Column | None] = {
    "": None,
    **{address: column for column, address in words.COLUMN_ADDRESSES.items()},
}
_STEPS: dict[str, ReminderStep | None] = {
    "": None,
    **{address: step for step, address in words.REMINDER_ADDRESSES.items()},
}


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """To the table of the person's own unit."""
    return _to_now(request, None)


@require_safe
def now(request: HttpRequest, code: str) -> HttpResponse:
    """To the table of the quarter that runs."""
    return _to_now(request, code)


def _to_now(request: HttpRequest, code: str | None) -> HttpResponse:
    place = assigned_pages.place_now(actor=actor_of(request), code=code, today=clock.today())
    return HttpResponseRedirect(reverse("assigned_statistics", args=[place.code, place.period]))


@require_safe
def statistics(request: HttpRequest, code: str, period: ReportPeriod) -> HttpResponse:
    """``?chieu=giao``: what the units gave others, in place of what they do; ``?dang=xlsx``: as a workbook."""
    page = assigned_pages.statistics(
        actor=actor_of(request),
        code=code,
        period=_of_year(period),
        side=_side(request),
        today=clock.today(),
    )
    if _as_workbook(request):
        return workbooks.of_statistics(page)
    return render(request, "tasks/assigned.html", {"table": page, "columns": list(Column)})


def _of_year(period: ReportPeriod) -> YearPeriod:
    """Raises NotFound for a week."""
    if not isinstance(period, YearPeriod):
        raise NotFound
    return period


def _as_workbook(request: HttpRequest) -> bool:
    """Raises NotFound: asked for in a form that there is not."""
    form = request.GET.get("dang", "")
    if form not in ("", "xlsx"):
        raise NotFound
    return form == "xlsx"


def _side(request: HttpRequest) -> Side:
    chosen = request.GET.get("chieu", "")
    if chosen not in _SIDES:
        raise NotFound
    return _SIDES[chosen]


@require_safe
def behind(request: HttpRequest, code: str, period: ReportPeriod) -> HttpResponse:
    """The tasks behind a count. ``?don-vi=CODE`` of a line, ``?cot=qua-han`` in a column, ``?chieu=giao`` as above."""
    column = request.GET.get("cot", "")
    if column not in _COLUMNS:
        raise NotFound
    page = assigned_pages.tasks_behind(
        actor=actor_of(request),
        code=code,
        period=_of_year(period),
        side=_side(request),
        line=request.GET.get("don-vi") or None,
        column=_COLUMNS[column],
        today=clock.today(),
    )
    if _as_workbook(request):
        return workbooks.of_tasks(page)
    return render(request, "tasks/assigned_tasks.html", {"behind": page, "table": page.statistics})


@require_safe
def overdue(request: HttpRequest, code: str) -> HttpResponse:
    """The overdue, the latest first. ``?buoc=lan-dau``: those for which that step is due."""
    step = request.GET.get("buoc", "")
    if step not in _STEPS:
        raise NotFound
    page = overdue_pages.overdue_page(
        actor=actor_of(request), code=code, today=clock.today(), step=_STEPS[step]
    )
    if _as_workbook(request):
        return workbooks.of_overdue(page)
    return render(request, "tasks/overdue.html", {"late": page})


@require_safe
def letter(request: HttpRequest, task_id: int, word: str) -> HttpResponse:
    """The letter of a step, as it was sent or would be sent today."""
    page = reminder_pages.letter(
        actor=actor_of(request), task_id=task_id, step=_step(word), today=clock.today()
    )
    return render(request, "tasks/reminder.html", {"letter": page, "is_joint": False})


def _step(word: str) -> ReminderStep:
    step = _STEPS.get(word)
    if step is None:
        raise NotFound
    return step


@require_POST
def remind(request: HttpRequest, task_id: int, word: str) -> HttpResponse:
    """Record that the step was taken, and go back to the list of the unit that gave the task."""
    code = reminder_pages.remind(actor=actor_of(request), task_id=task_id, step=_step(word), now=clock.now())
    messages.success(request, _("Đã ghi nhận và báo cho đơn vị thực hiện."))
    return HttpResponseRedirect(reverse("overdue_tasks", args=[code]))


@require_safe
def joint_letter(request: HttpRequest, code: str, word: str, to: str) -> HttpResponse:
    """One letter about all tasks of a unit for which the step is due; ``?ngay=2020-05-20``: as it was sent."""
    page = reminder_pages.joint_letter(
        actor=actor_of(request),
        code=code,
        to=to,
        step=_step(word),
        today=clock.today(),
        on=_day(request.GET.get("ngay", "")),
    )
    return render(request, "tasks/reminder.html", {"letter": page, "is_joint": True})


def _day(typed: str) -> date | None:
    """Raises NotFound for what is no day."""
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise NotFound from None


@require_POST
def remind_together(request: HttpRequest, code: str, word: str, to: str) -> HttpResponse:
    """Record that the letter was sent, and show it as it was; ``nhiem-vu``: the tasks that it was printed with."""
    step = _step(word)
    tasks = [
        int(one)
        for one in request.POST.getlist("nhiem-vu")
        if one.isascii() and one.isdigit() and len(one) < 10
    ]
    number = reminder_pages.remind_together(
        actor=actor_of(request), code=code, to=to, step=step, tasks=tasks[:_MOST_TASKS], now=clock.now()
    )
    said = ngettext(
        "Đã ghi nhận một văn bản về {n} nhiệm vụ và báo cho đơn vị thực hiện.",
        "Đã ghi nhận một văn bản về {n} nhiệm vụ và báo cho đơn vị thực hiện.",
        number,
    )
    messages.success(request, said.format(n=shown.number(number)))
    sent = reverse("joint_letter", args=[code, word, to])
    return HttpResponseRedirect(f"{sent}?ngay={clock.today():%Y-%m-%d}")


_MOST_TASKS = 1000
