"""Exports: whole, the same each time, and read back as what was written."""

import csv
import io
import json

import networkx
import pyoxigraph
import pytest
import rdflib

from spacekg.errors import ExportError, UsageError
from spacekg.exporters import EXPORTERS, export
from spacekg.exporters.kgx import EDGE_COLUMNS, NODE_COLUMNS, read_predicates
from spacekg.graph import KnowledgeGraph, write_quads
from spacekg.model import Node
from spacekg.vocabulary import read_vocabulary

HOSTILE = '=cmd|"x" <b>\t\x00\n\\ 𝒜 &amp;'
NAMES = [name for name, _, _ in EXPORTERS]


@pytest.fixture
def graph(tiny, quads, vocabulary):
    hostile = Node(id="https://w3id.org/spacekg/id/gene/label/x", type="Gene", label=HOSTILE)
    extra = write_quads([hostile], "https://w3id.org/spacekg/id/graph/derived", vocabulary)
    return KnowledgeGraph.from_quads(quads(tiny.record, tiny.other(1)) + extra)


def files_of(paths):
    return {path.name: path.read_bytes() for path in paths}


def export_one(graph, name, out):
    (path,) = export(graph, name, out)
    return path


@pytest.mark.parametrize("name", NAMES)
def test_an_export_is_the_same_twice_and_leaves_nothing_else(graph, name, tmp_path):
    first = export(graph, name, tmp_path / "one" / "graph.out")
    second = export(graph, name, tmp_path / "two" / "graph.out")
    assert files_of(first) == files_of(second)
    assert len(list((tmp_path / "one").iterdir())) == 1
    assert not [path for path in tmp_path.rglob("*") if path.suffix == ".part"]


@pytest.mark.parametrize(
    ("name", "ending"), [(name, end) for name, end, _ in EXPORTERS if not end.startswith("*")]
)
def test_a_folder_gets_a_file_with_the_right_ending(graph, name, ending, tmp_path):
    assert export_one(graph, name, tmp_path) == tmp_path / f"spacekg{ending}"


def test_an_unknown_format_and_a_bad_path_are_one_clear_line(graph, tmp_path):
    with pytest.raises(UsageError, match="nquads"):
        export(graph, "papyrus", tmp_path)
    (tmp_path / "file").write_text("")
    for name in NAMES:
        with pytest.raises(ExportError):
            export(graph, name, tmp_path / "file" / "x")
    with pytest.raises(ExportError, match="folder"):
        export(graph, "kgx", tmp_path / "file")


def test_nquads_are_the_bytes_of_the_build(graph, tmp_path):
    assert export_one(graph, "nquads", tmp_path / "g.nq").read_bytes() == graph.to_nquads()


def test_turtle_holds_the_same_triples(graph, tmp_path):
    text = export_one(graph, "turtle", tmp_path / "g.ttl").read_bytes()
    parsed = {str(one.triple) for one in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)}
    assert parsed == {str(triple) for triple in graph.triples()}
    assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(parsed)
    assert b"@prefix skg:" in text
    assert b"@prefix KEGG:" not in text


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_jsonld_holds_the_same_quads(graph, tmp_path):
    text = export_one(graph, "jsonld", tmp_path / "g.jsonld").read_bytes()
    parsed = {str(one) for one in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)}
    assert parsed == {str(quad) for quad in graph.quads()}
    by_rdflib = rdflib.Dataset().parse(data=text, format="json-ld")
    assert len(list(by_rdflib.quads())) == len(parsed)


def test_graphml_is_read_by_networkx(graph, tmp_path):
    read = networkx.read_graphml(export_one(graph, "graphml", tmp_path / "g.graphml"))
    view = graph.to_networkx()
    assert set(read.nodes) == set(view.nodes)
    assert read.number_of_edges() == view.number_of_edges()
    study = read.nodes["https://doi.org/10.1234/tiny"]
    assert (study["type"], study["label"], study["author"]) == ("Study", "Mice in flight", "Doe J")
    pairs = {(a, b, data["predicate"]) for a, b, data in read.edges(data=True)}
    assert pairs == set(view.edges(keys=True))


def read_table(path):
    text = path.read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_kgx_tables_have_what_biolink_asks(graph, tmp_path):
    edges, nodes = map(read_table, export(graph, "kgx", tmp_path / "kgx"))
    assert tuple(nodes[0]) == NODE_COLUMNS
    assert tuple(edges[0]) == EDGE_COLUMNS
    ids = {row["id"] for row in nodes}
    assert len(ids) == len(nodes)
    assert len({row["id"] for row in edges}) == len(edges)
    for row in edges:
        assert row["subject"] in ids
        assert row["object"] in ids
        assert row["predicate"].startswith("biolink:")
        assert (row["knowledge_level"], row["agent_type"]) in (
            ("knowledge_assertion", "manual_agent"), ("not_provided", "text_mining_agent"),
        )  # fmt: skip
        assert row["primary_knowledge_source"].startswith("infores:")
    finding = next(row for row in edges if row["publications"] == "doi:10.1234/tiny"
                   and row["object_direction_qualifier"])  # fmt: skip
    assert (finding["subject"], finding["object"]) == ("skgx:spaceflight", "NCBIGene:67731")
    assert finding["supporting_text"].startswith("In flight Fbxo32 rose by 6.7% in the liver")
    assert finding["species_context_qualifier"] == "NCBITaxon:10090"
    assert finding["anatomical_context_qualifier"] == "UBERON:0002107"
    assert (finding["p_value"], finding["negated"]) == ("0.05", "false")
    gene = next(row for row in nodes if row["id"] == "NCBIGene:67731")
    assert (gene["category"], gene["in_taxon"]) == ("biolink:Gene", "NCBITaxon:10090")
    hostile = next(row for row in nodes if row["id"].endswith("gene/label/x"))
    assert hostile["name"].startswith("'=cmd")


def test_kgx_lines_hold_the_rows_of_the_tables(graph, tmp_path):
    tables = {path.stem: read_table(path) for path in export(graph, "kgx", tmp_path / "kgx")}
    lines = {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in export(graph, "kgx-jsonl", tmp_path / "kgx")
    }
    assert lines.keys() == tables.keys() == {"nodes", "edges"}
    for name, rows in lines.items():
        assert [row["id"] for row in rows] == [row["id"] for row in tables[name]]
        for row, cells in zip(rows, tables[name], strict=True):
            assert set(row) == {column for column, cell in cells.items() if cell}
            assert isinstance(row["category"], list)
    required = {"id", "category", "subject", "predicate", "object", "knowledge_level",
                "agent_type", "primary_knowledge_source"}  # fmt: skip
    assert all(required <= set(row) for row in lines["edges"])
    finding = next(row for row in lines["edges"] if row.get("p_value"))
    assert (finding["p_value"], finding["negated"]) == (0.05, False)
    assert finding["publications"][0].startswith("doi:10.1234/")
    assert any(row["name"].startswith("=cmd") for row in lines["nodes"])  # no spreadsheet here


def test_rows_of_tables_of_expression_are_statistics(tiny, graph_of, tmp_path):
    from dataclasses import replace

    record = replace(tiny.record, findings=(replace(tiny.finding, tier="table"),))
    edges, _ = map(read_table, export(graph_of(record), "kgx", tmp_path / "kgx"))
    levels = {(row["knowledge_level"], row["agent_type"]) for row in edges if row["tier"]}
    assert levels == {("statistical_association", "data_analysis_pipeline")}


def test_predicates_come_from_the_ontology():
    assert set(read_predicates()) <= read_vocabulary().classes | read_vocabulary().properties
    assert read_predicates()["orthologOf"] == "biolink:orthologous_to"
