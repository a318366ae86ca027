"""The made-up graph of the page's tests with a mission, a data set, orthologs and hostile words."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from spacekg.graph import KnowledgeGraph

_NAME = "spacekg_sample_graph"
if _NAME not in sys.modules:
    _spec = importlib.util.spec_from_file_location(
        _NAME, Path(__file__).resolve().parents[1] / "exporters" / "page" / "conftest.py"
    )
    assert _spec is not None and _spec.loader is not None
    sys.modules[_NAME] = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules[_NAME])
_sample: Any = sys.modules[_NAME]

FIRST_STUDY = "https://doi.org/10.5555/sample.00"
HUMAN_GENE = "http://www.ncbi.nlm.nih.gov/gene/114907"


def extra_quads() -> Iterator[Quad]:
    """What a site has pages for and the page's own sample lacks."""

    def add(subject: str, property: str, target: Any) -> Quad:
        end = target if isinstance(target, Literal) else NamedNode(target)
        return Quad(NamedNode(subject), _sample.name(property), end, NamedNode(_sample.GRAPH))

    for kind, slug, property in (
        ("Mission", "RR-1", "partOfMission"),
        ("Dataset", "OSD-195", "usesDataset"),
        ("Topic", "bone", "hasTopic"),
        ("Countermeasure", "exercise", "usesCountermeasure"),
    ):
        iri = f"{_sample.MINTED}{kind.lower()}/{slug}"
        yield add(iri, _sample.RDF_TYPE, _sample.VOCAB + kind)
        yield add(iri, _sample.LABEL, Literal(slug))
        yield add(FIRST_STUDY, property, iri)
    yield add(f"{_sample.MINTED}dataset/OSD-195", "curie", Literal("OSD:OSD-195"))
    yield add(HUMAN_GENE, _sample.RDF_TYPE, _sample.VOCAB + "Gene")
    yield add(HUMAN_GENE, _sample.LABEL, Literal("FBXO32"))
    yield add(HUMAN_GENE, "inTaxon", _sample.entity("NCBITaxon:9606"))
    yield add(HUMAN_GENE, "orthologOf", _sample.entity("NCBIGene:12000"))
    yield add(FIRST_STUDY, "reportsGene", HUMAN_GENE)
    yield add(FIRST_STUDY, "durationDays", Literal("37.0"))
    hostile = f"{_sample.MINTED}study/hostile"
    yield add(hostile, _sample.RDF_TYPE, _sample.VOCAB + "Study")
    yield add(hostile, _sample.LABEL, Literal(f"A {_sample.HOSTILE} \"study\" & 'more'"))
    yield add(hostile, _sample.SCHEMA + "url", Literal("javascript:alert(1)"))
    yield add(hostile, _sample.SCHEMA + "datePublished", Literal("2024"))
    yield add(hostile, "hasExposure", f"{_sample.MINTED}exposure/spaceflight")
    yield add(hostile, "raisesGap", f"{_sample.MINTED}gap/hostile")
    yield add(f"{_sample.MINTED}gap/hostile", _sample.RDF_TYPE, _sample.VOCAB + "KnowledgeGap")
    yield add(f"{_sample.MINTED}gap/hostile", "question", Literal(_sample.HOSTILE))


@pytest.fixture(scope="session")
def site_graph() -> KnowledgeGraph:
    sample = tuple(_sample.sample_quads())
    # The counting questions go from the finding to its study, as a build writes it.
    reports, back = _sample.name("reports"), _sample.name("reportedBy")
    turned = (
        Quad(one.object, back, one.subject, one.graph_name)
        for one in sample
        if one.predicate == reports
    )
    graph: KnowledgeGraph = _sample.graph_from((*sample, *turned, *extra_quads()))
    return graph


@pytest.fixture(scope="session")
def site(site_graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the made-up graph, written once for all tests that only look at it."""
    from spacekg.site import write_site

    out = tmp_path_factory.mktemp("site") / "pages"
    write_site(site_graph, out)
    return out
