"""The process in which a stranger's document is opened: ``python -I -m nhip.docx.child``; bombs kill only it.

Reads the file on standard input; writes ``{"text": "…"}`` or ``{"refused": why}`` as JSON. Only the body's text is
read: pictures, embedded objects, links and templates that live elsewhere are never opened, let alone fetched.
"""

import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET

MEMORY = 512 * 2**20
SECONDS = 20
UNPACKED = 100 * 2**20
BODY = "word/document.xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DROPPED = frozenset({f"{WORD}del", f"{WORD}moveFrom", f"{WORD}instrText", f"{WORD}delText"})


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(content: bytes) -> dict[str, str]:
    if not content.startswith(b"PK\x03\x04"):
        return {"refused": "not_docx"}
    with zipfile.ZipFile(BytesIO(content)) as packed:
        names = set(packed.namelist())
        if BODY not in names:
            return {"refused": "not_docx"}
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            return {"refused": "macros"}
        if packed.getinfo(BODY).file_size > UNPACKED:
            return {"refused": "too_large"}
        body = packed.read(BODY)
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body or b"<\x00!\x00D\x00O\x00C" in body:
        return {"refused": "broken"}
    root = ET.fromstring(body)  # noqa: S314 - no document type, so no entities; and in a process with limits
    return {"text": "\n".join(_paragraph(one) for one in root.iter(f"{WORD}p"))}


def _paragraph(paragraph: ET.Element) -> str:
    """A paragraph's text; where Word would number it or draw a bullet, a mark stands for that."""
    level = paragraph.find(f"{WORD}pPr/{WORD}numPr/{WORD}ilvl")
    mark = "" if level is None else ("- " if level.get(f"{WORD}val") == "0" else "+ ")
    return mark + "".join(_texts(paragraph))


def _texts(element: ET.Element) -> Iterator[str]:
    for part in element:
        if part.tag in _DROPPED or part.tag == f"{WORD}p":
            continue
        if part.tag == f"{WORD}t":
            yield part.text or ""
        elif part.tag == f"{WORD}tab":
            yield " "
        elif part.tag in (f"{WORD}br", f"{WORD}cr"):
            yield "\n"
        elif part.tag == f"{WORD}noBreakHyphen":
            yield "-"
        elif part.tag != f"{WORD}pPr":
            yield from _texts(part)


def main() -> None:
    content = sys.stdin.buffer.read()
    _limit()
    try:
        answer = _read(content)
    except MemoryError:
        answer = {"refused": "too_large"}
    except Exception:  # noqa: BLE001 - whatever a broken file provokes, the answer is that it cannot be read
        answer = {"refused": "broken"}
    json.dump(answer, sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main()
