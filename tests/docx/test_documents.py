"""Word documents: their paragraphs as text; hostile and broken ones refused with a sentence, nothing ever fetched."""

import zipfile
from io import BytesIO

import pytest

from nhip.core.directives import read
from nhip.core.errors import RuleBroken
from nhip.docx.reading import read_document

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(body: str, **others: bytes) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, content in others.items():
            packed.writestr(
                name.replace("__", "/")
                .replace("_xml", ".xml")
                .replace("_bin", ".bin")
                .replace("_rels", ".rels"),
                content,
            )
    return kept.getvalue()


def paragraph(*runs: str, level: int | None = None) -> str:
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/></w:numPr></w:pPr>' if level is not None else ""
    return f"<w:p>{numbered}{''.join(f'<w:r><w:t>{run}</w:t></w:r>' for run in runs)}</w:p>"


def test_paragraphs_are_lines_and_runs_are_joined() -> None:
    assert (
        read_document(
            document(
                paragraph("Giao Sở ", "Y tế"),
            )
        )
        == "Giao Sở Y tế"
    )
    assert read_document(document(paragraph("Một") + paragraph("Hai"))) == "Một\nHai"


def test_what_word_numbers_by_itself_keeps_a_mark() -> None:
    text = read_document(
        document(paragraph("Bộ Y tế:") + paragraph("Rà soát", level=0) + paragraph("Lập dự toán", level=1))
    )
    assert text == "Bộ Y tế:\n- Rà soát\n+ Lập dự toán"


def test_deleted_text_and_fields_are_left_out() -> None:
    body = (
        ""
        "<w:p><w:r><w:t>Giao</w:t></w:r><w:del><w:r><w:delText>không</w:delText></w:r></w:del><w:r><w:tab/><w:t>Sở</w:t><w:br/></w:r></w:p>"
    )
    assert read_document(document(body)) == "Giao Sở\n"


def test_text_in_tables_is_read() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('Sở Y tế')}</w:tc></w:tr></w:tbl>"
    assert read_document(document(cell)) == "Sở Y tế"


def test_links_to_elsewhere_are_not_followed() -> None:
    link = b'<Relationships><Relationship Id="r1" TargetMode="External" Target="http://127.0.0.1:9/x.dotm"/></Relationships>'
    text = read_document(document(paragraph("Giao Sở Y tế báo cáo."), word___rels__document_xml_rels=link))
    assert [one.lead for one in read("Tin\n\n" + text).directives] == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x05\x06" + b"\0" * 18, "không phải văn bản Word"),
        (b"no document", "không phải văn bản Word"),
        (document("")[:200], "bị hỏng"),
        (document("<w:p>"), "bị hỏng"),
        (document(paragraph("x"), word__vbaProject_bin=b"x"), "macro"),
        (b"x" * (20 * 2**20 + 1), "quá lớn"),
    ],
    ids=["empty archive", "text", "truncated", "no xml", "macros", "large"],
)
def test_what_is_no_document_is_refused_with_a_sentence(content: bytes, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        read_document(content)


def test_a_document_without_a_body_and_one_with_entities_are_refused() -> None:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        packed.writestr("xl/workbook.xml", "<w/>")
    with pytest.raises(RuleBroken, match="không phải văn bản Word"):
        read_document(kept.getvalue())
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        packed.writestr(
            "word/document.xml", '<!DOCTYPE d [<!ENTITY a "aaa">]><w:document xmlns:w="x">&a;</w:document>'
        )
    with pytest.raises(RuleBroken, match="bị hỏng"):
        read_document(kept.getvalue())


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(RuleBroken, match="quá lớn"):
        read_document(document(" " * (101 * 2**20)))
