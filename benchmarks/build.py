"""Building: speed a core, start-up, memory, what incremental builds cost, growth, loading.

    python benchmarks/build.py [--only PART,...] [--large [DOCUMENTS]] [--write docs/performance.md]

Documents are made up (``made_up.py``). Every build is a command in a process of its own. Where a
library does the same job it is timed in the same run: rdflib for reading quads, pyoxigraph alone
as the floor of loading. Without ``--large`` it is meant to end in about five minutes on an idle
machine with two cores; with it growth goes to so many documents (100,000) and loading to 10,000,000
triples, which takes long and some 30 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from made_up import Author

MARKS = ("<!-- build: begin -->", "<!-- build: end -->")
UNKEPT = "PYTHONDONTWRITEBYTECODE"
SIZE, SMALL = 2000, 300
Row = tuple[str, str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--large", type=int, nargs="?", const=100_000, default=0)
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    rows: list[Row] = []
    for name in told.only.split(","):
        with tempfile.TemporaryDirectory() as folder:
            for row in PARTS[name](Path(folder), told.large):
                rows.append(row)
                print(f"| {' | '.join(row)} |", file=sys.stderr, flush=True)
    text = write_table(rows)
    print(text)
    if told.write is not None:
        put_between(told.write, text)


def measure_speed(folder: Path, large: int) -> Iterator[Row]:
    """Documents a second a core, in one process that is warm, and what it takes of memory."""
    Author(1).fill_folder(folder / "docs", 300, SIZE)
    code = (
        "import json, resource, sys, time\n"
        "from pathlib import Path\n"
        "from spacekg.refusal import Task\n"
        "from spacekg.work import start_work\n"
        "work = start_work(sys.argv[2], 'benchmark')\n"
        "files = [str(path) for path in sorted(Path(sys.argv[1]).iterdir())]\n"
        "tasks = [Task(path=path, sha256='0') for path in files]\n"
        "for task in tasks[::3]: work(task)\n"
        "rest = [task for place, task in enumerate(tasks) if place % 3]\n"
        "begin = time.process_time()\n"
        "for task in rest: work(task)\n"
        "taken = time.process_time() - begin\n"
        "memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024\n"
        "print(json.dumps([len(rest) / taken, memory]))\n"
    )
    command = [sys.executable, "-c", code, str(folder / "docs"), str(folder / "shards")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    speed, memory = json.loads(done.stdout)
    yield "documents of 2 KB, one warm process", f"{speed:.0f} a second of CPU", "300"
    yield "memory of a worker", f"{memory} MB", "1,000 MB"


def measure_start(folder: Path, large: int) -> Iterator[Row]:
    """A build of five documents, from the command to its end."""
    Author(2).fill_folder(folder / "docs", 5, SIZE)
    build(folder / "docs", folder / "first")
    wall, cpu, memory = build(folder / "docs", folder / "store")
    yield "five documents, from nothing", show(wall, cpu, memory), "1 s"


def measure_six_hundred(folder: Path, large: int) -> Iterator[Row]:
    """600 documents: clean with two processes and with one, and again with nothing changed.

    The process that gathers and loads works beside one job too; what two processors gain is told by
    a build that has one.
    """
    Author(3).fill_folder(folder / "docs", 600, SIZE)
    bound = build(folder / "docs", folder / "bound", "--jobs", "1", processors=1)
    one = build(folder / "docs", folder / "one", "--jobs", "1")
    two = build(folder / "docs", folder / "two", "--jobs", "2")
    again = build(folder / "docs", folder / "two", "--jobs", "2")
    quads = next((folder / "two" / "generations").glob("*/graph.nq"))
    yield "600 documents, clean, 2 jobs", show(*two), "20 s"
    yield "600 documents, clean, 1 job", show(*one), ""
    yield "600 documents, clean, 1 job on one processor", show(*bound), ""
    ratio = f"{bound[0] / two[0]:.2f} times"
    yield "2 jobs on two processors against 1 job on one", ratio, "1.8 times"
    yield "2 jobs against 1 job with two processors", f"{one[0] / two[0]:.2f} times", ""
    yield "600 documents, nothing changed", show(*again), "1 s"
    yield from measure_peers(quads, folder)


def measure_peers(quads: Path, folder: Path) -> Iterator[Row]:
    """What others take for the graph that is there: loading it, or reading and writing a part."""
    import rdflib
    from pyoxigraph import RdfFormat, Store

    begin, used = time.perf_counter(), time.process_time()
    Store(str(folder / "bare")).bulk_load(path=str(quads), format=RdfFormat.N_QUADS)
    taken = f"{seconds(begin)}, {time.process_time() - used:.2f} s of CPU"
    yield "peer: pyoxigraph alone loads these quads, no union", taken, "floor"
    lines = quads.read_bytes().splitlines(keepends=True)[::10]
    begin = time.perf_counter()
    rdflib.Dataset().parse(data=b"".join(lines), format="nquads").serialize(format="nquads")
    yield f"peer: rdflib reads and writes {len(lines):,} of these quads", seconds(begin), "peer"


def measure_growth(folder: Path, large: int) -> Iterator[Row]:
    """Time against number of small documents."""
    sizes = [size for size in (100, 1000, 3000, 10_000, 30_000, 100_000) if size < large]
    sizes = [*sizes, large] if large else [100, 1000, 3000]
    taken = []
    for count in sizes:
        Author(4).fill_folder(folder / f"{count}", count, SMALL, studies=False)
        wall, cpu, memory = build(folder / f"{count}", folder / f"store-{count}")
        taken.append(cpu)
        yield f"{count:,} documents of 0.3 KB, clean", show(wall, cpu, memory), ""
    for place in range(1, len(sizes)):
        rise = math.log(taken[place] / taken[place - 1])
        rise /= math.log(sizes[place] / sizes[place - 1])
        name = f"growth exponent, {sizes[place - 1]:,} to {sizes[place]:,} (CPU)"
        yield name, f"{rise:.2f}", "1.05"


def measure_change(folder: Path, large: int) -> Iterator[Row]:
    """What changing one of 10,000 small documents costs."""
    count = 10_000
    docs, store = folder / "docs", folder / "store"
    Author(4).fill_folder(docs, count, SMALL, studies=False)
    yield f"{count:,} documents of 0.3 KB, clean", show(*build(docs, store)), ""
    yield f"{count:,} documents, nothing changed", show(*build(docs, store)), ""
    for number in (7, 8):
        text = Author(5).write_abstract(number, SMALL)
        (docs / f"{number:06}.md").write_text(text, encoding="utf-8")
        measured = build(docs, store)
    yield f"{count:,} documents, one changed", show(*measured), "2 s"


def measure_loading(folder: Path, large: int) -> Iterator[Row]:
    """Triples into a verified store of ours, beside the engine alone and beside rdflib."""
    from pyoxigraph import RdfFormat, Store

    from spacekg.graph import GraphStore

    count = 10_000_000 if large else 500_000

    file = folder / "all.nq"
    with file.open("wb") as out:
        for place in range(count // 10_000):
            out.writelines(make_lines(place, 10_000))

    def shards() -> Iterator[bytes]:
        with file.open("rb") as lines:
            while some := lines.readlines(1 << 20):
                yield b"".join(some)

    begin, used = time.perf_counter(), time.process_time()
    GraphStore(path=folder / "store").write(shards())
    taken = f"{seconds(begin)}, {time.process_time() - used:.1f} s of CPU"
    yield f"{count:,} triples: sorted, loaded, counted", taken, "90 s (10,000,000)"
    shutil.rmtree(folder / "store")
    begin, used = time.perf_counter(), time.process_time()
    store = Store(str(folder / "bare"))
    store.bulk_load(path=str(file), format=RdfFormat.N_QUADS)
    store.flush()
    taken = f"{seconds(begin)}, {time.process_time() - used:.1f} s of CPU"
    yield f"{count:,} triples: pyoxigraph alone, unsorted, no union", taken, "floor"
    few = 50_000
    text = b"".join(make_lines(0, few))
    begin = time.perf_counter()
    GraphStore(path=folder / "few").write([text])
    yield f"{few:,} triples: sorted, loaded, counted", seconds(begin), ""
    begin = time.perf_counter()
    import rdflib

    rdflib.Dataset().parse(data=text, format="nquads")
    yield f"{few:,} triples: peer rdflib {rdflib.__version__}, in memory", seconds(begin), "peer"


PARTS: dict[str, Callable[[Path, int], Iterator[Row]]] = {
    "speed": measure_speed,
    "start": measure_start,
    "600": measure_six_hundred,
    "growth": measure_growth,
    "change": measure_change,
    "loading": measure_loading,
}


def build(
    docs: Path, store: Path, *options: str, processors: int | None = None
) -> tuple[float, float, int]:
    """Wall and CPU seconds of a build with its workers, and the memory of the largest process."""
    all_ = os.sched_getaffinity(0)
    command = [
        sys.executable, "-m", "spacekg", "build", str(docs), "--store", str(store), *options,
    ]  # fmt: skip
    # an installation keeps its compiled modules; without them each start compiles them all
    kept = {name: value for name, value in os.environ.items() if name != UNKEPT}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # what is started may use the processors that we may
    os.sched_setaffinity(0, sorted(all_)[:processors])
    begin = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=kept
    )  # fmt: skip
    os.sched_setaffinity(0, all_)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, usage.ru_maxrss // 1024


def make_lines(place: int, count: int) -> Iterator[bytes]:
    """Quads as they are in a graph: links, labels and numbers."""
    for number in range(place * count, (place + 1) * count):
        subject = f"<https://example.org/s/{number // 5}>"
        graph = f"<https://w3id.org/spacekg/id/document/{number // 500}>"
        kind = number % 3
        value = (
            f"<https://example.org/o/{number * 7919 % 50_000}>", f'"a label of number {number}"',
            f'"{number}"^^<http://www.w3.org/2001/XMLSchema#integer>',
        )[kind]  # fmt: skip
        yield f"{subject} <https://example.org/p/{number % 5}> {value} {graph} .\n".encode()


def show(wall: float, cpu: float, memory: int) -> str:
    return f"{wall:.2f} s by the clock, {cpu:.2f} s of CPU, {memory} MB"


def seconds(begin: float) -> str:
    return f"{time.perf_counter() - begin:.2f} s by the clock"


def write_table(rows: list[Row]) -> str:
    load = os.getloadavg()[0]
    machine = (
        f"{os.cpu_count()} cores ({platform.machine()}), load {load:.1f} at the end; Python "
        f"{platform.python_version()}, pyoxigraph {version('pyoxigraph')}."
    )
    lines = ["| what | measured | target |", "|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"`python benchmarks/build.py`, {machine}", "", *lines])


def put_between(path: Path, text: str) -> None:
    """Write the table between its marks; a section of its own where there are none."""
    page = path.read_text(encoding="utf-8")
    if MARKS[0] not in page:
        page = f"{page.rstrip()}\n\n## Building\n\n{MARKS[0]}\n{MARKS[1]}\n"
    head, _, rest = page.partition(MARKS[0])
    _, _, tail = rest.partition(MARKS[1])
    path.write_text(f"{head}{MARKS[0]}\n{text}\n{MARKS[1]}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
