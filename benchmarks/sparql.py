"""SPARQL: the named questions beside rdflib's memory store, and the endpoint under load.

    python benchmarks/sparql.py [TRIPLES] [--no-peer] [--only-load] [--seconds 10] [--clients 100]

Every number comes from this one run on a graph it generates; read them as ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import multiprocessing
import os
import random
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from spacekg.graph import GraphStore, KnowledgeGraph
from spacekg.pool import QueryPool
from spacekg.queries import Limits, QueryProcess, Request, read_questions, write_answer
from spacekg.queries.process import ask_once
from spacekg.server import create_server, open_port
from spacekg.vocabulary import read_vocabulary

ID = "https://w3id.org/spacekg/id/"
GENE = "http://www.ncbi.nlm.nih.gov/gene/"
OBO = "http://purl.obolibrary.org/obo/"
TAXA = ("NCBITaxon_10090", "NCBITaxon_9606", "NCBITaxon_10116")
PEER_SECONDS = 60
POINT = "SELECT ?f ?d WHERE { ?f skg:about NCBIGene:77 ; skg:direction ?d } LIMIT 5"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def generate(triples: int) -> bytes:
    """N-Quads shaped like ours: studies with findings, evidence, gaps, missions, exposures."""
    vocabulary = read_vocabulary()
    chance = random.Random(7)
    lines: set[str] = set()
    type_, label = vocabulary.iri("rdf:type"), vocabulary.iri("rdfs:label")

    def say(graph: str, subject: str, **values: str) -> None:
        for name, value in values.items():
            name = {"a": type_, "label": label}.get(name) or vocabulary.iri(name)
            value = vocabulary.iri(value) if name == type_ else value
            term = f"<{value}>" if value.startswith("http") else f'"{value}"'
            lines.add(f"<{subject}> <{name}> {term} <{graph}> .")

    def number(graph: str, subject: str, name: str, value: int) -> None:
        kind = "http://www.w3.org/2001/XMLSchema#integer"
        lines.add(f'<{subject}> <{vocabulary.iri(name)}> "{value}"^^<{kind}> <{graph}> .')

    entities = f"{ID}graph/entities"
    for taxon in TAXA:
        say(entities, OBO + taxon, a="Organism", label=taxon, within=f"{OBO}NCBITaxon_33208")
    for place in range(60):
        say(entities, f"{OBO}UBERON_{place:07}", a="Tissue", label=f"tissue {place}",
            within=f"{OBO}UBERON_{place // 4:07}")  # fmt: skip
    for kind in ("actual", "analog"):
        for place in range(4):
            say(entities, f"{ID}exposure/{kind}-{place}", a="Exposure", exposureKind=kind,
                label=f"{kind} {place}")  # fmt: skip
    for place in range(40):
        say(entities, f"{ID}mission/M-{place}", a="Mission", label=f"M-{place}")
    study_count = 0
    while len(lines) < triples:
        study_count += 1
        study, document = (
            f"https://doi.org/10.5555/{study_count}",
            f"{ID}document/{study_count:016x}",
        )
        taxon = OBO + chance.choice(TAXA)
        exposure = f"{ID}exposure/{chance.choice(('actual', 'analog'))}-{chance.randrange(4)}"
        mission = f"{ID}mission/M-{chance.randrange(40)}"
        say(document, document, a="Document", describes=study, path=f"{study_count}.md",
            tier="primary", label=f"{study_count}.md")  # fmt: skip
        say(document, study, a="Study", label=f"Study {study_count}", hasOrganism=taxon,
            hasExposure=exposure, partOfMission=mission)  # fmt: skip
        gap = f"{ID}gap/{chance.randrange(200):016x}"
        say(document, gap, a="KnowledgeGap", question=f"What of {gap[-4:]}?", gapKind="mechanism")
        say(document, study, raisesGap=gap)
        for place in range(20):
            name = f"{study_count:012x}{place:04x}"
            gene = f"{GENE}{min(int(chance.expovariate(0.002)) + 1, 20_000)}"
            tissue = f"{OBO}UBERON_{chance.randrange(60):07}"
            finding, evidence = f"{ID}finding/{name}", f"{ID}evidence/{name}"
            direction = chance.choice(("increased", "decreased", "unchanged"))
            say(entities, gene, a="Gene", label=f"Gene{gene.rsplit('/')[-1]}",
                inTaxon=OBO + TAXA[int(gene.rsplit("/")[-1]) % 3])  # fmt: skip
            say(document, gap, aboutEntity=gene)
            say(document, study, reportsGene=gene, investigatesTissue=tissue, reports=finding)
            say(document, finding, a="Finding", label=f"a gene {direction}", about=gene,
                direction=direction, certainty="asserted", tier="primary", inOrganism=taxon,
                inTissue=tissue, underExposure=exposure, inMission=mission, reportedBy=study,
                supportedBy=evidence)  # fmt: skip
            say(document, evidence, a="Evidence", quote=f"The gene went {direction} here.",
                section="findings", fromDocument=document)  # fmt: skip
            number(document, evidence, "start", place * 40)
            number(document, evidence, "end", place * 40 + 30)
    return "".join(f"{line}\n" for line in sorted(lines)).encode()


def take(work: Callable[[], object], least: int = 3, seconds: float = 1.0) -> float:
    """Median seconds of some runs."""
    times: list[float] = []
    start = time.perf_counter()
    while len(times) < least or (time.perf_counter() - start < seconds and len(times) < 200):
        before = time.perf_counter()
        work()
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def ask_peer(graph: object, sparql: str) -> tuple[float, int]:
    """Seconds and rows of rdflib's memory store; infinity when it takes over a minute."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(PEER_SECONDS)
    before = time.perf_counter()
    try:
        rows = len(list(graph.query(sparql)))  # type: ignore[attr-defined]
        return time.perf_counter() - before, rows
    except TimeoutError:
        return math.inf, -1
    finally:
        signal.alarm(0)


def compare_questions(store: Path, quads: bytes, *, has_peer: bool) -> None:
    """One line a named question: rdflib, in process, through a worker, cold."""
    graph = KnowledgeGraph.open(store)
    peer = None
    if has_peer:
        import rdflib

        peer = rdflib.Graph()
        triples = b"".join(line.rsplit(b" <", 1)[0] + b" .\n" for line in quads.splitlines())
        before = time.perf_counter()
        peer.parse(data=triples, format="nt")
        print(f"rdflib loads the union in {time.perf_counter() - before:.1f} s")
    process = QueryProcess(store)
    ratios: list[list[float]] = [[], []]
    print("\nquestion                    rows  rdflib s  served ms  in process ms  cold ms  same")
    try:
        for question in read_questions():
            sparql = question.sparql
            rows = len(write_answer(graph.query(sparql), "tsv").splitlines()) - 1
            request = Request(sparql=sparql, limits=Limits(rows=10_000_000, bytes=1 << 30))
            inside = take(lambda sparql=sparql: write_answer(graph.query(sparql), "json"))
            served = take(lambda request=request: process.ask(request))
            cold = take(lambda request=request: ask_once(store, request), least=2, seconds=0.5)
            theirs, their_rows = ask_peer(peer, sparql) if peer is not None else (math.nan, -1)
            same = "?" if their_rows < 0 else "yes" if their_rows == rows else "NO"
            if math.isfinite(theirs):
                ratios[0].append(theirs / served)
                ratios[1].append(theirs / cold)
            print(f"{question.name:26} {rows:6} {theirs:9.3f} {served * 1e3:10.2f} "
                  f"{inside * 1e3:14.2f} {cold * 1e3:8.1f}  {same}", flush=True)  # fmt: skip
        if ratios[0]:
            served_ratio, cold_ratio = map(statistics.geometric_mean, ratios)
            print(f"geometric mean over rdflib: served {served_ratio:.1f}, cold {cold_ratio:.1f}")
        request = Request(sparql=POINT)
        inside = take(lambda: write_answer(graph.query(POINT), "json"), least=200)
        served = take(lambda: process.ask(request), least=200)
        print(f"point question: in process {inside * 1e3:.3f} ms, worker {served * 1e3:.3f} ms, "
              f"{served / inside:.2f} times")  # fmt: skip
    finally:
        process.close()


async def _client(port: int, message: bytes, until: float, times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        before = time.perf_counter()
        writer.write(message)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        if head.startswith(b"HTTP/1.1 200"):
            times.append(time.perf_counter() - before)
    writer.close()


def load(port: int, clients: int, seconds: float, sparql: str, results: object) -> None:
    """Clients that ask one question again and again over open connections."""
    message = f"GET /sparql?query={quote(sparql)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    times: list[float] = []

    async def run() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(_client(port, message, until, times) for _ in range(clients)))

    asyncio.run(run())
    results.put(times)  # type: ignore[attr-defined]


def measure_load(port: int, clients: int, seconds: float, label: str) -> None:
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    asker = context.Process(target=load, args=(port, clients, seconds, POINT, results))
    asker.start()
    times = sorted(results.get(timeout=seconds + 120))
    asker.join()
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{label}: {len(times) / seconds:.0f} answers a second, p50 {p50 * 1e3:.1f} ms, "
          f"p99 {p99 * 1e3:.1f} ms, {clients} clients", flush=True)  # fmt: skip


def runaways(port: int, count: int, stop: threading.Event) -> Iterator[threading.Thread]:
    import httpx

    def run() -> None:
        with httpx.Client(timeout=60, trust_env=False) as client:
            while not stop.is_set():
                client.get(f"http://127.0.0.1:{port}/sparql", params={"query": RUNAWAY})

    for _ in range(count):
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield thread


def serve_under_load(store: Path, clients: int, seconds: float) -> None:
    import httpx

    limits = Limits(seconds=2.0)
    pool = QueryPool(store, memory=limits.memory)
    with open_port("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        server = create_server(pool, limits)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        measure_load(port, clients, 2.0, "warming")
        measure_load(port, clients, seconds, "point questions")
        stop = threading.Event()
        threads = list(runaways(port, 2, stop))
        time.sleep(0.5)
        measure_load(port, clients, seconds, "beside two runaways")
        stop.set()
        for one in threads:
            one.join()
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as one:
            over, after = [], []
            for _ in range(10):
                before = time.perf_counter()
                assert one.get("/sparql", params={"query": RUNAWAY}).status_code == 504
                over.append(time.perf_counter() - before - limits.seconds)
                before = time.perf_counter()
                assert one.get("/sparql", params={"query": "ASK {}"}).status_code == 200
                after.append(time.perf_counter() - before)
        print(f"a runaway is gone {max(over) * 1e3:.0f} ms after its limit at most, and the next "
              f"ASK {{}} takes {max(after) * 1e3:.1f} ms at most, of 10")  # fmt: skip
        server.should_exit = True
        thread.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", nargs="?", type=float, default=1e5)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--only-load", action="store_true")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--clients", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        quads = generate(int(options.triples))
        manifest = GraphStore(path=store).write([quads])
        print(f"{manifest.quads} quads, {manifest.triples} triples, {manifest.graphs} graphs; "
              f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip
        if not options.only_load:
            compare_questions(store, quads, has_peer=not options.no_peer)
        serve_under_load(store, options.clients, options.seconds)


if __name__ == "__main__":
    main()
