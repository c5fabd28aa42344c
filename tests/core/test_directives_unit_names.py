"""A unit's name is read whole, and ends where what the unit is told begins: whatever the verb behind it."""

from pathlib import Path

import pytest

from nhip.core.directives import read

NAMES = [
    line
    for line in Path(__file__).with_name("directive_unit_names.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
# Verbs that stand in names of offices too ("Cục Quản lý …", "Thanh tra …") beside plain ones.
TOLD = (
    "khẩn trương rà soát các dự án.",
    "phối hợp chặt chẽ trong quá trình thực hiện.",
    "tổ chức kiểm tra hiện trường.",
    "kiểm tra, xử lý nghiêm.",
    "xây dựng kế hoạch cụ thể.",
    "báo cáo trước ngày 5/6.",
    "hướng dẫn các địa phương.",
    "thanh tra toàn diện dự án.",
    "quản lý chặt việc xả thải.",
    "công bố kết quả trước ngày 5/6.",
)


@pytest.mark.parametrize("leader", ["Thủ tướng yêu cầu", "Phó Thủ tướng giao"])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_ends_where_what_the_unit_is_told_begins(leader: str, name: str) -> None:
    read_as = {told: [one.units for one in read(f"{leader} {name} {told}").directives] for told in TOLD}
    assert read_as == {told: [(name,)] for told in TOLD}
