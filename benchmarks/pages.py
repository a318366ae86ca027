"""Pages: how soon they are made, painted and searched, beside their peers on the same graph.

    python benchmarks/pages.py [--write docs/site.md] [--store STORE] [--modules FOLDER]

Chromium runs without a network and draws in software. Every number comes from this one run, about
three minutes on an idle machine; ours and theirs are opened in turns, so that both meet the same
load. ``--store`` names a built store, whose site and page are measured too. ``--modules`` names a
folder of npm packages with force-graph, sigma and graphology, which are then measured on the graph
of 20,000 nodes.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from spacekg.exporters.page import write_document, write_safe_json
from spacekg.site import write_site, write_whole_files
from spacekg.site.whole import place_whole

ROOT = Path(__file__).resolve().parents[1]
NAMES = 50_000
QUERIES = (
    "fbxo32", "gene 4", "muscle", "NCBIGene:12", "10.5555/sample", "alias 77", "zzz", "a",
    "name of 4",
)  # fmt: skip
SEARCH = """
const times = [];
for (const words of arguments[0]) {
  const from = performance.now();
  spacekg.search(words, 12);
  times.push(performance.now() - from);
}
return times;
"""


def load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


graphs = load("page_graphs", ROOT / "benchmarks" / "page_graphs.py")
browsing = load("page_browser", ROOT / "benchmarks" / "page_browser.py")
PATIENCE: float = browsing.PATIENCE


LINES: list[str] = []


def row(*cells: object) -> None:
    LINES.append("| " + " | ".join(map(str, cells)) + " |")
    print(LINES[-1], flush=True)


def put_between(path: Path, text: str) -> None:
    """The table into the file, between two lines that mark its place."""
    begin, end = "<!-- benchmarks/pages.py -->", "<!-- until here -->"
    whole = path.read_text(encoding="utf-8")
    before, found, rest = whole.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{path} has no place between {begin} and {end}")
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def ms(value: float | None) -> str:
    return f"{value:,.0f} ms" if value is not None else f"not within {PATIENCE:.0f} s"


def mb(size: float) -> str:
    return f"{size / 1e6:.2f} MB"


def told(measure: str, own: str, peer: str, ratio: float | None, target: str, met: bool) -> None:
    row(measure, own, peer, f"{ratio:.1f}" if ratio else "", target, "yes" if met else "**no**")


def time_small(browser: Any, folder: Path) -> None:
    """300 nodes, all of them drawn, by our page and by pyvis as it comes."""
    page = graphs.make_graph(300, 900)
    own, stock = folder / "own.html", folder / "stock.html"
    own.write_text(write_document(page, overview=graphs.all_of(page)), encoding="utf-8")
    graphs.write_stock(page, stock)
    ready, paint = browsing.open_page(browser, own, "spacekg-ready")
    # Its page may answer nobody for a long time: it has a browser of its own.
    peer = browsing.start_browser(folder / "profile")
    try:
        peer.get(stock.as_uri())
        their_paint = browsing.value_of(peer, browsing.PAINT)
        still = browsing.wait(peer, browsing.SETTLED)
    finally:
        peer.quit()
    what = f"{len(page.nodes)} nodes, {len(page.edges):,} edges"
    told(f"{what}: first paint", ms(paint), f"stock pyvis {ms(their_paint)}",
         (their_paint or PATIENCE * 1000) / paint, "≤ 1,000 ms", paint <= 1000)  # fmt: skip
    ratio = (still or PATIENCE * 1000) / (ready or PATIENCE * 1000)
    told(f"{what}: still", ms(ready), f"stock pyvis {ms(still)}", ratio, "≥ 10 times sooner",
         ratio >= 10)  # fmt: skip


def write_files(page: Any, folder: Path) -> tuple[int, int]:
    """The bytes that must be there to paint, and those of the search index that comes after."""
    size = {True: 0, False: 0}
    for path, text in write_whole_files(graphs.atlas_of(page), "0"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
        size[path.endswith("names.js")] += len(text.encode("utf-8"))
    return size[False], size[True]


def time_middle(browser: Any, folder: Path) -> None:
    """5,000 nodes at fixed coordinates."""
    page = graphs.make_graph(5_000, 20_000)
    size, later = write_files(page, folder)
    whole = place_whole(page.nodes, page.edges)
    stock = folder / "stock.html"
    graphs.write_stock(page, stock, whole.places)
    own = (folder / "graph.html", "spacekg-painted")
    painted, theirs = browsing.in_turns(browser, own, (stock, "painted"))
    ratio = (theirs or PATIENCE * 1000) / (painted or PATIENCE * 1000)
    what = f"5,000 nodes, {len(page.edges):,} edges"
    told(f"{what}: painted", ms(painted), f"pyvis, fixed {ms(theirs)}", ratio,
         "≥ 4 times sooner", ratio >= 4)  # fmt: skip
    ratio = stock.stat().st_size / size
    theirs_size = f"pyvis, fixed {mb(stock.stat().st_size)}"
    told(f"{what}: page, names after", f"{mb(size)} + {mb(later)}", theirs_size,
         ratio, "≤ a quarter", ratio >= 4)  # fmt: skip


def time_whole(browser: Any, folder: Path, modules: Path | None) -> None:
    """20,000 nodes and 100,000 edges in one page."""
    page = graphs.make_graph(20_000, 100_000)
    start = time.process_time()
    write_files(page, folder)
    busy = time.process_time() - start
    painted, _ = browsing.open_page(browser, folder / "graph.html", "spacekg-painted", times=5)
    moving = browsing.frames(browser, "spacekg.eye.x += 5; spacekg.show()")
    what = f"20,000 nodes, {len(page.edges):,} edges"
    told(f"{what}: painted", ms(painted), "", None, "≤ 1,500 ms", (painted or 9e9) <= 1500)
    told(f"{what}: a frame while moved", ms(moving), "", None, "smooth", (moving or 9e9) <= 50)
    told(f"{what}: laid out and written", f"{busy:.1f} s CPU", "", None, "", True)
    if modules is None:
        return
    whole = place_whole(page.nodes, page.edges)
    graphs.write_peers(page, whole.places, whole.member, folder, modules.resolve())
    for name in ("force-graph", "sigma"):
        theirs, _ = browsing.open_page(browser, folder / f"{name}.html", "painted", times=1)
        told(f"{what}: painted", ms(painted), f"{name} {ms(theirs)}",
             (theirs or PATIENCE * 1000) / (painted or 1), "", True)  # fmt: skip
        slow = browsing.frames(browser, "shift()")
        told(f"{what}: a frame while moved", ms(moving), f"{name} {ms(slow)}",
             (slow or PATIENCE * 1000) / (moving or 1), "", True)  # fmt: skip


def time_site(studies: int, folder: Path) -> None:
    sample = load("sample_graph", ROOT / "tests" / "exporters" / "page" / "conftest.py")
    graph = sample.graph_from(sample.sample_quads(studies))
    start, cpu = time.perf_counter(), time.process_time()
    first = write_site(graph, folder)
    took, busy = time.perf_counter() - start, time.process_time() - cpu
    start = time.perf_counter()
    again = write_site(graph, folder)
    second = time.perf_counter() - start
    what = f"site of {studies} made-up studies, {first.written:,} files"
    told(f"{what}: time", f"{took:.1f} s ({busy:.1f} s CPU)", "", None, "≤ 60 s", took <= 60)
    told(f"{what}: size", mb(first.bytes), "", None, "≤ 100 MB", first.bytes <= 100e6)
    told("the same again", f"{second:.1f} s, {again.written} written", "", None, "0 written",
         again.written == 0)  # fmt: skip


def time_store(browser: Any, store: Path, folder: Path) -> None:
    """The site and the one page of a graph that was built from texts."""
    from spacekg.exporters.page import read_page_graph
    from spacekg.graph import KnowledgeGraph

    graph = KnowledgeGraph.open(store)
    start, cpu = time.perf_counter(), time.process_time()
    made = write_site(graph, folder)
    took, busy = time.perf_counter() - start, time.process_time() - cpu
    page = read_page_graph(graph)
    studies = page.count("Study")
    what = f"site of the built graph: {studies} studies, {made.written:,} files"
    told(what, f"{took:.1f} s ({busy:.1f} s CPU), {mb(made.bytes)}", "", None, "", True)
    single = folder / "single.html"
    single.write_text(write_document(page), encoding="utf-8")
    size = single.stat().st_size
    told("the one page of it: size", mb(size), "", None, "≤ 2 MB", size <= 2e6)
    ready, paint = browsing.open_page(browser, single, "spacekg-ready")
    told("the one page of it: first paint, still", f"{ms(paint)}, {ms(ready)}", "", None,
         "≤ 1,000 ms", paint <= 1000)  # fmt: skip


def time_search(browser: Any, out: Path) -> None:
    types = [{"one": "gene", "shape": "dot", "type": "Gene"}]
    rows = [
        [0, f"Gene {at}", [f"alias {at}", f"another name of {at}"], [f"NCBIGene:{at}"],
         f"gene/ncbigene-{at}.html", at % 9, "Mus musculus"]
        for at in range(NAMES)
    ]  # fmt: skip
    text = f"window.spacekgNames={write_safe_json({'rows': rows, 'types': types})};\n"
    (out / "assets" / "names.js").write_text(text, encoding="utf-8")
    browser.get((out / "index.html").as_uri())
    browser.find_element("id", "search").click()
    browsing.wait(browser, "return document.documentElement.dataset.search === 'ready'")
    browser.execute_script(SEARCH, QUERIES)
    rounds = [browser.execute_script(SEARCH, QUERIES) for _ in range(5)]
    # A round that the machine interrupted says nothing of the search: each question's median.
    times = [statistics.median(row_) for row_ in zip(*rounds, strict=True)]
    told(f"search over {NAMES:,} things, {len(QUERIES)} questions five times each",
         f"median {statistics.median(times):.1f} ms, longest {max(times):.1f} ms", "", None,
         "≤ 50 ms", max(times) <= 50)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--studies", type=int, default=600)
    parser.add_argument("--modules", type=Path, help="npm packages to measure beside")
    parser.add_argument("--store", type=Path, help="a built store to measure the site of")
    parser.add_argument("--write", type=Path, help="also put the table into this file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for room in ("small", "middle", "whole", "site", "built"):
            (folder / room).mkdir()
        browser = browsing.start_browser(folder / "profile")
        try:
            row("what", "SpaceKG", "peer", "times", "target", "met")
            row(*["---"] * 6)
            time_small(browser, folder / "small")
            time_middle(browser, folder / "middle")
            time_whole(browser, folder / "whole", arguments.modules)
            time_site(arguments.studies, folder / "site")
            time_search(browser, folder / "site")
            if arguments.store is not None:
                time_store(browser, arguments.store, folder / "built")
            version = browser.capabilities["browserVersion"].split(".")[0]
        finally:
            browser.quit()
    load = os.getloadavg()[0]
    LINES.append(
        f"\nChromium {version} without a graphics card or a network, {os.cpu_count()} cores "
        f"({platform.machine()}), load {load:.1f} at the end, Python {platform.python_version()}."
    )
    print(LINES[-1])
    if arguments.write is not None:
        put_between(arguments.write, "\n".join(LINES))


if __name__ == "__main__":
    main()
