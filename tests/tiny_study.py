"""One tiny hand-made study that the tests of builders, graph, exporters and analytics share.

The conftest.py of those folders take its fixtures from here.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from spacekg.builders import build_entities, build_graph, collect_curies, document_iri
from spacekg.graph import KnowledgeGraph, merge_shards, write_quads
from spacekg.lexicon import Term
from spacekg.model import (
    Contrast,
    Document,
    Entity,
    Finding,
    Gap,
    Measurement,
    Notice,
    Source,
    Study,
    StudyRecord,
)
from spacekg.vocabulary import read_vocabulary

MOUSE, HUMAN = "NCBITaxon:10090", "NCBITaxon:9606"
TERMS = {
    term.id: term
    for term in (
        Term(id=MOUSE, label="Mus musculus", type="organism"),
        Term(id="NCBITaxon:10088", label="Mus", type="organism"),
        Term(id=HUMAN, label="Homo sapiens", type="organism"),
        Term(id="UBERON:0002107", label="liver", type="tissue", ids=("MESH:D008099",)),
        Term(id="UBERON:0001134", label="skeletal muscle tissue", type="tissue"),
        Term(id="NCBIGene:67731", label="Fbxo32", type="gene", taxon=MOUSE, ids=("MGI:1914981",)),
        Term(id="NCBIGene:114907", label="FBXO32", type="gene", taxon=HUMAN),
        Term(id="NCBIGene:12575", label="Cdkn1a", type="gene", taxon=MOUSE),
        Term(id="skgx:spaceflight", label="spaceflight", type="exposure", note="actual"),
        Term(id="skgx:bed-rest", label="bed rest", type="exposure", note="analog"),
    )
}


class FakeLexicon:
    def term(self, curie):
        return TERMS.get(curie)

    def parents(self, curie):
        return ("NCBITaxon:10088",) if curie == MOUSE else ()

    def orthologs(self, curie):
        pair = ("NCBIGene:67731", "NCBIGene:114907")
        return tuple(one for one in pair if curie in pair and one != curie)


def entity(curie):
    term = TERMS[curie]
    return Entity(
        id=term.id, label=term.label, type=term.type, ids=(term.id, *term.ids), taxon=term.taxon
    )


TEXT = "In flight Fbxo32 rose by 6.7%\nin the liver (p < 0.05). Why does Fbxo32 rise?"
FOUND = TEXT[: TEXT.index(" Why")]
ASKED = "Why does Fbxo32 rise?"


@pytest.fixture
def lexicon():
    return FakeLexicon()


@pytest.fixture
def vocabulary():
    return read_vocabulary()


@pytest.fixture
def tiny():
    """A record and its document; ``other(…)`` makes records like it."""
    gene, mouse, liver = entity("NCBIGene:67731"), entity(MOUSE), entity("UBERON:0002107")
    flight = entity("skgx:spaceflight")
    sha256 = "ab" * 32
    finding = Finding(
        about=gene, about_start=10, about_end=16, direction="increased", quote=FOUND, start=0,
        end=len(FOUND), tier="primary", section="findings", organism=mouse, tissue=liver,
        exposure=flight, effect="6.7", unit="%", p="< 0.05", days=37.0,
    )  # fmt: skip
    record = StudyRecord(
        document=Source(
            path="tiny.md", sha256=sha256, format="markdown", tier="primary",
            notices=(Notice(code="bom", message="left out", place="line 1"),),
        ),
        study=Study(
            id="https://doi.org/10.1234/tiny", title="Mice in flight", doi="10.1234/TINY",
            year=2022, date="2022-10-21", authors=("Doe J",), topics=("Muscle Loss",),
        ),
        organisms=(mouse,), tissues=(liver,), genes=(gene,), exposures=(flight,),
        contrasts=(Contrast(exposed=flight, reference="ground control", organism=mouse),),
        findings=(finding,),
        gaps=(
            Gap(
                question=ASKED, kind="mechanism", quote=ASKED, start=TEXT.index(ASKED),
                end=len(TEXT), about=(gene,),
            ),
        ),
        measurements=(
            Measurement(series="liver", label="Fbxo32", value=1.5, tier="estimated", about=(gene,)),
        ),
    )  # fmt: skip
    document = Document(
        path="tiny.md", sha256=sha256, format="markdown", tier="primary", text=TEXT, id="tiny"
    )

    def other(
        number, *, curie="NCBIGene:67731", organism=MOUSE, tissue="UBERON:0002107",
        exposure="skgx:spaceflight", direction="increased", **changes,
    ):  # fmt: skip
        context = {
            "about": entity(curie),
            "organism": entity(organism),
            "tissue": entity(tissue),
            "exposure": entity(exposure),
        }
        return replace(
            record,
            document=replace(record.document, path=f"{number}.md", sha256=f"{number:064x}"[::-1]),
            study=replace(
                record.study, id=f"https://doi.org/10.1234/{number}", doi=f"10.1234/{number}",
                title=f"Study {number}",
            ),
            organisms=(context["organism"],), genes=(context["about"],),
            tissues=(context["tissue"],), exposures=(context["exposure"],),
            contrasts=(), measurements=(),
            findings=(replace(finding, direction=direction, **context, **changes),),
        )  # fmt: skip

    return SimpleNamespace(
        record=record, document=document, other=other, finding=finding, entity=entity
    )


@pytest.fixture
def shard(lexicon, vocabulary):
    """The N-Quads of one record, without the entities graph."""

    def write(record):
        parts = build_graph(record, lexicon, vocabulary)
        return write_quads(parts, document_iri(record.document.sha256), vocabulary)

    return write


@pytest.fixture
def quads(lexicon, vocabulary, shard):
    """The whole graph of some records, entities included, as sorted N-Quads."""

    def write(*records):
        parts = [part for one in records for part in build_graph(one, lexicon, vocabulary)]
        entities = build_entities(collect_curies(parts), lexicon, vocabulary)
        graph = "https://w3id.org/spacekg/id/graph/entities"
        return merge_shards([*map(shard, records), write_quads(entities, graph, vocabulary)])

    return write


@pytest.fixture
def graph_of(quads):
    return lambda *records: KnowledgeGraph.from_quads(quads(*records))
