"""SPARQL: the named questions beside rdflib's memory store, point questions, the endpoint.

    python benchmarks/sparql.py               # 1e5 triples, within 5 minutes
    python benchmarks/sparql.py 1e6           # rdflib is given 6 s a question, then a lower bound
    python benchmarks/sparql.py 1e7           # without rdflib: point questions and the endpoint
    python benchmarks/sparql.py 1e5 --only load|points|questions

Every number comes from this one run on a graph it generates; read them as ratios. Where rdflib
is stopped, its time counts as the cap, so the geometric mean is a lower bound.
"""

from __future__ import annotations

import argparse
import math
import os
import signal
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sparql_graph import ID, generate, usual_gene
from sparql_load import point_question, serve_under_load

from spacekg.graph import GraphStore, KnowledgeGraph
from spacekg.queries import (
    Limits,
    QueryProcess,
    Request,
    find_question,
    read_questions,
    write_answer,
)
from spacekg.queries.process import ask_once

WIDE = Limits(seconds=300.0, rows=10_000_000, bytes=1 << 30)
PEER_SECONDS = ((2e5, 30), (2e6, 6))


def take(work: Callable[[], object], least: int = 3, seconds: float = 1.0) -> float:
    """Median seconds of some runs."""
    times: list[float] = []
    start = time.perf_counter()
    while len(times) < least or (time.perf_counter() - start < seconds and len(times) < 200):
        before = time.perf_counter()
        work()
        times.append(time.perf_counter() - before)
        if times[-1] > 5:
            break
    return statistics.median(times)


def load_peer(quads: bytes) -> Any:
    """The union of the graphs in rdflib's memory store."""
    import rdflib

    peer = rdflib.Graph()
    triples = b"".join(line.rsplit(b" <", 1)[0] + b" .\n" for line in quads.splitlines())
    before = time.perf_counter()
    peer.parse(data=triples, format="nt")
    print(f"rdflib loads the union in {time.perf_counter() - before:.1f} s", flush=True)
    return peer


def ask_peer(graph: Any, sparql: str, cap: int) -> tuple[float, int]:
    """Seconds and rows of rdflib's memory store; the cap and -1 when it is stopped."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(cap)
    before = time.perf_counter()
    try:
        rows = len(list(graph.query(sparql)))
        return time.perf_counter() - before, rows
    except TimeoutError:
        return float(cap), -1
    finally:
        signal.alarm(0)


def compare_questions(store: Path, peer: Any, cap: int) -> None:
    """One line a named question: rdflib, in process, through a worker, cold."""
    graph = KnowledgeGraph.open(store)
    process = QueryProcess(store)
    ratios: list[list[float]] = [[], []]
    unequal: list[str] = []
    print("\nquestion                    rows  rdflib s  served ms  in process ms  cold ms  same")
    try:
        for question in read_questions():
            sparql = question.sparql
            rows = write_answer(graph.query(sparql), "tsv").count("\n") - 1
            request = Request(sparql=sparql, limits=WIDE)
            inside = take(lambda sparql=sparql: write_answer(graph.query(sparql), "json"))
            served = take(lambda request=request: process.ask(request))
            cold = take(lambda request=request: ask_once(store, request), least=2, seconds=0.5)
            theirs, their_rows = math.nan, -1
            if peer is not None:
                theirs, their_rows = ask_peer(peer, sparql, cap)
                ratios[0].append(theirs / served)
                ratios[1].append(theirs / cold)
            same = "?" if their_rows < 0 else "yes" if their_rows == rows else "NO"
            if same == "NO":
                unequal.append(question.name)
            mark = ">" if peer is not None and their_rows < 0 else " "
            print(f"{question.name:26} {rows:6} {mark}{theirs:8.3f} {served * 1e3:10.2f} "
                  f"{inside * 1e3:14.2f} {cold * 1e3:8.1f}  {same}", flush=True)  # fmt: skip
        if ratios[0]:
            served_ratio, cold_ratio = map(statistics.geometric_mean, ratios)
            print(f"geometric mean over rdflib, {len(ratios[0])} questions: "
                  f"served {served_ratio:.1f}, cold {cold_ratio:.1f}; "
                  f"other rows: {', '.join(unequal) or 'none'}")  # fmt: skip
    finally:
        process.close()


def points(triples: int) -> dict[str, str]:
    """Questions about one thing each, by a name."""
    gene, study = usual_gene(triples), "https://doi.org/10.5555/5"
    entity = f"NCBIGene:{gene}"

    def named(name: str, **values: str) -> str:
        return find_question(name).bind(values)

    return {
        "findings of a gene": point_question(gene),
        "findings-about entity": named("findings-about", entity=entity),
        "evidence-for entity": named("evidence-for", entity=entity),
        "missions-behind entity": named("missions-behind", entity=entity),
        "opposite-directions entity": named("opposite-directions", entity=entity),
        "explained-differences entity": named("explained-differences", entity=entity),
        "gaps-bearing entity": named("gaps-bearing", entity=entity),
        "tissues-of-study study": named("tissues-of-study", study=study),
        "cited-findings study": named("cited-findings", study=study),
        "an entity by its label": f'SELECT ?e {{ ?e rdfs:label "Gene{gene}" }}',
        "what is said of a study": f"SELECT ?p ?o {{ <{study}> ?p ?o }}",
        "quote of a finding": f"SELECT ?q {{ <{ID}finding/{5:012x}{4:04x}> "
        "skg:supportedBy/skg:quote ?q }",
        "DESCRIBE a gene": f"DESCRIBE {entity}",
    }


def measure_points(store: Path, triples: int) -> None:
    """Point questions in process and through a worker."""
    graph = KnowledgeGraph.open(store)
    process = QueryProcess(store)
    ratios: list[float] = []
    print("\npoint question                  rows  in process ms  worker ms  worker p99 ms  times")
    try:
        for name, sparql in points(triples).items():
            request = Request(sparql=sparql)
            reply = process.ask(request)
            assert reply.kind == "answered", reply.message
            inside = take(lambda sparql=sparql: write_answer(graph.query(sparql), "json"), least=50)
            times = []
            for _ in range(200):
                before = time.perf_counter()
                process.ask(request)
                times.append(time.perf_counter() - before)
            served, p99 = statistics.median(times), sorted(times)[197]
            ratios.append(served / inside)
            print(f"{name:30} {reply.count:5} {inside * 1e3:14.3f} {served * 1e3:10.3f} "
                  f"{p99 * 1e3:14.3f} {served / inside:6.2f}", flush=True)  # fmt: skip
        print(f"a worker costs {statistics.geometric_mean(ratios):.2f} times the call in process, "
              f"{max(ratios):.2f} at most")  # fmt: skip
    finally:
        process.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", nargs="?", type=float, default=1e5)
    parser.add_argument("--no-peer", action="store_true", help="leave rdflib out")
    parser.add_argument("--peer-seconds", type=int, help="what rdflib is given for a question")
    parser.add_argument("--only", choices=("questions", "points", "load"))
    parser.add_argument("--seconds", type=float, default=10.0, help="how long a load lasts")
    parser.add_argument("--clients", type=int, default=100)
    options = parser.parse_args()
    triples = int(options.triples)
    cap = options.peer_seconds or next((cap for most, cap in PEER_SECONDS if triples <= most), 0)
    has_peer = bool(cap) and not options.no_peer
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        before = time.perf_counter()
        manifest = GraphStore(path=store).write(generate(triples))
        print(f"{manifest.quads} quads, {manifest.triples} triples, {manifest.graphs} graphs, made "
              f"and loaded in {time.perf_counter() - before:.0f} s; load average "
              f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)  # fmt: skip
        if options.only in (None, "points"):
            measure_points(store, triples)
        if options.only in (None, "load"):
            serve_under_load(store, options.clients, options.seconds)
        wants = options.only == "questions" or (options.only is None and triples <= 2e6)
        if wants:
            peer = load_peer(b"".join(generate(triples))) if has_peer else None
            compare_questions(store, peer, cap)


if __name__ == "__main__":
    main()
