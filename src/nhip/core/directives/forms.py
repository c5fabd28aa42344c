"""Orders in other forms: the task before the unit, the order behind the addressee of a paper."""

from nhip.core.directives import verbs
from nhip.core.directives.nouns import is_noun
from nhip.core.directives.orders import Clause, commander_of, coordinating_of
from nhip.core.directives.predicates import Kind, acts
from nhip.core.directives.ranks import UNKNOWN, leads, rank
from nhip.core.directives.unit_phrase import Unit
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words, phrases

_IS_ASKED = phrases(
    """được giao cho | được phân công cho | là yêu cầu của | là nhiệm vụ của | là trách nhiệm của |
    là nhiệm vụ được giao cho | là nội dung được giao cho | là yêu cầu đối với | là nhiệm vụ giao cho |
    là nhiệm vụ giao | là yêu cầu đặt ra với | là việc của | là nhiệm vụ trọng tâm của"""
)
_TO = phrases("với | đối với | cho | giao cho | dành cho")


_OF_WHOM = phrases(
    "nhiệm vụ của | trách nhiệm của | nhiệm vụ trước mắt của | việc của | nhiệm vụ trọng tâm của"
)


def inverse_of(words: Words) -> Clause | None:
    """The task before the unit: "… là yêu cầu của Thủ tướng với Bộ Y tế", "… là trách nhiệm của Sở Y tế"."""
    for at in range(len(words)):
        end = _IS_ASKED.match(words, at)
        if end == at:
            continue
        units, after = read_units(words, end)
        to = _TO.match(words, after)
        told, _ = read_units(words, to) if to > after else ([], to)
        if told:
            return Clause(Kind.ORDER, tuple(told), (), units[0].text.lower(), 0, 0)
        if units and not leads(units[0].text.lower()) and not units[0].text.lower().startswith(_EVERYBODY):
            return Clause(Kind.DUTY, tuple(units), (), "", 0, 0)
    return _duty_of(words)


_EVERYBODY = ("cả hệ thống", "toàn hệ thống", "toàn đảng", "toàn xã hội", "mọi người")
"""What is the duty of all of them, nobody is told to do."""


def _duty_of(words: Words) -> Clause | None:
    """ "Nhiệm vụ của Sở Y tế là sớm trình …"."""
    units, end = read_units(words, _OF_WHOM.match(words, 0)) if _OF_WHOM.stands(words, 0) else ([], 0)
    is_task = words.key(end) == "là" and acts(words, end + 1 + (words.key(end + 1) == "phải"))
    return Clause(Kind.DUTY, tuple(units), coordinating_of(words, end), "", 0, end) if is_task else None


_BLAMED = phrases("phê bình | nhắc nhở | biểu dương | hoan nghênh | khiển trách | ghi nhận nỗ lực của")
_GRANTED = phrases("đề nghị của | đề xuất của | kiến nghị của")
_GRANTS = phrases("đồng ý | nhất trí | thống nhất | chấp thuận | cho phép")


def spoken_of_before(words: Words, verb: int) -> tuple[Unit, ...]:
    """ "Thủ tướng phê bình UBND tỉnh A và yêu cầu kiểm điểm …": whoever is blamed, or granted something, is told."""
    if words.key(verb - 1) not in (",", "và", "thời", ";", "cũng"):
        return ()
    found = _found_at_fault(words, verb)
    if found:
        return found
    grants = False
    for at in range(verb - 1):
        grants = grants or _GRANTS.stands(words, at)
        to = max(_BLAMED.match(words, at), _GRANTED.match(words, at) if grants else at)
        units, end = read_units(words, to) if to > at else ([], at)
        if units and end < verb:
            return tuple(units)
    return ()


def _found_at_fault(words: Words, verb: int) -> tuple[Unit, ...]:
    """ "Ban Thường vụ cho rằng ông A có trách nhiệm …, yêu cầu phải kiểm điểm": whoever is found at fault is told."""
    for at in range(verb - 1):
        to = _FINDS.match(words, at)
        units, end = read_units(words, to) if to > at else ([], at)
        if units and end < verb and _AT_FAULT.stands(words, end):
            return tuple(units)
    return ()


_FINDS = phrases("cho rằng | kết luận | nhận thấy | xác định | khẳng định")
_AT_FAULT = phrases(
    """có trách nhiệm | chịu trách nhiệm | vi phạm | đã vi phạm | có vi phạm | có khuyết điểm | thiếu trách nhiệm"""
)
_PAPERS = frozenset({"văn bản", "công văn", "công điện", "thông báo", "bức điện", "chỉ thị"})
_SENT_TO = phrases("gửi | gửi tới | gửi đến | gửi cho | tới | đến")
_NEAR = 24


def sent_of(words: Words) -> Clause | None:
    """ "gửi công văn tới UBND thành phố A, giao chủ trì …": the order stands after whom the paper is sent to."""
    for at in range(len(words)):
        to = _SENT_TO.match(words, at)
        if to == at or not _names_a_paper(words, at):
            continue
        units, end = _all_units(words, to)
        end = _described_end(words, end) if units else end
        verb = end + 1 if words.key(end) == "," else end
        verb = _passed_in(words, verb)
        task = verbs.ASSIGN.match(words, verb)
        is_wired = "công điện" in words.keys(max(0, at - _NEAR), at) and verbs.STRONG.stands(words, verb)
        if units and is_wired:  # "có công điện gửi các tỉnh theo dõi chặt chẽ …"
            return Clause(
                Kind.ORDER, tuple(units), coordinating_of(words, verb), commander_of(words, at), at, verb
            )
        if units and task > verb and not verbs.PROPOSE.stands(words, verb):
            by = commander_of(words, at)
            above = rank(units[0].text.lower()) - rank(by)
            goes_up = rank(by) > UNKNOWN and above > (0 if verbs.ASK.stands(words, verb) else 1)
            kind = Kind.PROPOSAL if goes_up else Kind.ORDER
            return Clause(kind, tuple(units), coordinating_of(words, task), by, at, task)
    return None


def _passed_in(words: Words, at: int) -> int:
    """ "… truyền đạt ý kiến của Phó Thủ tướng yêu cầu kiểm tra …": the order stands in what the paper passes on."""
    if not _PASSES_ON.stands(words, at):
        return at
    ends = range(at, min(len(words), at + _NEAR))
    orders = (place for place in ends if verbs.ASSIGN.stands(words, place) and not is_noun(words, place))
    return next((one for one in orders if acts(words, verbs.ASSIGN.match(words, one))), at)


_PASSES_ON = phrases("truyền đạt | thông báo ý kiến | nêu | nêu rõ | thông báo")


def given_to(words: Words) -> Clause | None:
    """ "giao toàn bộ việc cắt tỉa cây cho Công ty A thực hiện": what is given stands before whom it is given to."""
    for at in range(len(words)):
        thing = verbs.ASSIGN.match(words, at)
        if words.key(at) != "giao" or thing == at or not _WORK.stands(words, thing):
            continue
        ends = range(thing, min(len(words), thing + _NEAR))
        to = next(
            (place for place in ends if words.key(place) == "cho" or not words.key(place)[0].isalnum()), 0
        )
        units, _ = read_units(words, to + 1) if words.key(to) == "cho" else ([], to)
        if units:
            return Clause(Kind.ORDER, tuple(units), (), commander_of(words, at), at, at)
    return None


_WORK = phrases("việc | toàn bộ việc | toàn bộ công tác | công tác | nhiệm vụ | toàn bộ nhiệm vụ | phần việc")
_PASSED_ON = phrases(
    """nội dung | ý kiến | đơn | đơn thư | phản ánh | thông tin | hồ sơ | kiến nghị | văn bản | bài báo | vụ việc"""
)
_TO_WHOM = phrases("đến | tới | cho | để")


def passed_on_to(words: Words) -> Clause | None:
    """ "Văn phòng chuyển đơn của công dân đến UBND tỉnh A để kiểm tra, báo cáo …": whoever gets it is told."""
    for at in range(len(words)):
        if words.key(at) != "chuyển" or not _PASSED_ON.stands(words, at + 1):
            continue
        for place in range(at + 2, min(len(words), at + _NEAR)):
            to = _TO_WHOM.match(words, place)
            units, end = read_units(words, to) if to > place else ([], place)
            task = end + (words.key(end) == ",") if units else end
            task += words.key(task) == "để"
            if units and verbs.ACTIONS.stands(words, task):
                by = commander_of(words, at)
                return Clause(Kind.ORDER, tuple(units), coordinating_of(words, task), by, at, task)
    return None


def _described_end(words: Words, at: int) -> int:
    """Over what tells which of them are meant: "gửi các đơn vị đang làm dự án, yêu cầu …"."""
    for place in range(at, min(len(words), at + _NEAR)):
        if words.key(place) == "," and verbs.ASSIGN.stands(words, place + 1):
            return place
        if not words.key(place)[0].isalnum():
            break
    return at


def _all_units(words: Words, at: int) -> tuple[list[Unit], int]:
    """Every addressee of a paper: who is named last before "yêu cầu" is one of them, not who orders."""
    units, end = read_units(words, at)
    while units and words.key(end) in (",", "và", ";"):
        more, after = read_units(words, end + 1)
        if not more:
            break
        units, end = [*units, *more], after
    return units, end


def _names_a_paper(words: Words, before: int) -> bool:
    pairs = (words.keys(at, at + 2) for at in range(max(0, before - _NEAR), max(0, before - 1)))
    return any(pair in _PAPERS for pair in pairs)
