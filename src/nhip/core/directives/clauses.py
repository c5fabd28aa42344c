"""One sentence: who is told by whom to do what. Whether it counts, what stands around it decides (``context``)."""

from dataclasses import replace

from nhip.core.directives import verbs
from nhip.core.directives.adjuncts import clause_starts
from nhip.core.directives.bare import bare_of
from nhip.core.directives.forms import inverse_of, passed_on_to, sent_of
from nhip.core.directives.orders import (
    COORDINATES,
    NOUNS_AFTER,
    SPOKEN_OF,
    Clause,
    commander_of,
    coordinating_of,
    given_by,
    is_noun,
    only_auxiliaries,
    orders_of,
    over_auxiliaries,
)
from nhip.core.directives.predicates import Kind, acts, kind_of, predicate_of
from nhip.core.directives.ranks import HIGHEST, UNKNOWN, leads, rank
from nhip.core.directives.unit_phrase import Unit
from nhip.core.directives.units import WHICHEVER, read_units
from nhip.core.directives.words import Words, phrases


def clauses_of(words: Words) -> list[Clause]:
    """The clauses of a sentence that matter, the first one first; never empty."""
    starts = clause_starts(words)
    ordered = orders_of(words)
    special = None if ordered else _topic(words) or sent_of(words) or passed_on_to(words)
    if special is not None:
        return [special]
    subjects = [
        one
        for at in starts
        if not _is_worked_with(words, starts[0], at)
        and not _is_in_topic(words, starts[0], at)
        and (one := _subject(words, at)) is not None
        and (at == starts[0] or one.kind is not Kind.ADDRESS)
    ]
    subject = (
        next((one for one in subjects if one.kind is not Kind.TOLD), None) if len(subjects) > 1 else None
    )
    if subject is not None and subject.kind is Kind.WEAK:  # "như lễ A, Hội B, …, UBND các xã phải …"
        subject = next((one for one in subjects if one.kind in (Kind.TASK, Kind.DUTY)), subject)
    subject = subject or next(iter(subjects), None)
    if ordered and not ordered[0].by and subjects and _commands(words, subjects[0], ordered[0]):
        ordered[0] = given_by(ordered[0], subjects[0].units[-1].text.lower())
        subject = None if _PAPERS.stands(words, subjects[0].task) else subject
    opened = _open(words, starts) if not ordered and _may_be_ordered(subject, starts) else None
    if opened is not None and subject is not None and opened.units == subject.units:
        return [opened]  # "Theo đó, Bộ yêu cầu chậm nhất ngày 20/11, các sở phải …"
    if subject is not None and _goes_first(subject, ordered, words):
        first = _or_ordered(words, subject, ordered)
        return [first, *(one for one in ordered if _is_further(words, subject, one))]
    if ordered:
        return _ordered(words, starts, ordered)
    opened = opened if subject is not None and subject.kind is Kind.TOLD else None
    if opened is not None and (opened.kind is Kind.ORDER or _is_now(words, subject, opened)):
        return [opened]
    return [
        subject or inverse_of(words) or _open(words, starts) or bare_of(words, starts) or Clause(Kind.NONE)
    ]


def _may_be_ordered(subject: Clause | None, starts: list[int]) -> bool:
    return subject is not None and (subject.kind is Kind.TOLD or subject.begins > starts[0])


def _is_in_topic(words: Words, first: int, at: int) -> bool:
    """ "Đối với các tỉnh: A, B, Chủ tịch UBND tỉnh cần …": the provinces are what it is about, each of them."""
    return _TOPICS.stands(words, first - 2) and first < at < read_units(words, first)[1]


def _is_worked_with(words: Words, first: int, at: int) -> bool:
    """ "tiếp tục phối hợp với Bộ A, Bộ B thường xuyên …": whoever stands in that row is none who is told."""
    if at == first or not acts(words, first):
        return False
    for place in range(first, at):
        end = COORDINATES.match(words, place)
        if end > place:
            return end <= at < read_units(words, end)[1]
    return False


def _is_now(words: Words, subject: Clause | None, opened: Clause) -> bool:
    """ "UBND tỉnh yêu cầu đẩy mạnh …" orders; "UBND tỉnh đã yêu cầu dừng …" tells of an order."""
    if subject is None or opened.kind is not Kind.OPEN or words.key(opened.begins) != "yêu":
        return False
    return (
        subject.begins <= _CONNECTED and opened.begins - subject.task <= 1 and words.key(subject.task) != "đã"
    )


_CONNECTED = 4
"""Words of "Ngoài ra, " and its like."""
_PAPERS = phrases(
    """có công văn | có văn bản | có công điện | có thông báo | vừa có công văn | vừa có văn bản | đã có công văn |
    đã có văn bản | ban hành công văn | ban hành văn bản | gửi công văn | gửi văn bản"""
)
"""Whoever has a paper written orders in it."""


def _commands(words: Words, subject: Clause, order: Clause) -> bool:
    """Whether a sentence's subject, of whom something else is told first, is who orders."""
    name = subject.units[-1].text.lower()
    may = leads(name) or rank(name) == HIGHEST or _PAPERS.stands(words, subject.task)
    return subject.kind in (Kind.TOLD, Kind.WEAK) and may and subject.begins < order.begins


def _or_ordered(words: Words, subject: Clause, ordered: list[Clause]) -> Clause:
    """ "UBND tỉnh chỉ đạo Sở Y tế …": its task where somebody higher orders, else its order."""
    order = ordered[0] if ordered else None
    if order is None or subject.kind is not Kind.TASK or not order.directs or order.begins - subject.task > 1:
        return subject
    by = subject.units[-1].text.lower()
    may = len(subject.units) == 1 and rank(by) > rank(order.units[0].text.lower()) > UNKNOWN
    may = may and (words.key(order.begins) != "đôn" or leads(by))
    return replace(subject, instead=replace(order, by=by, giver="")) if may else subject


def _is_further(words: Words, subject: Clause, order: Clause) -> bool:
    """Whether an order behind a unit's own task is given by somebody else."""
    if _directs_along(subject, order):
        return False
    return order.begins > subject.task and bool(order.by or not order.directs) and _is_apart(words, order)


def _directs_along(first: Clause, order: Clause) -> bool:
    """ "phối hợp với UBND các tỉnh chỉ đạo các chi cục": who is worked with, or told to direct, gives no order here."""
    return order.directs and order.by in {one.text.lower() for one in (*first.units, *first.coordinating)}


def _ordered(words: Words, starts: list[int], ordered: list[Clause]) -> list[Clause]:
    """Orders, the first of which may be part of a task without a subject: "Rà soát, yêu cầu các chủ đầu tư …"."""
    may_be_fronted = ordered[0].kind is Kind.PROPOSAL  # "Nếu vướng mắc thì báo cáo, đề xuất UBND tỉnh …"
    bare = (
        None
        if ordered[0].by not in ("", SPOKEN_OF)
        else bare_of(words, starts if may_be_fronted else starts[:1])
    )
    if bare is not None and bare.begins < ordered[0].begins:
        return [bare, *(one for one in ordered if words.key(one.begins - 1) == ";" and not one.directs)]
    is_proposal = ordered[0].kind is Kind.PROPOSAL
    further = [one for one in ordered[1:] if not _directs_along(ordered[0], one)]
    apart = [one for one in further if _is_apart(words, one)]
    return [ordered[0], *(one for one in apart if one.by or not is_proposal)]


def _goes_first(subject: Clause, ordered: list[Clause], words: Words) -> bool:
    """ "Bộ Y tế chỉ đạo các bệnh viện" is a task of the ministry; "Thủ tướng chỉ đạo Bộ Y tế" an order."""
    if subject.kind in (Kind.TOLD, Kind.ADDRESS, Kind.PROPOSAL):
        return False
    if not ordered:
        return True
    order, name = ordered[0], subject.units[0].text.lower()
    if _passes_on(order, name) or is_written(words, order):
        return False
    verb = words.key(order.begins)
    if order.begins > subject.task + 6 or (verb == "đôn" and not leads(name)):
        return True
    directs = leads(name) or name.startswith("văn phòng")
    if verb in _DOWNWARDS:
        return not directs or subject.kind is Kind.DUTY or subject.task < order.begins - 1
    between = subject.task < order.begins and not only_auxiliaries(words, subject.task, order.begins)
    return subject.kind is Kind.DUTY or (between and not directs)


def is_written(words: Words, order: Clause) -> bool:
    """ "Đối với kiến nghị của hiệp hội, các ngân hàng …, văn bản giao Bộ Tài chính …": the paper gives the order."""
    is_paper = words.keys(max(0, order.begins - 2), order.begins) in ("văn bản", "công văn", "công điện")
    return is_paper and words.key(order.begins - 3) in ("", ",", ";")


_DOWNWARDS = frozenset({"chỉ", "đôn", "phân", "cử", "lưu", "nhắc", "hối", "quán", "kêu"})


def _passes_on(order: Clause, name: str) -> bool:
    """ "Văn phòng Chính phủ có văn bản truyền đạt ý kiến của Thủ tướng giao …": somebody else orders."""
    above = rank(order.by) == HIGHEST or leads(order.by)
    return bool(order.by) and order.by != name and above and order.kind is Kind.ORDER


def _is_apart(words: Words, clause: Clause) -> bool:
    """Whether a further order stands on its own: after a semicolon, or after a comma with a commander of its own."""
    before = words.key(clause.begins - 1)
    if clause.by:
        return words.key(clause.begins - 1) in (";", ",") or rank(clause.by) >= 4
    return before in (";", ",", "thời", "và") and words.key(clause.begins) in ("giao", "yêu", "đề", "phân")


def _subject(words: Words, at: int) -> Clause | None:
    """A clause that begins with units: what follows them says what it is."""
    units, end = read_units(words, at)
    if not units or _is_spoken_of(words, units, at, end):
        return None
    if units[-1].head == WHICHEVER:
        return _whichever(words, tuple(units), at, end)
    if words.key(end) == "như" and (told := _answerable(words, tuple(units), at, end)) is not None:
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
    is_topic = words.key(end) == "," and _TOPICS.stands(words, at - 2) and bool(read_units(words, end + 1)[0])
    return is_topic or _only_commands(words, over_auxiliaries(words, end), units[0].text.lower())


def _behind_description(words: Words, predicate: int, kind: Kind) -> int:
    """The verb behind what tells which units are meant ("đến nay chưa có báo cáo, khẩn trương …"), 0 for none."""
    so_far = _SO_FAR.match(words, predicate)
    if so_far > predicate:
        return _after_aside(words, so_far)
    return _after_aside(words, predicate) if kind is Kind.TOLD and words.key(predicate) in _WHO else 0


def _with_predicate(
    words: Words, units: tuple[Unit, ...], at: int, behind: tuple[int, int], kind: Kind
) -> Clause:
    """behind: where the units end, and where what is said of them begins."""
    end, predicate = behind
    word = words.key(predicate)
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
        is_passive=word in ("được", "nhận"),
        must=(word == "phải" and acts_then) or _CHARGED.stands(words, predicate),
        needs=word == "cần" and acts_then,
        is_behind_colon=word == ":",
        is_urged=verbs.URGED.stands(words, predicate),
        takes_the_lead=words.keys(predicate, predicate + 4) in ("chủ trì , phối", "chủ trì phối hợp"),
    )


_CHARGED = phrases("có nhiệm vụ | có trách nhiệm | chịu trách nhiệm")
_SO_FAR = phrases("đến nay | đến nay vẫn | hiện nay | hiện | cho đến nay | tới nay | đến thời điểm này")


def _answerable(words: Words, units: tuple[Unit, ...], at: int, end: int) -> Clause | None:
    """ "Những địa phương để xảy ra cháy rừng, phá rừng phải kiểm điểm": which of them are meant is told before."""
    if not units[-1].is_plural or words.key(end) not in _WHICH:
        return None
    for place in range(end + 1, min(len(words), end + _BEHIND)):
        if words.key(place) in (".", ";", ":"):
            return None
        is_told = words.key(place) == "phải" or (words.key(place) == "cần" and words.key(place - 1) == ",")
        if is_told and acts(words, place + 1):
            return Clause(Kind.DUTY, units, coordinating_of(words, place), "", at, place, must=True)
    return None


_WHICH = frozenset({"để", "nơi", "mà", "có", "như"})


def _after_aside(words: Words, at: int) -> int:
    """The verb behind "đang có dịch căn cứ tình hình, chủ động …", 0 where no task follows a comma."""
    for place in range(at, min(len(words), at + _FAR)):
        if words.key(place) == "," and verbs.STRONG.stands(words, place + 1):
            return place + 1
        if place > at + _WORDS and verbs.URGED.stands(words, place):
            return place
    return 0


_WORDS = 2


_FAR = 60


def _whichever(words: Words, units: tuple[Unit, ...], at: int, end: int) -> Clause | None:
    """ "Địa phương nào chưa làm thì phải báo cáo": whom it concerns is said first, what they must do behind "thì"."""
    for place in range(end, min(len(words), end + _BEHIND)):
        if words.key(place) == "thì":
            other, after = read_units(words, place + 1)
            told, begins = (tuple(other), after) if other else (units, place + 1)
            is_duty = verbs.DUTY.stands(words, begins) or acts(words, begins)
            return Clause(Kind.DUTY if is_duty else Kind.TOLD, told, (), "", at, begins, must=True)
        if words.key(place) in ("phải", "cần") or words.keys(place, place + 3) == "chịu trách nhiệm":
            return Clause(Kind.DUTY, units, coordinating_of(words, place), "", at, place, must=True)
    return Clause(Kind.TOLD, units, (), "", at, end)


def _only_commands(words: Words, verb: int, name: str) -> bool:
    """ "Thủ tướng chỉ đạo …", "Chủ tịch tỉnh yêu cầu …": whoever leads commands; "Giám đốc sở đôn đốc …" is told to."""
    is_said = words.key(verbs.ASSIGN.match(words, verb)) == ":" and leads(name)
    if rank(name) == HIGHEST or is_said:
        return verbs.ASSIGN.stands(words, verb)
    return leads(name) and words.key(verb) in ("giao", "yêu", "đề", "kêu")


def _open(words: Words, starts: list[int]) -> Clause | None:
    """An order to nobody named: "Thủ tướng yêu cầu:", "Yêu cầu tập trung …", "có ý kiến như sau:"."""
    for at in range(len(words)):
        end = verbs.ASSIGN.match(words, at)
        if end == at or is_noun(words, at) or words.key(end) in NOUNS_AFTER - {"như"}:
            continue
        by = commander_of(words, at)
        if by == SPOKEN_OF and not verbs.PROPOSE.stands(words, at):
            continue
        if by and starts and _is_done_with(words, starts[0], at):
            continue
        if by or (at in starts and not verbs.PROPOSE.stands(words, at)):
            kind = Kind.PROPOSAL if verbs.PROPOSE.stands(words, at) or by == "ý kiến" else Kind.OPEN
            behind = _behind(words, end) if kind is Kind.OPEN and by else None
            if behind is not None:
                return replace(behind, kind=Kind.ORDER, by=by)
            return Clause(
                kind, by=by, begins=at, task=end, is_doubtful=bool(by) and verbs.MILD.stands(words, at)
            )
    return None


def _is_done_with(words: Words, first: int, verb: int) -> bool:
    """ "phối hợp với Sở Y tế đề xuất phương án": whoever is worked with proposes nothing by itself."""
    if not acts(words, first):
        return False
    ends = (COORDINATES.match(words, place) for place in range(first, verb))
    return any(
        end > first and read_units(words, end)[0] and read_units(words, end)[1] == verb for end in ends
    )


def _behind(words: Words, at: int) -> Clause | None:
    """ "yêu cầu trong thời gian tới, các bộ, ngành tiếp tục …": the units stand behind a phrase of time or aim."""
    for place in range(at, min(len(words), at + _BEHIND)):
        if words.key(place) in (",", ":"):
            clause = _subject(words, place + 1)
            if clause is not None and clause.kind in (Kind.TASK, Kind.DUTY):
                return clause
    return None


_BEHIND = 40


_WHO = frozenset({"đã", "đang", "chưa", "có", "còn", "không", "nơi", "vừa", "được", "bị"})
"""First words of what tells which units are meant: "các địa phương đang có dịch, …"."""
_ASIDE = 16
_TOPICS = phrases("về phía | đối với | riêng | với | riêng với | riêng đối với | về phần")


def _topic(words: Words) -> Clause | None:
    """ "Về phía Sở Y tế, Chủ tịch tỉnh yêu cầu rà soát …": whom it concerns stands before who orders."""
    at = clause_starts(words)[0]
    while at > 0 and not _TOPICS.stands(words, at):
        at -= 1
    topic = _TOPICS.match(words, at)
    if topic == at:
        return None
    units, end = read_units(words, topic)
    if units and words.key(end) in _WHO:
        end = next((place for place in range(end, end + _ASIDE) if words.key(place) == ","), end)
    if not units or words.key(end) != ",":
        return None
    opened = _open(words, [])
    if opened is None or opened.kind is not Kind.OPEN or opened.begins < end:
        return None
    return Clause(Kind.ORDER, tuple(units), coordinating_of(words, opened.task), opened.by, at, opened.task)
