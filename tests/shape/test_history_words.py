"""Every act that is recorded has words on screen."""

import ast
from collections.abc import Iterator
from pathlib import Path

from nhip.core.amendments import AmendmentState
from nhip.core.corrections import CorrectionState
from nhip.core.handoffs import Step
from nhip.core.plans import PlanState
from nhip.core.reporting import ReportState
from nhip.web.history.words import ACTS

SOURCE = Path(__file__).resolve().parents[2] / "src" / "nhip"
MADE = {
    "amendment_": {one.value for one in AmendmentState if one is not AmendmentState.DRAFT},
    "plan_": {one.value for one in PlanState if one is not PlanState.DRAFT},
    "report_": {one.value for one in ReportState if one not in (ReportState.MISSING, ReportState.DRAFT)},
    "periodic_": {one.value for one in (ReportState.FILED, ReportState.RETURNED, ReportState.APPROVED)},
    "correction_": {one.value for one in CorrectionState},
    "task_": {one.value for one in Step},
}
"""Acts named by a state or a step: prefix -> what may follow."""
HANDED_ON = {"act"}
"""Variables that hold an act; their values stand in the same module as plain text."""


def entries() -> Iterator[tuple[Path, ast.expr]]:
    for path in [*SOURCE.glob("apps/**/*.py"), *SOURCE.glob("cycle/**/*.py"), *SOURCE.glob("demo/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Entry" and node.args:
                yield path, node.args[0]


def names_in(expression: ast.expr) -> Iterator[str]:
    if isinstance(expression, ast.Constant):
        yield str(expression.value)
    elif isinstance(expression, ast.IfExp):
        yield from names_in(expression.body)
        yield from names_in(expression.orelse)
    elif isinstance(expression, ast.JoinedStr):
        prefix = expression.values[0]
        assert isinstance(prefix, ast.Constant), ast.unparse(expression)
        yield from (f"{prefix.value!s}{one}" for one in MADE[str(prefix.value)])
    else:
        name = ast.unparse(expression)
        assert name in HANDED_ON or name == "Act.LOAD_DEMO.value", name


def test_every_recorded_act_has_its_words() -> None:
    recorded = {name for _path, one in entries() for name in names_in(one)}

    assert len(recorded) >= 30
    assert recorded - ACTS.keys() == set()
