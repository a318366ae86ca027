"""Layout: the blocks of a text taken out of a PDF, and what each of them looks like."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from spacekg.patterns import compile_late
from spacekg.readers.headings import is_known, normalise, stands_as_heading
from spacekg.readers.lines import Line, split_lines

_CAPTION = compile_late(
    r"\W{0,3}(?:Supplement(?:ary|al)\s+|Extended\s+Data\s+)?(?:Fig(?:ure|s)?\.?|FIG(?:URE"
    r"|\.)?|Scheme|Movie|Video)"
    r"\s*S?\d{1,3}[A-Za-z]?\s*(?:[.:|]|\s[A-Z(]|$)"
)
_TABLE = compile_late(
    r"\s*(?:Supplement(?:ary|al)\s+)?(?:Table|TABLE)\s+(?:S?\d{1,3}|[IVX]{1,5})(?:\s*[.:|]"
    r"|\s+[A-Z(]|\s*$|\s+continued)"
)
_TABLE_NOTE = compile_late(
    r"\s*(?:Notes?|Summary|Abbreviations?|Legend|Values|Data|This is not|All values"
    r"|[*†‡§a-d]\s?[A-Z]|n\.?s\.?)\b"
)
_FURNITURE = compile_late(
    r"^\s*(?:\d{1,4}|\(cid:\d+\)|[ivx]{1,5}|(?:www\.|https?://)\S+|open access"
    r"|published in partnership with.*|.{0,60}\|\s*(?:volume|vol\.)\s*\d+.*|.{0,60}\|\s*\d{1,5}"
    r"|(?:published|received|accepted|revised|available)(?: online)?: .{0,80}|1234567890\(\):,;"
    r"|article|review|perspective|letter|research article|original research|editorial|communication"
    r"|content courtesy of.*|downloaded from .*|page \d+(?: of \d+)?|ll|©.{0,120}|doi:\s*\S+"
    r"|check for\s*updates|(?:\[crossref\]|\[pubmed\]|\s)+)\s*$",
    re.I,
)
_JOURNAL_LINE = compile_late(
    r"\s*(?:(?:[A-Z][\w&]*\.?|of|and|in|the|npj) ){1,6}(?:\((?:19|20)\d\d\)|(?:19|20)\d\d)"
    r"[,;:]? ?\d+[(\d).:,; –-]*\S{0,30}\s*$"
)
_PAGE_COUNT = compile_late(r"\b(\d{1,3}) of (\d{1,3})\b")
_RUNNING_HEAD = compile_late(
    r"\s*(?:[A-Z]\.\s?){0,3}[A-Z][\w’'-]+(?: and [A-Z][\w’'-]+)? et al\.?\s*$"
)
#: What opens an item of a list in running text.
BULLET = compile_late(r"\s*[●•▪◦‣■]\s")
_PREDICATE = compile_late(r", | (?:is|are|was|were|has|have|had|we|our|can|may|will|been|be) ")
_OPENER = compile_late(
    r"(?:For|In|We|To|As|This|These|Those|Our|Here|It|If|When|While|However|Although|After|Thus|Since"
    r"|Because|Moreover|Furthermore|Additionally|Specifically|Finally|Next|At|On|By|From|With|Both"
    r"|All|Each|There|They|Their|Similarly|Interestingly|Briefly|Consistent|Recent(?:ly)?|Our)\b"
)
_NUMBERED = compile_late(r"\d{1,2}(?:\.\d{1,2}){1,3}\.? +[A-Z]")
_DIGITS = compile_late(r"\d")
_TERMINAL = compile_late(r"[.!?:;][”’\"')\]]*(?:\(?\d[\d,–-]*\)?)?\s*$")
_SMALL_WORDS = frozenset({
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the",
    "to", "with", "that", "is", "are", "was", "were", "which", "both", "than", "between", "et",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutBlock:
    """Lines that stand together; ``page`` tells that a new page starts with them."""

    lines: tuple[Line, ...]
    page: bool = False
    furniture: bool = False

    @property
    def start(self) -> int:
        """Where the block starts in the source."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where the block ends in the source."""
        return self.lines[-1].end

    @property
    def text(self) -> str:
        """The lines joined by spaces."""
        return " ".join(line.text.strip() for line in self.lines)

    def after(self, count: int) -> LayoutBlock | None:
        """The block without its first ``count`` lines."""
        rest = self.lines[count:]
        return LayoutBlock(lines=rest) if rest else None

    def first(self, count: int) -> LayoutBlock:
        """The first ``count`` lines as a block."""
        return LayoutBlock(lines=self.lines[:count], page=self.page)


def split_layout(text: str) -> list[LayoutBlock]:
    """The blocks of a text: parted by blank lines, page starts, bullets, captions, furniture."""
    lines = split_lines(text)
    repeated = _repeated(lines)
    indented = sum(line.text.startswith(" ") for line in lines if not line.blank)
    marks_pages = 20 * indented < len(lines)
    blocks: list[LayoutBlock] = []
    current: list[Line] = []
    page = False

    def close() -> None:
        nonlocal page
        if current:
            blocks.append(LayoutBlock(lines=tuple(current), page=page))
            page = False
            current.clear()

    for line in lines:
        opens_page = "\f" in line.text or (marks_pages and line.text.startswith(" "))
        if line.blank:
            close()
            page = page or "\f" in line.text
            continue
        if opens_page:
            close()
            page = True
        if _is_furniture(line.text) or _shape(line.text) in repeated:
            close()
            blocks.append(LayoutBlock(lines=(line,), page=page, furniture=True))
            page = False
            continue
        if _stands_alone(line, current):
            close()
            blocks.append(LayoutBlock(lines=(line,), page=page))
            page = False
            continue
        if BULLET.match(line.text) or is_caption(line.text) or is_table(line.text):
            close()
        current.append(line)
    close()
    return blocks


def _is_furniture(text: str) -> bool:
    """Whether a line is a page number, running head or the like."""
    if _FURNITURE.match(text) or _RUNNING_HEAD.match(text) or _JOURNAL_LINE.match(text):
        return True
    count = _PAGE_COUNT.search(text)
    if count is None or int(count.group(1)) > int(count.group(2)):
        return False
    words = (text[: count.start()] + text[count.end() :]).split()
    return len(words) <= 7 and not any(word.islower() and len(word) > 3 for word in words)


def _stands_alone(line: Line, current: list[Line]) -> bool:
    """Whether a line is a known heading that no blank line sets off, as in text of PDF files."""
    text = line.text.strip()
    if len(text) > 60 or not stands_as_heading(text):
        return False
    return not current or ends_sentence(current[-1].text) or len(current[-1].text) < 60


def _shape(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.split()).lower())


def _repeated(lines: list[Line]) -> frozenset[str]:
    """The shapes of short lines that recur as running heads and feet do."""
    counts = Counter(
        _shape(line.text)
        for line in lines
        if 8 < len(line.text.strip()) < 90 and not BULLET.match(line.text)
    )
    if not any("\f" in line.text for line in lines):
        return frozenset()
    return frozenset(
        shape for shape, count in counts.items() if count > 3 and not is_known(shape)
        and not shape.startswith(("table", "fig"))
    )  # fmt: skip


def is_caption(text: str) -> bool:
    """Whether a line opens the caption of a figure."""
    return _CAPTION.match(text) is not None


def is_table(text: str) -> bool:
    """Whether a line opens a table by its number."""
    return _TABLE.match(text) is not None


def is_table_note(block: LayoutBlock) -> bool:
    """Whether a block in a table is the note below it."""
    return _TABLE_NOTE.match(block.lines[0].text) is not None


def is_tabular(block: LayoutBlock) -> bool:
    """Whether a block looks like cells: bullets, short lines or mostly numbers."""
    lines = [line.text.strip() for line in block.lines]
    words = block.text.split()
    numeric = sum(any(char.isdigit() for char in word) for word in words)
    if any("•" in line for line in lines) or 4 * numeric >= len(words):
        return True
    long = sum(len(line) >= 50 for line in lines)
    if long < 2:
        return len(words) < 25 or not ends_sentence(block.text)
    running = sum(line[:1].islower() for line in lines[1:])
    return not (3 * running >= len(lines) - 1 and (len(lines) > 2 or ends_sentence(block.text)))


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, citation numbers aside."""
    return _TERMINAL.search(text.rstrip()) is not None


def heading_lines(block: LayoutBlock, *, finished: bool, following: str) -> int:
    """How many first lines of ``block`` are a heading; 0 for none.

    ``finished`` says that the text before ended its sentence, so that a heading may follow;
    ``following`` is the text after the block, which must not go on with the heading's words.
    """
    lines = [line.text.strip(" \t\f") for line in block.lines]
    if stands_as_heading(lines[0]):
        return 1
    if not finished:
        return 0
    width = max(len(line) for line in lines[:12])
    for count in (1, 2, 3):
        title = " ".join(lines[:count])
        if len(lines) < count or not _is_title(title):
            continue
        rest = lines[count:]
        if not rest:
            return count if following[:1].isupper() or following[:1].isdigit() else 0
        if count == 1 and _NUMBERED.match(title):
            return count
        capitals = _is_capitals(title)
        if capitals and not _is_capitals(rest[0]):
            return count
        if (
            count == 1 and rest[0][:1].isupper() and width >= 40
            and len(title) + len(rest[0].split()[0]) <= width - 2
            and not _PREDICATE.search(title) and not _OPENER.match(title)
        ):  # fmt: skip
            return count
    return 0


def _is_title(text: str) -> bool:
    plain = normalise(text)
    words = plain.split()
    if not 3 <= len(plain) <= 130 or len(words) > 20 or not text.strip()[:1].isalnum():
        return False
    letters = text.lstrip("0123456789. ")
    if not letters[:1].isupper() and not letters[:2].isupper():
        return False
    if text.rstrip()[-1] in ".,;:-–(" or words[-1] in _SMALL_WORDS:
        return False
    if sum(char.isdigit() for char in text) * 6 > len(text) or "@" in text or "=" in text:
        return False
    return any(len(word) >= 4 and word.isalpha() for word in words) and not is_caption(text)


def _is_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 4 and 10 * sum(char.isupper() for char in letters) >= 9 * len(letters)


def wrapped_share(text: str) -> float:
    """The share of lines that break off inside a sentence, as printed columns do."""
    lines = [line.text.strip() for line in split_lines(text[:60_000]) if not line.blank]
    pairs = [pair for pair in pairwise(lines) if 30 <= len(pair[0]) <= 150]
    if len(pairs) < 15:
        return 0.0
    broken = sum(not ends_sentence(one) and other[:1].islower() for one, other in pairs)
    return broken / len(pairs)
