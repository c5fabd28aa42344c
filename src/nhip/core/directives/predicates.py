"""What is said of a unit that begins a clause: what it is to do, promises, does by itself, or is told of."""

from enum import Enum

from nhip.core.directives import verbs
from nhip.core.directives.unit_names import skip_brackets
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words, phrases


class Kind(Enum):
    """What a clause is. ADDRESS: units and nothing else, as before a colon; OPEN: an order to nobody named."""

    ORDER = "order"
    DUTY = "duty"
    TASK = "task"
    WEAK = "weak"
    COMMITMENT = "commitment"
    ADDRESS = "address"
    BARE = "bare"
    OPEN = "open"
    PROPOSAL = "proposal"
    TOLD = "told"
    NONE = "none"


def acts(words: Words, at: int) -> bool:
    """Whether something to do begins here."""
    return verbs.STRONG.stands(words, at) or verbs.is_action(words, at)


_ASIDES = frozenset(
    {
        "theo",
        "căn",
        "trên",
        "với",
        "trong",
        "tùy",
        "tại",
        "qua",
        "từ",
        "sau",
        "trước",
        "bằng",
        "ngoài",
        "ngay",
        "nhất",
        "không",
    }
)


def predicate_of(words: Words, at: int) -> int:
    """Over what may stand between a subject and its verb: "cũng", ", theo chức năng, nhiệm vụ được giao,"."""
    at = _over_apposition(words, skip_brackets(words, at))
    duty = _behind_a_time(words, at)
    if duty:
        return duty
    for _ in range(4):
        if (
            (words.key(at) in (",", "-", "(") and words.key(at + 1) in _ASIDES)
            or words.key(at)
            in (
                "theo",
                "căn",
            )
            or words.keys(at, at + 2) in ("với vai", "với tư", "trên cơ")
        ):
            comma = _comma_before_verb(words, at + 1)
            if comma == at + 1:
                return at
            at = comma
        elif words.key(at) in ("cũng", "còn", "đều", "cùng", ",", "thì", "ngay", "mà"):
            at += 1
        else:
            break
    return at


def _over_apposition(words: Words, at: int) -> int:
    """The place after "- đơn vị trực tiếp giám sát trạm -", ", nơi có nhiều khiếu nại,"; ``at`` where none stands."""
    mark = words.key(at)
    if words.keys(at, at + 2) == "phụ trách":  # "Đồng chí A, Phó Trưởng ban phụ trách, chỉ đạo …"
        return next(
            (place + 1 for place in range(at, min(len(words), at + _SOON)) if words.key(place) == ","), at
        )
    if mark not in (",", "-") or (words.keys(at + 1, at + 3) not in _APPOSED and words.key(at + 1) != "nơi"):
        return at
    ends = range(at + 2, min(len(words), at + _APART))
    return next((place + 1 for place in ends if words.key(place) == mark), at)


_APPOSED = frozenset({"đơn vị", "cơ quan", "chủ đầu", "doanh nghiệp", "đại diện"})
_APART = 25


def _behind_a_time(words: Words, at: int) -> int:
    """ "Các phường từ nay đến hết lễ phải cử người": the duty behind a time that no comma sets apart, 0 for none."""
    if words.key(at) not in _TIMES:
        return 0
    for place in range(at + 1, min(len(words), at + _SOON)):
        if words.key(place) in ("phải", "cần"):
            return place
        if not words.key(place)[0].isalnum():
            return 0
    return 0


_TIMES = frozenset({"từ", "trong", "đến", "trước", "ngay", "sau", "chậm"})
_SOON = 9


def _comma_before_verb(words: Words, at: int) -> int:
    for place in range(at, min(at + 40, len(words))):
        if (words.key(place) == "," and acts(words, place + 1)) or (
            verbs.STRONG.stands(words, place) and place > at + 1
        ):
            return place + 1 if words.key(place) == "," else place
    return at


def kind_of(words: Words, at: int) -> Kind:
    """What the words after a subject say: it is told to do, promises, does, or is only spoken of."""
    key = words.key(at)
    if _nothing_follows(words, at):
        return Kind.ADDRESS
    if key == ":":
        return _behind_colon(words, at + 1)
    must = verbs.DUTY.stands(words, at) or words.keys(at, at + 2) == "sẽ phải"
    if must or (key in ("được", "bị") and _passive(words, at)):
        suffers = key == "phải" and (verbs.SUFFERS.stands(words, at + 1) or words.key(at + 1) == "là")
        return Kind.TOLD if suffers else Kind.DUTY
    if verbs.UPWARDS.stands(words, at):
        return Kind.PROPOSAL
    if key == "sẽ":
        is_told = words.key(at + 1) in ("được", "là", "có") or _THREATENS.stands(words, at + 1)
        return Kind.TOLD if is_told else Kind.COMMITMENT
    return _of_verb(words, at)


_THREATENS = phrases("xử lý theo | xử lý nghiêm | xử phạt | kỷ luật | phạt | bị | kiên quyết xử lý")
""" "nếu không, Sở sẽ xử lý theo quy định": what comes to whoever does not do it."""


def _behind_colon(words: Words, at: int) -> Kind:
    """ "Bộ Công an: mở đợt cao điểm …"."""
    if acts(words, at):
        return Kind.TASK
    key = words.key(at)
    if (
        key in ("theo", "với") or words.keys(at, at + 2) == "trên cơ"
    ):  # "Sở A: Trên cơ sở đề xuất …, tham mưu …"
        places = range(at + 2, min(at + _FRONT, len(words)))
        is_task = any(words.key(place) == "," and acts(words, place + 1) for place in places)
        return Kind.TASK if is_task else Kind.NONE
    is_verb = key.isalpha() and not words.is_capital(at) and key not in _FOLLOWERS
    return Kind.WEAK if is_verb and not verbs.TOLD.stands(words, at) else Kind.NONE


_FRONT = 40
"""Words of what a task rests on, at most."""


def _nothing_follows(words: Words, at: int) -> bool:
    key = words.key(at)
    return key in ("", ".", ";") or (key in (",", "-", ":") and at + 2 >= len(words))


def _of_verb(words: Words, at: int) -> Kind:
    told = verbs.TOLD.match(words, at)
    if told > max(verbs.STRONG.match(words, at), at) and verbs.ACTIONS.match(words, at) <= told:
        return Kind.TOLD
    if words.keys(at, at + 2) in ("đề nghị", "yêu cầu"):
        return Kind.TOLD
    if acts(words, at):
        return Kind.TOLD if _is_result(words, at) or _LIES.stands(words, at) else Kind.TASK
    key = words.key(at)
    if words.key(at + 1) == "được" and key.isalpha():
        return Kind.TOLD  # "cứu được 12 người"
    if key == "mỗi" and _is_result(words, at + 2):
        return Kind.TOLD  # "mỗi tháng tiếp nhận khoảng 10 ca"
    is_no_verb = not key[0].isalpha() or (key in _FOLLOWERS and words.keys(at, at + 2) != "vào cuộc")
    return Kind.NONE if is_no_verb else Kind.WEAK


def _is_result(words: Words, at: int) -> bool:
    """ "lấy được 2 triệu mẫu", "tiếp tục có văn bản gửi Thủ tướng": what was reached, or what somebody wrote."""
    end = max(verbs.ACTIONS.match(words, at), at + 1)
    is_counted = words.key(end) in ("khoảng", "hơn", "gần") and words.key(end + 1)[:1].isdigit()
    return (
        is_counted
        or words.key(end) == "được"
        or (verbs.URGED.stands(words, at) and _WROTE.stands(words, verbs.URGED.match(words, at)))
    )


_LIES = phrases(
    "luôn trong | luôn ở | luôn là | tập trung ở | tập trung tại | tập trung chủ yếu | tập trung nhiều | tập trung đông"
)
""" "Các đơn vị này tập trung ở ngành y tế": where they are."""
_WROTE = phrases("có văn bản gửi | có đơn | gửi đơn | có văn bản kiến nghị | có văn bản đề nghị | có thư")


_FOLLOWERS = frozenset(
    [
        "và",
        "của",
        "về",
        "tại",
        "ở",
        "trong",
        "trên",
        "đến",
        "từ",
        "cho",
        "với",
        "để",
        "mà",
        "khi",
        "nếu",
        "nơi",
        "theo",
        "trước",
        "sau",
        "do",
        "này",
        "đó",
        "kia",
        "nào",
        "năm",
        "tháng",
        "ngày",
        "vào",
        "qua",
        "hoặc",
        "thì",
        "nhưng",
        "vì",
        "lúc",
        "hồi",
    ]
)


_SUPERIORS = phrases(
    "tập đoàn | tổng công ty | công ty | bộ | sở | tỉnh | huyện | thành phố | tổng cục | cục | cấp trên"
)


def _passive(words: Words, at: int) -> bool:
    """ "được Thủ tướng giao", "được tập đoàn giao"."""
    units, end = read_units(words, at + 1)
    superior = _SUPERIORS.match(words, at + 1)
    if superior > at + 1 and words.key(superior) in ("giao", "yêu", "phân"):
        return True
    return bool(units) and verbs.ASSIGN.stands(words, end)
