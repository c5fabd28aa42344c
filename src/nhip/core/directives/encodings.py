"""Bytes of a text file to letters: encodings are told apart, those of before Unicode are named and refused."""

import re
import unicodedata

from nhip.core.errors import RuleBroken, gettext_noop

LARGEST = 2 * 2**20
"""Bytes: some 600 pages. A longer file is several texts."""

_TCVN3 = frozenset(
    [
        "cña",
        "vµ",
        "®Õn",
        "®\xadîc",
        "c¸c",
        "viÖt",
        "céng",
        "héi",
        "nh©n",
        "d©n",
        "tr\xadíc",
        "nhiÖm",
        "chØ",
        "®¹o",
        "thùc",
        "hiÖn",
        "bé",
        "®Ò",
        "nghÞ",
        "yªu",
        "cÇu",
        "thñ",
        "t\xadíng",
        "tØnh",
    ]
)
_VNI = frozenset(
    [
        "cuûa",
        "vaø",
        "ñeán",
        "ñöôïc",
        "caùc",
        "vieät",
        "coäng",
        "hoäi",
        "nhaân",
        "daân",
        "tröôùc",
        "nhieäm",
        "chæ",
        "ñaïo",
        "thöïc",
        "hieän",
        "boä",
        "ñeà",
        "nghò",
        "yeâu",
        "caàu",
        "thuû",
        "töôùng",
        "tænh",
        "uûy",
    ]
)
_MISREAD = re.compile("áº[\u00a0-\u00bf]|á»[\u0080-\u00bf\u2018-\u2122]|Ä‘|Æ°|Ã¡|Ã´ng")
_COMMON = frozenset(
    ["của", "và", "các", "được", "với", "cho", "trong", "về", "theo", "trước", "ngày", "thực", "hiện"]
)
_BROKEN = re.compile(r"[\x00-\x08\x0e-\x1f]")
_FEWEST = 3


def decoded(content: bytes) -> str:
    """The letters of a text file. Raises RuleBroken: empty, too large, no text, an encoding of before Unicode."""
    if len(content) > LARGEST:
        raise RuleBroken(
            gettext_noop("Tệp lớn hơn {most} MB; tách thành từng văn bản rồi đọc lại."),
            field="file",
            most=LARGEST // 2**20,
        )
    text = _letters(content)
    _require_words(text)
    return text


def _letters(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _older(content)


def _older(content: bytes) -> str:
    """A file that is not Unicode: Windows-1258 is read, TCVN3 and VNI are named."""
    if b"\x00" in content or len(_BROKEN.findall(content[:4096].decode("latin-1"))) > 4:
        raise _no_text()
    _require_unicode(content.decode("latin-1"))
    text = unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))
    if len(_COMMON.intersection(text.lower().split())) < _FEWEST:
        raise RuleBroken(
            gettext_noop("Không nhận ra bảng mã của tệp; mở tệp rồi lưu lại với bảng mã UTF-8."), field="file"
        )
    return content.decode("cp1258", errors="replace")


def _require_words(text: str) -> None:
    if not text.strip("\ufeff \t\r\n"):
        raise RuleBroken(gettext_noop("Tệp rỗng, không có chữ nào để đọc."), field="file")
    if len(_BROKEN.findall(text[:4096])) > 4 or text.count("\x00") > 4:
        raise _no_text()
    _require_unicode(text)


def _no_text() -> RuleBroken:
    return RuleBroken(gettext_noop("Tệp không phải văn bản; chỉ đọc tệp .txt và .docx."), field="file")


def _require_unicode(text: str) -> None:
    """Raises RuleBroken where the letters are those of a font of before Unicode, or of UTF-8 read as something else."""
    named = encoding_named(text)
    if named:
        raise RuleBroken(
            gettext_noop(
                "Văn bản dùng bảng mã {name}, không phải Unicode; chuyển sang Unicode (UTF-8) rồi đọc lại."
            ),
            field="file",
            name=named,
        )


def encoding_named(text: str) -> str:
    """ "TCVN3 (ABC)", "VNI", "UTF-8 đọc nhầm thành Windows-1252" as the letters betray it; "" for Unicode."""
    sample = text[:60_000]
    words = set(sample.lower().split())
    if len(words & _TCVN3) >= _FEWEST:
        return "TCVN3 (ABC)"
    if len(words & _VNI) >= _FEWEST:
        return "VNI"
    if len(_MISREAD.findall(sample)) > 5:
        return "UTF-8 đọc nhầm thành Windows-1252"
    return ""
