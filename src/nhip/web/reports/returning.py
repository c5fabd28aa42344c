"""The cells of a report as they are read, with what a person typed who sends some of them back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import QueryDict

from nhip.apps.reports.figures import FigureRow
from nhip.apps.reports.lines import ReportLineRow
from nhip.apps.reports.sections import SectionRow

BEGINS = "return-"
"""Of the names of the inputs, each followed by the field that is sent back."""

Row = TypeVar("Row", FigureRow, ReportLineRow, SectionRow)


@dataclass(frozen=True, slots=True)
class CellRead(Generic[Row]):
    """typed: why it is sent back, as typed. error: what is wrong with that."""

    row: Row
    typed: str
    error: str


def cells_read(
    rows: Iterable[Row], post: QueryDict | None = None, errors: Mapping[str, str] | None = None
) -> list[CellRead[Row]]:
    """errors: by name of the input."""
    post, errors = post or QueryDict(), errors or {}
    return [
        CellRead(row, post.get(BEGINS + row.field, ""), errors.get(BEGINS + row.field, "")) for row in rows
    ]


def reasons(post: QueryDict) -> dict[str, str]:
    """Field -> why it is sent back, for inputs that were filled in."""
    return {
        name.removeprefix(BEGINS): text
        for name in post
        if name.startswith(BEGINS) and (text := post.get(name, "").strip())
    }
