"""A question with terms for variables: valid SPARQL in every form, the rows of the engine."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions, Store, Variable

from spacekg.graph.question_text import substitute

A, B, P = (NamedNode(f"http://x/{name}") for name in "abp")
TERMS = {"p": str(P)}


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.extend([Quad(A, P, B), Quad(B, P, A), Quad(A, B, A)])
    return store


def rows(answer: object) -> list[tuple[str, ...]]:
    assert isinstance(answer, QuerySolutions)
    names = list(answer.variables)
    return sorted(tuple(str(row[name]) for name in names) for row in answer)


@pytest.mark.parametrize(
    "question",
    [
        "SELECT ?p ?s { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o }",
        "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
        "SELECT ?p ?n { { SELECT ?p (COUNT(?s) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p } }",
        "SELECT ?s ?p { { SELECT DISTINCT ?s ?p { ?s ?p ?o } } FILTER(BOUND(?p)) } ORDER BY ?p",
        "SELECT ?p ?s { VALUES ?p { <http://x/p> <http://x/b> } ?s ?p ?o }",
        "SELECT ?p ?s { ?s ?q ?o OPTIONAL { ?o ?p ?x } }",
        "SELECT ?p ?s { ?s ?q ?o FILTER EXISTS { ?o ?p ?s } }",
        "SELECT ?p ?s { ?s ?q ?o FILTER(?q != ?p) }",
        "SELECT ?p { ?s ?q '{' }",
        "SELECT ?p ?s { ?s ?p ?o } VALUES ?s { <http://x/a> }",
    ],
)  # fmt: skip
def test_the_rows_are_those_of_the_engine(store: Store, question: str) -> None:
    expected = rows(store.query(question, substitutions={Variable("p"): P}))
    assert rows(store.query(substitute(question, TERMS))) == expected


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", 2),
        ("CONSTRUCT WHERE { ?s ?p ?o }", 2),
        ("construct { ?o <http://x/q> ?p } { ?s ?p ?o }", 2),
        ("DESCRIBE ?s { ?s ?p <http://x/b> }", 2),
        ("DESCRIBE ?s WHERE { ?s ?p ?o . ?s <http://x/b> ?o2 }", 2),
    ],
)
def test_graphs_are_made_of_what_is_given(store: Store, question: str, count: int) -> None:
    assert len(list(store.query(substitute(question, TERMS)))) == count  # type: ignore[arg-type]


def test_a_resource_without_a_pattern_is_described(store: Store) -> None:
    text = substitute("DESCRIBE ?p", {"p": str(A)})
    assert len(list(store.query(text))) == 2  # type: ignore[arg-type]
    assert store.query(substitute("ASK { ?s ?p ?o }", TERMS))
    assert not store.query(substitute("ASK { ?s ?p ?o }", {"p": str(A)}))


def test_nothing_given_changes_nothing() -> None:
    assert substitute("SELECT * { ?s ?p ?o }", {}) == "SELECT * { ?s ?p ?o }"
