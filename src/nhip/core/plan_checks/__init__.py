"""A linter for plans: one pure function for each rule, each with a stable code, severity, sentence and way out.

docs/rules/plan_checks.md tells every rule in words, with its reason.
"""

from collections.abc import Collection, Iterable

from nhip.core.errors import RuleBroken, gettext_noop
from nhip.core.plan_checks import conformity, coordination, measurability, realism, structure
from nhip.core.plan_checks.model import (
    CheckedPlan,
    Directed,
    Family,
    Finding,
    HandedDown,
    LastYear,
    NamedUnit,
    PlannedTarget,
    PlannedTask,
    Rule,
    Severity,
    Unreadable,
)

__all__ = [
    "LONGEST_REASON",
    "RULES",
    "CheckedPlan",
    "Directed",
    "Family",
    "Finding",
    "HandedDown",
    "LastYear",
    "NamedUnit",
    "PlannedTarget",
    "PlannedTask",
    "Rule",
    "Severity",
    "Unreadable",
    "check_no_errors",
    "check_off",
    "check_plan",
    "has_errors",
    "rule_of",
]

LONGEST_REASON = 4_000

RULES: tuple[Rule, ...] = (
    *structure.RULES,
    *measurability.RULES,
    *realism.RULES,
    *coordination.RULES,
    *conformity.RULES,
)
"""By code."""


def check_plan(plan: CheckedPlan, *, off: Collection[str] = ()) -> tuple[Finding, ...]:
    """What all rules find, the gravest first, then by rule. off: codes of rules that are switched off."""
    found = [one for rule in RULES if rule.code not in off for one in rule.findings(plan)]
    return tuple(sorted(found, key=lambda one: (list(Severity).index(one.severity), one.code)))


def has_errors(findings: Iterable[Finding]) -> bool:
    return any(one.severity is Severity.ERROR for one in findings)


def check_no_errors(findings: Iterable[Finding]) -> None:
    """Raises RuleBroken where a plan may not be submitted: it has errors, and the first of them is told."""
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if errors:
        raise RuleBroken(
            gettext_noop(
                "Kế hoạch còn {count} lỗi nên chưa trình được, trước hết là {code} ở «{where}»; "
                "xem «Kiểm tra kế hoạch»."
            ),
            field="plan",
            count=len(errors),
            code=errors[0].code,
            where=errors[0].where,
        )


def rule_of(code: str) -> Rule:
    """Raises RuleBroken for a code that no rule bears."""
    found = next((one for one in RULES if one.code == code), None)
    if found is None:
        raise RuleBroken(gettext_noop("Không có quy tắc «{code}»."), field="rule", code=code)
    return found


def check_off(code: str, reason: str) -> str:
    """The reason for not holding a plan to a rule, trimmed.

    Raises RuleBroken: no such rule, one that finds errors, no reason, too long.
    """
    if rule_of(code).severity is Severity.ERROR:
        raise RuleBroken(
            gettext_noop("Quy tắc {code} tìm lỗi phải sửa trước khi trình, không tắt được."),
            field="rule",
            code=code,
        )
    kept = reason.strip()
    if not kept:
        raise RuleBroken(
            gettext_noop("Chưa ghi lý do không áp dụng quy tắc; người duyệt cần biết."), field="reason"
        )
    if len(kept) > LONGEST_REASON:
        raise RuleBroken(
            gettext_noop("Lý do dài {length} ký tự; tối đa {most}."),
            field="reason",
            length=len(kept),
            most=LONGEST_REASON,
        )
    return kept
