"""SPARQL: the named questions beside rdflib's memory store, point questions, the endpoint.

    python benchmarks/sparql.py [1e5] [--write docs/sparql-performance.md]   # about 3 minutes
    python benchmarks/sparql.py 1e6 [--write docs/sparql-performance.md]     # about 6 minutes
    python benchmarks/sparql.py 1e7 [--write docs/sparql-performance.md]     # about 12 minutes
    python benchmarks/sparql.py 1e6 --only questions --peer-seconds 120      # about 30 minutes

The times are those of an idle machine of 2 cores. At 1e7 rdflib is left out, and with it the table
of all questions. Every number comes from this one run on a graph it generates; read them as ratios.
rdflib is stopped after 60 times our time, or ``--peer-seconds`` if that is less, but not before
2 s; its time counts as that then, so the ratio and the geometric mean are lower bounds.
"""

from __future__ import annotations

import argparse
import math
import signal
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sparql_graph import generate
from sparql_load import serve_under_load
from sparql_points import measure_points
from sparql_report import Report

from spacekg.graph import GraphStore, find_manifest
from spacekg.pool import fits_memory
from spacekg.queries import (
    Copy,
    Limits,
    QueryProcess,
    Request,
    load_copy,
    read_questions,
)
from spacekg.queries.process import ask_once

WIDE = Limits(seconds=300.0, rows=10_000_000, bytes=1 << 30)
PEER_SECONDS = ((2e5, 20), (2e6, 10))
ENOUGH = 60


def take(work: Callable[[], object], least: int = 3, seconds: float = 1.0) -> float:
    """Median seconds of some runs."""
    times: list[float] = []
    start = time.perf_counter()
    while len(times) < least or (time.perf_counter() - start < seconds and len(times) < 200):
        before = time.perf_counter()
        work()
        times.append(time.perf_counter() - before)
        if times[-1] > 1:
            break
    return statistics.median(times)


def load_peer(quads: bytes, report: Report) -> Any:
    """The union of the graphs in rdflib's memory store."""
    import rdflib

    peer = rdflib.Graph()
    triples = b"".join(line.rsplit(b" <", 1)[0] + b" .\n" for line in quads.splitlines())
    before = time.perf_counter()
    peer.parse(data=triples, format="nt")
    report.say(f"rdflib loads the union in {time.perf_counter() - before:.0f} s.")
    return peer


def ask_peer(graph: Any, sparql: str, cap: float) -> tuple[float, int]:
    """Seconds and rows of rdflib's memory store; the cap and -1 when it is stopped, -2 if it fails.

    It fails, for one, at ``COUNT(DISTINCT ?x)`` where ``?x`` may be unbound.
    """
    from rdflib.plugins.sparql.sparql import SPARQLError

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, cap)
    before = time.perf_counter()
    try:
        rows = len(list(graph.query(sparql)))
        return time.perf_counter() - before, rows
    except TimeoutError:
        return cap, -1
    except SPARQLError:
        return cap, -2
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def compare_questions(
    store: Path, copy: Copy | None, peer: Any, most: float, report: Report
) -> None:
    """One row a named question: rdflib, through workers, cold; slowest ratio first.

    Served means as ``spacekg serve`` does it: from the copy in memory, if there is one.
    """
    disk = QueryProcess(store)
    process = QueryProcess(store, fork=True, copy=copy) if copy is not None else disk
    rows: list[tuple[float, tuple[object, ...]]] = []
    ratios: list[list[float]] = [[], []]
    unequal: list[str] = []
    failed: list[str] = []
    stopped = 0
    try:
        for question in read_questions():
            request = Request(sparql=question.bind(), limits=WIDE)
            reply = process.ask(request)
            assert reply.kind == "answered", reply.message
            told = disk.ask(request)
            assert (told.kind, told.count) == (reply.kind, reply.count), question.name
            served = take(lambda request=request: process.ask(request))
            warm = take(lambda request=request: disk.ask(request))
            cold = take(lambda request=request: ask_once(store, request), least=2, seconds=0.5)
            cells: tuple[object, ...] = (f"`{question.name}`", reply.count)
            if peer is None:
                rows.append((-served, (*cells, served * 1e3, warm * 1e3, cold * 1e3)))
                continue
            cap = max(2.0, min(ENOUGH * served, most))
            theirs, their_rows = ask_peer(peer, question.sparql, cap)
            if their_rows == -2:
                failed.append(question.name)
                times = ("fails", served * 1e3, warm * 1e3, cold * 1e3)
                rows.append((0.0, (*cells, *times, "-", "-")))
                continue
            ratios[0].append(theirs / served)
            ratios[1].append(theirs / cold)
            if their_rows < 0:
                stopped += 1
            elif their_rows != reply.count:
                unequal.append(f"{question.name} ({reply.count} and {their_rows})")
            mark = "> " if their_rows < 0 else ""
            times = (f"{mark}{theirs:.3g}", served * 1e3, warm * 1e3, cold * 1e3)
            rows.append(
                (theirs / served, (*cells, *times, f"{mark}{theirs / served:.1f}",
                                   f"{mark}{theirs / cold:.1f}"))
            )  # fmt: skip
            print(*rows[-1][1], flush=True)
    finally:
        process.close()
        disk.close()
    ours = ("served ms", "from disk ms", "cold ms")
    peers = ("rdflib s", *ours, "times, served", "times, cold")
    report.table("question", "rows", *(peers if peer is not None else ours))
    for _, cells in sorted(rows, key=lambda one: one[0]):
        report.row(*cells)
    if ratios[0]:
        means = [statistics.geometric_mean(some) for some in ratios]
        report.say(
            f"Geometric mean over {len(ratios[0])} questions: **{means[0]:.1f}** times faster than "
            f"rdflib when served, **{means[1]:.1f}** times cold; rdflib was stopped at {stopped} "
            f"of them, so both are {'lower bounds' if stopped else 'exact'}. "
            f"Other numbers of rows than rdflib: {', '.join(unequal) or 'none'}. "
            f"rdflib fails at: {', '.join(failed) or 'none'}."
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("triples", nargs="?", type=float, default=1e5)
    parser.add_argument("--no-peer", action="store_true", help="leave rdflib out")
    parser.add_argument("--peer-seconds", type=float, help="what rdflib is given for a question")
    parser.add_argument("--only", choices=("questions", "points", "load"))
    parser.add_argument("--seconds", type=float, default=10.0, help="how long a load lasts")
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--store", type=Path, help="the graph is kept here, and made if absent")
    parser.add_argument("--write", type=Path, help="also put the tables into this file")
    options = parser.parse_args()
    triples = int(options.triples)
    cap = options.peer_seconds or next((cap for most, cap in PEER_SECONDS if triples <= most), 0)
    size = f"1e{round(math.log10(triples))}"
    report = Report(f"python benchmarks/sparql.py {size}")
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder) / "store"
        told = "made before"
        if not store.exists():
            GraphStore(path=store).write(generate(triples))
            told = f"made and loaded in {time.perf_counter() - start:.0f} s"
        manifest = find_manifest(store)
        report.say(
            f"{manifest.quads:,} quads, {manifest.triples:,} triples, {manifest.graphs:,} graphs, "
            f"{told}."
        )
        fits = fits_memory(manifest.quads)
        copy = load_copy(store) if fits and options.only != "load" else None
        report.say(
            "It fits into memory, and is served from a copy there."
            if fits
            else "It does not fit into a quarter of the free memory, and is served from disk."
        )
        if options.only in (None, "points"):
            measure_points(store, copy, triples, report)
        if options.only == "questions" or (options.only is None and triples <= 2e6):
            has_peer = bool(cap) and not options.no_peer
            peer = load_peer(b"".join(generate(triples)), report) if has_peer else None
            compare_questions(store, copy, peer, cap, report)
        copy = None
        if options.only in (None, "load"):
            serve_under_load(store, options.clients, options.seconds, report)
    report.say(f"The whole run took {(time.perf_counter() - start) / 60:.1f} minutes.")
    if options.write is not None:
        report.write(options.write, size)


if __name__ == "__main__":
    main()
