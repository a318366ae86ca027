"""Workers of a build killed at random moments: what the build then gives, beside a calm one.

The builder stays alive; only who works for it dies. Nothing may be lost, given up or doubled: the
graph must be, byte for byte, that of a build that nobody disturbed.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacekg.graph import GraphStore

ORGANS = ("liver", "soleus muscle", "femur", "retina", "heart", "kidney", "spleen", "thymus")
GENES = ("Fbxo32", "Trim63", "Cdkn1a", "Sod2", "Myh7", "Col1a1", "Tnf", "Il6")
#: how a worker shows in the list of processes: ours, and those of dask.distributed
MARKS = (b"spacekg.engines.processes", b"spacekg.engines.workers")
#: a build that ends no document for so long hangs
STILL = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbed:
    """A build with kills: how many there were, its time, and what was wrong, if anything."""

    kills: int
    seconds: float
    wrong: str = ""


def write_papers(folder: Path, count: int) -> None:
    """Small studies of our own, no two alike."""
    folder.mkdir(parents=True)
    for number in range(count):
        gene, organ = GENES[number % len(GENES)], ORGANS[number // len(GENES) % len(ORGANS)]
        went = "increased" if number % 3 else "decreased"
        (folder / f"{number:04}.md").write_text(
            f"# Spaceflight and the {organ}, part {number}\n\nMice flew for {5 + number % 50} days."
            f" {gene} expression {went} in the {organ} of mice after spaceflight.\n"
        )


def digest_of_build(store: Path) -> str:
    """What a build has made: its digest and those of the files beside the graph."""
    manifest = json.loads((GraphStore(path=store).current() / "manifest.json").read_bytes())
    return f"{manifest['sha256']} {sorted(manifest['files'].items())}"


def start_build(root: Path, store: Path, engine: str, jobs: int) -> subprocess.Popen[bytes]:
    """A clean build as a person starts it; what it says goes to files, so that no pipe fills."""
    words = ("build", "papers", "--jobs", str(jobs), "--engine", engine, "--clean")
    # each of the many processes would compile anew what has changed since it was last run
    told = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    out, err = (root / f"{store.name}.{name}" for name in ("out", "err"))
    with out.open("wb") as to, err.open("wb") as error:
        return subprocess.Popen(
            [sys.executable, "-m", "spacekg", *words, "--store", str(store)], cwd=root,
            stdout=to, stderr=error, start_new_session=True, env=told,
        )  # fmt: skip


def list_workers(parent: int) -> list[int]:
    """The processes that work for a builder."""
    return [pid for pid, command in list_children(parent) if any(mark in command for mark in MARKS)]


def list_children(parent: int) -> Iterator[tuple[int, bytes]]:
    """The children of a process, with the commands that started them."""
    for told in Path(f"/proc/{parent}/task").glob("*/children"):
        try:
            pids = told.read_text().split()
        except OSError:
            continue
        for pid in map(int, pids):
            try:
                yield pid, Path(f"/proc/{pid}/cmdline").read_bytes()
            except OSError:
                continue


def count_shards(store: Path) -> int:
    """How many documents are done."""
    return sum(1 for _ in (store / "shards").glob("*/*.shard"))


def kill_workers(
    root: Path, *, engine: str, documents: int, kills: int, jobs: int = 2, seed: int = 1
) -> Disturbed:
    """Kill so many workers of a build, spread over its documents; how that went.

    A kill is due when its share of the documents is done, and comes after a random moment, so
    that it meets workers that start, read, write or answer.
    """
    chance = random.Random(seed)
    papers = root / "papers"
    if not papers.exists():
        write_papers(papers, documents)
    calm = root / "calm"
    if not calm.exists() and start_build(root, calm, "processes", jobs).wait():
        raise AssertionError((root / "calm.err").read_text())
    store = root / f"disturbed-{engine}"
    started = time.monotonic()
    builder = start_build(root, store, engine, jobs)
    done, ready, moved = 0, 0, started
    try:
        while builder.poll() is None:
            if (now := count_shards(store)) != ready:
                ready, moved = now, time.monotonic()
            if time.monotonic() - moved > STILL:
                seconds = time.monotonic() - started
                return Disturbed(kills=done, seconds=seconds, wrong="the build hangs")
            workers = list_workers(builder.pid)
            if done < kills and workers and ready * (kills + 1) >= done * documents:
                time.sleep(chance.random() * 0.15)
                try:
                    os.kill(chance.choice(workers), signal.SIGKILL)
                except ProcessLookupError:
                    continue
                done += 1
            else:
                time.sleep(0.05)
    finally:
        if builder.poll() is None:
            os.killpg(builder.pid, signal.SIGKILL)
            builder.wait(30)
    seconds = time.monotonic() - started
    return Disturbed(
        kills=done, seconds=seconds, wrong=_find_wrong(root, store, builder.returncode, documents)
    )


def _find_wrong(root: Path, store: Path, code: int, documents: int) -> str:
    """What a build has lost, doubled, given up or left behind; nothing if all is well."""
    told = (root / f"{store.name}.err").read_text()
    if code:
        return f"the build ended with {code}: {told[-300:]}"
    if "Traceback" in told:
        return f"it prints a traceback: {told[-300:]}"
    refused = [line for line in told.splitlines() if "refused" in line]
    if refused:
        return f"{len(refused)} documents given up, as {refused[0]}"
    said = (root / f"{store.name}.out").read_text()
    if ["documents", "read", str(documents)] not in [line.split() for line in said.splitlines()]:
        return f"it says: {said[:100]}"
    if digest_of_build(store) != digest_of_build(root / "calm"):
        return "the graph is another one"
    left = [one.name for one in (store / "shards").glob("*/.*")]
    return f"left behind: {left}" if left else ""
