"""Lịch sử of one object, and Nhật ký: the auditors' journal with its export."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nhip import clock
from nhip.apps.org.period_words import period_of_year
from nhip.core.periodic import ReportPeriod
from nhip.core.periods import Month
from nhip.core.typed import read_day
from nhip.cycle import history
from nhip.cycle.history_lines import HistoryLine
from nhip.web import shown
from nhip.web.actor import actor_of
from nhip.web.history import words
from nhip.web.history.forms import read_filter
from nhip.web.history.shape import shown_lines
from nhip.xlsx.tables import as_csv
from nhip.xlsx.writing import MEDIA_TYPE, SheetOut, write_workbook

LINES = 30
"""On a page of the journal."""


@require_safe
def plan(request: HttpRequest, code: str, year: int) -> HttpResponse:
    page = history.plan_history(actor=actor_of(request), code=code, year=year, today=clock.today())
    back = ("plan", page.unit.code, year)
    return _page(request, page, _("Lịch sử kế hoạch năm {year}").format(year=year), back)


@require_safe
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    page = history.task_history(actor=actor_of(request), task_id=task_id, today=clock.today())
    return _page(request, page, _("Lịch sử nhiệm vụ"), ("task", task_id))


@require_safe
def report(request: HttpRequest, code: str, year: int, month: int) -> HttpResponse:
    page = history.report_history(
        actor=actor_of(request), code=code, month=Month(year, month), today=clock.today()
    )
    title = _("Lịch sử báo cáo tháng {month}/{year}").format(month=month, year=year)
    return _page(request, page, title, ("report", code, year, month))


@require_safe
def periodic(request: HttpRequest, code: str, period: ReportPeriod) -> HttpResponse:
    page = history.periodic_history(actor=actor_of(request), code=code, period=period, today=clock.today())
    title = _("Lịch sử báo cáo {period}").format(period=period_of_year(period))
    return _page(request, page, title, ("periodic_report", code, str(period)))


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """``?ngay=2020-01-31`` means the unit that bore the code on that day; today without it."""
    today = clock.today()
    on = read_day(request.GET.get("ngay", ""), field="ngay") or today
    page = history.unit_history(actor=actor_of(request), code=code, on=on, today=today)
    return _page(request, page, _("Lịch sử đơn vị"), ("unit", code), on)


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    actor = actor_of(request)
    page = history.person_history(actor=actor, person_id=person_id, today=clock.today())
    back = ("journal",) if history.may_read_journal(actor) else ("person", person_id)
    return _page(request, page, _("Lịch sử tài khoản"), back)


def _page(
    request: HttpRequest,
    page: history.HistoryPage,
    title: str,
    back: tuple[str | int, ...],
    on: date | None = None,
) -> HttpResponse:
    """back: the page of the object, as a route and its arguments; on: the day that it is seen on."""
    route, *arguments = back
    return render(
        request,
        "history/page.html",
        {
            "history": page,
            "lines": shown_lines(page.lines),
            "heading": title,
            "back": reverse(str(route), args=arguments) + (f"?ngay={on:%Y-%m-%d}" if on else ""),
            "same": route != "plan",
        },
    )


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """``?nguoi=&don-vi=061&tu=01/05/2020&den=20/05/2020&viec=save_task&trang=2``."""
    sought = read_filter(request.GET)
    found = history.audit_journal(
        actor=actor_of(request),
        asked=sought.asked,
        today=clock.today(),
        first=(sought.page - 1) * LINES,
        most=LINES,
    )
    pages = max(1, -(-found.total // LINES))
    return render(
        request,
        "history/journal.html",
        {
            "journal": found,
            "lines": shown_lines(found.lines),
            "sought": sought,
            "typed": {name.replace("-", "_"): text for name, text in sought.typed.items()},
            "acts": sorted(((name, str(word)) for name, word in words.ACTS.items()), key=lambda one: one[1]),
            "number": sought.page,
            "pages": pages,
            "before": sought.page - 1 if 1 < sought.page <= pages else None,
            "after": sought.page + 1 if sought.page < pages else None,
            "most_exported": history.MOST_EXPORTED,
        },
    )


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the filter in the address means, as ``?dang=csv`` or a workbook; MOST_EXPORTED lines, newest first."""
    found = history.audit_journal(
        actor=actor_of(request), asked=read_filter(request.GET).asked, today=clock.today()
    )
    headings = [
        _("Số"),
        _("Ngày nghiệp vụ"),
        _("Ghi lúc"),
        _("Người thực hiện"),
        _("Vai trò"),
        _("Việc"),
        _("Đối tượng"),
        _("Đơn vị"),
        _("Thay đổi"),
        _("Mã yêu cầu"),
    ]
    rows = [_row(line) for line in found.lines]
    name = f"nhat-ky-{clock.today():%Y-%m-%d}"
    if request.GET.get("dang") == "csv":
        response = HttpResponse(as_csv(headings, rows), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    note = _("{shown} trong {total} bản ghi, mới nhất ở trên").format(
        shown=shown.number(len(rows)), total=shown.number(found.total)
    )
    sheet = SheetOut(_("Nhật ký"), headings, rows, _("Nhật ký hệ thống"), note)
    response = HttpResponse(write_workbook([sheet]), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _row(line: HistoryLine) -> list[str | int]:
    facts = (
        _("(bản nháp của đơn vị)")
        if line.is_draft
        else "\n".join(words.sentence(line, fact) for fact in line.facts)
    )
    return [
        line.sequence,
        shown.day(line.business_day),
        shown.moment(line.recorded_at),
        words.person(line),
        words.role(line.role),
        words.act(line),
        words.subject(line),
        "" if line.unit is None else line.unit.name,
        facts,
        line.request_id,
    ]
