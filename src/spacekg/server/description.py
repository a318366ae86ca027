"""Description: what this service is and what the graph holds, in SPARQL-SD and VoID."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from spacekg.graph import find_manifest
from spacekg.queries import Limits, write_graph
from spacekg.vocabulary import read_vocabulary

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_DCTERMS = "http://purl.org/dc/terms/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_IDS = "https://w3id.org/spacekg/id/"
_WRITTEN = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
)  # fmt: skip


def describe_service(store: Path, home: str, limits: Limits, format: str) -> bytes:
    """The description of the endpoint at ``home`` over ``store``, as RDF in ``format``."""
    vocabulary = read_vocabulary()
    manifest = find_manifest(store)
    service, dataset = f"{home}sparql", f"{home}.well-known/void#dataset"
    graph = f"{home}.well-known/void#graph"
    type_ = vocabulary.iri("rdf:type")
    statements: list[tuple[str, str, NamedNode | Literal]] = [
        (service, type_, NamedNode(f"{_SD}Service")),
        (service, f"{_SD}endpoint", NamedNode(service)),
        (service, f"{_SD}supportedLanguage", NamedNode(f"{_SD}SPARQL11Query")),
        (service, f"{_SD}feature", NamedNode(f"{_SD}UnionDefaultGraph")),
        (service, f"{_SD}defaultDataset", NamedNode(dataset)),
        *((service, f"{_SD}resultFormat", NamedNode(_FORMATS + name)) for name in _WRITTEN),
        (service, vocabulary.iri("rdfs:comment"), Literal(_limits_text(limits))),
        (dataset, type_, NamedNode(f"{_SD}Dataset")),
        (dataset, type_, NamedNode(f"{_VOID}Dataset")),
        (dataset, f"{_SD}defaultGraph", NamedNode(graph)),
        (dataset, f"{_DCTERMS}title", Literal("SpaceKG")),
        (dataset, f"{_VOID}sparqlEndpoint", NamedNode(service)),
        (dataset, f"{_VOID}uriSpace", Literal(_IDS)),
        (dataset, f"{_VOID}vocabulary", NamedNode(vocabulary.expand("skg:x")[:-1])),
        (dataset, f"{_VOID}triples", _count(manifest.triples)),
        (dataset, f"{_VOID}documents", _count(dict(manifest.counts).get("Document", 0))),
        (graph, type_, NamedNode(f"{_SD}Graph")),
        (graph, type_, NamedNode(f"{_VOID}Dataset")),
        (graph, f"{_VOID}triples", _count(manifest.triples)),
        (graph, f"{_VOID}classes", _count(len(manifest.counts))),
    ]
    for name, count in manifest.counts:
        part = f"{graph}-{name}"
        statements += [
            (graph, f"{_VOID}classPartition", NamedNode(part)),
            (part, f"{_VOID}class", NamedNode(vocabulary.iri(name))),
            (part, f"{_VOID}entities", _count(count)),
        ]
    triples = (Triple(NamedNode(one), NamedNode(two), value) for one, two, value in statements)
    prefixes = {"sd": _SD, "void": _VOID, "dcterms": _DCTERMS, "formats": _FORMATS}
    prefixes |= {"skg": vocabulary.expand("skg:x")[:-1]}
    return write_graph(triples, format, prefixes)


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(f"{_XSD}integer"))


def _limits_text(limits: Limits) -> str:
    return (
        f"Read-only. A query may take {limits.seconds:g} seconds; an answer is cut, and says so, "
        f"after {limits.rows} rows or {limits.bytes >> 20} MiB. SERVICE, updates and FROM of "
        "graphs elsewhere are refused."
    )
