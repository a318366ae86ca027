"""Generic words: a bare ``cells`` in a short text, and names that say nothing by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from spacekg.annotators.context import Context
from spacekg.model import Entity
from spacekg.patterns import compile_late

#: what annotations of generic words score: below what a finding or a study is built from
GENERIC_SCORE = 0.1
#: an abstract or a summary; in a whole paper a bare "cells" points back to cells named before
LONGEST_SHORT_TEXT = 12_000
#: fewer finds than this in a text and it may not speak of biology at all ("cells of a table")
FEWEST_SIGNS = 3
SHORTEST_LONG_TEXT, CHARACTERS_A_SIGN = 1_000, 400
_BODILY = frozenset({"tissue", "cell_type", "process"})
_CELL = compile_late(r"\b[Cc]ell(?:s|ular)?\b(?!\s*(?:phone|tower|batter|voltage))")
_CELL_ID = "CL:0000000"
_QUESTION = compile_late(r"\s+(?:how|what|which|whether|why)\b")
#: top terms of their vocabularies and names whose everyday meaning is another in this field
EMPTY_TERMS = frozenset({
    "GO:0008150",  # biological process
    "GO:0065007",  # biological regulation: every "control" would be one
    "GO:0060361",  # flight, of insects and birds
    "MONDO:0000001",  # disease, with the synonym "condition"
    "HP:0012838",  # localized
    "UBERON:0000104",  # life cycle, with the synonym "life"
    "UBERON:0001062",  # anatomical entity
})  # fmt: skip
#: stages of life that anatomies count as structures; of people they are who took part
STAGES = frozenset({"UBERON:0007023"})


def asks(text: str, start: int, end: int) -> bool:
    """Whether a word is the verb of a question and no process.

    >>> asks("To learn how mice climb", 3, 8), asks("Mice learn mazes", 5, 10)
    (True, False)
    """
    return (
        text[max(0, start - 3) : start].lower() == "to " and _QUESTION.match(text, end) is not None
    )


def speaks_of_cells(context: Context) -> bool:
    """Whether a bare ``cell`` of the document is one of biology, and worth a mark."""
    length = sum(len(scan.passage.text) for scan in context.scans)
    signs = sum(len(scan.tags) for scan in context.scans)
    return length <= LONGEST_SHORT_TEXT and signs >= min(FEWEST_SIGNS, 1 + length // 400)


def is_quiet(context: Context) -> bool:
    """Whether a longer text has next to no signs of biology, so that its "back" is no organ."""
    length = sum(len(scan.passage.text) for scan in context.scans)
    signs = sum(tag.type in _BODILY for scan in context.scans for tag in scan.tags)
    return length > SHORTEST_LONG_TEXT and signs * CHARACTERS_A_SIGN < length


def find_cells(context: Context, text: str) -> Iterator[tuple[int, int, Entity]]:
    """The bare ``cell``, ``cells`` and ``cellular`` of ``text``."""
    term = context.lexicon.term(_CELL_ID)
    if term is None:
        return
    entity = Entity(id=term.id, label=term.label, type="cell_type", ids=(term.id, *term.ids))
    for match in _CELL.finditer(text):
        yield match.start(), match.end(), entity
