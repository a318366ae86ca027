"""Boundaries: where the name of a gene begins and ends in what the tagger marked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from spacekg.annotators.context import Context
from spacekg.annotators.symbols import GENE_TYPES, fit_of
from spacekg.lexicon import Lexicon
from spacekg.patterns import compile_late

_LISTED = compile_late(r",? and |, ")
#: a symbol and, as in a list of abbreviations, its full name
_EXPLAINED = compile_late(r"([A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9-]*) (?:\S+ )+\S+$")
_REST = compile_late(r"[.-]?[A-Za-z0-9]+(?:\.[0-9]+)?")
_JOINING = compile_late(r"^(?:[\s,;:/-]|(?:and|or|of|the)\s)+|[\s,;:]+(?:and|or)?$|\s+(?:and|or)$")


def part_span(context: Context, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A tagged span as mentions: a list of genes parted, a symbol without its explanation."""
    for first, last in _balanced(text, start, _whole(context, text, start, end)):
        surface = text[first:last]
        if " " not in surface or is_gene(context, surface):
            yield first, last
        elif (listed := _LISTED.search(surface)) and is_gene(context, surface[: listed.start()]):
            yield first, first + listed.start()
            yield from part_span(context, text, first + listed.end(), last)
        elif (explained := _EXPLAINED.match(surface)) and is_gene(context, explained.group(1)):
            yield first, first + explained.end(1)
        else:
            yield first, last


def _whole(context: Context, text: str, start: int, end: int) -> int:
    """Where a name ends that the tagger cut within a word, if the lexicon knows the whole."""
    rest = _REST.match(text, end)
    if rest is None or not text[end - 1].isalnum():
        return end
    return rest.end() if is_gene(context, text[start : rest.end()]) else end


def is_gene(context: Context, name: str) -> bool:
    """Whether the lexicon has a name, but for its hyphens, as a gene's or a family's."""
    return _is_gene(context.lexicon, name)


@lru_cache(maxsize=20_000)
def _is_gene(lexicon: Lexicon, name: str) -> bool:
    senses = lexicon.senses(name)
    return any(sense.term.type in GENE_TYPES and fit_of(sense, name) >= 2 for sense in senses)


def _balanced(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span without half a pair of brackets: parted there, or with the missing half."""
    depth, at = 0, start
    for place in range(start, end):
        if text[place] in "([":
            depth += 1
        elif text[place] in ")]":
            depth -= 1
            if depth < 0:
                yield from _trimmed(text, at, place)
                at, depth = place + 1, 0
    if depth > 0:
        closing = text.find(")", end, end + 2)
        if closing == end:
            yield at, end + 1
            return
        opening = max(text.rfind("(", at, end), text.rfind("[", at, end))
        yield from _trimmed(text, at, opening)
        at = opening + 1
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and (match := _JOINING.search(text[start:end])):
        if match.start() == 0:
            start += match.end()
        else:
            end = start + match.start()
    if end > start:
        yield start, end
