"""KH2xx: whether one can tell at the end of the year that a task is done."""

import re
from collections.abc import Iterator

from nhip.core.errors import gettext_noop as _
from nhip.core.plan_checks.model import (
    NO_PLACES,
    CheckedPlan,
    Found,
    Places,
    PlannedTask,
    Rule,
    Severity,
    of_tasks,
)
from nhip.core.vietnamese import normalised, without_marks

AtField = Iterator[tuple[str, Places]]
WITHOUT_END = (
    "tăng cường",
    "đẩy mạnh",
    "tiếp tục",
    "nâng cao",
    "phát huy",
    "chú trọng",
    "quan tâm",
    "tích cực",
    "chủ động",
    "thường xuyên",
    "từng bước",
    "cơ bản",
)
"""Words that name a direction and no end; with a number or a product beside them they do no harm."""
SAYS_NOTHING = (
    "hoàn thành",
    "kết quả",
    "đạt",
    "đạt yêu cầu",
    "xong",
    "có",
    "thực hiện",
    "tốt",
    "theo kế hoạch",
)
"""A deliverable of these words alone names nothing that one could be shown."""
_NUMBER = re.compile(r"\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?!năm\b|tới\b|nay\b)\w")
_YEAR = re.compile(r"\b(?:năm\s+)?(?:19|20)\d\d\b|\bgiai đoạn\s+[\d\s–-]+|\bquý\s+[ivx\d]+\b|\btháng\s+\d+\b")
_ACT = re.compile(
    r"(?:số\s+)?\b\d+(?:/\d{4})?/(?:[a-zđ]+-?)+\b"
    r"|\b(?:nghị quyết|nghị định|thông tư|quyết định|chương trình|đề án|kế hoạch|chỉ thị)\s+(?:số\s+)?\d+"
)
_CHANGE = re.compile(r"\b(?:tăng|giảm)\b[^.;]*?\d+(?:[.,]\d+)?\s*(?:%|phần trăm|điểm)")
_AGAINST = re.compile(r"\bso với\b|\btừ\s+\d[^.;]*?\b(?:lên|xuống|còn|đến)\b|\b(?:lên|xuống|còn)\s+\d")


def _has_number(text: str) -> bool:
    """Of something countable: years, quarters, months and numbers of acts do not count."""
    plain = _YEAR.sub(" ", _ACT.sub(" ", normalised(text).casefold()))
    return _NUMBER.search(plain) is not None


def _names_product(deliverable: str) -> bool:
    plain = normalised(deliverable).casefold().strip(" .;")
    return bool(plain) and plain not in SAYS_NOTHING


def _measured(task: PlannedTask) -> bool:
    return any(map(_has_number, (task.title, task.deliverable, task.measure))) or _names_product(
        task.deliverable
    )


def _words_without_end(text: str) -> str:
    plain = f" {normalised(text).casefold()} "
    return next((word for word in WITHOUT_END if f" {word} " in plain), "")


def _vague(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    word = _words_without_end(task.title)
    if word and not _measured(task):
        yield "title", {"word": word}


def _not_measurable(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    if task.deliverable.strip() and not _measured(task) and not _words_without_end(task.title):
        yield "title", NO_PLACES


def _product_says_nothing(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    if task.deliverable.strip() and not _names_product(task.deliverable):
        yield "deliverable", {"deliverable": task.deliverable.strip()}


def _product_repeats(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    title, product = (without_marks(normalised(one)).casefold() for one in (task.title, task.deliverable))
    if title and title == product:
        yield "deliverable", NO_PLACES


def _change_without_baseline(task: PlannedTask, _plan: CheckedPlan) -> AtField:
    plain = normalised(task.title).casefold()
    if _CHANGE.search(plain) and not _AGAINST.search(plain):
        yield "title", NO_PLACES


def _target_without_baseline(plan: CheckedPlan) -> Found:
    for one in plan.targets:
        if one.baseline is None and not one.actuals:
            yield one.where, one.name, {"target": one.value}


RULES: tuple[Rule, ...] = (
    Rule(
        "KH201",
        Severity.WARNING,
        _("Lời chung chung"),
        _("«{word}» mà không có con số hay sản phẩm kèm theo thì cuối năm không biết đã xong chưa."),
        _("Ghi số lượng, đơn vị tính, hoặc sản phẩm nghiệm thu được."),
        of_tasks(_vague),
    ),
    Rule(
        "KH202",
        Severity.NOTE,
        _("Không đo được"),
        _("Nhiệm vụ không có con số, đơn vị tính hay sản phẩm để đo."),
        _("Ghi số lượng và đơn vị tính, ví dụ 12 lớp, 300 hộ."),
        of_tasks(_not_measurable),
    ),
    Rule(
        "KH203",
        Severity.WARNING,
        _("Sản phẩm chung chung"),
        _("Sản phẩm «{deliverable}» không cho biết phải có gì trong tay."),
        _("Ghi tên sản phẩm: báo cáo, biên bản nghiệm thu, danh sách đã duyệt …"),
        of_tasks(_product_says_nothing),
    ),
    Rule(
        "KH204",
        Severity.NOTE,
        _("Sản phẩm chép lại tên nhiệm vụ"),
        _("Sản phẩm chép lại nguyên tên nhiệm vụ."),
        _("Ghi cái phải có khi xong việc, không chép lại việc phải làm."),
        of_tasks(_product_repeats),
    ),
    Rule(
        "KH205",
        Severity.WARNING,
        _("Tăng, giảm không có mốc so sánh"),
        _("Mức tăng, giảm không nói so với mức nào."),
        _("Ghi mức đầu: tăng từ … lên …, hoặc «so với năm trước»."),
        of_tasks(_change_without_baseline),
    ),
    Rule(
        "KH206",
        Severity.WARNING,
        _("Chỉ tiêu không có mức đầu"),
        _("Chỉ tiêu {target} không có mức đầu kỳ, cũng không có số thực hiện các năm trước."),
        _("Ghi mức đầu kỳ khi giao chỉ tiêu."),
        _target_without_baseline,
    ),
)
