"""How templates write numbers, days and states. Formatting only: no rule is decided here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from nhip.apps.accounts.directory import PersonState
from nhip.apps.accounts.import_rows import Fate
from nhip.apps.accounts.role_words import ROLES
from nhip.apps.org.period_words import period_of_year
from nhip.core.access import Role
from nhip.core.amendments import AmendmentState
from nhip.core.corrections import CorrectionState
from nhip.core.errors import NhipError
from nhip.core.handoffs import Handoff, Step
from nhip.core.people import CodeState
from nhip.core.periodic import ReportPeriod
from nhip.core.plan_checks import Finding, Rule, Severity
from nhip.core.plan_imports import TaskFate
from nhip.core.plans import PlanState
from nhip.core.programmes import FundingKind
from nhip.core.progress import Light
from nhip.core.reporting import ReportState
from nhip.core.resolutions import KIND_NAMES, LEVEL_NAMES, ResolutionState
from nhip.core.tasks import Part, TaskKind, TaskStatus
from nhip.core.units import Level
from nhip.core.year_periods import YearPeriod
from nhip.web import shown, words
from nhip.web.periods import period_name

register = template.Library()
MEGA = 2**20

register.filter("percent", shown.percent)
register.filter("day", shown.day)
register.filter("short_day", shown.short_day)
register.filter("moment", shown.moment)
register.filter("tenths", shown.tenths)


@register.filter
def number(value: Decimal | int | None) -> str:
    """``2.014`` or ``1.234,5``; nothing where there is none."""
    return "" if value is None else shown.number(value)


@register.filter
def two(value: Decimal | None) -> str:
    """With at most two decimals, as on the boards."""
    return "" if value is None else shown.number(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


@register.filter
def signed(value: Decimal) -> str:
    """``+12`` or ``−3,5``; at most two decimals."""
    return ("+" if value > 0 else "") + two(value)


@register.filter
def whole(value: Decimal | None) -> str:
    """A percentage to whole percents: ``28 %``."""
    return "–" if value is None else shown.percent(shown.rounded(value))


@register.filter
def whole_number(value: Decimal | None) -> str:
    """The same without its sign, for narrow columns whose heading says percent."""
    return "–" if value is None else str(shown.rounded(value))


@register.filter
def day_before(value: date) -> date:
    """The last day of a span that ends before ``value``."""
    return value - timedelta(days=1)


@register.filter
def quarter_name(month: int) -> str:
    """``Q II`` for the sixth month: short, the column is narrow."""
    return gettext("Q {name}").format(name=words.QUARTERS[(month - 1) // 3])


@register.filter
def by_quarter(values: Sequence[Decimal]) -> list[dict[str, object]]:
    """Twelve values as four quarters: name, (month, value) pairs, and the value at the quarter's end."""
    return [
        {
            "name": name,
            "months": [(first + step + 1, values[first + step]) for step in range(3)],
            "end": values[first + 2],
        }
        for first, name in zip(range(0, 12, 3), words.QUARTERS, strict=True)
    ]


@register.filter
def size(value: Decimal) -> Decimal:
    """Without its sign: "sớm 3 điểm" needs no minus."""
    return abs(value)


@register.filter
def opposite(value: int) -> int:
    """The same number of days, counted the other way."""
    return -value


@register.filter
def minus(value: int, less: int) -> int:
    """How many are left."""
    return value - less


@register.simple_tag
def light_sign(light: Light | str) -> words.Sign:
    return words.LIGHTS[Light(light)]


@register.filter
def task_sign(status: TaskStatus | str) -> SafeString:
    """The state of a task as a quiet badge: shape and word."""
    return badge(words.TASK_STATES[TaskStatus(status)])


@register.filter
def plan_sign(state: PlanState | None) -> SafeString:
    return badge(words.PLAN_STATES[state])


@register.filter
def said(sentence: str) -> str:
    """A sentence that the core has for its readers, in theirs."""
    return gettext(sentence)


@register.filter
def refusal(error: NhipError) -> str:
    return shown.refusal(error)


@register.filter
def amendment_sign(state: AmendmentState | str) -> SafeString:
    return badge(words.AMENDMENT_STATES[AmendmentState(state)])


@register.filter
def report_sign(state: ReportState | str) -> SafeString:
    return badge(words.REPORT_STATES[ReportState(state)])


@register.filter
def period_word(period: YearPeriod) -> str:
    """``Quý I`` or ``9 tháng``, without the year."""
    return period_name(period)


@register.filter
def severity_sign(severity: Severity | str) -> SafeString:
    return badge(words.SEVERITIES[Severity(severity)])


@register.filter
def change_sign(fate: TaskFate | str) -> SafeString:
    return badge(words.TASK_FATES[TaskFate(fate)])


@register.filter
def finding_message(finding: Finding) -> str:
    return finding.message(gettext, shown.anything)


@register.filter
def finding_fix(finding: Finding) -> str:
    return finding.way_out(gettext, shown.anything)


@register.filter
def rule_title(rule: Rule) -> str:
    return gettext(rule.title)


@register.filter
def report_period(period: ReportPeriod) -> str:
    """``Quý I/2020``."""
    name = period_of_year(period)
    return name[:1].upper() + name[1:]


@register.filter
def report_period_lower(period: ReportPeriod) -> str:
    """``quý I/2020``, within a sentence."""
    return period_of_year(period)


@register.filter
def report_period_named(period: ReportPeriod) -> str:
    """``Báo cáo quý I/2020``."""
    return gettext("Báo cáo {period}").format(period=period_of_year(period))


@register.filter
def correction_sign(state: CorrectionState | str) -> SafeString:
    return badge(words.CORRECTION_STATES[CorrectionState(state)])


@register.filter
def handoff_sign(state: Handoff | str) -> SafeString:
    return badge(words.HANDOFFS[Handoff(state)])


@register.filter
def kind_word(kind: TaskKind | str) -> str:
    return str(words.KINDS[TaskKind(kind)])


@register.filter
def part_word(part: Part | str) -> str:
    return str(words.PARTS[Part(part)])


@register.filter
def step_words(step: Step | str) -> words.StepWords:
    return words.STEPS[Step(step)]


@register.filter
def key_with(key: str | int, more: str | int) -> str:
    """The key of one form among several alike: ``12-hoan-thanh``."""
    return f"{key}-{more}"


@register.filter
def without_dots(label: object) -> str:
    """What opens a panel ends in dots; the button inside it does it."""
    return str(label).removesuffix("…").strip()


@register.filter
def share(counts: tuple[int, int]) -> str:
    """``75 %`` of (3, 4); a dash of nothing."""
    done, of = counts
    return shown.percent(shown.rounded(Decimal(100 * done) / of)) if of else "–"


@register.filter
def of_count(counts: tuple[int, int]) -> str:
    """``3/4``: what stands beside a percentage."""
    return f"{shown.number(counts[0])}/{shown.number(counts[1])}"


@register.filter
def file_size(value: int) -> str:
    """``12 kB`` or ``1,4 MB``."""
    if value < MEGA:
        return f"{shown.number(max(1, value // 1024))}{shown.NO_BREAK}kB"
    return f"{shown.number(Decimal(value * 10 // MEGA) / 10)}{shown.NO_BREAK}MB"


@register.filter
def role_word(role: Role | str) -> str:
    return str(ROLES[Role(role)])


@register.filter
def person_sign(state: PersonState | str) -> SafeString:
    return badge(words.PERSON_STATES[PersonState(state)])


@register.filter
def code_sign(state: CodeState | str) -> SafeString:
    return badge(words.CODE_STATES[CodeState(state)])


@register.filter
def fate_sign(fate: Fate | str) -> SafeString:
    return badge(words.FATES[Fate(fate)])


@register.filter
def refusal_text(refusal: NhipError) -> str:
    """A refusal's sentence in the reader's language."""
    return shown.refusal(refusal)


@register.filter
def resolution_sign(state: ResolutionState | str) -> SafeString:
    return badge(words.RESOLUTION_STATES[ResolutionState(state)])


@register.simple_tag
def kinds_of_lines() -> list[tuple[str, str]]:
    """What a line of a reorganisation may say: (value, word)."""
    return [(kind.value, gettext(name)) for kind, name in KIND_NAMES.items()]


@register.simple_tag
def levels_of_units() -> list[tuple[str, str]]:
    return [(level.value, gettext(name)) for level, name in LEVEL_NAMES.items()]


@register.filter
def share_percent(share: Decimal) -> str:
    """A share of one as a percentage: ``84,3 %``."""
    return shown.percent((share * 100).quantize(Decimal("0.1")))


@register.filter
def line_word(key: str) -> str:
    """``Dòng 3: `` of ``line-3``; nothing of the whole."""
    number = key.removeprefix("line-")
    return gettext("Dòng {n}: ").format(n=number) if number.isdigit() else ""


@register.filter
def funding_word(kind: FundingKind | str) -> str:
    return str(words.FUNDING[FundingKind(kind)])


@register.filter
def level_word(level: Level | str) -> str:
    return str(words.LEVELS[Level(level)])


def badge(sign: words.Sign) -> SafeString:
    return format_html(
        '<span class="sign {}"><i aria-hidden="true">{}</i> {}</span>', sign.tone, sign.shape, sign.word
    )


@register.simple_tag(takes_context=True)
def address_with(context: Mapping[str, object], **changes: str | int | date | datetime | None) -> str:
    """The query string of this page with some keys changed (None: left out); filters live in the address."""
    request = context["request"]
    query = QueryDict(mutable=True)
    query.update(getattr(request, "GET", {}))
    for name, value in changes.items():
        key = name.replace("_", "-")
        query.pop(key, None)
        if value not in {None, ""}:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"
