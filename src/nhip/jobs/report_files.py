"""A report as a file says it, in the shape of ``nhip report show --json``; what cannot be read is refused."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show

if TYPE_CHECKING:
    from nhip.apps.reports.drafts import LineDraft
    from nhip.apps.reports.queries import ReportPage
    from nhip.core.errors import RuleBroken
    from nhip.core.figures import Cell
    from nhip.core.periods import Month


def heading_of(file: dict[str, Any]) -> tuple[str, "Month"]:
    from nhip.core.errors import RuleBroken
    from nhip.core.periods import Month

    for name in ("unit", "period", "tasks"):
        if name not in file:
            raise click.UsageError(_("tệp thiếu mục {name}").format(name=repr(name)))
    try:
        return str(file["unit"]), Month.parse(str(file["period"]))
    except RuleBroken as refusal:
        raise click.UsageError(refusal.message(_, show)) from refusal


def lines_of(file: dict[str, Any], page: "ReportPage") -> dict[int, "LineDraft"]:
    from nhip.apps.reports.drafts import LineDraft

    if not isinstance(file["tasks"], list):
        raise click.UsageError(_("mục «{name}» phải là một danh sách").format(name="tasks"))
    titles = {one.title: one.task_id for one in page.lines}
    known = {one.task_id for one in page.lines}
    lines: dict[int, LineDraft] = {}
    for row in file["tasks"]:
        if not isinstance(row, dict) or "task" not in row:
            raise click.UsageError(_("mỗi dòng của «tasks» phải có mục «task»"))
        task = titles.get(row["task"], row["task"])
        if task not in known or task in lines:
            raise click.ClickException(
                _("nhiệm vụ «{task}» không thuộc báo cáo này hoặc ghi hai lần.").format(task=row["task"])
            )
        lines[task] = LineDraft(
            _progress(row), *(_text(row, name) for name in ("done", "difficulties", "next"))
        )
    return lines


def figures_of(file: dict[str, Any]) -> tuple[dict["Cell", Decimal | None], dict[str, "RuleBroken"]]:
    """The figures, and by field those that cannot be read."""
    from nhip.core.errors import RuleBroken
    from nhip.core.figures import field_of

    rows = file.get("figures", [])
    if not isinstance(rows, list):
        raise click.UsageError(_("mục «{name}» phải là một danh sách").format(name="figures"))
    figures: dict[Cell, Decimal | None] = {}
    unread: dict[str, RuleBroken] = {}
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("indicator"), str):
            raise click.UsageError(_("mỗi dòng của «figures» phải có mục «indicator»"))
        cell = row["indicator"].strip(), _text(row, "category").strip()
        if cell in figures or field_of(cell) in unread:
            raise click.ClickException(
                _("chỉ tiêu «{indicator}» ghi hai lần trong tệp.").format(
                    indicator=":".join(filter(None, cell))
                )
            )
        try:
            figures[cell] = _value(row)
        except RuleBroken as refusal:
            unread[field_of(cell)] = refusal
    return figures, unread


def sections_of(file: dict[str, Any]) -> dict[str, str]:
    rows = file.get("sections", [])
    if not isinstance(rows, list):
        raise click.UsageError(_("mục «{name}» phải là một danh sách").format(name="sections"))
    sections: dict[str, str] = {}
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("section"), str):
            raise click.UsageError(_("mỗi dòng của «sections» phải có mục «section»"))
        code = row["section"].strip()
        if code in sections:
            raise click.ClickException(_("mục «{section}» ghi hai lần trong tệp.").format(section=code))
        sections[code] = _text(row, "text")
    return sections


def _value(row: dict[str, Any]) -> Decimal | None:
    """A number, or its digits as text, as ``report show`` writes numbers that JSON readers would round.

    Raises RuleBroken for text that is no number.
    """
    value = row.get("value")
    if value is None:
        return None
    if isinstance(value, str):
        from nhip.analytics import cells

        return cells.number(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise click.UsageError(
            _("số liệu «{value}» của «{indicator}» phải là một số").format(
                value=value, indicator=row["indicator"]
            )
        )
    return Decimal(value)


def _progress(row: dict[str, Any]) -> Decimal | None:
    value = row.get("progress")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise click.UsageError(_("tiến độ «{value}» phải là một số").format(value=value))
    return Decimal(value)


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name, "")
    if value is not None and not isinstance(value, str):
        raise click.UsageError(_("mục «{name}» phải là chữ").format(name=name))
    return value or ""
