"""Generic words: a bare ``cells`` in a short text, and names that say nothing by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacekg.annotators.context import Context, Scan
from spacekg.model import Annotation, Entity
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
_HUMAN = "NCBITaxon:9606"
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


#: names of processes that are also plain words of research, news and daily life
EVERYDAY_PROCESSES = frozenset(
    "translation transport growth vision proliferation digestion memory learning perception"
    " localization maturation activation recognition walking reproduction maintenance cognition"
    " conjugation adaptation communication navigation migration aggregation".split()
)
_SENTENCE_END = compile_late(r"[.!?:;](?:\s|\*|$)|\n")
_LIVING_WORD = compile_late(
    r"\b(?:cells?|cellular|genes?|proteins?|m?RNAs?|DNA|[Pp]lants?|seedlings?|roots?|mice|mouse|rats?|"
    r"astronauts?|patients?|bacteri\w+|microb\w+|tissues?|[Mm]uscles?|[Bb]ones?|neur\w+|ribosom\w+)\b"
)
#: "translation of findings into practice", "growth of the market"
_OF_WORK = compile_late(
    r"\s(?:of|to|into|in)\s(?:\w+[ -]){0,4}?(?:findings?|results?|research|practice|clinics?|"
    r"knowledge|data|markets?|discover\w+|science|technolog\w+|evidence|insights?)\b", re.I,
)  # fmt: skip
#: how far around a word other names speak for its being one of biology
_NEAR = 200


def is_alone(scan: Scan, start: int, end: int) -> bool:
    """Whether a process with an everyday name stands in a sentence without other biology.

    "Open science accelerates translation" is not of ribosomes.
    """
    text = scan.passage.text
    word = text[start:end].lower()
    if word not in EVERYDAY_PROCESSES:
        return False
    first = max(
        (m.end() for m in _SENTENCE_END.finditer(text, max(0, start - _NEAR), start)),
        default=max(0, start - _NEAR),
    )
    stop = _SENTENCE_END.search(text, end, end + _NEAR)
    last = stop.start() if stop else min(len(text), end + _NEAR)
    if _OF_WORK.match(text, end):
        return True
    return _LIVING_WORD.search(text, first, last) is None and not any(
        tag.end > first and tag.start < last and text[tag.start : tag.end].lower() != word
        for tag in scan.tags
    )


#: news of technology has one name of several words in more characters than this, studies in fewer
NAME_CHARACTERS = 1_700
#: and so has it one word that the tagger takes for a name of biology
TAG_CHARACTERS = 300
#: longer than an abstract, which may well name no more than an organ and a cell
LONGEST_ABSTRACT = 2_000


def is_sparse(context: Context, terms: Sequence[Annotation], taxa: Sequence[Annotation]) -> bool:
    """Whether a longer text names next to nothing that only biology has a name for.

    Its "vision", "lenses" and "backbone" are those of machines. Names of several words count, and
    organisms but people; and what the tagger sees.
    """
    length = sum(len(scan.passage.text) for scan in context.scans)
    names = sum(" " in each.text for each in terms)
    names += sum(each.entity.id != _HUMAN for each in taxa)
    tags = sum(len(scan.tags) for scan in context.scans)
    return (
        length > LONGEST_ABSTRACT
        and names * NAME_CHARACTERS < length
        and tags * TAG_CHARACTERS < length
    )


def find_cells(context: Context, text: str) -> Iterator[tuple[int, int, Entity]]:
    """The bare ``cell``, ``cells`` and ``cellular`` of ``text``."""
    term = context.lexicon.term(_CELL_ID)
    if term is None:
        return
    entity = Entity(id=term.id, label=term.label, type="cell_type", ids=(term.id, *term.ids))
    for match in _CELL.finditer(text):
        yield match.start(), match.end(), entity
