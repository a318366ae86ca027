"""Questions of the command line: in a process of their own, with a deadline and a cap."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from spacekg.errors import QueryError, StoreError
from spacekg.graph import GraphStore, KnowledgeGraph
from spacekg.queries import (
    FORMATS,
    Limits,
    QueryProcess,
    Request,
    query,
    raise_failure,
    read_questions,
)
from spacekg.queries.process import ask_once, obituary

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def small() -> KnowledgeGraph:
    text = (Path(__file__).parent / "small.trig").read_text(encoding="utf-8")
    quads = serialize(parse(text, format=RdfFormat.TRIG), format=RdfFormat.N_QUADS)
    return KnowledgeGraph.from_quads(quads or b"")


@pytest.fixture(scope="module")
def store(small: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    GraphStore(path=folder).write([small.to_nquads()])
    return folder


@pytest.mark.parametrize("format", ["table", "csv"])
def test_both_ways_give_the_same_text(small: KnowledgeGraph, store: Path, format: str) -> None:
    process = QueryProcess(store)
    try:
        for question in read_questions():
            reply = process.ask(Request(sparql=question.sparql, rows_format=format))
            assert reply.body.decode() == query(small, question.name, output=format)
    finally:
        process.close()


@pytest.mark.parametrize("output", FORMATS)
def test_ask_and_construct(small: KnowledgeGraph, store: Path, output: str) -> None:
    for text in ("ASK {}", "CONSTRUCT WHERE { ?s a skg:Gene }"):
        asked, told = query(store, text, output=output), query(small, text, output=output)
        assert asked.split() == told.split() or output == "xml"


def test_a_runaway_ends_with_its_process(store: Path) -> None:
    process = QueryProcess(store)
    reply = process.ask(Request(sparql=RUNAWAY, limits=Limits(seconds=0.5)))
    assert reply.kind == "late"
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)
    with pytest.raises(QueryError, match=r"more than 0\.5 seconds"):
        query(store, RUNAWAY, timeout=0.5)


def test_a_worker_that_nobody_watches_ends_itself(store: Path) -> None:
    process = QueryProcess(store)
    request = Request(sparql=RUNAWAY, limits=Limits(seconds=0.5))
    process.channel.sendall(request.encode())
    deadline = time.monotonic() + 30
    while process.is_alive():
        assert time.monotonic() < deadline, "it still runs"
        time.sleep(0.02)
    assert obituary(request, process.close()).kind == "late"


def test_the_address_space_is_bounded(store: Path) -> None:
    # Each step makes the text eight times longer: 8 GB after eight of them.
    steps = (f"BIND(CONCAT({', '.join([f'?x{n}'] * 8)}) AS ?x{n + 1})" for n in range(8))
    greedy = f'SELECT ?x8 {{ BIND("{"x" * 500}" AS ?x0) {" ".join(steps)} }}'
    limits = Limits(memory=400 * 1024 * 1024)
    reply = ask_once(store, Request(sparql=greedy, limits=limits))
    assert reply.kind == "died" and "400 MiB" in reply.message


def test_a_cut_answer_is_never_silent(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spacekg.queries.asking.SHELL_LIMITS", Limits(rows=3))
    told: list[str] = []
    text = query(store, "SELECT * { ?s ?p ?o }", output="csv", warn=told.append)
    assert len(text.splitlines()) == 4
    assert told == ["warning: the answer is cut after 3 rows (limit of rows)"]
    with pytest.raises(QueryError, match="cut after 3 rows"):
        query(store, "SELECT * { ?s ?p ?o }")


def test_what_cannot_be_answered_is_the_same_error(store: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="malformed"):
        query(store, "SELECT {")
    with pytest.raises(StoreError, match="no graph here yet"):
        query(tmp_path, "ASK {}")
    refused = ask_once(store, Request(sparql="ASK {}", default_graphs=("file:///etc/passwd",)))
    with pytest.raises(QueryError, match="only graphs under"):
        raise_failure(refused)
