"""Every record of ``data/studies`` keeps to the published front matter, and to itself."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
STUDIES = ROOT / "data" / "studies"
RECORDS = sorted(p for p in STUDIES.glob("*.md") if p.name != "README.md")
SECTIONS = ("## Objective", "## Methods", "## Findings", "## Knowledge gaps")
VERBS = {
    "increased": r"increas|rose|raised|grew|higher|more ",
    "decreased": r"decreas|reduc|lowered|fell|dropped|fewer",
    "unchanged": r"unchanged",
    "changed": r"changed",
    "associated-positively": r"positively correlated",
    "associated-negatively": r"negatively correlated",
}


@cache
def read_record(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter, every scalar as text, and the body below it."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.load(head, Loader=yaml.BaseLoader), body


@pytest.fixture(scope="module")
def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((STUDIES / "front-matter.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_there_are_enough_records() -> None:
    assert len(RECORDS) >= 26


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.stem)
def test_record_conforms_to_the_schema(path: Path, validator: Any) -> None:
    head, _ = read_record(path)
    errors = [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(head)]
    assert errors == []


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.stem)
def test_record_has_its_sections_in_order(path: Path) -> None:
    _, body = read_record(path)
    assert [line for line in body.splitlines() if line.startswith("#")] == list(SECTIONS)


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.stem)
def test_statements_say_what_the_fields_say(path: Path) -> None:
    head, body = read_record(path)
    for finding in head["findings"]:
        statement = finding["statement"]
        assert f"- {statement}\n" in body, f"not in the body: {statement}"
        assert re.search(VERBS[finding["direction"]], statement), statement
        if finding["type"] == "gene":
            assert re.search(rf"\b{re.escape(finding['about'])}\b", statement), statement


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.stem)
def test_numbers_of_a_finding_stand_in_its_statement(path: Path) -> None:
    head, _ = read_record(path)
    for finding in head["findings"]:
        p = finding.get("p")
        if p and f"p {p}" not in finding["statement"]:
            assert f"p = {p}" in finding["statement"], finding["statement"]


@pytest.mark.parametrize("path", RECORDS, ids=lambda p: p.stem)
def test_lists_and_findings_agree(path: Path) -> None:
    head, body = read_record(path)
    said = {(f["about"], f["organism"], f["direction"]) for f in head["findings"]
            if f["type"] == "gene"}  # fmt: skip
    listed = {(g["symbol"], g["organism"], g["direction"]) for g in head.get("genes", [])}
    assert said == listed
    assert {f["organism"] for f in head["findings"]} <= set(head["organisms"])
    assert {f["tissue"] for f in head["findings"] if "tissue" in f} <= set(head["tissues"])
    for gap in head["knowledgeGaps"]:
        assert f"- {gap}\n" in body


def test_identifiers_and_titles_are_unique() -> None:
    heads = [read_record(path)[0] for path in RECORDS]
    for key in ("doi", "title", "url"):
        values = [head[key].lower() for head in heads if key in head]
        assert len(values) == len(set(values)), key


def test_file_names_tell_year_author_and_topic() -> None:
    for path in RECORDS:
        assert re.fullmatch(r"\d{4}-[a-z]+(-[a-z0-9]+)+", path.stem), path.name


def test_notice_names_every_record() -> None:
    notice = (STUDIES / "NOTICE").read_text(encoding="utf-8")
    for path in RECORDS:
        head, _ = read_record(path)
        assert path.name in notice, path.name
        assert head.get("doi", head["title"]) in notice, path.name


def test_ten_genes_recur_within_a_species() -> None:
    studies: dict[tuple[str, str], set[str]] = {}
    for path in RECORDS:
        for gene in read_record(path)[0].get("genes", []):
            studies.setdefault((gene["symbol"], gene["organism"]), set()).add(path.name)
    assert sum(len(found) > 1 for found in studies.values()) >= 10
