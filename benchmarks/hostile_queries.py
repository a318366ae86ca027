"""Hostile queries: each class of them with what must be answered.

    python benchmarks/hostile_queries.py      # within two minutes

A real server on loopback over a generated graph is asked each of them. Beside the answer stands how
long it took, how long after it the process that had the query was gone (if it was to go), and how
long the next ``ASK {}`` took. It ends with 1 when an answer is another, when the store has changed,
or when anybody has called the port or read the file that the queries name.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 1024 * 1024
ANY = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A class of queries, one of it, and the HTTP codes that are right for it."""

    name: str
    sparql: str
    codes: tuple[int, ...]
    graph: str = ""


def list_hostile(there: str, secret: Path) -> Iterator[Hostile]:
    """One query of each class; nobody may call the address ``there`` or read ``secret``."""
    refused = (400,)
    file = secret.as_uri()
    elsewhere = {
        "SERVICE": f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
        "SERVICE SILENT": f"SELECT * {{ SERVICE SILENT <{there}> {{ ?s ?p ?o }} }}",
        "SERVICE by a variable": f"SELECT * {{ BIND(<{there}> AS ?u) SERVICE ?u {{ ?s ?p ?o }} }}",
        r"SERVICE written with \u": rf"SELECT * {{ \u0053ERVICE <{there}> {{ ?s ?p ?o }} }}",
        r"\u of a bracket in an IRI": r"SELECT * { ?s <x:\u003E> ?o }",
        "FROM of a server": f"SELECT * FROM <{there}> {{ ?s ?p ?o }}",
        "FROM NAMED of a server": f"SELECT * FROM NAMED <{there}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "FROM of a file": f"SELECT * FROM <{file}> {{ ?s ?p ?o }}",
        "FROM NAMED of a file": f"SELECT * FROM NAMED <{file}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "LOAD of a server": f"LOAD <{there}>",
        "LOAD of a file": f"LOAD <{file}>",
        "INSERT": "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE": "DELETE WHERE { ?s ?p ?o }",
        "DROP": "DROP ALL",
        "an update after a query": f"ASK {{}} ; LOAD <{there}>",
    }
    for name, sparql in elsewhere.items():
        yield Hostile(name=name, sparql=sparql, codes=refused)
    yield Hostile(name="default-graph-uri of a file", sparql="ASK {}", codes=refused, graph=file)
    yield Hostile(
        name="GRAPH of a file", sparql=f"ASK {{ GRAPH <{file}> {{ ?s ?p ?o }} }}", codes=(200,)
    )
    deep = {
        "60 KB of nested braces": "ASK " + "{" * 30_000 + "}" * 30_000,
        "40 KB of nested brackets": "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
        "50,000 operators": "ASK { FILTER(" + "!" * 50_000 + "true) }",
        "a path of 5,000 steps": "SELECT * { ?s " + "/".join(["<a:b>"] * 5_000) + " ?o }",
        "300 UNIONs": "ASK { {} " + "UNION {} " * 300 + "}",
    }
    for name, sparql in deep.items():
        yield Hostile(name=name, sparql=sparql, codes=refused)
    yield Hostile(name="a query of 1 MB", sparql="#" * 1_000_000, codes=(413,))
    values = " ".join(f"<x:{number}>" for number in range(6_500))
    steps = " ".join(f"BIND(CONCAT({', '.join([f'?x{n}'] * 8)}) AS ?x{n + 1})" for n in range(8))
    stopped = (504, 500)
    costly = {
        "60 KB of VALUES": (f"SELECT * {{ VALUES ?s {{ {values} }} ?s ?p ?o }}", (200,)),
        "VALUES crossed with itself": (
            f"SELECT (COUNT(*) AS ?n) {{ VALUES ?v {{ {values[:20_000]}> }} "
            f"VALUES ?w {{ {values[:20_000]}> }} VALUES ?x {{ 1 2 3 4 5 6 7 8 9 }} {ANY} }}",
            stopped,
        ),
        "a cross product that is counted": (
            f"SELECT (COUNT(*) AS ?n) {{ {ANY} . ?j ?k ?l }}",
            stopped,
        ),
        "a cross product that is listed": (f"SELECT * {{ {ANY} }}", (200, 504)),
        "ORDER BY over a cross product": (f"SELECT * {{ {ANY} }} ORDER BY ?i ?a", stopped),
        "DISTINCT over a cross product": (
            f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT * {{ {ANY} }} }}",
            stopped,
        ),
        "GROUP BY over a cross product": (
            f"SELECT ?a ?d ?g (COUNT(*) AS ?n) {{ {ANY} }} GROUP BY ?a ?d ?g",
            stopped,
        ),
        "nested * in a path": (
            "SELECT (COUNT(*) AS ?n) { ?s ((((!<a:b>)*)*)*)* ?o . ?o ((!<a:b>)*)* ?z }",
            stopped,
        ),
        "a path of all with all": (
            "SELECT (COUNT(*) AS ?n) { ?s (!<a:b>|^!<a:b>)* ?o . ?o (!<a:b>|^!<a:b>)* ?z }",
            stopped,
        ),
        "CONSTRUCT of a cross product": (f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {ANY} }}", (200, 504)),
        "DESCRIBE of everything": ("DESCRIBE ?s WHERE { ?s ?p ?o }", (200, 504)),
        "REGEX with nested repetition": (
            f'ASK {{ FILTER(REGEX("{"a" * 30_000}b", "^((a+)+)+$")) }}',
            (200, 504),
        ),
        "REGEX that is huge when compiled": (
            'SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "((a{1000}){1000}){1000}")) }',
            (200, 400, *stopped),
        ),
        "a text that doubles": (f'SELECT ?x8 {{ BIND("{"x" * 500}" AS ?x0) {steps} }}', stopped),
        "REPLACE that grows": (
            f'SELECT ?z {{ BIND(REPLACE("{"x" * 20_000}", "", "{"y" * 20_000}") AS ?y) '
            'BIND(REPLACE(?y, "", ?y) AS ?z) }',
            (200, 400, *stopped),
        ),
        "GROUP_CONCAT of a cross product": (
            f"SELECT (GROUP_CONCAT(STR(?a)) AS ?all) {{ {ANY} }}",
            stopped,
        ),
        "MINUS and EXISTS of cross products": (
            f"SELECT (COUNT(*) AS ?n) {{ {ANY} FILTER NOT EXISTS {{ ?a ?x ?y . ?y ?z ?nothing }} "
            "MINUS { ?j ?k ?l . ?m ?n ?o } }",
            stopped,
        ),
    }
    for name, (sparql, codes) in costly.items():
        yield Hostile(name=name, sparql=sparql, codes=codes)


def digest(folder: Path) -> str:
    """Of every byte that answers may come from; the engine keeps a log and a lock beside them."""
    found = hashlib.sha256()
    for path in sorted([*folder.glob("*.*"), *folder.glob("store/*.sst")]):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def is_gone(pid: int, seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.002)
    return False


def main() -> None:
    import httpx
    from sparql_graph import generate

    from spacekg.graph import GraphStore
    from spacekg.pool import QueryPool
    from spacekg.queries import Limits
    from spacekg.server import create_server, open_port

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("triples", nargs="?", type=float, default=2e4)
    parser.add_argument("--seconds", type=float, default=2.0, help="the limit of a query")
    parser.add_argument("--memory", type=int, default=512, help="MiB that a query may use")
    options = parser.parse_args()
    limits = Limits(seconds=options.seconds, memory=options.memory * MEBIBYTE)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as work, socket.create_server(("127.0.0.1", 0)) as waiting:
        store = Path(work) / "store"
        GraphStore(path=store).write(generate(int(options.triples)))
        folder = GraphStore(path=store).current()
        secret = Path(work) / "secret.ttl"
        secret.write_text('<a:a> <a:b> "SESAME" .', encoding="utf-8")
        before = digest(folder)
        pool = QueryPool(store, memory=limits.memory)
        with open_port("127.0.0.1", 0) as listening:
            server = create_server(pool, limits)
            thread = threading.Thread(
                target=server.run, kwargs={"sockets": [listening]}, daemon=True
            )
            thread.start()
            while not server.started:
                time.sleep(0.02)
            url = f"http://127.0.0.1:{listening.getsockname()[1]}"
            print(f"limit {limits.seconds:g} s, {options.memory} MiB; load average "
                  f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")  # fmt: skip
            print("| query | answered | after ms | process gone after ms more | next ASK {} ms |")
            print("|---|---|---:|---:|---:|")
            there = f"http://127.0.0.1:{waiting.getsockname()[1]}/"
            with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
                for hostile in list_hostile(there, secret):
                    wrong += measure(client, pool, hostile)
            server.should_exit = True
            thread.join()
        waiting.settimeout(0.2)
        try:
            waiting.accept()
            wrong.append("somebody called the waiting port")
        except TimeoutError:
            pass
        if digest(folder) != before:
            wrong.append("the store has changed")
    print(f"\nthe store's digest is {before[:16]} before and after; nobody called the waiting port")
    if wrong:
        sys.exit("\n".join(wrong))


def measure(client: object, pool: object, hostile: Hostile) -> Iterator[str]:
    """One line of the table; what is wrong with it."""
    pids = set(pool.pids)  # type: ignore[attr-defined]
    data = {
        "query": hostile.sparql,
        **({"default-graph-uri": hostile.graph} if hostile.graph else {}),
    }
    start = time.perf_counter()
    answer = client.post("/sparql", data=data)  # type: ignore[attr-defined]
    took = time.perf_counter() - start
    start = time.perf_counter()
    again = client.post("/sparql", data={"query": "ASK {}"})  # type: ignore[attr-defined]
    next_took = time.perf_counter() - start
    left = pids - set(pool.pids)  # type: ignore[attr-defined]
    all_gone = all(is_gone(pid) for pid in left)
    gone = f"{(time.perf_counter() - start) * 1e3:.0f}" if left else ""
    what = str(answer.status_code)
    if answer.status_code != 200:
        what += f" {answer.json()['detail'].split(';')[0].split(': ')[-1][:60]}"
    elif cut := answer.headers.get("spacekg-truncated"):
        what += f" cut by {cut}"
    print(f"| {hostile.name} | {what} | {took * 1e3:.0f} | {gone} | {next_took * 1e3:.0f} |",
          flush=True)  # fmt: skip
    if answer.status_code not in hostile.codes:
        yield f"{hostile.name}: answered {answer.status_code}, not one of {hostile.codes}"
    if "SESAME" in answer.text:
        yield f"{hostile.name}: the file was read"
    if again.status_code != 200 or not all_gone:
        yield f"{hostile.name}: the next question was not answered, or a process stayed"


if __name__ == "__main__":
    main()
