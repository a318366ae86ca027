"""Exchange: a question and its reply as they cross between two processes.

A frame is two lengths, a JSON head and a body of bytes. Nothing is pickled, so a worker that a
hostile query has taken over could send nothing but text.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Kind: TypeAlias = Literal["answered", "refused", "unacceptable", "late", "died", "broken", "busy"]

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
        return _frame(_fields(self) | {"limits": _fields(self.limits)}, b"")


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
        head = _fields(self)
        del head["body"]
        return _frame(head, self.body)


def measure(header: bytes) -> tuple[int, int]:
    """The lengths of head and body that the first ``HEADER`` bytes of a frame announce."""
    head, body = _LENGTHS.unpack(header)
    return head, body


def decode_request(head: bytes) -> Request:
    """The question of a frame.

    >>> request = Request(sparql="ASK {}", limits=Limits(seconds=2))
    >>> decode_request(request.encode()[HEADER:]) == request
    True
    """
    value = json.loads(head)
    limits = value["limits"]
    value["limits"] = Limits(**{**limits, "services": tuple(limits["services"])})
    for name in ("default_graphs", "named_graphs"):
        value[name] = tuple(value[name])
    return Request(**value)


def decode_reply(head: bytes, body: bytes) -> Reply:
    """The reply of a frame.

    >>> frame = Reply(kind="answered", body=b"true").encode()
    >>> size = measure(frame[:HEADER])[0]
    >>> decode_reply(frame[HEADER : HEADER + size], frame[HEADER + size :]).body
    b'true'
    """
    return Reply(**json.loads(head), body=body)


def _fields(value: Limits | Request | Reply) -> dict[str, Any]:
    # dataclasses.asdict copies deeply, which takes longer than a short question.
    return {name: getattr(value, name) for name in value.__slots__}


def _frame(head: dict[str, Any], body: bytes) -> bytes:
    text = json.dumps(head, ensure_ascii=True).encode("ascii")
    return _LENGTHS.pack(len(text), len(body)) + text + body
