"""What the seed documents disagree on, and what several of them do not know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import spacekg
from spacekg.analytics import Conflict

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
SEEDS = CORPUS / "seeds"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[spacekg.KnowledgeGraph]:
    if not SEEDS.is_dir():
        pytest.skip("../shared/corpus/seeds is absent")
    store = tmp_path_factory.mktemp("seeds")
    spacekg.build([SEEDS], store=store)
    yield spacekg.KnowledgeGraph.open(store)


def found(graph: spacekg.KnowledgeGraph, *entities: str) -> list[Conflict]:
    return [one for one in spacekg.conflicts(graph) if one.entity in entities]


def sides(one: Conflict) -> set[tuple[str, str]]:
    """Each side's direction and reference, without its number."""
    return {(side.direction, side.reference.rstrip("0123456789")) for side in one.findings}


def test_bone_alkaline_phosphatase_in_head_down_tilt(graph: spacekg.KnowledgeGraph) -> None:
    one = next(c for c in found(graph, "NCBIGene:249") if c.status == "conflict")
    assert one.strength == "changed or unchanged" and one.moderators == ()
    assert sides(one) == {("decreased", "Smith et al."), ("unchanged", "Morgan et al.")}
    assert {side.exposure for side in one.findings} == {"skgx:head-down-bed-rest"}


def test_distal_radius_spared_or_gained(graph: spacekg.KnowledgeGraph) -> None:
    radius = "UBERON:0001423"
    told = {
        (side.direction, side.tissue)
        for one in found(graph, "skgp:bone-mineral-density", "skgp:bone-mass")
        for side in one.findings
    }
    assert told >= {("unchanged", radius), ("increased", radius), ("decreased", "UBERON:0000979")}
    (mass,) = found(graph, "skgp:bone-mass")
    assert (mass.status, mass.moderators) == ("explained", ("tissue",))


def test_runx2_down_or_up_in_stem_cells(graph: spacekg.KnowledgeGraph) -> None:
    (one,) = found(graph, "NCBIGene:860")
    assert (one.status, one.strength) == ("explained", "opposite")
    assert "cell type" in one.moderators
    up = [side for side in one.findings if side.direction == "increased"]
    assert [(side.cell_type, side.exposure) for side in up] == [
        ("CL:0010001", "skgx:random-positioning-machine")
    ]
    assert sum(side.direction == "decreased" for side in one.findings) >= 3


def test_femur_lost_and_humerus_spared(graph: spacekg.KnowledgeGraph) -> None:
    quote = "Reduced cortical femur"
    one = next(
        c for c in spacekg.conflicts(graph) if any(quote in side.quote for side in c.findings)
    )
    assert (one.status, one.moderators) == ("explained", ("tissue",))
    assert {(side.direction, side.tissue) for side in one.findings} == {
        ("decreased", "UBERON:0000981"), ("unchanged", "UBERON:0000976"),
    }  # fmt: skip


def test_each_side_has_its_sentence_and_its_source(graph: spacekg.KnowledgeGraph) -> None:
    for one in spacekg.conflicts(graph):
        assert (one.status == "explained") is bool(one.moderators)
        assert len({side.direction for side in one.findings}) > 1
        assert all(side.quote and side.study and side.id for side in one.findings)


def test_the_question_gives_the_same(graph: spacekg.KnowledgeGraph) -> None:
    rows = graph.query(
        "SELECT ?status (COUNT(DISTINCT ?one) AS ?n) { ?one a skg:Conflict ; skg:status ?status } "
        "GROUP BY ?status"
    )
    counts = {row["status"].value: int(row["n"].value) for row in rows}  # type: ignore[union-attr]
    told = [one.status for one in spacekg.conflicts(graph)]
    assert counts == {name: told.count(name) for name in set(told)}


def test_a_gap_that_two_documents_share(graph: spacekg.KnowledgeGraph) -> None:
    one = next(row for row in spacekg.gaps(graph) if len(row.studies) > 1)
    assert one.question == "Translation of mouse model findings to human astronauts"
    assert set(one.about) >= {"NCBITaxon:10090", "NCBITaxon:9606"}
    assert len(one.wordings) > 1 and "GO:0006412" not in one.about
