"""Columns: the passages of article text, from its blocks in the order they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacekg.model import Passage, Role
from spacekg.patterns import compile_late
from spacekg.readers.headings import is_known, normalise, role_of, stands_as_heading
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
)
from spacekg.readers.reading import Edit, Scribe

_AUTHORS = compile_late(
    r"(?:[A-Z][\w.’'`´-]*\.?\s+){1,3}[A-Z][\w’'`´-]+\s?(?:\d|\*|†|✉|,\s?\d|[a-d],)|✉"
    r"|^\W*\d\s?[A-Z].*(?:Universit|Institut|Department|Center|Centre|School)"
    r"|@|\b(?:Universit|Institut|Departmen|Laborator)[a-zé]+\b|^correspond|^\*?\s?Corresp"
)
_RIGHTS = compile_late(r"\s(?:©|\(c\)|Copyright|Published by)\s?.{0,20}\b(?:19|20)\d\d|\s©\s?\d{4}")
_KEYWORDS = compile_late(
    r"\s*(?:key ?words?|index terms|abbreviations?|edited by|reviewed by|citation)\b", re.I
)
_LABEL = compile_late(r"([A-Z][A-Za-z’' /&-]{2,50}):\s")
_LEGAL = compile_late(
    r"(?:Publisher[’']s [Nn]ote|Copyright|Licensee|Academic Editors?|Received|Accepted|Citation"
    r"|Edited by|Reviewed by|Attribution \(|Open Access This|This is an open|Correspondence|© "
    r"|This (?:article|work) is (?:licensed|an open|distributed))"
)
_SUBSECTION = compile_late(r"\d{1,2}\.\d{1,2}")
_CLOSING_ROLES = frozenset({"references", "metadata", "gaps", "conclusion"})
_STANDING_TITLE = compile_late(
    r"(?:(?:review|research|original|open|access|article|paper|report|letter|brief"
    r"|perspective|editorial|communication|data|note|short|advance|publication date"
    r"|published).{0,60}|molecular biology.{0,30})$",
    re.I,
)
_ABSTRACT_LENGTH = 350
_FURNITURE_LENGTH = 250


@dataclass(slots=True, kw_only=True)
class Columns:
    """Walks the blocks once; what is open (a paragraph, a table) is closed by what follows."""

    scribe: Scribe
    passages: list[Passage] = field(default_factory=list)
    role: Role = "body"
    major: Role = "body"
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
        heads = {
            role_of(block.lines[0].text)
            for block in blocks
            if stands_as_heading(block.lines[0].text)
        }
        self.structured = len(heads & {"methods", "findings", "discussion"}) > 1
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
        return first is not None and not stands_as_heading(first.lines[0].text)

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
        rest = block.after(1)
        if rest and len(rest.lines) < 8 and not is_tabular(rest) and ends_sentence(rest.text):
            count = len(block.lines)
        while (
            count < len(block.lines)
            and count < 4
            and not ends_sentence(first)
            and not is_tabular(LayoutBlock(lines=block.lines[count:]))
        ):
            first = block.lines[count].text.strip()
            count += 1
        if len(block.lines) <= 3 and "•" not in block.text:
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
            or stands_as_heading(block.lines[0].text)
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
        if self.role == "references" and not stands_as_heading(block.lines[0].text):
            self._close()
            self._make(block.start, block.end, "references", section=self.section)
            return
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
        known = stands_as_heading(block.lines[0].text)
        self.begun = known and role_of(block.lines[0].text) != "metadata"
        return self.begun

    def _take_front(self, block: LayoutBlock) -> None:
        """Title, authors, affiliations, and an abstract without a heading."""
        lines = block.lines
        if not self.titled and not _KEYWORDS.match(lines[0].text):
            skipped = 0
            while skipped < len(lines) and _is_standing(lines[skipped].text):
                skipped += 1
            if skipped:
                self._make(lines[0].start, lines[skipped - 1].end, "navigation")
                rest = block.after(skipped)
                if rest:
                    self._take_front(rest)
                return
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
        role = _labelled(block.text, "body")
        if role in ("abstract", "summary"):
            self._make(block.start, block.end, role)
            return
        prose = len(block.text) >= _ABSTRACT_LENGTH and ends_sentence(block.text)
        if prose and not _AUTHORS.search(block.text[:80]) and not _KEYWORDS.match(block.text):
            self._make(block.start, block.end, "abstract")
        else:
            self._make(block.start, block.end, "metadata")

    def _head(self, block: LayoutBlock) -> None:
        title = " ".join(block.text.split())
        self.role = self._role_under(title)
        self.section = title.strip(" .:")
        self._make(block.start, block.end, "navigation", section=self.section)

    def _role_under(self, title: str) -> Role:
        """The role of what follows a heading; parts of a numbered section keep its role."""
        known = role_of(title)
        if _SUBSECTION.match(title):
            return known if known and known != "metadata" else self.major
        if known == "metadata" and normalise(title).startswith(("ethic", "institutional")):
            return "metadata"
        if known is None and self.structured and self.role not in _CLOSING_ROLES:
            known = self.major
        self.major = known or "body"
        return self.major

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
        role = self.role if self.role == "references" else _labelled(self.open[0].text, self.role)
        self._make(start, end, role, section=self.section, edits=gaps)
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


def _labelled(text: str, role: Role) -> Role:
    """The role of a paragraph that names itself: "Funding: …", "Abstract: …", or legal text."""
    if _LEGAL.match(text):
        return "metadata"
    label = _LABEL.match(text)
    if label and is_known(label.group(1)):
        return role_of(label.group(1)) or role
    return role


def _is_standing(text: str) -> bool:
    """Whether a front line is a journal's label ("REVIEW ARTICLE") and not a title."""
    return len(text.split()) <= 5 and _STANDING_TITLE.match(text.strip()) is not None
