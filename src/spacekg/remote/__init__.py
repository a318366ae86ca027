"""Remote: a strict client of SPARQL servers: Protocol, Update and Graph Store Protocol."""

from spacekg.remote.address import RemoteAddress, is_remote, read_address
from spacekg.remote.answer import Rows, read_boolean, read_rows
from spacekg.remote.client import Scope, SparqlClient
from spacekg.remote.exchange import Exchange, Limit, Response
from spacekg.remote.login import read_login

__all__ = [
    "Exchange", "Limit", "RemoteAddress", "Response", "Rows", "Scope", "SparqlClient", "is_remote",
    "read_address", "read_boolean", "read_login", "read_rows",
]  # fmt: skip
