"""Loading: what the engine loads in parts, while others are gathered, is what came."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from spacekg.errors import StoreError
from spacekg.graph import GraphStore, KnowledgeGraph, loading, sorted_lines

Shards = list[bytes]


def make_shards(count: int) -> Shards:
    """Shards of ten quads; half of their triples stand in the one before too."""
    return [
        b"".join(
            f'<a:{at}> <a:b> "{at}" <g:{number}> .\n'.encode()
            for at in range(number * 5, number * 5 + 10)
        )
        for number in range(count)
    ]


def read_store(store: GraphStore) -> tuple[bytes, str]:
    graph = KnowledgeGraph.open(store.path)
    counted = graph.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    return graph.to_nquads(), str(next(iter(counted)))  # type: ignore[arg-type]


@pytest.mark.parametrize(("most", "fewest", "run"), [(25, 5, 400), (10, 1, 100), (10**6, 1, 10**9)])
def test_parts_and_runs_do_not_show(
    most: int, fewest: int, run: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shards = make_shards(12)
    whole = GraphStore(path=tmp_path / "whole")
    expected = whole.write(shards)
    assert (expected.quads, expected.triples, expected.graphs) == (120, 65, 12)
    monkeypatch.setattr(loading, "_MOST", most)
    monkeypatch.setattr(loading, "_FEWEST", fewest)
    monkeypatch.setattr(sorted_lines.write_sorted, "__kwdefaults__", {"run": run})
    parts = GraphStore(path=tmp_path / "parts")
    with_pauses = [one for shard in reversed(shards) for one in (shard, b"")]
    assert parts.write(with_pauses) == expected
    assert read_store(parts) == read_store(whole)
    parts.verify()
    left = {path.name for path in parts.current().iterdir()}
    assert left == {path.name for path in whole.current().iterdir()}


def test_the_engine_loads_while_others_are_gathered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_FEWEST", 1)
    loaded = threading.Event()
    load = loading.Loading._load

    def tell(self: loading.Loading, *told: object) -> None:
        load(self, *told)  # type: ignore[arg-type]
        loaded.set()

    monkeypatch.setattr(loading.Loading, "_load", tell)

    def shards() -> Iterator[bytes]:
        yield make_shards(1)[0]
        yield b""
        # without an engine at work meanwhile this would wait in vain
        assert loaded.wait(30)
        yield make_shards(2)[1]

    assert GraphStore(path=tmp_path / "store").write(shards()).quads == 20


def test_what_cannot_be_loaded_is_told_and_leaves_the_last_graph(tmp_path: Path) -> None:
    store = GraphStore(path=tmp_path / "store")
    good = store.write(make_shards(2))
    with pytest.raises(StoreError, match="cannot be loaded"):
        store.write([b"<a:a> <no iri> <a:c> <g:1> .\n"])
    assert store.manifest() == good
    assert not (store.path / "generations" / ".draft").exists()


def test_a_failure_of_one_part_ends_the_gathering(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_FEWEST", 1)
    taken = 0

    def shards() -> Iterator[bytes]:
        nonlocal taken
        yield b"<a:a> <no iri> <a:c> <g:1> .\n"
        for shard in make_shards(5000):
            taken += 1
            yield b""
            yield shard

    with pytest.raises(StoreError, match="cannot be loaded"):
        GraphStore(path=tmp_path / "store").write(shards())
    assert taken < 5000
