"""A notice that the province registers, with what is read in it."""

from datetime import date, datetime

from nhip.apps.conferences.queries import DirectiveRow, directives_of
from nhip.core.directive_drafts import SourceFacts, SourceGenre
from nhip.cycle.directing import NewSource, TypedDraft, register_source
from tests import world

DATED = date(2020, 5, 11)
TEXT = """THÔNG BÁO
Kết luận tại Hội nghị giao ban tháng 5

Việc lập kế hoạch ở một số nơi còn chậm.
1. Giao Sở Tài chính chủ trì, phối hợp với UBND các huyện rà soát nguồn vốn chưa giải ngân, báo cáo trước ngày 15/6.
2. Ủy ban nhân dân các huyện kiểm tra các lớp học bán trú hằng tháng.
3. Giao Trung tâm Truyền thông xây dựng chuyên mục tuyên truyền, hoàn thành trong tháng 6.
4. Yêu cầu UBND huyện An báo cáo kết quả hòa giải trước ngày 30/02/2020.
"""
FACTS = SourceFacts(
    SourceGenre.CONCLUSIONS, "Kết luận giao ban tháng 5", DATED, "12/TB-UBND", "Phó Chủ tịch tỉnh"
)


def registered(
    text: str = TEXT,
    facts: SourceFacts = FACTS,
    *,
    by: str = "officer.p",
    code: str = "P",
    now: datetime = world.NOW,
) -> int:
    return register_source(actor=world.person(by), code=code, new=NewSource(facts, text), now=now)


def rows(source: int) -> tuple[DirectiveRow, ...]:
    return directives_of(source=source)


def typed(task: str = "Việc phải làm", units: str = "Sở Tài chính", **more: object) -> TypedDraft:
    return TypedDraft(task, units, **more)  # type: ignore[arg-type]
