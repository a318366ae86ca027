"""Grounding: the entity that a whole name stands for, where a record gives nothing but the name."""

from __future__ import annotations

from spacekg.lexicon import Lexicon
from spacekg.model import Entity


def ground(
    name: str, types: tuple[str, ...], lexicon: Lexicon, *, taxon: str = ""
) -> Entity | None:
    """The best entity of the types with this name; a gene must be of ``taxon``."""
    name = " ".join(name.split())
    if not name:
        return None
    best: tuple[tuple[int, int, int, int], Entity] | None = None
    # the lexicon gives the most certain sense first: "liver" is UBERON's before the zebrafish's
    for place, sense in enumerate(lexicon.senses(name)):
        term = sense.term
        if term.type not in types or (term.type == "gene" and term.taxon != taxon):
            continue
        rank = (
            types.index(term.type), 0 if sense.name == name or term.type != "gene" else 1,
            # "mouse" is the species before it is the genus
            0 if term.type != "organism" or term.note == "species" else 1, place,
        )  # fmt: skip
        if best is None or rank < best[0]:
            best = rank, Entity(
                id=term.id, label=term.label, type=term.type, ids=(term.id, *term.ids),
                taxon=term.taxon,
            )  # fmt: skip
    return best[1] if best else None
