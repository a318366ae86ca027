"""Evidence: a document whose quotes are not in its source is refused, and a changed store told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import spacekg
from spacekg import work

TEXT = (
    "# Soleus of mice after flight {name}\n\nMice flew for 30 days with ground controls.\n"
    "Fbxo32 expression increased in the soleus of flight mice (p < 0.01).\n"
    "It remains unknown how Fbxo32 is raised in microgravity.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("whole", "damaged"):
        (folder / f"{name}.md").write_text(TEXT.format(name=name))
    return folder


def damage(monkeypatch: pytest.MonkeyPatch, field: str, **changes: Any) -> None:
    """Let the extraction of one document say of its findings or gaps what is not so."""
    extract = work.extract_records

    def wrong(document: Any, lexicon: Any) -> Any:
        records, backgrounds = extract(document, lexicon)
        if "damaged" in document.path:
            told = tuple(replace(one, **changes) for one in getattr(records[0], field))
            assert told
            records = (replace(records[0], **{field: told}), *records[1:])
        return records, backgrounds

    monkeypatch.setattr(work, "extract_records", wrong)


@pytest.mark.parametrize("field", ["findings", "gaps"])
@pytest.mark.parametrize(
    "changes", [{"quote": "Fbxo32 expression decreased."}, {"start": 3}, {"end": 10**6}]
)
def test_a_quote_that_is_not_there_fails_its_document(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: str, changes: Any
) -> None:
    damage(monkeypatch, field, **changes)
    report = spacekg.build([folder], store=tmp_path / "store")
    assert (report.read, report.refused) == (1, 1)
    (line,) = [line for line in report.lines() if line.startswith("refused")]
    assert "damaged.md" in line and "not what the source holds there" in line
    graph = spacekg.KnowledgeGraph.open(tmp_path / "store")
    studies = [row["name"].value for row in graph.query("SELECT ?name { ?s schema:name ?name }")]  # type: ignore[index, union-attr]
    assert studies and all("whole" in name for name in studies)


def test_a_build_of_nothing_else_fails(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(monkeypatch, "findings", quote="nothing of the kind")
    report = spacekg.build([folder / "damaged.md"], store=tmp_path / "store")
    assert (report.read, report.refused) == (0, 1)
    assert not spacekg.doctor(tmp_path / "store").sound


def test_a_quote_that_was_changed_later_is_seen(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    spacekg.build([folder], store=store)
    assert spacekg.doctor(store).sound
    (lines,) = [path for path in store.rglob("*.nq") if b"Fbxo32 expression" in path.read_bytes()]
    changed = lines.read_bytes().replace(b"Fbxo32 expression increased", b"Fbxo32 was increased!!!")
    lines.chmod(0o644)
    lines.write_bytes(changed)
    assert not spacekg.doctor(store).sound
