"""A SPARQL server that fails in a named way: twenty of what real ones do, and worse.

It holds one graph of three triples, so that a right answer is known: ``ROWS``.
"""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs

ROWS = ("one", "two", "three")
TRIPLES = "".join(f'<http://e.org/{row}> <http://e.org/p> "{row}" .\n' for row in ROWS).encode()
JSON = "application/sparql-results+json"


def rows_json(values: tuple[str, ...] = ROWS) -> bytes:
    bindings = [{"x": {"type": "literal", "value": value}} for value in values]
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": bindings}}).encode()


def count_json(number: object = str(len(ROWS))) -> bytes:
    cell = {
        "type": "literal",
        "value": number,
        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
    }
    value = {"head": {"vars": ["count"]}, "results": {"bindings": [{"count": cell}]}}
    return json.dumps(value).encode()


class Asked:
    """One request, and how to answer it."""

    def __init__(self, connection: socket.socket, line: str, body: bytes, number: int) -> None:
        self.connection = connection
        self.method, self.target, _ = line.split(" ", 2)
        self.body = body
        self.number = number
        fields = parse_qs(body.decode("utf-8", "replace"))
        self.sparql = fields.get("query", fields.get("update", [""]))[0]

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def head(self, status: str = "200 OK", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.send("\r\n".join([*lines, "", ""]).encode())

    def answer(self, body: bytes, status: str = "200 OK", kind: str = JSON, **more: str) -> None:
        self.head(status, Content_Type=kind, Content_Length=str(len(body)), **more)
        self.send(body)

    def right(self) -> None:
        """What a good server says."""
        if self.method in ("PUT", "DELETE") or self.sparql.startswith(("INSERT", "DROP")):
            self.answer(b"", "204 No Content")
        elif self.method == "GET":
            self.answer(TRIPLES, kind="application/n-triples")
        else:
            self.answer(count_json() if "COUNT(*)" in self.sparql else rows_json())


def hang(asked: Asked) -> None:
    with suppress(OSError):
        asked.connection.settimeout(30)
        while asked.connection.recv(1000):
            pass


def hang_in_body(asked: Asked) -> None:
    asked.head(Content_Type=JSON, Content_Length="500")
    asked.send(rows_json()[:20])
    hang(asked)


def drip(asked: Asked) -> None:
    body = rows_json() + b" " * 1000
    asked.head(Content_Type=JSON, Content_Length=str(len(body)))
    for at in range(len(body)):
        asked.send(body[at : at + 1])
        time.sleep(0.2)


def drip_headers(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\n")
    for number in range(1000):
        asked.send(f"X-{number}: a\r\n".encode())
        time.sleep(0.2)


def cut_body(asked: Asked) -> None:
    body = rows_json()
    asked.head(Content_Type=JSON, Content_Length=str(len(body)))
    asked.send(body[:-30])


def cut_chunks(asked: Asked) -> None:
    asked.head(Content_Type=JSON, Transfer_Encoding="chunked")
    body = rows_json()
    asked.send(f"{len(body):x}\r\n".encode() + body + b"\r\n")


def cut_without_length(asked: Asked) -> None:
    asked.head(Content_Type=JSON, Connection="close")
    asked.send(rows_json()[:-30])


def missing_rows(asked: Asked) -> None:
    if "COUNT(*)" in asked.sparql:
        asked.right()
    else:
        asked.answer(rows_json(ROWS[:2]))


def wrong_kind(asked: Asked) -> None:
    asked.answer(rows_json(), kind="text/csv")


def login_page(asked: Asked) -> None:
    asked.answer(b"<html><form>user</form></html>", kind="text/html")


def redirect_loop(asked: Asked) -> None:
    asked.answer(b"", "302 Found", Location=asked.target)


def redirect_away(asked: Asked) -> None:
    asked.answer(b"", "307 Temporary Redirect", Location="http://127.0.0.2:9/query")


def gzip_bomb(asked: Asked) -> None:
    packed = gzip.compress(b"[" * 50_000_000)
    asked.answer(packed, Content_Encoding="gzip")


def endless(asked: Asked) -> None:
    asked.head(Content_Type=JSON, Transfer_Encoding="chunked")
    piece = b"10000\r\n" + b" " * 65536 + b"\r\n"
    while True:
        asked.send(piece)


def wrong_types(asked: Asked) -> None:
    asked.answer(b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":["literal",1]}]}}')


def lying_count(asked: Asked) -> None:
    if "COUNT(*)" in asked.sparql:
        asked.answer(count_json("4"))
    else:
        asked.right()


def forgetful(asked: Asked) -> None:
    """Says that it took every graph, and holds what it held."""
    empty = b'{"head":{"vars":["p","o"]},"results":{"bindings":[]}}'
    if asked.method == "POST":
        asked.answer(count_json("0") if "COUNT(*)" in asked.sparql else empty)
    else:
        asked.right()


class Idler:
    """Takes every graph, says 200 to every update, and does none."""

    def __init__(self) -> None:
        self._graphs: dict[str, bytes] = {}

    def __call__(self, asked: Asked) -> None:
        if asked.method == "PUT":
            self._graphs[asked.target] = asked.body
            asked.answer(b"", "204 No Content")
        elif asked.method == "GET":
            asked.answer(self._graphs[asked.target], kind="application/n-triples")
        else:
            forgetful(asked)


def status(text: str, **headers: str) -> Callable[[Asked], None]:
    return lambda asked: asked.answer(b"no", text, "text/plain", **headers)


def busy_once(asked: Asked) -> None:
    if asked.number == 0:
        asked.answer(b"", "503 Service Unavailable", Retry_After="0")
    else:
        asked.right()


def close_once(asked: Asked) -> None:
    if asked.number > 0:
        asked.right()


def partial(asked: Asked) -> None:
    asked.answer(rows_json(ROWS[:1]), "206 Partial Content")


FAULTS: dict[str, Callable[[Asked], None]] = {
    "accepts and closes": lambda asked: None,
    "hangs before headers": hang,
    "hangs in the body": hang_in_body,
    "drips the body": drip,
    "drips the headers": drip_headers,
    "cuts a body of known length": cut_body,
    "cuts a chunked body": cut_chunks,
    "cuts a body of unknown length": cut_without_length,
    "leaves out rows": missing_rows,
    "gives another content type": wrong_kind,
    "gives a login page with 200": login_page,
    "401": status("401 Unauthorized", WWW_Authenticate='Basic realm="x"'),
    "403": status("403 Forbidden"),
    "404": status("404 Not Found"),
    "429 for an hour": status("429 Too Many Requests", Retry_After="3600"),
    "500": status("500 Internal Server Error"),
    "503 for good": status("503 Service Unavailable"),
    "503 once": busy_once,
    "closes once": close_once,
    "206": partial,
    "redirects to itself": redirect_loop,
    "redirects to another host": redirect_away,
    "sends a gzip bomb": gzip_bomb,
    "never ends the body": endless,
    "gives wrong JSON types": wrong_types,
    "counts wrong": lying_count,
    "takes graphs and forgets them": forgetful,
    "says 200 to updates and does none": Idler(),
    "speaks no HTTP": lambda asked: asked.send(b"220 mail ready\r\n"),
}


@contextmanager
def run_fault_server(fault: Callable[[Asked], None]) -> Iterator[str]:
    """The address of a server with one fault; every request is answered in a thread of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)
    ended = threading.Event()
    numbers = iter(range(10**6))
    threads: list[threading.Thread] = []
    connections: list[socket.socket] = []

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError, ValueError):
            connection.settimeout(30)
            if (asked := receive(connection, numbers)) is not None:
                fault(asked)

    def accept() -> None:
        while not ended.is_set():
            try:
                connection, _ = listener.accept()
            except (TimeoutError, OSError):
                continue
            connections.append(connection)
            threads.append(threading.Thread(target=serve, args=(connection,), daemon=True))
            threads[-1].start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"sparql+http://127.0.0.1:{listener.getsockname()[1]}/query"
    finally:
        ended.set()
        thread.join()
        for connection in connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for one in threads:
            one.join(timeout=5)
        listener.close()


def receive(connection: socket.socket, numbers: Iterator[int]) -> Asked | None:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return None
        data += part
    head, body = data.split(b"\r\n\r\n", 1)
    lines = head.decode("latin-1").split("\r\n")
    lengths = [int(line[15:]) for line in lines if line.lower().startswith("content-length:")]
    while lengths and len(body) < lengths[0]:
        body += connection.recv(65536)
    return Asked(connection, lines[0], body, next(numbers))
