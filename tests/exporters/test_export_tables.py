"""The formats of other people's tools: what goes out comes back the same."""

import csv
import json
import xml.etree.ElementTree as ElementTree

import pytest

from spacekg.exporters import EXPORTERS, PURPOSES, export, export_all
from spacekg.exporters.tables import read_picture, read_tables

GEXF = "{http://www.gexf.net/1.2draft}"


@pytest.fixture
def graph(tiny, graph_of):
    from dataclasses import replace

    from spacekg.model import Entity

    odd = Entity(id="", label="=cmd|' /C calc'!A0", type="gene")
    march = Entity(id="", label="MARCH1", type="gene")
    record = replace(tiny.record, genes=(*tiny.record.genes, odd, march))
    return graph_of(record, tiny.other(1, direction="decreased", effect="-6.7"))


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_delimited_tables_come_back(graph, tmp_path, name, delimiter):
    files = {path.stem: path for path in export(graph, name, tmp_path / name)}
    for table in read_tables(graph):
        with files[table.name].open(encoding="utf-8", newline="") as file:
            first, *rows = csv.reader(file, delimiter=delimiter)
        assert tuple(first) == table.columns
        assert len(rows) == len(table.rows) > 0
        for row, expected in zip(rows, table.rows, strict=True):
            assert [cell.removeprefix("'") for cell in row] == list(expected)
            for cell in row:
                assert not cell.startswith(("=", "+", "@"))
                assert not cell.startswith("-") or float(cell) < 0
    text = files["findings"].read_text(encoding="utf-8")
    assert "-6.7" in text and "'-6.7" not in text  # a number stays a number
    assert "'=cmd" in files["nodes"].read_text(encoding="utf-8")


def test_parquet_comes_back(graph, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    files = {path.stem: path for path in export(graph, "parquet", tmp_path / "out")}
    nodes, _, findings = read_tables(graph)
    types = parquet.read_schema(files["findings"])
    assert [str(types.field(name).type) for name in ("n", "p_value", "label")] == [
        "int64", "double", "string",
    ]  # fmt: skip
    found = parquet.read_table(files["nodes"]).to_pylist()
    assert [tuple(row.values()) for row in found] == list(nodes.rows)
    assert parquet.read_table(files["findings"]).num_rows == len(findings.rows)


def test_the_workbook_keeps_genes_as_text(graph, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    (path,) = export(graph, "xlsx", tmp_path / "graph.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["nodes", "edges", "findings"]
    cells = [cell for row in book["nodes"].iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    labels = {cell.value for cell in cells}
    assert "MARCH1" in labels
    assert any(label.startswith("=cmd") for label in labels)


def test_gexf_comes_back(graph, tmp_path):
    (path,) = export(graph, "gexf", tmp_path / "graph.gexf")
    nodes, edges = read_picture(graph)
    root = ElementTree.parse(path).getroot()
    assert root.attrib["version"] == "1.2"
    found = {node.attrib["id"]: node.attrib["label"] for node in root.iter(f"{GEXF}node")}
    assert found == {row[0]: row[2] for row in nodes.rows}
    links = {
        (edge.attrib["source"], edge.attrib["label"], edge.attrib["target"])
        for edge in root.iter(f"{GEXF}edge")
    }
    assert links == set(edges.rows)


def test_gexf_is_read_by_networkx(graph, tmp_path):
    import networkx

    (path,) = export(graph, "gexf", tmp_path / "graph.gexf")
    nodes, edges = read_picture(graph)
    read = networkx.read_gexf(path)
    assert set(read.nodes) == {row[0] for row in nodes.rows}
    assert read.number_of_edges() == len(edges.rows)


def test_cx2_has_the_aspects_of_the_specification(graph, tmp_path):
    (path,) = export(graph, "cx2", tmp_path / "graph.cx2")
    aspects = json.loads(path.read_text(encoding="utf-8"))
    assert aspects[0] == {"CXVersion": "2.0", "hasFragments": False}
    assert aspects[-1] == {"status": [{"success": True, "error": ""}]}
    content = {name: items for one in aspects[1:] for name, items in one.items()}
    counts = {one["name"]: one["elementCount"] for one in content.pop("metaData")}
    assert counts == {name: len(items) for name, items in content.items() if name != "status"}
    nodes, edges = read_picture(graph)
    ids = {node["id"]: node["v"]["iri"] for node in content["nodes"]}
    assert set(ids.values()) == {row[0] for row in nodes.rows}
    assert {(ids[e["s"]], e["v"]["interaction"], ids[e["t"]]) for e in content["edges"]} == set(
        edges.rows
    )
    declared = content["attributeDeclarations"][0]["nodes"]
    assert all(set(node["v"]) <= set(declared) for node in content["nodes"])
    assert len({(node["x"], node["y"]) for node in content["nodes"]}) == len(nodes.rows)


def test_neo4j_tables_name_their_columns(graph, tmp_path):
    nodes, relationships = export(graph, "neo4j", tmp_path / "neo4j")
    with nodes.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ids = {row["iri:ID"] for row in rows}
    assert "\n" not in "".join(cell for row in rows for cell in row.values())
    finding = next(row for row in rows if row["effect"] == "-6.7")
    assert (finding["direction"], finding["effect_value:double"]) == ("decreased", "-6.7")
    assert all(row[":LABEL"] for row in rows)
    with relationships.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert {row[":START_ID"], row[":END_ID"]} <= ids
            assert row[":TYPE"].isidentifier() or ":" in row[":TYPE"]


def test_gmt_has_a_line_a_direction(graph, tmp_path):
    (path,) = export(graph, "gmt", tmp_path / "graph.gmt")
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(name.rpartition(" ")[2], genes) for name, _, *genes in lines] == [
        ("increased", ["Fbxo32"]), ("decreased", ["Fbxo32"]),
    ]  # fmt: skip
    assert lines[0][1].startswith("https://doi.org/")


def test_gene_sets_of_one_title_have_names_of_their_own(tiny, graph_of, tmp_path):
    from dataclasses import replace

    first, second = (
        replace(one, study=replace(one.study, title="Mice")) for one in map(tiny.other, (1, 2))
    )
    (path,) = export(graph_of(first, second), "gmt", tmp_path / "graph.gmt")
    names = [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(set(names)) == len(names) == 2


@pytest.mark.parametrize("cell", ["=1", "+1+1", "-a", "@x", "\t=1", "\r=1", "-1\n=2", "+\t1"])
def test_no_cell_is_a_formula(cell):
    from spacekg.model import defuse_cell

    assert defuse_cell(cell).startswith("'")
    assert [defuse_cell(one) for one in ("-6.7", "+2", "1e-5", "", "MARCH1")] == [
        "-6.7", "+2", "1e-5", "", "MARCH1",
    ]  # fmt: skip


def test_the_answers_of_the_shell_are_as_safe():
    from spacekg.queries import write_rows

    text = write_rows([{"label": "=1+1", "effect": "-2"}], "csv")
    assert text == "label,effect\n'=1+1,-2\n"


def test_sssom_has_metadata_and_known_prefixes(graph, tmp_path):
    (path,) = export(graph, "sssom", tmp_path / "graph.sssom.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(lines[len(head) :], delimiter="\t"))
    assert {"subject_id": "NCBIGene:67731", "object_id": "MGI:1914981"}.items() <= next(
        row for row in rows if row["object_id"].startswith("MGI")
    ).items()
    known = {line.split(":")[0].strip("# ") for line in head}
    for row in rows:
        for name in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
            assert row[name].partition(":")[0] in known


def test_the_crate_describes_what_it_holds(graph, tmp_path):
    files = export(graph, "ro-crate", tmp_path / "crate")
    assert [path.name for path in files] == ["graph.nq", "ro-crate-metadata.json"]
    crate = json.loads(files[1].read_text(encoding="utf-8"))
    assert crate["@context"] == "https://w3id.org/ro/crate/1.2/context"
    by_id = {one["@id"]: one for one in crate["@graph"]}
    assert len(by_id) == len(crate["@graph"])
    root = by_id["./"]
    assert {"name", "description", "datePublished", "license", "hasPart"} <= set(root)
    assert root["datePublished"] == "2022-10-21"
    for part in (*root["hasPart"], root["license"], *root["citation"], root["mentions"]):
        assert part["@id"] in by_id
    assert by_id["graph.nq"]["contentSize"] == str(files[0].stat().st_size)


def test_every_format_in_one_folder_twice_the_same(graph, tmp_path):
    pytest.importorskip("openpyxl")
    pytest.importorskip("pyarrow")
    first = export_all(graph, tmp_path / "one")
    second = export_all(graph, tmp_path / "two")
    readme = first[-1].read_text(encoding="utf-8")
    for name, _, _ in EXPORTERS:
        assert f"- {name}: " in readme
        assert dict(PURPOSES)[name] in readme
        assert "left out" not in readme
    for one, two in zip(first, second, strict=True):
        assert one.read_bytes() == two.read_bytes(), one.name
