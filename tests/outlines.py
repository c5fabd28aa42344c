"""An outline for reports on the tests' world."""

from collections.abc import Iterable
from pathlib import Path

from nhip.apps.reports.outline import load_outline
from nhip.core.access import OPERATOR
from tests import world

HEAD = "code,title,spans,required,level,starts_on,ends_before,hint,source"
RESULTS, NEEDS, YEARLY = (
    "results,Kết quả,1|3|6|9|12,1|3,,2020-01-01,,Việc chính,Thông tư mẫu",
    "needs,Kiến nghị,1|3|6|9|12,,commune,2020-01-01,,,Thông tư mẫu",
    "yearly,Tổng kết năm,12,12,,2020-01-01,,,Thông tư mẫu",
)
"""A month's report needs its results written, and may say what is needed."""


def load(tmp_path: Path, rows: Iterable[str] = (RESULTS, NEEDS, YEARLY), *, under: str | None = None) -> int:
    path = tmp_path / "outline.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return load_outline(actor=OPERATOR, path=path, under=under, now=world.NOW)
