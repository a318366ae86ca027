"""Derivation: what follows from all documents together — entities, cohorts, the release itself.

Each fact is derived in two ways that must agree to the byte: from everything, and from what
changed since the generation before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from pyoxigraph import RdfFormat, Store

from spacekg.analytics import conflicts
from spacekg.analytics.cohort import read_cohorts
from spacekg.analytics.conflict_graph import build_conflict
from spacekg.analytics.gap_merge import build_merged
from spacekg.builders import (
    DERIVED_GRAPH,
    ENTITIES_GRAPH,
    describe_entity,
    trace_entity,
    unite,
)
from spacekg.graph import KnowledgeGraph, Revision, merge_shards, write_quads
from spacekg.graph.quads import merge_graphs
from spacekg.lexicon import Lexicon
from spacekg.model import Edge, Node
from spacekg.vocabulary import Vocabulary

#: what cohorts, conflicts and merged gaps are derived from
READ = (
    "about", "aboutEntity", "cites", "certainty", "condition", "direction", "durationDays",
    "exposureKind", "gapKind", "hasOrganism", "inCellType", "inOrganism", "inTaxon", "inTissue",
    "orthologOf", "partOfMission", "question", "quote", "raisesGap", "rdf:type", "rdfs:label",
    "reportedBy", "sex", "supportedBy", "tier", "timePoint", "underExposure", "usesDataset",
    "within", "withPartner",
)  # fmt: skip


class Derived:
    """What follows from all documents together, gathered from their lines as they pass by."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        names = "|".join(sorted(re.escape(vocabulary.iri(name)) for name in READ))
        self._wanted = re.compile(rf"^\S+ <(?:{names})> .*$".encode(), re.MULTILINE)
        self._vocabulary = vocabulary
        self._lines: list[bytes] = []

    def take(self, quads: bytes) -> bytes:
        """Keep what matters of some quads, and give them back."""
        self._lines.extend(self._wanted.findall(quads))
        return quads

    def write(self) -> bytes:
        """The graph of derived facts: cohorts, conflicts and merged gaps."""
        told = merge_shards(self._lines)
        store = Store()
        store.bulk_load(told, format=RdfFormat.N_QUADS)
        store.bulk_load(merge_graphs(told), format=RdfFormat.N_TRIPLES)
        return write_quads(derive(KnowledgeGraph(store)), DERIVED_GRAPH, self._vocabulary)

    def concerns(self, lines: Iterable[bytes]) -> bool:
        """Whether any of some lines matters to what is derived."""
        return any(self._wanted.match(line) for line in lines)


def count_support(curies: Iterable[str], lexicon: Lexicon) -> Counter[str]:
    """How many of the entities in use lead to each entity."""
    support: Counter[str] = Counter()
    above: dict[str, tuple[str, ...]] = {}
    for curie in set(curies):
        support.update(trace_entity(curie, lexicon, above))
    return support


def write_entities(
    support: Mapping[str, int], used: frozenset[str], lexicon: Lexicon, vocabulary: Vocabulary
) -> bytes:
    """The graph of the entities in use and of all that they lead to."""
    parts = (
        part for curie in support for part in describe_entity(curie, used, lexicon, vocabulary)
    )
    return write_quads(parts, ENTITIES_GRAPH, vocabulary)


def revise_entities(
    revision: Revision,
    support: Counter[str],
    before: frozenset[str],
    used: frozenset[str],
    lexicon: Lexicon,
    vocabulary: Vocabulary,
) -> None:
    """Bring the graph of entities and their ``support`` from those in use before to those now."""
    touched: set[str] = set()
    for curies, step in ((used - before, 1), (before - used, -1)):
        for curie in curies:
            # an ortholog says which of the others are in use
            touched.update(lexicon.orthologs(curie))
            for one in trace_entity(curie, lexicon):
                support[one] += step
                touched.add(one)
    for curie in [one for one in touched if not support[one]]:
        del support[curie]
    # two identifiers may name one thing
    iris = {vocabulary.expand(curie) for curie in touched}
    described: dict[str, list[str]] = {}
    for curie in support:
        iri = vocabulary.expand(curie)
        if iri in iris:
            described.setdefault(iri, []).append(curie)
    old: set[bytes] = set()
    for iri in iris:
        old |= revision.lines(ENTITIES_GRAPH, iri)
    named = dict.fromkeys((curie for names in described.values() for curie in names), 1)
    new = write_entities(named, used, lexicon, vocabulary)
    revision.replace(old, split_lines(new))


def revise_derived(revision: Revision, vocabulary: Vocabulary) -> None:
    """Bring the derived facts up to date, where a change may matter to them."""
    removed, added = revision.touched()
    if not Derived(vocabulary).concerns((*removed, *added)):
        return
    new = write_quads(derive(revision.graph), DERIVED_GRAPH, vocabulary)
    revision.replace(revision.lines(DERIVED_GRAPH), split_lines(new))


def derive(graph: KnowledgeGraph) -> tuple[Node | Edge, ...]:
    """What follows from a graph: cohorts, conflicts, merged gaps."""
    cohorts = read_cohorts(graph)
    return unite(
        (
            *(
                Edge(subject=study, predicate="inCohort", object=first)
                for study, first in cohorts.items()
            ),
            *(part for one in conflicts(graph) for part in build_conflict(one)),
            *build_merged(graph),
        )
    )


def split_lines(quads: bytes) -> set[bytes]:
    """The lines of a text of quads."""
    return set(quads.split(b"\n")) - {b""}
