"""Server: the graph over HTTP for SPARQL clients and for people."""

from importlib.util import find_spec

from spacekg.errors import UsageError

if find_spec("starlette") is None or find_spec("uvicorn") is None:
    raise UsageError(
        "the server needs starlette and uvicorn", advice="run pip install 'spacekg[serve]'"
    )

from spacekg.server.application import create_application
from spacekg.server.listener import create_server, open_port, serve

__all__ = ["create_application", "create_server", "open_port", "serve"]
