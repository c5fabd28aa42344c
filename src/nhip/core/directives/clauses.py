"""One sentence: who is told by whom to do what. Whether it counts, what stands around it decides (``context``)."""

from dataclasses import replace

from nhip.core.directives.adjuncts import clause_starts
from nhip.core.directives.auxiliaries import only_auxiliaries
from nhip.core.directives.bare import asked_then, bare_of, done_with
from nhip.core.directives.charges import charged_in
from nhip.core.directives.forms import given_to, inverse_of, passed_on_to, sent_of
from nhip.core.directives.open_orders import opened_of, topic_of
from nhip.core.directives.orders import (
    COORDINATES,
    SPOKEN_OF,
    Clause,
    given_by,
    is_in_a_paper,
    orders_of,
)
from nhip.core.directives.predicates import Kind, acts
from nhip.core.directives.ranks import HIGHEST, UNKNOWN, leads, rank
from nhip.core.directives.subjects import TOPICS, subject_at
from nhip.core.directives.unit_names import place_end
from nhip.core.directives.unit_phrase import Unit
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words, phrases


def clauses_of(words: Words) -> list[Clause]:
    """The clauses of a sentence that matter, the first one first; never empty."""
    starts = clause_starts(words)
    ordered = orders_of(words)
    special = _special(words, ordered)
    if special is not None:
        return [special]
    subjects = [one for one in _subjects(words, starts) if not _is_in_row(one, ordered)]
    subject = _told(words, starts, subjects)
    commands = ordered and not ordered[0].by and subjects and _commands(words, subjects[0], ordered[0])
    if commands and not _stands_between(subjects, ordered[0]):
        ordered[0] = given_by(ordered[0], subjects[0].units[-1].text.lower())
        subject = None if _PAPERS.stands(words, subjects[0].task) else subject
    opened = opened_of(words, starts) if not ordered and _may_be_ordered(subject, starts) else None
    if (
        opened is not None
        and subject is not None
        and (opened.units == subject.units or _leads(subject, opened))
    ):
        return [opened]  # "Theo đó, Bộ yêu cầu chậm nhất ngày 20/11, các sở phải …"
    if subject is not None and _goes_first(subject, ordered, words):
        first = _or_ordered(words, subject, ordered)
        return [first, *(one for one in ordered if _is_further(words, subject, one))]
    if ordered:
        return _ordered(words, starts, ordered)
    opened = opened if subject is not None and subject.kind is Kind.TOLD else None
    if opened is not None and (opened.kind is Kind.ORDER or _is_now(words, subject, opened)):
        return [opened]
    return [subject or inverse_of(words) or _unaddressed(words, starts)]


def _is_in_row(subject: Clause, ordered: list[Clause]) -> bool:
    """ "Sở chỉ đạo chủ đầu tư, nhà thầu tạm ngưng …": whoever stands in the row that is told begins no clause."""
    return any(one.begins < subject.begins < one.task for one in ordered)


def _leads(subject: Clause, opened: Clause) -> bool:
    """ "Ông A chỉ đạo nếu không đạt chủ đầu tư phải …": the order behind the verb, and nothing that he is told."""
    names = subject.units[-1].text.lower()
    return opened.kind is Kind.ORDER and subject.kind is Kind.TASK and leads(names) and opened.by == names


def _special(words: Words, ordered: list[Clause]) -> Clause | None:
    """A form of its own: a plan's task, a condition, a topic, whom a paper is sent to."""
    form = charged_in(words) or asked_then(words)
    if form is not None or not ordered:
        forms = (done_with, topic_of, sent_of, passed_on_to, given_to)
        return form or next((found for one in forms if (found := one(words)) is not None), None)
    sent = sent_of(words)  # "có công văn gửi UBND tỉnh A đề nghị chỉ đạo các cơ quan …"
    return sent if sent is not None and sent.task == ordered[0].begins and sent.by != ordered[0].by else None


def _subjects(words: Words, starts: list[int]) -> list[Clause]:
    """The clauses with units at their head: of the sentence itself, and of what stands behind its fronted phrases."""
    return [
        one
        for at in starts
        if not _is_worked_with(words, starts[0], at)
        and not _is_in_topic(words, starts[0], at)
        and not _is_in_address(words, at)
        and not (words.key(at).isdigit() and at != starts[0])
        and (one := subject_at(words, at)) is not None
        and (at == starts[0] or one.kind is not Kind.ADDRESS)
    ]


def _told(words: Words, starts: list[int], subjects: list[Clause]) -> Clause | None:
    """Which of them is told to: the first that is not only told of, or the one with a duty behind what comes before."""
    several = len(subjects) > 1
    subject = next((one for one in subjects if one.kind is not Kind.TOLD), None) if several else None
    if subject is not None and subject.kind is Kind.WEAK:  # "như lễ A, Hội B, …, UBND các xã phải …"
        subject = next((one for one in subjects if one.kind in (Kind.TASK, Kind.DUTY)), subject)
    if subject is not None and subject.kind is Kind.TASK and _BEFORE_IT.stands(words, starts[0]):
        # "Sau khi được Sở A kiểm tra, các hộ phải …"
        subject = next((one for one in subjects if one.must), subject)
    return subject or next(iter(subjects), None)


def _unaddressed(words: Words, starts: list[int]) -> Clause:
    """An order to nobody named, or a task that goes on with the sentence before."""
    opened, bare = opened_of(words, starts), bare_of(words, starts)
    is_task = (
        opened is not None
        and opened.kind is Kind.PROPOSAL
        and bare is not None
        and bare.begins < opened.begins
    )
    if bare is not None and opened is None and (units := _in_condition(words, starts[0], bare.begins)):
        return replace(bare, kind=Kind.DUTY, units=units, must=True)
    return (bare if is_task else opened or bare) or Clause(Kind.NONE)


def _in_condition(words: Words, first: int, task: int) -> tuple[Unit, ...]:
    """ "Trường hợp nhà thầu làm thêm việc khác, phải báo cáo …": whom the condition speaks of must, then."""
    begin = _CONDITION.match(words, first)
    if begin == first or words.key(task) not in ("phải", "cần"):
        return ()
    units, end = read_units(words, begin)
    return tuple(units) if units and end < task - 1 else ()


_CONDITION = phrases("trường hợp | nếu | khi | trong trường hợp")


_BEFORE_IT = phrases("sau khi | khi | nếu | trường hợp | trước khi")


def _is_in_address(words: Words, at: int) -> bool:
    """ "… huyện Kim Anh, tỉnh Hoa Lư nắm giữ …": the province tells where the district lies."""
    if words.key(at - 1) != "," or place_end(words, at) == at:
        return False
    return any(place_end(words, place) == at - 1 for place in range(max(0, at - _ADDRESS), at - 1))


_ADDRESS = 7


def _may_be_ordered(subject: Clause | None, starts: list[int]) -> bool:
    if subject is None:
        return False
    directs = subject.kind is Kind.TASK and leads(subject.units[-1].text.lower())
    return directs or subject.kind is Kind.TOLD or subject.begins > starts[0]


def _is_in_topic(words: Words, first: int, at: int) -> bool:
    """ "Đối với các tỉnh: A, B, Chủ tịch UBND tỉnh cần …": the provinces are what it is about, each of them."""
    return TOPICS.stands(words, first - 2) and first < at < read_units(words, first)[1]


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


def _stands_between(subjects: list[Clause], order: Clause) -> bool:
    """ "Bí thư cho rằng … UBND thành phố phải sâu sát, chỉ đạo các sở …": whoever must directs, too."""
    return order.directs and any(one.kind is Kind.DUTY and one.begins < order.begins for one in subjects[1:])


def _or_ordered(words: Words, subject: Clause, ordered: list[Clause]) -> Clause:
    """ "UBND tỉnh chỉ đạo Sở Y tế …": its task where somebody higher orders, else its order."""
    order = ordered[0] if ordered else None
    if order is None or subject.kind is not Kind.TASK or not order.directs or order.begins - subject.task > 1:
        return subject
    by = subject.units[-1].text.lower()
    below = rank(order.units[0].text.lower())
    may = len(subject.units) == 1 and rank(by) > below and (below > UNKNOWN or order.units[0].points_back)
    may = may and (words.key(order.begins) != "đôn" or leads(by))
    return replace(subject, instead=replace(order, by=by, giver="")) if may else subject


def _is_further(words: Words, subject: Clause, order: Clause) -> bool:
    """Whether an order behind a unit's own task is given by somebody else."""
    is_own = (subject.must or subject.needs) and words.key(order.begins - 1) == "," and not order.by
    if is_own or _directs_along(subject, order):  # "Hà Nội cần lên phương án, giao từng địa phương xử lý …"
        return False
    return order.begins > subject.task and bool(order.by or not order.directs) and _is_apart(words, order)


def _directs_along(first: Clause, order: Clause) -> bool:
    """ "phối hợp với UBND các tỉnh chỉ đạo các chi cục": who is worked with, or told to direct, gives no order here."""
    return order.directs and order.by in {one.text.lower() for one in (*first.units, *first.coordinating)}


def _ordered(words: Words, starts: list[int], ordered: list[Clause]) -> list[Clause]:
    """Orders, the first of which may be part of a task without a subject: "Rà soát, yêu cầu các chủ đầu tư …"."""
    may_be_fronted = ordered[0].kind is Kind.PROPOSAL  # "Nếu vướng mắc thì báo cáo, đề xuất UBND tỉnh …"
    first = ordered[0].by
    bare = (
        None
        if first not in ("", SPOKEN_OF) and not _is_beside(words, starts[0], first)
        else bare_of(words, starts if may_be_fronted else starts[:1])
    )
    if bare is not None and bare.begins < ordered[0].begins:
        return [bare, *(one for one in ordered if words.key(one.begins - 1) == ";" and not one.directs)]
    is_proposal = ordered[0].kind is Kind.PROPOSAL
    further = [one for one in ordered[1:] if not _directs_along(ordered[0], one)]
    apart = [one for one in further if _is_apart(words, one)]
    if is_proposal:
        own = (given_by(one, first) for one in apart if not one.by and _is_own_order(words, ordered[0], one))
        return [ordered[0], *own, *(one for one in apart if one.by)]
    return [ordered[0], *apart]


def _is_own_order(words: Words, asked: Clause, order: Clause) -> bool:
    """ "UBND tỉnh đề nghị Bộ Y tế hỗ trợ; giao Sở Y tế theo dõi": whoever asks those above orders those below."""
    gives = words.key(order.begins) in ("giao", "phân", "yêu") and words.key(order.begins - 1) != "và"
    return gives and rank(asked.by) > rank(order.units[0].text.lower()) > UNKNOWN


def _is_beside(words: Words, at: int, by: str) -> bool:
    """ "Phối hợp với Văn phòng A đôn đốc các sở …": whoever is worked with gives no order."""
    units = read_units(words, COORDINATES.match(words, at))[0] if COORDINATES.stands(words, at) else []
    return by in {one.text.lower() for one in units}


def _goes_first(subject: Clause, ordered: list[Clause], words: Words) -> bool:
    """ "Bộ Y tế chỉ đạo các bệnh viện" is a task of the ministry; "Thủ tướng chỉ đạo Bộ Y tế" an order."""
    if subject.kind in (Kind.TOLD, Kind.ADDRESS, Kind.PROPOSAL):
        return False
    if not ordered:
        return True
    order, name = ordered[0], subject.units[0].text.lower()
    if (
        _passes_on(order, name)
        or (subject.is_described and order.by == name and order.begins < subject.task)
        or is_written(words, order)
        or (order.by and is_in_a_paper(words, order.begins))
    ):
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
