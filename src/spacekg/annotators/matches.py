"""Matches: what the lexicon finds in a text, sorted once by the type of what is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spacekg.lexicon import Hit, Sense

#: start, end, and the senses of one type
Match = tuple[int, int, tuple[Sense, ...]]


class Matches(tuple[Hit, ...]):
    """The hits of a text by place; ``by_type`` has for each type its matches, all lengths."""

    by_type: Mapping[str, list[Match]]

    def __new__(cls, hits: Iterable[Hit] = ()) -> Matches:
        """Sort the hits of a scan by type."""
        made = super().__new__(cls, hits)
        by_type: dict[str, list[Match]] = {}
        for hit in made:
            senses = hit.senses
            kinds = {sense.term.type for sense in senses}
            if len(kinds) == 1:
                by_type.setdefault(kinds.pop(), []).append((hit.start, hit.end, senses))
                continue
            for kind in kinds:
                own = tuple(sense for sense in senses if sense.term.type == kind)
                by_type.setdefault(kind, []).append((hit.start, hit.end, own))
        made.by_type = by_type
        return made
