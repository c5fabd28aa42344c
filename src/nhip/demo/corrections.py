"""Corrections of April's reports: one accepted, one that waits for the visitor."""

from datetime import date

from nhip.apps.indicators.models import Figure
from nhip.apps.reports.correcting import Request, accept_correction, ask_correction
from nhip.apps.reports.known_now import Content
from nhip.apps.reports.models import Report
from nhip.core.figures import Cell
from nhip.core.periods import Month
from nhip.core.reporting import ReportState
from nhip.demo import story
from nhip.demo.filings import at
from nhip.demo.stage import World

APRIL = Month(story.YEAR, 4)
ASKED_ON, ANSWERED_ON = date(story.YEAR, 5, 11), date(story.YEAR, 5, 12)


def correct_april(world: World) -> None:
    """In the districts of the demo's logins, where their communes' April reports are approved."""
    _ask(
        world,
        story.COMMUNE_IN_BA_BE,
        {("HO-NGHEO", ""): -2, ("HO-NGHEO", "dtts"): -2, ("BUOI-TUYEN-TRUYEN", ""): 1},
        "Hai hộ nghèo bị đếm trùng giữa hai thôn; bổ sung một buổi tuyên truyền ngày 28/4 chưa tổng hợp.",
        accepted=True,
    )
    _ask(
        world,
        story.COMMUNE_IN_NA_RI,
        {("DON-THU", ""): 1},
        "Một đơn gửi qua bưu điện đến ngày cuối kỳ, vào sổ sau khi nộp báo cáo.",
        accepted=False,
    )


def _ask(world: World, name: str, more: dict[Cell, int], reason: str, *, accepted: bool) -> None:
    tree = world.tree(story.TODAY)
    unit = next(one for one in world.actors if one in tree and tree.name(one) == name)
    district = tree.parent(unit)
    report = Report.objects.filter(
        unit=unit, year=APRIL.year, month=APRIL.number, state=ReportState.APPROVED.value
    )
    if district is None or not report.exists():
        return
    april = Figure.objects.filter(unit=unit, year=APRIL.year, month=APRIL.number)
    figures = {
        (indicator, category): april.get(indicator__code=indicator, category=category).value + change
        for (indicator, category), change in more.items()
    }
    code, head = tree.code(unit), world.heads[tree.code(district)]
    ask_correction(
        actor=world.actors[unit],
        code=code,
        month=APRIL,
        request=Request(Content(figures), reason),
        now=at(ASKED_ON, 9, 20),
    )
    if accepted:
        accept_correction(actor=head, code=code, month=APRIL, now=at(ANSWERED_ON, 8, 5))
