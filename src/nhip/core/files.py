"""What an attached file may be: told by its content, never by its name alone.

A kind is one row of ``KINDS``: the endings that belong to it, and how its bytes begin. Files that a browser would run
(HTML, SVG, scripts) and programs are not among them. Source of the signatures: the formats' own specifications.
"""

import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from nhip.core.errors import RuleBroken, gettext_noop

LARGEST = 20 * 2**20
LONGEST_NAME = 150
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Kind:
    """endings: with the dot, lower case; media_type: as served; fits: whether the bytes are of this kind."""

    endings: tuple[str, ...]
    media_type: str
    fits: Callable[[bytes], bool]


def _begins(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signatures)


def _packed(member: str) -> Callable[[bytes], bool]:
    """A zip that holds a member of that name and no macro project."""

    def fits(content: bytes) -> bool:
        if not content.startswith(_ZIP):
            return False
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, ValueError):
            return False
        return member in names and not any(name.lower().endswith("vbaproject.bin") for name in names)

    return fits


def _open_document(content: bytes) -> bool:
    return content.startswith(_ZIP) and b"mimetypeapplication/vnd.oasis.opendocument." in content[:120]


def _webp(content: bytes) -> bool:
    return content.startswith(b"RIFF") and content[8:12] == b"WEBP"


def _plain_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    head = text.lstrip()[:300].lower()
    return not any(
        unicodedata.category(one) == "Cc" and one not in "\t\r\n" for one in text
    ) and not head.startswith(("<", "#!"))


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = (
    Kind((".pdf",), "application/pdf", _begins(b"%PDF-")),
    Kind((".docx",), _OFFICE + "wordprocessingml.document", _packed("word/document.xml")),
    Kind((".xlsx",), _OFFICE + "spreadsheetml.sheet", _packed("xl/workbook.xml")),
    Kind((".pptx",), _OFFICE + "presentationml.presentation", _packed("ppt/presentation.xml")),
    Kind((".doc",), "application/msword", _begins(_OLE)),
    Kind((".xls",), "application/vnd.ms-excel", _begins(_OLE)),
    Kind((".ppt",), "application/vnd.ms-powerpoint", _begins(_OLE)),
    Kind((".odt",), "application/vnd.oasis.opendocument.text", _open_document),
    Kind((".ods",), "application/vnd.oasis.opendocument.spreadsheet", _open_document),
    Kind((".jpg", ".jpeg"), "image/jpeg", _begins(b"\xff\xd8\xff")),
    Kind((".png",), "image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    Kind((".webp",), "image/webp", _webp),
    Kind((".txt", ".csv"), "text/plain", _plain_text),
)


def checked_file_name(name: str) -> str:
    """The name without folders and control characters, NFC, short enough, with its ending. Raises RuleBroken."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(one for one in last if unicodedata.category(one) not in {"Cc", "Cf", "Zl", "Zp"}).strip(
        " ."
    )
    if not plain:
        raise RuleBroken(gettext_noop("Tệp chưa có tên; đặt tên tệp rồi gửi lại."), field="file")
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > LONGEST_NAME and dot:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return plain[:LONGEST_NAME]


def check_file(name: str, content: bytes) -> str:
    """The media type of the file. Raises RuleBroken: empty, too large, of no accepted kind, not what its name says."""
    if not content:
        raise RuleBroken(gettext_noop("Tệp «{name}» rỗng."), field="file", name=name)
    if len(content) > LARGEST:
        raise RuleBroken(
            gettext_noop("Tệp «{name}» lớn {size} MB; tối đa {most} MB."),
            field="file",
            name=name,
            size=-(-len(content) // 2**20),
            most=LARGEST // 2**20,
        )
    lowered = name.lower()
    kind = next((one for one in KINDS if lowered.endswith(one.endings)), None)
    if kind is None:
        raise RuleBroken(
            gettext_noop("Không nhận loại tệp của «{name}»; gửi {kinds}."),
            field="file",
            name=name,
            kinds=", ".join(ending for one in KINDS for ending in one.endings),
        )
    if not kind.fits(content):
        raise RuleBroken(
            gettext_noop(
                "Nội dung tệp «{name}» không đúng như đuôi tên; mở tệp bằng phần mềm của nó rồi lưu lại đúng dạng."
            ),
            field="file",
            name=name,
        )
    return kind.media_type
