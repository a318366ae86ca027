"""The documents name what there is: verbs, formats, questions, decisions, links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from spacekg.cli import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def test_every_verb_is_in_the_documents_and_has_help() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        assert command.help, f"{name} has no help"
        if name != "version":
            assert f"spacekg {name}" in text, f"no document shows 'spacekg {name}'"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_counts_the_studies() -> None:
    count = len(list((ROOT / "data" / "studies").glob("[12]*.md")))
    assert f"graph of the {count} real papers" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_decisions_are_numbered_once_and_short() -> None:
    notes = sorted((ROOT / "decisions").glob("*.md"))
    numbers = [note.name[:4] for note in notes]
    assert len(numbers) == len(set(numbers))
    for note in notes:
        lines = note.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith("# ") and len(lines) <= 80, note.name


def test_nothing_names_a_machine() -> None:
    pattern = re.compile(r"(?<![\w.])/(?:work|farm|root|home/[a-z]+)/")
    tracked = [*ROOT.glob("*.*"), *(p for d in ("src", "docs", "tests", "scripts", "decisions",
               "benchmarks", "ontology") for p in (ROOT / d).rglob("*"))]  # fmt: skip
    for path in tracked:
        if path.is_file() and path.suffix in {".py", ".md", ".toml", ".ttl", ".sh", ""}:
            if "__pycache__" in path.parts or path.name == Path(__file__).name:
                continue
            assert not pattern.search(path.read_text(encoding="utf-8", errors="replace")), path


def test_every_proof_of_the_rubric_exists() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in (ROOT / "docs" / "rubric.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and not line.startswith(("| section", "|---"))
    ]
    assert len(rows) == 28
    for _, item, answer, proof in rows:
        named = re.findall(r"`([^`]+)`", proof)
        assert named or answer == "no", item
        for path in named:
            assert (ROOT / path).exists(), f"{item}: {path}"


def test_the_questions_shown_can_be_asked() -> None:
    from spacekg import KnowledgeGraph

    graph = KnowledgeGraph.from_quads(b"")
    asked = 0
    for page in PAGES:
        for question in re.findall(r"spacekg query '((?:SELECT|ASK)[^']+)'", page.read_text()):
            graph.query(question)
            asked += 1
    assert asked >= 2
