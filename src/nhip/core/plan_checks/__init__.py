"""A linter for plans: one pure function for each rule, each with a stable code, severity, sentence and way out.

docs/rules/plan_checks.md tells every rule in words, with its reason.
"""

from collections.abc import Collection, Iterable

from nhip.core.plan_checks import conformity, coordination, measurability, realism, structure
from nhip.core.plan_checks.model import (
    CheckedPlan,
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
    "RULES",
    "CheckedPlan",
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
    "check_plan",
    "has_errors",
]

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
