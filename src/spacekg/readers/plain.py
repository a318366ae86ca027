"""Plain text: paragraphs, and the parts of a structured abstract by their labels."""

from __future__ import annotations

from collections.abc import Iterator

from spacekg.model import Document, Passage, Role
from spacekg.patterns import compile_late
from spacekg.readers.headings import is_known, role_of
from spacekg.readers.mojibake import is_suspect, mojibake_edits
from spacekg.readers.raw import Raw
from spacekg.readers.reading import Scribe
from spacekg.readers.tiers import tier_of_article

_GAP = compile_late(r"\n[^\S\n]*\n\s*|\r\n[^\S\n]*\r\n\s*")
_LABEL = compile_late(
    r"(?:(?<=[.?!)] )|(?<=[.?!)]\n)|(?<=\n)|^)([A-Z][A-Za-z]+(?:[ /&][A-Za-z&/]+){0,5}):(?=\s)"
)
_FIGURE = compile_late(r"(?:Figure|Fig\.?|Table) S?\d{1,3}\.?$")
_SENTENCE_END = compile_late(r"[.?!][\"”’)]?\s*$")


def detects_plain(raw: Raw) -> bool:
    """Any text will do."""
    return bool(raw.text)


def read_plain(raw: Raw) -> Document:
    """The document of a plain text; its first line is the title when it reads like one."""
    text = raw.text
    scribe = Scribe(text=text, edits=tuple(mojibake_edits(text)) if is_suspect(text) else ())
    passages = tuple(_passages(scribe))
    title = next((passage.text for passage in passages if passage.role == "title"), "")
    lead = " ".join(passage.text for passage in passages[:4])[:4000]
    has_methods = any(passage.role == "methods" for passage in passages)
    return Document(
        path=raw.path, sha256=raw.sha256, format="text", text=text,
        tier=tier_of_article(title or lead[:200], lead, has_methods=has_methods),
        metadata=(("title", title),) if title else (),
        passages=passages, notices=raw.notices, id=raw.id,
    )  # fmt: skip


def _passages(scribe: Scribe) -> Iterator[Passage]:
    text = scribe.text
    start = _title_end(text)
    if start:
        made = scribe.passage(0, start, "title")
        if made is not None:
            yield made
    role: Role = "abstract" if len(text) < 6000 else "body"
    section = ""
    figure = ""
    for left, right in _paragraphs(text, start):
        line = text[left:right].strip()
        known = role_of(line) if len(line) < 80 and not _SENTENCE_END.search(line) else None
        if known is not None and is_known(line):
            role, section = known, line
            continue
        if _FIGURE.match(line):
            figure = line
            continue
        if figure:
            made = scribe.passage(left, right, "caption", section=figure)
            figure = ""
            if made is not None:
                yield made
            continue
        at = left
        labels = _LABEL.finditer(text, left, right) if text.find(":", left, right) >= 0 else ()
        for match in labels:
            labelled = role_of(match.group(1))
            if labelled is None or labelled in ("references", "promotion", "metadata"):
                continue
            made = scribe.passage(at, match.start(), role, section=section)
            if made is not None:
                yield made
            at, role, section = match.start(), labelled, match.group(1)
        made = scribe.passage(at, right, role, section=section)
        if made is not None:
            yield made


def _title_end(text: str) -> int:
    """Where the title ends: a first line that is short and is not all there is; else 0."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0 or end - start > 350 or not text[end:].strip():
        return 0
    line = text[start:end].strip()
    if is_known(line) or len(line) < 8:
        return 0
    following = text[end:].lstrip()
    return end if following[:1].isupper() or not following[:1].isalpha() else 0


def _paragraphs(text: str, start: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _GAP.finditer(text, start):
        yield at, match.start()
        at = match.end()
    yield at, len(text)
