"""HTML: the whole graph as one page that opens from a folder, with no network and no server."""

from __future__ import annotations

from pathlib import Path

from spacekg.errors import ExportError
from spacekg.exporters.page import Answering, read_page_graph, write_document
from spacekg.graph import write_atomic


def export_html(graph: Answering, out: Path) -> None:
    """Writes the interactive page of ``graph`` to the file ``out``: whole, or not at all."""
    content = write_document(read_page_graph(graph)).encode("utf-8")
    try:
        write_atomic(out, content)
    except OSError as failure:
        raise ExportError(
            f"the page cannot be written ({failure.strerror})",
            file=str(out),
            advice="give the name of a file in a folder that may be written to",
        ) from failure
