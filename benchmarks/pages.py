"""Pages: how soon they are made, painted and searched, beside their peers on the same graph.

    python benchmarks/pages.py [--studies 600] [--modules FOLDER/node_modules]

Chromium runs without a network and draws in software. Every number comes from this one run; read
them as ratios. ``--modules`` names npm packages with force-graph, sigma and graphology, which are
then measured on the graph of 20,000 nodes too.
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

from spacekg.exporters.page import write_document, write_safe_json
from spacekg.site import write_site, write_whole_files
from spacekg.site.whole import place_whole

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30.0
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
FRAMES = """
const done = arguments[1];
const shift = new Function(arguments[0]);
const times = [];
let last = performance.now();
(function turn() {
  requestAnimationFrame(() => {
    const now = performance.now();
    times.push(now - last);
    last = now;
    shift();
    if (times.length < 9) turn();
    else done(times.slice(1));
  });
})();
"""


def load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


graphs = load("page_graphs", ROOT / "benchmarks" / "page_graphs.py")


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
    browser.set_script_timeout(PATIENCE)
    return browser


def wait(browser: Any, script: str) -> float | None:
    """Milliseconds since navigation when the script first holds; nothing after too long."""
    from selenium.common.exceptions import TimeoutException

    end = time.perf_counter() + PATIENCE
    try:
        while time.perf_counter() < end:
            if browser.execute_script(script):
                return float(browser.execute_script("return performance.now()"))
            time.sleep(0.02)
    except TimeoutException:
        # A page that reckons without a pause answers nobody.
        pass
    return None


def marked(browser: Any, name: str) -> float | None:
    """When the page set a mark."""
    entries = f"performance.getEntriesByName('{name}')"
    if wait(browser, f"return {entries}.length > 0") is None:
        return None
    return float(browser.execute_script(f"return {entries}[0].startTime"))


def open_page(browser: Any, path: Path, mark: str, times: int = 3) -> tuple[float | None, float]:
    """The median times of a mark and of the first paint."""
    marks, paints = [], []
    for _ in range(times):
        browser.get("about:blank")
        browser.get(path.as_uri())
        at = marked(browser, mark)
        if at is None:
            return None, PATIENCE * 1000
        marks.append(at)
        paints.append(float(browser.execute_script(PAINT) or at))
    return statistics.median(marks), statistics.median(paints)


def frames(browser: Any, shift: str) -> float | None:
    """The median milliseconds of a frame while the picture is moved."""
    from selenium.common.exceptions import TimeoutException

    try:
        return statistics.median(browser.execute_async_script(FRAMES, shift))
    except TimeoutException:
        return None


def row(*cells: object) -> None:
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


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
    ready, paint = open_page(browser, own, "spacekg-ready")
    browser.get(stock.as_uri())
    their_paint = wait(browser, PAINT)
    still = wait(browser, SETTLED)
    if their_paint is not None:
        their_paint = float(browser.execute_script(PAINT))
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
    painted, _ = open_page(browser, folder / "graph.html", "spacekg-painted")
    theirs, _ = open_page(browser, stock, "painted", times=1)
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
    painted, _ = open_page(browser, folder / "graph.html", "spacekg-painted", times=5)
    moving = frames(browser, "spacekg.eye.x += 5; spacekg.show()")
    what = f"20,000 nodes, {len(page.edges):,} edges"
    told(f"{what}: painted", ms(painted), "", None, "≤ 1,500 ms", (painted or 9e9) <= 1500)
    told(f"{what}: a frame while moved", ms(moving), "", None, "smooth", (moving or 9e9) <= 50)
    told(f"{what}: laid out and written", f"{busy:.1f} s CPU", "", None, "", True)
    if modules is None:
        return
    whole = place_whole(page.nodes, page.edges)
    graphs.write_peers(page, whole.places, whole.member, folder, modules.resolve())
    for name in ("force-graph", "sigma"):
        theirs, _ = open_page(browser, folder / f"{name}.html", "painted", times=1)
        told(f"{what}: painted", ms(painted), f"{name} {ms(theirs)}",
             (theirs or PATIENCE * 1000) / (painted or 1), "", True)  # fmt: skip
        slow = frames(browser, "shift()")
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
    told(f"search over {NAMES:,} things, {len(QUERIES)} questions",
         f"median {ms(statistics.median(times))}, longest {ms(max(times))}", "", None, "≤ 50 ms",
         max(times) <= 50)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--studies", type=int, default=600)
    parser.add_argument("--modules", type=Path, help="npm packages to measure beside")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for room in ("small", "middle", "whole", "site"):
            (folder / room).mkdir()
        browser = start_browser(folder / "profile")
        try:
            row("what", "SpaceKG", "peer", "times", "target", "met")
            row(*["---"] * 6)
            time_small(browser, folder / "small")
            time_middle(browser, folder / "middle")
            time_whole(browser, folder / "whole", arguments.modules)
            time_site(arguments.studies, folder / "site")
            time_search(browser, folder / "site")
        finally:
            browser.quit()


if __name__ == "__main__":
    main()
