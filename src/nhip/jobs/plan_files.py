"""``nhip plan export`` and ``nhip plan import``: plans as workbooks, one or a folder full."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nhip.jobs.arguments import Year, acting, as_json, unit_option, year_option
from nhip.jobs.bar import Bar
from nhip.jobs.command import REFUSED, begin
from nhip.jobs.findings import findings_as_json
from nhip.jobs.language import gettext_of as _
from nhip.jobs.language import show
from nhip.jobs.printing import print_json, print_table

if TYPE_CHECKING:
    from datetime import datetime

    from nhip.core.access import Actor
    from nhip.core.errors import NhipError
    from nhip.cycle.plan_importing import PlanImport


@click.command(help=_("Ghi kế hoạch thành tệp Excel để xem, điền và nhập lại."))
@unit_option
@year_option
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help=_("tệp .xlsx sẽ ghi"))
@acting
def export_plan(*, unit: str, year: int, output: str, login: str | None) -> None:
    actor, now = begin(login)
    from nhip.cycle.plan_work import export_workbook

    content = export_workbook(actor=actor, code=unit, year=year, now=now)
    try:
        Path(output).write_bytes(content)
    except OSError as error:
        raise click.ClickException(
            _("không ghi được tệp «{file}»: {why}.").format(file=output, why=error.strerror)
        ) from error


@dataclass(frozen=True, slots=True)
class _Outcome:
    """told: None where the file was refused as a whole."""

    file: str
    told: "PlanImport | None"
    refusal: "NhipError | None" = None

    @property
    def is_good(self) -> bool:
        return self.told is not None and self.told.is_good


@click.command(
    help=_(
        "Nhập kế hoạch từ tệp Excel: tải từ Nhịp, hoặc bảng của cơ quan. Có lỗi thì không ghi gì; nhập lại tệp cũ "
        "không thay đổi gì. Nhiều tệp hoặc thư mục: mỗi tệp một kế hoạch, đơn vị và năm lấy từ phần đầu của tệp."
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE.xlsx …")
@click.option("--unit", metavar="CODE", help=_("mã đơn vị; mặc định lấy từ phần đầu của tệp"))
@click.option("--year", type=Year(), help=_("năm; mặc định lấy từ phần đầu của tệp"))
@click.option("--dry-run", "is_dry", is_flag=True, help=_("chỉ cho xem sẽ thay đổi gì, không ghi"))
@as_json
@acting
def import_plan(
    *,
    files: tuple[Path, ...],
    unit: str | None,
    year: int | None,
    is_dry: bool,
    is_json: bool,
    login: str | None,
) -> None:
    paths = list(_workbooks(files))
    is_single = len(files) == 1 and not files[0].is_dir()
    if unit is not None and not is_single:
        raise click.UsageError(_("--unit chỉ dùng với một tệp; nhiều tệp thì mỗi tệp nói đơn vị của mình."))
    actor, now = begin(login)
    outcomes = []
    bar = Bar()
    for number, path in enumerate(paths):
        if not is_single:
            bar.show(path.name, number, len(paths))
        outcomes.append(_imported(actor, path, unit, year, now, is_dry=is_dry))
    if not is_single:
        bar.show(_("xong"), len(paths), len(paths))
        bar.end()
    if is_single and outcomes[0].refusal is not None:
        raise outcomes[0].refusal
    if is_json:
        rows = [_as_json(one, is_dry=is_dry) for one in outcomes]
        print_json(rows[0] if is_single else rows)
    else:
        _print(outcomes)
    if not all(one.is_good for one in outcomes):
        raise click.exceptions.Exit(REFUSED)


def _workbooks(files: tuple[Path, ...]) -> Iterator[Path]:
    """The files, and those of the folders, by name; Excel's own lock files are none."""
    for one in files:
        if one.is_dir():
            yield from sorted(file for file in one.glob("*.xlsx") if not file.name.startswith("~$"))
        elif one.exists():
            yield one
        else:
            raise click.UsageError(_("không có tệp «{file}».").format(file=one))


def _imported(
    actor: "Actor", path: Path, unit: str | None, year: int | None, now: "datetime", *, is_dry: bool
) -> _Outcome:
    from nhip.core.errors import NhipError
    from nhip.cycle import plan_importing
    from nhip.cycle.plan_files import open_file
    from nhip.cycle.plan_work import import_workbook

    try:
        file = open_file(path.name, path.read_bytes())
        code, of = plan_importing.whose(file=file, code=unit, year=year, today=now.date())
        if is_dry:
            told = plan_importing.preview_import(actor=actor, file=file, code=code, year=of, now=now)
        else:
            told = import_workbook(actor=actor, file=file, code=code, year=of, now=now)
    except NhipError as refusal:
        return _Outcome(path.name, None, refusal)
    except OSError as error:
        raise click.ClickException(
            _("không mở được tệp «{file}»: {why}.").format(file=path, why=error.strerror)
        ) from error
    return _Outcome(path.name, told)


def _as_json(one: _Outcome, *, is_dry: bool) -> dict[str, object]:
    if one.told is None:
        refused = "" if one.refusal is None else one.refusal.message(_, show)
        return {"file": one.file, "stored": False, "refused": refused, "findings": []}
    found = one.told.changes
    return {
        "file": one.file,
        "unit": one.told.unit.code,
        "year": one.told.year,
        "stored": one.is_good and not is_dry,
        "added": [{"where": new.where, "task": new.facts.title} for new in found.added],
        "changed": [
            {"where": both.after.where, "task": both.before.facts.title, "fields": list(both.fields)}
            for both in found.changed
        ],
        "removed": [{"task": gone.facts.title} for gone in found.removed],
        "unchanged": found.unchanged,
        "findings": findings_as_json(one.told.findings),
    }


def _print(outcomes: list[_Outcome]) -> None:
    rows = []
    for one in outcomes:
        if one.told is None:
            rows.append(
                [one.file, "", "", "", "", "" if one.refusal is None else one.refusal.message(_, show)]
            )
            continue
        found = one.told.changes
        counts = (len(found.added), len(found.changed), len(found.removed), found.unchanged)
        errors = [finding for finding in one.told.findings if finding.severity == "error"]
        rows.append(
            [
                one.file,
                *map(str, counts),
                "" if one.is_good else _("không ghi: {count} lỗi").format(count=len(errors)),
            ]
        )
        rows += [["", "", "", "", "", f"{each.where}: {each.message(_, show)}"] for each in errors]
    print_table([_("Tệp"), _("Thêm"), _("Sửa"), _("Bỏ"), _("Giữ"), _("Ghi chú")], rows)
