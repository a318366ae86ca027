"""The endpoint as clients see it: protocol forms, formats, failures, pages."""

from __future__ import annotations

import csv
import io
import json

import pytest
import rdflib
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from spacekg.queries import read_questions

QUERY = "SELECT ?m ?l { ?m a skg:Mission ; rdfs:label ?l } ORDER BY ?l"
MISSION = "https://w3id.org/spacekg/id/mission/"
GRAPH = "CONSTRUCT { ?m rdfs:label ?l } { ?m a skg:Mission ; rdfs:label ?l }"


def test_get_and_both_kinds_of_post_answer_alike(served):
    answers = [
        served.client.get("/sparql", params={"query": QUERY}),
        served.client.post("/sparql", data={"query": QUERY}),
        served.client.post(
            "/sparql", content=QUERY, headers={"Content-Type": "application/sparql-query"}
        ),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert answer.content == answers[0].content
    found = [row["l"]["value"] for row in answers[0].json()["results"]["bindings"]]
    assert found == ["RR-1", "STS-131"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values, */*;q=0.1", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),
        ("application/sparql-results+json;q=0, text/*", "text/xml; charset=utf-8"),
    ],
)
def test_rows_are_negotiated(served, accept, media):
    answer = served.client.get("/sparql", params={"query": QUERY}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "format"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own JSON-LD reader
def test_triples_are_negotiated_and_two_libraries_read_them(served, accept, format):
    answer = served.ask(GRAPH, accept)
    assert answer.headers["content-type"].startswith(accept)
    assert len(list(parse(answer.content, format=format))) == 2
    graph = rdflib.Graph().parse(data=answer.content, format=accept)
    labels = {str(label) for label in graph.objects(None, rdflib.RDFS.label)}
    assert labels == {"RR-1", "STS-131"}


def read_values(body, format):
    return [
        [None if term is None else term.value for term in row]
        for row in parse_query_results(body, format=format)
    ]


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_rows_are_read_by_two_libraries(served, format):
    nasty = (
        'SELECT ?a ?b ?c { VALUES (?a ?b ?c) { ("x\\t\\"y\\",\\n<&>\\\\"@en 1.50 UNDEF) '
        "(<http://e.org/a> true 'é☄') } }"
    )
    for sparql in (QUERY, nasty):
        body = served.client.get("/sparql", params={"query": sparql, "format": format}).content
        rows = rdflib.query.Result.parse(io.BytesIO(body), format=format)
        assert len(rows) == 2
        if format in ("json", "xml", "tsv"):
            known = {"json": "JSON", "xml": "XML", "tsv": "TSV"}[format]
            values = read_values(body, getattr(QueryResultsFormat, known))
            assert len(values) == 2
            if sparql == nasty:
                assert values[0][0] == 'x\t"y",\n<&>\\'
                assert values[0][2] is None and values[1][2] == "é☄"
    if format == "csv":
        assert list(csv.reader(io.StringIO(body.decode())))[1][0] == 'x\t"y",\n<&>\\'


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_ask(served, format):
    answer = served.client.get("/sparql", params={"query": "ASK {}", "format": format})
    assert "true" in answer.text


@pytest.mark.parametrize(
    ("method", "arguments", "status"),
    [
        ("POST", {"data": {"query": "SELECT {"}}, 400),
        ("POST", {"data": {"nothing": "x"}}, 400),
        ("POST", {"data": {"query": ""}}, 400),
        ("GET", {"params": {"query": ""}}, 400),
        ("GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400),
        ("POST", {"data": {"update": "DROP ALL"}}, 403),
        ("POST", {"content": "DROP ALL", "headers": {"Content-Type": "application/sparql-update"}},
         403),
        ("POST", {"data": {"query": "DROP ALL"}}, 400),
        ("POST", {"content": b"\xff\xfe", "headers": {"Content-Type": "application/sparql-query"}},
         400),
        ("POST", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", {"content": "ASK {}"}, 415),
        ("POST", {"content": "x", "headers": {"Content-Type": "application/sparql-query",
                                               "Content-Encoding": "gzip"}}, 415),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}, 406),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "text/turtle"}}, 406),
        ("GET", {"params": {"query": GRAPH}, "headers": {"Accept": "text/csv"}}, 406),
        ("GET", {"params": {"query": "ASK {}", "format": "pdf"}}, 406),
        ("POST", {"data": {"query": "#" * 70_000}}, 413),
        ("POST", {"data": {"query": "#" * 1_000_000}}, 413),
        ("PUT", {"data": {"query": "ASK {}"}}, 405),
        ("DELETE", {}, 405),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_one_line(served, method, arguments, status):
    answer = served.client.request(method, "/sparql", **arguments)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status and problem["detail"]
    assert "\n" not in problem["detail"] and "Traceback" not in problem["detail"]
    assert str(served.store) not in problem["detail"]


def test_the_dataset_of_the_protocol(served):
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    def rows(**more):
        return served.client.get("/sparql", params={"query": count, "format": "csv", **more}).text

    document = "https://w3id.org/spacekg/id/document/00000000000000d1"
    assert 0 < int(rows(**{"default-graph-uri": document}).split()[1]) < int(rows().split()[1])
    answer = served.client.get(
        "/sparql", params={"query": count, "default-graph-uri": "file:///etc/passwd"}
    )
    assert answer.status_code == 400


def test_nothing_asked_is_described(served):
    for path in ("/sparql", "/", "/.well-known/void"):
        answer = served.client.get(path)
        assert answer.headers["content-type"].startswith("text/turtle")
        triples = list(parse(answer.content, format=RdfFormat.TURTLE))
        assert any(quad.predicate.value.endswith("#supportedLanguage") for quad in triples)
        counted = [quad for quad in triples if quad.predicate.value.endswith("void#entities")]
        assert counted
    page = served.client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_the_pages_need_nothing_from_elsewhere(served):
    page = served.client.get("/", headers={"Accept": "text/html"}).text
    for asset in ("style.css", "editor.js"):
        assert f"/assets/{asset}" in page
        assert served.client.get(f"/assets/{asset}").status_code == 200
    assert "http" not in page
    assert served.client.get("/assets/..%2fasset.py").status_code == 404


def test_any_page_may_ask_and_none_with_credentials(served):
    headers = {"Origin": "https://elsewhere.example"}
    answer = served.client.get("/sparql", params={"query": "ASK {}"}, headers=headers)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    asked = {**headers, "Access-Control-Request-Method": "POST",
             "Access-Control-Request-Headers": "content-type"}  # fmt: skip
    assert served.client.options("/sparql", headers=asked).status_code == 200


def test_our_iris_resolve(served):
    turtle = served.client.get("/id/mission/RR-1")
    assert f"<{MISSION}RR-1>" in turtle.text or "skgm:RR-1" in turtle.text
    page = served.client.get("/id/mission/RR-1", headers={"Accept": "text/html"})
    assert "<h1>RR-1</h1>" in page.text and "What mentions it" in page.text
    gene = "http://www.ncbi.nlm.nih.gov/gene/67731"
    named = served.client.get("/resource", params={"iri": gene}, headers={"Accept": "text/html"})
    assert "<h1>Fbxo32</h1>" in named.text
    assert served.client.get("/id/mission/none").status_code == 404
    assert served.client.get("/resource", params={"iri": "x> } #"}).status_code == 400
    assert served.client.get("/resource").status_code == 400


def test_named_questions_over_http(served):
    listed = served.client.get("/queries").json()
    assert [one["name"] for one in listed] == [one.name for one in read_questions()]
    assert all(one["sparql"].count("SELECT") for one in listed)
    answer = served.client.get("/queries/shared-genes", params={"minStudies": 2, "format": "csv"})
    assert len(answer.text.splitlines()) == 4
    assert served.client.get("/queries/shared-genes", params={"nope": 1}).status_code == 400
    missing = served.client.get("/queries/shared-gene")
    assert missing.status_code == 404 and "shared-genes" in missing.json()["detail"]


def test_the_interface_is_described(served):
    described = served.client.get("/openapi.json").json()
    assert {"/sparql", "/health", "/queries/shared-genes"} <= set(described["paths"])
    assert json.dumps(described)
    assert served.client.get("/health").json() == {"status": "ok", "graph": "disk"}


def test_the_same_question_gives_the_same_bytes(served):
    bodies = {served.ask("DESCRIBE ?g { ?g a skg:Gene }", "text/turtle").content for _ in range(4)}
    assert len(bodies) == 1


def test_a_client_that_names_formats_of_other_endpoints_is_understood(served):
    """SPARQLWrapper sends format, output and results, some of them twice, and an Accept header."""
    named = [("query", GRAPH), ("format", "rdf+xml"), ("format", "x"), ("output", "rdf")]
    answer = served.client.get(
        "/sparql", params=named, headers={"Accept": "application/rdf+xml,*/*;q=0.1"}
    )
    assert answer.headers["content-type"] == "application/rdf+xml"
    twice = [("query", QUERY), ("format", "json"), ("format", "json")]
    assert len(served.client.get("/sparql", params=twice).json()["results"]["bindings"]) == 2
    anything = {"query": GRAPH, "format": "rdf"}
    answer = served.client.get("/sparql", params=anything, headers={"Accept": "*/*"})
    assert answer.headers["content-type"] == "application/rdf+xml"
