"""Address: where a SPARQL server answers, takes updates and keeps its graphs, from one line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

from spacekg.errors import UsageError

# A path object joins the two slashes, and the command line hands us one.
_REMOTE = re.compile(r"sparql\+(?P<scheme>https?):/{1,2}(?P<rest>[^/].*)", re.DOTALL)
_ADVICE = "write sparql+https://HOST/PATH?server=oxigraph (see docs/remote.md)"
_OPTIONS = ("server", "update", "data", "graph", "login", "timeout", "plain")
_LOGINS = ("basic", "digest", "bearer")
#: what follows the address of questions: updates, graphs, the name of the graph, the login
_SERVERS: Mapping[str, tuple[str, str, str, str]] = {
    "oxigraph": ("update", "store", "graph", "basic"),
    "fuseki": ("update", "data", "graph", "basic"),
    "virtuoso": ("sparql-auth", "sparql-graph-crud-auth", "graph-uri", "digest"),
    "graphdb": ("+/statements", "+/rdf-graphs/service", "graph", "basic"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteAddress:
    """Three addresses on one host, and how it is spoken to; never a name or a password.

    ``graph`` is the parameter by which graphs are named, ``seconds`` the time one exchange may
    take.
    """

    query: str
    update: str
    data: str
    graph: str = "graph"
    login: str = ""
    seconds: float = 60.0

    @property
    def host(self) -> str:
        """The name of the machine, for messages and for looking up a login."""
        return urlsplit(self.query).hostname or ""

    def __str__(self) -> str:
        return f"sparql+{self.query}"


def is_remote(store: object) -> bool:
    """Whether the place of a store is a SPARQL server and no folder.

    >>> is_remote("sparql+https://example.org/query"), is_remote("exports/store")
    (True, False)
    """
    return str(store).startswith("sparql+")


def read_address(store: object) -> RemoteAddress:
    """The addresses that one line names.

    >>> read_address("sparql+https://example.org/ds/query?server=fuseki").data
    'https://example.org/ds/data'
    >>> read_address("sparql+https://me:secret@example.org/query")
    Traceback (most recent call last):
    spacekg.errors.UsageError: the address holds a login; ...
    """
    match = _REMOTE.fullmatch(str(store))
    if match is None:
        raise UsageError("this is no address of a SPARQL server", advice=_ADVICE)
    url = f"{match['scheme']}://{match['rest']}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
        parts = urlsplit("")
    if "@" in parts.netloc:
        raise UsageError(
            "the address holds a login",
            advice="take it out: SPACEKG_REMOTE_USER and SPACEKG_REMOTE_PASSWORD, or netrc",
        )
    if not host or parts.fragment:
        raise UsageError("this is no address of a SPARQL server", advice=_ADVICE)
    options = _read_options(parts.query)
    if parts.scheme == "http" and options.get("plain") != "yes" and not _is_loopback(host):
        raise UsageError(
            f"{host} would be spoken to without encryption",
            advice="use sparql+https://, or say &plain=yes",
        )
    after_update, after_data, graph, login = _SERVERS[options.get("server", "oxigraph")]
    origin = f"{parts.scheme}://{parts.netloc}"
    path = parts.path or "/query"
    return RemoteAddress(
        query=origin + path,
        update=origin + _join(path, options.get("update", after_update)),
        data=origin + _join(path, options.get("data", after_data)),
        graph=options.get("graph", graph),
        login=options.get("login", login),
        seconds=float(options.get("timeout", "60")),
    )


def _read_options(query: str) -> dict[str, str]:
    options = dict(parse_qsl(query, keep_blank_values=True))
    for name in options:
        if name not in _OPTIONS:
            raise UsageError(
                f"the address has an unknown option '{name[:40]}'",
                advice=f"its options are: {', '.join(_OPTIONS)}",
            )
    for name, known in (("server", tuple(_SERVERS)), ("login", _LOGINS)):
        if options.get(name, known[0]) not in known:
            raise UsageError(
                f"'{options[name][:40]}' is no {name}", advice=f"use one of: {', '.join(known)}"
            )
    if not re.fullmatch(r"0*[1-9][0-9]{0,5}", options.get("timeout", "60")):
        raise UsageError("the timeout is no whole number of seconds", advice="write &timeout=60")
    return options


def _join(path: str, part: str) -> str:
    """A path on the same host: whole, beside the last part, or (``+``) after it."""
    if "//" in part or ":" in part:
        raise UsageError("update and data are paths on the same host", advice=_ADVICE)
    if part.startswith("/"):
        return part
    if part.startswith("+"):
        return path.rstrip("/") + part[1:]
    return path.rpartition("/")[0] + "/" + part


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
