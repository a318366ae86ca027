"""Finding: one entity, one direction, in a context, resting on evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacekg.builders.contrast import contrast_iri
from spacekg.builders.evidence import build_evidence
from spacekg.builders.identity import ID, entity_iri, hash_content, study_iri
from spacekg.model import Edge, Entity, Finding, Node, Study, StudyRecord
from spacekg.model.graph import Literal

if TYPE_CHECKING:
    from spacekg.lexicon import Lexicon
    from spacekg.vocabulary import Vocabulary

_NUMBER = re.compile(r"[+\-−–]?\s?\d+(?:[.,]\d+)?")
_P_VALUE = re.compile(
    r"[Pp]?\s*(?P<sign>[=<≤⩽≈~]|<=)?\s*(?P<number>\d*\.\d+|\d+)"
    r"(?:\s*(?:[eE]|[x×·*]\s*10\s*\^?)\s*(?P<power>[+\-−–]?\s?\d+))?\s*"
)
#: decimals of a graph hold no more; the printed text stays
_LARGEST = 1e18


def build_findings(
    record: StudyRecord, lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[Node | Edge]:
    """A Finding for each statement; told twice, it is one node with two pieces of evidence."""
    study = study_iri(record.study)
    for finding in record.findings:
        iri = finding_iri(finding, record.study, vocabulary)
        term = lexicon.term(finding.about.id) if finding.about.id else None
        about = term.label if term else finding.about.label
        yield Node(
            id=iri,
            type="Finding",
            label=f"{about} {finding.direction}",
            properties=tuple(_properties(finding)),
        )
        yield Edge(subject=study, predicate="reports", object=iri)
        yield Edge(subject=iri, predicate="reportedBy", object=study)
        for predicate, entity in _context(finding):
            if entity is not None:
                yield Edge(subject=iri, predicate=predicate, object=entity_iri(entity, vocabulary))
        if finding.contrast is not None:
            contrast = contrast_iri(finding.contrast, record.study, vocabulary)
            yield Edge(subject=iri, predicate="inContrast", object=contrast)
        yield from build_evidence(finding, record.document, supports=iri)


def finding_iri(finding: Finding, study: Study, vocabulary: Vocabulary) -> str:
    """The IRI of what a finding says; neither its wording nor the document that tells it counts.

    What a review takes from two papers are two findings: each has its own source.
    """
    return f"{ID}finding/" + hash_content(
        study_iri(study),
        [entity_iri(entity, vocabulary) if entity else "" for _, entity in _context(finding)],
        contrast_iri(finding.contrast, study, vocabulary) if finding.contrast else "",
        finding.direction,
        finding.certainty,
        [finding.effect, finding.unit, finding.p, finding.q, finding.n, finding.days],
        [finding.time_point, finding.sex, finding.strain, finding.condition],
        *([" ".join(finding.cites.split())] if finding.cites else ()),
    )


def read_number(text: str) -> float | None:
    """The value of a number as printed; nothing of a damaged or absurd one, a range or words.

    >>> read_number("−6.7"), read_number("�6.7"), read_number("2-3"), read_number("9" * 20)
    (-6.7, None, None, None)
    """
    if _NUMBER.fullmatch(text.strip()) is None:
        return None
    plain = re.sub(r"\s", "", text).replace("−", "-").replace("–", "-")
    whole, comma, fraction = plain.partition(",")
    thousands = comma and len(fraction) == 3
    value = float(whole + fraction if thousands else plain.replace(",", "."))
    return value if abs(value) < _LARGEST else None


def read_p_value(text: str) -> float | None:
    """The p-value of ``= 0.03``, or the upper bound of ``< 0.05``; nothing for a lower bound.

    >>> read_p_value("p < 0.05"), read_p_value("1.2 × 10−5"), read_p_value("> 0.05")
    (0.05, 1.2e-05, None)
    """
    match = _P_VALUE.fullmatch(text.strip())
    if match is None:
        return None
    power = re.sub(r"\s", "", match["power"] or "0").replace("−", "-").replace("–", "-")
    value = float(f"{match['number']}e{power}")
    return value if 0 <= value <= 1 else None


def _context(finding: Finding) -> tuple[tuple[str, Entity | None], ...]:
    return (
        ("about", finding.about),
        ("inOrganism", finding.organism),
        ("inTissue", finding.tissue),
        ("inCellType", finding.cell_type),
        ("underExposure", finding.exposure),
        ("withPartner", finding.partner),
        ("inMission", finding.mission),
        ("inDataset", finding.dataset),
    )


def _properties(finding: Finding) -> Iterator[tuple[str, Literal]]:
    for name, text in (
        ("direction", finding.direction),
        ("certainty", finding.certainty),
        ("tier", finding.tier),
        ("effect", finding.effect),
        ("unit", finding.unit),
        ("pText", finding.p),
        ("qText", finding.q),
        ("timePoint", finding.time_point),
        ("sex", finding.sex),
        ("strain", finding.strain),
        ("condition", finding.condition),
        ("cites", finding.cites),
        ("section", finding.section),
    ):
        if text:
            yield name, text
    for name, value in (
        ("effectValue", read_number(finding.effect)),
        ("pValue", read_p_value(finding.p)),
        ("durationDays", finding.days),
    ):
        if value is not None:
            yield name, float(value)
    if finding.n:
        yield "n", finding.n
