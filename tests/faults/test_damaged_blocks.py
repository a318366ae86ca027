"""Damage that only shows while an answer is read, told by a StoreError to a Python caller."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, QueryTriples

import spacekg
from spacekg.errors import StoreError
from spacekg.graph import GraphStore, generation
from spacekg.graph.generation import STORE

NOTE = (
    "# Spaceflight and the liver\n\nMice flew for 30 days. Fbxo32 expression increased in the "
    "liver of mice after spaceflight.\n"
)
ALL = "SELECT * { ?s ?p ?o }"

WAYS: dict[str, Callable[[spacekg.KnowledgeGraph], object]] = {
    "rows": lambda graph: list(graph.query(ALL)),
    "written rows": lambda graph: graph.query(ALL).serialize(format=QueryResultsFormat.JSON),
    "triples": lambda graph: list(graph.query("CONSTRUCT WHERE { ?s ?p ?o }")),
    "yes or no": lambda graph: bool(graph.query("ASK { ?s ?p 'no such text' }")),
    "in a graph": lambda graph: list(graph.query("SELECT * { GRAPH ?g { ?s ?p ?o } }")),
    "quads": lambda graph: list(graph.quads()),
    "N-Quads": lambda graph: graph.to_nquads(),
    "union": lambda graph: graph.triples(),
    "counts": lambda graph: graph.counts(),
    "network": lambda graph: graph.to_networkx(),
    "dataset": lambda graph: list(graph.dataset.query(ALL)),
    "pattern": lambda graph: list(graph.dataset.store.triples((None, None, None))),
    "gaps": lambda graph: spacekg.gaps(graph),
    "export": lambda graph: spacekg.write_rows(spacekg.summary(graph), "json"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "a.md").write_text(NOTE)
    spacekg.build([folder / "a.md"], store=folder / "store")
    return folder / "store"


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "store"))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat the store as one too large to be checked whole when it is opened."""
    monkeypatch.setattr(generation, "_WHOLE", 0)


def flip(store: Path, *, at: int) -> None:
    """Flip bytes of the blocks of every table, and leave sizes and ends as they were."""
    for path in (GraphStore(path=store).current() / STORE).glob("*.sst"):
        content = bytearray(path.read_bytes())
        content[at] ^= 0xFF
        path.write_bytes(bytes(content))


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("way", list(WAYS))
def test_a_flipped_block_is_told_by_a_store_error(way: str, store: Path) -> None:
    read = WAYS[way]
    assert read(spacekg.KnowledgeGraph.open(store)) is not None
    flip(store, at=20)
    with pytest.raises(StoreError) as caught:
        read(spacekg.KnowledgeGraph.open(store))
    assert "\n" not in str(caught.value)
    assert "build the graph again" in str(caught.value)


@pytest.mark.parametrize("asked", [f"{ALL} ORDER BY ?s", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"])
def test_a_small_store_is_checked_before_it_is_sorted_or_counted(asked: str, store: Path) -> None:
    """The engine would gather the error of a damaged block until no memory is left."""
    flip(store, at=20)
    with pytest.raises(StoreError, match="has changed"):
        list(spacekg.KnowledgeGraph.open(store).query(asked))  # type: ignore[arg-type]


@pytest.mark.usefixtures("large")
def test_the_end_of_a_table_is_checked_in_a_large_store_too(store: Path) -> None:
    for path in (GraphStore(path=store).current() / STORE).glob("*.sst"):
        content = path.read_bytes()
        path.write_bytes(content[:-20] + bytes([content[-20] ^ 1]) + content[-19:])
    with pytest.raises(StoreError, match="has changed"):
        spacekg.KnowledgeGraph.open(store)


@pytest.mark.usefixtures("large")
def test_a_flip_at_any_place_gives_no_other_error(store: Path) -> None:
    """Opened and read, each answer is the right one or a typed error, wherever the flip is."""
    right = sorted(map(str, spacekg.KnowledgeGraph.open(store).query(ALL)))
    tables = sorted((GraphStore(path=store).current() / STORE).glob("*.sst"))
    errors = 0
    for path in tables:
        content = path.read_bytes()
        for at in range(0, len(content), max(1, len(content) // 12)):
            path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
            try:
                assert sorted(map(str, spacekg.KnowledgeGraph.open(store).query(ALL))) == right
            except StoreError:
                errors += 1
        path.write_bytes(content)
    assert errors > 0


def test_a_link_to_nowhere_in_the_place_of_a_table_is_told(store: Path) -> None:
    path = next((GraphStore(path=store).current() / STORE).glob("*.log"))
    path.unlink()
    path.symlink_to("nowhere")
    with pytest.raises(StoreError):
        spacekg.KnowledgeGraph.open(store)


def test_an_answer_is_what_it_says_it_is(store: Path) -> None:
    graph = spacekg.KnowledgeGraph.open(store)
    rows = graph.query("SELECT ?s { ?s a skg:Study }")
    assert isinstance(rows, QuerySolutions)
    assert [one.value for one in rows.variables] == ["s"]
    assert next(rows)["s"] is not None
    assert isinstance(graph.query("CONSTRUCT WHERE { ?s ?p ?o }"), QueryTriples)
