"""A file is what its content says, and its name is only a name."""

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.errors import RuleBroken
from nhip.core.files import KINDS, LARGEST, LONGEST_NAME, check_file, checked_file_name


def packed(*members: str, stored: bytes = b"<x/>") -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for member in members:
            archive.writestr(member, stored)
    return kept.getvalue()


OPEN_DOCUMENT = packed("mimetype", stored=b"application/vnd.oasis.opendocument.text")
GOOD = {
    "a.pdf": b"%PDF-1.7\n",
    "a.docx": packed("[Content_Types].xml", "word/document.xml"),
    "a.XLSX": packed("[Content_Types].xml", "xl/workbook.xml"),
    "a.pptx": packed("ppt/presentation.xml"),
    "a.doc": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512),
    "a.odt": OPEN_DOCUMENT,
    "a.jpg": b"\xff\xd8\xff\xe0" + bytes(20),
    "a.png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "a.webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "a.txt": "Xin chào\n".encode(),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_of_its_kind_is_taken(name: str) -> None:
    assert "/" in check_file(name, GOOD[name])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", GOOD["a.docx"]),
        ("a.docx", GOOD["a.XLSX"]),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.docx", packed("word/document.xml", "word/vbaProject.bin")),
        ("a.xlsx", packed("a.txt")),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.txt", b"<html><script>alert(1)</script>"),
        ("a.txt", b"#!/bin/sh\n"),
        ("a.txt", b"\x00\x01"),
        ("a.txt", b"\xff\xfe\xfa"),
        ("a.jpg", b"MZ" + bytes(64)),
        ("a.doc", b"%PDF-1.7"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(RuleBroken, match="không đúng như đuôi tên"):
        check_file(name, content)


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.exe", "a.js", "a.xlsm", "a.zip", "a", "pdf"])
def test_a_kind_that_is_not_taken_is_named_with_those_that_are(name: str) -> None:
    with pytest.raises(RuleBroken, match=r"\.docx"):
        check_file(name, b"%PDF-1.7")


def test_an_empty_or_too_large_file_is_refused() -> None:
    with pytest.raises(RuleBroken, match="rỗng"):
        check_file("a.pdf", b"")
    with pytest.raises(RuleBroken, match="21 MB"):
        check_file("a.pdf", b"%PDF-" + bytes(LARGEST))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Báo cáo\\quý I.docx", "quý I.docx"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("\u202egpj.exe.pdf", "gpj.exe.pdf"),
        ("Bie\u0302n ba\u0309n.pdf", "Biên bản.pdf"),
    ],
)
def test_a_name_loses_folders_and_marks_that_nobody_sees(sent: str, kept: str) -> None:
    assert checked_file_name(sent) == kept


@given(st.text())
def test_a_name_that_is_kept_is_short_and_plain(name: str) -> None:
    try:
        kept = checked_file_name(name)
    except RuleBroken:
        return
    assert 0 < len(kept) <= LONGEST_NAME
    assert not set(kept) & set("/\\\r\n\0")


def test_a_long_name_keeps_its_ending() -> None:
    assert checked_file_name("a" * 300 + ".pdf").endswith("a.pdf")


@given(st.binary(max_size=200), st.sampled_from([ending for kind in KINDS for ending in kind.endings]))
def test_any_bytes_are_taken_or_refused_with_a_sentence(content: bytes, ending: str) -> None:
    with suppress(RuleBroken):
        check_file(f"a{ending}", content)
