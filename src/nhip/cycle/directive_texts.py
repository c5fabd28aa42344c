"""The text that somebody hands in: pasted, or out of a file; markup taken out, checked, in one normal form."""

from nhip.apps.files.models import StoredFile
from nhip.apps.files.services import Sent, keep_file
from nhip.core.directives.encodings import decoded
from nhip.core.directives.markup import is_markup, without_markup
from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.vietnamese import composed
from nhip.docx.reading import read_document

LARGEST = 5 * 2**20
"""Bytes of a file that is opened at all."""


def text_sent(pasted: str, file: Sent | None) -> str:
    """The text as it is kept and read: NFC, plain line ends, no markup, nothing that could run.

    Raises RuleBroken: neither or both, empty, too large, no text, an encoding of before Unicode, macros.
    """
    if file is not None and pasted.strip():
        raise RuleBroken(gettext_noop("Vừa dán văn bản vừa chọn tệp; chỉ dùng một trong hai."), field="file")
    if file is None and not pasted.strip():
        raise RuleBroken(
            gettext_noop("Chưa có văn bản; dán văn bản hoặc chọn tệp .docx, .txt."), field="text"
        )
    text = _of_file(file) if file is not None else _pasted(pasted)
    if is_markup(text):
        text = "".join(without_markup(text)[0])
    kept = composed(text.replace("\x00", ""))
    if not kept:
        raise RuleBroken(
            gettext_noop("Tệp rỗng, không có chữ nào để đọc."), field="text" if file is None else "file"
        )
    return kept


def _pasted(text: str) -> str:
    try:
        return decoded(text.encode("utf-8", errors="replace"))
    except RuleBroken as refusal:
        raise RuleBroken(refusal.sentence, field="text", **refusal.places) from refusal


def _of_file(file: Sent) -> str:
    if len(file.content) > LARGEST:
        raise RuleBroken(
            gettext_noop("Tệp lớn hơn {most} MB; tách thành từng văn bản rồi đọc lại."),
            field="file",
            most=LARGEST // 2**20,
        )
    if is_document(file):
        return decoded(read_document(file.content).encode())
    return decoded(file.content)


def is_document(file: Sent) -> bool:
    """Whether it is opened as a Word document: by its name, or by how it begins."""
    return file.name.lower().endswith((".docx", ".docm")) or file.content.startswith(b"PK\x03\x04")


def kept_file(sent: Sent) -> StoredFile | None:
    """The file as it was sent; plain text in an old encoding or of a page is kept as the text that was read of it."""
    try:
        return keep_file(name=sent.name, content=sent.content)
    except RuleBroken:
        if is_document(sent):
            raise
        return None
