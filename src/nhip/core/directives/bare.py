"""Tasks without a subject: a clause, or a point of a list, that begins with what is to be done."""

from nhip.core.directives import verbs
from nhip.core.directives.orders import Clause, coordinating_of
from nhip.core.directives.predicates import Kind
from nhip.core.directives.ranks import UNKNOWN, rank
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words, phrases


def bare_of(words: Words, starts: list[int]) -> Clause | None:
    """A clause without a subject that begins with what is to be done."""
    if _falls_short(words) or _is_reported(words, starts[0]):
        return None
    for at in starts:
        if at != starts[0] and words.key(at) in _OTHERS:
            return None  # "Theo Thứ trưởng, các nhà khoa học nhận định …": that is said of somebody
        if verbs.NOT_A_TASK.match(words, at) > verbs.ACTIONS.match(words, at) or _is_thing(words, at):
            continue
        if _is_change(words, at) or _is_equated(words, at):
            return None
        if any(words.keys(place, place + 2) in _STILL for place in range(starts[0], at)):
            return None
        is_sure = _may_be_bare(words, at, is_first=at == starts[0]) or _sends_up(words, starts[0], at)
        if is_sure or _is_perhaps(words, starts[0], at):
            return Clause(Kind.BARE, (), coordinating_of(words, at), "", at, at, is_doubtful=not is_sure)
    return None


def _is_change(words: Words, at: int) -> bool:
    """ "Ngoài ra, tăng số xã được giảm giá từ 4 lên 8": a figure that changes, and nobody is to change it."""
    near = range(at, min(len(words), at + _LONG))
    since = next(
        (place for place in near if words.key(place) == "từ" and words.key(place + 1)[:1].isdigit()), 0
    )
    return words.key(at) in ("tăng", "giảm") and any(
        words.key(place) in ("lên", "xuống", "còn") for place in range(since, since + _SOON if since else 0)
    )


_SOON = 6


def _is_equated(words: Words, at: int) -> bool:
    """ "Thực hiện tốt chính sách là trách nhiệm của …": what the task is, is said."""
    near = range(at, min(len(words), at + _BEFORE_IT))
    return any(words.key(place) == "là" and _IS.stands(words, place + 1) for place in near)


_IS = phrases("trách nhiệm | nhiệm vụ | việc làm | giải pháp | yêu cầu | cách | điều | mục tiêu | nền tảng")


def done_with(words: Words) -> Clause | None:
    """ "Đối với các trường học bị tốc mái thì phải khắc phục": what it is about is named first, not who does it."""
    for at in range(min(len(words), _FIRST)):
        topic = _WITH.match(words, at)
        units, end = read_units(words, topic) if topic > at else ([], at)
        if not units or rank(units[0].text.lower()) > UNKNOWN:
            continue
        ends = range(topic, min(len(words), end + _LONG))
        task = next((place + 1 for place in ends if words.key(place) == "thì"), 0)
        if task and verbs.DUTY.stands(words, task):
            return Clause(Kind.BARE, (), coordinating_of(words, task), "", task, task)
    return None


_WITH = phrases("đối với | với | riêng | riêng với | riêng đối với")
_FIRST, _LONG = 4, 12


def _is_reported(words: Words, at: int) -> bool:
    """ "Báo cáo về công tác phục vụ Tết, bà A cho biết …": what somebody reports."""
    near = range(at, min(len(words), at + _BEFORE_IT))
    tells = next((place for place in near if words.keys(place, place + 2) in _TELLS), 0)
    return words.keys(at, at + 2) == "báo cáo" and any(words.key(place) == "," for place in range(at, tells))


_BEFORE_IT = 40
_TELLS = frozenset({"cho biết", "cho hay", "nhận định", "khẳng định"})


def _falls_short(words: Words) -> bool:
    """ "Tuy nhiên, giải ngân vốn còn chậm.": so it is found to be, and nobody is to do it."""
    end = len(words) - (words.key(len(words) - 1) == ".")
    return words.keys(0, 2) in ("tuy nhiên", "thế nhưng") and any(
        _SHORT.match(words, at) == end for at in range(max(2, end - _LAST), end)
    )


_SHORT = phrases(
    """còn chậm | còn thấp | còn yếu | còn ít | còn hạn chế | còn nhiều hạn chế | còn nhiều bất cập | còn bất cập |
    còn khó khăn | còn nhiều khó khăn | còn cao | chưa cao | chưa đạt | chưa tốt | chưa nghiêm | chưa hiệu quả |
    chưa kịp thời | chưa đạt yêu cầu | chưa đạt kế hoạch | rất chậm | rất thấp"""
)
_LAST = 5


def asked_then(words: Words) -> Clause | None:
    """ "Nếu phát hiện vi phạm, kiến nghị cấp có thẩm quyền xử lý": whoever was told before is to ask, then."""
    if not _IF.stands(words, 0):
        return None
    commas = [at for at in range(len(words)) if words.key(at) in (",", "thì")]
    asked = next((at + 1 for at in commas if verbs.PROPOSE.stands(words, at + 1)), 0)
    told = any(read_units(words, at + 1)[0] for at in commas if at < asked - 1)
    return Clause(Kind.BARE, begins=asked, task=asked) if asked and not told else None


_IF = phrases("nếu | trường hợp | trong trường hợp | khi | quá trình")


def _is_perhaps(words: Words, first: int, at: int) -> bool:
    """Whether a word behind a comma that may be a noun is a task, after all."""
    behind = at != first and words.key(at - 1) == ","
    return behind and _THINGS.stands(words, at) and not _is_row_of_works(words, first, at)


def _sends_up(words: Words, first: int, at: int) -> bool:
    return at != first and words.keys(at, at + 2) == "báo cáo" and _is_sent_up(words, at + 2)


def _is_row_of_works(words: Words, first: int, at: int) -> bool:
    """ "Đối với công tác tổng hợp, báo cáo kết quả …": what a point is about, and no task."""
    topic = words.keys(max(0, first - 2), first + 3)
    return (
        topic.startswith(("đối với công", "đối với việc", "về công tác", "về việc"))
        and first < at < first + _ROW
    )


_ROW = 9


def _is_sent_up(words: Words, at: int) -> bool:
    """ "…, báo cáo cấp có thẩm quyền xem xét": to whom it goes follows, so it is no paper that is spoken of."""
    return words.keys(at, at + 4) == "cấp có thẩm quyền" or bool(read_units(words, at)[0])


def _may_be_bare(words: Words, at: int, *, is_first: bool) -> bool:
    """A task at the beginning may be any; after a fronted phrase it is one that cannot be a noun."""
    if verbs.DUTY.stands(words, at) or verbs.ADVERBS.stands(words, at):
        return True
    if not is_first and _THINGS.stands(words, at) and words.key(at - 1) in (",", ":"):
        return False
    return verbs.is_action(words, at) or verbs.STRONG.stands(words, at)


def may_be_task(words: Words) -> bool:
    """Whether a point of a list that addresses somebody may be a task, though its verb is not a known one."""
    first = words.key(0)
    return (
        len(words) >= _FEWEST and first.isalpha() and first not in _NO_VERBS and not read_units(words, 0)[0]
    )


_OTHERS = frozenset({"các", "những", "nhiều", "một"})
_FEWEST = 6
_NO_VERBS = frozenset(
    """các|những|việc|công|tình|kết|số|tổng|mục|thời|địa|kinh|nội|đối|trong|về|theo|một|hai|ba|ông|bà|ngày|tại|từ|đây|đó
    |nếu|khi|do|vì|dự|nghị|văn|phụ|biểu|mức|diện|tỷ|tỉ|giá|đơn|cơ|doanh|người|hộ|trường|nhiều|hiện|đến|năm|quý|tháng|tuần
    |với|cùng|ngoài|bên|mọi|toàn|riêng|như|là|vốn|nguồn|loại|nhóm|đường|khu|xã|huyện|tỉnh|điểm|khoản|luật|hồ|danh|căn|không
    |cả|đã|đang|còn|chưa|có|được|bị|và|hoặc|nhưng|song|sau|trước|quyền|thẩm|thực|chi|quỹ|lý|vấn|phía|phần|tên|bộ|sở|ban""".replace(
        "\n    ", ""
    ).split("|")
)
"""First words of points that tell of something and do not say what is to be done."""
_STILL = frozenset({"vẫn còn", "còn nhiều", "còn một", "còn những", "còn có", "còn tồn", "vẫn có"})
"""Of something told: what follows its commas is no task."""
_THINGS = phrases(
    """báo cáo | quy định | thông báo | tổng kết | đánh giá | quy hoạch | nghiên cứu | đề xuất |
    tổ chức | quản lý | dự báo | đào tạo | phát triển | khảo sát | thanh tra | thống kê | đầu tư |
    thông tin | chuyển đổi | kiểm tra | hướng dẫn"""
)
_SAYS = frozenset(["cần", "phải", "được", "là", "đã", "có", "nêu", "sẽ"])


def _is_thing(words: Words, at: int) -> bool:
    """ "Báo cáo nói trên cần …": the word is a noun, and the subject of what follows."""
    end = _THINGS.match(words, at)
    if end == at:
        return False
    for place in range(end, min(end + 14, len(words))):
        if words.key(place) in (",", ";", ":", "(", "và", "để"):
            return False
        if words.key(place) in _SAYS and not (
            words.key(place) == "có" and words.key(place + 1) in ("liên", "thẩm", "hiệu", "chức")
        ):
            return words.key(place) not in ("được", "có", "đã") or place - end <= 2
    return False
