"""What must hold when the tree changes: no overlap, no cycle, one bearer per code, shares that add up to one."""

from collections.abc import Iterable
from decimal import Decimal

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.periods import Span, first_overlap
from nhip.core.units import TERRITORIAL, History, Placed, Succession
from nhip.core.vietnamese import normalised

LONGEST_NAME = 200
LONGEST_CODE = 20


def checked_name(name: str) -> str:
    """The name as it is stored. Raises RuleBroken for an empty or overlong one."""
    text = normalised(name)
    if not text or len(text) > LONGEST_NAME:
        raise RuleBroken(
            gettext_noop("Tên đơn vị «{name}» không hợp lệ: từ 1 đến {most} ký tự."),
            field="name",
            name=text[:60],
            most=LONGEST_NAME,
        )
    return text


def checked_code(code: str) -> str:
    """The code as it is stored: one that an address can carry. Raises RuleBroken."""
    text = code.strip()
    plain = text.replace(".", "").replace("-", "")
    if not (plain.isascii() and plain.isalnum() and text[0].isalnum()) or len(text) > LONGEST_CODE:
        raise RuleBroken(
            gettext_noop(
                "Mã đơn vị «{code}» không hợp lệ: chữ không dấu, số, dấu chấm, gạch ngang; tối đa {most} ký tự."
            ),
            field="code",
            code=text[:60],
            most=LONGEST_CODE,
        )
    return text


def check_placement(history: History, placed: Placed) -> None:
    """Refuse a placement that overlaps one of the unit's own, or closes a cycle on any day of its span.

    Raises RuleBroken (overlap, cycle, wrong level) or UnknownUnit (parent not in force on the first day).
    """
    own = (fact.span for fact in history.placements if fact.unit == placed.unit)
    if (overlapped := first_overlap(placed.span, own)) is not None:
        raise RuleBroken(
            gettext_noop(
                "Đơn vị đã có vị trí từ {start}, chồng lên vị trí mới từ {new}; kết thúc vị trí cũ trước."
            ),
            field="starts_on",
            start=overlapped.starts_on,
            new=placed.span.starts_on,
        )
    if placed.parent is None:
        return
    days = {placed.span.starts_on} | {
        fact.span.starts_on for fact in history.placements if placed.span.covers(fact.span.starts_on)
    }
    for day in sorted(days):
        tree = history.on(day)
        if placed.unit in tree.upwards(placed.parent):
            raise RuleBroken(
                gettext_noop(
                    "Không thể đặt «{unit}» dưới «{parent}» từ {on}: cây đơn vị sẽ thành vòng tròn."
                ),
                field="parent",
                unit=history.name_then(placed.unit, day),
                parent=history.name_then(placed.parent, day),
                on=day,
            )
    history.on(placed.span.starts_on).parent(placed.parent)
    check_levels(history, placed)


def check_levels(history: History, placed: Placed) -> None:
    """Refuse a territorial unit under one of the same or a lower level, or under a department. Raises RuleBroken."""
    level = history.levels[placed.unit]
    above = None if placed.parent is None else history.levels[placed.parent]
    if level in TERRITORIAL and above is not None:
        fits = above in TERRITORIAL and TERRITORIAL.index(above) < TERRITORIAL.index(level)
        if not fits:
            raise RuleBroken(
                gettext_noop("Đơn vị cấp {level} không thể nằm dưới đơn vị cấp {above}."),
                field="parent",
                level=level,
                above=above,
            )


def check_code_free(history: History, code: str, span: Span, unit: int | None) -> None:
    """Refuse a code that another unit, or the unit itself, bears on a day of ``span``. Raises RuleBroken."""
    for fact in history.codes:
        if fact.code == code and fact.span.meets(span):
            raise RuleBroken(
                gettext_noop(
                    "Mã «{code}» đang là của «{bearer}» từ {start}; một mã chỉ có một đơn vị trong một ngày."
                ),
                field="code",
                code=code,
                bearer=history.name_then(fact.unit, fact.span.starts_on),
                start=fact.span.starts_on,
            )
        if unit is not None and fact.unit == unit and fact.span.meets(span):
            raise RuleBroken(
                gettext_noop("Đơn vị đã có mã «{code}» từ {start}; kết thúc mã cũ trước khi đặt mã mới."),
                field="code",
                code=fact.code,
                start=fact.span.starts_on,
            )


TOLERANCE = Decimal("1e-9")


def check_shares(successions: Iterable[Succession]) -> None:
    """The shares of every source must be positive, go to different targets, and add up to one.

    Raises RuleBroken naming the sum. Tolerance 1e-9.
    """
    by_source: dict[int, list[Succession]] = {}
    for link in successions:
        by_source.setdefault(link.source, []).append(link)
    for links in by_source.values():
        total = sum((link.share for link in links), Decimal(0))
        if any(link.share <= 0 for link in links) or abs(total - 1) > TOLERANCE:
            raise RuleBroken(
                gettext_noop("Các phần chia phải lớn hơn 0 và cộng lại bằng 1; đang là {total}."),
                field="share",
                total=total,
            )
        if len({link.target for link in links}) < len(links):
            raise RuleBroken(
                gettext_noop("Một đơn vị nhận hai phần của cùng một đơn vị; gộp lại thành một dòng."),
                field="target",
            )
