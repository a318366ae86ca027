"""Codes: accessions and flight numbers that are written by a pattern (``OSD-195``, ``STS-131``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacekg.annotators.context import Context
from spacekg.annotators.openings import can_occur, read_openings
from spacekg.lexicon import Lexicon
from spacekg.model import Entity
from spacekg.patterns import compile_late

_ZEROS = compile_late(r"(?<=[-:])0+(?=\d)")
_PART = compile_late(r"\.\d|%|\s*[±=]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A way to write a code of ``type``; ``template`` makes the identifier of its groups.

    One of ``openings`` stands in every text that has such a code.
    """

    type: str
    expression: re.Pattern[str]
    openings: tuple[str, ...]
    template: str


@cache
def read_patterns(lexicon: Lexicon) -> tuple[Pattern, ...]:
    """The rows of the lexicon's table ``patterns``, ready to search with."""
    return tuple(
        Pattern(
            type=row["type"],
            expression=re.compile(row["regex"]),
            openings=read_openings(row["regex"]),
            template=row["curie"],
        )
        for row in lexicon.table("patterns")
    )


@cache
def _patterns_of(lexicon: Lexicon, kind: str) -> tuple[Pattern, ...]:
    return tuple(pattern for pattern in read_patterns(lexicon) if pattern.type == kind)


def find_codes(context: Context, text: str, kind: str) -> Iterator[tuple[int, int, Entity]]:
    """The codes of type ``kind`` in ``text``: start, end and what each names."""
    for pattern in _patterns_of(context.lexicon, kind):
        if not can_occur(pattern.openings, text):
            continue
        for match in pattern.expression.finditer(text):
            code = match.group()
            term = _known(context.lexicon, pattern.template.format("", *match.groups("")))
            known = isinstance(term, Entity)
            if not _is_code(context, code, text[match.end() : match.end() + 4], kind, known=known):
                continue
            entity = (
                term
                if isinstance(term, Entity)
                else Entity(id=term, label=term.split(":", 1)[1], type=kind, ids=(term,))
            )
            yield match.start(), match.end(), entity


def _known(lexicon: Lexicon, curie: str) -> Entity | str:
    """The lexicon's entity of ``curie``, as written or without leading zeros, else the CURIE."""
    bare = _ZEROS.sub("", curie)
    for each in (curie, bare):
        term = lexicon.term(each)
        if term is not None:
            return Entity(id=term.id, label=term.label, type=term.type, ids=(term.id, *term.ids))
    return bare


def _is_code(context: Context, code: str, after: str, kind: str, *, known: bool) -> bool:
    """Whether the letters are not an abbreviation of something else and the digits no figure."""
    letters = re.match(r"[A-Za-z]+", code)
    long = context.long_forms.get(letters.group(), "") if letters else ""
    if long and not any(s.term.type == "mission" for s in context.lexicon.senses(long)):
        return known and "-" in code
    # "RR 2.5" is a ratio, and "RR 70" no flight that anybody has listed
    if _PART.match(after):
        return False
    return known or kind == "dataset" or not re.search(r"\s", code)
