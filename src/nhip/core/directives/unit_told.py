"""Units without a head or a name of their own, known by what they are told or must do."""

from nhip.core.directives import unit_words as known
from nhip.core.directives import verbs
from nhip.core.directives.unit_kinds import told_end
from nhip.core.directives.unit_names import person_end, skip_brackets
from nhip.core.directives.unit_phrase import Unit, unit_of
from nhip.core.directives.words import Words, phrases

CALLED = "called"
"""Head of a name without a kind."""
_FORCES = frozenset(
    {"công an", "quân đội", "nhà máy", "công ty", "xí nghiệp", "bệnh viện", "nhà trường", "nhà xe", "tư vấn"}
)
"""Written without a name they are units where an order tells them something."""


def of_works(words: Words, at: int, end: int) -> int:
    """The place after "các dự án thủy điện", "Trung Quốc" behind "chủ đầu tư", "nhà thầu": what they build, or whose
    they are.
    """
    if words.keys(at, at + 3) not in _BUILDERS and words.keys(at, at + 2) not in _BUILDERS:
        return end
    name = person_end(words, end)
    if name > end:
        return name + words.key(name).isdigit()
    first = end + (words.key(end) in ("các", "những", "của"))
    first += words.key(first) == "các"
    if words.keys(first, first + 2) not in _WORKS and words.key(first) not in ("tòa", "khu", "chung"):
        return end
    for place in range(first + 2, min(len(words), first + _LONGEST)):
        if not words.key(place)[0].isalnum():
            break
        is_told = verbs.DUTY.stands(words, place) or verbs.ADVERBS.stands(words, place)
        if is_told or (verbs.STRONG.stands(words, place) and words.key(place) != "xây"):
            return place
        if words.keys(place, place + 3) in ("xây dựng phương", "xây dựng kế"):
            return place
    return end


_BUILDERS = frozenset({"chủ đầu tư", "nhà thầu", "tổng thầu", "chủ tàu", "nhà đầu tư", "đơn vị thi công"})
_WORKS = frozenset({"dự án", "công trình", "gói thầu", "khu đô", "khu công", "hồ chứa", "trạm bot"})
_LONGEST = 16


def predicate_follows(words: Words, at: int) -> bool:
    return words.key(at) in known.PREDICATES and not words.is_capital(at)


def is_told(words: Words, at: int, end: int) -> bool:
    """ "yêu cầu Sở chỉ đạo …", "lưu ý TP về …": who stands between an order's verb and a task is the one spoken of."""
    is_ordered = words.keys(at - 2, at) in _ORDERED or words.key(at - 1) == "giao"
    is_task = verbs.STRONG.stands(words, end) or verbs.ACTIONS.stands(words, end)
    return is_ordered and (words.key(end) == "về" or is_task)


_ORDERED = frozenset({"yêu cầu", "đề nghị", "lưu ý", "chỉ đạo", "phân công", "nhắc nhở"})


def branches(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "ngành giáo dục, y tế"; any other branch is known by what it is told."""
    if words.keys(at, at + 2) == "lĩnh vực":  # "chỉ đạo lĩnh vực đường bộ phải …"
        end = known.FIELDS.match(words, at + 2)
        is_branch = end > at + 2 and is_told(words, at, end)
        return ([unit_of(words, at, end, "ngành")], end) if is_branch else ([], at)
    end = known.FIELDS.match(words, at + 1)
    while end > at + 1 and words.key(end) in (",", "và") and known.FIELDS.stands(words, end + 1):
        end = known.FIELDS.match(words, end + 1)
    end = max(end, told_end(words, at + 1))
    end += 3 if words.keys(end, end + 3) == "các địa phương" else 0
    place = _OF_HERE.match(words, end)  # "ngành giao thông thành phố xử lý ngay"
    end = place if end < place and _acts_now(words, place) else end
    return ([unit_of(words, at, end, "ngành")], end) if end > at + 1 else ([], at)


_OF_HERE = phrases("thành phố | tỉnh | huyện | quận | tp")


def told_force(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "yêu cầu công an khẩn trương điều tra …"."""
    kind = at + 2
    if words.keys(at, kind) not in _FORCES:
        return [], at
    end = max(kind, told_end(words, kind))  # "nhà máy cồn phải …"
    begins = words.key(at - 1) in ("", ",", ";", '"', "thì")
    must = begins and words.key(end) in ("phải", "cần") and verbs.ACTIONS.stands(words, end + 1)
    is_ordered = words.keys(at - 2, at) in _ORDERED or words.key(at - 1) == "giao"
    must = must or (is_ordered and words.key(end) in (",", "và") and known.HEADS.stands(words, end + 1))
    if not must and not is_told(words, at, end):
        return [], at
    return [unit_of(words, at, end, words.keys(at, end), plural=True)], end


def told_several(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "yêu cầu các điểm thi nắm rõ …": whoever an order's verb tells to do something, whatever they are called."""
    start = known.QUANTIFIERS.match(words, at)
    is_ordered = words.keys(at - 2, at) in _ORDERED - {"lưu ý"} or words.key(at - 1) == "giao"
    if (
        not is_ordered
        or start == at
        or words.keys(start, start + 2) in _NO_PEOPLE
        or words.key(start) in _THINGS
    ):
        return [], at
    for place in range(start, min(len(words), start + _KIND)):
        if not words.key(place)[0].isalpha() or words.is_capital(place):
            break
        if place > start and (verbs.STRONG.stands(words, place) or verbs.ACTIONS.stands(words, place)):
            return [unit_of(words, at, place, words.key(start), plural=True)], place
    return [], at


def told_people(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "yêu cầu nhóm tác giả chỉnh sửa …", "yêu cầu hộ ông A tự tháo dỡ …": people, up to what they are to do."""
    is_ordered = words.keys(at - 2, at) in _ORDERED or words.key(at - 1) in ("giao", "buộc")
    is_people = words.key(at) in _PEOPLE or words.keys(at, at + 2) in _PEOPLE
    is_office = known.HEADS.stands(words, at) and not known.NO_UNITS.stands(words, at)
    is_people = is_office or (is_people and not words.is_capital(at))
    if not is_ordered or not is_people or verbs.is_action(words, at):
        return [], at
    ends = 0
    for place in range(max(at + 1, known.HEADS.match(words, at)), min(len(words), at + _NAMED)):
        if not words.key(place)[0].isalnum():
            break
        if any(several.stands(words, place) for several in (verbs.STRONG, verbs.ACTIONS, verbs.ADVERBS)):
            return [unit_of(words, at, ends or place, words.key(at), plural=True)], place
        is_time = words.key(place) in _WHEN and words.key(place + 1)[:1].isdigit()
        ends = ends or (place if is_time else 0)  # "ban quản lý các hồ trên từ 13h hôm nay phải …"
        is_behind_name = words.key(place) in ("ở", "tại", "thuộc") and words.is_capital(place - 1)
        ends = ends or (place if is_behind_name else 0)  # "cơ sở mầm non ABC ở phường …"
    return [], at


_NAMED = 14
_WHEN = frozenset({"từ", "trước", "trong", "đến", "vào", "lúc"})
_PEOPLE = frozenset(
    """chủ|nhóm|hộ|gia đình|người|thuyền trưởng|lái xe|tài xế|phụ huynh|học sinh|sinh viên|
    thí sinh|giáo viên|thầy cô|chiến sĩ|bà con|ngư dân|nông dân|tiểu thương|hành khách|nhà xe|bác sĩ|y bác sĩ|
    đội|tổ|kíp|ngành|phía|đại lý|cửa hàng|bến xe|
    nhà ga|hãng|công nhân|dân quân|tập thể|chi nhánh|nhà hàng|khách sạn|thanh niên|phi công|huấn luyện viên|
    cơ sở|cán bộ|công chức|viên chức|nhân viên|cô giáo|thầy giáo|cô|nữ|
    vận động viên|trọng tài|nghệ sĩ|tác giả|
    nhà sản xuất|ban tổ chức|đoàn phim|nhà mạng|nhà đài|thương lái|đơn vị|bên""".replace("\n    ", "").split(
        "|"
    )
)
"""First words of people and bodies that have no head of a unit's name."""
_KIND = 6
_THINGS = frozenset(
    {
        "việc",
        "nước",
        "quốc",
        "nội",
        "vấn",
        "nhiệm",
        "khoản",
        "loại",
        "mặt",
        "quy",
        "thông",
        "dự",
        "hoạt",
        "thủ",
        "biện",
    }
)
_NO_PEOPLE = frozenset(
    """giải pháp|công trình|tiêu chí|chỉ tiêu|mục tiêu|văn bản|hồ sơ|đề án|kế hoạch|chính sách|điều kiện|chương trình|
    trường hợp|phương án|kết quả|sản phẩm|tuyến đường|khu vực|lĩnh vực|hạng mục|gói thầu|nguồn lực|ý kiến|kiến nghị|
    báo cáo|bước|phần|quyết định|nghị quyết|chỉ thị|hành vi|vi phạm|sai phạm|tồn tại|hạn chế|số liệu|điểm nghẽn|
    điểm đen|tình huống|phương tiện|tàu thuyền|hợp đồng|giấy tờ|công việc|yêu cầu""".replace(
        "\n    ", ""
    ).split("|")
)
"""First words of what no order tells to do anything."""


def told_acronym(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "yêu cầu SAWACO …": whoever is called by letters alone is known by being told."""
    shown = words.words[at].shown if 0 <= at < len(words) else ""
    is_asked = words.key(at - 1) == "giao" or words.keys(at - 2, at) in ("yêu cầu", "đề nghị", "chỉ đạo")
    if (
        not is_asked
        or words.key(at) in _COURTS
        or len(shown) < _LETTERS
        or not shown.isalpha()
        or not shown.isupper()
    ):
        return [], at
    end = max(at + 1, person_end(words, at + 1))  # "CLB Hải Phòng"
    return [unit_of(words, at, end, "firm")], skip_brackets(words, end)


def told_name(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "yêu cầu Vietcombank, Grab cung cấp …": names of no known kind, known by being told to do something."""
    is_ordered = words.keys(at - 2, at) in _ORDERED - {"lưu ý"} or words.key(at - 1) in ("giao", "buộc")
    units: list[Unit] = []
    end = at if is_ordered else len(words)
    end = len(words) if words.keys(at, at + 2) in _COUNTRIES or words.key(at) in _COUNTRIES else end
    while words.is_capital(end) and (stop := person_end(words, end)) > end and len(units) < _KIND:
        units.append(unit_of(words, end, stop, NAMED_ALONE))
        joined = stop + (words.key(stop) in (",", "và"))
        end = joined if words.is_capital(joined) else stop
    is_told_now = (
        bool(units) and end == units[-1].end and _acts_now(words, end + (words.key(end) in (",", "và")))
    )
    return (units, units[-1].end) if is_told_now else ([], at)


def _acts_now(words: Words, at: int) -> bool:
    """Whether a task begins here, or one more of those told, who has a kind."""
    several = (verbs.STRONG, verbs.ACTIONS, verbs.DUTY, known.QUANTIFIERS)
    at = _NOW.match(words, at)  # "đề nghị Grab trong hôm nay phải trả lại tiền"
    return any(one.stands(words, at) for one in several)


_NOW = phrases(
    """hôm nay | trong hôm nay | ngay hôm nay | trong ngày | trong ngày hôm nay | trong hôm nay, ngày mai |
    ngay trong ngày | trong tuần | trong tuần này | trong tháng này | trong tuần tới | từ nay | từ hôm nay"""
)


_COUNTRIES = frozenset(
    """trung quốc|mỹ|hoa kỳ|nga|nhật bản|hàn quốc|campuchia|lào|thái lan|philippines|đài loan|triều tiên|israel|iran|
    ukraine|anh|pháp|đức|eu|nato|ấn độ|úc|australia|việt nam|quốc tế""".replace("\n    ", "").split("|")
)
"""Whom no office of the country orders anything."""
NAMED_ALONE = "named alone"
"""Head of a name that nothing but an order shows to be a unit's."""


def called(words: Words, at: int) -> tuple[list[Unit], int]:
    """ "Đồ Sơn cũng cần báo cáo", "Cienco4 phải xử lý": a name without its kind is known by what it must do."""
    end = person_end(words, at)
    verb = end + (words.key(end) == "cũng")
    must = words.key(verb) in ("phải", "cần") and verbs.ACTIONS.stands(words, verb + 1)
    shown = words.words[at].shown if must else ""
    is_name = end > at + 1 or (end == at + 1 and (at > 0 or not shown.isalpha() or not shown.istitle()))
    if not must or not is_name or words.keys(at, end) in _NOBODY:
        return [], at
    return [unit_of(words, at, end, CALLED)], end


_NOBODY = frozenset({"việt nam", "nhà nước", "chúng ta", "đảng", "quốc hội", "tết"})
_COURTS = frozenset({"hđxx"})
_LETTERS = 3
