"""Conflict graph: what sources disagree on as nodes, so that any question can ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacekg.analytics.conflict import Conflict, conflicts
from spacekg.builders.identity import conflict_iri
from spacekg.graph import KnowledgeGraph
from spacekg.model import Edge, Node
from spacekg.vocabulary import read_vocabulary

#: All that the comparison of findings reads.
_READ = (
    "about", "direction", "certainty", "tier", "reportedBy", "supportedBy", "quote", "inOrganism",
    "inTissue", "inCellType", "underExposure", "exposureKind", "sex", "durationDays", "timePoint",
    "withPartner", "condition", "cites", "within", "orthologOf", "inTaxon", "rdf:type",
    "rdfs:label",
)  # fmt: skip


def derive_conflicts(shards: Iterable[bytes]) -> tuple[Node | Edge, ...]:
    """The Conflict nodes that follow from the N-Quads of all documents and entities."""
    vocabulary = read_vocabulary()
    wanted = {f"<{vocabulary.iri(name)}>".encode() for name in _READ}
    lines = {
        line
        for shard in shards
        for line in shard.split(b"\n")
        if line.split(b" ", 2)[1:2] and line.split(b" ", 2)[1] in wanted
    }
    quads = b"\n".join(sorted(lines)) + b"\n"
    return tuple(
        part for one in conflicts(KnowledgeGraph.from_quads(quads)) for part in build_conflict(one)
    )


def build_conflict(one: Conflict) -> Iterator[Node | Edge]:
    """A Conflict node, joined to the entity and to the findings on its sides."""
    vocabulary = read_vocabulary()
    iri = conflict_iri(one.entity, one.status, one.strength)
    yield Node(
        id=iri,
        type="Conflict",
        label=f"{one.label}: {', '.join(sorted({side.direction for side in one.findings}))}",
        properties=(
            *(("moderator", name) for name in sorted(one.moderators)),
            ("status", one.status),
            ("strength", one.strength),
        ),
    )
    entity = one.entity
    if not entity.startswith(("https://", "http://")):
        entity = vocabulary.expand(entity)
    yield Edge(subject=iri, predicate="aboutEntity", object=entity)
    for side in one.findings:
        yield Edge(subject=iri, predicate="between", object=side.id)
