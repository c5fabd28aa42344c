"""Tables in text files as people save them: with commas, semicolons or tabs, with or without a byte order mark."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nhip.analytics.faults import place
from nhip.core.errors import RuleBroken, RulesBroken, gettext_noop

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS = (",", ";", "\t")
csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class Table:
    """file: its name, for sentences. columns: name -> index. rows: line in the file, cells."""

    file: str
    columns: dict[str, int]
    delimiter: str
    rows: Iterator[tuple[int, list[str]]]

    def has(self, column: str) -> bool:
        return column in self.columns


def read_table(path: Path, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Table:
    """Open a table. Rows are read as they are asked for; a broken one raises RulesBroken when it comes.

    Raises RuleBroken (cannot be read), RulesBroken (columns missing or named twice).
    """
    text = _text(path)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header = [name.strip().lower() for name in next(_lines(path.name, reader), (0, []))[1]]
    missing = [name for name in required if name not in header]
    if missing:
        raise RuleBroken(
            gettext_noop("Tệp «{file}» thiếu cột {columns} ở dòng đầu; các cột cần có: {required}."),
            field="columns",
            file=path.name,
            columns=", ".join(missing),
            required=", ".join(required),
        )
    known = {*required, *optional}
    for name in header:
        if name in known and header.count(name) > 1:
            raise RuleBroken(
                gettext_noop("Tệp «{file}» có hai cột cùng tên «{column}»."),
                field="columns",
                file=path.name,
                column=name,
            )
    columns = {name: index for index, name in enumerate(header) if name in known}
    return Table(path.name, columns, delimiter, _rows(path.name, reader, header))


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RuleBroken(
            gettext_noop("Không mở được tệp «{file}»: {why}."),
            file=str(path),
            why=error.strerror or str(error),
        ) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise RulesBroken(
            {
                place(path.name, line): RuleBroken(
                    gettext_noop("Tệp không phải văn bản UTF-8; lưu lại dưới dạng CSV UTF-8.")
                )
            }
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise RulesBroken(
            {
                place(path.name, line): RuleBroken(
                    gettext_noop("Tệp chứa ký tự rỗng: tệp hỏng hoặc không phải CSV.")
                )
            }
        )
    return text


def _delimiter(text: str) -> str:
    """The one that the first line uses most; a comma where it has one column only."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    return max(DELIMITERS, key=lambda one: (first.count(one), -DELIMITERS.index(one)))


def _lines(file: str, reader: "Reader") -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins; empty lines are passed over."""
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise RulesBroken(
                {
                    place(file, line): RuleBroken(
                        gettext_noop("Dòng này không đọc được ({why}): dấu nháy chưa đóng hoặc tệp bị cắt."),
                        why=error,
                    )
                }
            ) from error
        if any(cell.strip() for cell in cells):
            yield line, cells


def _rows(file: str, reader: "Reader", header: list[str]) -> Iterator[tuple[int, list[str]]]:
    width = len(header)
    for line, cells in _lines(file, reader):
        if len(cells) != width:
            column = header[len(cells)] if len(cells) < width else str(width + 1)
            raise RulesBroken(
                {
                    place(file, line, column): RuleBroken(
                        gettext_noop(
                            "Dòng có {count} ô, dòng tiêu đề có {width}: dòng thiếu, thừa ô hoặc tệp bị cắt."
                        ),
                        count=len(cells),
                        width=width,
                    )
                }
            )
        yield line, cells
