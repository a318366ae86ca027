"""Quotes of YAML: what the escapes of a quoted value stand for."""

from __future__ import annotations

import re

from spacekg.patterns import compile_late
from spacekg.readers.reading import Edit

_DOUBLE_ESCAPE = compile_late(
    r"\\(?:(\r?\n[ \t]*)|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))"
)
_SURROGATES = compile_late(
    r"\\\\|\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
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


def mend_surrogates(block: str) -> str:
    r"""JSON with its letters beyond 16 bits as YAML writes them, no longer and no shorter.

    Half of such a letter is read as the sign for what is lost.

    >>> mend_surrogates(r'"\ud83d\ude80 \ud800"')
    '"\\U0001f680\\0 \\ufffd"'
    """
    return _SURROGATES.sub(_whole_letter, block)


def _whole_letter(match: re.Match[str]) -> str:
    if match.group() == r"\\":
        return match.group()
    if match.group(1) is None:
        return r"\ufffd"
    high, low = int(match.group(1), 16), int(match.group(2), 16)
    letter = 0x10000 + ((high & 0x3FF) << 10 | low & 0x3FF)
    # the two places left over hold an escape that is read as nothing
    return rf"\U{letter:08x}\0"
