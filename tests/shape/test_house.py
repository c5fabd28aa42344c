"""The shape of the house: what import-linter cannot see."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "nhip"
MOST_LINES = 400
CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("timezone", "now"),
    ("time", "time"),
    ("timezone", "localdate"),
}
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "managers", "misc", "common"}


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (
            path for path in sorted((SOURCE / folder).rglob("*.py")) if "migrations" not in path.parts
        )


def own_files() -> Iterator[Path]:
    for folder in ("src", "tests", "benchmarks", "tools"):
        for path in sorted((ROOT / folder).rglob("*")):
            is_made = {"migrations", "__pycache__"} & set(path.parts)
            if path.suffix in {".py", ".html", ".js", ".css"} and not is_made:
                yield path


@pytest.mark.parametrize(
    "path", [path for path in own_files() if path.suffix in {".py", ".html", ".js"}], ids=str
)
def test_no_file_outgrows_its_room(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_no_module_is_called_by_a_word_that_says_nothing() -> None:
    assert not [path for path in own_files() if path.stem in FORBIDDEN_NAMES]


@pytest.mark.parametrize("path", list(modules("core", "apps", "cycle", "demo")), ids=str)
def test_below_the_faces_nobody_reads_a_clock(path: Path) -> None:
    """Who and when are arguments; a background task's body is a face."""
    if path.name == "background.py":
        return
    calls = {
        (node.func.value.id, node.func.attr)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
    }
    assert not calls & CLOCKS
    assert ("clock", "now") not in calls
    assert ("clock", "today") not in calls


@pytest.mark.parametrize("path", list(modules("core")), ids=str)
def test_every_public_name_of_core_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), path
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and len(node.body) > 3:
            assert ast.get_docstring(node) or _speaks_for_itself(node), f"{path.name}: {node.name}"


def _speaks_for_itself(node: ast.ClassDef) -> bool:
    """An enumeration, or a frozen value that is nothing but its fields."""
    is_enum = any("Enum" in ast.unparse(base) for base in node.bases)
    return is_enum or all(isinstance(part, ast.AnnAssign) for part in node.body)


def test_services_take_keywords_only() -> None:
    wrong = []
    for path in SOURCE.rglob("services.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.args.args:
                wrong.append(f"{path.parent.name}.{node.name}")
    assert not wrong


def test_every_command_is_in_the_guide() -> None:
    from nhip.jobs.command import nhip

    guide = (ROOT / "docs" / "guide" / "commands.md").read_text(encoding="utf-8")
    missing = []
    for name in nhip.list_commands(None):  # type: ignore[arg-type]
        group = nhip.get_command(None, name)  # type: ignore[arg-type]
        inner = getattr(group, "commands", None)
        for full in [f"nhip {name} {one}" for one in inner] if inner else [f"nhip {name}"]:
            if full not in guide:
                missing.append(full)
    assert not missing


def test_every_decision_has_its_parts_and_stands_in_the_index() -> None:
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.glob("0*.md"):
        text = path.read_text(encoding="utf-8").lower()
        for part in ("status", "context", "decision", "consequences", "enforced by"):
            assert part in text, f"{path.name}: {part}"
        assert path.name in index, path.name


def test_nothing_is_left_for_later_in_the_code() -> None:
    mark = re.compile(r"\b(TODO|FIXME|XXX)\b|NotImplementedError")
    others = [path for path in own_files() if path != Path(__file__)]
    assert not [str(path) for path in others if mark.search(path.read_text(encoding="utf-8"))]
