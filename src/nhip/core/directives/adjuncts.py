"""Who speaks, and what stands before a clause: connectives, fronted phrases of time, place, ground and aim."""

from collections.abc import Iterator
from enum import Enum

from nhip.core.directives import verbs
from nhip.core.directives.ranks import HIGHEST, leads, rank
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words, phrases

_FRONTED = phrases(
    """ở | về | đối với | để | nhằm | trên cơ sở | căn cứ | trước | trong | tại | từ | khi | sau | theo | với | qua |
    do | ngay | đến | ngày | sáng | chiều | tối | trưa | riêng | nếu | trường hợp | chậm nhất | muộn nhất | hằng |
    hàng | định kỳ | ngoài | bên cạnh | cùng với | cùng | thực hiện | tiếp tục thực hiện | xét | nhân dịp | vào |
    cuối | đầu | giữa | trước mắt | thời gian tới | thời gian qua | năm | tuần | tháng | quý | bằng | như |
    kết luận | phát biểu | liên quan | dựa trên | hiện | hiện nay | đợt này | lần này | nhờ | vì | bởi |
    song song với | song song | không chỉ | tùy | tùy theo | khẳng định | nhấn mạnh | đánh giá | ghi nhận |
    chỉ đạo tại | chỉ đạo hội nghị | trả lời | tiếp thu | cho rằng | nêu rõ | báo cáo tại | phân tích |
    hoan nghênh | biểu dương | chia sẻ | trao đổi | góp ý | lưu ý | đồng tình | xuất phát | nhận định | cơ bản |
    lo ngại | chỉ rõ | góp phần | đề cập | các vấn đề phát sinh | những vấn đề phát sinh | các vướng mắc |
    những khó khăn, vướng mắc | các khó khăn, vướng mắc | đi sâu | quán triệt | dù | mặc dù | tuy | song |
    trái lại | hạn chót | hạn cuối | thời hạn"""
)
_OF_TIME = phrases(
    "hạn chót | hạn cuối | thời hạn | đến | trước | trong | từ | chậm nhất | muộn nhất | năm | tháng | quý | tuần"
)
_IF = phrases("trường hợp | nếu | khi phát hiện | khi xảy ra | khi có | khi thực hiện | khi tiến hành")
_THEN = phrases("phải | cần | báo cáo | xử lý | kịp thời | khẩn trương")
_CARRIES_OUT = phrases(
    """thực hiện nghiêm | thực hiện tốt | thực hiện đầy đủ | thực hiện đúng | thực hiện có hiệu quả |
    thực hiện triệt để | thực hiện hiệu quả | thực hiện đồng bộ"""
)
"""A task itself, and no ground: "Thực hiện nghiêm lời kêu gọi của …"."""
_CONTRASTS = phrases("mặc dù | dù | tuy | song | không chỉ | không những")
_FARTHEST, _NEAR = 90, 8


def clause_starts(words: Words) -> list[int]:
    """Words at which the main clause may begin: after connectives, and after the commas of what is fronted."""
    if not words.starts:
        words.starts.extend(_clause_starts(words))
    return words.starts


def _clause_starts(words: Words) -> list[int]:
    at = _after_connectives(words, 0)
    starts = [at]
    after = _after_saying(words, at)
    if after > at:
        starts.append(_after_connectives(words, after))
    starts += _behind_conclusions(words, at)
    if _CONTRASTS.stands(words, at) or _CARRIES_OUT.stands(words, at) or _does_then(words, at):
        return starts
    if _FRONTED.stands(words, at) or any(
        _FRONTED.stands(words, place) for place in range(at) if words.key(place - 1) in ("", ",")
    ):
        starts += _behind_what_is_fronted(words, at)
    return starts


def _behind_conclusions(words: Words, at: int) -> list[int]:
    """ "… đã đến gần nên UBND thành phố phải …", "Mặc dù …, nhưng các đơn vị phải …": units that must, then."""
    starts = []
    for place in range(at, min(len(words), _FARTHEST)):
        units, end = (
            read_units(words, place + 1)
            if words.key(place) in ("nên", "nhưng", "cần", "thì")
            else ([], place)
        )
        is_then = (
            words.key(place) == "thì" and "nào" in words.keys(at, place) and verbs.STRONG.stands(words, end)
        )
        if units and (is_then or words.key(end) in ("phải", "cần")):
            starts.append(place + 1)
    return starts


def _does_then(words: Words, at: int) -> bool:
    """ "Thực hiện phối hợp với …", "Thực hiện rà soát …": a task, and no ground."""
    is_task = words.keys(at, at + 2) == "thực hiện" and verbs.ACTIONS.stands(words, at + 2)
    return is_task and words.key(at + 2) not in _GROUNDS


_GROUNDS = frozenset({"chỉ", "quy", "thông", "đề", "kết", "báo", "giám", "kế", "quyết", "hướng", "đầu"})
"""First words of papers that are carried out: "thực hiện chỉ đạo của …"."""


def _behind_what_is_fronted(words: Words, at: int) -> list[int]:
    starts: list[int] = []
    begin = at
    for place in range(at, min(len(words), _FARTHEST)):
        if words.keys(place, place + 2) in ("như :", "gồm :"):
            break  # what follows is a row of examples
        if words.keys(place - 1, place + 2) == "phòng , chống":
            continue
        is_duty = words.key(place) in ("phải", "cần") and place - at < _NEAR and _OF_TIME.stands(words, at)
        is_dated = (
            words.key(place - 1)[:1].isdigit()
            and place - at < _NEAR
            and _OF_TIME.stands(words, at)
            and verbs.ACTIONS.stands(words, place)
        )  # "Trong tháng 4/2014 tiếp nhận 248 căn hộ"
        is_then = _IF.stands(words, begin) and place > begin + 1 and _THEN.stands(words, place)
        if words.key(place) in (",", "thì", ":"):
            begin = _after_connectives(words, place + 1)
            starts.append(begin)
        elif is_duty or is_then or (is_dated and place > at):
            starts.append(place)
        if is_then:
            break
    return starts


def _after_connectives(words: Words, at: int) -> int:
    if at == 0:
        at = _after_byline(words)
    while at < len(words):
        more = verbs.BEGINNINGS.match(words, at)
        if words.key(at) in (",", '"', "'", "-", ":", "+", "*", "…") or (words.key(at) == "." and at == 0):
            more = at + 1
        if more == at:
            return at
        at = more
    return at


def _after_byline(words: Words) -> int:
    """The place after "TTO -", "(TNO)": who brings a report."""
    at = int(words.key(0) == "(")
    shown = words.words[at].shown if at < len(words) else ""
    if not (_BYLINE[0] <= len(shown) <= _BYLINE[1] and shown.isupper() and shown.isalpha()):
        return 0
    if at:
        return at + 2 + (words.key(at + 2) == "-") if words.key(at + 1) == ")" else 0
    return at + 2 if words.key(at + 1) == "-" else 0


_BYLINE = (2, 6)


class Said(Enum):
    """Who stands behind a sentence: somebody who orders (or a paper that does), somebody else, or it is not said."""

    BY_AUTHORITY = "authority"
    BY_ANOTHER = "another"
    UNSAID = ""


_SAYS = phrases(
    """ghi | nêu rõ | nêu | nhấn mạnh | lưu ý | khẳng định | kết luận | chỉ rõ | cho rằng | cho biết | quán triệt |
    ghi rõ | chỉ đạo | yêu cầu | phát biểu | nói | cho hay | nhận định | đánh giá | phản ánh | chia sẻ | bày tỏ |
    đề xuất | kiến nghị | đề nghị | tranh luận | chất vấn | nhắc | nhắc nhở | chốt lại | nói tiếp | nói thêm | dặn |
    bổ sung"""
)
_TELLS = phrases("cho hay | cho biết | ghi | còn ghi | ghi rõ | nêu")
_PAPERS = phrases(
    """quyết định | chỉ thị | công điện | công văn | thông báo | kết luận | văn bản | nghị quyết |
    ý kiến chỉ đạo | chỉ đạo | yêu cầu | thông báo kết luận | bức điện | nội dung công điện |
    nội dung bức điện | văn bản nêu trên | nội dung văn bản | ý kiến kết luận | tinh thần chỉ đạo |
    phân công | sự phân công | kế hoạch này | nội dung thông báo"""
)
_ACCORDING = phrases("theo | tại | căn cứ | thực hiện | cũng theo | cũng tại | trong")
_FAR = 40


def _after_saying(words: Words, at: int) -> int:
    """The place after "Công điện nêu rõ," or "Bộ trưởng nhấn mạnh:"; ``at`` where nobody says anything first."""
    is_before = words.key(at) in ("sau", "khi", "qua", "trước")
    for place, end in _said_in(words, at):
        if is_before and words.key(end) == ",":
            continue
        units, behind = read_units(words, end)
        if units and (_TELLS.stands(words, place) or _states_a_duty(words, place, behind)):
            return end
        is_task = words.key(end) == "," and _ALSO_TASKS.stands(words, place)
        if is_task and _is_told_more(words, at, end + 1):
            break
        says = words.key(end) in (",", ":", "rằng", "là")
        if says and (not is_task or _is_near(words, at, place)):
            return end + 1
    return at


def _states_a_duty(words: Words, at: int, behind: int) -> bool:
    """ "Thủ tướng nhấn mạnh các bộ phải chủ động hơn"."""
    return _STATES.stands(words, at) and words.key(behind) in ("phải", "cần")


def _said_in(words: Words, at: int) -> Iterator[tuple[int, int]]:
    """Where somebody may say something before the sentence is over, and where its verb ends."""
    for place in range(at, min(len(words), at + _FAR)):
        end = _SAYS.match(words, place)
        if end > place:
            yield place, end
        if words.key(place) in (";", "."):
            break


_ALSO_TASKS = phrases("chỉ đạo | đánh giá | đề xuất | kiến nghị | phản ánh | kết luận | yêu cầu | quán triệt")


def _is_told_more(words: Words, at: int, after: int) -> bool:
    """ "Công an tỉnh chỉ đạo, phối hợp với …": the first of its tasks, where no leader speaks."""
    units, _ = read_units(words, at)
    if not units or any(leads(name) or rank(name) == HIGHEST for name in (one.text.lower() for one in units)):
        return False
    return verbs.ACTIONS.stands(words, after) and not read_units(words, after)[0]


def _is_near(words: Words, at: int, verb: int) -> bool:
    """ "Phó Thủ tướng chỉ đạo, …" says something; "Sở Y tế có trách nhiệm chỉ đạo, kiểm tra" is told to."""
    units, end = read_units(words, at)
    is_row = bool(units) and units[-1].is_plural  # "Các địa phương chỉ đạo, …": they say nothing together
    return verb - end <= 1 and not is_row


def who_says(words: Words) -> Said:
    """Whose words a sentence gives, as far as its beginning tells."""
    at = _after_connectives(words, 0)
    according = _ACCORDING.match(words, at)
    if according > at:
        return _source(words, according)
    paper = _PAPERS.match(words, at)
    if paper > at and (verbs.ASSIGN.stands(words, paper) or _names_who_ordered(words, paper)):
        return Said.BY_AUTHORITY
    return _source(words, at) if _after_saying(words, at) > at else _said_otherwise(words, at)


def _said_otherwise(words: Words, at: int) -> Said:
    """Whose words a sentence gives that does not begin with who says them."""
    if _is_said_behind(words) or (not _is_asked_behind(words) and _leader_states(words, at)):
        return Said.BY_AUTHORITY
    return Said.BY_ANOTHER if _is_asked_behind(words) or _speaks_in_a_list(words, at) else Said.UNSAID


_STATES = phrases("khẳng định | nhấn mạnh | cho rằng | nêu rõ | lưu ý | chỉ rõ | quán triệt")


def _leader_states(words: Words, at: int) -> bool:
    """ "Thủ tướng khẳng định chuyển đổi số là …": who leads the country speaks, and goes on speaking."""
    units, end = read_units(words, at)
    return bool(units) and rank(units[-1].text.lower()) == HIGHEST and _STATES.stands(words, end)


def _is_said_behind(words: Words) -> bool:
    """ "Ngành y tế không được …, Thủ tướng lưu ý.", "…, theo chỉ đạo của Chủ tịch tỉnh.": who orders stands last."""
    last = len(words) - (words.key(len(words) - 1) == ".")
    for place in range(max(0, last - _TAIL), last):
        if words.key(place) != ",":
            continue
        of = _AS_ORDERED.match(words, place + 1)
        begin = max(of, place + 1)
        units, end = read_units(words, begin)
        leading = bool(units) and (leads(units[0].text.lower()) or rank(units[0].text.lower()) == HIGHEST)
        if leading and (end == last if of > place + 1 else _SAYS.match(words, end) == last > end):
            return True
    return False


def _is_asked_behind(words: Words) -> bool:
    """ "…, đại biểu nói.": somebody else stands last."""
    last = len(words) - (words.key(len(words) - 1) == ".")
    ends = (place for place in range(max(0, last - _NEAR), last) if words.key(place) == ",")
    return any(_OTHERS.stands(words, at + 1) and _SAYS.match(words, last - 1) == last for at in ends)


_TAIL = 14
_AS_ORDERED = phrases("theo chỉ đạo của | theo yêu cầu của | theo kết luận của | theo ý kiến chỉ đạo của")


def _names_who_ordered(words: Words, at: int) -> bool:
    """ "Ý kiến chỉ đạo của Bí thư Tỉnh ủy: …"."""
    units, end = read_units(words, at + 1) if words.key(at) == "của" else ([], at)
    return bool(units) and words.key(end) == ":"


def _speaks_in_a_list(words: Words, at: int) -> bool:
    """ "Ông A, Trưởng phòng B: đề nghị …": so minutes tell who said what."""
    is_person = words.key(at) in ("ông", "bà") or words.keys(at, at + 2) in ("đại biểu", "đại diện")
    return is_person and any(words.key(place) == ":" for place in range(at, min(len(words), at + _FAR)))


_OTHERS = phrases(
    """chuyên gia | đại biểu | cử tri | người dân | luật sư | hiệp hội | dư luận | bạn đọc | giới | ý kiến |
    nhà khoa học | nhà nghiên cứu | doanh nghiệp | phóng viên | nhà quản lý | phụ huynh"""
)


def _source(words: Words, at: int) -> Said:
    if _PAPERS.stands(words, at):
        return Said.BY_AUTHORITY
    if _OTHERS.stands(words, at + (2 if words.key(at) in ("một", "không") else 1)) or _OTHERS.stands(
        words, at
    ):
        return Said.BY_ANOTHER
    if words.keys(at, at + 2) == "đồng chí" and not words.is_capital(at + 2):
        return Said.BY_AUTHORITY
    units, _ = read_units(words, at)
    if units and leads(units[0].text.lower()):
        is_person = words.key(at) in ("ông", "bà")
        return Said.BY_ANOTHER if is_person else Said.BY_AUTHORITY
    if units and rank(units[0].text.lower()) == HIGHEST:
        return Said.BY_AUTHORITY
    return (
        Said.BY_ANOTHER
        if units or words.key(at) in ("ông", "bà", "chuyên", "ts", "pgs", "luật", "đại")
        else Said.UNSAID
    )
