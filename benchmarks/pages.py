"""Pages: how soon they are made, painted and searched, beside stock pyvis on the same graph.

    python benchmarks/pages.py [--store exports/store] [--studies 600]

Chromium runs without a network and draws in software. Every number comes from this one run; read
them as ratios.
"""

from __future__ import annotations

import argparse
import importlib.util
import statistics
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from spacekg.exporters.page import PageGraph, read_page_graph, write_document, write_safe_json
from spacekg.exporters.page.overview import choose_overview
from spacekg.graph import KnowledgeGraph
from spacekg.site import write_site

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0
SETTLED = "return Boolean(window.network && network.physics && network.physics.stabilized)"
PAINT = (
    "const all = performance.getEntriesByType('paint');"
    "return all.length ? all[all.length - 1].startTime : null"
)
NAMES = 50_000
QUERIES = ("fbxo32", "gene 4", "muscle", "NCBIGene:12", "10.5555/sample", "alias 77", "zzz", "a")
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


def start_browser(profile: Path) -> Any:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    shared = load("browser_flags", ROOT / "tests" / "conftest.py")
    program, driver = shared.find_browser()
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*shared.FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=Service(driver))
    browser.set_page_load_timeout(PATIENCE * 2)
    return browser


def stock_page(page: PageGraph, chosen: tuple[int, ...], path: Path) -> None:
    """What pyvis writes by itself of the same nodes and the edges between them."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    inside = set(chosen)
    for at in chosen:
        network.add_node(at, label=page.nodes[at].label)
    for edge in page.edges:
        if edge.source in inside and edge.target in inside:
            network.add_edge(edge.source, edge.target)
    path.write_text(network.generate_html(), encoding="utf-8")


def wait(browser: Any, script: str) -> float | None:
    """Milliseconds since navigation when the script first holds; nothing after too long."""
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        if browser.execute_script(script):
            return float(browser.execute_script("return performance.now()"))
        time.sleep(0.02)
    return None


def row(*cells: object) -> None:
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def ms(value: float | None) -> str:
    return f"{value:,.0f} ms" if value is not None else f"not within {PATIENCE:.0f} s"


def time_pages(browser: Any, page: PageGraph, folder: Path) -> None:
    row("page", "nodes in it", "nodes drawn", "size", "first paint", "still")
    row(*["---"] * 6)
    overview = choose_overview(page).nodes
    own = folder / "own.html"
    own.write_text(write_document(page), encoding="utf-8")
    browser.get(own.as_uri())
    ready = wait(browser, "return performance.getEntriesByName('spacekg-ready').length > 0")
    if ready is not None:
        ready = browser.execute_script(
            "return performance.getEntriesByName('spacekg-ready')[0].startTime"
        )
    paint = browser.execute_script(PAINT)
    size = f"{own.stat().st_size / 1e6:.2f} MB"
    row("SpaceKG", len(page.nodes), len(overview), size, ms(paint), ms(ready))
    everything = tuple(range(len(page.nodes)))
    for words, chosen in (("same picture", overview), ("everything", everything)):
        path = folder / "stock.html"
        stock_page(page, chosen, path)
        browser.get(path.as_uri())
        still = wait(browser, SETTLED)
        paint = browser.execute_script(PAINT)
        size = f"{path.stat().st_size / 1e6:.2f} MB"
        row(f"stock pyvis, {words}", len(chosen), len(chosen), size, ms(paint), ms(still))


def time_site(words: str, graph: KnowledgeGraph, out: Path) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    first = write_site(graph, out)
    took, busy = time.perf_counter() - start, time.process_time() - cpu
    start = time.perf_counter()
    again = write_site(graph, out)
    row(words, first.written, f"{first.bytes / 1e6:.1f} MB", f"{took:.1f} s", f"{busy:.1f} s",
        f"{time.perf_counter() - start:.1f} s", again.written)  # fmt: skip


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
    wait(browser, "return document.documentElement.dataset.search === 'ready'")
    browser.execute_script(SEARCH, QUERIES)
    times = browser.execute_script(SEARCH, QUERIES)
    print(f"search over {NAMES:,} things: median {statistics.median(times):.0f} ms, "
          f"longest {max(times):.0f} ms of {len(QUERIES)} questions")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--store", type=Path, default=Path("exports/store"))
    parser.add_argument("--studies", type=int, default=600)
    arguments = parser.parse_args()
    graph = KnowledgeGraph.open(arguments.store)
    sample = load("sample_graph", ROOT / "tests" / "exporters" / "page" / "conftest.py")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        browser = start_browser(folder / "profile")
        try:
            time_pages(browser, read_page_graph(graph), folder)
            print()
            row("site", "files", "size", "by the clock", "CPU", "again", "written again")
            row(*["---"] * 7)
            time_site("the store", graph, folder / "site")
            made = sample.graph_from(sample.sample_quads(arguments.studies))
            time_site(f"{arguments.studies} made-up studies", made, folder / "large")
            print()
            time_search(browser, folder / "site")
        finally:
            browser.quit()


if __name__ == "__main__":
    main()
