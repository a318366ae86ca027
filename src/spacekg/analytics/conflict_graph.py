"""Conflict graph: what sources disagree on as nodes, so that any question can ask for them."""

from __future__ import annotations

from collections.abc import Iterator

from spacekg.analytics.conflict import Conflict
from spacekg.analytics.disagreement import STATUSES, STRENGTHS
from spacekg.builders.identity import conflict_iri
from spacekg.model import Edge, Node
from spacekg.vocabulary import read_vocabulary


def list_iris(entity: str) -> Iterator[str]:
    """The IRIs of all conflicts that there can be about one entity, a CURIE or an IRI."""
    for status in STATUSES:
        for strength in sorted(set(STRENGTHS.values())):
            yield conflict_iri(entity, status, strength)


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
