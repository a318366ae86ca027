"""Topic: the tags that people file studies under, spelling variants joined."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacekg.builders.identity import study_iri, topic_iri
from spacekg.model import Edge, Node, StudyRecord

if TYPE_CHECKING:
    from spacekg.lexicon import Lexicon
    from spacekg.vocabulary import Vocabulary


def build_topics(
    record: StudyRecord, lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[Node | Edge]:
    """A Topic for each tag; a tag keeps its own spelling as a label."""
    study = study_iri(record.study)
    for tag in record.study.topics:
        label = " ".join(tag.split())
        if label:
            yield Node(id=topic_iri(label), type="Topic", label=label)
            yield Edge(subject=study, predicate="hasTopic", object=topic_iri(label))
