"""The rows of a board of an indicator as strings, made once for a whole page, as the pulse board's are."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import quote, urlencode

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nhip.core.approvals import Waiting
from nhip.core.indicators import Indicator, OverUnits
from nhip.core.progress import Light
from nhip.core.targets import Target
from nhip.core.year_periods import PeriodKind, YearPeriod
from nhip.cycle.indicator_board import FigureCell, FigureRow, IndicatorBoard
from nhip.web import shown, words
from nhip.web.board.picture import Scale
from nhip.web.periods import period_name

_TONE = {Light.GREEN: "g", Light.AMBER: "a", Light.RED: "r", Light.NONE: "v"}
TWO_DECIMALS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One line. cells: the ``<td>`` elements; note: a word under the name."""

    name: str
    address: str
    note: str
    cells: SafeString


@dataclass(frozen=True, slots=True)
class FigurePicture:
    """heads: of the columns. how: how units are put together, in words. categories: code and name.

    has_apportioned: some cell shown hangs on a share. page: address of the unit's own page of the indicator.
    query: what links to other units' boards carry.
    """

    how: str
    categories: tuple[tuple[str, str], ...]
    category_name: str
    heads: tuple[str, ...]
    rows: tuple[FigureLine, ...]
    former: tuple[FigureLine, ...]
    total: FigureLine
    is_blank: bool
    has_apportioned: bool
    has_targets: bool
    has_waiting: bool
    page: str
    query: str


def picture_of(board: IndicatorBoard, scale: Scale) -> FigurePicture:
    """The board ready to be written out."""
    chosen = board.indicator
    categories = {} if chosen is None else chosen.categories
    places = [
        place
        for place, period in enumerate(board.periods)
        if (period.kind is PeriodKind.MONTH) is (scale is Scale.MONTHS)
    ]
    if scale is Scale.MONTHS:
        due = 1 if chosen is None else chosen.rule.months_in
        places = [place for place in places if board.periods[place].last % due == 0]
    cells = [row.cells[place] for row in (*board.rows, *board.former, board.total) for place in places]
    return FigurePicture(
        "" if chosen is None else how_of(chosen.rule),
        tuple(categories.items()),
        categories.get(board.category, ""),
        tuple(period_name(board.periods[place]) for place in places),
        tuple(_line(board, row, places, scale) for row in board.rows),
        tuple(_line(board, row, places, scale) for row in board.former),
        _line(board, board.total, places, scale),
        is_blank=not any(cell.shown.reported or cell.shown.target for cell in cells),
        has_apportioned=any(cell.is_apportioned for cell in cells),
        has_targets=any(cell.shown.target for cell in cells),
        has_waiting=any(cell.waiting.unapproved for cell in cells),
        page=page_address(board, board.total),
        query="" if chosen is None else _query(board),
    )


def how_of(rule: Indicator) -> str:
    """How the figures of units become that of the unit above."""
    if rule.ratio is not None:
        return _("tính từ số chung của các đơn vị")
    return {
        OverUnits.SUM: _("cộng các đơn vị"),
        OverUnits.AVERAGE: _("bình quân các đơn vị"),
        OverUnits.WEIGHTED: _("bình quân có trọng số"),
        OverUnits.MIN: _("thấp nhất trong các đơn vị"),
        OverUnits.MAX: _("cao nhất trong các đơn vị"),
    }[rule.over_units]


def _line(board: IndicatorBoard, row: FigureRow, places: list[int], scale: Scale) -> FigureLine:
    is_total = row is board.total
    cells = "".join(
        _cell(row.cells[place], board.today, _source(board, row, row.cells[place])) for place in places
    )
    address = ""
    if not is_total and board.indicator is not None:
        if row.has_rows:
            more = f"&ky={scale}" if scale is not Scale.MONTHS else ""
            address = (
                _of(board, "/chi-tieu/{}/{}/", row) + more + ("&dia-gioi=hom-nay" if board.is_today else "")
            )
        elif row.until is None and not board.is_today:
            address = page_address(board, row)
    return FigureLine(
        row.unit.name,
        address,
        "" if row.until is None else _("đến {day}").format(day=shown.day(row.until)),
        mark_safe(cells),  # noqa: S308 - built from numbers and words of ours only
    )


def page_address(board: IndicatorBoard, row: FigureRow, period: YearPeriod | None = None) -> str:
    """The page of the unit's indicator over the year; period: whose ranking it shows."""
    return _of(board, "/chi-tieu/{}/{}/dien-bien/", row) + (
        "" if period is None else f"&ky={period}#xep-hang"
    )


def _of(board: IndicatorBoard, address: str, row: FigureRow) -> str:
    return address.format(quote(row.unit.code), board.year) + _query(board)


def _query(board: IndicatorBoard) -> str:
    query = {"chi-tieu": "" if board.indicator is None else board.indicator.rule.code}
    if board.category:
        query["phan-to"] = board.category
    return f"?{urlencode(query)}"


def _source(board: IndicatorBoard, row: FigureRow, cell: FigureCell) -> str:
    """Where the figure comes from: the unit's own report, else the ranking of those below it; else nothing."""
    if board.is_today or row.until is not None:
        return ""
    report = _report(board, row, cell)
    return report if report or not row.has_rows else page_address(board, row, cell.period)


def _report(board: IndicatorBoard, row: FigureRow, cell: FigureCell) -> str:
    """The report in which the unit itself gave the figure; empty where there is none, or several."""
    month = cell.period.last if cell.period.kind is PeriodKind.MONTH else cell.shown.last_month
    indicator = board.indicator
    if board.is_today or row.has_rows or indicator is None or month is None or not cell.shown.reported:
        return ""
    if indicator.reporting.level is not row.unit.level or cell.shown.expected > 1:
        return ""
    return f"/bao-cao/{row.unit.code}/{board.year}/{month}/#so-lieu"


def _cell(cell: FigureCell, today: date, report: str) -> str:
    """A light is for a period that is over: until then it would be red for everybody. report: where it was given."""
    one, head = cell.shown, f' data-head="{period_name(cell.period)}"'
    is_over, is_begun = cell.period.last_day < today, cell.period.span.starts_on <= today
    if one.value is None:
        if one.target is None and not (one.expected and is_begun):
            return f'<td class="x"{head}><span>–</span></td>'
        missing = _("chưa có")
        silent = f"<b><small>{missing}</small></b>" if one.expected and is_begun else ""
        return f'<td class="f"{head}><span>{silent}<span>{_below(cell)}</span></span></td>'
    sign = words.LIGHTS[cell.light if is_over else Light.NONE]
    mark = (
        ""
        if one.percent is None or not is_over
        else f'<i role="img" aria-label="{sign.word}">{sign.shape}</i> '
    )
    says = _("có phần được chia theo tỷ lệ")
    share = f'<abbr title="{says}">≈</abbr> ' if cell.is_apportioned else ""
    exact = shown.number(one.value)
    tone = _TONE[cell.light if is_over else Light.NONE]
    opened, closed = (f'a href="{conditional_escape(report)}"', "a") if report else ("span", "span")
    return (
        f'<td class="{tone}"{head}><{opened} title="{exact}"><b>{mark}{share}{short(one.value)}</b>'
        f"<span>{_below(cell)}</span>{_waiting(cell.waiting)}</{closed}></td>"
    )


def short(value: Decimal) -> str:
    """Two decimals on the page; all six are in the tooltip and the command."""
    return shown.number(value.quantize(TWO_DECIMALS)) if value.adjusted() < 15 else shown.number(value)


def _below(cell: FigureCell) -> str:
    """Percent of the target, the target, the month it is from, how many reported."""
    one, parts = cell.shown, list[str]()
    if one.target is not None:
        parts.append(_target(one.target, one.percent))
    if one.last_month is not None and one.last_month != cell.period.last:
        parts.append(pgettext("month, short", "T%(n)s") % {"n": one.last_month})
    if one.expected > 1:
        parts.append(f"{one.reported}/{one.expected}")
    return " · ".join(parts)


def _waiting(waiting: Waiting) -> str:
    """Short, the cells are narrow: of a single report the word says it all, of several the numbers do."""
    if not waiting.unapproved:
        return ""
    count = f" {waiting.unapproved}/{waiting.reports}" if waiting.reports > 1 else ""
    return f"<em>{_('chưa duyệt')}{count}</em>"


def _target(target: Target, percent: Decimal | None) -> str:
    goal = _("KH {value}").format(value=shown.number(target.value))
    return goal if percent is None else f"{goal} · {shown.percent(percent.quantize(Decimal('0.1')))}"
