"""A Word document's text, one line a paragraph. The file is opened in a process with limits (``nhip.docx.child``)."""

import json
import subprocess
import sys
from typing import Any

from nhip.core.errors import RuleBroken, gettext_noop

LARGEST = 20 * 2**20
PATIENCE = 40

_REFUSALS = {
    "not_docx": gettext_noop(
        "Tệp không phải văn bản Word (.docx); mở bằng Word rồi lưu lại dạng .docx hoặc .txt."
    ),
    "macros": gettext_noop("Tệp Word có chứa macro; lưu lại dạng .docx không có macro rồi gửi lại."),
    "too_large": gettext_noop("Tệp Word quá lớn để đọc an toàn; tách thành nhiều tệp nhỏ hơn."),
    "broken": gettext_noop("Tệp .docx bị hỏng hoặc có mật khẩu, không đọc được; mở bằng Word rồi lưu lại."),
}


def read_document(content: bytes) -> str:
    """The text of a .docx file. Raises RuleBroken: no document, macros, broken, too large."""
    if len(content) > LARGEST:
        raise _refused("too_large")
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-m", "nhip.docx.child"],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        answer: dict[str, Any] = (
            json.loads(child.stdout) if child.returncode == 0 else {"refused": "too_large"}
        )
    except subprocess.TimeoutExpired:
        answer = {"refused": "too_large"}
    if "refused" in answer:
        raise _refused(answer["refused"])
    return str(answer["text"])


def _refused(why: str) -> RuleBroken:
    return RuleBroken(_REFUSALS[why], field="file")
