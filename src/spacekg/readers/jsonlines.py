"""JSON lines: ``{"id", "text"}`` a line, each a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from spacekg.errors import ReadError
from spacekg.folders import MAX_BYTES
from spacekg.model import Document
from spacekg.readers.raw import check_file


def json_lines(
    path: Path | str,
    read_text: Callable[..., Document],
    refuse: Callable[[ReadError], None] | None = None,
) -> Iterator[Document]:
    """The documents of a ``.jsonl`` file, one by one; blank lines are passed over.

    A line that is no object with a text raises :class:`ReadError` with its number, or is given to
    ``refuse`` and the others go on. Of a line too long the rest is passed over.
    """
    name = str(path)
    try:
        check_file(name)
        with Path(path).open("rb") as stream:
            number = 0
            while line := stream.readline(MAX_BYTES + 1):
                number += 1
                if not line.strip():
                    continue
                try:
                    document = _document(line, name, number, read_text)
                except ReadError as error:
                    if refuse is None:
                        raise
                    refuse(error)
                else:
                    yield document
                while len(line) > MAX_BYTES and not line.endswith(b"\n"):
                    line = stream.readline(MAX_BYTES + 1)
    except OSError as error:
        message = f"cannot be opened: {error.strerror or error}"
        raise ReadError(message, file=name, advice="check the path") from error


def _document(line: bytes, name: str, number: int, read_text: Callable[..., Document]) -> Document:
    place = f"line {number}"
    advice = 'write {"id": …, "text": …} on each line'
    if len(line) > MAX_BYTES:
        raise ReadError("line is too long", file=name, place=place, advice=advice)
    try:
        record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except (ValueError, RecursionError) as error:
        raise ReadError("is not valid JSON", file=name, place=place, advice=advice) from error
    text = record.get("text") if isinstance(record, dict) else None
    if not isinstance(text, str):
        raise ReadError("has no text", file=name, place=place, advice=advice)
    try:
        return read_text(text, id=str(record.get("id", number)), path=name)
    except ReadError as error:
        raise type(error)(
            error.message, file=name, place=(error.place and f"{place}, {error.place}") or place,
            advice=error.advice,
        ) from error  # fmt: skip
