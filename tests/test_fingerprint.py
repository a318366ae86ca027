"""Every module that decides what a build writes is part of the digest of the pipeline."""

import ast
from pathlib import Path

import spacekg
from spacekg.fingerprint import ROOMS

ROOT = Path(spacekg.__file__).parent
#: where lines are kept and moved as they are; what they say is decided elsewhere
KEEPING = ("graph", "remote", "fingerprint.py", "folders.py")


def find_module(name: str) -> Path | None:
    place = ROOT.joinpath(*name.split(".")[1:])
    for path in (place / "__init__.py", place.with_suffix(".py")):
        if path.is_file():
            return path
    return None


def walk_imports(name: str, seen: set[Path]) -> None:
    path = find_module(name)
    if path is None or path in seen:
        return
    seen.add(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("spacekg"):
            for one in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                walk_imports(one, seen)


def test_a_change_of_any_module_that_makes_facts_makes_new_shards():
    seen: set[Path] = set()
    for name in ("spacekg.work", "spacekg.derivation", "spacekg.assembly", "spacekg.release"):
        walk_imports(name, seen)
    found = {path.relative_to(ROOT).as_posix() for path in seen} - {"__init__.py"}
    assert {"patterns.py", "analytics/conflict.py", "annotators/genes.py"} <= found
    covered = {name for name in found if name.startswith(ROOMS)}
    assert not {name for name in found - covered if not name.startswith(KEEPING)}
