"""The page of one indicator of one unit, ready to be written out: chart, table, ranking, sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from nhip.apps.reports.figure_filings import Filing
from nhip.core.approvals import Waiting
from nhip.core.indicators import Direction
from nhip.core.progress import Light
from nhip.cycle.indicator_pages import IndicatorPage, PeriodLine, Place
from nhip.cycle.stored_figures import Parts
from nhip.web import shown, words
from nhip.web.indicators.drawing import Axis, Bar, Frame, axis_of, bars_of, path_of, runs
from nhip.web.indicators.picture import how_of, short
from nhip.web.indicators.years_picture import YearsChart, years_chart_of
from nhip.web.periods import period_name

WIDTH, HEIGHT = 640, 300
LETTER = 12
"""The width of a digit where the picture is smallest, on a phone."""


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    says: str


@dataclass(frozen=True, slots=True)
class Chart:
    """In units of a picture of ``width`` × ``height``. ticks, columns: place and text. targets: where each begins."""

    width: int
    height: int
    frame: Frame
    ticks: tuple[tuple[float, str], ...]
    columns: tuple[tuple[float, str], ...]
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    last_year_lines: tuple[str, ...]
    last_year_dots: tuple[Dot, ...]
    targets: tuple[Dot, ...]
    says: str


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period of the table, in words and numbers. sign: its light, where there is one. address: where it is from.

    today, last_year_today: on the boundaries of today, where asked for.
    """

    name: str
    address: str
    value: str
    exact: str
    last_year: str
    target: str
    percent: str
    sign: words.Sign | None
    parts: str
    counts: str
    waiting: str
    month: int | None
    by_category: tuple[tuple[str, str], ...]
    today: str
    last_year_today: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A report of the unit itself."""

    name: str
    address: str
    value: str
    filing: Filing


@dataclass(frozen=True, slots=True)
class RankedRow:
    place: Place
    address: str
    value: str
    exact: str
    percent: str
    parts: str
    counts: str
    waiting: str
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class UnitPicture:
    """chart, years: None where there is too little to draw; blank: nothing at all is known of the year.
    goals: sentences about targets of longer periods, which the chart does not draw.

    board: address of the board the unit is on; query: what every link within the indicator carries.
    """

    how: str
    better: str
    category_name: str
    chart: Chart | None
    years: YearsChart | None
    own: tuple[PeriodRow, ...]
    longer: tuple[PeriodRow, ...]
    sources: tuple[SourceRow, ...]
    ranked: tuple[RankedRow, ...]
    ranked_name: str
    choices: tuple[tuple[str, str], ...]
    is_blank: bool
    has_last_year: bool
    has_targets: bool
    has_waiting: bool
    has_parts: bool
    has_percents: bool
    has_counts: bool
    ranks_counts: bool
    goals: tuple[str, ...]
    board: str
    query: str


def unit_picture_of(page: IndicatorPage) -> UnitPicture:
    """The page's numbers as they are written."""
    rule = None if page.indicator is None else page.indicator.rule
    query = _query(page)
    ranked = _ranked(page, query)
    own = tuple(
        _row(page, one, query) for one in page.own if _begun(page, one) or one.shown.target or _told(one)
    )
    longer = tuple(_row(page, one, query) for one in page.longer if _begun(page, one) or one.shown.target)
    above = page.unit if page.has_rows or not page.ancestors else page.ancestors[-1]
    return UnitPicture(
        how="" if rule is None else how_of(rule),
        better="" if rule is None else _better(rule.direction),
        category_name=dict(page.categories).get(page.category, ""),
        chart=_chart(page),
        years=years_chart_of(page.by_year, page.year),
        own=own,
        longer=longer,
        sources=tuple(
            SourceRow(period_name(one.period), _report(page, one.filing), _value(one.shown.value), one.filing)
            for one in page.own
            if one.filing is not None
        ),
        ranked=ranked,
        ranked_name="" if page.period is None else period_name(page.period),
        choices=tuple((str(one.period), period_name(one.period)) for one in page.lines),
        is_blank=not any(_told(one) or one.shown.target for one in page.lines)
        and not any(one.shown.value is not None for one in page.by_year),
        has_last_year=any(one.last_year.value is not None for one in page.lines),
        has_targets=any(one.shown.target for one in page.lines),
        has_waiting=any(one.waiting.unapproved for one in page.lines)
        or any(one.waiting.unapproved for one in page.places),
        has_parts=rule is not None and rule.ratio is not None,
        has_percents=any(one.percent for one in ranked),
        has_counts=any(one.counts for one in (*own, *longer)),
        ranks_counts=any(one.counts for one in ranked),
        goals=tuple(_goal(one) for one in longer if one.target),
        board=f"/chi-tieu/{quote(above.code)}/{page.year}/{query}",
        query=query,
    )


def _query(page: IndicatorPage) -> str:
    query = {"chi-tieu": "" if page.indicator is None else page.indicator.rule.code}
    if page.category:
        query["phan-to"] = page.category
    if page.is_today:
        query["dia-gioi"] = "hom-nay"
    return f"?{urlencode(query)}"


def _begun(page: IndicatorPage, line: PeriodLine) -> bool:
    return line.period.span.starts_on <= page.today


def _told(line: PeriodLine) -> bool:
    return line.shown.value is not None or line.last_year.value is not None


def _better(direction: Direction) -> str:
    return {
        Direction.HIGHER: _("cao hơn là tốt hơn"),
        Direction.LOWER: _("thấp hơn là tốt hơn"),
    }[direction]


def _value(value: Decimal | None) -> str:
    return "–" if value is None else short(value)


def _percent(value: Decimal | None) -> str:
    return "" if value is None else shown.percent(value.quantize(Decimal("0.1")))


def _parts(parts: Parts | None) -> str:
    return "" if parts is None or None in parts else " / ".join(_value(one) for one in parts)


def waiting_words(waiting: Waiting) -> str:
    """Of a single report the word says it all, of several the numbers do."""
    if not waiting.unapproved:
        return ""
    if waiting.reports == 1:
        return _("chưa duyệt")
    return _("{n}/{total} báo cáo chưa duyệt").format(
        n=shown.number(waiting.unapproved), total=shown.number(waiting.reports)
    )


def _counts(reported: int, expected: int) -> str:
    """Of a single unit its figure says whether it reported."""
    return f"{shown.number(reported)}/{shown.number(expected)}" if expected > 1 else ""


def _report(page: IndicatorPage, filing: Filing) -> str:
    return f"/bao-cao/{quote(page.unit.code)}/{page.year}/{filing.month}/#so-lieu"


def _row(page: IndicatorPage, line: PeriodLine, query: str) -> PeriodRow:
    one, address, on_today = line.shown, "", line.on_today
    if one.value is not None and line.filing is not None and not page.has_rows:
        address = _report(page, line.filing)
    elif one.value is not None and page.under is not None:
        address = f"{query}&ky={line.period}#xep-hang"
    return PeriodRow(
        name=period_name(line.period),
        address=address,
        value=_value(one.value),
        exact="" if one.value is None else shown.number(one.value),
        last_year=_value(line.last_year.value),
        target="" if one.target is None else short(one.target.value),
        percent=_percent(one.percent),
        sign=None if line.light is Light.NONE else words.LIGHTS[line.light],
        parts=_parts(line.parts),
        counts=_counts(one.reported, one.expected) if _begun(page, line) else "",
        waiting=waiting_words(line.waiting),
        month=one.last_month if one.last_month != line.period.last else None,
        by_category=tuple(
            (name, _value(value))
            for (_code, name), value in zip(page.categories, line.by_category, strict=True)
        ),
        today="" if on_today is None else _rough(on_today.shown.value, is_rough=on_today.is_rough),
        last_year_today=""
        if on_today is None
        else _rough(on_today.last_year.value, is_rough=on_today.is_rough_last_year),
    )


def _rough(value: Decimal | None, *, is_rough: bool) -> str:
    return f"≈ {_value(value)}" if is_rough and value is not None else _value(value)


def _inside(name: str) -> str:
    """A period's name inside a sentence: only its first letter is small."""
    return name[:1].lower() + name[1:]


def _goal(row: PeriodRow) -> str:
    if not row.percent:
        return _("Kế hoạch {period}: {target}.").format(period=_inside(row.name), target=row.target)
    return _("Kế hoạch {period}: {target}, đạt {percent}.").format(
        period=_inside(row.name), target=row.target, percent=row.percent
    )


def _ranked(page: IndicatorPage, query: str) -> tuple[RankedRow, ...]:
    if page.period is None:
        return ()
    bars = bars_of([one.shown.value for one in page.places])
    return tuple(
        RankedRow(
            place=one,
            address=f"/chi-tieu/{quote(one.unit.code)}/{page.year}/dien-bien/{query}&ky={page.period}"
            if one.has_page and not one.is_self
            else "",
            value="" if one.shown.value is None else short(one.shown.value),
            exact="" if one.shown.value is None else shown.number(one.shown.value),
            percent=_percent(one.shown.percent),
            parts=_parts(one.parts),
            counts=_counts(one.shown.reported, one.shown.expected),
            waiting=waiting_words(one.waiting),
            bar=bar,
        )
        for one, bar in zip(page.places, bars, strict=True)
    )


def _chart(page: IndicatorPage) -> Chart | None:
    """Of at least two of the indicator's own periods."""
    now = [one.shown.value for one in page.own]
    before = [one.last_year.value for one in page.own]
    goals = [None if one.shown.target is None else one.shown.target.value for one in page.own]
    if len(now) < 2 or not any(one is not None for one in (*now, *before)):
        return None
    axis = axis_of((*now, *before, *goals))
    labels = [shown.number(tick) for tick in axis.ticks]
    frame = Frame(14 + LETTER * max(map(len, labels)), WIDTH - 4, 16, HEIGHT - 34)
    names = [period_name(one.period) for one in page.own]
    lines, dots = _drawn(now, names, page.year, frame, axis)
    last_year_lines, last_year_dots = _drawn(before, names, page.year - 1, frame, axis)
    return Chart(
        WIDTH,
        HEIGHT,
        frame,
        tuple((frame.height_of(tick, axis), label) for tick, label in zip(axis.ticks, labels, strict=True)),
        tuple((frame.across(place, len(names)), name) for place, name in enumerate(names)),
        lines,
        dots,
        last_year_lines,
        last_year_dots,
        _dots(goals, [_("KH {value}").format(value=_value(one)) for one in goals], frame, axis),
        _says(page, now, before),
    )


def _drawn(
    values: Sequence[Decimal | None], names: Sequence[str], year: int, frame: Frame, axis: Axis
) -> tuple[tuple[str, ...], tuple[Dot, ...]]:
    says = [f"{name}/{year}: {_value(one)}" for name, one in zip(names, values, strict=True)]
    lines = tuple(path_of(one) for one in runs(frame.points(values, axis)) if len(one) > 1)
    return lines, _dots(values, says, frame, axis)


def _dots(values: Sequence[Decimal | None], says: Sequence[str], frame: Frame, axis: Axis) -> tuple[Dot, ...]:
    points = frame.points(values, axis)
    return tuple(Dot(*point, said) for point, said in zip(points, says, strict=True) if point is not None)


def _says(page: IndicatorPage, now: Sequence[Decimal | None], before: Sequence[Decimal | None]) -> str:
    """What the lines tell, for one who does not see them: first and last of each; the table has all."""
    told = []
    for year, values in ((page.year, now), (page.year - 1, before)):
        known = [
            (one.period, value) for one, value in zip(page.own, values, strict=True) if value is not None
        ]
        if known:
            (first, start), (last, end) = known[0], known[-1]
            told.append(
                _("{year}: {first} {start}, {last} {end}.").format(
                    year=year,
                    first=period_name(first),
                    start=_value(start),
                    last=period_name(last),
                    end=_value(end),
                )
            )
    return " ".join((*told, _("Số của từng kỳ ở bảng bên cạnh.")))
