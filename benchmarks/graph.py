"""Graph: how fast quads are formatted, loaded and asked, beside rdflib's memory store.

    python benchmarks/graph.py [FINDINGS]

Every number comes from this one run; read them as ratios.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from spacekg.graph import GraphStore, KnowledgeGraph, merge_shards, write_quads
from spacekg.model import Edge, Node
from spacekg.vocabulary import read_vocabulary

ID = "https://w3id.org/spacekg/id/"
GENE = "http://www.ncbi.nlm.nih.gov/gene/"
FINDINGS_A_STUDY = 20
QUESTIONS = (
    "SELECT ?f WHERE { ?f skg:about NCBIGene:77 ; skg:direction 'increased' }",
    "SELECT ?gene (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s skg:reportsGene ?gene } "
    "GROUP BY ?gene HAVING (COUNT(DISTINCT ?s) > 3) ORDER BY DESC(?n)",
    "SELECT ?d (COUNT(?f) AS ?n) WHERE { ?f a skg:Finding ; skg:direction ?d } GROUP BY ?d",
    "SELECT ?g (COUNT(DISTINCT ?d) AS ?n) WHERE { ?f skg:about ?g ; skg:direction ?d } "
    "GROUP BY ?g HAVING (COUNT(DISTINCT ?d) > 1)",
)


def generate(findings: int) -> Iterator[tuple[str, list[Node | Edge]]]:
    """Studies shaped like ours, each with its document's graph."""
    chance = random.Random(7)
    for number in range(findings // FINDINGS_A_STUDY):
        study = f"https://doi.org/10.1234/{number}"
        graph = f"{ID}document/{number:016x}"
        parts: list[Node | Edge] = [
            Node(
                id=study, type="Study", label=f"Study {number}",
                properties=(("schema:name", f"Study {number}"),),
            )
        ]  # fmt: skip
        for place in range(FINDINGS_A_STUDY):
            name = f"{number:012x}{place:04x}"
            gene = f"{GENE}{min(int(chance.expovariate(0.002)), 20_000)}"
            finding, evidence = f"{ID}finding/{name}", f"{ID}evidence/{name}"
            direction = chance.choice(("increased", "decreased", "unchanged"))
            parts += [
                Node(id=gene, type="Gene", label=f"gene {gene[-5:]}"),
                Node(
                    id=finding, type="Finding", label=f"a gene {direction}",
                    properties=(
                        ("direction", direction), ("tier", "primary"), ("pValue", 0.01),
                    ),
                ),
                Node(
                    id=evidence, type="Evidence", label="a sentence",
                    properties=(("quote", f'It said "{name}".'), ("start", 0), ("end", 20)),
                ),
                Edge(subject=study, predicate="reportsGene", object=gene),
                Edge(subject=study, predicate="reports", object=finding),
                Edge(subject=finding, predicate="about", object=gene),
                Edge(subject=finding, predicate="reportedBy", object=study),
                Edge(subject=finding, predicate="supportedBy", object=evidence),
            ]  # fmt: skip
        yield graph, parts


def clock(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds that ``work`` takes, and what it gives."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def main() -> None:
    findings = int(sys.argv[1]) if len(sys.argv) > 1 else 4_000
    vocabulary = read_vocabulary()
    studies = list(generate(findings))
    seconds, shards = clock(
        lambda: [write_quads(parts, graph, vocabulary) for graph, parts in studies]
    )
    assert isinstance(shards, list)
    quads = merge_shards(shards)
    count = quads.count(b"\n")
    print(f"quads                      {count:>12,}")
    print(f"format, quads a second     {count / seconds:>12,.0f}")
    with tempfile.TemporaryDirectory() as folder:
        store = GraphStore(path=Path(folder) / "store")
        seconds, _ = clock(lambda: store.write(shards))
        print(f"write and verify, a second {count / seconds:>12,.0f}")
        seconds, graph = clock(lambda: KnowledgeGraph.open(store.path))
        assert isinstance(graph, KnowledgeGraph)
        print(f"open, milliseconds         {seconds * 1000:>12.1f}")
        compare(graph, quads)


def compare(graph: KnowledgeGraph, quads: bytes) -> None:
    """Each question here and in rdflib's memory store, with equal answers."""
    import rdflib

    other = rdflib.Dataset(default_union=True)
    seconds, _ = clock(lambda: other.parse(data=quads, format="nquads"))
    print(f"rdflib parse, a second     {quads.count(10) / seconds:>12,.0f}")
    for prefix, iri in read_vocabulary().prefixes.items():
        other.bind(prefix, iri)
    product, ratios = 1.0, 0
    for question in QUESTIONS:
        ours, rows = clock(lambda asked=question: sorted(map(plain, graph.query(asked))))
        theirs, expected = clock(lambda asked=question: sorted(map(plain, other.query(asked))))
        assert rows == expected, question
        product *= theirs / ours
        ratios += 1
        print(
            f"{ours * 1000:>9.1f} ms  {theirs * 1000:>9.1f} ms  {theirs / ours:>7.1f}x  {question}"
        )
    print(f"geometric mean             {product ** (1 / ratios):>11.1f}x")


def plain(row: object) -> tuple[str, ...]:
    return tuple(str(getattr(term, "value", term)) for term in row)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
