"""Mojibake: text that was decoded wrongly once, mended word by word ("DÃ©jean" to "Déjean")."""

from __future__ import annotations

import re

from spacekg.readers.reading import Edit

#: What UTF-8 looks like when read as a one-byte encoding: a lead byte, then a continuation byte.
_SUSPECT = re.compile(
    "[ÂÃÄÅÎÏÐÑâãðÐ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ ]|â€|[√‚][^\x00-\x7f]"
    "|[ĂĹ][^\x00-\x7fa-z]"
)
_WORD = re.compile(r"[^\s\"'<>()\[\]{},;]+")


def is_suspect(text: str) -> bool:
    """Whether ``text`` may hold mojibake, so that the slow check is worth its time."""
    return not text.isascii() and _SUSPECT.search(text) is not None


def mend(text: str) -> str:
    """``text`` with its wrong decoding undone where that is beyond doubt.

    >>> mend("DÃ©jean S"), mend("Ångström")
    ('Déjean S', 'Ångström')
    """
    if not is_suspect(text):
        return text
    import ftfy

    return str(ftfy.fix_encoding(text))


def mojibake_edits(text: str) -> list[Edit]:
    """The edits that mend the damaged words of ``text``, sorted."""
    edits: list[Edit] = []
    at = 0
    while (suspect := _SUSPECT.search(text, at)) is not None:
        start = suspect.start()
        floor = max(at, start - 40)
        while start > floor and _WORD.match(text[start - 1]):
            start -= 1
        word = _WORD.match(text, start, min(len(text), suspect.end() + 80))
        end = max(word.end() if word else 0, suspect.end())
        damaged = text[start:end]
        mended = mend(damaged)
        if mended != damaged:
            head = _common(damaged, mended)
            tail = _common(damaged[head:][::-1], mended[head:][::-1])
            edits.append((start + head, end - tail, mended[head : len(mended) - tail]))
        at = end
    return edits


def _common(left: str, right: str) -> int:
    size = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        size += 1
    return size
