"""Measurement: one value of a chart; it is shown and never counted as a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacekg.builders.identity import ID, entity_iri, hash_content, study_iri
from spacekg.model import Edge, Node, StudyRecord
from spacekg.model.graph import Literal

if TYPE_CHECKING:
    from spacekg.lexicon import Lexicon
    from spacekg.vocabulary import Vocabulary


def build_measurements(
    record: StudyRecord, lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[Node | Edge]:
    """A Measurement for each value of each series of the record."""
    study = study_iri(record.study)
    for one in record.measurements:
        value = float(one.value)
        iri = f"{ID}measurement/" + hash_content(
            study, one.series, one.label, value, one.unit, one.tier
        )
        properties: list[tuple[str, Literal]] = [
            ("series", one.series or "values"),
            ("tier", one.tier),
            ("value", value),
        ]
        if one.unit:
            properties.append(("unit", one.unit))
        if one.note:
            properties.append(("rdfs:comment", one.note))
        yield Node(
            id=iri,
            type="Measurement",
            label=one.label or one.series or "value",
            properties=tuple(properties),
        )
        yield Edge(subject=study, predicate="hasMeasurement", object=iri)
        for entity in one.about:
            yield Edge(subject=iri, predicate="aboutEntity", object=entity_iri(entity, vocabulary))
