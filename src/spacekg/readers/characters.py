"""Characters: signs in a text that no person sees or that pass for others, told of with their line.

None is mended here: control signs and invisible ones are left out of what is read anyway, and of
letters that look alike nobody knows which was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacekg.model import Notice
from spacekg.patterns import compile_late
from spacekg.readers.lines import line_number

#: all but tab, line ends, form feed and the separators that old texts have
_CONTROL = compile_late("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")
_TURNING = compile_late("[\u202a-\u202e\u2066-\u2069]")
#: within a word of ASCII letters nothing invisible is to stand; a soft hyphen may
_HIDDEN = compile_late("(?<=[A-Za-z0-9])[\u200b-\u200f\u2060-\u2064\ufeff]+(?=[A-Za-z0-9])")
_TAGS = compile_late("[\U000e0001-\U000e007f]")
#: Greek capitals that look as Latin letters do; of small letters omicron does, while kappa, nu and
#: others stand rightly beside Latin ones
_CAPITALS = "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
_LOOKS = "[\u03bf\u0400-\u052f\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7cb]"
#: a Greek capital that ends a word is part of a name, as in that of a receptor's chain
_MIXED = compile_late(f"[A-Za-z]{_LOOKS}|{_LOOKS}[A-Za-z]|[{_CAPITALS}][A-Za-z]")
_WORD = compile_late(r"[^\W_]+")
_SHOWN = 30


def note_characters(text: str) -> Iterator[Notice]:
    r"""A notice for each kind of sign that no person sees, or that passes for another.

    >>> [(one.place, one.message) for one in note_characters("Mice\x07 lost\nbone")]
    [('line 1', '1 control sign (U+0007) is not read; delete it')]
    """
    yield from _tell(_CONTROL, text, "control", "control sign")
    if text.isascii():
        return
    yield from _tell(_TURNING, text, "direction", "sign that turns the direction of writing")
    yield from _tell(_HIDDEN, text, "invisible", "invisible sign within a word")
    yield from _tell(_TAGS, text, "invisible", "invisible tag sign")
    mixed = _MIXED.search(text)
    if mixed is not None:
        word = _WORD.search(text, _word_start(text, mixed.start()))
        shown = word.group()[:_SHOWN] if word else mixed.group()
        yield Notice(
            code="look-alike", place=_place(text, mixed.start()),
            message=f"{shown!r} has a letter (U+{_foreign(mixed.group()):04X}) that looks like "
            "one of another alphabet; type it anew",
        )  # fmt: skip


def _tell(pattern: re.Pattern[str], text: str, code: str, what: str) -> Iterator[Notice]:
    first = pattern.search(text)
    if first is None:
        return
    count = sum(1 for _ in pattern.finditer(text, first.start()))
    many = count > 1
    plural = what.replace("sign", "signs", 1).replace("turns", "turn", 1)
    message = (
        f"{count} {plural if many else what} (U+{ord(first.group()[0]):04X}) "
        f"{'are' if many else 'is'} not read; delete {'them' if many else 'it'}"
    )
    yield Notice(code=code, message=message, place=_place(text, first.start()))


def _foreign(pair: str) -> int:
    return max(map(ord, pair))


def _word_start(text: str, at: int) -> int:
    floor = max(0, at - _SHOWN)
    while at > floor and text[at - 1].isalnum():
        at -= 1
    return at


def _place(text: str, at: int) -> str:
    return f"line {line_number(text, at)}"
