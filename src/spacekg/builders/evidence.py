"""Evidence: the sentence behind a statement, at its place in one document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacekg.builders.identity import document_iri, evidence_iri
from spacekg.errors import EvidenceError
from spacekg.model import Document, Edge, Finding, Gap, Node, Source, StudyRecord
from spacekg.model.graph import Literal


def verify_quotes(record: StudyRecord, document: Document) -> None:
    """Raise ``EvidenceError`` unless every quote stands at its offsets in the source text."""
    statements: tuple[Finding | Gap, ...] = (*record.findings, *record.gaps)
    for statement in statements:
        start, end = statement.start, statement.end
        if not 0 <= start < end <= len(document.text) or (
            document.text[start:end] != statement.quote
        ):
            raise EvidenceError(
                f"the quote '{statement.quote[:60]}' is not what the source holds there",
                file=document.path or document.id,
                place=f"characters {start} to {end}",
                advice="report this as a fault of the extraction",
            )
        if isinstance(statement, Finding) and not (
            0 <= statement.about_start < statement.about_end <= len(document.text)
        ):
            raise EvidenceError(
                f"the words for '{statement.about.label}' lie outside the source",
                file=document.path or document.id,
                place=f"characters {statement.about_start} to {statement.about_end}",
                advice="report this as a fault of the extraction",
            )


def build_evidence(
    statement: Finding | Gap, source: Source, *, supports: str
) -> Iterator[Node | Edge]:
    """The Evidence node of one statement, joined to its document and to what it ``supports``."""
    iri = evidence_iri(source.sha256, statement.start, statement.end)
    reading = read_quote(statement.quote)
    section = statement.section if isinstance(statement, Finding) else ""
    properties: list[tuple[str, Literal]] = [
        ("quote", statement.quote),
        ("start", statement.start),
        ("end", statement.end),
    ]
    if section:
        properties.append(("section", section))
    if reading != statement.quote:
        properties.append(("readingText", reading))
    yield Node(id=iri, type="Evidence", label=shorten(reading), properties=tuple(properties))
    yield Edge(subject=iri, predicate="fromDocument", object=document_iri(source.sha256))
    yield Edge(subject=supports, predicate="supportedBy", object=iri)


def read_quote(quote: str) -> str:
    r"""The quote on one line. A hyphen at a line end stays: it may belong to the word.

    >>> read_quote("long-\nduration   flight")
    'long-duration flight'
    """
    return " ".join(re.sub(r"(?<=\w)-[ \t]*\r?\n[ \t]*(?=\w)", "-", quote).split())


def shorten(text: str, length: int = 80) -> str:
    """The text cut at a word, as a label.

    >>> shorten("Bone was lost in all crew members.", 20)
    'Bone was lost in all…'
    """
    if len(text) <= length:
        return text
    return f"{text[: length + 1].rsplit(' ', 1)[0][:length]}…"
