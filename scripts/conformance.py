# ruff: noqa: E501
"""Conformance: the W3C tests of RDF 1.1 and SPARQL 1.1 through our own reading and endpoint.

    python scripts/conformance.py FOLDER            # the folder that holds sparql11/, turtle/, …
    python scripts/conformance.py FOLDER --write    # also writes docs/conformance.md

It ends with 1 when a test fails that ``scripts/w3c_known.tsv`` does not list with its cause, or
when one passes that is listed there.

The suite is not part of the project. All data of the tests is put into one store, each file as a
graph of its own; a test chooses its graphs as the SPARQL protocol has it. Each answer comes once
from a query process, as ``spacekg query`` gets it, and once over HTTP, and is read by two
libraries, rdflib and pyoxigraph.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph
import rdflib
from pyoxigraph import QueryResultsFormat, RdfFormat
from rdflib.compare import isomorphic
from w3c_data import BASE, ENDINGS, default_iri, gather, graph_iri, has_dataset, write_question
from w3c_known import Known, read_known, sort_failures
from w3c_tests import Test, read_answer, read_expected, read_tests, same

from spacekg.graph import GraphStore
from spacekg.pool import QueryPool
from spacekg.queries import Limits, QueryProcess, Reply, Request
from spacekg.server import create_server, open_port

ROOT = Path(__file__).resolve().parents[1]
RDF = (("ntriples", RdfFormat.N_TRIPLES), ("nquads", RdfFormat.N_QUADS),
       ("turtle", RdfFormat.TURTLE), ("trig", RdfFormat.TRIG), ("rdf-xml", RdfFormat.RDF_XML))  # fmt: skip
SPARQL = ("sparql11/manifest-all.ttl", "dawg-data-r2/manifest-syntax.ttl",
          "dawg-data-r2/manifest-evaluation.ttl")  # fmt: skip
PASSED, FAILED, APART = "passed", "failed", "not applicable"
Outcome = tuple[str, str]
Named = tuple[str, Outcome]


def check_rdf(test: Test, format: RdfFormat, base: str) -> Outcome:
    """Whether a document is read, refused, or gives the triples that it must."""
    try:
        found = list(pyoxigraph.parse(test.action.read_bytes(), format=format, base_iri=base))
    except (SyntaxError, ValueError) as error:
        is_negative = "Negative" in test.kind
        return (PASSED, "") if is_negative else (FAILED, f"refused: {error}"[:120])
    if "Negative" in test.kind:
        return FAILED, "accepted what is malformed"
    if test.result is None:
        return PASSED, ""
    expected = pyoxigraph.parse(
        test.result.read_bytes(), format=ENDINGS[test.result.suffix], base_iri=base, lenient=True
    )
    alike = pyoxigraph.Dataset(found), pyoxigraph.Dataset(expected)
    for dataset in alike:
        dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return (PASSED, "") if alike[0] == alike[1] else (FAILED, "other triples")


def check_query(test: Test, folder: Path, process: QueryProcess, client: httpx.Client) -> Outcome:
    """Whether a question is answered as it must be, in a process and over HTTP."""
    try:
        text = test.action.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return APART, f"the question cannot be read: {type(error).__name__}"
    if "Update" in test.kind or test.kind in ("PositiveUpdateSyntaxTest11",):
        answer = client.post("/sparql", content=text.encode(),
                             headers={"Content-Type": "application/sparql-update"})  # fmt: skip
        refused = answer.status_code == 403 and client.post(
            "/sparql", data={"update": text}).status_code == 403  # fmt: skip
        return (PASSED, "") if refused else (FAILED, "an update was not refused")
    if "entailment/" in test.name:
        return APART, "entailment regimes are not offered"
    if test.kind in ("ServiceDescriptionTest", "ProtocolTest", "GraphStoreProtocolTest"):
        return APART, "described in words; see the protocol checks"
    sparql = write_question(folder, test.action)
    if not test.result or "Syntax" in test.kind:
        reply = process.ask(Request(sparql=sparql))
        if "Negative" in test.kind:
            return (PASSED, "") if reply.kind == "refused" else (FAILED, "accepted")
        return judge_refusal(reply) or (PASSED, "")
    defaults = (default_iri(folder, test.data),) if test.data else (f"{BASE}nothing",)
    named = tuple(graph_iri(folder, one) for one in test.graphs)
    if has_dataset(text):
        # What the protocol names would replace what the question names.
        defaults = named = ()
    try:
        expected = read_expected(test.result, graph_iri(folder, test.result))
    except Exception as error:  # rdflib has no common error for what it cannot read
        return APART, f"the expected result cannot be read: {type(error).__name__}"
    request = Request(sparql=sparql, default_graphs=defaults, named_graphs=named)
    if expected[0] != "graph" and test.result.suffix == ".csv":
        expected = read_answer(test.result.read_bytes(), "csv")
        request = Request(sparql=sparql, rows_format="csv", default_graphs=defaults,
                          named_graphs=named)  # fmt: skip
    reply = process.ask(request)
    if problem := judge_refusal(reply):
        return problem
    pairs = [("query", sparql), *(("default-graph-uri", one) for one in defaults),
             *(("named-graph-uri", one) for one in named)]  # fmt: skip
    if expected[0] == "graph":
        wanted = expected[1]
        ours = rdflib.Graph().parse(data=reply.body, format="nt")
        http = client.get("/sparql", params=pairs, headers={"Accept": "text/turtle"})
        again = rdflib.Graph().parse(
            data=pyoxigraph.serialize(
                pyoxigraph.parse(http.content, format=RdfFormat.TURTLE), format=RdfFormat.N_TRIPLES
            ) or b"", format="nt")  # fmt: skip
        good = isomorphic(ours, wanted) and isomorphic(again, wanted)
        return (PASSED, "") if good else (FAILED, "other triples")
    if not same(read_answer(reply.body, request.rows_format), expected, test.is_lax):
        return FAILED, "other rows"
    if request.rows_format == "csv":
        return PASSED, ""
    http = client.get("/sparql", params=pairs,
                      headers={"Accept": "application/sparql-results+xml"})  # fmt: skip
    good = same(read_answer(xml_to_json(http.content), "json"), expected, test.is_lax)
    return (PASSED, "") if good else (FAILED, "other rows over HTTP")


def xml_to_json(body: bytes) -> bytes:
    """Rows in XML as those in JSON, read and written by pyoxigraph."""
    # The engine's object must end in this thread: no name may hold it while the server runs.
    return (
        pyoxigraph.parse_query_results(body, format=QueryResultsFormat.XML).serialize(
            format=QueryResultsFormat.JSON
        )
        or b""
    )


def judge_refusal(reply: Reply) -> Outcome | None:
    """What a refusal means: on purpose by the gate, or a failure of the engine."""
    if reply.kind == "answered":
        return None
    if reply.kind != "refused" or "malformed" in reply.message or "failed" in reply.message:
        return FAILED, reply.message[:100]
    name = reply.message.split(" ")[0]
    reason = {"SERVICE": "SERVICE is refused on purpose",
              "FROM": "FROM of what is not ours is refused on purpose",
              "an": "an escape outside a string or IRI is refused on purpose"}  # fmt: skip
    return APART, reason.get(name, f"refused on purpose: {reply.message[:80]}")


def check_protocol(client: httpx.Client) -> Iterator[tuple[str, Outcome]]:
    """The protocol tests that the suite describes in words, those of queries as requests."""
    form, direct = "application/x-www-form-urlencoded", "application/sparql-query"
    ask, graph = "ASK {}", f"{BASE}nothing"
    get, post = client.get, client.post
    media = {
        "SELECT ?x {}": "application/sparql-results+json",
        ask: "application/sparql-results+json",
        "DESCRIBE <x:y>": "text/turtle",
        "CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p 1 }": "text/turtle",
    }
    checks = {
        "query via GET": get("/sparql", params={"query": ask}).status_code == 200,
        "query via form": post("/sparql", data={"query": ask}).status_code == 200,
        "query via POST": post("/sparql", content=ask, headers={"Content-Type": direct}).status_code == 200,
        "default graph via GET": get("/sparql", params={"query": ask, "default-graph-uri": graph}).status_code == 200,
        "default graphs via POST": post(f"/sparql?default-graph-uri={graph}&default-graph-uri={graph}", content=ask, headers={"Content-Type": direct}).status_code == 200,
        "named graph via form": post("/sparql", data={"query": ask, "named-graph-uri": graph}).status_code == 200,
        "no other method": client.put("/sparql", params={"query": ask}).status_code == 405,
        "not two queries": get("/sparql", params=[("query", ask), ("query", ask)]).status_code == 400,
        "not another media type": post("/sparql", content=ask, headers={"Content-Type": "text/plain"}).status_code == 415,
        "not without a media type": post("/sparql", content=ask).status_code == 415,
        "not a form without its type": post("/sparql", content="query=ASK%20%7B%7D").status_code == 415,
        "not in UTF-16": post("/sparql", content=ask.encode("utf-16"), headers={"Content-Type": f"{direct}; charset=UTF-16"}).status_code == 415,
        "not malformed": get("/sparql", params={"query": "ASK {"}).status_code == 400,
        "no update as query": post("/sparql", data={"query": "CLEAR ALL"}, headers={"Content-Type": form}).status_code == 400,
        "no update": post("/sparql", data={"update": "CLEAR ALL"}).status_code == 403,
    }  # fmt: skip
    for sparql, wanted in media.items():
        kind = get("/sparql", params={"query": sparql}).headers["content-type"]
        checks[f"content type of {sparql.split()[0]}"] = kind.startswith(wanted)
    for name, good in checks.items():
        yield f"protocol/{name}", (PASSED, "") if good else (FAILED, "another status or type")


@contextmanager
def serve_tests(store: Path) -> Iterator[httpx.Client]:
    limits = Limits(seconds=20)
    with open_port("127.0.0.1", 0) as listening:
        server = create_server(QueryPool(store, memory=limits.memory), limits)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
            yield client
        server.should_exit = True
        thread.join()


def run(folder: Path) -> dict[str, list[tuple[str, Outcome]]]:
    """The outcome of each test by the suite that it is of."""
    found: dict[str, list[tuple[str, Outcome]]] = {}
    for name, format in RDF:
        if (folder / name / "manifest.ttl").is_file():
            root = {"rdf-xml": "http://www.w3.org/2013/RDFXMLTests/"}.get(
                name, f"http://www.w3.org/2013/{name.title().replace('Trig', 'TriG')}Tests/")  # fmt: skip
            found[name] = [
                (test.name, check_rdf(test, format, root + test.action.relative_to(folder / name).as_posix()))
                for test in read_tests(folder / name / "manifest.ttl")
            ]  # fmt: skip
    suites = {one: list(read_tests(folder / one)) for one in SPARQL if (folder / one).is_file()}
    with tempfile.TemporaryDirectory() as work:
        store = Path(work) / "store"
        GraphStore(path=store).write(
            gather(folder, [test for one in suites.values() for test in one])
        )
        process = QueryProcess(store)
        with serve_tests(store) as client:
            for name, tests in suites.items():
                for test in tests:
                    kind = "update (refused)" if "Update" in test.kind else (
                        "syntax" if "Syntax" in test.kind else "evaluation")  # fmt: skip
                    key = f"{name.split('/')[0]} {kind}"
                    if not process.is_alive():
                        print(f"a process ended: {process.close()}", file=sys.stderr)
                        process = QueryProcess(store)
                    try:
                        outcome = check_query(test, folder, process, client)
                    except Exception as error:  # a test that breaks has failed
                        outcome = FAILED, f"{type(error).__name__}: {error}"[:100]
                    found.setdefault(key, []).append((test.name, outcome))
            found["protocol"] = list(check_protocol(client))
        process.close()
    return found


def write_report(found: dict[str, list[Named]], known: tuple[Known, ...]) -> tuple[str, bool]:
    """The tables of docs/conformance.md, and whether everything is as the list of known has it."""
    lines = ["| suite | tests | passed | failed | not applicable |", "|---|---:|---:|---:|---:|"]
    for name, outcomes in found.items():
        tally = Counter(one for _, (one, _) in outcomes)
        lines.append(
            f"| {name} | {len(outcomes)} | {tally[PASSED]} | {tally[FAILED]} | {tally[APART]} |"
        )
    outcomes = [one for some in found.values() for one in some]
    by_cause, unknown, stale = sort_failures(outcomes, known, FAILED)
    lines += ["", "## What failed, by its cause", "", "| cause | tests |", "|---|---|"]
    for cause, names in by_cause.items():
        lines.append(f"| {cause} ({len(names)}) | {', '.join(f'`{one}`' for one in names)} |")
    if not by_cause:
        lines.append("| nothing failed | |")
    for title, names in (("Failed and not known", unknown), ("Known but not failing", stale)):
        if names:
            lines += ["", f"## {title}", "", *(f"- {one}" for one in names)]
    reasons = Counter(why for _, (how, why) in outcomes if how == APART)
    lines += ["", "## What does not apply", ""]
    lines += [f"- {why}: {count}" for why, count in sorted(reasons.items())] or ["Nothing."]
    return "\n".join(lines) + "\n", not unknown and not stale


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write docs/conformance.md")
    options = parser.parse_args()
    text, is_as_known = write_report(run(options.folder.resolve()), read_known())
    print(text)
    if options.write:
        path = ROOT / "docs" / "conformance.md"
        head = path.read_text(encoding="utf-8").split("<!-- results -->")[0]
        path.write_text(f"{head}<!-- results -->\n\n{text}", encoding="utf-8")
    if not is_as_known:
        sys.exit("conformance: some outcome is not as scripts/w3c_known.tsv has it")


if __name__ == "__main__":
    main()
