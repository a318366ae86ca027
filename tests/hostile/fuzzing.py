"""Fuzzing of the readers: what must hold of any bytes, and how bytes are changed by chance.

``scripts/fuzz.py`` runs it for as long as one wants, the tests for a few seconds and over every
crasher that was found.
"""

from __future__ import annotations

import random
import re
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import spacekg
from spacekg.annotators import annotate
from spacekg.builders import build_graph, document_iri, verify_quotes
from spacekg.errors import ReadError, SpaceKGError
from spacekg.extraction import extract_records
from spacekg.graph import write_quads
from spacekg.lexicon import Lexicon
from spacekg.model import Document, Passage
from spacekg.readers import parse_expression, read, read_lines
from spacekg.vocabulary import Vocabulary

#: processor seconds that one small document may take to read, and to be made a graph of
READING = 4.0
BUILDING = 20.0
#: no input is longer: what is slow in proportion shows sooner
LONGEST = 64_000
ODD = "\0\x85\xa0\xad\u0300\u2028\u202e\ufeff\ufffd\U0001f42d\u0130ßẞ\ufb01ς\U000e0001"
SOURCE = str(Path(spacekg.__file__).parent)
TABLE = "gene,logFC,padj\nFbxo32,1.5,0.001\nCdkn1a,-2.0,0.01\n"


class BreachError(Exception):
    """What must hold of a document does not."""


class _SlowError(BaseException):
    """The time of one input is up; no reader may catch it."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """End what takes more than so many seconds of the processor."""

    def stop(*_: object) -> None:
        raise _SlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except _SlowError as slow:
        raise BreachError(f"takes more than {seconds:g} seconds") from slow
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examiner:
    """Gives bytes to the readers as a file of an ending, and checks what comes out.

    With a lexicon, what was read can be made a graph of too.
    """

    folder: Path
    lexicon: Lexicon | None = None
    vocabulary: Vocabulary | None = None
    slack: float = 1.0

    def read(self, data: bytes, ending: str) -> tuple[list[Document], str]:
        """The documents in the bytes, and the kind of refusal if there was one."""
        path = self.folder / f"case{ending}"
        path.write_bytes(data)
        source = path
        if ending == ".yaml":
            source = self.folder / "case.csv"
            source.write_text(TABLE)
        try:
            with limited(READING * self.slack):
                documents = list(read_lines(path)) if ending == ".jsonl" else [read(source)]
                for document in documents:
                    if document.format == "table":
                        parse_expression(document)
            return documents, ""
        except SpaceKGError as error:
            line = str(error)
            if not line.isprintable() or "case" not in line:
                raise BreachError(f"a refusal that is no line with a file: {line!r}") from error
            return [], re.sub(r"[\d'\"].*", "", error.message)
        finally:
            path.unlink()
            source.unlink(missing_ok=True)

    def examine(self, data: bytes, ending: str, *, whole: bool = False) -> tuple[str, ...]:
        """What is told of the bytes in short; ``BreachError`` or any other error is a fault.

        ``whole`` makes a graph of it too, and reads it twice.
        """
        documents, refusal = self.read(data, ending)
        for document in documents:
            check_document(document)
            if whole and self.lexicon is not None and self.vocabulary is not None:
                # a table that does not say its organism is refused here
                with limited(BUILDING * self.slack), suppress(ReadError):
                    check_graph(document, self.lexicon, self.vocabulary)
        if whole and self.read(data, ending) != (documents, refusal):
            raise BreachError("it is read in two ways")
        told = {f"{one.format} {one.tier}" for one in documents}
        told |= {passage.role for one in documents for passage in one.passages}
        told |= {notice.code for one in documents for notice in one.notices}
        return (ending, refusal, *sorted(told))


def check_document(document: Document) -> None:
    """Raise ``BreachError`` unless text, passages and notices are what they must be."""
    document.text.encode()
    for passage in document.passages:
        check_passage(passage, len(document.text))
    for notice in document.notices:
        if not notice.message or notice.level not in ("warning", "refused"):
            raise BreachError(f"a notice of nothing: {notice}")


def check_passage(passage: Passage, length: int) -> None:
    """Raise ``BreachError`` unless a passage leads back into its source, in order."""
    if not 0 <= passage.start < passage.end <= length or not passage.text.strip():
        raise BreachError(f"a passage that lies nowhere: {passage.start}, {passage.end}")
    before = (0, -1)
    for piece in passage.pieces:
        if piece[0] < before[0] or piece[1] < before[1]:
            raise BreachError(f"pieces that go back: {before}, {piece}")
        before = piece
    size = len(passage.text)
    if passage.source(0, size) != (passage.start, passage.end):
        raise BreachError(f"the source of all of it is {passage.source(0, size)}")
    step = max(1, size // 40)
    for at in range(0, size, step):
        start, end = passage.source(at, min(size, at + step))
        if not passage.start <= start <= end <= passage.end:
            raise BreachError(f"the source of {at} is {start}, {end}")


def check_graph(document: Document, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
    """Raise ``BreachError`` unless quotes are in the source and statements are sound."""
    if document.format != "table":
        for one in annotate(document, lexicon).annotations:
            if document.text[one.start : one.end] != one.text:
                raise BreachError(f"{one.text!r} is not at {one.start}")
    records, _ = extract_records(document, lexicon)
    for record in records:
        verify_quotes(record, document)
        parts = build_graph(record, lexicon, vocabulary)
        quads = write_quads(parts, document_iri(document.sha256), vocabulary)
        parse_quads(quads)


def parse_quads(quads: bytes) -> None:
    """Raise unless the lines are N-Quads."""
    from pyoxigraph import RdfFormat, parse

    for _ in parse(quads, format=RdfFormat.N_QUADS):
        pass


@dataclass(slots=True, kw_only=True)
class Mutator:
    """Changes bytes by chance: what is there cut, doubled, moved, spoilt; what is known put in."""

    chance: random.Random
    words: tuple[bytes, ...]

    def change(self, data: bytes, other: bytes) -> bytes:
        """The bytes with a few changes; ``other`` may lend a part."""
        for _ in range(1 << self.chance.randrange(4)):
            data = self.chance.choice(self._ways())(data, other)
            if len(data) > LONGEST:
                data = data[:LONGEST]
        return data

    def _ways(self) -> tuple[Callable[[bytes, bytes], bytes], ...]:
        return (self._flip, self._cut, self._double, self._insert, self._insert, self._splice,
                self._repeat, self._odd, self._truncate)  # fmt: skip

    def _span(self, data: bytes) -> tuple[int, int]:
        start = self.chance.randrange(len(data) + 1)
        return start, min(len(data), start + self.chance.choice((1, 3, 10, 60, 400)))

    def _flip(self, data: bytes, _: bytes) -> bytes:
        start, end = self._span(data)
        return data[:start] + bytes(self.chance.randrange(256) for _ in range(end > start)) + (
            data[start + (end > start) :]
        )  # fmt: skip

    def _cut(self, data: bytes, _: bytes) -> bytes:
        start, end = self._span(data)
        return data[:start] + data[end:]

    def _double(self, data: bytes, _: bytes) -> bytes:
        start, end = self._span(data)
        at = self.chance.randrange(len(data) + 1)
        return data[:at] + data[start:end] + data[at:]

    def _insert(self, data: bytes, _: bytes) -> bytes:
        at = self.chance.randrange(len(data) + 1)
        return data[:at] + self.chance.choice(self.words) + data[at:]

    def _splice(self, data: bytes, other: bytes) -> bytes:
        start, end = self._span(other)
        at = self.chance.randrange(len(data) + 1)
        return data[:at] + other[start:end] + data[at:]

    def _repeat(self, data: bytes, _: bytes) -> bytes:
        start, end = self._span(data)
        unit = self.chance.choice((data[start:end], self.chance.choice(self.words)))
        times = self.chance.choice((2, 30, 500, 4000))
        at = self.chance.randrange(len(data) + 1)
        return data[:at] + (unit * times)[:30_000] + data[at:]

    def _odd(self, data: bytes, _: bytes) -> bytes:
        at = self.chance.randrange(len(data) + 1)
        return data[:at] + self.chance.choice(ODD).encode() + data[at:]

    def _truncate(self, data: bytes, _: bytes) -> bytes:
        return data[: self.chance.randrange(len(data) + 1)]


@dataclass(slots=True, kw_only=True)
class Fuzzer:
    """Runs changed seeds through an examiner; what tells something new becomes a seed."""

    examiner: Examiner
    seeds: dict[str, tuple[bytes, ...]]
    words: dict[str, tuple[str, ...]]
    seed: int = 1
    often: int = 40
    runs: int = 0
    crashers: dict[str, tuple[str, bytes, str]] = field(default_factory=dict)

    def run(self, seconds: float, endings: tuple[str, ...] = ()) -> None:
        """Fuzz for so long, each ending in its turn."""
        chance = random.Random(self.seed)
        chosen = endings or tuple(self.seeds)
        pools = {ending: list(self.seeds[ending]) for ending in chosen}
        told: set[tuple[str, ...]] = set()
        mutators = {
            ending: Mutator(chance=chance, words=tuple(one.encode() for one in self.words[ending]))
            for ending in chosen
        }
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            ending = chosen[self.runs % len(chosen)]
            pool = pools[ending]
            other = chance.choice(pools[chance.choice(chosen)])
            data = mutators[ending].change(chance.choice(pool), other)
            found = self.try_one(data, ending, whole=self.runs % self.often == 0)
            if found is not None and found not in told:
                told.add(found)
                if len(pool) < 500 and len(data) < 20_000:
                    pool.append(data)

    def try_one(self, data: bytes, ending: str, *, whole: bool) -> tuple[str, ...] | None:
        """What is told of one input; nothing where it is a crasher, which is kept."""
        self.runs += 1
        try:
            return self.examiner.examine(data, ending, whole=whole)
        except Exception as error:
            self.crashers.setdefault(fault_key(error), (ending, data, describe(error)))
            return None


def fault_key(error: BaseException) -> str:
    """A name for a fault, the same for all inputs that meet it."""
    seen = [error, *([error.__cause__] if isinstance(error.__cause__, _SlowError) else [])]
    frames = [
        frame for one in seen for frame in traceback.extract_tb(one.__traceback__)
        if frame.filename.startswith(SOURCE)
    ]  # fmt: skip
    last = frames[-1] if frames else None
    where = f"{Path(last.filename).stem}-{last.name}" if last else "nowhere"
    words = re.sub(r"[^a-z]+", "-", str(error).lower())[:30] if not frames else ""
    return f"{type(error).__name__}-{where}{words}".strip("-")


def describe(error: BaseException) -> str:
    """A fault in one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"


def shrink(data: bytes, is_fault: Callable[[bytes], bool], seconds: float = 20.0) -> bytes:
    """The bytes with all left out that the fault does not need, as far as time allows."""
    until = time.monotonic() + seconds
    size = max(1, len(data) // 2)
    while size and time.monotonic() < until:
        at = 0
        while at < len(data) and time.monotonic() < until:
            shorter = data[:at] + data[at + size :]
            if is_fault(shorter):
                data = shorter
            else:
                at += size
        size //= 2
    return data


def name_crasher(key: str, data: bytes, ending: str) -> str:
    """The name of its file."""
    return f"{key.lower()[:60]}-{sha256(data).hexdigest()[:8]}{ending}"
