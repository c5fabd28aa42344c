"""A clause that begins with units: whether they are told to do something, and where that begins."""

from dataclasses import replace

from nhip.core.directives import verbs
from nhip.core.directives.auxiliaries import over_auxiliaries
from nhip.core.directives.orders import Clause, coordinating_of
from nhip.core.directives.predicates import Kind, acts, kind_of, predicate_of
from nhip.core.directives.ranks import HIGHEST, UNKNOWN, leads, rank
from nhip.core.directives.unit_phrase import Unit
from nhip.core.directives.units import WHICHEVER, read_units
from nhip.core.directives.words import Words, phrases

TOPICS = phrases("về phía | đối với | riêng | với | riêng với | riêng đối với | về phần")

WHO = frozenset({"đã", "đang", "chưa", "có", "còn", "không", "nơi", "vừa", "được", "bị"})
"""First words of what tells which units are meant: "các địa phương đang có dịch, …"."""
BEHIND, _FAR = 40, 60
"""Words within which a verb is looked for."""


def subject_at(words: Words, at: int) -> Clause | None:
    """A clause that begins with units: what follows them says what it is."""
    units, end = read_units(words, at)
    if len(units) == 2 and TOPICS.stands(words, at - 2) and words.key(units[1].start - 1) == ",":
        at = units.pop(0).end + 1  # "Về phía địa phương, tỉnh A phải …"
    if not units or _is_spoken_of(words, units, at, end):
        return None
    if units[-1].head == WHICHEVER:
        return _whichever(words, tuple(units), at, end)
    if words.key(end) in ("như", "nơi") and (told := _answerable(words, tuple(units), at, end)) is not None:
        return told
    predicate = predicate_of(words, end)
    kind = kind_of(words, predicate)
    verb = _behind_description(words, predicate, kind)
    if verb:
        kind = Kind.DUTY if words.key(verb - 1) in ("cần", "phải") else Kind.TOLD
        return Clause(kind, tuple(units), coordinating_of(words, verb), "", at, verb, is_described=True)
    if kind is Kind.NONE:
        return _answerable(words, tuple(units), at, end)
    return _with_predicate(words, tuple(units), at, (end, predicate), kind)


def _is_spoken_of(words: Words, units: list[Unit], at: int, end: int) -> bool:
    """Whether the units only order, or are what an order is about.

    "Đối với các tỉnh A, B, Chủ tịch UBND tỉnh cần …": the provinces are not spoken to.
    """
    is_topic = TOPICS.stands(words, at - 2) and bool(read_units(words, _behind_topic(words, end))[0])
    return is_topic or _only_commands(words, over_auxiliaries(words, end), units[0].text.lower())


def _behind_topic(words: Words, end: int) -> int:
    """The place behind "Đối với các tỉnh A, B," or "Đối với 11 địa phương chi trả chậm:"."""
    if words.key(end) == ",":
        return end + 1
    for place in range(end, min(len(words), end + _NEAR)):
        if not words.key(place)[0].isalnum():
            return place + 1 if words.key(place) == ":" else len(words)
    return len(words)


_NEAR = 8


def _behind_description(words: Words, predicate: int, kind: Kind) -> int:
    """The verb behind what tells which units are meant ("đến nay chưa có báo cáo, khẩn trương …"), 0 for none."""
    so_far = _SO_FAR.match(words, predicate)
    if so_far > predicate:
        return _after_aside(words, so_far)
    return _after_aside(words, predicate) if kind is Kind.TOLD and words.key(predicate) in WHO else 0


def _with_predicate(
    words: Words, units: tuple[Unit, ...], at: int, behind: tuple[int, int], kind: Kind
) -> Clause:
    """behind: where the units end, and where what is said of them begins."""
    end, predicate = behind
    word = words.key(predicate)
    is_row = words.keys(at, at + 2) == "lực lượng"  # "Lực lượng công an, quân đội hỗ trợ …"
    if (
        kind is Kind.WEAK
        and words.key(predicate - 1) == ","
        and words.key(predicate - 2) != ")"
        and not is_row
    ):
        kind = Kind.TOLD  # "Hoa Lư, Vân Long, kỹ năng tránh bão có vấn đề": something else begins
    if words.key(at) == "nhiều" or words.keys(at, at + 2) in ("một số", "không ít"):
        kind = Kind.TOLD
    acts_then = acts(words, predicate + 1)
    return Clause(
        kind,
        units,
        coordinating_of(words, end),
        "",
        at,
        end,
        is_passive=word in ("được", "bị", "nhận"),
        must=(word == "phải" and acts_then) or _CHARGED.stands(words, predicate),
        needs=word == "cần" and acts_then,
        is_behind_colon=word == ":",
        is_urged=verbs.URGED.stands(words, predicate),
        takes_the_lead=words.keys(predicate, predicate + 4) in ("chủ trì , phối", "chủ trì phối hợp"),
    )


_CHARGED = phrases(
    "chịu hoàn toàn trách nhiệm | có nhiệm vụ | có trách nhiệm | chịu trách nhiệm | bắt buộc | bắt buộc phải"
)


_SO_FAR = phrases("đến nay | đến nay vẫn | hiện nay | hiện | cho đến nay | tới nay | đến thời điểm này")


def _answerable(words: Words, units: tuple[Unit, ...], at: int, end: int) -> Clause | None:
    """ "Những địa phương để xảy ra cháy rừng, phá rừng phải kiểm điểm": which of them are meant is told before."""
    if not units[-1].is_plural or words.key(end) not in _WHICH:
        return None
    for place in range(end + 1, min(len(words), end + BEHIND)):
        if words.key(place) in (".", ";", ":"):
            return None
        is_told = words.key(place) == "phải" or (words.key(place) == "cần" and words.key(place - 1) == ",")
        if is_told and acts(words, place + 1):
            units = _with_place(words, units, place) if words.key(end) in _WHERE else units
            return Clause(Kind.DUTY, units, coordinating_of(words, place), "", at, place, must=True)
    return None


def _with_place(words: Words, units: tuple[Unit, ...], verb: int) -> tuple[Unit, ...]:
    """ "các địa phương nơi có dự án đi qua": where they lie is part of which they are."""
    last = units[-1]
    end = verb - (not words.key(verb - 1)[0].isalnum())
    return (*units[:-1], replace(last, text=words.part(last.start, end), end=end))


_WHERE = frozenset({"nơi", "ở", "tại", "thuộc", "nằm", "sống"})
_WHICH = frozenset({"để", "nơi", "mà", "có", "như", "ở", "trong", "thuộc", "tại", "nằm", "sống", "đang"})


def _after_aside(words: Words, at: int) -> int:
    """The verb behind "đang có dịch căn cứ tình hình, chủ động …", 0 where no task follows a comma."""
    for place in range(at, min(len(words), at + _FAR)):
        if words.key(place) == "," and verbs.STRONG.stands(words, place + 1):
            return place + 1
        if place > at + _WORDS and verbs.URGED.stands(words, place):
            return place
    return 0


_WORDS = 2


def _whichever(words: Words, units: tuple[Unit, ...], at: int, end: int) -> Clause | None:
    """ "Địa phương nào chưa làm thì phải báo cáo": whom it concerns is said first, what they must do behind "thì"."""
    for place in range(end, min(len(words), end + BEHIND)):
        if words.key(place) == "thì":
            other, after = read_units(words, place + 1)
            told, begins = (tuple(other), after) if other else (units, place + 1)
            is_duty = verbs.DUTY.stands(words, begins) or acts(words, begins)
            return Clause(Kind.DUTY if is_duty else Kind.TOLD, told, (), "", at, begins, must=True)
        other, after = read_units(words, place + 1) if words.key(place) == "," else ([], place)
        if other and words.key(after) in ("phải", "cần", "chịu"):  # "…, giám đốc sở phải chịu trách nhiệm"
            return Clause(Kind.DUTY, tuple(other), coordinating_of(words, after), "", at, after, must=True)
        if words.key(place) in ("phải", "cần") or words.keys(place, place + 3) == "chịu trách nhiệm":
            return Clause(Kind.DUTY, units, coordinating_of(words, place), "", at, place, must=True)
    return Clause(Kind.TOLD, units, (), "", at, end)


_ONLY_ORDERS = phrases("nhắc nhở | chỉ thị cho | bút phê giao | ra lệnh cho | lệnh cho")


def _tells_units(words: Words, verb: int) -> bool:
    """ "UBND tỉnh nhắc nhở các địa phương rà soát …": whom the verb names is told to act."""
    units, task = read_units(words, _ONLY_ORDERS.match(words, verb))
    return bool(units) and acts(words, task)


def _only_commands(words: Words, verb: int, name: str) -> bool:
    """ "Thủ tướng chỉ đạo …", "Chủ tịch tỉnh yêu cầu …": whoever leads commands; "Giám đốc sở đôn đốc …" is told to."""
    is_said = words.key(verbs.ASSIGN.match(words, verb)) == ":" and leads(name)
    if rank(name) == HIGHEST or is_said:
        return verbs.ASSIGN.stands(words, verb)
    if rank(name) > UNKNOWN and _ONLY_ORDERS.stands(words, verb) and _tells_units(words, verb):
        return True
    return leads(name) and words.key(verb) in ("giao", "yêu", "đề", "kêu", "lưu", "nhắc")
