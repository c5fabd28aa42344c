"""Names that tell what a unit is for: steering boards, boards of projects, firms, "Cục Giám định … về …"."""

from nhip.core.directives import unit_name_words as common
from nhip.core.directives import unit_words as known
from nhip.core.directives import verbs
from nhip.core.directives.words import Words, phrases

_PROJECTS = frozenset({"bql", "ban quản lý", "bqlda", "ban qlda", "ban quản lý dự án"})
_FIRMS = frozenset(
    [
        "công ty",
        "công ty tnhh",
        "công ty tnhh mtv",
        "công ty cp",
        "ctcp",
        "cty cp",
        "công ty cổ phần",
        "tổng công ty",
        "tổng cty",
        "cty",
        "cty cổ phần",
        "tổng cty cổ phần",
    ]
)
_MANAGED = frozenset(
    {"vịnh", "đường", "rừng", "khu", "chợ", "di", "vườn", "hồ", "bến", "đền", "chùa", "cảng", "tòa"}
)
"""First words of what a board manages: "Ban Quản lý vịnh Hạ Long", "Ban QLDA đường Hồ Chí Minh"."""
_NUMBERED = frozenset({"quân khu", "quân đoàn", "binh đoàn", "sư đoàn", "lữ đoàn"})
_BOARDS = frozenset(
    """ban chỉ đạo|ban chỉ huy|bcđ|tổ công tác|ủy ban quốc gia|văn phòng ban chỉ đạo|
    văn phòng thường trực ban chỉ đạo""".replace("\n    ", "").split("|")
)
_ABOUT = frozenset({"cục", "tổng cục", "vụ", "ủy ban", "hội đồng", "viện", "trung tâm"})
"""Heads whose name may tell what they are for: "Cục Giám định nhà nước về chất lượng công trình"."""
_SUBJECTS = phrases(
    """phòng thủ dân sự | phòng, chống lụt, bão | phòng, chống lụt bão | phòng chống lụt, bão |
    phòng chống lụt bão |
    đổi mới và phát triển doanh nghiệp | đổi mới | cải cách | chuyển đổi số | giảm nghèo | nông thôn mới |
    công tác |
    chống buôn lậu, gian lận thương mại và hàng giả | phòng, chống | phòng chống | về phòng, chống |
    về phòng chống | về | ứng phó | kỷ niệm | xử lý | chống | phòng cháy | thực hiện"""
)


def purpose_end(words: Words, at: int, *, head: str, is_first: bool) -> int:
    """The place after what tells what a unit is for, or its number; ``at`` where nothing does."""
    key = words.key(at)
    if head in _PLACED and (end := _kind_then_name(words, at)) > at:
        return end
    if (head in _BOARDS and (key.isdigit() or _SUBJECTS.stands(words, at))) or begins_projects(
        words, at, head
    ):
        return _subject(words, at)
    is_behind_name = words.is_capital(at - 1) and not is_first and key not in ("và", "-")
    if (
        head in _FIRMS
        and not (is_first and head == "công ty")
        and not is_behind_name
        and (end := _firm(words, at)) > at
    ):
        return end
    if (
        head in _PROJECTS
        and (end := _firm(words, at) if key == "và" and not is_first else _managed(words, at)) > at
    ):
        return end
    if key == "về" and not is_first and head in _ABOUT and words.key(at + 1) != "việc":
        end = _subject(words, at)
        return end if end < len(words) and words.key(end)[0].isalpha() else at
    return _number_end(words, at, head=head, is_first=is_first)


_PLACED = frozenset(
    {
        "nhà máy",
        "xí nghiệp",
        "hợp tác xã",
        "htx",
        "bến xe",
        "bệnh viện",
        "trung tâm",
        "trường",
        "viện",
        "trạm",
        "cảng",
        "công ty",
        "cụm",
        "đội",
        "liên danh",
    }
)
"""Heads behind which a few small words tell the kind, and then the name follows: "Nhà máy đường Phú Bình"."""
_KIND = 4


def _kind_then_name(words: Words, at: int) -> int:
    for place in range(at, min(len(words), at + _KIND + 1)):
        if words.is_capital(place) or known.PLACE_KINDS.match(words, place) > place + 1:
            return place
        key = words.key(place)
        starts = (verbs.STRONG, verbs.ACTIONS, verbs.DUTY, verbs.ADVERBS, verbs.TOLD, known.QUANTIFIERS)
        if not key.isalpha() or key in common.FUNCTION or any(one.stands(words, place) for one in starts):
            break
    return at


def begins_projects(words: Words, at: int, head: str) -> bool:
    """ "Ban Quản lý dự án …", "Ban Quản lý các công trình …"."""
    return head in _PROJECTS and words.keys(at, at + 2) in _WORKS


_WORKS = frozenset({"các dự", "các công", "các khu", "các cảng", "các chợ", "dự án", "đầu tư"})


def _number_end(words: Words, at: int, *, head: str, is_first: bool) -> int:
    """ "Quân khu 7", "Ban Quản lý dự án 85", "Tổ công tác số 2"."""
    is_numbered = head in _NUMBERED or head in _PROJECTS or (not is_first and head not in common.SHORT_NAMED)
    if words.key(at).isdigit() and is_numbered:
        return at + 1
    is_counted = words.key(at) == "số" and words.key(at + 1).isdigit() and (not is_first or head in _BOARDS)
    return at + 2 if is_counted else at


def _managed(words: Words, at: int) -> int:
    """ "Ban Quản lý vịnh Hạ Long", "Ban quản lý dự án phát triển tỉnh"."""
    if words.keys(at, at + 2) == "phát triển":
        return at + 2
    return _firm(words, at) if words.key(at) in _MANAGED else at


def _firm(words: Words, at: int) -> int:
    """ "Công ty Cổ phần môi trường và công trình đô thị Sơn Tây": what a firm does, up to its own name or number."""
    if words.key(at) == "và" and known.HEADS.match(words, at + 1) > at + 2:
        return at  # "Công ty Cổ phần A và Công ty Cổ phần B" are two
    for place in range(at, min(len(words), at + common.LONGEST)):
        if words.is_capital(place) or words.key(place).isdigit():
            return place + words.key(place).isdigit()
        is_inside = words.keys(place - 1, place + 1) in common.WHOLE  # "công trình" and not "trình"
        is_word = words.key(place).isalpha() and (
            is_inside or words.key(place) not in common.FUNCTION - {"và"}
        )
        is_verb = common.CAPITAL_VERBS.stands(words, place) or verbs.ADVERBS.stands(words, place)
        if not is_word or (is_verb and not is_inside):
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
    is_verb = common.ALSO_VERBS.match(words, end) == field and not words.is_capital(
        end
    )  # "… trung ương tổ chức theo dõi"
    return field if field > end and _stops(words, field) and not is_verb else end


def _stops(words: Words, at: int) -> bool:
    starts = (verbs.ASSIGN, verbs.STRONG, verbs.TOLD, verbs.DUTY, verbs.ADVERBS, known.QUANTIFIERS)
    if words.keys(at - 1, at + 1) in common.WHOLE or words.keys(at, at + 2) in common.WHOLE:
        return False
    is_of_works = words.keys(at + 1, at + 3) in ("công trình", "dự án", "khu công", "khu chế")
    if words.key(at) == "các" and (words.key(at - 1) == "về" or is_of_works):
        return False
    if words.keys(at - 2, at + 2) == "đầu tư xây dựng":
        return False
    return words.key(at) in ("có", "ký", "ra", "ban", "cho", "sẽ", "được", "đi", "xuống") or any(
        several.stands(words, at) for several in starts
    )
