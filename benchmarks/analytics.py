"""How long counting takes as studies grow: our columns beside networkx's bipartite projection.

    python benchmarks/analytics.py [--peer-limit 1000]

Each study names 100 genes of 8,000, drawn with a fixed seed. Shared genes and the projection of
studies are timed after loading; the peer does the same on a graph already built. igraph is timed
too where it is installed (it is GPL and no dependency).
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy

from spacekg.analytics.columns import Columns, count_shared, project_studies

SIZES = (100, 1_000, 10_000)
GENES, NAMED = 8_000, 100


def draw(studies: int) -> Columns:
    """Columns of so many studies."""
    generator = numpy.random.default_rng(studies)
    weights = 1.0 / numpy.arange(1, GENES + 1) ** 0.5
    weights /= weights.sum()
    entities = numpy.concatenate(
        [generator.choice(GENES, NAMED, replace=False, p=weights) for _ in range(studies)]
    )
    named = numpy.repeat(numpy.arange(studies), NAMED)
    nodes = [f"http://www.ncbi.nlm.nih.gov/gene/{number}" for number in range(GENES)]
    nodes += [f"https://doi.org/10.1/{number}" for number in range(studies)]
    return Columns(
        nodes=numpy.array(nodes), kinds=numpy.array(["Gene"] * GENES + ["Study"] * studies),
        link_study=(named + GENES).astype(numpy.int32), link_entity=entities.astype(numpy.int32),
        finding_study=numpy.zeros(0, numpy.int32), finding_entity=numpy.zeros(0, numpy.int32),
        finding_sign=numpy.zeros(0, numpy.int8),
    )  # fmt: skip


def clock(work: Callable[[], Any], times: int = 3) -> float:
    """The least of some runs, in seconds."""
    best = math.inf
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def peer_networkx(columns: Columns) -> tuple[float, int]:
    import networkx
    from networkx.algorithms import bipartite

    graph: Any = networkx.Graph()
    graph.add_edges_from(
        zip(columns.link_study.tolist(), columns.link_entity.tolist(), strict=True)
    )
    studies = set(columns.link_study.tolist())
    start = time.perf_counter()
    projected = bipartite.weighted_projected_graph(graph, studies)
    return time.perf_counter() - start, projected.number_of_edges()


def peer_igraph(columns: Columns) -> float | None:
    if find_spec("igraph") is None:
        return None
    import igraph

    count = len(columns.nodes)
    edges = list(zip(columns.link_study.tolist(), columns.link_entity.tolist(), strict=True))
    graph = igraph.Graph(n=count, edges=edges)
    kinds = [at >= GENES for at in range(count)]
    return clock(lambda: graph.bipartite_projection(types=kinds, which=True), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer-limit", type=int, default=1_000)
    limit = parser.parse_args().peer_limit
    print(
        "| studies | links | shared genes, s | projection, s | networkx projection, s | igraph, s |"
    )
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    times: dict[str, list[tuple[int, float]]] = {"shared": [], "projection": [], "networkx": []}
    for size in SIZES:
        columns = draw(size)
        shared = clock(lambda columns=columns: count_shared(columns, min_studies=2))
        projection = clock(lambda columns=columns: project_studies(columns), 1)
        times["shared"].append((size, shared))
        times["projection"].append((size, projection))
        peers = ["", ""]
        if size <= limit:
            seconds, edges = peer_networkx(columns)
            product, _ = project_studies(columns)
            assert edges == (product.nnz - product.shape[0]) // 2, "the two disagree"
            times["networkx"].append((size, seconds))
            other = peer_igraph(columns)
            peers = [f"{seconds:.3f}", f"{other:.3f}" if other is not None else "not installed"]
        print(f"| {size} | {len(columns.link_study)} | {shared:.4f} | {projection:.4f} | "
              f"{peers[0] or 'not run'} | {peers[1] or 'not run'} |")  # fmt: skip
    for name, points in times.items():
        (first, fast), (last, slow) = points[-2:]
        exponent = math.log(slow / fast) / math.log(last / first)
        print(f"{name}: cost grows with studies to the power {exponent:.2f} ({first} to {last})")


if __name__ == "__main__":
    main()
