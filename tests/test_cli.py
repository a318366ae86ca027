"""The command line from outside: what is printed where, and how it exits."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STUDY = ROOT / "data" / "studies" / "2017-blaber-liver-autophagy.md"


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "spacekg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=240)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cli") / "store"
    done = run("build", STUDY, "--store", folder)
    assert done.returncode == 0, done.stderr
    assert "documents read" in done.stdout
    yield folder


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no text"),
        (b"\x00\x01\x02\xff" * 300, "binary"),
        (b"Buy milk and eggs. The weather is nice today.\n", "no spaceflight biology"),
    ],
    ids=["empty", "binary", "not a study"],
)
def test_a_file_that_is_no_study_is_one_line_and_exit_1(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "file.md"
    path.write_bytes(content)
    done = run("build", path, "--store", tmp_path / "store")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("refused") and "file.md" in line and reason in line


def test_a_missing_path_is_one_line_and_exit_2(tmp_path: Path) -> None:
    done = run("build", tmp_path / "nothing.md", "--store", tmp_path / "store")
    assert done.returncode == 2 and done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and "nothing.md" in done.stderr


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"")
    done = run("build", STUDY, bad, "--store", tmp_path / "store")
    assert done.returncode == 0
    assert run("build", STUDY, bad, "--store", tmp_path / "s2", "--strict").returncode == 1
    asked = run(
        "query", "documents-with-warnings", "--format", "csv", "--store", tmp_path / "store"
    )
    assert "bad.md" in asked.stdout


@pytest.mark.parametrize(
    "question",
    ["SELECT * WHERE { ?s ?p", "ASK { SERVICE <http://example.org/> { ?s ?p ?o } }", "no-such-name",
     "no-such-file.rq", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"],
)  # fmt: skip
def test_a_broken_query_is_one_line_and_exit_2(store: Path, question: str) -> None:
    done = run("query", question, "--store", store)
    assert done.returncode == 2 and done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_query_answers_in_every_format(store: Path) -> None:
    question = "SELECT ?label { ?study a skg:Study ; rdfs:label ?label }"
    for form in ("table", "csv", "tsv", "json", "xml"):
        done = run("query", question, "--format", form, "--store", store)
        assert done.returncode == 0 and "Autophagy" in done.stdout, done.stderr
    assert json.loads(run("query", question, "--format", "json", "--store", store).stdout)


@pytest.mark.parametrize("verb", ["shared", "gaps", "conflicts", "summary"])
def test_tables_come_in_three_formats(store: Path, verb: str) -> None:
    rows = json.loads(run(verb, "--format", "json", "--store", store).stdout)
    assert isinstance(rows, list)
    assert run(verb, "--format", "csv", "--store", store).returncode == 0
    assert run(verb, "--store", store).returncode == 0
    assert run(verb, "--format", "bogus", "--store", store).returncode == 2


def test_no_graph_yet_is_one_line(tmp_path: Path) -> None:
    done = run("summary", "--store", tmp_path / "none")
    assert done.returncode == 2 and "spacekg build" in done.stderr


def test_validate_says_valid(store: Path) -> None:
    done = run("validate", "--store", store)
    assert done.returncode == 0 and "valid" in done.stdout


def test_annotate_prints_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    texts = ["Fbxo32 rose in mouse muscle.", "Bone loss in astronauts."]
    path.write_text("".join(json.dumps({"id": t, "text": t}) + "\n" for t in texts))
    lines = [json.loads(line) for line in run("annotate", path).stdout.splitlines()]
    assert [line["id"] for line in lines] == texts
    for line in lines:
        for entity in line["entities"]:
            assert line["id"][entity["start"] : entity["end"]] == entity["text"]
    found = {i for line in lines for entity in line["entities"] for i in entity["ids"][:1]}
    assert {"NCBIGene:67731", "NCBITaxon:10090", "NCBITaxon:9606"} <= found


def test_extract_quotes_are_at_their_offsets() -> None:
    record = json.loads(run("extract", STUDY).stdout)
    text = STUDY.read_text(encoding="utf-8")
    assert record["findings"] and record["study"]["doi"] == "10.3390/ijms18102062"
    for finding in record["findings"]:
        assert text[finding["start"] : finding["end"]] == finding["quote"]


def test_export_writes_each_format(store: Path, tmp_path: Path) -> None:
    for form in ("nquads", "turtle", "jsonld", "graphml", "kgx", "html"):
        done = run("export", form, tmp_path / form, "--store", store)
        assert done.returncode == 0, done.stderr
        for line in done.stdout.splitlines():
            assert Path(line).stat().st_size > 100


def test_evaluate_scores_a_gold_file(tmp_path: Path) -> None:
    text = "Mice were flown; the liver was studied."
    gold = {"id": "1", "text": text, "entities": [
        {"start": 0, "end": 4, "text": "Mice", "type": "Species", "ids": ["NCBITaxon:10090"]},
    ]}  # fmt: skip
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold) + "\n")
    rows = {
        row["type"]: row for row in json.loads(run("evaluate", path, "--format", "json").stdout)
    }
    assert rows["organism"]["exact_f1"] == 1.0 and rows["organism"]["ids_f1"] == 1.0
