"""What the five seed documents must give: facts of the documents, checked by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import spacekg

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
SEEDS = CORPUS / "seeds"
Record = dict[str, Any]


@pytest.fixture(scope="module")
def records() -> Iterator[dict[str, Record]]:
    if not SEEDS.is_dir():
        pytest.skip("../shared/corpus/seeds is absent")
    lines = spacekg.extract_files(sorted(SEEDS.glob("*.txt")))
    found = [json.loads(line) for line in lines]
    yield {Path(record["document"]["path"]).name[:3]: record for record in found}


def ids(record: Record, field: str) -> set[str]:
    return {entity["id"] for entity in record[field]}


def directions(record: Record, id_: str) -> set[str]:
    return {f["direction"] for f in record["findings"] if f["about"]["id"] == id_}


def test_every_quote_is_in_its_source(records: dict[str, Record]) -> None:
    for record in records.values():
        text = Path(record["document"]["path"]).read_bytes().decode("utf-8")
        for statement in (*record["findings"], *record["gaps"]):
            assert text[statement["start"] : statement["end"]] == statement["quote"]


def test_fenced_front_matter(records: dict[str, Record]) -> None:
    record = records["000"]
    assert record["study"]["doi"] == "10.1016/j.isci.2022.105213"
    assert "Déjean S" in record["study"]["authors"]
    assert ids(record, "organisms") >= {"NCBITaxon:10090"}
    assert ids(record, "tissues") >= {"UBERON:0002107", "UBERON:0001377"}
    assert "RR-1" in {mission["label"] for mission in record["missions"]}
    assert 37 in record["durations"]
    questions = [gap["question"] for gap in record["gaps"]]
    assert sum("hepatokine signaling (e.g., Fetuin-A)" in q for q in questions) == 1
    assert sum("Translation of mouse model findings" in q for q in questions) == 1
    assert sum("Effectiveness of dietary" in q for q in questions) == 1
    assert sum("other spaceflight stressors" in q for q in questions) == 1
    assert sum(q.startswith(("Identifying", "Investigating", "Testing", "Validating"))
               for q in questions) == 4  # fmt: skip
    assert record["measurements"]
    assert {m["tier"] for m in record["measurements"]} == {"estimated"}
    assert {f["tier"] for f in record["findings"]} <= {"summary", "estimated"}
    assert record["document"]["warnings"]


def test_meta_analysis(records: dict[str, Record]) -> None:
    record = records["001"]
    assert ids(record, "organisms") >= {"NCBITaxon:9606", "NCBITaxon:10090"}
    genes = {
        "NCBIGene:67731": "increased",
        "NCBIGene:12575": "increased",
        "NCBIGene:12842": "decreased",
    }
    evidence = set()
    for gene, direction in genes.items():
        assert directions(record, gene) == {direction}
        evidence |= {(f["start"], f["end"]) for f in record["findings"] if f["about"]["id"] == gene}
    assert len(evidence) == 1
    assert {d["label"] for d in record["datasets"]} >= {"OSD-195", "OSD-370", "OSD-51"}
    lexicon = spacekg.read_lexicon()
    kinds = {lexicon.term(e["id"]).note for e in record["exposures"] if lexicon.term(e["id"])}  # type: ignore[union-attr]
    assert kinds >= {"actual", "analog"}


def test_web_page(records: dict[str, Record]) -> None:
    record = records["002"]
    assert record["document"]["tier"] == "news"
    assert "RR-5" in {mission["label"] for mission in record["missions"]}
    assert "NCBITaxon:10090" in ids(record, "organisms")
    assert any(tissue["label"] == "gut" or "intestin" in tissue["label"] or
               tissue["id"] in {"UBERON:0001555", "UBERON:0000160"}
               for tissue in record["tissues"])  # fmt: skip
    assert directions(record, "NCBITaxon:1239") == {"increased"}
    assert directions(record, "NCBITaxon:976") == {"decreased"}
    assert "bone loss during spaceflight" in record["study"]["title"]
    assert record["study"]["year"] == 2023
    assert record["study"]["authors"][0].startswith("Bedree")
    assert "Cell Rep" in record["study"]["journal"]
    text = json.dumps(record)
    for word in ("Polish", "Facebook", "chlamydia", "colon cancer", "vaginal"):
        assert word not in text


def test_review(records: dict[str, Record]) -> None:
    record = records["003"]
    assert record["document"]["tier"] == "review"
    animals = {"9606": "human", "10090": "mouse", "10116": "rat", "9031": "chicken",
               "8090": "medaka", "7957": "goldfish"}  # fmt: skip
    assert ids(record, "organisms") >= {f"NCBITaxon:{number}" for number in animals}
    assert len([gene for gene in record["genes"] if gene["id"]]) >= 30
    assert ids(record, "cell_types") >= {"CL:0000062", "CL:0000092", "CL:0000137"}


def test_astronaut_study(records: dict[str, Record]) -> None:
    record = records["004"]
    assert record["document"]["tier"] == "primary"
    assert "NCBITaxon:9606" in ids(record, "organisms")
    lexicon = spacekg.read_lexicon()
    lumbar = "UBERON:0002414"
    assert any(t["id"] == lumbar or lumbar in lexicon.ancestors(t["id"])
               for t in record["tissues"])  # fmt: skip
    assert any(17 in (c["n_exposed"], c["n_reference"]) for c in record["contrasts"]) or any(
        f["n"] == 17 for f in record["findings"]
    )
    density = [f for f in record["findings"] if "bone mineral density" in f["about"]["label"]]
    assert any(f["direction"] == "decreased" and f["p"] for f in density)
    for finding in record["findings"]:
        assert not finding["effect"].startswith(("-", "−")), "a damaged sign was guessed"


def test_no_two_documents_are_one_study_for_want_of_a_title(records: dict[str, Record]) -> None:
    assert len({record["study"]["id"] for record in records.values()}) == len(records)
    assert "e3b0c44298fc1c14" not in json.dumps([r["study"]["id"] for r in records.values()])
