"""Twins: two names of a gene side by side (``Cdkn1a (p21)``) are one gene of one species.

A symbol tells its species by its letters; the everyday name in brackets behind it does not, and
alone would be taken for the gene of whatever species the document names most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacekg.lexicon import Lexicon
from spacekg.model import Annotation, Entity
from spacekg.patterns import compile_late

#: a bracket, whatever emphasis the source puts around it
_BRACKET = compile_late(r"[*_`]{0,3}\s?\(\s?[*_`]{0,3}")
_END = compile_late(r"[*_`]{0,3}\s?[),;]")


def join_twins(
    genes: Sequence[Annotation], source: str, lexicon: Lexicon
) -> tuple[Annotation, ...]:
    """The genes in order, a name in brackets as the ortholog that the symbol beside it means.

    What a name means in brackets it means in the whole document. A symbol is known by being
    written as its species writes it, and leads whether it stands inside or before the brackets.
    """
    meant: dict[tuple[str, str], Entity] = {}
    for one, other in pairwise(genes):
        if not (
            _BRACKET.fullmatch(source, one.end, other.start)
            and _END.match(source, other.end)
            and one.entity.taxon != other.entity.taxon
            and other.entity.id
            and other.entity.id in lexicon.orthologs(one.entity.id)
        ):
            continue
        exact = [each for each in (one, other) if each.text == each.entity.label]
        if len(exact) == 1:
            follower = other if exact[0] is one else one
            meant[follower.text, follower.entity.id] = exact[0].entity
    return tuple(
        replace(each, entity=meant.get((each.text, each.entity.id), each.entity)) for each in genes
    )
