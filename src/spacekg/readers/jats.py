"""JATS XML, the archive's own form of an article: sections by their tags, no guessing.

Entities that a document declares are refused and nothing outside the file is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from xml.parsers import expat

from spacekg.errors import ReadError, UnsafeDocumentError
from spacekg.model import Document, Passage, Role
from spacekg.patterns import compile_late
from spacekg.readers.headings import role_of
from spacekg.readers.jatsfront import Front
from spacekg.readers.lines import line_number
from spacekg.readers.mojibake import is_suspect, mojibake_edits
from spacekg.readers.raw import Raw
from spacekg.readers.reading import Scribe
from spacekg.readers.runs import Runs
from spacekg.readers.taming import without_controls
from spacekg.readers.tiers import tier_of_article

MAX_DEPTH = 200
_DETECT = compile_late(
    r"[\ufeff\s]*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,5000}?-->\s*|<\?[^>]{0,500}\?>\s*)*"
    r"(?:<!DOCTYPE\s+[\w-]+[^\[>]{0,500}(?:\[.{0,100000}?\]\s*)?>\s*)?(?:<\?[^>]{0,500}\?>\s*|<!--.{0,5000}?-->\s*)*"
    r"<(?:article|pmc-articleset|OAI-PMH|records?|book-part)\b",
    re.S,
)
_XML = compile_late(r"[\ufeff\s]*<\?xml\s")
#: Elements that make a passage of their own, and the role where the place does not tell it.
_BLOCKS: dict[str, Role | None] = {
    "p": None, "article-title": "title", "subtitle": "title", "title": None, "ref": "references",
    "mixed-citation": "references", "kwd": "metadata", "td": "table", "tr": "table",
    "label": None, "list-item": None, "disp-quote": None, "disp-formula": None, "def-item": None,
    "table-wrap-foot": "caption", "fn": "metadata", "attrib": "caption",
    "code": "code", "preformat": "code",
}  # fmt: skip
_GROUPS = frozenset({"caption", "list", "body", "front", "back", "kwd-group"})
_SKIPPED = frozenset({
    "contrib-group", "aff", "author-notes", "pub-date", "history", "permissions", "self-uri",
    "related-article", "journal-meta", "article-id", "article-categories", "counts",
    "volume",
    "funding-group", "custom-meta-group", "inline-formula", "tex-math", "math", "graphic", "media",
    "elocation-id", "issue", "fpage", "lpage", "supplementary-material", "object-id",
    "alternatives",     "mml:math", "processing-meta",
    "article-version", "copyright-statement", "alt-text",
})  # fmt: skip
_SUMMARIES = frozenset(
    "summary executive-summary plain-language-summary author-highlights teaser toc".split()
)
_METADATA_PARENTS = frozenset({"ack", "fn-group", "notes", "app", "glossary", "bio", "def-list"})


def detects_jats(raw: Raw) -> bool:
    """Whether the text is XML whose root is an article (or any XML that is no HTML)."""
    if _DETECT.match(raw.text[:200_000]):
        return "<front" in raw.text or "<body" in raw.text or _XML.match(raw.text) is not None
    return _XML.match(raw.text) is not None and "<html" not in raw.text[:2000].lower()


def read_jats(raw: Raw) -> Document:
    """The document of a JATS article: offsets are into the XML source."""
    walk = _Walk(raw)
    passages = walk.run()
    front = walk.front
    title = next((made.text for made in passages if made.role == "title"), "")
    lead = " ".join(made.text for made in passages if made.role == "abstract")
    tier = tier_of_article(title, lead, has_methods=any(m.role == "methods" for m in passages))
    if front.article_type:
        reviews = ("review-article", "systematic-review", "editorial", "article-commentary")
        if front.article_type in reviews:
            tier = "review"
        elif front.article_type == "news":
            tier = "news"
        elif front.article_type == "research-article":
            tier = "primary"
    return Document(
        path=raw.path, sha256=raw.sha256, format="jats", tier=tier, text=raw.text,
        metadata=front.metadata(title), passages=tuple(passages), notices=raw.notices, id=raw.id,
    )  # fmt: skip


class _Offsets:
    """Turns rising byte offsets of the UTF-8 form into character offsets of the text."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.byte = 0
        self.char = 0
        self.ascii = data.isascii()

    def __call__(self, byte: int) -> int:
        if self.ascii:
            return byte
        if byte > self.byte:
            part = self.data[self.byte : byte]
            self.char += len(part) - sum(1 for value in part if value & 0xC0 == 0x80)
            self.byte = byte
        return self.char


class _Walk:
    """One pass over the elements; the text of a block is closed where the next one starts."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        text = raw.text
        data = without_controls(text.encode("utf-8", "replace"))
        self.lead = len(text) - len(text.lstrip("\ufeff \t\r\n"))
        self.data = data[len(text[: self.lead].encode("utf-8")) :]
        self.offsets = _Offsets(self.data)
        self.front = Front()
        self.stack: list[str] = []
        self.blocks: list[str] = []
        self.skipped = 0
        self.sections: list[tuple[int, Role, str]] = []
        self.captions: list[str] = []
        self.runs = Runs()
        self.cited = 0
        self.in_cdata = False
        self.made: list[Passage] = []
        self.in_table = False
        edits = tuple(mojibake_edits(text)) if is_suspect(text) else ()
        self.scribe = Scribe(text=text, edits=edits)

    def run(self) -> list[Passage]:
        """The passages in source order."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = False
        parser.EntityDeclHandler = self._refuse_entity
        parser.UseForeignDTD(True)
        parser.DefaultHandler = self._reference
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._shut
        parser.CharacterDataHandler = self._text
        parser.StartCdataSectionHandler = lambda: self._cdata(True)
        parser.EndCdataSectionHandler = lambda: self._cdata(False)
        self.position: Callable[[], int] = lambda: self.lead + self.offsets(parser.CurrentByteIndex)
        try:
            parser.Parse(self.data, True)
        except expat.ExpatError as error:
            place = f"line {error.lineno}"
            reason = expat.ErrorString(error.code)
            raise ReadError(
                f"is not well-formed XML ({reason})", file=self.raw.path or self.raw.id,
                place=place, advice="mend the file or fetch it anew",
            ) from error  # fmt: skip
        self._flush()
        return self.made

    def _refuse_entity(self, name: str, *_: object) -> None:
        raise self._unsafe(f"declares the entity {name[:40]!r}", "write the text out instead")

    def _unsafe(self, message: str, advice: str) -> UnsafeDocumentError:
        file, place = self.raw.path or self.raw.id, line_number(self.raw.text, self.position())
        return UnsafeDocumentError(message, file=file, place=f"line {place}", advice=advice)

    def _reference(self, data: str) -> None:
        """What the parser does not know: of it, the entities that HTML names are read."""
        if data.startswith("&") and (text := unescape(data)) != data:
            self._text(text)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        self.stack.append(tag)
        if len(self.stack) > MAX_DEPTH:
            raise self._unsafe(f"is nested more than {MAX_DEPTH} deep", "save its text")
        self.front.open(self.stack, given)
        if self.skipped or tag in _SKIPPED:
            self.skipped += 1
            return
        if tag in ("sec", "abstract", "ack", "app", "ref-list", "notes", "fn-group", "boxed-text"):
            self._flush()
            self._open_section(tag, given)
        if tag in ("table-wrap", "fig"):
            self._flush()
            self.captions.append("")
        if tag == "xref" and given.get("ref-type") == "bibr":
            self.cited += 1
        if "ref-list" in self.stack[:-1] and tag not in ("italic", "bold", "sup", "sub"):
            self.runs.part(" ")
        if tag == "break":
            self.runs.part(" ")
        if tag == "table":
            self._flush()
            self.in_table = True
        elif self.in_table:
            self._cell(tag)
        elif (tag in _BLOCKS or tag in _GROUPS) and not (
            tag in ("article-title", "label") and "ref" in self.stack[:-1]
        ):
            self._flush()
            self.blocks.append(tag)

    def _open_section(self, tag: str, given: dict[str, str]) -> None:
        role: Role = self.sections[-1][1] if self.sections else "body"
        if tag == "abstract":
            kind = given.get("abstract-type", "")
            role = "summary" if kind in _SUMMARIES else "abstract"
        elif tag == "ref-list":
            role = "references"
        elif tag in _METADATA_PARENTS:
            role = "metadata"
        elif tag == "sec":
            role = role_of(given.get("sec-type", "").replace("|", " and ")) or role
        self.sections.append((len(self.stack), role, self.sections[-1][2] if self.sections else ""))

    def _cdata(self, inside: bool) -> None:
        self.in_cdata = inside

    def _cell(self, tag: str) -> None:
        if tag == "tr":
            self.runs.row()
        elif tag in ("td", "th"):
            self.runs.cell()
        elif tag in ("break", "p"):
            self.runs.part(" ")

    def _shut(self, tag: str) -> None:
        if self.skipped:
            self.skipped -= 1
        else:
            if tag == "xref" and self.cited:
                self.cited -= 1
            if tag == "table":
                self._flush()
                self.in_table = False
            elif self.blocks and self.blocks[-1] == tag and not self.in_table:
                self._flush()
                self.blocks.pop()
            if tag in ("table-wrap", "fig") and self.captions:
                self._flush()
                self.captions.pop()
            if self.sections and self.sections[-1][0] == len(self.stack):
                self._flush()
                self.sections.pop()
        self.front.shut(self.stack)
        self.stack.pop()

    def _text(self, data: str) -> None:
        self.front.text(self.stack, data)
        if self.skipped or not (self.runs or data.strip()):
            return
        source = self.scribe.text
        at = self.position()
        if source[at : at + 1] == "&" and not self.in_cdata:
            end = source.find(";", at, at + 40) + 1 or at + 1
        elif data == "\n" and source.startswith("\r", at):
            end = at + (2 if source.startswith("\r\n", at) else 1)
        else:
            end = at + len(data)
        read_as = None if source[at:end] == data else data
        self.runs.add(at, end, read_as, cited=self.cited > 0)

    def _flush(self) -> None:
        runs, self.runs = self.runs, Runs()
        if not runs:
            return
        start, end, edits = runs.take(self.scribe.text)
        section = self.sections[-1][2] if self.sections else ""
        role = self._role()
        if self.captions and role in ("table", "caption"):
            section = self.captions[-1] or section
        made = self.scribe.passage(
            start, end, role, section=section, edits=edits, keep_lines=role == "table"
        )  # fmt: skip
        if made is None:
            return
        if self.blocks and self.blocks[-1] == "title" and self.sections and not self.captions:
            depth, before, _ = self.sections[-1]
            known = role_of(made.text)
            if known and before in ("references", "metadata", "summary"):
                known = before
            self.sections[-1] = (depth, known or before, made.text)
        if self.captions and made.role == "caption":
            self.captions[-1] = " ".join(filter(None, (self.captions[-1], made.text)))[:300]
        self.made.append(made)

    def _role(self) -> Role:
        tag = self.blocks[-1] if self.blocks else ""
        here = self.sections[-1][1] if self.sections else "body"
        if self.in_table:
            return "table"
        if self.captions:
            return "caption"
        if here == "references" or "ref" in self.blocks:
            return "references"
        if tag in ("title", "label"):
            return "navigation"
        if tag == "article-title" or tag == "subtitle":
            return "title" if "title-group" in self.stack else "metadata"
        fixed = _BLOCKS.get(tag)
        if fixed is not None:
            return fixed
        if "front" in self.stack and here == "body":
            return "metadata"
        return here
