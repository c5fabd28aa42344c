"""The tables of assigned tasks as workbooks: the same figures as on the page, each in a cell of its own."""

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _

from nhip.apps.org.period_words import period_of_year
from nhip.core.assigned_tasks import Column, Counts
from nhip.cycle.assigned_pages import Side, Statistics, TasksBehind
from nhip.cycle.overdue_pages import OverduePage
from nhip.web import shown, words
from nhip.xlsx.writing import MEDIA_TYPE, SheetOut, Value, write_workbook


def of_statistics(table: Statistics) -> HttpResponse:
    """A line a unit, the sum last; shares as percentages, empty where there is nothing to divide by."""
    first = _("Đơn vị thực hiện") if table.side is Side.GIVEN else _("Đơn vị")
    headings = [
        first,
        _("Mã"),
        _("Được giao"),
        _("Kỳ trước chuyển sang"),
        _("Giao trong kỳ"),
        *(str(words.COLUMNS[column].word) for column in Column),
        _("Tỷ lệ hoàn thành (%)"),
        _("Tỷ lệ đúng hạn (%)"),
    ]
    rows = [
        *(_counted(line.unit.name, line.unit.code, line.counts) for line in table.lines),
        _counted(_("Cộng"), "", table.total),
    ]
    title = f"{_('Thống kê nhiệm vụ được giao')} {period_of_year(table.period)} – {table.unit.name}"
    return _workbook(
        SheetOut(_("Thống kê"), headings, rows, title, _until(table.closes_on)),
        f"nhiem-vu-giao-{table.unit.code}-{table.period}",
    )


def of_tasks(behind: TasksBehind) -> HttpResponse:
    """The tasks behind a count, a line a task."""
    table = behind.statistics
    headings = [
        _("Số"),
        _("Nhiệm vụ"),
        _("Trạng thái lúc chốt"),
        _("Đơn vị thực hiện"),
        _("Đơn vị giao"),
        _("Hạn"),
        _("Hoàn thành"),
        _("Giao"),
    ]
    rows: list[list[Value]] = [
        [
            one.counted.task,
            one.title,
            str(words.COLUMNS[one.counted.stand.column].word),
            one.doer.name,
            one.giver.name,
            one.counted.stand.deadline,
            one.counted.stand.done_on,
            _("kỳ trước") if one.counted.is_carried else _("trong kỳ"),
        ]
        for one in behind.tasks
    ]
    of = table.unit if behind.line is None else behind.line
    title = f"{_('Nhiệm vụ được giao')} {period_of_year(table.period)} – {of.name}"
    return _workbook(
        SheetOut(_("Nhiệm vụ"), headings, rows, title, _until(table.closes_on)),
        f"nhiem-vu-giao-{of.code}-{table.period}-danh-sach",
    )


def of_overdue(late: OverduePage) -> HttpResponse:
    """Overdue tasks with what was sent and the step due, a line a task."""
    headings = [
        _("Số"),
        _("Nhiệm vụ"),
        _("Quá hạn (ngày làm việc)"),
        _("Hạn"),
        _("Đơn vị thực hiện"),
        _("Đơn vị giao"),
        _("Đã nhắc"),
        _("Bước đến lượt"),
    ]
    rows: list[list[Value]] = [
        [
            one.task_id,
            one.title,
            one.days,
            one.deadline,
            one.doer.name,
            one.giver.name,
            "; ".join(f"{words.REMINDERS[sent.step].word} {shown.day(sent.on)}" for sent in one.sent),
            "" if one.step_due is None else str(words.REMINDERS[one.step_due].word),
        ]
        for one in late.lines
    ]
    title = f"{_('Nhiệm vụ quá hạn')} – {late.unit.name}"
    return _workbook(
        SheetOut(_("Quá hạn"), headings, rows, title, _until(late.today)), f"qua-han-{late.unit.code}"
    )


def _counted(name: str, code: str, counts: Counts) -> list[Value]:
    return [
        name,
        code,
        counts.assigned,
        counts.carried,
        counts.new,
        *(counts.of([column]) for column in Column),
        _percent(counts.done_share),
        _percent(counts.on_time_share),
    ]


def _percent(share: tuple[int, int]) -> Decimal | None:
    part, of = share
    return (Decimal(100 * part) / of).quantize(Decimal("0.1")) if of else None


def _until(day: date) -> str:
    return _("Số liệu đến hết {day}").format(day=shown.day(day))


def _workbook(sheet: SheetOut, name: str) -> HttpResponse:
    response = HttpResponse(write_workbook([sheet]), content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
