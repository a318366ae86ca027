"""Builders: a study record becomes typed nodes and edges; no RDF yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from spacekg.builders.contrast import build_contrasts, contrast_iri
from spacekg.builders.document import build_document
from spacekg.builders.entity import (
    build_entities,
    build_mentions,
    collect_curies,
    describe_entity,
    trace_entity,
)
from spacekg.builders.evidence import verify_quotes
from spacekg.builders.finding import build_findings
from spacekg.builders.identity import (
    DERIVED_GRAPH,
    ENTITIES_GRAPH,
    conflict_iri,
    document_iri,
    study_iri,
)
from spacekg.builders.knowledge_gap import build_gaps
from spacekg.builders.measurement import build_measurements
from spacekg.builders.study import build_study
from spacekg.builders.topic import build_topics
from spacekg.builders.union import unite
from spacekg.model import Edge, Node, StudyRecord

if TYPE_CHECKING:
    from spacekg.lexicon import Lexicon
    from spacekg.vocabulary import Vocabulary

Builder: TypeAlias = "Callable[[StudyRecord, Lexicon, Vocabulary], Iterator[Node | Edge]]"

BUILDERS: tuple[Builder, ...] = (
    build_document,
    build_study,
    build_topics,
    build_mentions,
    build_contrasts,
    build_findings,
    build_gaps,
    build_measurements,
)

__all__ = [
    "BUILDERS", "DERIVED_GRAPH", "ENTITIES_GRAPH", "Builder", "build_entities", "build_graph",
    "collect_curies", "conflict_iri", "contrast_iri", "describe_entity", "document_iri",
    "study_iri", "trace_entity", "unite", "verify_quotes",
]  # fmt: skip


def build_graph(
    record: StudyRecord, lexicon: Lexicon, vocabulary: Vocabulary
) -> tuple[Node | Edge, ...]:
    """All nodes and edges of one document, unique and in order.

    A document without spaceflight biology gives its Document node and nothing else.
    """
    builders = BUILDERS if record.scope == "study" else (build_document,)
    return unite(part for build in builders for part in build(record, lexicon, vocabulary))
