"""Series: several genes written as one name and more numbers (``BMP-2/4``, ``MMP-2 and -9``)."""

from __future__ import annotations

from collections.abc import Iterator

from spacekg.patterns import compile_late

_NUMBER = r"(?:\d{1,2}[A-Za-z]?|[IVX]{1,4}|alpha|beta|gamma|delta|epsilon|[αβγδε])"
_FIRST = compile_late(rf"(.*[A-Za-zα-ω)])([- ]?)({_NUMBER})$")
_JOIN = r"(?:/|, ?(?:and |or )?| and | or | to | through | & )"
#: what joins a number to the one before: a slash, or a word and the hyphen of the name
_NEXT = compile_late(rf"(?:/[- ]?|{_JOIN}-)({_NUMBER})(?![\w%]|[-/.]\d)")
_BARE = compile_late(rf"{_JOIN}({_NUMBER})(?![\w%]|[-/.]\d)")
_AMOUNT = compile_late(
    r" ?(?:[mμµnkp]?[glLMm]|min|hours?|h|days?|weeks?|months?|years?|times|fold)\b"
)
#: what may follow a series of bare numbers, which else are counts
_AFTER = compile_late(
    r"[,.;:)]|$| (?:genes?|proteins?|mRNAs?|transcripts?|expression|phosphorylation|were|are|in|"
    r"receptors?|isoforms?)\b"
)
_SPAN_END = compile_late(r"[-/,&]| and | or | to | through ")


def read_series(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The members of the series at ``start``: places and full names, the first as it stands.

    Nothing where one name stands alone; a member without a hyphen (``Smad1, 5 and 8``) needs a
    word after the series that shows it is no count.

    >>> list(read_series("BMP-2/4 rose", 0, 7))
    [(0, 5, 'BMP-2'), (6, 7, 'BMP-4')]
    >>> list(read_series("MMP-2 and -9 fell", 0, 5))
    [(0, 5, 'MMP-2'), (11, 12, 'MMP-9')]
    >>> list(read_series("Smad1, 5 and 8 days", 0, 5))
    []
    """
    for cut in _SPAN_END.finditer(text, start, end):
        found = list(_members(text, start, cut.start()))
        if found and found[-1][1] >= end:
            yield from found
            return
    yield from _members(text, start, end)


def _members(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    first = _FIRST.match(text[start:end])
    if first is None:
        return
    stem, joint, number = first.groups()
    members = []
    for pattern in (_NEXT, _BARE):
        at = end
        while (following := pattern.match(text, at)) is not None and _alike(
            number, following.group(1)
        ):
            members.append((*following.span(1), f"{stem}{joint}{following.group(1)}"))
            at = following.end()
        if _AMOUNT.match(text, at) or (pattern is _BARE and not _AFTER.match(text, at)):
            members.clear()
        if members:
            break
    if members:
        yield start, end, text[start:end]
        yield from members


def _alike(one: str, other: str) -> bool:
    """Whether two numbers of a series are of a kind: digits, Roman, or letters."""
    return one[0].isdigit() == other[0].isdigit() and one[0].isupper() == other[0].isupper()
