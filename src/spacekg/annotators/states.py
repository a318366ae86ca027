"""States: what the lexicon says of each token, as short strings for the tagger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacekg.annotators.tokens import TokenRow
from spacekg.lexicon import Hit

#: entity types whose dictionary matches the tagger looks at
TYPES = ("gene", "gene_family", "process", "cell_type", "tissue", "organism", "chemical")


def write_states(
    rows: Sequence[TokenRow], hits: Iterable[Hit], text: str, plain_words: frozenset[str]
) -> list[list[str]]:
    """One state a token of ``rows``: for each type the longest match over it, and what kind.

    ``gene:B1X`` is the first token of a match of one token whose case is as in the lexicon; ``I``
    a later token, ``2`` a longer match, ``x`` another case. ``plain`` marks a word of everyday
    English, ``glued`` one without a space before it.
    """
    best: dict[str, dict[int, tuple[int, int, bool]]] = {kind: {} for kind in TYPES}
    for hit in hits:
        surface = text[hit.start : hit.end]
        exact: dict[str, bool] = {}
        for sense in hit.senses:
            kind = sense.term.type
            if kind in best:
                exact[kind] = exact.get(kind, False) or sense.name == surface
        for kind, same in exact.items():
            known = best[kind].get(hit.start)
            if known is None or hit.end > known[1]:
                best[kind][hit.start] = (hit.start, hit.end, same)
    chosen = {kind: _leftmost(found.values()) for kind, found in best.items() if found}
    cursor = dict.fromkeys(chosen, 0)
    states = []
    last_end = -1
    for row in rows:
        line = []
        for start, end, word in zip(row.starts, row.ends, row.words, strict=True):
            parts = []
            for kind, matches in chosen.items():
                at = cursor[kind]
                while at < len(matches) and matches[at][1] <= start:
                    at += 1
                cursor[kind] = at
                if at < len(matches) and matches[at][0] <= start:
                    first, stop, same = matches[at]
                    part = "B" if first == start else "I"
                    size = "1" if first == start and stop == end else "2"
                    parts.append(f"{kind}:{part}{size}{'X' if same else 'x'}")
            if word.lower() in plain_words:
                parts.append("plain")
            if start == last_end:
                parts.append("glued")
            last_end = end
            line.append(" ".join(parts))
        states.append(line)
    return states


def _leftmost(matches: Iterable[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    kept: list[tuple[int, int, bool]] = []
    for match in sorted(matches):
        if not kept or match[0] >= kept[-1][1]:
            kept.append(match)
    return kept
