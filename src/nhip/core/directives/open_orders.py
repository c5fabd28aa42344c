"""Orders to nobody named, or to somebody named elsewhere: "Thủ tướng yêu cầu:", "Với Bộ A, ông yêu cầu …"."""

from dataclasses import replace

from nhip.core.directives import verbs
from nhip.core.directives.adjuncts import clause_starts
from nhip.core.directives.forms import spoken_of_before
from nhip.core.directives.nouns import is_a_name, is_noun
from nhip.core.directives.orders import COORDINATES, SPOKEN_OF, Clause, commander_of, coordinating_of
from nhip.core.directives.predicates import Kind, acts
from nhip.core.directives.ranks import leads, rank
from nhip.core.directives.subjects import BEHIND, TOPICS, WHO, subject_at
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words


def opened_of(words: Words, starts: list[int]) -> Clause | None:
    """An order to nobody named: "Thủ tướng yêu cầu:", "Yêu cầu tập trung …", "có ý kiến như sau:"."""
    for at in range(len(words)):
        end = verbs.ASSIGN.match(words, at)
        if end == at or _is_no_verb(words, at, end):
            continue
        by = commander_of(words, at)
        is_asked = by == SPOKEN_OF and not verbs.PROPOSE.stands(words, at)
        is_over = not by and (words.key(at - 1) == "đã" or words.key(at) == "mong")  # "ông đã đề nghị xóa"
        if is_over or is_asked or (by and starts and _is_done_with(words, starts[0], at)):
            continue
        by = by or _leader_who_blames(words, starts, at)
        aside = _behind(words, end) if not by and _goes_on_ordering(words, at) else None
        if aside is not None:
            return replace(aside, kind=Kind.ORDER)
        if by or (at in starts and not verbs.PROPOSE.stands(words, at)):
            return _opened(words, at, end, by)
    return None


def _opened(words: Words, at: int, end: int, by: str) -> Clause:
    """The order whose verb stands at words ``at`` to ``end``: told to whom it names later, or earlier, or to nobody."""
    kind = Kind.PROPOSAL if verbs.PROPOSE.stands(words, at) or by == "ý kiến" else Kind.OPEN
    behind = _behind(words, end) if kind is Kind.OPEN and by else None
    if behind is not None:
        return replace(behind, kind=Kind.ORDER, by=by)
    told = spoken_of_before(words, at) if kind is Kind.OPEN and acts(words, end) else ()
    if told:
        return Clause(Kind.ORDER, told, coordinating_of(words, end), by, at, end)
    return Clause(
        kind,
        by=by,
        begins=at,
        task=end,
        directs=not by and words.key(at) in _SENDS_ON,
        forbids=words.key(at) == "nghiêm",
        is_doubtful=bool(by) and (verbs.MILD.stands(words, at) or _is_of_something(words, end)),
    )


_SENDS_ON = frozenset({"chỉ", "đôn", "phân", "cử"})
"""First words of "chỉ đạo", "đôn đốc", "phân công", "cử": without a speaker, what a unit is to do with others."""


def _is_of_something(words: Words, at: int) -> bool:
    """ "yêu cầu việc đó phải xong", "yêu cầu bạn đọc không …": somebody or something else follows, and no task."""
    key = words.key(at)
    return key == "việc" or not (acts(words, at) or not key.isalpha() or key in _OF_TIMES)


_OF_TIMES = frozenset(
    """trong|từ|đến|trước|sau|khi|nếu|với|để|về|tại|ở|theo|ngay|chậm|muộn|hết|cuối|đầu|giữa|tháng|năm|quý|tuần|ngày|
    mọi|tất|toàn|phải|cần|có|và|cụ|đối|trên|qua|thông|bằng|vừa|nhất|tối|không|tuyệt""".replace(
        "\n    ", ""
    ).split("|")
)


def _goes_on_ordering(words: Words, verb: int) -> bool:
    """ "Cục A đình chỉ lô thuốc, yêu cầu trong 3 ngày, nhà phân phối phải …": whoever does the first orders."""
    return words.key(verb - 1) in (",", ";", "và") and not verbs.ASK.stands(words, verb)


def _is_no_verb(words: Words, at: int, end: int) -> bool:
    """A noun; or "nhắc nhở Bộ A về tiến độ và yêu cầu …": the order follows."""
    is_named = is_a_name(words, end) and words.key(end) != "như"
    reminds = verbs.MILD.stands(words, at) and bool(read_units(words, end)[0])
    return is_noun(words, at) or is_named or reminds


def _leader_who_blames(words: Words, starts: list[int], verb: int) -> str:
    """ "Phó Thủ tướng nhắc nhở Bộ A về … và yêu cầu …": whoever the sentence begins with orders, too."""
    units, end = read_units(words, starts[0]) if starts else ([], 0)
    name = units[-1].text.lower() if units else ""
    return (
        name
        if (leads(name) or rank(name) >= _OFFICE) and end < verb and spoken_of_before(words, verb)
        else ""
    )


_OFFICE = 3
"""The rank of departments."""


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
    is_condition = words.key(at) in ("nếu", "khi")
    for place in range(at, min(len(words), at + BEHIND)):
        if is_condition and _is_bound(words, place):
            return subject_at(words, place)  # "chỉ đạo nếu không đạt chất lượng chủ đầu tư phải mua …"
        is_date = words.key(place)[:1].isdigit() or words.keys(place - 1, place + 1) in _SOON_AFTER
        if words.key(place) in (",", ":") or is_date:
            clause = subject_at(words, place + 1)
            if clause is not None and (
                clause.kind is Kind.DUTY or (clause.kind is Kind.TASK and not is_date)
            ):
                return clause
    return None


def _is_bound(words: Words, at: int) -> bool:
    """Whether units begin here that "phải"."""
    units, end = read_units(words, at)
    return bool(units) and words.key(end) == "phải"


_SOON_AFTER = frozenset({"tuần này", "tuần tới", "tháng này", "tháng tới", "hôm nay", "năm nay", "gian tới"})
"""Ends of a time behind which who must do it stands, as behind "chậm nhất đến 31/12"."""
_ASIDE = 16


def _by_pronoun(words: Words, at: int) -> Clause | None:
    """ "Với Bộ A, ông yêu cầu phải …"."""
    for verb in range(at, min(len(words), at + _SOON)):
        task = verbs.ASSIGN.match(words, verb)
        if task > verb and words.key(verb - 1) in ("ông", "bà", "cũng") and not verbs.ASK.stands(words, verb):
            return Clause(Kind.OPEN, begins=verb, task=task)
    return None


_SOON = 5


def topic_of(words: Words) -> Clause | None:
    """ "Về phía Sở Y tế, Chủ tịch tỉnh yêu cầu rà soát …": whom it concerns stands before who orders."""
    at = clause_starts(words)[0]
    while at > 0 and not TOPICS.stands(words, at):
        at -= 1
    topic = TOPICS.match(words, at)
    if topic == at:
        return None
    units, end = read_units(words, topic)
    if units and words.key(end) in WHO:
        end = next((place for place in range(end, end + _ASIDE) if words.key(place) == ","), end)
    if not units or words.key(end) != ",":
        return None
    opened = opened_of(words, []) or _by_pronoun(words, end)
    if opened is None or opened.kind is not Kind.OPEN or opened.begins < end:
        return None
    return Clause(Kind.ORDER, tuple(units), coordinating_of(words, opened.task), opened.by, at, opened.task)
