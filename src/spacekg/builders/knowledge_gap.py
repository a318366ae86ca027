"""KnowledgeGap: what nobody knows yet, one node however many documents ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacekg.builders.evidence import build_evidence
from spacekg.builders.identity import entity_iri, gap_iri, study_iri
from spacekg.model import Edge, Node, StudyRecord

if TYPE_CHECKING:
    from spacekg.lexicon import Lexicon
    from spacekg.vocabulary import Vocabulary


def build_gaps(
    record: StudyRecord, lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[Node | Edge]:
    """A KnowledgeGap for each question, joined to its study, its entities and its evidence."""
    study = study_iri(record.study)
    for gap in record.gaps:
        iri = gap_iri(gap.question)
        question = " ".join(gap.question.split())
        yield Node(
            id=iri,
            type="KnowledgeGap",
            label=question,
            properties=(("gapKind", gap.kind), ("question", question)),
        )
        yield Edge(subject=study, predicate="raisesGap", object=iri)
        for entity in gap.about:
            yield Edge(subject=iri, predicate="aboutEntity", object=entity_iri(entity, vocabulary))
        yield from build_evidence(gap, record.document, supports=iri)
