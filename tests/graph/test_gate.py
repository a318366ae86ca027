import pytest

from spacekg.errors import QueryError
from spacekg.graph.gate import DEPTH, LENGTH, guard

PREFIXES = {"skg": "https://w3id.org/spacekg/vocab/", "ex": "http://example.org/"}

ALLOWED = [
    "SELECT * { ?s ?p ?o }",
    "  # a comment\nPREFIX ex: <http://example.org/ns#>\n"
    "SELECT ?service { ?service ex:service 'SERVICE <x>' }",
    'ASK { ?s ?p \'\'\'a \' quote and SERVICE\'\'\' , """two "" SERVICE""" }',
    "SELECT * FROM <https://w3id.org/spacekg/id/graph/entities> { ?s ?p ?o }",
    "SELECT * FROM NAMED skg: { GRAPH ?g { ?s ?p ?o } }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?a<?b && ?c>?d) }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DESCRIBE <https://doi.org/10.1/x>",
    r"SELECT * { ?s ?p 'caf\u00e9', 'a\tb', 'it\'s' }",
    "SELECT * { ?s ex:a\\,b ?o ; <http://example.org/x#y> 'z'@en-GB , 1.5e-3 , true }",
    "SELECT * { VALUES ?n { " + "'1'^^<http://www.w3.org/2001/XMLSchema#int> " * 400 + "} }",
    "BASE <http://example.org/> SELECT * { <#a> <b> ?o }",
]

REFUSED = [
    ("", "empty"),
    ("# nothing", "empty"),
    ("hello", "not a SPARQL query"),
    ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { service silent <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { SeRvIcE?x { ?s ?p ?o } }", "SERVICE"),
    ("PREFIX : <http://example.org/> SELECT * { SERVICE:foo { ?s ?p ?o } }", "SERVICE"),
    ("PREFIX ex: <http://example.org/> SELECT * { SERVICEex:foo { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { ?s ?p 1SERVICE<http://example.org/> { ?s ?p ?o } }", "SERVICE"),
    # An engine that reads "<" as an operator would see a string end where the gate sees it begin.
    ("ASK { FILTER(?a<?b+'>'+'') SERVICE <http://example.org/> {} FILTER(''='') }", "ambiguous"),
    ("ASK { FILTER(?a<x:b#>'''\n) SERVICE <http://example.org/> {} #'''\n }", "ambiguous"),
    ("LOAD <http://example.org/>", "LOAD"),
    ("PREFIX ex: <http://e.org/> INSERT DATA { ex:a ex:b ex:c }", "INSERT"),
    ("DROP ALL", "DROP"),
    ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM"),
    ("SELECT * FROM NAMED <http://example.org/g> { ?s ?p ?o }", "FROM"),
    ("SELECT * FROM ex:g { ?s ?p ?o }", "FROM"),
    ("PREFIX skg: <file:///> SELECT * FROM skg:etc { ?s ?p ?o }", "FROM"),
    ("BASE <file:///> SELECT * FROM <etc/passwd> { ?s ?p ?o }", "FROM"),
    (r"SELECT * { \u0053ERVICE <http://example.org/> { ?s ?p ?o } }", "escape"),
    (r"SELECT ('\u0027 SERVICE' AS ?x) { }", "escape"),
    (r"SELECT * { ?s <http://a/\u003e> ?o }", "escape"),
    ("SELECT * { ?s ?p 'open }", "not closed"),
    ("ASK " + "{" * (DEPTH + 1) + "}" * (DEPTH + 1), "nested"),
    ("ASK { FILTER(" + "!" * 5000 + "true) }", "operators"),
    ("ASK { FILTER(" + "||".join(["true"] * 5000) + ") }", "operators"),
    ("ASK { " + "OPTIONAL{?a ?b ?c}" * 3000 + " }", "clauses"),
    ("ASK { ?s ?p '" + "x" * LENGTH + "' }", "longer"),
]


@pytest.mark.parametrize("sparql", ALLOWED)
def test_honest_questions_pass(sparql):
    passed = guard(sparql, prefixes=PREFIXES)
    assert len(passed) == len(sparql)


@pytest.mark.parametrize(("sparql", "reason"), REFUSED)
def test_dangerous_questions_are_refused(sparql, reason):
    with pytest.raises(QueryError, match=reason) as caught:
        guard(sparql, prefixes=PREFIXES)
    assert "\n" not in str(caught.value)


def test_what_passes_does_not_crash_the_engine():
    import pyoxigraph

    store = pyoxigraph.Store()
    for sparql in ALLOWED:
        assert store.query(guard(sparql, prefixes=PREFIXES), prefixes=PREFIXES) is not None
