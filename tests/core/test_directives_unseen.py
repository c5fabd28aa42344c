"""Constructions found wanting on texts that were not seen before: one each, in sentences of our own."""

from datetime import date

import pytest

from nhip.core.directives import Directive, read

ORDER = "Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát các cơ sở."


def read_from(*lines: str) -> tuple[Directive, ...]:
    return read("Tin trong ngày\n\n" + "\n".join(lines), date(2024, 3, 1)).directives


def leads_in(*lines: str) -> list[str | None]:
    return [one.lead for one in read_from(*lines)]


@pytest.mark.parametrize(
    ("units", "lead"),
    [
        ("UBND các huyện, thị xã, thành phố Hoa Lư", "UBND các huyện, thị xã, thành phố Hoa Lư"),
        ("UBND xã, phường, thị trấn", "UBND xã, phường, thị trấn"),
        ("Chủ tịch UBND các huyện, thành phố Hoa Lư và Sở Y tế", "Chủ tịch UBND các huyện, thành phố Hoa Lư"),
        ("Bộ Công an Ủy ban nhân dân tỉnh A", "Bộ Công an"),
        ("UBMTTQ Việt Nam tỉnh", "UBMTTQ Việt Nam tỉnh"),
    ],
)
def test_a_unit_reaches_as_far_as_its_name(units: str, lead: str) -> None:
    assert leads_in(f"Thủ tướng yêu cầu {units} kiểm tra các kho.") == [lead]


def test_a_unit_that_has_to_direct_and_check_says_nothing() -> None:
    """ "chỉ đạo, kiểm tra" behind a duty is a list of tasks; "Phó Thủ tướng chỉ đạo, …" speaks."""
    duty = "Thủ trưởng các cơ quan có trách nhiệm chỉ đạo, kiểm tra việc trực ban."
    assert leads_in(ORDER, duty) == ["Sở Y tế", "Thủ trưởng các cơ quan"]
    assert leads_in("Phó Thủ tướng chỉ đạo, Bộ Y tế cần kiểm tra các kho.") == ["Bộ Y tế"]


def test_an_order_that_is_only_spoken_of_does_not_hide_the_task_before_it() -> None:
    assert leads_in(ORDER, "Đồng thời, phải bảo đảm đúng số vốn đã được Bộ Tài chính giao.") == [
        "Sở Y tế",
        "Sở Y tế",
    ]
    assert leads_in(ORDER, "Nghiên cứu, tham mưu UBND tỉnh ra chỉ thị về trực ban.") == ["Sở Y tế", "Sở Y tế"]


def test_a_long_sentence_with_the_same_words_is_not_the_same_order() -> None:
    """A lead is told again in the same order of words; the same words in another order are another task."""
    short = "Các địa phương phải kiểm tra kho, xử lý nghiêm vi phạm."
    other = (
        "Sở Y tế phải xử lý kho của các địa phương, báo cáo vi phạm sau kiểm tra nghiêm, các phương án khác."
    )
    assert leads_in(f"{ORDER} {short}", other) == ["Sở Y tế", "Các địa phương", "Sở Y tế"]
