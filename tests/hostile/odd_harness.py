"""Odd documents through the real command line, and what is wrong with what came out."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spacekg
from spacekg.errors import one_line

_TOLD = """
PREFIX skg: <https://w3id.org/spacekg/vocab/>
SELECT DISTINCT ?path WHERE {
  ?finding skg:supportedBy ?evidence ; skg:reportedBy ?study .
  ?evidence skg:fromDocument ?document . ?document skg:path ?path ; skg:describes ?study
}"""
_GIVEN_UP = ("given up", "a defect", "it needs more")


@dataclass(slots=True, kw_only=True)
class Batch:
    """What a build of odd documents printed, and each promise that it broke."""

    seconds: float
    code: int
    lines: list[str]
    broken: list[str] = field(default_factory=list)
    warned: int = 0
    refused: int = 0


def build_odd(
    documents: Sequence[Any], root: Path, *, seconds: float = 600, memory: int = 4 << 30
) -> Batch:
    """Build the documents in one folder as a person does; what is not as promised is ``broken``."""
    papers, store = root / "papers", root / "store"
    papers.mkdir(parents=True)
    for one in documents:
        one.write(papers)
    # a name or an identifier that leads out of the store shows by what is new beside it
    before = _list_all(root, store)
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "spacekg", "build", "papers", "--store", "store"],
        cwd=root, capture_output=True, timeout=seconds,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory)),
    )  # fmt: skip
    said = done.stderr.decode("utf-8", "surrogateescape")
    batch = Batch(
        seconds=time.monotonic() - started, code=done.returncode, lines=said.split("\n")[:-1]
    )
    if "Traceback" in said:
        batch.broken.append(f"a traceback: {said[-2000:]}")
    if batch.code:
        batch.broken.append(f"exit code {batch.code}: {said[-300:]}")
        return batch
    if more := _list_all(root, store) - before:
        batch.broken.append(f"written outside of the store: {sorted(more)[:3]}")
    told = find_told(store)
    for one in documents:
        wrong = judge(one, batch)
        is_text = one.name.encode("utf-8", "ignore").decode() == one.name
        if one.keeps and is_text and one_line(f"papers/{one.name}") not in told:
            wrong.append("its finding is not in the graph")
        batch.broken += [f"{one.kind} {one.name!a:.60}: {what}" for what in wrong]
    if not spacekg.doctor(store).sound:
        batch.broken.append("the doctor finds fault with the store")
    return batch


def judge(one: Any, batch: Batch) -> list[str]:
    """What is wrong with the lines of a document."""
    name = one_line(f"papers/{one.name}")
    starts = (f"warning: {name}: ", f"refused: {name}: ")
    lines = [line for line in batch.lines if line.startswith(starts)]
    wrong = [f"no printable line: {line!a}" for line in lines if not line.isprintable()]
    refusals = [line for line in lines if line.startswith("refused: ")]
    batch.refused += bool(refusals)
    batch.warned += bool(lines) and not refusals
    became = "refused" if refusals else "warned" if lines else "silent"
    first = (lines or ["no line"])[0]
    if became not in (("warned", "silent") if one.outcome == "read" else (one.outcome,)):
        wrong.append(f"promised {one.outcome}, was {became}: {first:.200}")
    elif one.says and not any(re.search(one.says, line) for line in lines):
        wrong.append(f"should say {one.says!r}: {first:.200}")
    wrong += [line for line in refusals if any(f": {what}" in line for what in _GIVEN_UP)]
    return wrong


def _list_all(root: Path, store: Path) -> set[str]:
    return {str(path) for path in root.rglob("*") if store not in path.parents and path != store}


def find_told(store: Path) -> set[str]:
    """The documents of whose study the graph holds a finding with its quote."""
    rows = json.loads(spacekg.query(store, _TOLD, output="json"))["results"]["bindings"]
    return {one_line(row["path"]["value"]) for row in rows}
