"""SPARQL points: questions about one thing each, in process and through a worker."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from sparql_graph import ID, usual_gene
from sparql_load import point_question
from sparql_report import Report

from spacekg.graph import KnowledgeGraph
from spacekg.queries import Copy, QueryProcess, Request, find_question, write_answer

# A point question is asked so often in a row, in process and through a worker by turns.
POINT_ROW = 20
POINT_TURNS = 12
POINT_SECONDS = 4.0


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


def measure_points(store: Path, copy: Copy | None, triples: int, report: Report) -> None:
    """Point questions in process and through a worker, from disk and from the copy in memory."""
    # It is forked before this process opens the store, which starts threads.
    memory = QueryProcess(store, fork=True, copy=copy) if copy is not None else None
    ways = [("disk", KnowledgeGraph.open(store), QueryProcess(store))]
    if copy is not None and memory is not None:
        ways.append(("memory", copy.graph, memory))
    ratios: dict[str, list[float]] = {name: [] for name, _, _ in ways}
    slow: list[str] = []
    heads = (
        head
        for name, _, _ in ways
        for head in (f"{name}, in process ms", "by a worker ms", "p99 ms", "times")
    )
    report.table("point question", "rows", *heads)
    try:
        for name, sparql in points(triples).items():
            request = Request(sparql=sparql)
            cells: list[object] = [name]
            for way, graph, process in ways:
                inside, served, p99, rows = measure_point(graph, process, request)
                if len(cells) == 1:
                    cells.append(rows)
                assert rows == cells[1], name
                ratios[way].append(served / inside)
                slow += [f"{name} ({way})"] if inside > 0.005 else []
                cells += [inside * 1e3, served * 1e3, p99 * 1e3, served / inside]
            report.row(*cells)
    finally:
        for _, _, process in ways:
            process.close()
    for way, some in ratios.items():
        report.say(
            f"From {way} a worker costs {statistics.geometric_mean(some):.2f} times the call in "
            f"process, {max(some):.2f} at most."
        )
    report.say(f"Over 5 ms in process: {', '.join(slow) or 'none'}.")


def measure_point(
    graph: KnowledgeGraph, process: QueryProcess, request: Request
) -> tuple[float, float, float, int]:
    """Median seconds in process and through a worker by turns, its 99th of 100, and the rows."""
    reply = process.ask(request)
    assert reply.kind == "answered", reply.message
    inside: list[float] = []
    served: list[float] = []

    def ask_here() -> object:
        return write_answer(graph.query(request.sparql), "json")

    def ask_there() -> object:
        return process.ask(request)

    until = time.perf_counter() + POINT_SECONDS
    for _ in range(POINT_TURNS):
        for times, work in ((inside, ask_here), (served, ask_there)):
            for _ in range(POINT_ROW):
                before = time.perf_counter()
                work()
                times.append(time.perf_counter() - before)
                if time.perf_counter() > until:
                    break
        if time.perf_counter() > until:
            break
    p99 = sorted(served)[int(0.99 * len(served))]
    return statistics.median(inside), statistics.median(served), p99, reply.count
