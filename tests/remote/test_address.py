"""One line names a server; what is dangerous in it is refused, and no login is in it."""

from __future__ import annotations

import base64
import socket
import threading
from pathlib import Path

import pytest

from spacekg.errors import RemoteLoginError, SpaceKGError, UsageError
from spacekg.remote import SparqlClient, is_remote, read_address, read_login


@pytest.mark.parametrize(
    ("store", "query", "update", "data"),
    [
        ("sparql+https://h/query", "https://h/query", "https://h/update", "https://h/store"),
        ("sparql+https://h:81", "https://h:81/query", "https://h:81/update", "https://h:81/store"),
        (
            "sparql+http://localhost/ds/sparql?server=fuseki",
            "http://localhost/ds/sparql", "http://localhost/ds/update", "http://localhost/ds/data",
        ),
        (
            "sparql+http://127.0.0.1:8890/sparql?server=virtuoso",
            "http://127.0.0.1:8890/sparql", "http://127.0.0.1:8890/sparql-auth",
            "http://127.0.0.1:8890/sparql-graph-crud-auth",
        ),
        (
            "sparql+https://h/repositories/r?server=graphdb",
            "https://h/repositories/r", "https://h/repositories/r/statements",
            "https://h/repositories/r/rdf-graphs/service",
        ),
        (
            "sparql+https://h/a/b?update=/up&data=d&login=digest&timeout=5",
            "https://h/a/b", "https://h/up", "https://h/a/d",
        ),
    ],
)  # fmt: skip
def test_an_address_names_three_places(store, query, update, data):
    address = read_address(store)
    assert (address.query, address.update, address.data) == (query, update, data)
    # A path object joins the slashes; the command line hands us one.
    assert read_address(Path(store)) == address
    assert is_remote(Path(store)) and not is_remote("exports/store")


@pytest.mark.parametrize(
    ("store", "reason"),
    [
        ("sparql+http://example.org/query", "without encryption"),
        ("sparql+https://me:secret@example.org/query", "holds a login"),
        ("sparql+https://token@example.org/query", "holds a login"),
        ("sparql+https://h/query?server=oracle", "no server"),
        ("sparql+https://h/query?login=none", "no login"),
        ("sparql+https://h/query?password=secret", "unknown option"),
        ("sparql+https://h/query?update=https://evil.org/", "same host"),
        ("sparql+https://h/query?update=//evil.org/", "same host"),
        ("sparql+https://h/query?timeout=0", "whole number"),
        ("sparql+https://h:port/query", "no address"),
        ("sparql+https://h/query#x", "no address"),
        ("sparql+ftp://h/query", "no address"),
        ("sparql+https:", "no address"),
    ],
)
def test_what_is_wrong_with_an_address_is_one_line(store, reason):
    with pytest.raises(UsageError, match=reason) as caught:
        read_address(store)
    assert "secret" not in str(caught.value)


def test_plain_http_to_another_host_must_be_asked_for():
    assert read_address("sparql+http://example.org/query?plain=yes").query.startswith("http://")


def test_logins_come_from_the_environment_or_netrc(tmp_path):
    import httpx

    address = read_address("sparql+https://example.org/query")
    assert read_login(address, {"HOME": str(tmp_path)}) is None
    given = {"SPACEKG_REMOTE_USER": "me", "SPACEKG_REMOTE_PASSWORD": "hush"}
    assert isinstance(read_login(address, given), httpx.BasicAuth)
    digest = read_address("sparql+https://example.org/query?login=digest")
    assert isinstance(read_login(digest, given), httpx.DigestAuth)
    (tmp_path / ".netrc").write_text("machine example.org login me password hush\n")
    assert isinstance(read_login(address, {"HOME": str(tmp_path)}), httpx.BasicAuth)
    elsewhere = read_address("sparql+https://example.com/query")
    assert read_login(elsewhere, {"HOME": str(tmp_path)}) is None
    (tmp_path / "odd").write_text("machine example.org hush hush\n")
    with pytest.raises(RemoteLoginError) as caught:
        read_login(address, {"NETRC": str(tmp_path / "odd")})
    assert "hush" not in str(caught.value)
    with pytest.raises(RemoteLoginError):
        read_login(address, {"SPACEKG_REMOTE_TOKEN": "two words\r\n"})


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"SPACEKG_REMOTE_TOKEN": "abc"}, "Bearer abc"),
        (
            {"SPACEKG_REMOTE_USER": "me", "SPACEKG_REMOTE_PASSWORD": "hush"},
            "Basic " + base64.b64encode(b"me:hush").decode(),
        ),
    ],
)
def test_a_login_is_sent_and_never_told(environment, expected):
    """A server that shows what it was sent, and refuses."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def refuse() -> None:
            connection, _ = listener.accept()
            with connection:
                heard.append(connection.recv(65536))
                connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

        thread = threading.Thread(target=refuse)
        thread.start()
        port = listener.getsockname()[1]
        address = read_address(f"sparql+http://127.0.0.1:{port}/query")
        client = SparqlClient(address, read_login(address, environment))
        with pytest.raises(SpaceKGError) as caught:
            client.ask("ASK {}")
        thread.join()
    assert f"Authorization: {expected}".encode().lower() in heard[0].lower()
    for secret in environment.values():
        assert secret not in str(caught.value) or secret == "me"
