"""How far a unit's proper name reaches: capitals, the second syllable of a word, joins inside a name, places."""

from nhip.core.directives import unit_words as known
from nhip.core.directives import verbs
from nhip.core.directives.words import Words, phrases

_FUNCTION = frozenset(
    [
        "và",
        "của",
        "về",
        "trong",
        "tại",
        "để",
        "với",
        "cho",
        "đã",
        "sẽ",
        "cùng",
        "theo",
        "từ",
        "đến",
        "khi",
        "nếu",
        "do",
        "ở",
        "mà",
        "thì",
        "vào",
        "trên",
        "trước",
        "sau",
        "nêu",
        "là",
        "có",
        "được",
        "phải",
        "cần",
        "không",
        "cũng",
        "còn",
        "như",
        "bị",
        "này",
        "đó",
        "rằng",
        "vừa",
        "đang",
        "các",
        "những",
        "một",
        "hai",
        "nên",
        "chưa",
        "vẫn",
        "ra",
        "lên",
        "xuống",
        "qua",
        "gồm",
        "thuộc",
        "sớm",
        "ngay",
        "căn",
        "đều",
        "hay",
        "hoặc",
        "nhằm",
        "bằng",
        "bởi",
        "giữa",
        "dưới",
        "lại",
        "chỉ",
        "nói",
        "xin",
        "trình",
        "gửi",
        "lập",
        "mời",
        "cấp",
        "thu",
        "chi",
        "giao",
        "họp",
        "làm",
        "lo",
    ]
)
_TOWNS = frozenset({"thành phố", "thị xã"})
_SHORT_NAMED = frozenset(
    {"", "bộ", "sở", "ubnd", "hđnd", "ủy ban nhân dân", "hội đồng nhân dân", "công an", "tòa án", "ngân hàng"}
)
"""Heads after which small letters past the second syllable of a word are no more of the name."""
_LONGEST = 9
_CAPITAL_VERBS = phrases(
    """chủ trì | phối hợp | chủ động | khẩn trương | tiếp tục | tham mưu | có trách nhiệm |
    tăng cường | rà soát | báo cáo | thực hiện | tập trung | triển khai | hướng dẫn | bố trí |
    nghiên cứu | chịu trách nhiệm | đôn đốc | xây dựng phương án | xây dựng kế hoạch"""
)
_RESEARCH = frozenset({"viện", "trung tâm", "hội", "hiệp hội", "cục", "vụ"})
"""Heads whose name may begin with what they do: "Viện Nghiên cứu phát triển"."""
_PROJECTS = frozenset({"bql", "ban quản lý", "bqlda", "ban quản lý dự án"})
_ALSO_VERBS = phrases("kiểm tra | tổ chức | thanh tra | thống kê | đào tạo | đầu tư | tổng hợp | kiểm toán")
_NUMBERED = frozenset({"quân khu", "quân đoàn", "binh đoàn", "sư đoàn", "lữ đoàn"})
_BOARDS = frozenset(
    {
        "văn phòng ban chỉ đạo",
        "văn phòng thường trực ban chỉ đạo",
        "ban chỉ đạo",
        "ban chỉ huy",
        "bcđ",
        "tổ công tác",
        "ủy ban quốc gia",
    }
)
_ABOUT = frozenset({"cục", "tổng cục", "vụ", "ủy ban", "hội đồng", "viện", "trung tâm"})
"""Heads whose name may tell what they are for: "Cục Giám định nhà nước về chất lượng công trình"."""
_SUBJECTS = phrases(
    """phòng thủ dân sự | phòng, chống lụt, bão | phòng, chống lụt bão | phòng chống lụt, bão |
    phòng chống lụt bão |
    đổi mới và phát triển doanh nghiệp | đổi mới | cải cách | chuyển đổi số | giảm nghèo | nông thôn mới |
    công tác |
    chống buôn lậu, gian lận thương mại và hàng giả | phòng, chống | phòng chống | về phòng, chống |
    về phòng chống | về | ứng phó | xử lý | chống | phòng cháy | thực hiện"""
)
_AFTER_NAME = phrases(
    """trung ương | t.ư | tw | trực thuộc trung ương | việt nam | nhà nước | nhân dân | các cấp | cấp tỉnh |
    cấp huyện | cấp xã | thành phố | tỉnh | chính phủ | quận | huyện | xã | phường | bộ | sở |
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
    if at < behind and head in _PROJECTS and words.key(behind) in ("các", "dự"):
        end = at = behind  # "Ban Quản lý (BQL) các dự án đầu tư"
    while True:
        more = _part(words, end, at, head=head, is_plural=is_plural, is_capital=is_capital)
        if more == end:
            return end
        end = more


def _part(words: Words, at: int, first: int, *, head: str, is_plural: bool, is_capital: bool) -> int:
    if at == first or words.key(at - 1) in ("và", "-", "&", ",", "/", "bộ", "sở"):
        field = known.FIELDS.match(words, at)
        of_office = head in known.CATALOGUED or words.key(at - 1) in known.CATALOGUED
        is_verb = of_office and is_capital and _ALSO_VERBS.match(words, at) == field
        is_name = words.is_capital(at) or not is_verb
        is_name = is_name and (is_capital or words.is_capital(at) or head in known.CATALOGUED)
        if field > at and is_name and _is_free(words, field):
            return field
    place = at if is_plural else place_end(words, at)
    if place > at:
        return place
    is_verb = _CAPITAL_VERBS.stands(words, at) and not (at == first and head in _RESEARCH)
    if words.is_capital(at) and words.words[at].is_letters and not is_verb:
        return _capital(words, at, first, head)
    return at if is_plural else _small(words, at, first, head)


def _small(words: Words, at: int, first: int, head: str) -> int:
    """What is written small and yet goes on a name: what a board is for, joins, qualifiers."""
    is_board = head in _BOARDS and (words.key(at).isdigit() or _SUBJECTS.stands(words, at))
    of_projects = head in _PROJECTS and words.keys(at, at + 2) in ("các dự", "các công", "dự án")
    if is_board or of_projects:
        return _subject(words, at)
    if head.startswith("công ty") and (at > first or head != "công ty") and (end := _firm(words, at)) > at:
        return end
    if words.key(at).isdigit() and (head in _NUMBERED or (at > first and head not in _SHORT_NAMED)):
        return at + 1
    if words.key(at) == "số" and words.key(at + 1).isdigit() and (at > first or head in _BOARDS):
        return at + 2
    if words.key(at) == "về" and at > first and head in _ABOUT and words.key(at + 1) != "việc":
        end = _subject(words, at)
        return end if end < len(words) and words.key(end)[0].isalpha() else at
    return _joined(words, at, head) if at > first else _qualifier(words, at)


def _firm(words: Words, at: int) -> int:
    """ "Công ty Cổ phần môi trường và công trình đô thị Sơn Tây": what a firm does, up to its own name or number."""
    for place in range(at, min(len(words), at + _LONGEST)):
        if words.is_capital(place) or words.key(place).isdigit():
            return place + words.key(place).isdigit()
        is_word = words.key(place).isalpha() and words.key(place) not in _FUNCTION - {"và"}
        if not is_word or _CAPITAL_VERBS.stands(words, place) or verbs.ADVERBS.stands(words, place):
            break
    return at


def _subject(words: Words, at: int) -> int:
    """What a steering board is for: "phòng, chống dịch COVID-19", "389", up to a verb."""
    end = max(at + 1, _SUBJECTS.match(words, at))
    if words.key(at).isdigit():
        return end
    while end - at < 14 and words.key(end) and (words.key(end)[0].isalnum()) and not _stops(words, end):
        end += 1
    field = known.FIELDS.match(words, end)
    is_verb = _ALSO_VERBS.match(words, end) == field and not words.is_capital(
        end
    )  # "… trung ương tổ chức theo dõi"
    return field if field > end and _stops(words, field) and not is_verb else end


def _stops(words: Words, at: int) -> bool:
    starts = (verbs.ASSIGN, verbs.STRONG, verbs.TOLD, verbs.DUTY, verbs.ADVERBS, known.QUANTIFIERS)
    if words.keys(at - 1, at + 1) in _ONE_WORD or words.keys(at, at + 2) in _ONE_WORD:
        return False
    if words.key(at - 1) == "về" and words.key(at) == "các":
        return False
    if words.keys(at - 2, at + 2) == "đầu tư xây dựng":
        return False
    return words.key(at) in ("có", "ký", "ra", "ban", "cho", "sẽ", "được") or any(
        several.stands(words, at) for several in starts
    )


def _is_free(words: Words, at: int) -> bool:
    """A field ends where a word ends: "Ban Kinh tế" but not "ban kinh tế hóa"."""
    return words.key(at) not in ("hóa", "viên")


def _capital(words: Words, at: int, first: int, head: str) -> int:
    """A capital syllable, with the second syllable of its word where that is written small."""
    if at > first and head in known.CATALOGUED and known.HEADS.match(words, at) > at + 1:
        return at
    if at > first and (known.ROLES.stands(words, at) or known.HEADS.stands(words, at)):
        inner = max(known.HEADS.match(words, at), known.FIELDS.match(words, at))
        if inner == at or words.key(at - 1) in (",", "và"):
            return at
        return inner
    end = at + 1
    word = words.words[at]
    if word.shown.isupper() and len(word.shown) > 1:
        return end
    before = words.words[at - 1]
    begins_a_word = at == first or not before.is_capital or (before.shown.isupper() and len(before.shown) > 1)
    begins_a_word = begins_a_word or known.HEADS.match(words, at - 1) == at  # "Thường trực Ban Đổi mới …"
    if begins_a_word and _second_syllable(words, end):
        end += 1
        while head not in _SHORT_NAMED and end - at < _LONGEST and _second_syllable(words, end):
            end += 1
    return end


_ONE_WORD = frozenset(
    [
        "xã hội",
        "địa chính",
        "hành chính",
        "bưu chính",
        "công trình",
        "chương trình",
        "quy trình",
        "lộ trình",
        "quá trình",
        "tìm kiếm",
        "dự án",
        "thông tin",
        "dự toán",
        "đổi mới",
    ]
)
"""Words one syllable of which alone would be a verb or a kind of place."""


def _second_syllable(words: Words, at: int) -> bool:
    key = words.key(at)
    is_function = key in _FUNCTION and words.keys(at - 1, at + 1) != "mặt bằng"
    if not key or not key.replace("-", "").isalpha() or words.is_capital(at) or is_function:
        return False
    if words.keys(at, at + 2) == "xã hội" or words.keys(at - 1, at + 1) in _ONE_WORD:
        return True
    if known.FIELDS.match(words, at) > at + 1 and not _ALSO_VERBS.stands(words, at):
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
        if key == "và" and place_end(words, at + 1) > at + 1:  # "UBND thành phố A và TP. B"
            return at
        alone = known.HEADS.match(words, at + 1)
        is_field = known.FIELDS.stands(words, at + 1)
        of_place = head not in known.CATALOGUED and known.PLACE_KINDS.stands(words, alone)
        is_unit = (alone > at + 1 and (of_place or not is_field)) or known.ROLES.stands(words, at + 1)
        if head in known.CATALOGUED and key == "và" and known.FIELDS.stands(words, at + 1):
            return at
        return at if is_unit or known.ABBREVIATED.stands(words, at + 1) else at + 1
    return _qualifier(words, at)


def _qualifier(words: Words, at: int) -> int:
    return _AFTER_NAME.match(words, at)


def range_end(words: Words, at: int) -> int:
    """The place after "từ Quảng Trị đến Khánh Hòa": where a row of provinces begins and where it ends."""
    if words.key(at) != "từ":
        return at
    first = person_end(words, at + 1)
    if first == at + 1 or words.key(first) not in ("đến", "tới"):
        return at
    last = person_end(words, first + 1)
    return last if last > first + 1 else at


def place_end(words: Words, at: int) -> int:
    """The place after "tỉnh Quảng Ninh", "TP. Hồ Chí Minh", "TP.HCM", "quận 8", "xã Nậm A"; ``at`` where none is."""
    key = words.key(at)
    if key.startswith(("tp.", "tp-")) and len(key) > 3:
        return person_end(words, at)
    kind = known.PLACE_KINDS.match(words, at)
    if kind == at:
        return at
    if words.key(kind) == "." and words.is_capital(kind + 1):
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
            or _CAPITAL_VERBS.stands(words, end)
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


_IN_BRACKETS = 30


def skip_brackets(words: Words, at: int) -> int:
    """The place after a short remark in brackets that follows a name: "(Bộ GTVT)"."""
    if words.key(at) != "(":
        return at
    for end in range(at + 1, min(at + _IN_BRACKETS, len(words))):
        if words.key(end) == ")":
            return end + 1
    return at
