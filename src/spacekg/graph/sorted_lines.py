"""Sorted lines: N-Quads of any length sorted into one file, and counted on the way."""

from __future__ import annotations

import hashlib
import heapq
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain, compress, islice
from operator import eq, ne
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


def write_sorted(shards: Iterable[bytes], quads: Path, *, run: int = RUN) -> Tally:
    """Write the lines of all shards, sorted and each once, to ``quads``; what they hold.

    Memory is bounded by ``run``, whatever the shards hold.
    """
    tally = Tally()
    digest = hashlib.sha256()
    last_line = last_triple = b""
    with quads.open("wb") as whole, ExitStack() as stack:
        # writing and hashing let go of the interpreter
        pool = stack.enter_context(ThreadPoolExecutor(1))
        written: Future[None] | None = None
        for lines in _batches(shards, quads.parent, run, stack):
            if lines[0] == last_line:
                lines = lines[1:]
            if not lines:
                continue
            if written is not None:
                written.result()
            written = pool.submit(_put, whole, digest, b"\n".join((*lines, b"")))
            # An IRI holds no space, so the graph of a quad begins at the last " <".
            cuts = [line.rindex(b" <") for line in lines]
            bare = [line[:cut] for line, cut in zip(lines, cuts, strict=True)]
            # in the order of the lines the graphs of one triple stand together
            triples = list(compress(bare, map(ne, bare, chain((last_triple,), bare))))
            for triple in triples:
                if _TYPE in triple:
                    name = read_class(triple)
                    if name:
                        tally.counts[name] = tally.counts.get(name, 0) + 1
            tally.quads += len(lines)
            tally.triples += len(triples)
            tally.graphs.update(line[cut:] for line, cut in zip(lines, cuts, strict=True))
            last_line, last_triple = lines[-1], bare[-1]
        if written is not None:
            written.result()
        whole.flush()
        os.fsync(whole.fileno())
    tally.sha256 = digest.hexdigest()
    return tally


def _put(file: BinaryIO, digest: hashlib._Hash, body: bytes) -> None:
    file.write(body)
    digest.update(body)


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
    """The lines of shards, sorted and each once."""
    # most shards are sorted, and sorting what is sorted in runs is little more than merging them
    lines = b"".join(shards).split(b"\n")
    lines.sort()
    if any(map(eq, lines, islice(lines, 1, None))):
        lines = list(dict.fromkeys(lines))
    return lines[1:] if lines[0] == b"" else lines


def _spill(shards: list[bytes], path: Path, stack: ExitStack) -> BinaryIO:
    """A file of sorted lines that has no name any more: it goes when it is closed."""
    path.write_bytes(b"\n".join(_sort(shards)) + b"\n")
    file = stack.enter_context(path.open("rb"))
    path.unlink()
    return file
