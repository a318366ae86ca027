"""Article text taken out of a PDF: two columns, hard line breaks, tables, damaged glyphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacekg.model import Document, Format, Passage, Role, Value
from spacekg.readers.bibliography import citation_metadata
from spacekg.readers.citations import citation_edits
from spacekg.readers.headings import is_known, role_of
from spacekg.readers.hyphens import hyphen_edits
from spacekg.readers.layout import (
    BULLET,
    LayoutBlock,
    ends_sentence,
    heading_lines,
    is_caption,
    is_table,
    is_table_note,
    is_tabular,
    split_layout,
    wrapped_share,
)
from spacekg.readers.mojibake import is_suspect, mojibake_edits
from spacekg.readers.raw import Raw
from spacekg.readers.reading import Edit, Scribe, apart
from spacekg.readers.tiers import tier_of_article

_EVIDENCE = re.compile(
    r"^\s*(?:abstract|introduction|materials and methods|methods|results|discussion|references"
    r"|conclusions?|acknowledge?ments)\s*$|^\s*(?:fig(?:ure|\.)|table) ?\d|\bet al\.|doi\.org",
    re.I | re.M,
)
_AUTHORS = re.compile(
    r"(?:[A-Z][\w.’'`´-]*\.?\s+){1,3}[A-Z][\w’'`´-]+\s?(?:\d|\*|†|✉|,\s?\d|[a-d],)|✉|^\W*\d\s?[A-Z].*(?:Universit|Institut|Department|Center|Centre|School)"
    r"|@|\b(?:Universit|Institut|Departmen|Laborator)[a-zé]+\b|^correspond|^\*?\s?Corresp"
)
_RIGHTS = re.compile(r"\s(?:©|\(c\)|Copyright|Published by)\s?.{0,20}\b(?:19|20)\d\d|\s©\s?\d{4}")
_KEYWORDS = re.compile(
    r"\s*(?:key ?words?|index terms|abbreviations?|edited by|reviewed by|citation)\b", re.I
)
_ABSTRACT_LENGTH = 350
_FURNITURE_LENGTH = 250


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
    if is_suspect(text):
        edits += mojibake_edits(text)
    scribe = Scribe(text=text, edits=apart(edits))
    passages = _Article(scribe=scribe).read()
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


@dataclass(slots=True, kw_only=True)
class _Article:
    """Walks the blocks once; what is open (a paragraph, a table) is closed by what follows."""

    scribe: Scribe
    passages: list[Passage] = field(default_factory=list)
    role: Role = "body"
    section: str = ""
    titled: bool = False
    structured: bool = False
    begun: bool = False
    open: list[LayoutBlock] = field(default_factory=list)
    table: list[LayoutBlock] = field(default_factory=list)
    caption: str = ""
    in_table: bool = False
    floated: bool = False

    def read(self) -> list[Passage]:
        """The passages of the whole text in source order."""
        blocks = split_layout(self.scribe.text)
        heads = {role_of(block.lines[0].text) for block in blocks if is_known(block.lines[0].text)}
        self.structured = bool(heads & {"methods", "findings"})
        self.begun = not heads & {"abstract", "introduction"}
        self.titled = not self._has_front(blocks)
        for index, block in enumerate(blocks):
            following = next((b for b in blocks[index + 1 :] if not b.furniture), None)
            self._take(block, following.text if following else "")
        self._close_table()
        self._close()
        return sorted(self.passages, key=lambda made: (made.start, made.end))

    @staticmethod
    def _has_front(blocks: list[LayoutBlock]) -> bool:
        first = next((block for block in blocks if not block.furniture), None)
        return first is not None and not is_known(first.lines[0].text.strip())

    def _take(self, block: LayoutBlock, following: str) -> None:
        text = block.lines[0].text
        if block.furniture:
            self._make(block.start, block.end, "navigation")
            return
        if is_table(text) or is_caption(text):
            self.floated = True
        if is_table(text):
            self._close_table()
            self._open_table(block)
            return
        if is_caption(text):
            self._close_table()
            self._make(block.start, block.end, "caption", section=self.section)
            return
        if self.in_table and not self._ends_table(block):
            if is_table_note(block):
                self._close_table()
                self._make(block.start, block.end, "caption", section=self.caption)
            else:
                self.table.append(block)
            return
        self._close_table()
        self._take_text(block, following)

    def _open_table(self, block: LayoutBlock) -> None:
        """The caption of a table goes on to the block's end unless rows follow without a gap."""
        count = 1
        first = block.lines[0].text.strip()
        while (
            count < len(block.lines)
            and count < 4
            and not ends_sentence(first)
            and not is_tabular(LayoutBlock(lines=block.lines[count:]))
        ):
            first = block.lines[count].text.strip()
            count += 1
        if len(block.lines) <= 3:
            count = len(block.lines)
        head = block.first(count)
        self.caption = " ".join(head.text.split())
        self._make(head.start, head.end, "caption", section=self.caption)
        self.in_table = True
        rest = block.after(count)
        if rest:
            self.table.append(rest)

    def _ends_table(self, block: LayoutBlock) -> bool:
        return (
            block.page
            or is_known(block.lines[0].text)
            or (not is_tabular(block) and not is_table_note(block))
        )

    def _close_table(self) -> None:
        if self.table:
            self._make(
                self.table[0].start, self.table[-1].end, "table",
                section=self.caption, keep_lines=True,
            )  # fmt: skip
        self.table = []
        self.in_table = False

    def _take_text(self, block: LayoutBlock, following: str) -> None:
        finished = not self.open or ends_sentence(self.open[-1].text)
        if not self.begun and not self._begins(block):
            self._take_front(block)
            return
        rest: LayoutBlock | None = block
        while rest and (count := heading_lines(rest, finished=finished, following=following)):
            self._close()
            self._head(rest.first(count))
            finished, rest = True, rest.after(count)
        if rest is None:
            return
        if self.open and (finished or not self._continues(rest)):
            self._close()
        self.floated = False
        self.open.append(rest)
        if self.role == "references":
            self._close()

    def _continues(self, block: LayoutBlock) -> bool:
        """Whether a block goes on with the open sentence; a quote must not run across a figure."""
        last = self.open[-1]
        if self.floated or block.start - last.end > _FURNITURE_LENGTH:
            return False
        first = block.lines[0].text.strip(" \f\t")[:1]
        ending = last.lines[-1].text.rstrip()[-1:]
        return (
            first.islower()
            or first.isdigit()
            or first in "(["
            or (len(last.lines) > 1 and (ending.islower() or ending in ",-–") and first.isalnum())
        )

    def _begins(self, block: LayoutBlock) -> bool:
        """Whether the front of the article is over: a known heading stands here."""
        known = is_known(block.lines[0].text)
        self.begun = known and role_of(block.lines[0].text) != "metadata"
        return self.begun

    def _take_front(self, block: LayoutBlock) -> None:
        """Title, authors, affiliations, and an abstract without a heading."""
        lines = block.lines
        if not self.titled and not _KEYWORDS.match(lines[0].text):
            count = 0
            while count < min(4, len(lines)) and not _AUTHORS.search(lines[count].text.strip()):
                count += 1
            words = " ".join(line.text for line in lines[:count]).split()
            if 4 <= len(words) <= 45:
                self.titled = True
                self._make(lines[0].start, lines[count - 1].end, "title")
                rest = block.after(count)
                if rest:
                    self._make(rest.start, rest.end, "metadata")
                return
        prose = len(block.text) >= _ABSTRACT_LENGTH and ends_sentence(block.text)
        if prose and not _AUTHORS.search(block.text[:80]) and not _KEYWORDS.match(block.text):
            self._make(block.start, block.end, "abstract")
        else:
            self._make(block.start, block.end, "metadata")

    def _head(self, block: LayoutBlock) -> None:
        title = " ".join(block.text.split())
        known = role_of(title)
        if known is not None:
            self.role = known
        elif not self.structured or self.role in ("references", "metadata", "gaps", "conclusion"):
            self.role = "body"
        self.section = title.strip(" .:")
        self._make(block.start, block.end, "navigation", section=self.section)

    def _close(self) -> None:
        if not self.open:
            return
        bullet = BULLET.match(self.open[0].lines[0].text)
        start, end = self.open[0].start + (bullet.end() if bullet else 0), self.open[-1].end
        gaps = [
            (one.end, other.start, " ")
            for one, other in zip(self.open, self.open[1:], strict=False)
            if self.scribe.text[one.end : other.start].strip()
        ]
        rights = None
        if self.role == "abstract":
            rights = _RIGHTS.search(self.scribe.text, max(start, end - 400), end)
        if rights:
            self._make(rights.start(), end, "metadata", section=self.section)
            end = rights.start()
        self._make(start, end, self.role, section=self.section, edits=gaps)
        self.open = []

    def _make(
        self,
        start: int,
        end: int,
        role: Role,
        *,
        section: str = "",
        edits: list[Edit] | None = None,
        keep_lines: bool = False,
    ) -> None:
        made = self.scribe.passage(
            start, end, role, section=section, edits=edits or (), keep_lines=keep_lines
        )
        if made is not None:
            self.passages.append(made)
