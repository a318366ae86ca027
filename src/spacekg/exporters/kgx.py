"""KGX: nodes.tsv and edges.tsv of the Biolink model, for Monarch, Translator and their tools.

Findings become associations with qualifiers; every other edge takes the Biolink predicate that
the ontology maps its property to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from spacekg.exporters.statements import Statements
from spacekg.graph import KnowledgeGraph, open_atomic
from spacekg.resources import find_resource
from spacekg.vocabulary import Vocabulary, read_vocabulary

NODE_COLUMNS = (
    "id", "category", "name", "xref", "synonym", "in_taxon", "description", "provided_by",
)  # fmt: skip
EDGE_COLUMNS = (
    "id", "subject", "predicate", "object", "category", "knowledge_level", "agent_type",
    "primary_knowledge_source", "publications", "supporting_text", "qualified_predicate",
    "object_aspect_qualifier", "object_direction_qualifier", "species_context_qualifier",
    "anatomical_context_qualifier", "negated", "direction", "certainty", "tier",
    "p_value", "supporting_study_size",
)  # fmt: skip
SOURCE = "infores:spacekg"
_BIOLINK = "https://w3id.org/biolink/vocab/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_MATCHES = tuple(f"{_SKOS}{name}Match" for name in ("exact", "close", "broad"))
_ONTOLOGICAL = frozenset({"within", "inTaxon", "orthologOf", "inGeneFamily"})
# What a finding holds is on its association; the same again as edges would double it.
_FOLDED = frozenset(
    {
        "about", "inOrganism", "inTissue", "inCellType", "underExposure", "inContrast",
        "withPartner", "inMission", "inDataset", "supportedBy", "reportedBy", "reports",
        "crossReference", "fromDocument",
    }
)  # fmt: skip
_PREDICATES = {
    "increased": ("biolink:affects", "biolink:causes", "activity_or_abundance", "increased"),
    "decreased": ("biolink:affects", "biolink:causes", "activity_or_abundance", "decreased"),
    "changed": ("biolink:affects", "", "activity_or_abundance", ""),
    "unchanged": ("biolink:affects", "", "activity_or_abundance", ""),
    "associated-positively": ("biolink:positively_correlated_with", "", "", ""),
    "associated-negatively": ("biolink:negatively_correlated_with", "", "", ""),
}


def export_kgx(graph: KnowledgeGraph, out: Path) -> None:
    """Write ``nodes.tsv`` and ``edges.tsv`` into the folder ``out``."""
    vocabulary = read_vocabulary()
    statements = Statements(graph, vocabulary)
    _write_table(out / "nodes.tsv", NODE_COLUMNS, _nodes(statements, vocabulary))
    edges = [*_edges(statements, vocabulary), *_associations(statements, vocabulary)]
    edges.sort(key=lambda row: row["id"])
    _write_table(out / "edges.tsv", EDGE_COLUMNS, edges)


def read_predicates() -> Mapping[str, str]:
    """The Biolink predicate of each property of the ontology: the nearest of its matches.

    >>> read_predicates()["inTaxon"]
    'biolink:in_taxon'
    """
    found: dict[tuple[str, int], list[str]] = {}
    prefix = read_vocabulary().expand("skg:x")[:-1]
    path = find_resource("ontology", "spacekg.ttl")
    for quad in parse(path=str(path), format=RdfFormat.TURTLE):
        object_ = getattr(quad.object, "value", "")
        subject = getattr(quad.subject, "value", "")
        match = quad.predicate.value
        if match in _MATCHES and object_.startswith(_BIOLINK) and subject.startswith(prefix):
            key = (subject.removeprefix(prefix), _MATCHES.index(match))
            found.setdefault(key, []).append(f"biolink:{object_.removeprefix(_BIOLINK)}")
    nearest: dict[str, str] = {}
    for (name, _), predicates in sorted(found.items()):
        nearest.setdefault(name, min(predicates))
    return nearest


def _nodes(statements: Statements, vocabulary: Vocabulary) -> Iterator[dict[str, str]]:
    for iri, kind in statements.types.items():
        if kind in ("Finding", "Evidence"):
            continue
        yield {
            "id": vocabulary.compress(iri),
            "category": vocabulary.categories.get(kind, "biolink:NamedThing"),
            "name": statements.label(iri),
            "xref": _join(map(vocabulary.compress, statements.objects(iri, "crossReference"))),
            "synonym": _join(statements.values(iri, "skos:altLabel")),
            "in_taxon": _join(map(vocabulary.compress, statements.objects(iri, "inTaxon"))),
            "description": _join(statements.values(iri, "summary")),
            "provided_by": SOURCE,
        }


def _edges(statements: Statements, vocabulary: Vocabulary) -> Iterator[dict[str, str]]:
    predicates = read_predicates()
    for subject, name, object_ in statements.edges:
        if name in _FOLDED or "Evidence" in (statements.types[subject], statements.types[object_]):
            continue
        ontological = name in _ONTOLOGICAL
        study = subject if statements.types[subject] == "Study" else ""
        first, second = vocabulary.compress(subject), vocabulary.compress(object_)
        yield {
            "id": f"{first} {name} {second}",
            "subject": first,
            "predicate": predicates.get(name, "biolink:related_to"),
            "object": second,
            "category": "biolink:Association",
            "knowledge_level": "knowledge_assertion" if ontological else "not_provided",
            "agent_type": "manual_agent" if ontological else "text_mining_agent",
            "primary_knowledge_source": SOURCE,
            "publications": vocabulary.compress(study),
        }


def _associations(statements: Statements, vocabulary: Vocabulary) -> Iterator[dict[str, str]]:
    """One association a finding: what the organism was under, else the study, to the entity."""
    for finding, kind in statements.types.items():
        if kind != "Finding":
            continue
        studies = statements.objects(finding, "reportedBy")
        direction = statements.value(finding, "direction")
        certainty = statements.value(finding, "certainty")
        predicate, qualified, aspect, change = _PREDICATES.get(
            direction, ("biolink:related_to", "", "", "")
        )
        partner = statements.objects(finding, "withPartner")
        actor = partner if direction.startswith("associated") and partner else ()
        subjects = actor or statements.objects(finding, "underExposure") or studies
        quotes = [
            statements.value(one, "readingText") or statements.value(one, "quote")
            for one in statements.objects(finding, "supportedBy")
        ]
        tissues = statements.objects(finding, "inTissue") + statements.objects(
            finding, "inCellType"
        )
        for about in statements.objects(finding, "about"):
            yield {
                "id": finding,
                "subject": vocabulary.compress(subjects[0] if subjects else finding),
                "predicate": predicate,
                "object": vocabulary.compress(about),
                "category": vocabulary.categories["Finding"],
                "knowledge_level": "not_provided",
                "agent_type": "text_mining_agent",
                "primary_knowledge_source": SOURCE,
                "publications": _join(map(vocabulary.compress, studies)),
                "supporting_text": _join(sorted(quotes)),
                "qualified_predicate": qualified,
                "object_aspect_qualifier": aspect,
                "object_direction_qualifier": change,
                "species_context_qualifier": _join(
                    map(vocabulary.compress, statements.objects(finding, "inOrganism"))
                ),
                "anatomical_context_qualifier": _join(map(vocabulary.compress, tissues)),
                # Nothing happened, or it was said not to have happened.
                "negated": str(certainty == "negated" or direction == "unchanged").lower(),
                "direction": direction,
                "certainty": certainty,
                "tier": _join(statements.values(finding, "tier")),
                "p_value": statements.value(finding, "pValue"),
                "supporting_study_size": statements.value(finding, "n"),
            }


def _join(values: Iterable[str]) -> str:
    """Several values in one cell, parted by a bar as KGX has it."""
    return "|".join(value.replace("|", "/") for value in values)


def _cell(text: str) -> str:
    """One line without tabs; what a spreadsheet would take for a formula is quoted."""
    line = re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line


def _write_table(path: Path, columns: tuple[str, ...], rows: Iterable[dict[str, str]]) -> None:
    with open_atomic(path) as file:
        file.write("\t".join(columns).encode() + b"\n")
        for row in rows:
            line = "\t".join(_cell(row.get(column, "")) for column in columns)
            file.write(line.encode() + b"\n")
