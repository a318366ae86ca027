"""Full text scraped from PubMed Central: one paragraph a line, headings glued to line ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from spacekg.model import Document, Passage, Role, Value
from spacekg.patterns import compile_late
from spacekg.readers.bibliography import citation_metadata
from spacekg.readers.citations import citation_edits
from spacekg.readers.headings import is_known, role_of
from spacekg.readers.layout import is_caption, is_table
from spacekg.readers.lines import Line, split_lines
from spacekg.readers.mojibake import is_suspect, mojibake_edits
from spacekg.readers.raw import Raw
from spacekg.readers.reading import Scribe, apart
from spacekg.readers.tiers import tier_of_article

#: Start, end and text of a stretch of one line.
Segment: TypeAlias = tuple[int, int, str]

_MARKS = compile_late(
    r"^Find articles by |^PMCID: PMC\d|^Search in PMC\s*$|^Open in a new tab|^PMC Copyright notice"
    r"|\[PMC free article\]|are provided here courtesy of ",
    re.M,
)
_CITATION = compile_late(
    r"^(?:(?P<kind>[a-z][a-z -]{2,30}) )?(?P<journal>[A-Z].{1,80}?)\. "
    r"(?P<date>\d{4}(?: [A-Z][a-z]{2}(?:-[A-Z][a-z]{2})?(?: \d{1,2})?)?);.*?doi: *(?P<doi>10\.\S+)"
)
_AUTHOR = compile_late(r"^Find articles by (.+?)\s*$", re.M)
_MENU = frozenset({"search in pmc", "search in pubmed", "view in nlm catalog", "add to search"})
_CHROME = compile_late(
    r"Open in a new tab|Click here for additional data file\.?(?: \([^()]{0,40}\))?"
    r"|Below is the link to the electronic supplementary material\."
)
_GLUED = compile_late(
    r"(?<=[.!?)\]”’\"%\d])(?<!\d\.)(?=(?:\d{1,2}(?:\.\d{1,2})*\.? )?[A-Z])((?:[^.!?;()]"
    r"|(?<=\d)\.|\([^()]{1,40}\)){3,140})$"
)
_GLUED_KNOWN = compile_late(
    r"(?<=[a-z0-9)\]”%.?!])((?:\d{1,2}\.? )?(?:Introduction|INTRODUCTION|Background|BACKGROUND"
    r"|(?:Materials? and )?[Mm]ethods|METHODS|MATERIALS AND METHODS"
    r"|Results(?: and [Dd]iscussion)?|RESULTS"
    r"|RESULTS AND DISCUSSION|Discussion|DISCUSSION|Conclusions?|Main|References"
    r"|REFERENCES|Footnotes"
    r"|Acknowledge?ments|Author [Cc]ontributions|Data [Aa]vailability(?: [Ss]tatement)?"
    r"|Funding|Abbreviations"
    r"|Competing interests|Supplementary (?:[Ii]nformation|[Mm]aterials?)))$"
)
_KEYWORDS = compile_late(
    r"(?<=[.\w)\]])(?=(?:Keywords|KEYWORDS|Key words|Subject terms|IMPORTANCE):? [A-Za-z])"
    r"|(?<=\.)(?=IMPORTANCE )"
)
_SENTENCE = compile_late(r"[.!?][”\")\]]*\s*$")
_END = compile_late(r"^Articles from .* are provided here courtesy of ")
_REFERENCE = compile_late(r"^(?:\d{1,3}\.|•|\[\d+\])?\s?[A-Z].*\[(?:DOI|PubMed|PMC|Google)")
_NUMBERED_LIST = compile_late(r"(?:^|[a-z.)])references\s*\n(?:1\.|\[1\])", re.I | re.M)
_LINK = compile_late(
    r"(?:Supplement(?:ary|al)|Additional|Extended|Fig(?:ure)?s?\.?|Tables?|Movie|Video|Appendix|Box"
    r"|Data|Dataset|File|S\d)\b.{0,40}$"
)
_LONG = 120


def detects_pmcpage(raw: Raw) -> bool:
    """Whether the standing words of a PubMed Central page are there."""
    return len({match.group()[:12] for match in _MARKS.finditer(raw.text)}) >= 3


def read_pmcpage(raw: Raw) -> Document:
    """The document of a PubMed Central page saved as text."""
    text = raw.text
    numbered = _NUMBERED_LIST.search(text) is not None
    edits = citation_edits(text, spaced=numbered, enough=2 if numbered else 6)
    if is_suspect(text):
        edits += mojibake_edits(text)
    scribe = Scribe(text=text, edits=apart(edits))
    page = _Page(scribe=scribe)
    passages = page.read()
    title = next((made.text for made in passages if made.role == "title"), "")
    lead = " ".join(made.text for made in passages if made.role in ("abstract", "summary"))
    roles = {made.role for made in passages}
    tier = tier_of_article(title, lead, has_methods="methods" in roles and "findings" in roles)
    return Document(
        path=raw.path, sha256=raw.sha256, format="webpage", tier=tier, text=text,
        metadata=tuple(_metadata(text, title)), passages=tuple(passages), notices=raw.notices,
        id=raw.id,
    )  # fmt: skip


def _metadata(text: str, title: str) -> Iterator[tuple[str, Value]]:
    if title:
        yield "title", title
    citation = _CITATION.match(text.lstrip("\ufeff"))
    stated = dict(citation_metadata(text[:20_000]))
    if citation:
        stated["doi"] = citation.group("doi").rstrip(".").lower()
        stated["date"] = citation.group("date")
        yield "journal", citation.group("journal")
        if citation.group("kind"):
            yield "articleType", citation.group("kind")
    yield from ((key, stated[key]) for key in ("doi", "pmcid", "pmid", "date") if key in stated)
    authors = tuple(dict.fromkeys(_AUTHOR.findall(text)))
    if authors:
        yield "authors", authors


@dataclass(slots=True, kw_only=True)
class _Page:
    """Walks the lines of the page; a figure or table is open until its end is seen."""

    scribe: Scribe
    passages: list[Passage] = field(default_factory=list)
    role: Role = "body"
    section: str = ""
    float: str = ""
    cells: list[tuple[int, int]] = field(default_factory=list)
    structured: bool = False
    caption_left: int = 0

    def read(self) -> list[Passage]:
        """The passages of the whole page."""
        lines = [line for line in split_lines(self.scribe.text) if not line.blank]
        body = self._front(lines)
        segments = _rejoined(segment for line in lines[body:] for segment in _segments(line))
        heads = {role_of(text) for _, _, text in segments if is_known(text)}
        self.structured = bool(heads & {"methods", "findings"})
        for index, (start, end, text) in enumerate(segments):
            following = segments[index + 1][2] if index + 1 < len(segments) else ""
            self._take(start, end, text.strip(), following)
        self._close_cells()
        return self.passages

    def _front(self, lines: list[Line]) -> int:
        """Read the lines above the article; the index of its first line."""
        head = [index for index, line in enumerate(lines[:3000]) if line.text.startswith("PMCID:")]
        body = head[0] + 1 if head else 0
        menu = [
            index for index, line in enumerate(lines[:body]) if line.text.strip().lower() in _MENU
        ]
        title = menu[-1] + 1 if menu else 0
        for index, line in enumerate(lines[:body]):
            role: Role = "navigation"
            if index == title:
                role = "title"
            elif index == 0 or index == body - 1:
                role = "metadata"
            self._make(line.start, line.end, role)
        return body

    def _take(self, start: int, end: int, text: str, following: str) -> None:
        if _END.match(text):
            self.role, self.section, self.float = "navigation", "", ""
        if self.role == "references" and not (is_known(text) and role_of(text) != "references"):
            self._make(start, end, "references", section=self.section)
        elif _CHROME.fullmatch(text):
            if self.float != "figure":
                self._end_float()
            self._make(start, end, "navigation")
        elif (is_table(text) or is_caption(text)) and len(text) < 300:
            self._end_float()
            self.float = "table" if is_table(text) else "figure"
            section = text if self.float == "table" else self.section
            self._make(start, end, "caption", section=section)
            self.caption_left = 1
        elif self.float == "table" and self._in_table(start, end, text):
            return
        elif self.float == "figure":
            self.float = ""
            self._make(start, end, "caption", section=self.section)
        else:
            self._end_float()
            self._take_text(start, end, text, following)

    def _in_table(self, start: int, end: int, text: str) -> bool:
        """Take a line of an open table; false when running text has begun."""
        if is_known(text) or (len(text) > _LONG and _SENTENCE.search(text) and len(self.cells) > 1):
            return False
        if self.caption_left and (not self.cells):
            self.caption_left = 0
            if len(text) > 12 and len(text.split()) > 2:
                self._make(start, end, "caption", section=self.passages[-1].section)
                return True
        self.cells.append((start, end))
        return True

    def _end_float(self) -> None:
        self._close_cells()
        self.float = ""

    def _close_cells(self) -> None:
        if self.cells:
            captions = [made.text for made in self.passages[-2:] if made.role == "caption"]
            self._make(
                self.cells[0][0], self.cells[-1][1], "table",
                section=" ".join(captions), keep_lines=True,
            )  # fmt: skip
        self.cells = []

    def _take_text(self, start: int, end: int, text: str, following: str) -> None:
        if _is_heading(text, following):
            known = role_of(text)
            if known is not None:
                self.role = known
            elif not self.structured or self.role in ("metadata", "abstract", "conclusion", "gaps"):
                self.role = "body"
            self.section = text.strip(" .:")
            self._make(start, end, "navigation", section=self.section)
            return
        role = self.role
        if re.match(r"(?:Keywords|KEYWORDS|Key words|Subject terms):?\s", text):
            role = "metadata"
        elif text.startswith("IMPORTANCE ") and role == "abstract":
            role = "importance"
        elif _REFERENCE.match(text):
            role = "references"
        self._make(start, end, role, section=self.section)

    def _make(
        self, start: int, end: int, role: Role, *, section: str = "", keep_lines: bool = False
    ) -> None:
        made = self.scribe.passage(start, end, role, section=section, keep_lines=keep_lines)
        if made is not None:
            self.passages.append(made)


def _is_heading(text: str, following: str) -> bool:
    if is_known(text):
        return True
    if len(text) > 140 or len(text) < 4 or _SENTENCE.search(text) or text[-1] in ",;:":
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[:4].isalnum()):
        return False
    return len(following) >= 80 and any(char.isalpha() for char in text[:3])


def _segments(line: Line) -> Iterator[Segment]:
    """A line parted at page chrome, keywords and the heading glued to its end."""
    cuts = {0, len(line.text)}
    for match in _CHROME.finditer(line.text):
        cuts |= {match.start(), match.end()}
    cuts |= {match.start() for match in _KEYWORDS.finditer(line.text)}
    glued = _GLUED_KNOWN.search(line.text, max(0, len(line.text) - 60))
    if glued is None and len(line.text) > 60:
        glued = _GLUED.search(line.text, max(0, len(line.text) - 150))
    if glued and _is_glued_heading(glued.group(1)):
        cuts.add(glued.start(1))
    ordered = sorted(cuts)
    for left, right in pairwise(ordered):
        if line.text[left:right].strip():
            yield line.start + left, line.start + right, line.text[left:right]


def _rejoined(segments: Iterable[Segment]) -> list[Segment]:
    """Paragraphs that a link in them broke in three: text, "Supplementary Table A", text."""
    joined: list[Segment] = []
    linked = False
    for start, end, text in segments:
        before = joined[-1][2].rstrip() if joined else ""
        is_link = _LINK.match(text) is not None and len(before) > 60 and before[-1] not in ".!?:"
        goes_on = (linked and text.lstrip()[:1] in ").,;]–-") or (linked and text[:1].islower())
        if is_link or goes_on:
            joined[-1] = (joined[-1][0], end, f"{joined[-1][2]} {text}")
        else:
            joined.append((start, end, text))
        linked = is_link
    return joined


def _is_glued_heading(text: str) -> bool:
    words = text.split()
    return is_known(text) or (
        2 <= len(words) <= 22 and len(text) >= 8 and any(len(word) > 3 for word in words)
        and not text.rstrip().endswith((",", ":"))
    )  # fmt: skip
