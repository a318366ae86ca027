"""Sorted lines: N-Quads of any length sorted into one file, and a sorted file changed in places."""

from __future__ import annotations

import hashlib
import heapq
import mmap
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

#: how much is sorted in memory at once; more goes through files that are merged
RUN = 128 << 20
_BATCH = 100_000
_TYPE = b" <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/spacekg/vocab/"


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a sorted text of quads holds: how much of what, and its digest."""

    quads: int = 0
    triples: int = 0
    graphs: set[bytes] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    sha256: str = ""


def write_sorted(shards: Iterable[bytes], quads: Path, triples: Path, *, run: int = RUN) -> Tally:
    """Write the lines of all shards, sorted and each once, and the union of their graphs.

    ``quads`` gets N-Quads, ``triples`` the same without graphs, each once. Memory is bounded by
    ``run``, whatever the shards hold.
    """
    tally = Tally()
    digest = hashlib.sha256()
    last_line = last_triple = b""
    with quads.open("wb") as whole, triples.open("wb") as union, ExitStack() as stack:
        for lines in _batches(shards, quads.parent, run, stack):
            if lines[0] == last_line:
                lines = lines[1:]
            if not lines:
                continue
            body = b"\n".join(lines) + b"\n"
            whole.write(body)
            digest.update(body)
            # An IRI holds no space, so the graph of a quad begins at the last " <".
            cuts = [line.rindex(b" <") for line in lines]
            bare = dict.fromkeys(line[:cut] for line, cut in zip(lines, cuts, strict=True))
            bare.pop(last_triple, None)
            for triple in bare:
                if _TYPE in triple:
                    name = read_class(triple)
                    if name:
                        tally.counts[name] = tally.counts.get(name, 0) + 1
            if bare:
                union.write(b" .\n".join(bare) + b" .\n")
            tally.quads += len(lines)
            tally.triples += len(bare)
            tally.graphs.update(line[cut:] for line, cut in zip(lines, cuts, strict=True))
            last_line, last_triple = lines[-1], lines[-1][: cuts[-1]]
        for file in (whole, union):
            file.flush()
            os.fsync(file.fileno())
    tally.sha256 = digest.hexdigest()
    return tally


def read_class(triple: bytes) -> str:
    """The class of ours that a triple gives its subject, or nothing.

    >>> read_class(b"<a:a>" + _TYPE + b"Gene>")
    'Gene'
    """
    _, _, rest = triple.partition(b" ")
    # a quote may hold the words of a triple
    if not rest.startswith(_TYPE[1:]):
        return ""
    return rest[len(_TYPE) - 1 :].partition(b">")[0].decode()


def _batches(
    shards: Iterable[bytes], folder: Path, run: int, stack: ExitStack
) -> Iterator[list[bytes]]:
    """The lines of the shards in order, many at a time; one may come again in the next batch."""
    runs: list[BinaryIO] = []
    held: list[bytes] = []
    size = 0
    for shard in shards:
        held.append(shard)
        size += len(shard)
        if size >= run:
            runs.append(_spill(held, folder / f"run-{len(runs)}", stack))
            held, size = [], 0
    lines = _sort(held)
    del held
    if not runs:
        if lines:
            yield lines
        return
    streams: list[Iterable[bytes]] = [(line[:-1] for line in file) for file in runs]
    merged = heapq.merge(*streams, lines)
    while batch := list(dict.fromkeys(islice(merged, _BATCH))):
        yield batch


def _sort(shards: list[bytes]) -> list[bytes]:
    lines: set[bytes] = set()
    for shard in shards:
        lines.update(shard.split(b"\n"))
    lines.discard(b"")
    return sorted(lines)


def _spill(shards: list[bytes], path: Path, stack: ExitStack) -> BinaryIO:
    """A file of sorted lines that has no name any more: it goes when it is closed."""
    path.write_bytes(b"\n".join(_sort(shards)) + b"\n")
    file = stack.enter_context(path.open("rb"))
    path.unlink()
    return file


def change_sorted(
    source: Path, target: Path, removed: Iterable[bytes], added: Iterable[bytes]
) -> tuple[str, str]:
    """Copy a sorted file with some lines taken out and others put in; the digests of both.

    Lines to remove are there and lines to add are not; what lies between is copied as it is.
    """
    changes = sorted([*((line, False) for line in removed), *((line, True) for line in added)])
    after = hashlib.sha256()
    with source.open("rb") as file, target.open("wb") as out:
        if not source.stat().st_size:
            raise ValueError("the file is empty")
        with (
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole,
            ThreadPoolExecutor(1) as pool,
        ):
            # up to the first change both are the same
            at = _find(whole, changes[0][0], 0) if changes else len(whole)
            _copy(whole, 0, at, after, out)
            before = pool.submit(_digest_rest, whole, at, after.copy())
            for line, is_new in changes:
                place = _find(whole, line, at)
                _copy(whole, at, place, after, out)
                at = place
                text = line + b"\n"
                if is_new:
                    out.write(text)
                    after.update(text)
                elif whole[place : place + len(text)] == text:
                    at += len(text)
                else:
                    raise ValueError("a line to remove is not there")
            _copy(whole, at, len(whole), after, out)
            told = before.result()
        out.flush()
        os.fsync(out.fileno())
    return told, after.hexdigest()


def _digest_rest(whole: mmap.mmap, start: int, digest: hashlib._Hash) -> str:
    _copy(whole, start, len(whole), digest)
    return digest.hexdigest()


def _find(whole: mmap.mmap, line: bytes, low: int) -> int:
    """Where the first line stands that is not before ``line``."""
    high = len(whole)
    while low < high:
        middle = (low + high) // 2
        start = whole.rfind(b"\n", low, middle) + 1 or low
        end = whole.find(b"\n", start)
        if whole[start:end] < line:
            low = end + 1
        else:
            high = start
    return low


def _copy(
    whole: mmap.mmap, start: int, end: int, digest: hashlib._Hash, out: BinaryIO | None = None
) -> None:
    for at in range(start, end, 1 << 22):
        piece = whole[at : min(end, at + (1 << 22))]
        if out is not None:
            out.write(piece)
        # lets go of the interpreter
        digest.update(piece)
