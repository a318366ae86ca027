"""The tools as a real client sees them: in this process and over standard input and output."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import sys
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters

from spacekg.graph import GraphStore
from spacekg.mcp import create_assistant
from spacekg.pool import QueryPool

TOOLS = {
    "schema", "search", "study", "gene", "shared_genes", "findings", "conflicts", "gaps",
    "evidence", "sparql", "named_question",
}  # fmt: skip
_spec = importlib.util.spec_from_file_location(
    "spacekg_served", Path(__file__).resolve().parents[1] / "server" / "conftest.py"
)
_served = importlib.util.module_from_spec(_spec)
sys.modules["spacekg_served"] = _served
_spec.loader.exec_module(_served)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assisted")
    GraphStore(path=folder).write([_served.small_quads()])
    return folder


def talk(target, *calls):
    """The answers to tool calls, each as (is it an error, text)."""

    async def converse():
        async with asyncio.timeout(120):
            async with Client(target, read_timeout_seconds=60) as client:
                tools = (await client.list_tools()).tools
                answers = []
                for name, arguments in calls:
                    result = await client.call_tool(name, arguments)
                    answers.append((bool(result.is_error), result.content[0].text))
                return tools, answers

    return asyncio.run(converse())


def ask(store, *calls):
    return talk(create_assistant(QueryPool(store, size=1)), *calls)


def test_the_tools_are_there_and_only_read(store):
    tools, _ = ask(store)
    assert {one.name for one in tools} == TOOLS
    for one in tools:
        assert one.description and one.annotations.read_only_hint
        assert not one.annotations.destructive_hint


def test_answers_carry_quotes_tiers_and_identifiers(store):
    calls = [
        ("schema", {}),
        ("search", {"text": "fbxo"}),
        ("study", {"id": "10.5555/ALPHA"}),
        ("gene", {"name": "Fbxo32"}),
        ("findings", {"entity": "NCBIGene:67731"}),
        ("evidence", {"entity": "NCBIGene:67731"}),
        ("named_question", {"name": "shared-genes", "parameters": {"minStudies": "2"}}),
        ("sparql", {"query": "SELECT ?m { ?m a skg:Mission }"}),
        ("gaps", {}),
        ("conflicts", {}),
    ]
    _, answers = ask(store, *calls)
    found = {}
    for (name, _), (failed, text) in zip(calls, answers, strict=True):
        assert not failed, (name, text)
        found[name] = json.loads(text)
    assert found["schema"]["nodes"]["Gene"] == 4
    assert "NCBIGene:67731" in {row["id"] for row in found["search"]["rows"]}
    assert any("Fbxo32" in row["quote"] for row in found["study"]["findings"]["rows"])
    tiers = {row["tier"] for row in found["gene"]["rows"][0]["findings"]["rows"]}
    assert "primary" in tiers, "the symbol as it was written comes first: the mouse gene"
    for row in found["findings"]["rows"]:
        assert row["quote"] and row["tier"] and row["study"].startswith("doi:")
    for row in found["evidence"]["rows"]:
        assert int(row["end"]) > int(row["start"]) and row["quote"]
    assert found["named_question"]["found"] == 3
    assert {row["m"] for row in found["sparql"]["rows"]} == {"skgm:RR-1", "skgm:STS-131"}
    assert found["gaps"]["rows"] and found["conflicts"]["rows"]


def test_answers_are_bounded_and_say_so(store):
    long = 'SELECT ?s ("' + "w" * 3_000 + '" AS ?w) { ?s ?p ?o }'
    _, answers = ask(store, ("sparql", {"query": long, "limit": 9999}),
                     ("sparql", {"query": "SELECT * { ?s ?p ?o }", "limit": 3}))  # fmt: skip
    for _, text in answers:
        assert len(text) < 100_000 and json.loads(text)["truncated"] is True
    assert json.loads(answers[1][1])["shown"] == 3


@pytest.mark.parametrize(
    ("name", "arguments", "reason"),
    [
        ("sparql", {"query": "DROP ALL"}, "read-only"),
        ("sparql", {"query": "ASK { SERVICE <http://e.org/> {} }"}, "SERVICE"),
        ("named_question", {"name": "shared-gene"}, "did you mean"),
        ("findings", {"entity": "x> } #"}, "no value for entity"),
        ("evidence", {}, "give a finding"),
        ("search", {"text": " "}, "nothing to search"),
    ],
)
def test_what_is_refused_is_told(store, name, arguments, reason):
    _, answers = ask(store, (name, arguments))
    assert answers[0][0] and reason in answers[0][1] and "Traceback" not in answers[0][1]


def test_over_standard_input_and_output(store):
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "spacekg", "mcp", "--store", str(store)]
    )
    tools, answers = talk(server, ("search", {"text": "Fbxo32"}), ("gaps", {"limit": 1}))
    assert {one.name for one in tools} == TOOLS
    assert [failed for failed, _ in answers] == [False, False]
