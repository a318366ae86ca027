"""Hostile documents through a real build: what became of each class, and whether as promised.

python benchmarks/hostile.py [--only texts,pdfs] [--jobs 2] [--seconds 120] [--memory 2048]

Each class stands in a folder of its own with one sound study, and is built with limits of time and
memory for each document. A class keeps its promise when every document of it was read, warned of
or refused as promised, in printable lines, none was given up by the limits, and the sound study
was read. The class "odd" is built by the command line in 4 GB, and there what each line says and
what is in the graph afterwards are asked too. Ours are made when asked for; those of
../shared/corpus/hostile are left out when absent.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import spacekg

PROJECT = Path(__file__).resolve().parents[1]
HOSTILE = PROJECT / "tests" / "hostile"
CORPUS = PROJECT / "../shared/corpus/hostile"
SOUND = "the-sound-one.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document: its file name, what is promised of it, and what writes it into a folder."""

    name: str
    promise: str
    write: Callable[[Path], object]


@dataclass(slots=True, kw_only=True)
class Score:
    """What became of a class."""

    kind: str
    documents: int = 0
    read: int = 0
    warned: int = 0
    refused: int = 0
    given_up: int = 0
    broken: list[str] = field(default_factory=list)
    seconds: float = 0.0
    memory: float = 0.0

    def line(self) -> str:
        """A row of the table."""
        kept = self.documents - len({one.split(": ")[0] for one in self.broken})
        return (
            f"{self.kind:<24} {self.documents:>5} {self.read:>5} {self.warned:>6} "
            f"{self.refused:>7} {self.given_up:>8} {kept:>11} {self.seconds:>7.1f} "
            f"{self.memory:>6.0f}"
        )


def load(name: str) -> ModuleType:
    """A module of the test tree."""
    path = HOSTILE / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"spacekg_{name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def list_classes(module: ModuleType) -> Iterator[tuple[str, list[Case]]]:
    """Each class with its documents: ours, then those of the corpus."""
    ours: dict[str, list[Case]] = {}
    for one in module.hostile_documents():
        name = os.fsdecode(one.name)
        # a build reads one document a file; lines are for annotate and extract
        promise = "refused" if name.endswith(".jsonl") else one.promise
        ours.setdefault(one.kind, []).append(
            Case(name=name, promise=promise, write=lambda path, one=one: one.write(path.parent))
        )
    yield from ours.items()
    if not CORPUS.is_dir():
        print("../shared/corpus/hostile is absent: its classes are left out")
        return
    for folder, promise in (("frontmatter", "handled"), ("not_a_study", "refused")):
        found = sorted((CORPUS / folder).iterdir())
        yield f"corpus {folder}", [_copy(one.name, promise, one.read_bytes()) for one in found]
    front = "---\n{}\n---\n\n" + module.BODY
    yield "corpus yaml cases", [
        _copy(
            f"{one['id']}.md", "told" if one["must_fail"] else "handled", front.format(one["yaml"])
        )
        for one in _lines("yaml_cases.jsonl")
    ]  # fmt: skip
    yield (
        "corpus mojibake",
        [
            _copy(f"{one['id']}.md", "read", f"{module.BODY}\n{one['original']}\n")
            for one in _lines("mojibake.jsonl")
        ],
    )
    yield "corpus naughty strings", [
        _copy(f"{one['id']}.md", "read", front.format(
            f"title: {json.dumps(one['text'])}\nauthors: [{json.dumps(one['text'])}]"
        ) + f"{module.STUDY}\n" * 4 + one["text"])
        for one in _lines("naughty_strings.jsonl")
    ]  # fmt: skip


def _copy(name: str, promise: str, content: str | bytes) -> Case:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    return Case(name=name, promise=promise, write=lambda path: path.write_bytes(data))


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CORPUS / name).read_text("utf-8").split("\n") if line]


class MemoryWatch:
    """The largest memory of its own that any worker of this process took, in MB."""

    def __enter__(self) -> MemoryWatch:
        self.peak, self._stop = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            for told in Path("/proc/self/task").glob("*/children"):
                for pid in told.read_text().split():
                    self.peak = max(self.peak, _own_memory(pid))


def _own_memory(pid: str) -> float:
    """The memory of a process that is not mapped from files."""
    try:
        told = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    values = [line.split()[1] for line in told.splitlines() if line.startswith("RssAnon:")]
    return int(values[0]) / 1024 if values else 0.0


def try_class(kind: str, cases: list[Case], sound: str, options: argparse.Namespace) -> Score:
    """Build a class with a sound study; what became of it."""
    score = Score(kind=kind, documents=len(cases))
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "papers"
        folder.mkdir()
        (folder / SOUND).write_text(sound)
        for case in cases:
            case.write(folder / case.name)
        started = time.monotonic()
        with MemoryWatch() as watch:
            report = spacekg.build(
                [folder], store=Path(root) / "store", jobs=options.jobs, seconds=options.seconds,
                memory=options.memory << 20,
            )  # fmt: skip
        score.seconds, score.memory = time.monotonic() - started, watch.peak
        told: dict[str, list[Any]] = {}
        for path, notice in report.notices:
            told.setdefault(os.path.relpath(path, folder), []).append(notice)
        if any(notice.level == "refused" for notice in told.pop(SOUND, [])):
            score.broken.append(f"{SOUND}: the sound study was refused")
        for line in report.lines():
            if not line.isprintable():
                score.broken.append(f"{line!r}: is no printable line")
        for case in cases:
            judge(case, told.get(case.name, []), score)
        if not spacekg.doctor(Path(root) / "store").sound:
            score.broken.append("store: the doctor finds fault with it")
    return score


def try_odd() -> Score:
    """The second set, which says what each line is to say, through the command line."""
    documents = load("odd_documents").odd_documents()
    with tempfile.TemporaryDirectory() as root, MemoryWatch() as watch:
        batch = load("odd_harness").build_odd(documents, Path(root))
    return Score(
        kind="odd", documents=len(documents), warned=batch.warned, refused=batch.refused,
        read=len(documents) - batch.warned - batch.refused, broken=batch.broken,
        seconds=batch.seconds, memory=watch.peak,
    )  # fmt: skip


def judge(case: Case, notices: list[Any], score: Score) -> None:
    """Count what became of a document, and whether that was promised."""
    refusals = [notice.message for notice in notices if notice.level == "refused"]
    given_up = [
        one for one in refusals if one.startswith(("given up", "a defect", "it needs more"))
    ]
    score.refused += bool(refusals)
    score.given_up += bool(given_up)
    score.warned += bool(notices) and not refusals
    score.read += not notices
    is_kept = {
        "read": not refusals, "handled": True, "told": bool(notices), "refused": bool(refusals),
    }[case.promise]  # fmt: skip
    if not is_kept or given_up:
        what = (given_up or refusals or ["read in silence"])[0]
        score.broken.append(f"{case.name!a:.60}: promised {case.promise}: {what[:120]}")


def main() -> int:
    """Print the table and each broken promise; 1 when there is any."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="classes, as the table names them")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--memory", type=int, default=2048, help="MB a document")
    options = parser.parse_args()
    module = load("hostile_documents")
    print(
        f"{'class':<24} {'docs':>5} {'read':>5} {'warned':>6} {'refused':>7} {'given up':>8} "
        f"{'as promised':>11} {'seconds':>7} {'MB':>6}"
    )
    wanted = [one.strip() for one in options.only.split(",") if one.strip()]
    total = Score(kind="all")
    for kind, cases in (("odd", []), *list_classes(module)):
        if wanted and kind not in wanted:
            continue
        sound = f"{module.BODY}\nThe sound one.\n"
        score = try_class(kind, cases, sound, options) if cases else try_odd()
        print(score.line(), flush=True)
        for told in score.broken:
            print(f"  {told}", flush=True)
        for name in ("documents", "read", "warned", "refused", "given_up", "seconds"):
            setattr(total, name, getattr(total, name) + getattr(score, name))
        total.broken += [f"{kind} {one}" for one in score.broken]
        total.memory = max(total.memory, score.memory)
    print(total.line())
    return 1 if total.broken else 0


if __name__ == "__main__":
    sys.exit(main())
