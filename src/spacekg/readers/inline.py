"""Inline markdown: which characters of a line are markup and not read."""

from __future__ import annotations

import html
import re

from spacekg.patterns import compile_late
from spacekg.readers.reading import Edit

_TOKEN = compile_late(
    r"(?=[\\`!\[\]<&*_~])(?:(?P<escape>\\[\\`*_{}\[\]()<>#+\-.!~|])"
    r"|(?P<code>`+)"
    r"|(?P<image>!\[)"
    r"|(?P<footnote>\[\^[^\]\s]{1,40}\])"
    r"|(?P<link>\](?:\((?:[^()\s<>]|\([^()\s]*\)){0,2000}(?:[ \t]+\"[^\"\n]*\")?\)"
    r"|\[[^\[\]\n]{0,100}\]))"
    r"|(?P<autolink><(?:https?://|mailto:)[^<>\s]{1,2000}>)"
    r"|(?P<comment><!--.{0,5000}?-->)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]{0,20}(?:\s[^<>]{0,500})?/?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<mark>\*+|_+|~~)"
    r"|(?P<open>\[))",
    re.S,
)


def inline_edits(text: str, start: int, end: int) -> list[Edit]:
    """The edits that leave out emphasis, links, code marks, tags and escapes in a stretch.

    >>> inline_edits("a **b** 2 * 3", 0, 13)
    [(2, 4, ''), (5, 7, '')]
    """
    edits: list[Edit] = []
    openers: list[tuple[int, int, str]] = []
    brackets: list[tuple[int, int]] = []
    at = start
    while (match := _TOKEN.search(text, at, end)) is not None:
        left, at = match.span()
        kind = match.lastgroup
        if kind == "escape":
            edits.append((left, left + 1, ""))
        elif kind == "code":
            closing = text.find(match.group(), at, min(end, at + 2000))
            if closing >= 0:
                edits += [(left, at, ""), (closing, closing + at - left, "")]
                at = closing + at - left
        elif kind == "image" or kind == "open":
            brackets.append((left, at))
        elif kind == "link":
            if brackets:
                opened = brackets.pop()
                edits += [(*opened, ""), (left, at, "")]
        elif kind in ("footnote", "comment"):
            edits.append((left, at, ""))
        elif kind == "tag":
            name = match.group().strip("</> ").split()[0].lower()
            edits.append((left, at, " " if name in ("br", "p", "li", "hr", "td", "div") else ""))
        elif kind == "autolink":
            edits += [(left, left + 1, ""), (at - 1, at, "")]
        elif kind == "entity":
            new = html.unescape(match.group())
            if new != match.group():
                edits.append((left, at, new))
        elif kind == "mark":
            _emphasis(text, left, at, (start, end), openers, edits)
    return sorted(edits)


def _emphasis(
    text: str,
    left: int,
    right: int,
    bounds: tuple[int, int],
    openers: list[tuple[int, int, str]],
    edits: list[Edit],
) -> None:
    """Close the nearest opener of this mark, or remember it as one (CommonMark's rule, short)."""
    mark = text[left]
    before = text[left - 1] if left > bounds[0] else " "
    after = text[right] if right < bounds[1] else " "
    opens = not after.isspace() and (before.isspace() or not before.isalnum() or mark == "*")
    closes = not before.isspace() and (after.isspace() or not after.isalnum() or mark == "*")
    if closes:
        for index in range(len(openers) - 1, max(-1, len(openers) - 8), -1):
            opened, until, other = openers[index]
            if other != mark:
                continue
            size = min(until - opened, right - left)
            edits += [(until - size, until, ""), (left, left + size, "")]
            del openers[index:]
            if until - size > opened:
                openers.append((opened, until - size, mark))
            if left + size < right:
                _emphasis(text, left + size, right, bounds, openers, edits)
            return
    if opens:
        openers.append((left, right, mark))
