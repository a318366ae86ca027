"""Quotes of YAML: what the escapes of a quoted value stand for."""

from __future__ import annotations

import re

from spacekg.patterns import compile_late
from spacekg.readers.reading import Edit

_DOUBLE_ESCAPE = compile_late(
    r"\\(?:(\r?\n[ \t]*)|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))"
)
_ESCAPED = {"n": " ", "t": " ", "r": " ", "N": " ", "_": " ", "L": " ", "P": " ", "0": "", "a": "",
            "b": "", "e": "", "f": " ", "v": " "}  # fmt: skip


def quoted_edits(block: str, start: int, end: int, style: str, offset: int) -> list[Edit]:
    """The edits that undo the quoting of ``block[start:end]``, which stands at ``offset`` more."""
    if style == "'":
        found = re.finditer("''", block[start:end])
        first = start + offset
        return [(first + match.start(), first + match.start() + 1, "") for match in found]
    if "\\" not in block[start:end]:
        return []
    edits: list[Edit] = []
    for match in _DOUBLE_ESCAPE.finditer(block, start, end):
        code = match.group(2) or match.group(3) or match.group(4)
        at = match.start() + offset
        if code:
            number = int(code, 16)
            char = chr(number) if number < 0xD800 or 0xDFFF < number < 0x110000 else ""
            edits.append((at, match.end() + offset, char if char.isprintable() else ""))
        elif match.group(1):
            edits.append((at, match.end() + offset, ""))
        elif match.group(5) in _ESCAPED:
            edits.append((at, match.end() + offset, _ESCAPED[match.group(5)]))
        else:
            edits.append((at, at + 1, ""))
    return edits
