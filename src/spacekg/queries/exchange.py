"""Exchange: a question and its reply as they cross between two processes.

A frame is two lengths, a JSON head and a body of bytes: the text of a question, or of an answer.
Nothing is pickled, so a worker that a hostile query has taken over could send nothing but text.
Heads come again and again, so what was written or read last is remembered.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["answered", "refused", "unacceptable", "late", "died", "broken", "busy"]

_KINDS = frozenset(get_args(Kind))
_REMEMBERED = 256
_LENGTHS = struct.Struct("!IQ")
HEADER = _LENGTHS.size
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one question may cost: time, rows and bytes of its answer, memory of its process.

    ``services`` are the servers that it may ask by ``SERVICE``, by their addresses.
    """

    seconds: float = 30.0
    rows: int = 100_000
    bytes: int = 32 * MEBIBYTE
    memory: int = 2048 * MEBIBYTE
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question for a worker.

    ``rows_format`` serves SELECT and ASK, ``triples_format`` CONSTRUCT and DESCRIBE; an empty one
    means that the asker reads no such answer. ``default_graphs`` and ``named_graphs`` are the
    dataset of the protocol.
    """

    sparql: str
    rows_format: str = "json"
    triples_format: str = "ntriples"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    limits: Limits = Limits()

    def encode(self) -> bytes:
        """The frame of the question."""
        body = self.sparql.encode("utf-8", "surrogatepass")
        head = _write_request(
            self.rows_format, self.triples_format, self.default_graphs, self.named_graphs,
            self.limits,
        )  # fmt: skip
        return _LENGTHS.pack(len(head), len(body)) + head + body


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What became of a question: a whole answer, or one line that says why there is none.

    ``truncated`` names the cap that cut the answer, ``rows`` or ``bytes``; a cut answer is still
    well-formed. ``refused`` is the asker's fault, ``late`` passed the deadline, ``died`` means the
    process ended, ``broken`` that the store cannot be read, ``busy`` that too many wait already.
    """

    kind: Kind
    format: str = ""
    truncated: str = ""
    count: int = 0
    message: str = ""
    place: str = ""
    file: str = ""
    advice: str = ""
    body: bytes = b""

    def encode(self) -> bytes:
        """The frame of the reply."""
        head = _write_reply(
            self.kind, self.format, self.truncated, self.count, self.message, self.place,
            self.file, self.advice,
        )  # fmt: skip
        return _LENGTHS.pack(len(head), len(self.body)) + head + self.body


def measure(header: bytes) -> tuple[int, int]:
    """The lengths of head and body that the first ``HEADER`` bytes of a frame announce."""
    head, body = _LENGTHS.unpack(header)
    return head, body


def decode_request(head: bytes, body: bytes) -> Request:
    """The question of a frame.

    >>> request = Request(sparql="ASK {}", limits=Limits(seconds=2))
    >>> frame = request.encode()
    >>> size = measure(frame[:HEADER])[0]
    >>> decode_request(frame[HEADER : HEADER + size], frame[HEADER + size :]) == request
    True
    """
    rows_format, triples_format, default_graphs, named_graphs, limits = _read_request(head)
    return Request(
        sparql=body.decode("utf-8", "surrogatepass"),
        rows_format=rows_format,
        triples_format=triples_format,
        default_graphs=default_graphs,
        named_graphs=named_graphs,
        limits=limits,
    )


def decode_reply(head: bytes, body: bytes) -> Reply:
    """The reply of a frame.

    >>> frame = Reply(kind="answered", body=b"true").encode()
    >>> size = measure(frame[:HEADER])[0]
    >>> decode_reply(frame[HEADER : HEADER + size], frame[HEADER + size :]).body
    b'true'
    """
    kind, format, truncated, count, message, place, file, advice = _read_reply(head)
    return Reply(
        kind=kind,
        format=format,
        truncated=truncated,
        count=count,
        message=message,
        place=place,
        file=file,
        advice=advice,
        body=body,
    )


@lru_cache(maxsize=_REMEMBERED)
def _write_request(
    rows_format: str,
    triples_format: str,
    default_graphs: tuple[str, ...],
    named_graphs: tuple[str, ...],
    limits: Limits,
) -> bytes:
    numbers = (limits.seconds, limits.rows, limits.bytes, limits.memory, limits.services)
    return _pack((rows_format, triples_format, default_graphs, named_graphs, numbers))


@lru_cache(maxsize=_REMEMBERED)
def _read_request(head: bytes) -> tuple[str, str, tuple[str, ...], tuple[str, ...], Limits]:
    rows_format, triples_format, default_graphs, named_graphs, numbers = json.loads(head)
    seconds, rows, size, memory, services = numbers
    limits = Limits(seconds=seconds, rows=rows, bytes=size, memory=memory, services=tuple(services))
    return rows_format, triples_format, tuple(default_graphs), tuple(named_graphs), limits


@lru_cache(maxsize=_REMEMBERED)
def _write_reply(*fields: str | int) -> bytes:
    return _pack(fields)


@lru_cache(maxsize=_REMEMBERED)
def _read_reply(head: bytes) -> tuple[Kind, str, str, int, str, str, str, str]:
    kind, *rest = json.loads(head)
    if kind not in _KINDS:
        raise ValueError("the reply is of no kind that is known")
    return kind, *rest


def _pack(fields: tuple[Any, ...]) -> bytes:
    return json.dumps(fields, ensure_ascii=True).encode("ascii")
