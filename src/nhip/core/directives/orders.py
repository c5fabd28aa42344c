"""Orders: a verb of assignment, whom it addresses, who gives it, and with whom it is to be done."""

from dataclasses import dataclass, replace

from nhip.core.directives import verbs
from nhip.core.directives.auxiliaries import only_auxiliaries
from nhip.core.directives.nouns import is_a_name, is_noun
from nhip.core.directives.predicates import Kind, acts
from nhip.core.directives.proposals import proposes
from nhip.core.directives.ranks import HIGHEST, UNKNOWN, leads, rank
from nhip.core.directives.unit_phrase import Unit
from nhip.core.directives.unit_told import NAMED_ALONE
from nhip.core.directives.units import read_units
from nhip.core.directives.words import Words, phrases


@dataclass(frozen=True, slots=True)
class Clause:
    """units: who is addressed; by: who orders, "" where it is not said; begins, task: words where both begin.

    passes_on: it says what the one addressed is to order those below; is_doubtful: the word of the task may be a noun;
    is_behind_colon: "Bộ Công an: mở đợt cao điểm"; takes_the_lead: "chủ trì, phối hợp …"; is_urged: "khẩn trương …";
    is_described: what tells which units are meant stands before the task; must, needs: "phải", "cần" and a task;
    forbids: "nghiêm cấm": the verb is part of the task; giver, demands: who directs, and who "yêu cầu", as the text
    names it; instead: the order that a unit's task is where nobody stands above it; goes_across: asked of somebody of
    equal rank.
    """

    kind: Kind
    units: tuple[Unit, ...] = ()
    coordinating: tuple[Unit, ...] = ()
    by: str = ""
    begins: int = 0
    task: int = 0
    is_passive: bool = False
    directs: bool = False
    passes_on: bool = False
    asks: bool = False
    must: bool = False
    needs: bool = False
    is_described: bool = False
    is_doubtful: bool = False
    is_behind_colon: bool = False
    takes_the_lead: bool = False
    is_urged: bool = False
    giver: str = ""
    demands: str = ""
    goes_across: bool = False
    forbids: bool = False
    instead: "Clause | None" = None


_BETWEEN = phrases(
    """cho | đối với | tới | đến | với | ngay | và đề nghị | rõ | trực tiếp | là | rằng | , đề nghị |
    nhiệm vụ cho | cụ thể cho | thêm | định kỳ | hằng tháng | : | : " | " | ' | ,  " | trước mắt | trách nhiệm cho"""
)
COORDINATES = phrases(
    """phối hợp chặt chẽ cùng với | phối hợp chặt chẽ với | phối hợp với | phối hợp cùng với |
    phối hợp cùng | phối hợp | phối hợp, thống nhất với | cùng với | cùng | làm việc với |
    thống nhất với | trao đổi với | trao đổi, thống nhất với | phối hợp tốt với |
    phối hợp trực tiếp với | với sự phối hợp của | với sự tham gia của | liên hệ với | bàn với |
    tham khảo ý kiến | phối hợp chặt chẽ và hiệu quả với | tích cực phối hợp với | kết hợp với |
    hợp tác với"""
)
_VOICES = phrases(
    """ý kiến | đại biểu | cử tri | người dân | doanh nghiệp | chuyên gia | hiệp hội | bạn đọc |
    bác sĩ | bs | nhà khoa học | giáo sư | kiến trúc sư | kts | giảng viên | nhà nghiên cứu | phụ huynh | học sinh |
    tài xế | hành khách | giáo viên | luật sư | hội | báo cáo | tiến sĩ | ts | pgs | gs | công ty | nhiều người |
    dư luận"""
)


_MOST = 20
"""Orders of one sentence. Where there are more, something else was pasted than sentences."""


def orders_of(words: Words) -> list[Clause]:
    found: list[Clause] = []
    at = 0
    while at < len(words) and len(found) < _MOST:
        end = verbs.ASSIGN.match(words, at)
        if end == at:
            at += 1
            continue
        clause = _order(words, at, end)
        if clause is not None:
            found.append(clause)
            at = max(end, clause.task)
        else:
            at += 1
    return found


def _order(words: Words, at: int, end: int) -> Clause | None:
    """An order whose verb stands at words ``at`` to ``end``, when units follow."""
    was_sent = words.keys(at, end) in _SENDS and _is_past(words, at)  # "Sở Y tế đã cử 3 đội cấp cứu đến …"
    if was_sent or is_noun(words, at) or is_a_name(words, end) or _is_drafted(words, at):
        return None
    between = end
    while _BETWEEN.match(words, between) > between:
        between = _BETWEEN.match(words, between)
    units, task = read_units(words, between)
    task = _over_subject(words, task) if units else task
    is_matter = words.key(task) in ("về", "của") and words.key(task - 1) != ")"
    is_chosen = words.keys(at, end) == "chỉ định" and not acts(words, task)  # "bán chỉ định một số cơ sở nhà"
    if not units or is_matter or is_chosen:
        return None
    by = commander_of(words, at)
    if by == SPOKEN_OF or words.keys(max(0, at - 2), at) in _ASKS_FOR:
        return Clause(Kind.PROPOSAL, tuple(units), (), by, at, task)
    is_unknown = units[0].head == NAMED_ALONE and rank(by) == UNKNOWN  # "Mỹ yêu cầu Trung Quốc …"
    is_promised = not by and words.key(at - 1) in _NOT_NOW
    if is_promised or is_unknown or (words.key(at - 1) == "phải" and (rank(by) > UNKNOWN or leads(by))):
        return None  # "UBND tỉnh phải yêu cầu Sở A …": whoever must order is the one told
    kind = Kind.PROPOSAL if proposes(words, at, by, units, task) else Kind.ORDER
    if kind is Kind.ORDER and verbs.MILD.stands(words, at) and not acts(words, task):
        task = _must_behind(words, task)
        if not task:
            return None
    directs = words.key(at) in _DIRECTING
    is_own = words.key(at) == "yêu" or _is_past(words, at) or is_in_a_paper(words, at)
    giver = _giver(words, at) if directs and by and not is_own else ""
    demands = _giver(words, at) if words.key(at) == "yêu" and by and words.key(at - 1) != "đã" else ""
    return Clause(
        kind,
        tuple(units),
        coordinating_of(words, task),
        by,
        at,
        task,
        directs=directs,
        passes_on=_begins(words, at) and (words.key(at) in _PASSES_ON or _sends_staff(words, at, units)),
        asks=verbs.ASK.stands(words, at),
        forbids=words.key(at) == "nghiêm",
        giver=giver,
        demands=demands,
        goes_across=not verbs.PROPOSE.stands(words, at) and rank(by) == rank(units[0].text.lower()) > UNKNOWN,
    )


_SENDS = frozenset({"cử", "điều động"})
_NOT_NOW = frozenset({"sẽ", "là", "khi"})
""" "Bộ trưởng cho biết sẽ chỉ đạo các đơn vị …", "trước khi yêu cầu …": spoken of only."""


def _must_behind(words: Words, at: int) -> int:
    """The duty in "lưu ý nhà trường rằng, đây là trường trọng điểm nên phải chuẩn hóa …"; 0 for none."""
    if words.key(at) != "rằng":
        return 0
    duties = (place for place in range(at, min(len(words), at + _FAR)) if words.key(place) in ("phải", "cần"))
    return next((place for place in duties if words.key(place - 1) in ("nên", ",", "và", "rằng")), 0)


_FAR = 40


_ASKS_FOR = frozenset({"kiến nghị", "đề xuất", "đề nghị"})


def _over_subject(words: Words, at: int) -> int:
    """The verb behind "trọng điểm về nuôi thủy sản chỉ đạo …", "về làm tốt …"; ``at`` where none follows soon."""
    if words.key(at) != "về" or words.key(at + 1) == "việc":
        return at
    for place in range(at + 1, min(len(words), at + _SOON)):
        if not words.key(place)[0].isalpha():
            return at
        if acts(words, place) or verbs.ASSIGN.stands(words, place):
            return place
    return at


_SOON = 9


def _begins(words: Words, at: int) -> bool:
    """Whether nothing but connectives stands before the verb."""
    before = 0
    while before < at and (more := max(verbs.BEGINNINGS.match(words, before), before)) > before:
        before = more + (words.key(more) == ",")
    return before == at


_PASSES_ON = frozenset({"chỉ", "đôn"})
"""First words of "chỉ đạo", "đôn đốc": at the head of a sentence, told to whoever was addressed before."""


def _sends_staff(words: Words, at: int, units: list[Unit]) -> bool:
    """ "Phân công cán bộ xuống cơ sở", "Cử người trực": who is sent is the staff of whoever is told to."""
    return words.key(at) in ("phân", "cử") and units[0].text.lower().startswith(_STAFF)


_STAFF = ("cán bộ", "công chức", "nhân viên", "người", "lực lượng")


def _is_past(words: Words, verb: int) -> bool:
    """ "đã có văn bản chỉ đạo Công an tỉnh": the order is given already, nobody is told to give it."""
    return any(words.key(place) in ("đã", "vừa") for place in range(max(0, verb - _RECENT), verb))


_RECENT = 6


def is_in_a_paper(words: Words, verb: int) -> bool:
    """ "có văn bản số 97 chỉ đạo Phòng A": the paper is out, it orders by itself."""
    near = words.keys(max(0, verb - _PAPERS_NAME), verb)
    return any(paper in near for paper in ("văn bản", "công văn", "công điện")) and " số " in near


_DIRECTING = frozenset(
    {"điều", "chỉ", "đôn", "phân", "cử", "lưu", "quán", "kêu", "nhắc", "yêu", "hối", "đặt"}
)
"""First words of what a unit does with those below it, too: "chỉ đạo", "đôn đốc", "yêu cầu"."""


def given_by(order: Clause, by: str) -> Clause:
    """The order with who gives it, a proposal where it goes upwards."""
    goes_up = order.asks and rank(order.units[0].text.lower()) > rank(by) > 0
    return replace(order, by=by, kind=Kind.PROPOSAL if goes_up else order.kind)


def commander_of(words: Words, verb: int) -> str:
    """The units that end where the verb begins, auxiliaries between; "" where there are none."""
    for start in range(max(0, verb - 24), verb):
        units, end = read_units(words, start)
        if units and end <= verb and only_auxiliaries(words, end, verb) and not _is_owner(words, start, end):
            if (
                _PEOPLE_OF.match(words, start - 2) == start
            ):  # "đại biểu Quốc hội yêu cầu …", "ngư dân tỉnh A đề nghị …"
                return "ý kiến"
            is_told = _is_asked(words, start) or _is_embedded(words, start, end, verb)
            is_one = all(one.head == "role" for one in units) and words.key(start - 1) != "của"
            offices = (
                units if is_one else units[-1:]
            )  # of one person; "theo ý kiến của Thủ tướng, Bộ trưởng …"
            return SPOKEN_OF if is_told else max((one.text.lower() for one in reversed(offices)), key=rank)
    pronoun = over_pronoun(words, verb)
    if pronoun:
        return pronoun
    if (
        words.key(verb - 1) == "tôi"
        or words.keys(max(0, verb - 2), verb) == "chúng tôi"
        or words.keys(max(0, verb - 2), verb) in ("tôi cũng", "tôi xin")
    ):
        return "tôi"
    if _VOICES.match(words, verb - 2) == verb or _VOICES.stands(words, verb - 1):
        return "ý kiến"
    return ""


_PEOPLE_OF = phrases(
    """đại biểu | ngư dân | nông dân | người dân | nhân dân | cử tri | bà con | phụ huynh | công nhân | tiểu thương |
    chủ tàu | hộ dân | giáo viên"""
)
"""They ask, wherever they are of."""


def _is_owner(words: Words, start: int, end: int) -> bool:
    """ "chấp thuận đề xuất của Sở A, đồng thời giao …": whose proposal it was gives no order."""
    return words.key(end) == "," and _PROPOSED_BY.match(words, start - 3) == start


_PROPOSED_BY = phrases("đề xuất của | đề nghị của | kiến nghị của | báo cáo của | tờ trình của")


def _is_asked(words: Words, start: int) -> bool:
    if _agrees(words, start):
        return False
    return _is_asked_in_row(words, start)


def _agrees(words: Words, start: int) -> bool:
    """ "Phó Thủ tướng nhất trí báo cáo Thủ tướng giao …": who speaks for the government has it given."""
    agrees = any(_AGREES.stands(words, place) for place in range(max(0, start - _NEAR), start))
    return agrees and "phó thủ tướng" in words.keys(max(0, start - 2 * _NEAR), start)


_AGREES = phrases("nhất trí | đồng ý | thống nhất")


def _is_asked_in_row(words: Words, start: int) -> bool:
    """ "kiến nghị Chính phủ, Thủ tướng chỉ đạo …": whoever is named here, or first in this row, is asked to order."""
    if words.key(start - 1) in (",", "và"):
        row = range(max(1, start - _NEAR), start - 1)
        start = next((at for at in row if _asks(words, at) and read_units(words, at)[1] >= start - 1), start)
    return _asks(words, start)


def _asks(words: Words, at: int) -> bool:
    return words.keys(max(0, at - 2), at).endswith(
        ("trình", "kiến nghị", "đề nghị", "đề xuất", "xin", "tham mưu", "giúp", "báo cáo")
    )


_NEAR = 8


def over_pronoun(words: Words, verb: int) -> str:
    """ "Đồng chí cũng đề nghị …": who was named before goes on; "" where no pronoun stands there."""
    for start in range(max(0, verb - 3), verb):
        is_start = words.key(start - 1) in ("", ",", ".", '"', "thời", "ra", "đó")
        if (
            words.keys(start, start + 2) == "đồng chí"
            and is_start
            and only_auxiliaries(words, start + 2, verb)
        ):
            return "đồng chí"
    return ""


SPOKEN_OF = "kiến nghị"
"""Stands for who orders where the order is asked for, or only spoken of."""
_EMBEDS = frozenset(
    [
        "được",
        "để",
        "do",
        "mà",
        "việc",
        "khi",
        "nếu",
        "vì",
        "bởi",
        "rằng",
        "nhiệm_vụ",
        "công_việc",
        "nội_dung",
        "đề_án",
        "dự_án",
        "chỉ_tiêu",
        "thẩm_quyền",
        "kinh_phí",
    ]
)


def _is_embedded(words: Words, start: int, end: int, verb: int) -> bool:
    """ "nhiệm vụ Thủ tướng giao Bộ Y tế", "sau khi Thủ tướng yêu cầu …", "sẽ yêu cầu": an order is spoken of."""
    if words.key(verb - 1) == "sẽ":
        return True
    if words.key(start - 1) == ",":
        row = range(max(1, start - 6), start)
        start = next(
            (at for at in row if words.key(at - 1) == "do" and read_units(words, at)[1] >= start - 1), start
        )
    before = words.keys(max(0, start - 2), start)
    if before == "về việc" and rank(words.keys(start, end)) == HIGHEST:
        return False  # "văn bản về việc Phó Thủ tướng yêu cầu Bộ Y tế …"
    embeds = words.key(start - 1) in _EMBEDS or before.replace(" ", "_") in _EMBEDS
    return embeds and "," not in words.keys(end, verb)


def _is_drafted(words: Words, verb: int) -> bool:
    drafts = (place for place in range(max(0, verb - _PAPERS_NAME), verb) if _DRAFTS.stands(words, place))
    return any(not (words.key(place) == "ban" and _is_out(words, place)) for place in drafts)


def _is_out(words: Words, at: int) -> bool:
    """ "Thủ tướng vừa ban hành Chỉ thị …": the paper is there."""
    by = any(read_units(words, start)[1] == at for start in range(max(0, at - _NEAR), at))
    return by or words.key(at - 1) in ("vừa", "đã", "mới")


_PAPERS_NAME = 12
"""Words of "xây dựng Chỉ thị của …", at most."""
_DRAFTS = phrases(
    """xây dựng chỉ thị | dự thảo chỉ thị | soạn thảo chỉ thị | ban hành chỉ thị | trình chỉ thị |
    xây dựng công điện | dự thảo công điện | ban hành công điện | xây dựng văn bản | dự thảo văn bản"""
)
"""An order that is still to be written: "xây dựng Chỉ thị của Thủ tướng chỉ đạo các bộ …"."""


def _giver(words: Words, verb: int) -> str:
    """Who directs, as the text names it: told to by somebody higher, it is addressed itself."""
    for start in range(max(0, verb - 24), verb):
        units, end = read_units(words, start)
        if units and end <= verb and only_auxiliaries(words, end, verb):
            return units[-1].text
    return ""


def coordinating_of(words: Words, task: int) -> tuple[Unit, ...]:
    """Units after the first word that says with whom."""
    for at in range(task, len(words)):
        end = COORDINATES.match(words, at)
        if end == at:
            continue
        if words.key(end) == "với":
            end += 1
        found, _ = read_units(words, end)
        if found:
            return tuple(found)
    return ()
