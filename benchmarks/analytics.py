"""How long counting takes as studies grow: our columns beside networkx and igraph.

    python benchmarks/analytics.py [--peer-limit 1000] [--table]

Each study names 100 genes of 8,000, drawn with a fixed seed; one link in four is a finding too.
``shared`` is the verb, from the file of columns to rows with labels, studies and directions;
``count`` counts over columns already read. The peers do the projection of studies on a graph
already built, and must agree with ours. igraph is timed where it is installed: it is GPL and no
dependency. ``--table`` also times a table of expression (22,000 genes, 30 mirrored contrasts)
from the file to verified findings.
"""

from __future__ import annotations

import argparse
import itertools
import math
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy
from pyoxigraph import Store

from spacekg.analytics import COLUMNS_FILE, count_shared, pack_columns, read_columns, shared
from spacekg.analytics.columns import Columns, project_studies
from spacekg.graph import KnowledgeGraph
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.vocabulary import read_vocabulary

SIZES = (100, 1_000, 1_600, 10_000)
GENES, NAMED, TOLD = 8_000, 100, 4
MOUSE = "http://purl.obolibrary.org/obo/NCBITaxon_10090"
LIVER = "http://purl.obolibrary.org/obo/UBERON_0002107"


def write_studies(studies: int) -> Iterator[bytes]:
    """N-Quads of so many studies, a shard a hundred."""
    generator = numpy.random.default_rng(studies)
    weights = 1.0 / numpy.arange(1, GENES + 1) ** 0.5
    weights /= weights.sum()
    iri = read_vocabulary().iri
    lines: list[str] = []

    def say(subject: str, predicate: str, value: str) -> None:
        lines.append(f"<{subject}> <{iri(predicate)}> {value} <https://w3id.org/spacekg/id/x> .")

    for node, kind, label in ((MOUSE, "Organism", "Mus musculus"), (LIVER, "Tissue", "liver")):
        say(node, "rdf:type", f"<{iri(kind)}>")
        say(node, "rdfs:label", f'"{label}"')
    for number in range(GENES):
        say(_gene(number), "rdf:type", f"<{iri('Gene')}>")
        say(_gene(number), "rdfs:label", f'"Gene{number}"')
        say(_gene(number), "inTaxon", f"<{MOUSE}>")
    for study in range(studies):
        name = f"https://doi.org/10.1/{study}"
        say(name, "rdf:type", f"<{iri('Study')}>")
        say(name, "rdfs:label", f'"Study {study}"')
        say(name, "hasOrganism", f"<{MOUSE}>")
        chosen = generator.choice(GENES, NAMED, replace=False, p=weights)
        for at, gene in enumerate(chosen.tolist()):
            say(name, "reportsGene", f"<{_gene(gene)}>")
            if at % TOLD == 0:
                finding = f"https://w3id.org/spacekg/id/finding/{study}-{at}"
                direction = '"increased"' if (gene + at) % 3 else '"decreased"'
                for predicate, value in (
                    ("about", f"<{_gene(gene)}>"), ("reportedBy", f"<{name}>"),
                    ("direction", direction), ("certainty", '"asserted"'),
                    ("inTissue", f"<{LIVER}>"), ("inOrganism", f"<{MOUSE}>"),
                ):  # fmt: skip
                    say(finding, predicate, value)
        if study % 100 == 99 or study == studies - 1:
            yield "\n".join(lines).encode()
            lines.clear()


def _gene(number: int) -> str:
    return f"http://www.ncbi.nlm.nih.gov/gene/{number}"


def clock(work: Callable[[], Any], times: int = 3) -> float:
    """The least CPU time of some runs, in seconds."""
    best = math.inf
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def peer_networkx(columns: Columns) -> tuple[float, int]:
    import networkx
    from networkx.algorithms import bipartite

    pairs = columns.members("gene")
    graph: Any = networkx.Graph()
    graph.add_edges_from(zip(pairs[:, 0].tolist(), pairs[:, 1].tolist(), strict=True))
    studies = set(pairs[:, 0].tolist())
    start = time.process_time()
    projected = bipartite.weighted_projected_graph(graph, studies)
    return time.process_time() - start, projected.number_of_edges()


def peer_igraph(columns: Columns) -> tuple[float, int] | None:
    """Seconds and edges of igraph's projection; it is left out where it is not installed."""
    if find_spec("igraph") is None:
        return None
    import igraph

    pairs = columns.members("gene")
    count = len(columns.nodes)
    kinds = numpy.zeros(count, dtype=bool)
    kinds[pairs[:, 0]] = True
    graph = igraph.Graph(n=count, edges=pairs.tolist())
    start = time.process_time()
    projected = graph.bipartite_projection(types=kinds.tolist(), which=True)
    return time.process_time() - start, projected.ecount()


def measure(size: int, limit: int, times: dict[str, list[tuple[int, float]]]) -> str:
    """One row of the table; its times are kept by name."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        content = pack_columns(write_studies(size))
        packing = time.process_time() - start
        (Path(folder) / COLUMNS_FILE).write_bytes(content)
        graph = KnowledgeGraph(Store(), Path(folder))
        columns = read_columns(graph)
        counting = clock(lambda: count_shared(columns, min_studies=2))
        verb = clock(lambda: shared(graph, min_studies=2))
    start = time.process_time()
    product, _ = project_studies(columns)
    projection = time.process_time() - start
    edges = (product.nnz - product.shape[0]) // 2
    found: dict[str, float] = {"count": counting, "shared": verb, "projection": projection}
    if size <= limit:
        found["networkx"], agreed = peer_networkx(columns)
        assert edges == agreed, "networkx disagrees"
    if size <= 2 * limit and (other := peer_igraph(columns)):
        found["igraph"], agreed = other
        assert edges == agreed, "igraph disagrees"
    for name, seconds in found.items():
        times.setdefault(name, []).append((size, seconds))
    cells = (f"{found[name]:.3f}" if name in found else "not run"
             for name in ("count", "shared", "projection", "networkx", "igraph"))  # fmt: skip
    return f"| {size} | {len(columns.members('gene'))} | {packing:.1f} | {' | '.join(cells)} |"


def measure_table() -> None:
    """A table as OSDR has them, from the file to verified findings, in CPU seconds."""
    from spacekg.builders import build_graph, verify_quotes
    from spacekg.extraction import extract_records
    from spacekg.graph import write_quads
    from spacekg.readers import parse_expression, read

    lexicon, vocabulary = read_lexicon(), read_vocabulary()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_text(_draw_table(lexicon))
        path.with_suffix(".yaml").write_text("study: OSD-1\norganism: mouse\nexposure: spaceflight")
        size = path.stat().st_size / 1e6
        document = read(path)
        parsing = clock(lambda: parse_expression(document), 1)
        start = time.process_time()
        records, backgrounds = extract_records(document, lexicon)
        for record in records:
            verify_quotes(record, document)
        extracting = time.process_time() - start
        start = time.process_time()
        for record in records:
            write_quads(build_graph(record, lexicon, vocabulary), "https://x.example/", vocabulary)
        building = time.process_time() - start
    changed = sum(len(record.findings) for record in records)
    print(f"\ntable of {size:.0f} MB: parsed in {parsing:.1f} s, with findings and backgrounds "
          f"{extracting:.1f} s ({changed} changed genes, {len(backgrounds)} backgrounds), as quads "
          f"{building:.1f} s more")  # fmt: skip


def _draw_table(lexicon: Lexicon) -> str:
    """The genes of the mouse with the lowest numbers, as OSDR prints their contrasts."""
    terms = (lexicon.term(f"NCBIGene:{number}") for number in itertools.count(11_000))
    mice = (one.id.partition(":")[2] for one in terms
            if one and one.type == "gene" and one.taxon == "NCBITaxon:10090")  # fmt: skip
    generator = numpy.random.default_rng(3)
    arms = [f"{arm} & {days} days" for days in (20, 40) for arm in ("FLT", "GC", "VIV")]
    pairs = [(one, other) for one in arms for other in arms if one != other]
    names = ["ENTREZID"]
    for one, other in pairs:
        names += [f"{what}_({one})v({other})" for what in ("Log2fc", "P.value", "Adj.p.value")]
    lines = [",".join(names)]
    for gene in itertools.islice(mice, 22_000):
        cells = [gene]
        for fold, p in zip(generator.normal(0, 1, 30), generator.random(30), strict=True):
            cells += [f"{fold:.9g}", f"{p:.9g}", f"{min(1.0, p + 0.01):.9g}"]
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--peer-limit", type=int, default=1_000, help="largest size for the peers")
    parser.add_argument("--table", action="store_true", help="time a table of expression too")
    options = parser.parse_args()
    if find_spec("igraph") is None:
        print("igraph is not installed and left out: pip install igraph (GPL) to compare\n")
    print("CPU seconds\n")
    print("| studies | links | columns made at build time | counts | spacekg.shared | projection | "
          "networkx projection | igraph projection |")  # fmt: skip
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    times: dict[str, list[tuple[int, float]]] = {}
    for size in SIZES:
        print(measure(size, options.peer_limit, times), flush=True)
    print()
    for name, points in times.items():
        (first, fast), (last, slow) = points[-2:]
        exponent = math.log(slow / fast) / math.log(last / first)
        print(f"{name}: cost grows with studies to the power {exponent:.2f} ({first} to {last})")
    if options.table:
        measure_table()


if __name__ == "__main__":
    main()
