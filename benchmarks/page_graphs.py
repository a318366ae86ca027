"""Graphs and pages that benchmarks/pages.py looks at: made up, the same at each run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy

from spacekg.exporters.page import PageEdge, PageGraph, PageNode, write_safe_json
from spacekg.exporters.page.overview import Overview
from spacekg.site.address import name_addresses
from spacekg.site.atlas import Atlas

TYPES = ("Study", "Gene", "Tissue", "Gene", "Phenotype", "Gene", "Process")
#: Set when the picture stands; where nothing moves, pyvis draws it before this runs.
MARK = (
    "<script>requestAnimationFrame(() => setTimeout(() => performance.mark('painted')));</script>"
    "</body>"
)


def make_graph(size: int, edges: int, groups: int = 40) -> PageGraph:
    """Nodes in groups, three edges of four within one; some nodes are far better joined."""
    chance = numpy.random.default_rng(7)
    group = chance.integers(0, groups, size)
    often = 1.0 / (numpy.arange(size) + 10) ** 0.6
    often /= often.sum()
    members = [numpy.flatnonzero(group == at) for at in range(groups)]
    one = chance.choice(size, edges * 2, p=often)
    two = chance.integers(0, size, edges * 2)
    near = chance.random(edges * 2) < 0.75
    for at, found in enumerate(members):
        spots = numpy.flatnonzero(near & (group[one] == at))
        two[spots] = chance.choice(found, len(spots))
    pairs = numpy.sort(numpy.stack([one, two], axis=1)[one != two], axis=1)
    pairs = numpy.unique(pairs, axis=0)
    pairs = chance.permutation(pairs)[:edges]
    nodes = tuple(
        PageNode(iri=f"https://example.org/{at}", type=TYPES[at % len(TYPES)],
                 label=f"{TYPES[at % len(TYPES)]} {at}", ids=(f"NCBIGene:{at}",))
        for at in range(size)
    )  # fmt: skip
    made = tuple(
        PageEdge(source=int(a), target=int(b), kind="reports", up=int((a + b) % 9 == 0),
                 down=int((a + b) % 7 == 0))
        for a, b in sorted(pairs.tolist())
    )  # fmt: skip
    return PageGraph(nodes=nodes, edges=made)


def all_of(page: PageGraph) -> Overview:
    """An overview that draws every node and edge."""
    return Overview(nodes=tuple(range(len(page.nodes))), edges=tuple(range(len(page.edges))),
                    genes=(), questions=())  # fmt: skip


def write_stock(page: PageGraph, path: Path, places: tuple[tuple[int, int], ...] = ()) -> None:
    """What pyvis writes by itself; with ``places``, at fixed coordinates and without physics."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for at, node in enumerate(page.nodes):
        fixed = {"x": places[at][0], "y": places[at][1], "physics": False} if places else {}
        network.add_node(at, label=node.label, **fixed)
    # add_edge looks through all earlier edges each time: hours for 20,000 of them.
    network.edges = [{"from": e.source, "to": e.target, "arrows": "to"} for e in page.edges]
    if places:
        network.toggle_physics(False)
        network.toggle_stabilization(False)
    text = network.generate_html().replace("</body>", MARK)
    path.write_text(text, encoding="utf-8")


def atlas_of(page: PageGraph) -> Atlas:
    """An atlas that knows the nodes and edges alone."""
    return Atlas(page=page, addresses=name_addresses(page.nodes), place={}, about={}, seen={},
                 reported={}, edges={}, near={}, studies={}, orthologs={}, groups={}, asked={},
                 asks_about={}, conflicts=(), shared=())  # fmt: skip


def write_peers(page: PageGraph, places: tuple[tuple[int, int], ...], member: tuple[int, ...],
                folder: Path, modules: Path) -> None:  # fmt: skip
    """The same graph for force-graph and sigma.js, which lie in a folder of npm packages."""
    degree = Counter(end for edge in page.edges for end in (edge.source, edge.target))
    loud = sorted(degree, key=lambda at: (-degree[at], at))[:80]
    content = {
        "links": [{"source": one.source, "target": one.target} for one in page.edges],
        "loud": loud,
        "nodes": [
            {"id": at, "fx": x / 10, "fy": y / 10, "x": x / 10, "y": y / 10,
             "color": f"#{(member[at] * 2654435761 + 4473924) % 16777216:06x}",
             "label": node.label}
            for at, (node, (x, y)) in enumerate(zip(page.nodes, places, strict=True))
        ],
    }  # fmt: skip
    (folder / "peers.js").write_text(f"window.made={write_safe_json(content)}", encoding="utf-8")
    start = '<!doctype html><meta charset="utf-8"><body style="margin:0">'
    box = '<div id="box" style="width:1380px;height:800px"></div>'
    painted = 'requestAnimationFrame(() => setTimeout(() => performance.mark("painted")))'
    scripts = {
        "force-graph": (
            ("force-graph/dist/force-graph.min.js",),
            "const loud = new Set(made.loud);"
            "window.drawn = new ForceGraph(document.getElementById('box')).width(1380).height(800)"
            ".cooldownTicks(0).nodeVal(1).linkColor(() => '#bbbbbb55').linkWidth(0.5)"
            ".enablePointerInteraction(false).minZoom(0.001)"
            ".nodeCanvasObjectMode((node) => (loud.has(node.id) ? 'after' : undefined))"
            ".nodeCanvasObject((node, pen, scale) => { pen.font = `${12 / scale}px sans-serif`;"
            " pen.fillText(node.label, node.x, node.y); });"
            f"drawn.graphData(made); drawn.zoomToFit(0, 20); {painted};"
            "window.shift = () => drawn.centerAt(Math.random() * 10, 0);",
        ),
        "sigma": (
            ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"),
            "const graph = new graphology.Graph({multi: true});"
            "for (const node of made.nodes) graph.addNode(node.id, {x: node.x, y: node.y, size: 2,"
            " color: node.color, label: node.label});"
            "for (const link of made.links) graph.addEdge(link.source, link.target,"
            " {color: '#dddddd', size: 0.5});"
            "window.drawn = new Sigma(graph, document.getElementById('box'));"
            f"drawn.once('afterRender', () => {painted});"
            "window.shift = () => { const eye = drawn.getCamera();"
            " eye.setState({x: eye.x + 0.001}); };",
        ),
    }
    for name, (files, code) in scripts.items():
        tags = "".join(f'<script src="{(modules / one).as_uri()}"></script>' for one in files)
        text = f'{start}{box}{tags}<script src="peers.js"></script><script>{code}</script>'
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
