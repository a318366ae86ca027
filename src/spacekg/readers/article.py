"""Article text taken out of a PDF: two columns, hard line breaks, tables, damaged glyphs."""

from __future__ import annotations

import re

from spacekg.model import Document, Format, Value
from spacekg.patterns import compile_late
from spacekg.readers.bibliography import citation_metadata
from spacekg.readers.citations import citation_edits
from spacekg.readers.columns import Columns
from spacekg.readers.hyphens import hyphen_edits
from spacekg.readers.layout import wrapped_share
from spacekg.readers.mojibake import is_suspect, mojibake_edits
from spacekg.readers.raw import Raw
from spacekg.readers.reading import Scribe, apart
from spacekg.readers.tiers import tier_of_article

_EVIDENCE = compile_late(
    # blank lines are no part of it: a page of them would be read again for each
    r"^[^\S\n]*(?:abstract|introduction|materials and methods|methods|results|discussion"
    r"|references|conclusions?|acknowledge?ments)[^\S\n]*$"
    r"|^[^\S\n]*(?:fig(?:ure|\.)|table) ?\d|\bet al\.|doi\.org",
    re.I | re.M,
)
_UNREADABLE = compile_late(r"(?:\(cid:\d+\)\s*)+")


def detects_article(raw: Raw) -> bool:
    """Whether lines break inside sentences throughout and the text has marks of an article."""
    if len(raw.text) < 1500 or wrapped_share(raw.text) < 0.2:
        return False
    return len(_EVIDENCE.findall(raw.text)) >= 3


def read_article(raw: Raw) -> Document:
    """The document of an article's text as a PDF gives it."""
    return article_document(raw, raw.text, "article")


def article_document(raw: Raw, text: str, form: Format) -> Document:
    """The document of article ``text``, whatever file it came out of."""
    edits = [*hyphen_edits(text), *citation_edits(text)]
    edits += ((m.start(), m.end(), "\ufffd ") for m in _UNREADABLE.finditer(text))
    if is_suspect(text):
        edits += mojibake_edits(text)
    scribe = Scribe(text=text, edits=apart(edits))
    passages = Columns(scribe=scribe).read()
    title = next((made.text for made in passages if made.role == "title"), "")
    lead = " ".join(made.text for made in passages if made.role in ("abstract", "summary"))
    roles = {made.role for made in passages}
    metadata: list[tuple[str, Value]] = [("title", title)] if title else []
    metadata += citation_metadata(text[:12_000])
    return Document(
        path=raw.path, sha256=raw.sha256, format=form, text=text, metadata=tuple(metadata),
        tier=tier_of_article(title, lead, has_methods="methods" in roles),
        passages=tuple(passages), notices=raw.notices, id=raw.id,
    )  # fmt: skip
