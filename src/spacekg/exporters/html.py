"""HTML: the whole graph as one page that opens from a folder, with no network and no server."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from spacekg.errors import ExportError
from spacekg.exporters.page import Answering, read_page_graph, write_document


def export_html(graph: Answering, out: Path) -> None:
    """Writes the interactive page of ``graph`` to ``out``: whole, or not at all.

    The page is made in a file beside ``out``, brought to the disk and then renamed, so that a
    reader never meets half a page.
    """
    text = write_document(read_page_graph(graph))
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, out)
    except OSError as failure:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise ExportError(
            f"the page cannot be written ({failure.strerror})",
            file=str(out),
            advice="choose a folder that exists and may be written to",
        ) from failure
