"""A made-up graph of the shape a build writes: 24 studies, 60 genes, about 150 findings, gaps.

Every name of a gene, tissue or exposure is real, no statement is: it is generated to see a page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from spacekg.graph import KnowledgeGraph

VOCAB = "https://w3id.org/spacekg/vocab/"
GRAPH = "https://w3id.org/spacekg/id/graph/sample"
MINTED = "https://w3id.org/spacekg/id/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"
HOSTILE = "</script><img src=x onerror=alert(1)>"

GENES = """Fbxo32 Trim63 Cdkn1a Col1a1 Sost Runx2 Sp7 Bglap Ctsk Acp5 Mstn Foxo1 Ucp1 Pparg Lpl Cd36
Ppara Srebf1 Fasn Cyp4a14 Hmox1 Nfe2l2 Gpx1 Sod2 Cat Trp53 Gadd45a Mdm2 Atm Brca1 Il6 Tnf Il1b Nfkb1
Cxcl12 Cd4 Cd8a Ifng Tgfb1 Smad3 Vegfa Hif1a Aqp1 Aqp4 Clock Bmal1 Per2 Dbp Actn3 Myh7 Myh4 Ckm
Ryr1 Atp2a1 Pvalb Igf1 Akt1 Mtor Rictor""".split()
TISSUES = {
    "UBERON:0002107": "liver",
    "UBERON:0001389": "soleus muscle",
    "UBERON:0001377": "quadriceps femoris",
    "UBERON:0002371": "bone marrow",
    "UBERON:0000981": "femur",
    "UBERON:0000955": "brain",
    "UBERON:0000966": "retina",
    "UBERON:0002370": "thymus",
    "UBERON:0001155": "colon",
    "UBERON:0000948": "heart",
    "PO:0009005": "root",
    "UBERON:0001474": "bone element",
}
ORGANISMS = {
    "NCBITaxon:10090": "Mus musculus",
    "NCBITaxon:9606": "Homo sapiens",
    "NCBITaxon:10116": "Rattus norvegicus",
    "NCBITaxon:3702": "Arabidopsis thaliana",
    "NCBITaxon:7227": "Drosophila melanogaster",
    "NCBITaxon:6239": "Caenorhabditis elegans",
    "NCBITaxon:8090": "Oryzias latipes",
}
EXPOSURES = {
    "spaceflight": ("spaceflight", "actual"),
    "hindlimb-unloading": ("hindlimb unloading", "analog"),
    "head-down-bed-rest": ("head-down bed rest", "analog"),
    "random-positioning-machine": ("random positioning machine", "analog"),
    "ionizing-radiation": ("ionizing radiation", "analog"),
}
PROCESSES = {"GO:0006914": "autophagy", "GO:0006629": "lipid metabolic process"}
PHENOTYPES = {"skgp:bone-mineral-density": "bone mineral density", "HP:0003202": "muscle atrophy"}
DIRECTIONS = ("increased", "decreased", "increased", "decreased", "unchanged", "changed")
QUESTIONS = (
    "Does the change in {tissue} return to the ground level after landing",
    "Which dose of radiation adds to the effect of weightlessness in {tissue}",
    "Does what is seen in {organism} hold for astronauts",
)


def name(path: str) -> NamedNode:
    return NamedNode(path if path.startswith("http") else VOCAB + path)


def entity(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    if prefix.startswith("skg"):
        return f"{MINTED}phenotype/{local}"
    if prefix == "NCBIGene":
        return f"http://www.ncbi.nlm.nih.gov/gene/{local}"
    return f"http://purl.obolibrary.org/obo/{prefix}_{local}"


def minted(kind: str, words: str) -> str:
    return f"{MINTED}{kind}/{hashlib.sha256(words.encode()).hexdigest()[:16]}"


def sample_quads(studies: int = 24) -> Iterator[Quad]:
    """The whole made-up graph; the same quads in the same order at each call."""

    def link(subject: str, property: str, target: str) -> Quad:
        return Quad(NamedNode(subject), name(property), NamedNode(target), NamedNode(GRAPH))

    def say(subject: str, property: str, value: Any) -> Quad:
        return Quad(NamedNode(subject), name(property), Literal(value), NamedNode(GRAPH))

    def described(iri: str, kind: str, label: str, curie: str) -> Iterator[Quad]:
        yield link(iri, RDF_TYPE, VOCAB + kind)
        yield say(iri, LABEL, label)
        yield say(iri, "curie", curie)

    for kind, table in (("Organism", ORGANISMS), ("Tissue", TISSUES), ("Process", PROCESSES)):
        for curie, label in table.items():
            yield from described(entity(curie), kind, label, curie)
    yield say(entity("NCBITaxon:10090"), SKOS + "altLabel", "mouse")
    for curie, label in PHENOTYPES.items():
        yield from described(entity(curie), "Phenotype", label, curie)
    for slug, (label, kind) in EXPOSURES.items():
        iri = f"{MINTED}exposure/{slug}"
        yield from described(iri, "Exposure", label, f"skgx:{slug}")
        yield say(iri, "exposureKind", kind)
    genes = {}
    for at, symbol in enumerate((*GENES, HOSTILE)):
        genes[at] = iri = entity(f"NCBIGene:{12000 + at}")
        yield from described(iri, "Gene", symbol, f"NCBIGene:{12000 + at}")
        yield say(iri, SKOS + "altLabel", f"{symbol} alias")
        yield link(iri, "inTaxon", entity("NCBITaxon:10090"))

    organisms, tissues, exposures = list(ORGANISMS), list(TISSUES), list(EXPOSURES)
    for number in range(studies):
        study = f"https://doi.org/10.5555/sample.{number:02d}"
        organism = organisms[0 if number % 3 else number // 3 % len(organisms)]
        tissue = tissues[number * 5 % len(tissues)]
        other_tissue = tissues[number * 7 % len(tissues)]
        exposure = exposures[0 if number % 2 else number // 2 % len(exposures)]
        context = {
            "organism": ORGANISMS[organism],
            "tissue": TISSUES[tissue],
            "exposure": EXPOSURES[exposure][0],
        }
        title = "{tissue} of {organism} under {exposure}: what changes first".format(**context)
        document = minted("document", study)
        yield link(document, RDF_TYPE, VOCAB + "Document")
        yield say(document, "tier", "review" if number % 9 == 8 else "primary")
        yield link(study, RDF_TYPE, VOCAB + "Study")
        yield say(study, LABEL, title[0].upper() + title[1:])
        yield say(study, "doi", f"10.5555/sample.{number:02d}")
        yield say(study, SCHEMA + "datePublished", f"{2010 + number % 15}-05-01")
        yield say(study, SCHEMA + "author", f"Sample {chr(65 + number)}")
        yield say(study, "summary", "A made-up study that is here to see the page.")
        yield link(study, "hasOrganism", entity(organism))
        yield link(study, "investigatesTissue", entity(tissue))
        yield link(study, "investigatesTissue", entity(other_tissue))
        yield link(study, "hasExposure", f"{MINTED}exposure/{exposure}")
        if number % 4 == 0:
            yield link(study, "involvesPathway", entity(list(PROCESSES)[number // 4 % 2]))
        for turn in range(6):
            at = (number * 5 + turn * turn * 3) % (len(GENES) if turn else 17)
            about, words = genes[at], GENES[at]
            if number == 3 and turn == 5:
                about, words = genes[len(GENES)], HOSTILE
            if number % 5 == 2 and turn == 4:
                about, words = entity("skgp:bone-mineral-density"), "bone mineral density"
                yield link(study, "involvesPhenotype", about)
            else:
                yield link(study, "reportsGene", about)
            direction = DIRECTIONS[(number + turn * 2) % len(DIRECTIONS)]
            quote = (
                f"In the {context['tissue']} the level of {words} was {direction} after "
                f"{context['exposure']} (p < 0.0{turn + 1})."
            )
            finding, evidence = minted("finding", study + quote), minted("evidence", study + quote)
            yield link(finding, RDF_TYPE, VOCAB + "Finding")
            yield link(study, "reports", finding)
            yield link(finding, "about", about)
            yield say(finding, "direction", direction)
            yield say(finding, "certainty", "hedged" if turn == 3 else "asserted")
            yield say(finding, "tier", "review" if number % 9 == 8 else "primary")
            yield link(finding, "inOrganism", entity(organism))
            yield link(finding, "inTissue", entity(tissue))
            yield link(finding, "underExposure", f"{MINTED}exposure/{exposure}")
            yield say(finding, "pText", f"< 0.0{turn + 1}")
            yield say(finding, "n", str(6 + turn))
            yield link(finding, "supportedBy", evidence)
            yield link(evidence, RDF_TYPE, VOCAB + "Evidence")
            yield say(evidence, "quote", quote)
            yield say(evidence, "section", "findings")
            yield link(evidence, "fromDocument", document)
        if number % 2 == 0:
            question = QUESTIONS[number // 2 % 3].format(**context)
            gap, evidence = minted("gap", question), minted("evidence", question)
            yield link(study, "raisesGap", gap)
            yield link(gap, RDF_TYPE, VOCAB + "KnowledgeGap")
            yield say(gap, LABEL, question + "?")
            yield say(gap, "question", question + "?")
            yield say(
                gap, "gapKind", ("mechanism", "dose-duration", "translation")[number // 2 % 3]
            )
            yield link(gap, "aboutEntity", entity(tissue))
            yield link(gap, "supportedBy", evidence)
            yield link(evidence, RDF_TYPE, VOCAB + "Evidence")
            yield say(evidence, "quote", f"{question} is not known.")
            yield link(evidence, "fromDocument", document)


def graph_from(quads: Iterable[Quad]) -> KnowledgeGraph:
    """The graph of ``quads``, in whatever order they come."""
    return KnowledgeGraph.from_quads(b"".join(f"{quad} .\n".encode() for quad in quads))


@pytest.fixture(scope="session")
def sample_graph() -> KnowledgeGraph:
    return graph_from(sample_quads())


@pytest.fixture(scope="session")
def sample_page(sample_graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the made-up graph, written once for all tests that only look at it."""
    from spacekg.exporters.html import export_html

    out = tmp_path_factory.mktemp("page") / "spacekg.html"
    export_html(sample_graph, out)
    return out
