"""Leads: of all that a study looked at, what may be lent to a result that names none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spacekg.lexicon import Lexicon
from spacekg.model import Entity

#: The weight that two mentions among results have.
_TOLD_TWICE = 3.0


def find_leads(
    chosen: Sequence[Entity], scores: Mapping[Entity, float], lexicon: Lexicon
) -> tuple[Entity, ...]:
    """Of organisms and exposures the one that has no rival but a wider word for it.

    A tissue leads where it is the only one and told more than in passing.
    """
    tissues = [e for e in chosen if e.type == "tissue"]
    found = [e for e in tissues if len(tissues) == 1 and scores[e] >= _TOLD_TWICE]
    for kind in ("organism", "exposure"):
        own = [e for e in chosen if e.type == kind]
        for first in own[:1]:
            above = lexicon.ancestors(first.id) if first.id else ()
            rivals = [
                e for e in own[1:]
                if 2 * scores[e] > scores[first]
                and e.id not in above
                and (not e.id or first.id not in lexicon.ancestors(e.id))
            ]  # fmt: skip
            firm = bool(first.id) or scores[first] >= _TOLD_TWICE
            found += [first] if firm and not rivals else []
    return tuple(found)


def find_main(
    named: Sequence[Entity], scores: Mapping[Entity, float], lexicon: Lexicon
) -> Entity | None:
    """The one that all results are of: the only one, or the one named far more than any other.

    A station or programme is left out where a flight to it or within it is named.
    """
    wider = {above for e in named if e.id for above in lexicon.ancestors(e.id)}
    own = sorted((e for e in named if e.id not in wider), key=lambda e: (-scores[e], e.id))
    if not own:
        return None
    rivals = [e for e in own[1:] if 4 * scores[e] > scores[own[0]]]
    return None if rivals else own[0]
