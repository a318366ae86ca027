"""Mojibake: text that was decoded wrongly once, mended word by word ("DÃ©jean" to "Déjean")."""

from __future__ import annotations

from collections.abc import Iterator

from spacekg.patterns import compile_late
from spacekg.readers.reading import Edit

#: What UTF-8 looks like when read as a one-byte encoding: a lead byte, then a continuation byte.
_SUSPECT = compile_late(
    "[ÂÃÄÅÎÏÐÑâãðÐ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ ]|â€|[√‚][^\x00-\x7f]"
    "|[ĂĹ][^\x00-\x7fa-z]"
)
_WORD = compile_late(r"[^\s\"'<>()\[\]{},;]+")


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
            edits += _differences(damaged, mended, start)
        at = end
    return edits


def _differences(damaged: str, mended: str, start: int) -> Iterator[Edit]:
    """The least edits that turn a damaged word into the mended one."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, damaged, mended, autojunk=False)
    for tag, left, right, new_left, new_right in matcher.get_opcodes():
        if tag == "insert":  # goes with a character beside it, which has a place in the source
            if left:
                left, new_left = left - 1, new_left - 1
            else:
                right, new_right = right + 1, new_right + 1
        if tag != "equal":
            yield start + left, start + right, mended[new_left:new_right]
