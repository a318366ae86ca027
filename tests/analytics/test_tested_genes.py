"""Shared genes against the genes that were tested; cohorts; overlaps of contrasts."""

import pytest

from spacekg import KnowledgeGraph, build, overlaps, shared
from spacekg.analytics.background import TestedGenes as Tested
from spacekg.analytics.cohort import read_cohorts
from spacekg.analytics.recurrence import weigh_recurrence
from spacekg.analytics.significance import hypergeometric_tail, recurrence_tail
from spacekg.errors import UsageError

GENES = """Fbxo32 Cdkn1a Actb Gapdh Trim63 Clock Bmal1 Npas2 Per1 Per2 Cry1 Cry2 Dbp Tef Hlf Nfil3
    Col1a1 Col1a2 Fos Jun Myc Foxo1 Foxo3 Ppara Pparg Srebf1 Fasn Scd1 Acaca Cpt1a""".split()
UP, DOWN = ["Fbxo32", "Cdkn1a"], ["Clock"]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Three tables of 30 genes: two of one mission, one of another."""
    folder = tmp_path_factory.mktemp("tables")
    for name, mission, tissue, down in (
        ("a", "RR-1", "liver", DOWN),
        ("b", "RR-1", "kidney", DOWN),
        ("c", "RR-3", "liver", ["Dbp"]),
    ):  # fmt: skip
        lines = ["gene,log2fc,adj_p"]
        for gene in GENES:
            sign = 1 if gene in UP else -1 if gene in down else 0
            lines.append(f"{gene},{sign * 2},{0.001 if sign else 0.8}")
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
        (folder / f"{name}.yaml").write_text(
            f"study: OSD-{ord(name)}\norganism: mouse\ntissue: {tissue}\nexposure: spaceflight\n"
            f"reference: ground control\nmission: {mission}\n"
        )
    build([folder], store=folder / ".store")
    return folder / ".store"


def test_a_mission_counts_once_and_p_is_that_of_the_tested_genes(store):
    graph = KnowledgeGraph.open(store)
    assert len(set(read_cohorts(graph).values())) == 1  # a and b; c stands alone
    rows = {row.label: row for row in shared(graph)}
    assert set(rows) == set(UP)  # Clock is found in one mission only, if in two tissues
    rate = 3 / 30
    expected = recurrence_tail(2, (rate, 1 - (1 - rate) ** 2))
    assert rows["Fbxo32"].p == pytest.approx(expected, rel=1e-12)
    assert rows["Fbxo32"].q == pytest.approx(expected * 30 / 2, rel=1e-12)
    assert len(rows["Fbxo32"].studies) == 3
    assert rows["Fbxo32"].background == (
        "30 genes tested in several independent studies; this one found in 2 of 2"
    )
    assert len(shared(graph, min_studies=1)) == 4


def test_a_tissue_takes_the_backgrounds_of_that_tissue(store):
    rows = {row.label: row for row in shared(KnowledgeGraph.open(store), tissue="liver")}
    assert rows["Fbxo32"].p == pytest.approx(0.1**2, rel=1e-12)


def test_overlaps_of_two_and_three_contrasts(store):
    rows = overlaps(KnowledgeGraph.open(store), sets=3)
    assert len(rows) == (3 + 1) * 3
    by_side = {row.side: row for row in rows if len(row.contrasts) == 3}
    assert by_side["any"].shared == 2
    assert by_side["increased"].sizes == (2, 2, 2)
    assert by_side["decreased"].shared == 0
    pair = next(row for row in rows if row.side == "any" and row.shared == 3)
    assert pair.p == pytest.approx(hypergeometric_tail(3, 3, 3, 30), rel=1e-12)
    assert pair.expected == pytest.approx(0.3)
    assert (pair.same, pair.opposite) == (3, 0)
    assert pair.background == "30 genes tested in all"
    assert pair.drawn < 0.01
    assert all(row.q >= row.p for row in rows)
    assert [row.p for row in rows] == sorted(row.p for row in rows)


def test_misuse_of_overlaps(store):
    with pytest.raises(UsageError, match="two to six"):
        overlaps(KnowledgeGraph.open(store), sets=1)


def test_words_without_identifier_are_not_shared(tiny, graph_of):
    from dataclasses import replace

    from spacekg.model import Entity

    odd = Entity(id="", label="TRAP", type="gene")
    records = [tiny.other(number) for number in (1, 2)]
    graph = graph_of(*(replace(one, genes=(*one.genes, odd)) for one in records))
    assert [row.label for row in shared(graph)] == ["Fbxo32"]


def test_permuted_tables_seldom_recur():
    """Changed genes drawn at random: at most one gene in twenty passes q < 0.05."""
    numpy = pytest.importorskip("numpy")
    generator = numpy.random.default_rng(11)
    names = numpy.array([f"NCBIGene:{number}" for number in range(2000)])
    tables = []
    for study in range(8):
        directions = numpy.zeros(2000, dtype=numpy.int8)
        directions[generator.choice(2000, 120 + 20 * study, replace=False)] = 1
        tables.append(
            Tested(contrast=f"c{study}", study=f"s{study}", genes=names, directions=directions)
        )
    found = weigh_recurrence(tables, {}, {}, {})
    assert len(found) == 2000
    assert sum(one.q < 0.05 for one in found.values()) <= 100


def test_recurring_genes_and_their_chance(store):
    from spacekg import recurring

    rows = {row.label: row for row in recurring(KnowledgeGraph.open(store))}
    assert set(rows) == {*UP, *DOWN}
    assert rows["Fbxo32"].p == pytest.approx(recurrence_tail(3, (0.1, 0.1, 0.1)), rel=1e-12)
    assert rows["Fbxo32"].q == pytest.approx(rows["Fbxo32"].p * 30 / 2, rel=1e-12)
    assert rows["Clock"].directions == ("decreased", "decreased")
    assert rows["Clock"].agrees
    assert rows["Clock"].background == "30 genes tested in one contrast or more"
    assert len(recurring(KnowledgeGraph.open(store), min_contrasts=3)) == len(UP)
    with pytest.raises(UsageError):
        recurring(KnowledgeGraph.open(store), min_contrasts=1)
