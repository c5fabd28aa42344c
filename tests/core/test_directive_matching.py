"""Words of a text mean units of the tree as of its day; what is not sure means nobody, and a person is asked."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.core.directive_matching import Match, Matching, Synonym, UnitWords
from nhip.core.periods import Span
from nhip.core.plan_sheets import KnownUnit
from nhip.core.units import Coded, History, Level, Named, Placed

DAY = date(2020, 1, 7)
UNITS = (
    (1, "VN", Level.NATION, "Cả nước", None),
    (2, "T", Level.PROVINCE, "Tỉnh Mẫu", 1),
    (3, "T.BDT", Level.DEPARTMENT, "Ban Dân tộc tỉnh Mẫu", 2),
    (4, "T.STC", Level.DEPARTMENT, "Sở Tài chính", 2),
    (5, "T.SKH", Level.DEPARTMENT, "Sở Kế hoạch và Đầu tư", 2),
    (6, "T.VP", Level.OFFICE, "Văn phòng Ủy ban nhân dân tỉnh", 2),
    (7, "T.MT", Level.ORGANISATION, "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", 2),
    (10, "A", Level.DISTRICT, "Huyện An", 2),
    (11, "B", Level.DISTRICT, "Thành phố Bắc", 2),
    (12, "A.P", Level.OFFICE, "Phòng Dân tộc huyện An", 10),
    (13, "B.P", Level.OFFICE, "Phòng Dân tộc thành phố Bắc", 11),
    (20, "A1", Level.COMMUNE, "Xã Hòa Bình", 10),
    (21, "B1", Level.COMMUNE, "Xã Hòa Bình", 11),
    (22, "A2", Level.COMMUNE, "Xã Thủy An", 10),
)
ALWAYS = Span(date(2000, 1, 1), None)
HISTORY = History(
    levels={unit: level for unit, _code, level, _name, _above in UNITS},
    placements=tuple(Placed(unit, above, ALWAYS) for unit, _code, _level, _name, above in UNITS),
    names=tuple(Named(unit, name, name, ALWAYS) for unit, _code, _level, name, _above in UNITS),
    codes=tuple(Coded(unit, code, ALWAYS) for unit, code, _level, _name, _above in UNITS),
)
WORDS = UnitWords(
    (
        Synonym("ban dt", "ban dân tộc", None, date(2025, 3, 1), "usual"),
        Synonym("sở kế hoạch", "sở kế hoạch và đầu tư", None, date(2025, 3, 1), "usual"),
    ),
    ("chủ tịch", "phó chủ tịch", "giám đốc", "trưởng", "chánh", "lãnh đạo"),
)
OTHER_NAMES = {3: ("Ban Dân tộc", "Ban Dân tộc tỉnh"), 12: ("Phòng Dân tộc",), 13: ("Phòng Dân tộc",)}


def matching(seat: int = 3, words: UnitWords = WORDS, day: date = DAY) -> Matching:
    tree = HISTORY.on(day)
    known = [
        KnownUnit(
            unit, name, tree.code(unit), above=tuple(map(tree.name, tree.ancestors(unit))), is_own=is_own
        )
        for unit in tree
        for is_own in (unit == seat or unit in tree.ancestors(seat),)
        for name in (tree.name(unit), *OTHER_NAMES.get(unit, ()))
    ]
    return Matching(tree, seat, known, words)


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("Ban Dân tộc tỉnh", (3,)),
        ("ban dân tộc tỉnh Mẫu", (3,)),
        ("Ban DT", (3,)),
        ("Sở KH&ĐT", (5,)),
        ("sở KHĐT", (5,)),
        ("Sở Kế hoạch", (5,)),
        ("UBND huyện An", (10,)),
        ("Uỷ ban nhân dân huyện An", (10,)),
        ("Ủy ban nhân dân huyện An", (10,)),
        ("Chủ tịch UBND huyện An", (10,)),
        ("Giám đốc Sở Tài chính", (4,)),
        ("Trưởng Ban Dân tộc", (3,)),
        ("Phó Chủ tịch UBND tỉnh", (2,)),
        ("UBND tỉnh", (2,)),
        ("Chánh Văn phòng UBND tỉnh", (6,)),
        ("Ủy ban MTTQ tỉnh", (7,)),
        ("xã Thuỷ An", (22,)),
        ("Xa\u0303 Thu\u0309y An", (22,)),
        ("xã Hòa Bình, huyện An", (20,)),
        ("UBND các huyện, thành phố", (10, 11)),
        ("Ủy ban nhân dân các huyện và thành phố", (10, 11)),
        ("các huyện, thành phố trên địa bàn tỉnh", (10, 11)),
        ("UBND cấp xã", (20, 22, 21)),
        ("các xã, phường, thị trấn", (20, 22, 21)),
        ("các sở, ban, ngành", (3, 4, 5)),
        ("các sở, ban, ngành, đoàn thể của tỉnh", (3, 4, 5, 7)),
        ("UBND các huyện An, thành phố Bắc", (10, 11)),
        ("UBND các huyện: An", (10,)),
        ("Văn phòng Ủy ban nhân dân  tỉnh", (6,)),
    ],
)
def test_the_words_of_a_text_mean_units(words: str, units: tuple[int, ...]) -> None:
    assert sorted(matching().match(words).units) == sorted(units)


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("Văn phòng", (6,)),
        ("các sở, ngành liên quan", ()),
        ("các cơ quan có liên quan", ()),
        ("các địa phương", ()),
        ("Bộ Công Thương", ()),
        ("Sở Tài chánh", (4,)),
        ("các huyện An, Không Có", ()),
    ],
)
def test_what_is_not_sure_means_nobody_and_says_who_is_like_it(words: str, near: tuple[int, ...]) -> None:
    found = matching().match(words)

    assert found.units == ()
    assert set(near) <= set(found.near)


def test_two_units_of_one_name_mean_neither() -> None:
    assert matching().match("xã Hòa Bình").units == ()


def test_a_name_with_other_marks_is_another_name() -> None:
    assert matching().match("Huyện Ân").units == ()
    assert matching().match("huyen an").units == (10,)


def test_within_a_district_its_own_communes_are_meant() -> None:
    assert matching(seat=12).match("các xã").units == (20, 22)


def test_synonyms_hold_in_their_days() -> None:
    later = matching(day=date(2025, 3, 1))

    assert matching().match("Sở Kế hoạch").units == (5,)
    assert later.match("Sở Kế hoạch").units == ()


def test_what_a_person_types_is_one_unit_behind_another() -> None:
    typed = matching().several("Sở Tài chính; T.BDT\nUBND các huyện, thành phố; ; gì đó")

    assert [one.units for one in typed] == [(4,), (3,), (10, 11), ()]


names = st.sampled_from([name for _unit, _code, _level, name, _above in UNITS if name != "Xã Hòa Bình"])


@given(
    names, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.sampled_from([str.lower, str.upper, str.title])
)
def test_form_and_case_of_letters_change_nothing(name: str, form: str, case: object) -> None:
    written = unicodedata.normalize(form, case(name))  # type: ignore[arg-type,operator]

    assert matching().match(written).units == matching().match(name).units != ()


@given(st.text(max_size=60))
def test_any_words_are_answered_and_never_by_guessing(words: str) -> None:
    found = matching().match(words)

    assert isinstance(found, Match)
    assert set(found.units) | set(found.near) <= {unit for unit, *_rest in UNITS}
    assert not (found.units and found.near)


@given(st.lists(names, min_size=1, max_size=5))
def test_a_list_means_what_its_parts_mean(several: list[str]) -> None:
    one = matching()

    assert [found.units for found in one.several("; ".join(several))] == [
        one.match(name).units for name in several
    ]
