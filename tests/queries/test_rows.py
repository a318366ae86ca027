"""Rows and the one function behind ``spacekg query``: what goes to standard output."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

from spacekg.errors import UsageError
from spacekg.graph import KnowledgeGraph
from spacekg.queries import list_questions, query, read_questions, write_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    study: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    gene: str
    studies: tuple[str, ...]
    findings: tuple[Quoted, ...] = ()
    q: float | None = None


ROWS = (
    Row(gene="http://www.ncbi.nlm.nih.gov/gene/7", studies=("a", "b"), q=0.012345),
    Row(gene='say "x", y', studies=(), findings=(Quoted(study="a", direction="increased"),)),
)


def test_rows_as_json_keep_their_structure() -> None:
    first, second = json.loads(write_rows(ROWS, "json"))
    assert first == {
        "gene": "http://www.ncbi.nlm.nih.gov/gene/7",
        "studies": ["a", "b"],
        "findings": [],
        "q": 0.012345,
    }
    assert second["findings"] == [{"study": "a", "direction": "increased"}]
    assert json.loads(write_rows((), "json")) == []


def test_rows_as_csv_and_table() -> None:
    assert write_rows(ROWS, "csv") == (
        "gene,studies,findings,q\n"
        "http://www.ncbi.nlm.nih.gov/gene/7,a; b,,0.0123\n"
        '"say ""x"", y",,study: a; direction: increased,\n'
    )
    assert write_rows(ROWS).splitlines()[2].startswith("NCBIGene:7  a; b")
    assert write_rows(()) == "nothing found\n"
    assert write_rows((), "csv") == ""
    with pytest.raises(UsageError, match="table, csv, json"):
        write_rows(ROWS, "xml")


def test_the_list_of_questions_names_them_all() -> None:
    rows = list_questions()
    assert [row.name for row in rows] == [question.name for question in read_questions()]
    assert "shared-genes" in write_rows(rows)


def test_query_takes_parameters_as_the_command_line_gives_them() -> None:
    text = (Path(__file__).parent / "small.trig").read_text(encoding="utf-8")
    quads = serialize(parse(text, format=RdfFormat.TRIG), format=RdfFormat.N_QUADS)
    graph = KnowledgeGraph.from_quads(quads or b"")
    found = query(graph, "shared-genes", output="csv", parameters=["minStudies=1"])
    assert len(found.splitlines()) == 5
    assert "Fbxo32" in query(graph, "shared-genes")
    for parameters in (["minStudies"], ["=2"]):
        with pytest.raises(UsageError, match="name=value"):
            query(graph, "shared-genes", parameters=parameters)
    with pytest.raises(UsageError, match="no format"):
        query(graph, "shared-genes", output="pdf")
