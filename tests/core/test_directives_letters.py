"""Letters know their place in the stored text: composed or not, either tone placement, pasted pages."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhip.core.directives import read
from nhip.core.directives.letters import key_of, letters_of

NOTICE = """Thông báo

Chủ tịch Ủy ban nhân dân tỉnh yêu cầu Sở Văn hóa và Thể thao rà soát các thiết chế văn hóa, báo cáo trước ngày 15/3.
Giao Sở Tài chính chủ trì, phối hợp với Ban Dân tộc bố trí kinh phí; hoàn thành trong quý II.
Sở này hằng tháng báo cáo kết quả."""


def told(text: str) -> list[tuple[object, ...]]:
    return [
        (
            [key_of(unit) for unit in one.units],
            [key_of(unit) for unit in one.coordinating],
            one.due and one.due.day,
            one.recurrence,
            one.implied,
            one.rule,
            one.certainty,
        )
        for one in read(text, date(2020, 2, 1)).directives
    ]


def test_the_notice_holds_three_directives() -> None:
    assert [one[0] for one in told(NOTICE)] == [
        ["sở văn hóa và thể thao"],
        ["sở tài chính"],
        ["sở tài chính"],
    ]


def test_decomposed_letters_give_the_same_directives() -> None:
    assert told(unicodedata.normalize("NFD", NOTICE)) == told(NOTICE)


def test_both_tone_placements_give_the_same_directives() -> None:
    other = NOTICE.replace("hóa", "hoá").replace("Ủy", "Uỷ").replace("hòa", "hoà")
    assert other != NOTICE
    assert told(other) == told(NOTICE)


def test_spans_point_into_the_stored_text_before_any_normalisation() -> None:
    stored = unicodedata.normalize("NFD", "NGUỒN: tự viết\n" + NOTICE)
    body = stored.split("\n", 1)[1]
    for one in read(stored).directives:
        assert " ".join(unicodedata.normalize("NFC", body[one.start : one.end]).split()) == one.sentence


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("UỶ BAN", "ủy ban")],
)
def test_one_key_for_both_tone_placements(one: str, other: str) -> None:
    assert key_of(one) == other


@pytest.mark.parametrize("word", ["quý", "hoàn", "toán", "quỹ", "khuyên", "ngoài"])
def test_tones_that_have_one_place_only_stay(word: str) -> None:
    assert key_of(word) == word


PAGE = (
    "<html><head><title>Thông báo</title><script>alert('Giao Sở Y tế báo cáo.')</script></head><body>"
    "<p>Chủ tịch tỉnh giao <b>Sở&nbsp;Tài ch&iacute;nh</b> bố trí kinh phí trước ngày 15/3.</p>"
    "<!-- Giao Sở X làm. -->"
    "<p>Yêu cầu UBND các huyện rà soát.</p></body></html>"
)


def test_a_pasted_page_is_read_as_its_text_and_runs_nothing() -> None:
    found = read(PAGE).directives
    assert [one.lead for one in found] == ["Sở Tài chính", "UBND các huyện"]
    assert "Sở&nbsp;Tài ch&iacute;nh</b> bố trí" in PAGE[found[0].start : found[0].end]
    assert "<" not in found[0].sentence
    assert "alert" not in " ".join(one.sentence for one in found)


def test_lines_that_a_copied_page_broke_are_joined() -> None:
    broken = (
        "Tin\n\nChủ tịch Ủy ban nhân dân tỉnh giao Sở Kế hoạch và Đầu tư chủ trì, phối hợp với\n"
        "Sở Tài chính, các đơn vị liên quan rà soát danh mục dự án, báo cáo Ủy ban nhân\n"
        "dân tỉnh trước ngày 20/3/2020 để tổng hợp, trình Hội đồng nhân dân tỉnh xem xét,\n"
        "quyết định theo quy định của pháp luật về đầu tư công và ngân sách nhà nước.\n"
    )
    (found,) = read(broken).directives
    assert (found.lead, found.due and found.due.day) == ("Sở Kế hoạch và Đầu tư", date(2020, 3, 20))
    assert found.sentence.endswith("ngân sách nhà nước.")


def test_a_blank_lost_between_two_words_is_found() -> None:
    (found,) = read("Tin\n\nYêu cầu UBND các tỉnh, thành phố trực thuộcTrung ương rà soát.").directives
    assert found.coordinating == ()
    assert found.task == "rà soát."


PIECES = st.sampled_from(
    [
        "Giao Sở Y tế ", "yêu cầu ", "các sở, ngành ", "rà soát; ", "báo cáo trước ngày 30/2. ",
        "1. ", "a) ", "- ", "\n", "\n\n",
        "Bộ Công an: ", "(i) ", "(ii) ", "hằng tháng ",
        "này ", "phối hợp với ", "UBND các tỉnh: A, B ", "Kính gửi: ", "Nơi nhận:\n",
        "<p>", "</p>", "&amp;", "\u0301", "\u200b", "\ufeff",
        "NGUỒN: x\n", "Điều 1. ", "\x00", "“", "”", "trong quý IV ", "Số: 1/CV\n",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join)), st.dates())
def test_reading_never_fails_and_spans_stay_inside(text: str, dated: date) -> None:
    skipped = len(text.split("\n", 1)[0]) + 1 if text.lstrip("\ufeff").casefold().startswith("nguồn") else 0
    length = max(0, len(text) - skipped) if skipped else len(text)
    for one in read(text, dated).directives:
        assert 0 <= one.start < one.end <= max(length, len(text))
        assert 0 <= one.certainty <= 1
        assert one.units


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_letters_and_keys_are_of_one_length_and_in_order(text: str) -> None:
    letters = letters_of(text)
    assert len(letters.shown) == len(letters.key) == len(letters.begins) == len(letters.ends)
    assert list(letters.begins) == sorted(letters.begins)
    assert all(begin < end <= len(text) for begin, end in zip(letters.begins, letters.ends, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Giao Sở Y tế, " * 3_000,
        "các bộ, " * 5_000,
        "(i) Giao Sở Y tế; " * 1_000,
        "trước ngày " * 3_000,
        "Sở A" * 5_000,
        "\n" * 300_000,
        "<p><!--" * 20_000,
        "a. b. " * 20_000,
        " " * 300_000 + "x",
        "a" * 300_000,
        '"Giao Sở Y tế", nói ' * 2_000,
    ],
    ids=lambda text: text[:12].strip() or "blank",
)
def test_text_made_to_be_slow_is_read_to_its_end(text: str) -> None:
    assert len(read(text).directives) < 1_001
