"""Clients that researchers have: SPARQLWrapper, curl and pages like YASGUI, with their defaults."""

from __future__ import annotations

import shutil
import subprocess

import pytest

ROWS = "SELECT ?l { ?m a skg:Mission ; rdfs:label ?l } ORDER BY ?l"
GRAPH = "CONSTRUCT { ?m rdfs:label ?l } { ?m a skg:Mission ; rdfs:label ?l }"
YASGUI_ROWS = "application/sparql-results+json,*/*;q=0.9"
YASGUI_GRAPH = (
    "application/n-triples,application/trig;q=0.9,text/turtle;q=0.8,application/n-quads;q=0.7,"
    "*/*;q=0.1"
)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_needs_no_instructions(served, method, monkeypatch):
    wrapper = pytest.importorskip("SPARQLWrapper")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    client = wrapper.SPARQLWrapper(f"{served.url}/sparql")
    client.setMethod(method)

    def ask(text, form=None):
        client.setQuery(text)
        client.setReturnFormat(form or wrapper.XML)
        return client.query()

    assert "RR-1" in ask(ROWS).convert().toxml()
    found = ask(ROWS, wrapper.JSON).convert()["results"]["bindings"]
    assert [row["l"]["value"] for row in found] == ["RR-1", "STS-131"]
    assert ask("ASK { ?m a skg:Mission }", wrapper.JSON).convert()["boolean"] is True
    assert "true" in ask("ASK { ?m a skg:Mission }").convert().toxml()
    assert b"RR-1" in ask(ROWS, wrapper.CSV).convert()
    for text in (GRAPH, "DESCRIBE ?m { ?m a skg:Mission }"):
        assert len(ask(text).convert()) >= 2
        assert b"RR-1" in ask(text, wrapper.TURTLE).convert()


def test_curl_needs_no_instructions(served):
    if shutil.which("curl") is None:
        pytest.skip("curl is absent")
    command = ["curl", "-s", "--noproxy", "*", f"{served.url}/sparql"]
    sent = subprocess.run(
        [*command, "--data-urlencode", f"query={ROWS}"], capture_output=True, check=True
    )
    assert b"STS-131" in sent.stdout and sent.stdout.startswith(b"{")
    table = subprocess.run(
        [*command, "-G", "--data-urlencode", f"query={ROWS}", "-H", "Accept: text/csv"],
        capture_output=True, check=True,
    )  # fmt: skip
    assert table.stdout == b"l\r\nRR-1\r\nSTS-131\r\n"


@pytest.mark.parametrize(
    ("accept", "query", "media"),
    [
        (YASGUI_ROWS, ROWS, "application/sparql-results+json"),
        (YASGUI_GRAPH, GRAPH, "application/n-triples"),
    ],
)
def test_a_page_like_yasgui_asks_by_a_form_from_elsewhere(served, accept, query, media):
    answer = served.client.post(
        "/sparql",
        data={"query": query},
        headers={"Accept": accept, "Origin": "https://yasgui.example"},
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media
    assert answer.headers["access-control-allow-origin"] == "*"
    assert b"RR-1" in answer.content


def test_the_short_way_says_what_the_long_way_says(served):
    """A plain GET takes a way of its own; with an Origin it takes that of all others."""
    for query in (ROWS, GRAPH, "ASK {}", "SELECT {", "DROP ALL", "ASK { SERVICE <http://a/> {} }"):
        for accept in ("*/*", "text/csv", "text/turtle", "image/png"):
            short, long = (
                served.client.get(
                    "/sparql", params={"query": query}, headers={"Accept": accept, **more}
                )
                for more in ({}, {"Origin": "https://a.example"})
            )
            assert short.status_code == long.status_code, (query, accept)
            assert short.content == long.content
            for name in ("content-type", "vary", "cache-control", "spacekg-rows"):
                assert short.headers.get(name, "") in long.headers.get(name, "")
