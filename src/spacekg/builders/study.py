"""Study: the paper, its bibliography and the short edges that a picture needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from spacekg.builders.entity import list_investigated
from spacekg.builders.identity import entity_iri, study_iri
from spacekg.model import Edge, Node, StudyRecord, Value
from spacekg.model.graph import Literal

if TYPE_CHECKING:
    from spacekg.lexicon import Lexicon
    from spacekg.vocabulary import Vocabulary

EDGES = (
    ("organism", "hasOrganism"),
    ("tissue", "investigatesTissue"),
    ("cell_type", "investigatesCellType"),
    ("gene", "reportsGene"),
    ("gene_family", "reportsGeneFamily"),
    ("pathway", "involvesPathway"),
    ("process", "involvesPathway"),
    ("chemical", "involvesChemical"),
    ("phenotype", "involvesPhenotype"),
    ("exposure", "hasExposure"),
    ("mission", "partOfMission"),
    ("dataset", "usesDataset"),
    ("countermeasure", "usesCountermeasure"),
)


def build_study(
    record: StudyRecord, lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[Node | Edge]:
    """The Study node with its metadata, joined to all it names and raises."""
    study = record.study
    iri = study_iri(study)
    name = PurePath(record.document.path or record.document.id).name
    title = " ".join(study.title.split()) or f"untitled ({name})"
    texts: tuple[tuple[str, str], ...] = (
        ("schema:name", title),
        ("schema:datePublished", study.date or str(study.year or "")),
        ("schema:url", study.url),
        ("doi", study.doi.lower()),
        ("pmcid", study.pmcid),
        ("journal", study.journal),
        ("summary", study.summary),
        ("consensusLevel", study.consensus),
        ("priority", study.priority),
        ("featuredImage", study.image),
        *(("schema:author", author) for author in study.authors),
        ("authorList", "; ".join(study.authors)),
        *(("metadataEntry", f"{key}: {write_value(value)}") for key, value in study.other),
    )
    properties: list[tuple[str, Literal]] = [(name, text) for name, text in texts if text]
    properties.extend(("durationDays", float(days)) for days in record.durations)
    yield Node(id=iri, type="Study", label=title, properties=tuple(properties))
    predicates = dict(EDGES)
    for entity in list_investigated(record):
        if entity.type in predicates:
            yield Edge(
                subject=iri,
                predicate=predicates[entity.type],
                object=entity_iri(entity, vocabulary),
            )


def write_value(value: Value) -> str:
    """A metadata value as JSON; tuples of pairs are mappings.

    >>> write_value((("a", 1), ("b", ("x", None))))
    '{"a": 1, "b": ["x", null]}'
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def _plain(value: Value) -> Any:
    if not isinstance(value, tuple):
        return value
    if value and all(
        isinstance(part, tuple) and len(part) == 2 and isinstance(part[0], str) for part in value
    ):
        return {part[0]: _plain(part[1]) for part in value if isinstance(part, tuple)}
    return [_plain(part) for part in value]
