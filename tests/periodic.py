"""Terms of reports by period on the tests' world, and reports filed there."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from nhip.apps.periodic.services import Written, save_periodic
from nhip.apps.periodic.terms import load_terms
from nhip.core.access import OPERATOR
from nhip.core.periodic import ReportPeriod, parse_report_period
from nhip.cycle.periodic_pages import PeriodicPage, file_with_totals, periodic_page
from tests import outlines, world

HEAD = "regime,due_day,due_time,months_later,level,starts_on,ends_before,source"
ROWS = (
    "week,4,14:00,0,province,2020-01-01,,Thông tư mẫu",
    "month,20,,0,,2020-01-01,,Thông tư mẫu",
    "quarter,20,,0,,2020-01-01,,Thông tư mẫu",
)
QUARTER, APRIL, WEEK = (parse_report_period(text) for text in ("2020-Q1", "2020-04", "2020-W20"))


def load(tmp_path: Path, rows: tuple[str, ...] = ROWS, *, under: str | None = None) -> int:
    path = tmp_path / "terms.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return load_terms(actor=OPERATOR, path=path, under=under, now=world.NOW)


def set_up(tmp_path: Path) -> None:
    """Terms, and an outline whose quarter needs its results written, as does a month, and a week may tell of them."""
    load(tmp_path)
    outlines.load(
        tmp_path,
        ("results,Kết quả,0|1|3|6|9|12,3,,2020-01-01,,,Thông tư mẫu", outlines.NEEDS, outlines.YEARLY),
    )


def page(code: str, period: ReportPeriod = QUARTER, *, login: str | None = None) -> PeriodicPage:
    actor = OPERATOR if login is None else world.person(login)
    return periodic_page(actor=actor, code=code, period=period, now=world.NOW)


def send(
    code: str,
    sections: Mapping[str, str],
    *,
    login: str,
    period: ReportPeriod = QUARTER,
    files: bool = True,
    version: int | None = None,
    now: datetime = world.NOW,
) -> None:
    written = Written(sections, page(code, period).version if version is None else version)
    act = file_with_totals if files else save_periodic
    act(actor=world.person(login), code=code, period=period, written=written, now=now)


def at(day: date, hour: int = 9) -> datetime:
    return world.at(day, hour)
