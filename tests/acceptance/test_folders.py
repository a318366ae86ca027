"""What a build of real folders must give: counts, a valid graph, the same bytes twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import spacekg

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"


def test_seeds_build_to_a_valid_graph(tmp_path: Path) -> None:
    if not (CORPUS / "seeds").is_dir():
        pytest.skip("../shared/corpus/seeds is absent")
    report = spacekg.build([CORPUS / "seeds"], store=tmp_path)
    assert (report.read, report.refused) == (5, 0)
    warned = {Path(path).name[:3] for path, _ in report.notices}
    assert warned == {"000", "004"}  # a fence and mojibake; lost characters
    checked = spacekg.validate(spacekg.KnowledgeGraph.open(tmp_path))
    assert checked.conforms, checked.text()


def test_studies_are_read_and_the_off_topic_refused(tmp_path: Path) -> None:
    folder = CORPUS / "studies"
    if not folder.is_dir():
        pytest.skip("../shared/corpus/studies is absent")
    manifest = [
        json.loads(line)
        for line in (CORPUS / "studies_manifest.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    off_topic = {row["file"] for row in manifest if row["kind"] != "study"}
    report = spacekg.build([folder], store=tmp_path, jobs=2)
    refused = {Path(path).name for path, notice in report.notices if notice.level == "refused"}
    assert refused == off_topic
    assert report.read == len(manifest) - len(off_topic)


def test_our_studies_share_genes_by_command_and_by_sparql(tmp_path: Path) -> None:
    report = spacekg.build([ROOT / "data" / "studies"], store=tmp_path)
    assert report.refused == 0 and report.read >= 24
    graph = spacekg.KnowledgeGraph.open(tmp_path)
    rows = spacekg.shared(graph, min_studies=2)
    assert len(rows) >= 8
    table = spacekg.query(graph, "shared-genes", output="json")
    by_sparql = {row["gene"]["value"] for row in json.loads(table)["results"]["bindings"]}
    vocabulary = spacekg.read_vocabulary()
    assert {
        vocabulary.expand(row.id) if "://" not in row.id else row.id for row in rows
    } == by_sparql
    assert all(row.organisms and row.studies for row in rows)


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    files = sorted((ROOT / "data" / "studies").glob("20*.md"))[:6]
    digests = []
    for number, order in enumerate((files, files[::-1])):
        spacekg.build(order, store=tmp_path / str(number))
        digests.append(spacekg.KnowledgeGraph.open(tmp_path / str(number)).to_nquads())
    assert digests[0] == digests[1]
