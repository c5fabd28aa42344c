"""Kinds of arguments, each refused with a sentence that names the value and the rule (exit 2)."""

import json
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

import click

from nhip.core.errors import RuleBroken
from nhip.core.periodic import ReportPeriod, Week, parse_report_period
from nhip.core.periods import Month
from nhip.core.year_periods import YearPeriod, parse_year_period
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show

YEARS = range(2001, 2100)
Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day written 2020-02-01 or 01/02/2020."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        text = str(value)
        try:
            if "/" in text:
                day, month, year = (int(part) for part in text.split("/"))
                return date(year, month, day)
            if len(text) == len("2020-02-01"):
                return date.fromisoformat(text)
        except ValueError:
            pass
        return self.fail(
            _("ngày «{text}» không có hoặc không đọc được; viết như 2020-02-01.").format(text=text),
            param,
            ctx,
        )


class Period(click.ParamType[Month]):
    """A month written 2020-03."""

    name = "YYYY-MM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        if isinstance(value, Month):
            return value
        try:
            return Month.parse(str(value))
        except RuleBroken as refusal:
            return self.fail(refusal.message(_, show), param, ctx)


class AnyPeriod(click.ParamType[YearPeriod]):
    """A period of a year: 2020-03, 2020-Q1, 2020-H1, 2020-9M, 2020."""

    name = "YYYY[-MM|-Qn|-Hn|-9M]"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> YearPeriod:
        if isinstance(value, YearPeriod):
            return value
        try:
            return parse_year_period(str(value))
        except RuleBroken as refusal:
            return self.fail(refusal.message(_, show), param, ctx)


class AnyReportPeriod(click.ParamType[ReportPeriod]):
    """A period of reports: 2020-W12, 2020-03, 2020-Q1, 2020-H1, 2020-9M, 2020."""

    name = "YYYY[-Wnn|-MM|-Qn|-Hn|-9M]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> ReportPeriod:
        if isinstance(value, YearPeriod | Week):
            return value
        try:
            return parse_report_period(str(value))
        except RuleBroken as refusal:
            return self.fail(refusal.message(_, show), param, ctx)


class Year(click.ParamType[int]):
    name = "YYYY"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        if len(text) != len("2020") or not (text.isascii() and text.isdigit()):
            self.fail(
                _("năm «{text}» không đọc được; viết bốn chữ số, ví dụ 2020.").format(text=text), param, ctx
            )
        if int(text) not in YEARS:
            first, last = YEARS[0], YEARS[-1]
            self.fail(
                _("năm {year} ngoài khoảng {first}–{last}.").format(year=text, first=first, last=last),
                param,
                ctx,
            )
        return int(text)


class Choice(click.Choice[str]):
    """One word out of a few."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in self.choices:
            return str(value)
        choices = ", ".join(self.choices)
        return self.fail(
            _("«{text}» không có trong các lựa chọn: {choices}.").format(text=value, choices=choices),
            param,
            ctx,
        )


class Whole(click.ParamType[int]):
    name = "N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            return int(str(value))
        except ValueError:
            return self.fail(_("«{text}» không phải số nguyên.").format(text=value), param, ctx)


class Number(click.ParamType[Decimal]):
    """A number with at most three decimals, with a point or a comma."""

    name = "N"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        try:
            read = Decimal(str(value).replace(",", "."))
        except InvalidOperation:
            read = Decimal("NaN")
        if not read.is_finite() or read != read.quantize(Decimal("0.001")):
            self.fail(_("«{text}» không phải số, hoặc có quá ba chữ số lẻ.").format(text=value), param, ctx)
        return read


class JsonFile(click.ParamType[dict[str, Any]]):
    """A file that holds one JSON object; numbers with a point are read as Decimal. ``-``: standard input."""

    name = "FILE.json"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        try:
            source = sys.stdin.read() if value == "-" else Path(str(value)).read_text(encoding="utf-8-sig")
            read = json.loads(source, parse_float=Decimal, parse_constant=_refuse_constant)
        except OSError as error:
            self.fail(
                _("không mở được tệp «{file}»: {why}.").format(file=value, why=error.strerror), param, ctx
            )
        except (ValueError, RecursionError) as error:
            self.fail(
                _("tệp «{file}» không phải JSON đúng: {why}.").format(file=value, why=error), param, ctx
            )
        if not isinstance(read, dict):
            self.fail(_("tệp «{file}» phải chứa một đối tượng JSON.").format(file=value), param, ctx)
        return read


FileGiven = tuple[str, bytes]
"""Name and content."""


class OfficeFile(click.ParamType[FileGiven]):
    """A file with its content; ``-``: standard input."""

    name = "FILE.xlsx"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> FileGiven:
        if isinstance(value, tuple):
            return value
        try:
            if value == "-":
                return "-", sys.stdin.buffer.read()
            return Path(str(value)).name, Path(str(value)).read_bytes()
        except OSError as error:
            self.fail(
                _("không mở được tệp «{file}»: {why}.").format(file=value, why=error.strerror), param, ctx
            )


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def acting(command: Command) -> Command:
    """Add ``--as LOGIN``: who acts; the system operator where it is left out."""
    option = click.option(
        "--as", "login", metavar="LOGIN", help=_("tài khoản thực hiện (mặc định: người vận hành hệ thống)")
    )
    return option(command)


def as_json(command: Command) -> Command:
    return click.option("--json", "is_json", is_flag=True, help=_("in JSON"))(command)


def unit_option(command: Command) -> Command:
    return click.option("--unit", required=True, metavar="CODE", help=_("mã đơn vị"))(command)


def year_option(command: Command) -> Command:
    return click.option("--year", required=True, type=Year(), help=_("năm"))(command)


def any_year_option(command: Command) -> Command:
    return click.option("--year", type=Year(), help=_("năm; mặc định: mọi năm có số liệu"))(command)


def period_option(command: Command) -> Command:
    return click.option("--period", required=True, type=Period(), help=_("kỳ báo cáo, ví dụ 2020-03"))(
        command
    )


def from_option(command: Command) -> Command:
    return click.option("--from", "starts_on", required=True, type=Day(), help=_("có hiệu lực từ ngày"))(
        command
    )
