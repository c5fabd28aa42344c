"""Kinds of units in the plural and what qualifies them: "bộ, ngành và địa phương có liên quan"."""

from nhip.core.directives import unit_words as known
from nhip.core.directives import verbs
from nhip.core.directives.unit_names import name_end, person_end, place_end, range_end
from nhip.core.directives.words import Phrases, Words, phrases

JOINS = phrases(
    """, | và | cùng | cùng với | , cùng | , cùng với | , và | ; | cũng như | & | hoặc | / |
    , cũng như | và các đồng chí | - | ,;"""
)
_CAPITAL_QUALIFIERS = frozenset({"trung ương", "t.ư", "tw", "việt nam", "nhà nước", "thành phố", "chính phủ"})


def kinds_end(words: Words, at: int) -> int:
    """The place after kinds of units and what qualifies them: "bộ, ngành và địa phương có liên quan"."""
    kind = known.KINDS.match(words, at)
    if words.keys(kind - 2, kind) == "quản lý" and kind - 2 > at and words.key(kind) in _HOW:
        return kind - 2  # "giao các cơ quan quản lý chặt chẽ biên giới"
    end = max(qualified(words, kind), _forces_end(words, at), _schools_end(words, kind))
    if any(belongs(words, place) == end for place in range(kind, end)):
        return end
    of_places = known.PLACE_KINDS.stands(words, at) and not known.PARTY.stands(words, at)
    while True:
        joined = JOINS.match(words, end)
        further = known.KINDS.match(words, joined)
        named = _named_place(words, joined) if of_places else joined
        is_place = named > joined > end
        if is_place and known.KINDS.match(words, joined) > joined:
            return end if end > kind else named
        if further == joined or not _goes_on(words, at, end, joined, is_qualified=end > kind):
            return end
        kind, end = further, qualified(words, further)


def _forces_end(words: Words, at: int) -> int:
    """ "các lực lượng công an, quân đội": the place after the forces that share the word; ``at`` for none."""
    end = place = at + 2
    while words.keys(at, at + 2) == "lực lượng" and (force := _FORCES.match(words, place)) > place:
        end, place = force, JOINS.match(words, force)
        if place == force:
            break
    return end if end > at + 2 else at


def _schools_end(words: Words, kind: int) -> int:
    """ "các trường mầm non, tiểu học": levels that share the word; ``kind`` for none."""
    end = kind
    while _LEVELS.match(words, kind - 2) >= kind or _LEVELS.match(words, kind - 1) == kind:
        joined = JOINS.match(words, end)
        further = _LEVELS.match(words, joined)
        if joined in (further, end):
            break
        end = further
    return end


_LEVELS = phrases(
    """mầm non | tiểu học | thcs | thpt | trung học cơ sở | trung học phổ thông | cao đẳng | đại học | đh | cđ |
    trung cấp | dạy nghề"""
)
_FORCES = phrases(
    """công an | quân đội | quân sự | biên phòng | bộ đội biên phòng | bộ đội | dân quân | dân quân tự vệ | kiểm lâm |
    y tế | cảnh sát giao thông | cảnh sát cơ động | cảnh sát biển | cảnh sát | thanh niên | đoàn thanh niên |
    xung kích | hải quan | quản lý thị trường | kiểm ngư | phòng cháy chữa cháy | thanh tra giao thông | công binh"""
)


def _organises(words: Words, kind: int) -> bool:
    """ "các hãng hàng không và tổ chức bảo dưỡng Việt Nam": what kind of organisation begins another name."""
    follows = words.key(kind)
    is_kind = words.keys(kind - 2, kind) == "tổ chức" and follows[:1].isalpha() and not words.is_capital(kind)
    return (
        is_kind
        and qualified(words, kind) == kind
        and not verbs.is_action(words, kind)
        and follows not in _ENDS
    )


_ENDS = frozenset({"phải", "cần", "và", "có", "thuộc", "của", "tại", "trên", "được", "đang", "để", "không"})
_HOW = frozenset({"chặt", "tốt", "nghiêm", "hiệu"})


def _goes_on(words: Words, at: int, end: int, joined: int, *, is_qualified: bool) -> bool:
    """Whether the kind at ``joined`` is of one row with those from ``at`` to ``end``."""
    kind = known.KINDS.match(words, joined)
    of_places = known.PLACE_KINDS.stands(words, at) and not known.PARTY.stands(words, at)
    if joined == end or words.keys(end, joined) in ("với", ";", "/"):
        return False
    if words.key(end) == "-" and not _IN_A_ROW.stands(words, joined):
        return False
    is_force = words.keys(joined, kind) == "lực lượng"
    is_one = is_force and known.SINGLE.match(words, joined) > kind  # "các địa phương, lực lượng cứu hộ"
    if is_one or (words.keys(joined, kind) == "chính quyền" and place_end(words, kind) > kind + 1):
        return False
    is_party = _PARTY_BODIES.stands(words, joined) and not _PARTY_BODIES.stands(words, at)
    if _ALONE.stands(words, joined) or (is_qualified and is_party) or _organises(words, kind):
        return False
    if _is_name(words, kind, joined) or words.key(joined) in ("ubnd", "hđnd", "văn"):
        return False
    # "các sở, ngành cấp tỉnh, chính quyền cấp huyện": each with what it is
    is_other = is_qualified and qualified(words, kind) > kind and not words.key(kind).isdigit()
    is_beside = known.PLACE_KINDS.stands(words, joined) or _BESIDE_PLACES.stands(words, joined)
    return not is_other and (not of_places or is_beside)


_BESIDE_PLACES = phrases(
    """chủ đầu tư | nhà thầu | đơn vị | cơ quan | doanh nghiệp | tổ chức | ban quản lý | tổ dân phố | khu phố |
    khóm | ấp | buôn | làng | sở | ban | ngành | sở, ngành | sở ngành | đoàn thể"""
)
"""Kinds that go on a row of places: "các phường, xã, chủ đầu tư, nhà thầu" have one "các" between them."""


def _named_place(words: Words, at: int) -> int:
    """ "UBND các huyện, thị xã, thành phố Huế": the last of the kinds is named, and is one of them still."""
    return place_end(words, at) if not words.is_capital(at) else at


def _is_name(words: Words, kind: int, start: int) -> bool:
    """Whether a kind is the head of a name: "Ngân hàng Nhà nước", "Công an tỉnh"."""
    if qualifies(words, kind) > kind and not words.is_capital(kind):
        return words.is_capital(start) and words.key(start) in ("ngân", "ủy")
    if known.PLACE_KINDS.stands(words, kind) and not words.is_capital(known.PLACE_KINDS.match(words, kind)):
        return False
    return words.is_capital(kind) or (known.FIELDS.stands(words, kind) and words.is_capital(start))


_ALONE = phrases("chính quyền các cấp")
"""Kinds that stand for themselves in a row; but "các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ" are one row."""
_PARTY_BODIES = phrases("cấp ủy | chính quyền | đảng ủy")
"""Behind a kind that is told more of they begin a row: "các sở, đoàn thể cấp tỉnh, cấp ủy, chính quyền …"."""
_IN_A_ROW = phrases("ban | ngành | huyện | thị xã | xã | phường | thị trấn | thành phố | đơn vị | địa phương")
"""Kinds that a hyphen joins, too: "các sở - ban - ngành"."""
_OF = phrases("thuộc | trực thuộc | của | thuộc, trực thuộc | thuộc và trực thuộc | trong | tại")


_OF_A_BODY = frozenset({"thành viên", "giúp việc", "đại biểu"})
"""After these the body that they are of follows by itself: "các thành viên Ban Chỉ đạo"."""


_BRANCH = phrases("ngành | lực lượng | lĩnh vực | khối | hệ thống")


def belongs(words: Words, at: int) -> int:
    """The place after "thuộc Bộ Y tế", "của Tỉnh ủy": the named unit to which others belong; ``at`` for none."""
    of = _OF.match(words, at)
    branch = _BRANCH.match(words, of)
    if of < branch < known.FIELDS.match(words, branch):
        return known.FIELDS.match(words, branch)
    of = of if of > at or words.keys(at - 2, at) not in _OF_A_BODY else at
    if not words.is_capital(of) or (of == at and words.keys(at - 2, at) not in _OF_A_BODY):
        return at
    head = known.HEADS.match(words, of)
    end = name_end(words, head, head=words.keys(of, head)) if head > of else of
    is_name = end > head or head - of > 1 or known.ABBREVIATED.match(words, of) == head
    alone = known.ALONE.match(words, of) if head == of else of
    return end if head > of and is_name else (alone if alone > of else at)


_OF_A_PLACE = frozenset({"thuộc", "của", "tại", "ở"})


def qualified(words: Words, end: int) -> int:
    while True:
        if words.key(end) in _OF_A_PLACE and place_end(words, end + 1) > end + 2:  # "của tỉnh Hoa Lư"
            end = place_end(words, end + 1)
        more = max(qualifies(words, end), belongs(words, end), _field_of(words, end))
        if more == end or _begins_a_verb(words, end, more):
            break
        end = more
    place = place_end(words, end)
    if words.key(end) in _OF_A_PLACE and place_end(words, end + 1) > end + 1:
        place = place_end(words, end + 1)
    return range_end(words, max(end, place))


def _field_of(words: Words, end: int) -> int:
    """ "các phòng giáo dục và đào tạo": the field of several offices, in small letters; ``end`` for none."""
    field = known.FIELDS.match(words, end) if words.key(end - 1) in _OFFICES else end
    is_task = verbs.is_action(words, end) and max(verbs.ACTIONS.match(words, end), end + 1) >= field
    is_longer = verbs.STRONG.match(words, end) < field
    return field if field > end + 1 and is_longer and not is_task else end


_OFFICES = frozenset({"phòng", "sở", "vị", "quan", "ty", "tâm", "viện"})
"""Last syllables of offices that a field may follow: "các phòng giáo dục", "các đơn vị đăng kiểm"."""


def described(words: Words, at: int) -> int:
    """The place after what tells which of them are meant, up to what they are to do; ``at`` where nothing does.

    "có nông sản xuất khẩu qua biên giới", "để xảy ra cháy rừng", "kinh doanh xăng dầu".
    """
    if words.keys(at, at + 2) == "để có":  # "UBND các xã để có phương án chủ động …": that is their aim
        return at
    is_row = (
        words.key(at) == "," and DESCRIBES.match(words, at - 2) == at
    )  # "cơ sở kinh doanh, sử dụng thuốc"
    begins = DESCRIBES.match(words, at + 1 if is_row else at)
    if begins == at or verbs.STRONG.stands(words, at) or verbs.DUTY.stands(words, at):
        return _until(words, at, _CHARGED.match(words, at), _ANSWERS)
    named = _as_named(words, begins) if begins > at else at
    if named > at:
        return named
    told = _until(words, at, begins, _TOLD_TO)
    told = told if told > at else _until(words, at, begins, _DOES)
    return told if told > at else _behind_a_place(words, at, begins)


def _as_named(words: Words, begins: int) -> int:
    """The place after "có đông lao động như Đồng Nai, Bình Dương" where a task follows; 0 for none."""
    for place in range(begins, min(len(words), begins + _LONGEST)):
        if not words.key(place)[0].isalnum():
            return 0
        end = place + 1
        while (
            words.key(place) == "như" and (name := max(person_end(words, end), place_end(words, end))) > end
        ):
            if verbs.STRONG.stands(words, name) or verbs.ACTIONS.stands(words, name):
                return name
            end = name + 1 if words.key(name) in (",", "và") else name
    return 0


def _behind_a_place(words: Words, at: int, begins: int) -> int:
    """ "khai thác khoáng sản trên địa bàn huyện dừng hoạt động": behind where they are, any task ends it."""
    is_behind = False
    for place in range(begins, min(len(words), begins + _LONGEST + 3)):
        if not words.key(place)[0].isalnum() and words.key(place) != "-":
            break
        is_behind = is_behind or words.key(place) in ("trên", "tại", "ở", "thuộc")
        is_task = verbs.ACTIONS.stands(words, place) and words.keys(place - 1, place + 1) not in _OF_TWO
        if is_behind and is_task and not words.is_capital(place):
            return place
    return at


_OF_TWO = frozenset({"điều chuyển", "vận chuyển", "di chuyển", "biến chuyển", "thuyên chuyển"})
"""Words whose second syllable alone would be a task."""


def _until(words: Words, at: int, begins: int, told: Phrases) -> int:
    """The place soon behind ``begins`` at which one of the phrases stands; ``at`` where none does."""
    for place in range(begins + 1, min(len(words), begins + _LONGEST) if begins > at else 0):
        if not words.key(place)[0].isalnum() and not _joins_things(words, place):
            return at
        if told.stands(words, place) and words.keys(place, place + 2) != "cần thiết":
            return at if _LIES.stands(words, place) else place
    return at


def _joins_things(words: Words, at: int) -> bool:
    """ "quản lý công trình thủy lợi, thủy điện": the comma of a row, behind which neither a unit nor a task begins."""
    after = at + 1
    if DESCRIBES.stands(words, after):
        return words.key(at) == ","  # "các cơ sở kinh doanh, sử dụng thuốc"
    is_other = (
        words.is_capital(after) or known.QUANTIFIERS.stands(words, after) or known.SINGLE.stands(words, after)
    )
    is_told = verbs.is_action(words, after) or verbs.ASSIGN.stands(words, after)
    return words.key(at) == "," and not is_other and not is_told


_LIES = phrases("tập trung ở | tập trung tại | tập trung chủ yếu | tập trung nhiều")
_CHARGED = phrases("chủ trì | được giao | được phân công | tổ chức | quản lý | thực hiện")
"""What tells which of them are meant, where "phải" and its like stand behind it: "các đơn vị tổ chức lễ hội phải"."""
_ANSWERS = phrases("phải | có trách nhiệm | chịu trách nhiệm")


def told_end(words: Words, at: int) -> int:
    """The place at which a name in small letters ends because its task begins: "ngành đường thủy phải …"."""
    for place in range(at + 1, min(len(words), at + _SHORT)):
        if not words.key(place)[0].isalpha() or words.is_capital(place) or verbs.TOLD.stands(words, place):
            return at
        if _TOLD_TO.stands(words, place):
            return place
    return at


_SHORT = 5
DESCRIBES = phrases(
    """nơi | có | để | chưa | đang | bị | nằm | còn | được | kinh doanh | cung ứng | sản xuất | chế biến | quản lý |
    quản lý, vận hành | vận hành | khai thác | bán | bán lẻ | bán buôn | xuất khẩu | nhập khẩu | thi công |
    cung cấp | nuôi trồng | phân phối | thu mua | phụ trách | sử dụng | hoạt động | tham gia | trong vùng | ở vùng |
    trong khu vực | ở khu vực | dọc | giáp | theo dõi"""
)
_DOES = phrases(
    """xây dựng kế hoạch | xây dựng phương án | lập kế hoạch | báo cáo | công khai | niêm yết | tạm dừng | lắp đặt |
    dừng | dừng ngay | ngừng | tạm ngừng | kê khai | khắc phục | cam kết | chấp hành | gửi | nộp | bố trí |
    tuân thủ | thanh toán | hoàn trả | hoàn thành | hoàn thiện | bàn giao | mở rộng | ký cam kết | kiểm tra |
    đóng cửa | tháo dỡ | hoãn"""
)
"""Tasks that are part of no description."""
_TOLD_TO = phrases(
    """phải | cần | cần phải | khẩn trương | chủ động | tiếp tục | thường xuyên | tập trung | tăng cường | chủ trì |
    nghiêm túc | kịp thời | tích cực | quyết liệt | có trách nhiệm | chịu trách nhiệm | không được | tuyệt đối |
    rà soát | sớm | nhanh chóng | đẩy nhanh | đẩy mạnh | phối hợp | thực hiện nghiêm | xây dựng kế hoạch |
    xây dựng phương án | lập kế hoạch | báo cáo | công khai | niêm yết | tạm dừng | bắt buộc | có biện pháp |
    có giải pháp | có phương án"""
)
_LONGEST = 12
"""Words of such a description."""


def qualifies(words: Words, at: int) -> int:
    """A qualifier is written small, but for a few that are names themselves."""
    if known.REGIONS.stands(words, at):
        return known.REGIONS.match(words, at)
    if words.key(at) == "trên" and words.key(at + 1) in ("cơ", "tinh"):
        return at
    if words.is_capital(at) and words.key(at) != "tp" and not _is_capital_qualifier(words, at):
        return at
    place = known.PLACE_KINDS.match(words, at)
    if place > at and words.is_capital(place):
        return at
    if words.key(at) == "tp" and not words.is_capital(at + 1) and words.key(at + 1) != ".":
        return at + 1
    return known.QUALIFIERS.match(words, at)


def _is_capital_qualifier(words: Words, at: int) -> bool:
    return words.keys(at, at + 2) in _CAPITAL_QUALIFIERS or words.key(at) in _CAPITAL_QUALIFIERS


_DOUBTFUL = frozenset(
    {"quản lý", "chỉ đạo", "tham mưu", "trên", "vận tải", "phòng , chống", "y tế", "giáo dục", "truyền thông"}
)
_SHOWS_A_NAME = frozenset(
    [
        "trực",
        "nhà",
        "chuyên",
        "khẩn",
        "phải",
        "cần",
        "tiếp",
        "có",
        "chủ",
        "phối",
        "liên",
        "được",
        "sẽ",
        "đã",
        "không",
        "tập",
        "rà",
        "theo",
        "chưa",
        "đang",
        "vi",
        "hoạt",
        "đóng",
    ]
)


def _begins_a_verb(words: Words, start: int, end: int) -> bool:
    """ "quản lý", "chỉ đạo", "tham mưu" qualify a kind only where another verb follows."""
    return words.keys(start, end) in _DOUBTFUL and end < len(words) and words.key(end) not in _SHOWS_A_NAME
