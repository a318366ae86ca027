"""Annotation: megabytes a second on one core, start-up and memory, beside a peer in the same run.

    python benchmarks/annotate.py [--profile] [FILE.jsonl ...]

Each line of a file has a ``text``; without files the shipped studies are read. Half of the texts
warm the process up, the other half, new to it, is timed (CPU seconds, so that a busy machine
does not count). The peer is gilda, the engine of ``ssslm[gilda-slim]``, with the labels and exact
synonyms of our organisms (every fourth, for its memory), UBERON, CL and GO; it is left out with a
message where it is not installed. Every part runs in a process of its own. ``--profile`` says
instead where the time of new texts goes, part by part.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PEER_TABLES = ("tissues", "cells", "processes")
PEER_TAXA = 4
ROUNDS = 3
STARTS = 7
#: texts read of a larger file, at even steps; the peer needs a while for each
MOST_TEXTS = 240


def main() -> None:
    if len(sys.argv) > 2 and sys.argv[1] == "--part":
        PARTS[sys.argv[2]](sys.argv[3:])
        return
    files = sys.argv[1:]
    if "--profile" in files:
        print_profile([file for file in files if file != "--profile"])
        return
    results = {part: _run(part, files) for part in PARTS}
    results["start-up"] = _start_up()
    print("| part | figure | seconds of CPU | memory MB | found |")
    print("|---|---|---|---|---|")
    for part, row in results.items():
        cells = [row.get(key, "") for key in ("figure", "seconds", "memory", "found")]
        print(f"| {part} | {' | '.join(map(str, cells))} |")
    peer, ours = results["peer: gilda"], results["annotate, all types"]
    if "speed" in peer:
        scan = results["lexicon scan alone"]
        print(
            f"\nannotate is {ours['speed'] / peer['speed']:.1f} times as fast as the peer, ", end=""
        )
        print(f"the scan alone {scan['speed'] / peer['speed']:.1f} times.")


def read_texts(files: list[str]) -> list[str]:
    """The texts to annotate."""
    if not files:
        folder = Path(__file__).resolve().parents[1] / "data" / "studies"
        return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]
    texts = [
        json.loads(line)["text"]
        for name in files
        for line in Path(name).read_text(encoding="utf-8").splitlines()
    ]
    return texts[:: -(-len(texts) // MOST_TEXTS)]


def annotate_part(files: list[str]) -> None:
    from spacekg.annotators import annotate
    from spacekg.lexicon import read_lexicon
    from spacekg.readers import read_text

    lexicon = read_lexicon()
    documents = [read_text(text, id=str(place)) for place, text in enumerate(read_texts(files))]
    _time(documents, lambda document: len(annotate(document, lexicon).annotations))


def scan_part(files: list[str]) -> None:
    from spacekg.lexicon import read_lexicon

    lexicon = read_lexicon()
    _time(read_texts(files), lambda text: sum(1 for _ in lexicon.scan(text)))


def peer_part(files: list[str]) -> None:
    try:
        from gilda.grounder import Grounder
        from gilda.ner import annotate
    except ImportError:
        print(json.dumps({"figure": "not installed (pip install 'ssslm[gilda-slim]')"}))
        return
    grounder = Grounder(list(_peer_terms()))
    _time(read_texts(files), lambda text: len(annotate(text, grounder=grounder)))


def _peer_terms() -> Iterator[Any]:
    from gilda.process import normalize
    from gilda.term import Term

    from spacekg.lexicon.tables import derived_tables, read_table
    from spacekg.resources import find_resource

    for path in derived_tables(find_resource("data", "lexicon")):
        kind = path.name.split(".")[0]
        if not (kind in PEER_TABLES or kind.startswith("taxa_")):
            continue
        table = read_table(path)
        id_, label = table.columns.index("id"), table.columns.index("label")
        exact = table.columns.index("exact")
        for place, row in enumerate(table.rows):
            if kind.startswith("taxa_") and place % PEER_TAXA:
                continue
            database, identifier = row[id_].split(":", 1)
            names = [(row[label], "name")]
            names += [(name, "synonym") for name in row[exact].split("|") if name]
            for name, status in names:
                yield Term(
                    normalize(name), name, database, identifier, row[label], status, "spacekg"
                )


READING, TAGGING = "reading", "tagger (six models)"
#: what the table of shares names, and the module and function that do it
STAGES = {
    READING: None,
    "abbreviations": ("context", "find_abbreviations"),
    "lexicon scan, sorting by type": ("context", "Matches"),
    "tokens": ("context", "split_tokens"),
    "states": ("context", "write_states"),
    TAGGING: None,
    "organisms": ("annotating", "find_taxa"),
    "genes": ("annotating", "find_genes"),
    "terms": ("annotating", "find_terms"),
}


def print_profile(files: list[str]) -> None:
    """The share of each stage in the CPU time of new texts, after as many others."""
    import importlib

    from spacekg.annotators import annotate
    from spacekg.annotators.tagger import read_tagger
    from spacekg.lexicon import read_lexicon
    from spacekg.readers import read_text

    spent = dict.fromkeys(STAGES, 0.0)

    def timed(stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            begin = time.process_time()
            answer = work(*arguments, **named)
            if isinstance(answer, Iterator):
                answer = list(answer)
            spent[stage] += time.process_time() - begin
            return answer

        return run

    class TimedTagger:
        tag = staticmethod(timed(TAGGING, read_tagger().tag))

    for stage, place in STAGES.items():
        if place is not None:
            module = importlib.import_module(f"spacekg.annotators.{place[0]}")
            setattr(module, place[1], timed(stage, getattr(module, place[1])))
    read = timed(READING, read_text)
    lexicon, tagger = read_lexicon(), TimedTagger()
    texts = read_texts(files)
    for place, text in enumerate(texts[::2]):
        annotate(read(text, id=str(place)), lexicon, tagger)  # type: ignore[arg-type]
    spent.update(dict.fromkeys(STAGES, 0.0))
    begin = time.process_time()
    for place, text in enumerate(texts[1::2]):
        annotate(read(text, id=str(place)), lexicon, tagger)  # type: ignore[arg-type]
    whole = time.process_time() - begin
    size = sum(len(text.encode()) for text in texts[1::2]) / 1e6
    spent["the rest"] = whole - sum(spent.values())
    print("| part | share | speed |")
    print("|---|---|---|")
    for stage, seconds in spent.items():
        print(f"| {stage} | {seconds / whole:.0%} | {size / seconds:.2f} MB/s |")
    print(f"| all | 100% | {size / whole:.2f} MB/s |")


def _time(items: list[Any], work: Callable[[Any], int]) -> None:
    """Warm up with every other item, then time the rest and print the row."""
    for item in items[::2]:
        work(item)
    fresh = items[1::2]
    size = sum(len(getattr(item, "text", item).encode()) for item in fresh)
    begin = time.process_time()
    found = sum(map(work, fresh))
    first = time.process_time() - begin
    again = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        for item in fresh:
            work(item)
        again.append(time.process_time() - begin)
    speed = size / first / 1e6
    row = {
        "figure": f"{speed:.2f} MB/s new texts, {size / min(again) / 1e6:.2f} MB/s met before, "
        f"{len(fresh) / first:.0f} texts/s of {size / len(fresh) / 1e3:.1f} kB",
        "seconds": round(first, 2),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "found": found,
        "speed": speed,
    }
    print(json.dumps(row))


def _run(part: str, files: list[str]) -> dict[str, Any]:
    command = [sys.executable, __file__, "--part", part, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return row


def _start_up() -> dict[str, Any]:
    """The command on a text of one sentence: the least of several runs.

    With bytecode, as an installed package has it, whatever the environment says of writing it.
    """
    text = "Fbxo32 rose in the soleus of mice after spaceflight.\n"
    path = Path(__file__).with_name(".start-up.txt")
    path.write_text(text, encoding="utf-8")
    taken, memory = [], 0
    bytecode = tempfile.mkdtemp()
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        for _ in range(STARTS):
            before = time.perf_counter()
            child = subprocess.Popen(
                [sys.executable, "-m", "spacekg", "annotate", str(path)],
                stdout=subprocess.DEVNULL,
                env=environment,
            )
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            wall = time.perf_counter() - before
            taken.append((usage.ru_utime + usage.ru_stime, wall))
            memory = usage.ru_maxrss // 1024
    finally:
        path.unlink()
        shutil.rmtree(bytecode)
    seconds, wall = min(taken)[0], min(clock for _, clock in taken)
    return {
        "figure": f"spacekg annotate FILE: {wall:.2f} s by the clock",
        "seconds": round(seconds, 2),
        "memory": memory,
    }


PARTS: dict[str, Callable[[list[str]], None]] = {
    "annotate, all types": annotate_part,
    "lexicon scan alone": scan_part,
    "peer: gilda": peer_part,
}


if __name__ == "__main__":
    main()
