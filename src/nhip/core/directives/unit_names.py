"""How far a unit's proper name reaches: capitals, the second syllable of a word, joins inside a name, places."""

from nhip.core.directives import unit_name_words as common
from nhip.core.directives import unit_words as known
from nhip.core.directives import verbs
from nhip.core.directives.unit_purposes import begins_projects, purpose_end
from nhip.core.directives.words import Words, phrases

_TOWNS = frozenset({"thành phố", "thị xã"})
_RESEARCH = frozenset({"viện", "trung tâm", "hội", "hiệp hội", "cục", "vụ"})
"""Heads whose name may begin with what they do: "Viện Nghiên cứu phát triển"."""
_FORCES = frozenset({"thanh tra", "công an", "cảnh sát", "kiểm lâm", "hải quan", "biên phòng"})
"""Heads behind which "kiểm tra", "tổ chức" are what they do."""
_AFTER_NAME = phrases(
    """tp. | trung ương | thủ đô | công nghiệp | vốn nhà nước tại doanh nghiệp | vốn nhà nước |
    các ngành, các cấp | các cấp, các ngành | t.ư | tw | trực thuộc trung ương | việt nam |
    nhà nước | nhân dân | các cấp | cấp tỉnh |
    cấp huyện | cấp xã | thành phố | tỉnh | chính phủ | quận | huyện | thị xã | thị trấn | xã | phường | bộ | sở |
    tối cao | quốc gia | địa phương | liên quan | có liên quan | chuyên ngành | khu vực | trong nước |
    ngoài nước | nước ngoài | miền bắc | miền trung | miền nam | chi nhánh tỉnh | chi nhánh thành phố |
    và các khu công nghiệp | và các khu chế xuất | và các cụm công nghiệp | ở tỉnh, ở huyện, ở xã |
    ở tỉnh | ở huyện | ở xã | chi nhánh | xã hội | tại việt nam | từ tỉnh đến huyện | từ tỉnh đến cơ sở |
    từ trung ương đến cơ sở | từ trung ương đến địa phương"""
)


def name_end(
    words: Words, at: int, *, head: str = "", is_capital: bool = True, is_plural: bool = False
) -> int:
    """The place after the name that follows a head; ``at`` where no name does."""
    end = at
    behind = skip_brackets(words, at)
    if at < behind and begins_projects(words, behind, head):
        end = at = behind  # "Ban Quản lý (BQL) các dự án đầu tư"
    while True:
        more = _part(words, end, at, head=head, is_plural=is_plural, is_capital=is_capital)
        if more == end:
            return end
        end = more


def _part(words: Words, at: int, first: int, *, head: str, is_plural: bool, is_capital: bool) -> int:
    if at == first or words.key(at - 1) in ("và", "-", "&", ",", "/", "bộ", "sở"):
        field = _field_end(words, at, head, is_capital=is_capital)
        if field > at:
            return field
    place = at if is_plural else place_end(words, at)
    if place > at:
        return place
    if head == "bộ" and at > first and words.key(at) in common.FAMILIES and words.is_capital(at + 1):
        return at  # "Thứ trưởng Bộ Giao thông Nguyễn A": the person's own name
    is_verb = common.CAPITAL_VERBS.stands(words, at) and not (at == first and head in _RESEARCH)
    if words.is_capital(at) and words.words[at].is_letters and not is_verb:
        return _capital(words, at, first, head)
    return at if is_plural else _small(words, at, first, head)


def _field_end(words: Words, at: int, head: str, *, is_capital: bool) -> int:
    """Behind the field a unit is of, "Giáo dục và Đào tạo"; `at` where what it does begins instead."""
    field = known.FIELDS.match(words, at)
    is_written_capital = words.is_capital(at)
    if not is_written_capital and _is_verb_behind(words, at, head, is_capital=is_capital):
        return at
    field -= 2 if words.keys(field - 2, field) == "xây dựng" and _PLANS.stands(words, field) else 0
    is_name = (
        is_capital or is_written_capital or head in known.CATALOGUED or _is_of_places(words, field, head)
    )
    return field if field > at and is_name and _is_free(words, field) else at


def _is_verb_behind(words: Words, at: int, head: str, *, is_capital: bool) -> bool:
    """ "Thanh tra Chính phủ thanh tra …", "lực lượng Thanh tra kiểm tra …": a field's name that is a verb here."""
    field = known.FIELDS.match(words, at)
    is_also = common.ALSO_VERBS.match(words, at) == field or common.CAPITAL_VERBS.stands(words, at)
    if known.ABBREVIATED.match(words, at - 2) == at or head in _FORCES or _is_whole(head):
        return is_also or words.keys(at, field) == "xây dựng"
    is_of_office = head in known.CATALOGUED or words.key(at - 1) in known.CATALOGUED
    return is_of_office and is_capital and is_also


def _small(words: Words, at: int, first: int, head: str) -> int:
    """What is written small and yet goes on a name: what the unit is for, joins, qualifiers."""
    end = purpose_end(words, at, head=head, is_first=at == first)
    if end > at:
        return end
    return _joined(words, at, head) if at > first else _qualifier(words, at)


def _is_whole(head: str) -> bool:
    """ "Kiểm toán Nhà nước", "Ban Dân tộc": a head that is a whole name, behind which what they do begins."""
    return len(head.split()) > 2 and not head.startswith(("công ty", "tổng công ty", "ban quản lý", "trường"))


def _is_of_places(words: Words, at: int, head: str) -> bool:
    """ "phòng y tế các quận, huyện", "chi cục thú y các tỉnh": an office in small letters, by whose it is."""
    of = known.QUANTIFIERS.match(words, at)
    return head in ("phòng", "chi cục") and of > at and known.PLACE_KINDS.stands(words, of)


def _is_free(words: Words, at: int) -> bool:
    """A field ends where a word ends: "Ban Kinh tế" but not "ban kinh tế hóa"."""
    return words.key(at) not in ("hóa", "viên")


def _capital(words: Words, at: int, first: int, head: str) -> int:
    """A capital syllable, with the second syllable of its word where that is written small."""
    if at > first and head in known.CATALOGUED and known.HEADS.match(words, at) > at + 1:
        return at
    is_bare_title = words.key(at) in ("ông", "bà") and not words.is_capital(at + 1)  # "Núi Bà"
    if at > first and not is_bare_title and (known.ROLES.stands(words, at) or known.HEADS.stands(words, at)):
        inner = max(known.HEADS.match(words, at), known.FIELDS.match(words, at))
        if inner == at or words.key(at - 1) in (",", "và"):
            return at
        return inner
    end = at + 1
    whole = _AFTER_NAME.match(words, at)
    if at > first and whole > end and not words.is_capital(end):
        return whole  # "Bệnh viện Nhi Trung ương"
    word = words.words[at]
    if word.shown.isupper() and len(word.shown) > 1:
        return end
    before = words.words[at - 1]
    begins_a_word = at == first or not before.is_capital or (before.shown.isupper() and len(before.shown) > 1)
    begins_a_word = begins_a_word or known.HEADS.match(words, at - 1) == at  # "Thường trực Ban Đổi mới …"
    if begins_a_word and _second_syllable(words, end):
        end += 1
        while head not in common.SHORT_NAMED and end - at < common.LONGEST and _second_syllable(words, end):
            end += 1
    return end


def _second_syllable(words: Words, at: int) -> bool:
    key = words.key(at)
    word = words.keys(at - 1, at + 1)
    begins = words.keys(at, at + 2) in common.TWO
    is_function = key in common.FUNCTION and word != "mặt bằng" and word not in common.WHOLE and not begins
    if not key or not key.replace("-", "").isalpha() or words.is_capital(at) or is_function:
        return False
    if begins or word in common.WHOLE:
        return True
    if known.FIELDS.match(words, at) > at + 1 and not common.ALSO_VERBS.stands(words, at):
        return not _builds(words, at)
    starts = (
        verbs.ASSIGN,
        verbs.STRONG,
        verbs.ACTIONS,
        verbs.ADVERBS,
        verbs.TOLD,
        known.QUANTIFIERS,
        known.PLACE_KINDS,
    )
    return not any(several.stands(words, at) for several in starts)


def _builds(words: Words, at: int) -> bool:
    """ "Trường Đại học A xây dựng và tổ chức …", "xây dựng kế hoạch": a field's name that is a verb here."""
    after = at + 2
    if words.keys(at, after) != "xây dựng":
        return False
    return _PLANS.stands(words, after) or (
        words.key(after) == "và" and verbs.ACTIONS.stands(words, after + 1)
    )


_PLANS = phrases("kế hoạch | phương án | đề án | quy chế | chương trình | quy trình | dự thảo | tiêu chí")


def _joined(words: Words, at: int, head: str) -> int:
    """ "và", "-", "&" inside a name: what follows goes on the name and is no unit of its own."""
    key = words.key(at)
    if key == "," and words.key(at - 1) in ("tỉnh", "huyện", "quận") and words.keys(at + 1, at + 3) in _TOWNS:
        return at + 3
    if (key in ("-", "&", "và") and words.is_capital(at + 1)) or (
        key == "-" and known.FIELDS.stands(words, at + 1)
    ):
        if known.FIELDS.stands(words, at + 1) and key == "-":
            return at + 1
        if key == "và" and (place_end(words, at + 1) > at + 1 or _ends_in_a_place(words, at)):
            return at  # "UBND thành phố A và TP. B", "UBND huyện A và B"
        alone = known.HEADS.match(words, at + 1)
        is_field = known.FIELDS.stands(words, at + 1)
        of_place = head not in known.CATALOGUED and known.PLACE_KINDS.stands(words, alone)
        is_unit = (alone > at + 1 and (of_place or not is_field)) or known.ROLES.stands(words, at + 1)
        if head in known.CATALOGUED and key == "và" and known.FIELDS.stands(words, at + 1):
            return at
        return at if is_unit or known.ABBREVIATED.stands(words, at + 1) else at + 1
    return _qualifier(words, at)


_NEW = frozenset({"đô thị", "kinh tế", "dân cư"})


def _ends_in_a_place(words: Words, at: int) -> bool:
    return any(place_end(words, place) == at for place in range(max(0, at - _PLACES_NAME), at))


_PLACES_NAME = 6


def _qualifier(words: Words, at: int) -> int:
    is_new = words.key(at) in ("mới", "mở") and words.keys(at - 2, at) in _NEW and words.is_capital(at + 1)
    return at + 1 if is_new else _AFTER_NAME.match(words, at)  # "Khu đô thị mới Thủ Thiêm"


def range_end(words: Words, at: int) -> int:
    """The place after "từ Quảng Trị đến Khánh Hòa": where a row of provinces begins and where it ends."""
    if words.key(at) != "từ":
        return at
    first = person_end(words, at + 1)
    if first == at + 1 or words.key(first) not in ("đến", "tới"):
        return at
    last = person_end(words, first + 1)
    return last if last > first + 1 else at


_SHORT_KINDS = frozenset({"tp", "tp.", "h", "q", "p", "x", "tx", "tt"})
"""Kinds of places written short, with a point; "tỉnh." ends a sentence."""


def place_end(words: Words, at: int) -> int:
    """The place after "tỉnh Quảng Ninh", "TP. Hồ Chí Minh", "TP.HCM", "quận 8", "xã Nậm A"; ``at`` where none is."""
    key = words.key(at)
    if key.startswith(("tp.", "tp-")) and len(key) > 3:
        return person_end(words, at)
    kind = known.PLACE_KINDS.match(words, at)
    if kind == at:
        return at
    if words.key(kind) == "." and words.is_capital(kind + 1) and key in _SHORT_KINDS:
        kind += 1
    if words.is_capital(kind):
        return person_end(words, kind)
    if words.key(kind).isdigit() and key in ("quận", "phường", "q"):
        return kind + 1
    return at


def person_end(words: Words, at: int) -> int:
    """The place after a run of capital syllables: a person's or a place's name."""
    end = known.PROVINCES.match(words, at) if words.is_capital(at) else at  # "Bà Rịa - Vũng Tàu"
    while words.is_capital(end) and words.words[end].is_letters and end - at < 6:
        if end > at and (
            known.HEADS.match(words, end) > end + 1
            or words.key(end) in ("ubnd", "bộ", "sở", "hđnd")
            or common.CAPITAL_VERBS.stands(words, end)
        ):
            break
        end += 1
        if (
            words.key(end) == "-"
            and words.is_capital(end + 1)
            and words.words[end].start == words.words[end - 1].end
        ):
            end += 1
    return end


_IN_BRACKETS = 45


def skip_brackets(words: Words, at: int) -> int:
    """The place after a short remark in brackets that follows a name: "(Bộ GTVT)"; after the point of "UBND Tp. "."""
    if words.keys(at - 1, at + 1) == "tp ." and words.key(at + 1).isalpha() and not words.is_capital(at + 1):
        return at + 1
    if words.key(at) != "(":
        return at
    for end in range(at + 1, min(at + _IN_BRACKETS, len(words))):
        if words.key(end) == ")":
            return end + 1
    return at
