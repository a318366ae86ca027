"""Blocks of markdown: headings, paragraphs, bullets, quotes, tables and code, by offsets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacekg.patterns import compile_late
from spacekg.readers.lines import Line, split_lines
from spacekg.readers.reading import Edit

_HEADING = compile_late(r" {0,3}(#{1,6})[ \t]+(.*)$")
_SETEXT = compile_late(r" {0,3}(=+|-{2,})[ \t]*$")
#: two sentences are no heading, whatever line is drawn below them
_SENTENCES = compile_late(r"[\w)][.?!]\s+[A-Z(]")
_RULE = compile_late(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = compile_late(r"[ \t]*(`{3,}|~{3,})")
_BULLET = compile_late(r"[ \t]*(?:[-*+•●▪◦‣·–]|\(?\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_QUOTE = compile_late(r"[ \t]*(?:>[ \t]?)+")
_TABLE_RULE = compile_late(
    r"[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*$|[ \t]*\|[ \t]*:?-+:?[ \t]*\|[ \t]*$"
)
_MATTER_LINE = compile_late(r"[ \t]*(?:-[ \t]+)?(?:[\w\"'-]+:(?:[ \t]|$)|-[ \t]+[\"'\[])")

Kind = Literal["heading", "paragraph", "bullet", "table", "code", "comment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """``source[start:end]`` is one block; ``edits`` leave out what marks it as such."""

    kind: Kind
    start: int
    end: int
    level: int = 0
    edits: tuple[Edit, ...] = ()


def split_blocks(source: str, start: int, end: int) -> Iterator[Block]:
    r"""The blocks of ``source[start:end]`` in order.

    >>> [block.kind for block in split_blocks("# A\n\n- b\n- c\n\nd\n", 0, 18)]
    ['heading', 'bullet', 'bullet', 'paragraph']
    """
    lines = split_lines(source, start, end)
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.blank:
            index += 1
            continue
        block, index = _next_block(lines, index)
        if block is not None:
            yield block


def _next_block(lines: list[Line], index: int) -> tuple[Block | None, int]:
    line = lines[index]
    fence = _FENCE.match(line.text)
    if fence:
        return _fenced(lines, index, fence.group(1))
    heading = _HEADING.match(line.text)
    if heading:
        start = line.start + heading.start(2)
        level = len(heading.group(1))
        # by hand, because a pattern would try each of many blanks as the last
        words = heading.group(2).rstrip(" \t").rstrip("#").rstrip(" \t")
        block = Block(kind="heading", start=start, end=start + len(words), level=level)
        return block, index + 1
    if _RULE.match(line.text):
        return None, index + 1
    if line.text.lstrip().startswith("<!--"):
        return _comment(lines, index)
    if "|" in line.text and index + 1 < len(lines) and _TABLE_RULE.match(lines[index + 1].text):
        return _table(lines, index)
    return _paragraph(lines, index)


def _fenced(lines: list[Line], index: int, mark: str) -> tuple[Block, int]:
    after = index + 1
    while after < len(lines):
        stripped = lines[after].text.strip()
        if stripped.startswith(mark) and not stripped.strip(mark[0]):
            break
        after += 1
    start = lines[index].after
    stop = lines[min(after, len(lines)) - 1].end if after > index + 1 else start
    return Block(kind="code", start=start, end=stop), after + 1


def _comment(lines: list[Line], index: int) -> tuple[Block, int]:
    after = index
    while after < len(lines) and "-->" not in lines[after].text:
        after += 1
    last = lines[min(after, len(lines) - 1)]
    return Block(kind="comment", start=lines[index].start, end=last.end), after + 1


def _table(lines: list[Line], index: int) -> tuple[Block, int]:
    after = index
    edits: list[Edit] = []
    while after < len(lines) and "|" in lines[after].text:
        line = lines[after]
        if after == index + 1:
            edits.append((line.start, line.after, ""))
        else:
            edits += _cell_edits(line)
        after += 1
    stop = lines[after - 1].end
    return Block(kind="table", start=lines[index].start, end=stop, edits=tuple(edits)), after


def _cell_edits(line: Line) -> Iterator[Edit]:
    """Leave out the outer bars; the inner ones are kept, with a space on either side."""
    stripped = line.text.strip()
    first = line.start + line.text.index(stripped[0])
    if stripped.startswith("|"):
        yield first, first + 1 + len(stripped[1:]) - len(stripped[1:].lstrip()), ""
    if stripped.endswith("|") and len(stripped) > 1:
        last = first + len(stripped) - 1
        yield first + len(stripped[:-1].rstrip()), last + 1, ""


def _paragraph(lines: list[Line], index: int) -> tuple[Block, int]:
    first = lines[index]
    quote = _QUOTE.match(first.text)
    bullet = _BULLET.match(first.text, quote.end() if quote else 0)
    edits: list[Edit] = []
    after = index + 1
    while after < len(lines):
        line = lines[after]
        if line.blank or _interrupts(lines, after):
            break
        setext = _SETEXT.match(line.text)
        if setext and _is_prose(lines[after - 1].text):
            break
        if setext and not bullet and after == index + 1:
            level = 1 if setext.group(1)[0] == "=" else 2
            return Block(kind="heading", start=first.start, end=first.end, level=level), after + 1
        marks = _QUOTE.match(line.text)
        if marks:
            edits.append((line.start, line.start + marks.end(), ""))
        after += 1
    if _is_matter(lines[index:after]):
        return Block(kind="code", start=first.start, end=lines[after - 1].end), after
    start = first.start + (bullet.end() if bullet else quote.end() if quote else 0)
    block = Block(
        kind="bullet" if bullet else "paragraph",
        start=start, end=lines[after - 1].end, edits=tuple(edits),
    )  # fmt: skip
    return block, after


def _is_prose(text: str) -> bool:
    return text.rstrip().endswith((".", "?", "!", ")")) and _SENTENCES.search(text) is not None


def _interrupts(lines: list[Line], index: int) -> bool:
    text = lines[index].text
    if _BULLET.match(text) and not text.lstrip()[0].isdigit():
        return True
    if _BULLET.match(text) and lines[index - 1].end - lines[index - 1].start < 200:
        return True
    return bool(
        _HEADING.match(text)
        or _FENCE.match(text)
        or (_RULE.match(text) and not _SETEXT.match(text))
        or (_QUOTE.match(text) and not _QUOTE.match(lines[index - 1].text))
    )


def _is_matter(lines: list[Line]) -> bool:
    """Whether the lines are YAML that strayed into the text, as chart settings do."""
    if len(lines) < 3 or lines[0].text.lstrip().startswith(("- **", "- *")):
        return False
    return 5 * sum(bool(_MATTER_LINE.match(line.text)) for line in lines) >= 4 * len(lines)
