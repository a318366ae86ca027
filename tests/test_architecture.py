"""The folder listing is the architecture: imports go down, files stay short, names are nouns."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "spacekg"
FLOORS = {
    0: {"errors", "model", "patterns", "resources"},
    1: {"folders", "vocabulary"},
    2: {"readers", "lexicon"},
    3: {"annotators", "fingerprint"},
    4: {"extraction"},
    5: {"builders", "remote"},
    6: {"graph"},
    7: {"queries", "analytics", "exporters", "validation", "refusal", "release", "report"},
    8: {"derivation", "engines", "evaluation", "pool", "work"},
    9: {"assembly", "analyst", "keeper", "maker", "site", "server", "mcp"},
    10: {"pipeline"},
    11: {"watcher"},
    12: {"cli", "__init__", "__main__"},
}
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers"}
#: the one step on a floor that is no breach
ALLOWED_ON_ONE_FLOOR = {("__main__", "cli")}
LONGEST_FILE = 300
FILES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imported_rooms(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} uses a relative import"
            names = [node.module or ""]
            if node.module == "spacekg":
                names = [f"spacekg.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "spacekg" and len(parts) > 1 and parts[1] in FLOOR_OF:
                yield parts[1], node.lineno


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_down_and_siblings_stay_apart(path: Path) -> None:
    room = room_of(path)
    assert room in FLOOR_OF, f"{room} stands on no floor: add it to FLOORS"
    for other, line in imported_rooms(path):
        if other == room:
            continue
        if FLOOR_OF[room] == 0 or (room, other) in ALLOWED_ON_ONE_FLOOR:
            continue
        assert FLOOR_OF[other] < FLOOR_OF[room], f"{path}:{line}: {room} imports {other}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_files_are_short_and_named_by_a_noun(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_defers_its_own_imports(path: Path) -> None:
    """A late import of our own rooms would hide a cycle; only heavy third parties may be late."""
    if room_of(path) in {"cli", "__init__", "__main__"}:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("spacekg"):
            inside_typing_block = any(
                isinstance(parent, ast.If) and node in parent.body for parent in tree.body
            )
            assert id(node) in top or inside_typing_block, f"{path}:{node.lineno}"


def test_the_model_imports_only_the_standard_library() -> None:
    import sys

    for path in [SOURCE / "errors.py", SOURCE / "resources.py", *(SOURCE / "model").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            if module:
                assert module.split(".")[0] in {*sys.stdlib_module_names, "spacekg"}, path
