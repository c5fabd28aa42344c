"""Bytes to letters: what is read, what is refused with the encoding's name."""

import pytest

from nhip.core.directives.encodings import LARGEST, decoded
from nhip.core.errors import RuleBroken

TEXT = "Chủ tịch tỉnh giao Sở Y tế và các huyện báo cáo trước ngày 15/3 về việc thực hiện."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_in_each_of_its_encodings(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)).lstrip("\ufeff") == TEXT


def test_windows_1258_is_read_as_it_is_stored() -> None:
    stored = "Sở Y tế và các huyện báo cáo với tỉnh về việc thực hiện trong ngày".replace("ế", "ê\u0301")
    stored = (
        stored.replace("ở", "ơ\u0309").replace("ệ", "ê\u0323").replace("ớ", "ơ\u0301").replace("ỉ", "i\u0309")
    )
    stored = stored.replace("ề", "ê\u0300").replace("ự", "ư\u0323")
    assert decoded(stored.encode("cp1258")) == stored


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "rỗng"),
        (b"\xef\xbb\xbf \r\n", "rỗng"),
        (b"x" * (LARGEST + 1), "lớn hơn"),
        (bytes(range(256)) * 20, "không phải văn bản"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00", "không phải văn bản"),
        ("ñ§ ±²³´µ¶·¸¹".encode("latin-1") * 9, "Không nhận ra"),
        ("Thñ t­íng yªu cÇu bé C«ng an vµ c¸c tØnh thùc hiÖn.".encode("latin-1"), "TCVN3"),
        ("Thñ t­íng yªu cÇu bé C«ng an vµ c¸c tØnh thùc hiÖn.".encode(), "TCVN3"),
        ("Thuû töôùng yeâu caàu boä Coâng an vaø caùc tænh thöïc hieän.".encode(), "VNI"),
        (
            ("Giao Sở Y tế báo cáo trước ngày 15/3. " * 5).encode().decode("cp1252", "ignore").encode(),
            "đọc nhầm",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_and_named(content: bytes, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        decoded(content)


def test_foreign_letters_in_a_vietnamese_text_are_no_old_encoding() -> None:
    assert decoded(f"{TEXT} Ông François Müller, São Paulo, Cañon.".encode())
