"""Every act on a business object writes its record: what takes an ``actor`` and changes things ends in ``record``."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "nhip"
BEHIND_OTHERS = {
    "keep_file",
    "forget_failure",
    "keep_failure",
    "keep_outcome",
    "watched",
    "record_progress",
    "withdraw_progress",
    "mark_dirty",
    "mark_figures",
    "mark_indicators",
    "mark_units",
    "write_figures",
    "write_targets",
    "mark_reported",
    "withdraw_reported",
    "forget_units",
    "notify",
    "say_detailed",
    "settle",
}
"""Consequences of an act, within its transaction: the act itself is recorded by who calls them."""
LOCKS = {
    "locked_amendment",
    "locked_directive",
    "locked_part",
    "locked_plan",
    "locked_source",
    "open_for_editing",
}
"""Give a plan, an amendment, a document or a directive to who changes and records it."""


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in [*SOURCE.glob("apps/**/*.py"), *SOURCE.glob("cycle/**/*.py")]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                yield path, node


def called_by(node: ast.FunctionDef) -> set[str]:
    return {
        call.func.id if isinstance(call.func, ast.Name) else call.func.attr
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name | ast.Attribute)
    }


CALLS: dict[str, set[str]] = {}
for _path, _node in functions():
    CALLS.setdefault(_node.name, set()).update(called_by(_node))


def ends_in_record(name: str, seen: frozenset[str] = frozenset()) -> bool:
    if name == "record":
        return True
    return name not in seen and any(
        ends_in_record(one, seen | {name}) for one in CALLS.get(name, ()) if one in CALLS or one == "record"
    )


def verbs() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Functions that open a transaction, wherever they stand, and all public ones of services."""
    for path, node in functions():
        is_atomic = any("atomic" in ast.unparse(one) for one in node.decorator_list)
        is_service = path.name == "services.py" and not node.name.startswith("_")
        takes_actor = "actor" in {one.arg for one in node.args.kwonlyargs}
        if takes_actor and (is_atomic or is_service):
            yield f"{path.parent.name}.{node.name}", node
        elif is_service:
            assert node.name in BEHIND_OTHERS | LOCKS | {"record"}, f"{path}: {node.name} takes no actor"


VERBS = dict(verbs())


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_writes_its_record(name: str) -> None:
    assert ends_in_record(VERBS[name].name, frozenset())


def test_the_verbs_are_found() -> None:
    assert {"org.reorganise", "tasks.save_task", "cycle.save_task", "reports.file_report"} <= VERBS.keys()
    assert len(VERBS) >= 25
