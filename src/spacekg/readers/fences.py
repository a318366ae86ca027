"""Fences: lines of a code fence inside front matter, and tabs that indent it."""

from __future__ import annotations

from spacekg.model import Notice
from spacekg.patterns import compile_late
from spacekg.readers.lines import split_lines

FENCE = compile_late(r"\s*(?:`{3,}|~{3,})\s*([\w-]*)\s*$")
FENCED_CLOSE = compile_late(r"\s*`{3,}\s*-{3,}\s*$")


def blank_fences(text: str, start: int, end: int) -> tuple[str, list[Notice]]:
    """The front matter ``text[start:end]`` with fences and indenting tabs blanked, length kept."""
    source = text[start:end]
    notices: list[Notice] = []
    if "\t" not in source and "```" not in source and "~~~" not in source:
        return source, notices
    offset = text.count("\n", 0, start)
    pieces: list[str] = []
    tabs = False
    for number, line in enumerate(split_lines(source), start=offset):
        content = line.text
        if FENCE.match(content) or FENCED_CLOSE.match(content):
            if not any(notice.code == "fence-in-front-matter" for notice in notices):
                message = "a code fence inside the front matter, whose keys are read; leave it out"
                notices.append(_notice("fence-in-front-matter", message, number))
            content = " " * len(content)
        indent = content[: len(content) - len(content.lstrip())]
        if "\t" in indent:
            if not tabs:
                notices.append(
                    _notice("tab", "a tab indents the front matter; write spaces", number)
                )
            tabs = True
            content = indent.replace("\t", " ") + content[len(indent) :]
        pieces.append(content + source[line.end : line.after])
    return "".join(pieces), notices


def _notice(code: str, message: str, index: int) -> Notice:
    return Notice(code=code, message=message, place=f"line {index + 1}")
