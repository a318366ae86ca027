"""Derivation: what follows from all documents together — entities, cohorts, the release itself.

Each fact is derived in two ways that must agree to the byte: from everything, and from what
changed since the generation before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from spacekg.analytics import conflicts
from spacekg.analytics.affected import find_affected
from spacekg.analytics.cohort import read_cohorts
from spacekg.analytics.column_file import COLUMN_FACTS
from spacekg.analytics.conflict_graph import build_conflict, list_iris
from spacekg.analytics.facts import (
    FACTS_FILE,
    LOW,
    OFTEN,
    SHIFT,
    Facts,
    cut_lines,
    read_facts,
    read_term,
)
from spacekg.analytics.gap_merge import (
    build_groups,
    build_merged,
    find_related,
    read_questions,
)
from spacekg.builders import (
    DERIVED_GRAPH,
    ENTITIES_GRAPH,
    describe_entity,
    trace_entity,
    unite,
)
from spacekg.builders.identity import ID
from spacekg.graph import KnowledgeGraph, Revision, write_quads
from spacekg.lexicon import Lexicon, find_synonyms
from spacekg.model import Edge, Node
from spacekg.vocabulary import Vocabulary

#: what cohorts, conflicts and merged gaps are derived from
_DERIVED_FROM = (
    "about", "aboutEntity", "cites", "certainty", "condition", "direction", "durationDays",
    "exposureKind", "gapKind", "hasOrganism", "inCellType", "inOrganism", "inTaxon", "inTissue",
    "orthologOf", "partOfMission", "question", "raisesGap", "rdf:type", "rdfs:label",
    "reportedBy", "sex", "supportedBy", "tier", "timePoint", "underExposure", "usesDataset",
    "within", "withPartner",
)  # fmt: skip
#: the properties of the facts that are kept: columns are made from them too
READ = tuple(sorted({*_DERIVED_FROM, *COLUMN_FACTS}))
#: what makes studies one cohort
_SHARED = ("partOfMission", "usesDataset")
_GAP = f"<{ID}gap/".encode()
_DERIVED = f" <{DERIVED_GRAPH}> .".encode()


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
    synonyms = find_synonyms(lexicon, support)
    parts = (
        part
        for curie in support
        for part in describe_entity(curie, used, lexicon, vocabulary, synonyms.get(curie, ()))
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


def recall_facts(base: Path) -> Facts:
    """The facts of a generation that is known to be whole, with what a change always asks for."""
    facts = read_facts((base / FACTS_FILE).read_bytes())
    for name in OFTEN:
        facts.pairs(name)
    return facts


def revise_derived(revision: Revision, facts: Facts, vocabulary: Vocabulary) -> Facts:
    """Bring derived facts up to date where a change may matter; the facts, from those before."""
    gone, came = (_cut_graphs(lines) for lines in revision.touched())
    # another document may state the same
    gone = revision.untold((line for line in gone if cut_lines([line], READ)), DERIVED_GRAPH)
    came = [line for line in came if not all(facts.holds(*one) for one in cut_lines([line], READ))]
    changed = cut_lines((*gone, *came), READ)
    if not changed:
        return facts
    facts = facts.change(gone, came)
    _revise_conflicts(revision, facts, gone, came, vocabulary)
    _revise_gaps(revision, facts, gone, came, vocabulary)
    if _concerns_cohorts(facts, changed):
        old = revision.lines(DERIVED_GRAPH, predicate=vocabulary.iri("inCohort"))
        new = write_quads(_list_cohorts(facts), DERIVED_GRAPH, vocabulary)
        revision.replace(old, split_lines(new))
    return facts


def _concerns_cohorts(facts: Facts, changed: Iterable[tuple[str, bytes, bytes]]) -> bool:
    """Whether missions or datasets are among what changed, or what is said of those that fly."""
    for name, subject, thing in changed:
        if name in _SHARED:
            return True
        if name == "hasOrganism" and facts.objects("partOfMission", read_term(subject)):
            return True
        if name == "within" and any(facts.subjects(one, read_term(thing)) for one in _SHARED):
            return True
    return False


def _revise_conflicts(
    revision: Revision,
    facts: Facts,
    gone: Iterable[bytes],
    came: Iterable[bytes],
    vocabulary: Vocabulary,
) -> None:
    """Compare the findings of those entities anew that a change can matter to."""
    affected = find_affected(facts, gone, came)
    old: set[bytes] = set()
    for entity in affected.about:
        for iri in list_iris(vocabulary.compress(entity)):
            old |= revision.lines(DERIVED_GRAPH, iri)
    found = conflicts(affected.facts, affected.entities)
    parts = unite(part for one in found for part in build_conflict(one))
    revision.replace(old, split_lines(write_quads(parts, DERIVED_GRAPH, vocabulary)))


def _revise_gaps(
    revision: Revision,
    facts: Facts,
    gone: Iterable[bytes],
    came: Iterable[bytes],
    vocabulary: Vocabulary,
) -> None:
    """Merge those gaps anew that may be, or have been, merged with one that changed."""
    import numpy

    lost = cut_lines(gone, READ)
    changed: set[bytes] = set()
    for _, subject, thing in (*lost, *cut_lines(came, READ)):
        changed.update(one for one in (subject, thing) if one.startswith(_GAP))
    if not changed:
        return
    names = {read_term(one) for one in changed}
    words = [read_term(thing) for name, _, thing in lost if name == "question"]
    questions = facts.pairs("question")
    # a gap that is asked in several wordings goes by the first, which may be another one now
    words.extend(text for gap, text in questions if gap in names)
    related = find_related(dict(reversed(questions)), names, words)
    old: set[bytes] = set()
    raises = vocabulary.iri("raisesGap")
    for gap in names | related:
        old |= revision.lines(DERIVED_GRAPH, gap)
        old |= revision.lines(DERIVED_GRAPH, None, raises, gap)
    places = facts.places(related)

    def of_related(rows: Any) -> Any:
        return numpy.isin(rows >> SHIFT, places)

    some = read_questions(
        facts.where(
            {
                **dict.fromkeys(("question", "gapKind", "aboutEntity", "supportedBy"), of_related),
                "raisesGap": lambda rows: numpy.isin(rows & LOW, places),
            }
        )
    )
    parts = unite(build_groups(some))
    revision.replace(old, split_lines(write_quads(parts, DERIVED_GRAPH, vocabulary)))


def derive(graph: Facts | KnowledgeGraph) -> tuple[Node | Edge, ...]:
    """What follows from what is stated: cohorts, conflicts, merged gaps."""
    return unite(
        (
            *_list_cohorts(graph),
            *(part for one in conflicts(graph) for part in build_conflict(one)),
            *build_merged(_take_gaps(graph) if isinstance(graph, Facts) else graph),
        )
    )


def _list_cohorts(graph: Facts | KnowledgeGraph) -> Iterator[Edge]:
    for study, first in read_cohorts(graph).items():
        yield Edge(subject=study, predicate="inCohort", object=first)


def _take_gaps(facts: Facts) -> Facts:
    """The facts with what is said of gaps alone where others have the same properties."""
    import numpy

    gaps = facts.rows["question"] >> SHIFT

    def of_gaps(rows: Any) -> Any:
        return numpy.isin(rows >> SHIFT, gaps)

    return facts.where({"aboutEntity": of_gaps, "supportedBy": of_gaps})


def _cut_graphs(lines: Iterable[bytes]) -> list[bytes]:
    """Lines without their graphs; none of the graph of what is derived."""
    # an IRI holds no space, so the graph of a quad begins at the last " <"
    return [line[: line.rindex(b" <")] for line in lines if not line.endswith(_DERIVED)]


def split_lines(quads: bytes) -> set[bytes]:
    """The lines of a text of quads."""
    return set(quads.split(b"\n")) - {b""}
