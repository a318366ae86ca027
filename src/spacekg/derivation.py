"""Derivation: what follows from all documents together — entities, cohorts, the release itself.

Each fact is derived in two ways that must agree to the byte: from everything, and from what
changed since the generation before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from spacekg.analytics import conflicts
from spacekg.analytics.cohort import read_cohorts
from spacekg.analytics.conflict_graph import build_conflict
from spacekg.analytics.facts import Facts
from spacekg.analytics.gap_merge import build_merged
from spacekg.builders import (
    DERIVED_GRAPH,
    ENTITIES_GRAPH,
    describe_entity,
    trace_entity,
    unite,
)
from spacekg.graph import KnowledgeGraph, Revision, write_quads
from spacekg.lexicon import Lexicon
from spacekg.model import Edge, Node
from spacekg.vocabulary import Vocabulary

#: what cohorts, conflicts and merged gaps are derived from
READ = (
    "about", "aboutEntity", "cites", "certainty", "condition", "direction", "durationDays",
    "exposureKind", "gapKind", "hasOrganism", "inCellType", "inOrganism", "inTaxon", "inTissue",
    "orthologOf", "partOfMission", "question", "raisesGap", "rdf:type", "rdfs:label",
    "reportedBy", "sex", "supportedBy", "tier", "timePoint", "underExposure", "usesDataset",
    "within", "withPartner",
)  # fmt: skip


def write_derived(facts: Facts, vocabulary: Vocabulary) -> bytes:
    """The graph of derived facts: cohorts, conflicts and merged gaps."""
    return write_quads(derive(facts), DERIVED_GRAPH, vocabulary)


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
    facts = Facts(READ)
    removed, added = revision.touched()
    if not facts.concerns((*removed, *added)):
        return
    for lines in revision.base_lines():
        facts.take(lines, without=removed)
    facts.take(b"\n".join(added))
    new = write_derived(facts, vocabulary)
    revision.replace(revision.lines(DERIVED_GRAPH), split_lines(new))


def derive(facts: Facts | KnowledgeGraph) -> tuple[Node | Edge, ...]:
    """What follows from what is stated: cohorts, conflicts, merged gaps."""
    cohorts = read_cohorts(facts)
    return unite(
        (
            *(
                Edge(subject=study, predicate="inCohort", object=first)
                for study, first in cohorts.items()
            ),
            *(part for one in conflicts(facts) for part in build_conflict(one)),
            *build_merged(facts),
        )
    )


def split_lines(quads: bytes) -> set[bytes]:
    """The lines of a text of quads."""
    return set(quads.split(b"\n")) - {b""}
