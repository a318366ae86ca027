"""KGX: nodes and edges of the Biolink model, for Monarch, Translator and their tools.

Findings become associations with qualifiers; every other edge takes the Biolink predicate that
the ontology maps its property to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import RdfFormat, parse

from spacekg.exporters.statements import Statements
from spacekg.graph import KnowledgeGraph, open_atomic
from spacekg.model import defuse_cell
from spacekg.resources import find_resource
from spacekg.vocabulary import Vocabulary, read_vocabulary

Value: TypeAlias = str | bool | int | float | tuple[str, ...]
Row: TypeAlias = dict[str, Value]
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
#: knowledge level and agent type of findings in tables of expression, and in texts
_TABLES = ("statistical_association", "data_analysis_pipeline")
_TEXTS = ("not_provided", "text_mining_agent")
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
    nodes, edges = _read(graph)
    _write_table(out / "nodes.tsv", NODE_COLUMNS, nodes)
    _write_table(out / "edges.tsv", EDGE_COLUMNS, edges)


def export_kgx_lines(graph: KnowledgeGraph, out: Path) -> None:
    """Write ``nodes.jsonl`` and ``edges.jsonl``: one object a line, lists as lists."""
    for name, rows in zip(("nodes", "edges"), _read(graph), strict=True):
        with open_atomic(out / f"{name}.jsonl") as file:
            for row in rows:
                told = {key: value for key, value in row.items() if value not in ("", ())}
                line = json.dumps(told, ensure_ascii=False) + "\n"
                file.write(line.encode("utf-8", "replace"))


def _read(graph: KnowledgeGraph) -> tuple[list[Row], list[Row]]:
    """All nodes, and all edges in order."""
    vocabulary = read_vocabulary()
    statements = Statements(graph, vocabulary)
    edges = [*_edges(statements, vocabulary), *_associations(statements, vocabulary)]
    edges.sort(key=lambda row: str(row["id"]))
    return list(_nodes(statements, vocabulary)), edges


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


def _nodes(statements: Statements, vocabulary: Vocabulary) -> Iterator[Row]:
    for iri, kind in statements.types.items():
        if kind in ("Finding", "Evidence"):
            continue
        yield {
            "id": vocabulary.compress(iri),
            "category": (vocabulary.categories.get(kind, "biolink:NamedThing"),),
            "name": statements.label(iri),
            "xref": tuple(map(vocabulary.compress, statements.objects(iri, "crossReference"))),
            "synonym": statements.values(iri, "skos:altLabel"),
            "in_taxon": tuple(map(vocabulary.compress, statements.objects(iri, "inTaxon"))),
            "description": " ".join(statements.values(iri, "summary")),
            "provided_by": (SOURCE,),
        }


def _edges(statements: Statements, vocabulary: Vocabulary) -> Iterator[Row]:
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
            "category": ("biolink:Association",),
            "knowledge_level": "knowledge_assertion" if ontological else "not_provided",
            "agent_type": "manual_agent" if ontological else "text_mining_agent",
            "primary_knowledge_source": SOURCE,
            "publications": (vocabulary.compress(study),) if study else (),
        }


def _associations(statements: Statements, vocabulary: Vocabulary) -> Iterator[Row]:
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
        tiers = statements.values(finding, "tier")
        level, agent = _TABLES if tiers == ("table",) else _TEXTS
        tissues = statements.objects(finding, "inTissue") + statements.objects(
            finding, "inCellType"
        )
        for about in statements.objects(finding, "about"):
            yield {
                "id": finding,
                "subject": vocabulary.compress(subjects[0] if subjects else finding),
                "predicate": predicate,
                "object": vocabulary.compress(about),
                "category": (vocabulary.categories["Finding"],),
                "knowledge_level": level,
                "agent_type": agent,
                "primary_knowledge_source": SOURCE,
                "publications": tuple(map(vocabulary.compress, studies)),
                "supporting_text": tuple(sorted(quotes)),
                "qualified_predicate": qualified,
                "object_aspect_qualifier": aspect,
                "object_direction_qualifier": change,
                "species_context_qualifier": "|".join(
                    map(vocabulary.compress, statements.objects(finding, "inOrganism"))
                ),
                "anatomical_context_qualifier": tuple(map(vocabulary.compress, tissues)),
                # Nothing happened, or it was said not to have happened.
                "negated": certainty == "negated" or direction == "unchanged",
                "direction": direction,
                "certainty": certainty,
                "tier": tiers,
                "p_value": _read_number(statements.value(finding, "pValue")),
                "supporting_study_size": _read_number(statements.value(finding, "n")),
            }


def _read_number(text: str) -> int | float | str:
    """A number as such, a whole one as whole; nothing stays nothing."""
    return "" if not text else int(text) if text.isdigit() else float(text)


def _join(value: Value) -> str:
    """A value in one cell: several parted by a bar as KGX has it, truth in small letters."""
    if isinstance(value, tuple):
        return "|".join(one.replace("|", "/") for one in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _cell(text: str) -> str:
    """One line without tabs; what a spreadsheet would take for a formula is quoted."""
    line = re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()
    return defuse_cell(line)


def _write_table(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    with open_atomic(path) as file:
        file.write("\t".join(columns).encode() + b"\n")
        for row in rows:
            line = "\t".join(_cell(_join(row.get(column, ""))) for column in columns)
            file.write(line.encode() + b"\n")
