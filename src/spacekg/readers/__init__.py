"""Readers: a file or a text becomes a :class:`Document`, whatever form it has.

A reader is chosen by content, never by file name: the first of :data:`READERS` that recognises
the raw document reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from spacekg.errors import ReadError, SpaceKGError, UnsafeDocumentError, one_line
from spacekg.model import Document, Notice
from spacekg.readers.article import detects_article, read_article
from spacekg.readers.characters import note_characters
from spacekg.readers.expression import (
    detects_expression,
    parse_expression,
    read_expression,
)
from spacekg.readers.html import detects_html, read_html
from spacekg.readers.jats import detects_jats, read_jats
from spacekg.readers.jsonlines import json_lines
from spacekg.readers.lengths import LONGEST, part_long
from spacekg.readers.markdown import detects_markdown, read_markdown
from spacekg.readers.pdf import detects_pdf, read_pdf
from spacekg.readers.plain import detects_plain, read_plain
from spacekg.readers.pmcpage import detects_pmcpage, read_pmcpage
from spacekg.readers.raw import MAX_TEXT, Raw, open_raw, raw_from_text
from spacekg.readers.webpage import detects_webpage, read_webpage

__all__ = [
    "READERS", "Reader", "parse_expression", "read", "read_files", "read_lines", "read_text",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One form of document: how to recognise it and how to read it."""

    name: str
    detects: Callable[[Raw], bool]
    read: Callable[[Raw], Document]


#: The first that recognises a document reads it; plain text takes what is left.
READERS: tuple[Reader, ...] = (
    Reader(name="pdf", detects=detects_pdf, read=read_pdf),
    Reader(name="table", detects=detects_expression, read=read_expression),
    Reader(name="jats", detects=detects_jats, read=read_jats),
    Reader(name="html", detects=detects_html, read=read_html),
    Reader(name="markdown", detects=detects_markdown, read=read_markdown),
    Reader(name="pmcpage", detects=detects_pmcpage, read=read_pmcpage),
    Reader(name="webpage", detects=detects_webpage, read=read_webpage),
    Reader(name="article", detects=detects_article, read=read_article),
    Reader(name="text", detects=detects_plain, read=read_plain),
)


def read(path: Path | str) -> Document:
    """The document in the file at ``path``; raises :class:`ReadError` or one of its kinds."""
    raw = open_raw(path)
    if str(path).endswith(".jsonl"):
        message = "holds a document a line, which would be read as one"
        advice = "write each into a file of its own, or use 'spacekg extract'"
        raise ReadError(message, file=str(path), advice=advice)
    return _read(raw)


def read_text(text: str, *, id: str, path: str = "") -> Document:
    r"""The document of a text in memory.

    >>> document = read_text("Bone loss in mice\n\nMice lost bone in space.", id="1")
    >>> document.format, [passage.role for passage in document.passages]
    ('text', ['title', 'abstract'])
    """
    return _read(raw_from_text(text, path=path, id=id))


def read_lines(path: Path | str) -> Iterator[Document]:
    """The documents of a ``.jsonl`` file of ``{"id", "text"}`` lines, one by one."""
    return json_lines(path, read_text)


def read_files(paths: Iterable[Path | str], warn: Callable[[str], None]) -> Iterator[Document]:
    """The documents of files; a ``.jsonl`` holds one a line. What is amiss goes to ``warn``."""
    for path in paths:
        try:
            if str(path).endswith(".jsonl"):
                yield from json_lines(
                    path, read_text, refuse=lambda error: warn(f"refused: {error}")
                )
            else:
                document = read(path)
                for notice in document.notices:
                    place = f"{notice.place}: " if notice.place else ""
                    warn(one_line(f"{notice.level}: {path}: {place}{notice.message}"))
                yield document
        except SpaceKGError as error:
            warn(f"refused: {error}")


def _read(raw: Raw) -> Document:
    document = next(reader.read(raw) for reader in READERS if reader.detects(raw))
    if sum(len(passage.text) for passage in document.passages) > MAX_TEXT:
        message = f"holds more than {MAX_TEXT // 1_000_000} million characters to read"
        raise UnsafeDocumentError(message, file=raw.path or raw.id, advice="split it")
    if any(len(passage.text) > LONGEST for passage in document.passages):
        document = replace(document, passages=tuple(part_long(document.passages)))
    told = [*_note_lost(document.text), *(note_characters(raw.text) if raw.text else ())]
    return replace(document, notices=(*document.notices, *told)) if told else document


def _note_lost(text: str) -> Iterator[Notice]:
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    if lost:
        line = text.count("\n", 0, text.index("\N{REPLACEMENT CHARACTER}")) + 1
        signs = f"{lost} damaged character{'s are' if lost > 1 else ' is'}"
        message = f"{signs} kept as they stand, none is guessed; take them from a sound copy"
        if lost == 1:
            message = f"{signs} kept as it stands, none is guessed; take it from a sound copy"
        yield Notice(code="lost-characters", message=message, place=f"line {line}")
