"""Whether what somebody asks goes upwards: a proposal, and no order."""

import re

from nhip.core.directives import verbs
from nhip.core.directives.ranks import UNKNOWN, rank
from nhip.core.directives.unit_phrase import Unit
from nhip.core.directives.words import Words, phrases

_GENTLE = phrases(
    """xem xét | hỗ trợ | cho phép | chấp thuận | sớm | bố trí | bổ sung | ủng hộ | quan tâm |
    có ý kiến | tạo điều kiện | cho ý kiến | giúp | tháo gỡ | ban hành | sửa đổi | điều chỉnh |
    trình | nghiên cứu | phê duyệt | cấp | tăng"""
)
_ASSOCIATION = re.compile(
    r"(?:hội (?!đồng)|hiệp hội|công ty|doanh nghiệp|gia đình|luật sư|câu lạc bộ|đại biểu|cử tri)"
)
""" "Hội Luật gia đề nghị …": they ask, and order nobody but their own."""
_SERVES = re.compile(r"trung tâm|phòng |ban quản lý|chi cục|công ty|trường|bệnh viện|hội đồng bồi thường")
""" "Trung tâm A đề nghị UBND huyện …": they ask the government that they serve."""
_ASSEMBLY = ("quốc hội", "ủy ban thường vụ")
"""Nobody orders them anything: "Thủ tướng đề nghị Quốc hội xem xét …"."""
_MINISTRY = 5
_PEOPLE = 1


_ASKED_BY = phrases("kiến nghị của | phản ánh của | đơn của | thư của | đề nghị của")
""" "nhận được kiến nghị của cử tri, đề nghị Bộ …": they ask who received it."""


def proposes(words: Words, verb: int, by: str, units: list[Unit], task: int) -> bool:
    """Whether what is asked goes upwards. Some verbs always do."""
    if verbs.PROPOSE.stands(words, verb) or by == "ý kiến":
        return True
    above, below = rank(by), rank(units[0].text.lower())
    if not verbs.ASK.stands(words, verb):
        return above == _PEOPLE < below  # "Người dân yêu cầu UBND xã giải thích …"
    is_asked_for = not by and any(_ASKED_BY.stands(words, place) for place in range(verb))
    name = units[0].text.lower()
    if is_asked_for or name.startswith(_ASSEMBLY):
        return True
    of_others = bool(_ASSOCIATION.match(by)) and not _ASSOCIATION.match(name)
    of_others = of_others or (bool(_SERVES.match(by)) and name.startswith(("ubnd", "ủy ban nhân dân")))
    if of_others or (by and above == UNKNOWN and by not in ("tôi", "đồng chí") and below >= _MINISTRY):
        return True
    if not by:
        passes_on = verbs.ASSIGN.stands(words, task) or _GENTLE.stands(words, task)
        return below == 6 and not units[0].text.lower().startswith("văn phòng") and passes_on
    return below > above > 0 or (below == above and above != 6 and _GENTLE.stands(words, task))
