"""MCP: the graph as read-only tools for assistants, over the Model Context Protocol."""

from importlib.util import find_spec

from spacekg.errors import UsageError

if find_spec("mcp") is None:
    raise UsageError(
        "the assistant tools need the mcp package", advice="run pip install 'spacekg[mcp]'"
    )

from spacekg.mcp.assistant import create_assistant, mcp

__all__ = ["create_assistant", "mcp"]
