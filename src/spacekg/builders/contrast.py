"""Contrast: what was exposed, and against what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacekg.builders.identity import ID, entity_iri, hash_content, slug, study_iri
from spacekg.model import Contrast, Edge, Node, Study, StudyRecord
from spacekg.model.graph import Literal

if TYPE_CHECKING:
    from spacekg.lexicon import Lexicon
    from spacekg.vocabulary import Vocabulary


def contrast_iri(contrast: Contrast, study: Study, vocabulary: Vocabulary) -> str:
    """The IRI of a contrast of one study: the same whichever arm is called the reference."""
    return f"{ID}contrast/" + hash_content(
        study_iri(study),
        sorted((slug(contrast.exposed.label), slug(contrast.reference))),
        entity_iri(contrast.organism, vocabulary) if contrast.organism else "",
        entity_iri(contrast.tissue, vocabulary) if contrast.tissue else "",
        contrast.days,
        contrast.time_point,
        sorted(n for n in (contrast.n_exposed, contrast.n_reference) if n is not None),
        contrast.sex,
        contrast.strain,
    )


def build_contrasts(
    record: StudyRecord, lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[Node | Edge]:
    """A Contrast for each unordered pair; the mirror of one already there is left out."""
    seen: set[str] = set()
    study = study_iri(record.study)
    named = (finding.contrast for finding in record.findings)
    for contrast in (*record.contrasts, *(one for one in named if one is not None)):
        iri = contrast_iri(contrast, record.study, vocabulary)
        if iri in seen:
            continue
        seen.add(iri)
        exposed = " ".join(contrast.exposed.label.split())
        yield Node(
            id=iri,
            type="Contrast",
            label=f"{exposed} against {contrast.reference or 'reference'}",
            properties=tuple(_properties(contrast)),
        )
        yield Edge(subject=study, predicate="hasContrast", object=iri)
        yield Edge(
            subject=iri, predicate="exposedTo", object=entity_iri(contrast.exposed, vocabulary)
        )
        for predicate, entity in (("inOrganism", contrast.organism), ("inTissue", contrast.tissue)):
            if entity is not None:
                yield Edge(subject=iri, predicate=predicate, object=entity_iri(entity, vocabulary))


def _properties(contrast: Contrast) -> Iterator[tuple[str, Literal]]:
    for name, text in (
        ("reference", contrast.reference),
        ("timePoint", contrast.time_point),
        ("sex", contrast.sex),
        ("strain", contrast.strain),
    ):
        if text:
            yield name, text
    if contrast.days is not None:
        yield "durationDays", float(contrast.days)
    for name, count in (("nExposed", contrast.n_exposed), ("nReference", contrast.n_reference)):
        if count:
            yield name, count
