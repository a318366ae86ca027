"""Rows as JSON by the engine's writer: counted and cut as those that are written one by one."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import QueryResultsFormat, Store

from spacekg.queries import Limits
from spacekg.queries.results import write_rows_format

ROWS = (
    "SELECT ?n { VALUES ?n { 1 2 3 } }",
    "SELECT ?n { VALUES ?n { } }",
    "SELECT * { }",
    "SELECT ?a ?b { VALUES (?a ?b) { (UNDEF UNDEF) (1 UNDEF) (UNDEF UNDEF) (UNDEF 2) } }",
    'SELECT ?a { VALUES ?a { "}},{" "}},{\\"a\\":{" "{}" "},{" "\\\\" "\\\\\\"" "]}}" "" } }',
    'SELECT ?a ?b { VALUES (?a ?b) { ("}},{" "x"@en) ("},{}" 1.5) ("{},{" UNDEF) } }',
    "SELECT (<<( <a:a> <a:b> '}},{' )>> AS ?t) ?n { VALUES ?n { '\\n\\u0007é' '}},{' } }",
    "SELECT ?bindings { VALUES ?bindings { '\"bindings\":[' <a:a> } }",
)


@pytest.mark.parametrize("sparql", ROWS)
@pytest.mark.parametrize("rows", [0, 1, 2, 3, 100])
@pytest.mark.parametrize("size", [0, 30, 60, 100, 150, 1000])
def test_every_cut_is_between_two_rows(sparql: str, rows: int, size: int) -> None:
    store = Store()
    whole = json.loads(store.query(sparql).serialize(format=QueryResultsFormat.JSON))
    every = whole["results"]["bindings"]
    text = [json.dumps(row, separators=(",", ":"), ensure_ascii=False) for row in every]
    fit, used, truncated = 0, 0, ""
    for line in text:
        used += len(line.encode()) + 1
        truncated = "rows" if fit >= rows else "bytes" if used > size else ""
        if truncated:
            break
        fit += 1
    written = write_rows_format(store.query(sparql), "json", Limits(rows=rows, bytes=size))
    found = json.loads(written.body)
    assert (written.count, written.truncated) == (fit, truncated)
    assert found["results"]["bindings"] == every[:fit]
    assert found["head"]["vars"] == whole["head"]["vars"]
    assert found["head"].get("truncated", False) == bool(truncated)


@pytest.mark.parametrize("value", ["'}},{'", "''", "'{}'", "?m"])
@pytest.mark.parametrize("limits", [Limits(rows=5000), Limits(bytes=600_000)])
def test_the_engine_is_stopped_soon_after_the_limit(value: str, limits: Limits) -> None:
    numbers = " ".join(map(str, range(100)))
    sparql = f"SELECT ?n ?t {{ VALUES ?n {{ {numbers} }} VALUES ?m {{ {numbers} }} " + (
        f"VALUES ?o {{ {numbers} }} BIND({value} AS ?t) }}"
    )
    store = Store()
    written = write_rows_format(store.query(sparql), "json", limits)
    found = json.loads(written.body)["results"]["bindings"]
    assert len(found) == written.count
    first = [dict(row) for row in found]
    rest = json.loads(store.query(sparql).serialize(format=QueryResultsFormat.JSON))
    assert first == rest["results"]["bindings"][: len(first)]
    if limits.rows == 5000:
        assert (written.count, written.truncated) == (5000, "rows")
    else:
        assert written.truncated == "bytes" and 590_000 < len(written.body) < 600_300


def test_an_answer_that_just_fits_is_not_cut() -> None:
    sparql = "SELECT ?n { VALUES ?n { 1 2 3 } }"
    whole = write_rows_format(Store().query(sparql), "json", Limits())
    rows = whole.body.split(b'"bindings":[')[1].removesuffix(b"]}}\n")
    fits = write_rows_format(Store().query(sparql), "json", Limits(bytes=len(rows) + 1))
    assert fits == whole
    cut = write_rows_format(Store().query(sparql), "json", Limits(bytes=len(rows)))
    assert (cut.count, cut.truncated) == (2, "bytes")
