"""Page: one interactive page of a knowledge graph, from SPARQL answers to HTML.

``read_page_graph`` asks the graph, ``choose_overview`` and ``place_overview`` settle what is seen
first and where, ``write_document`` puts it together. What the browser runs lies in ``assets``.
"""

from spacekg.exporters.page.content import (
    PageEdge,
    PageFinding,
    PageGraph,
    PageNode,
    PageQuote,
)
from spacekg.exporters.page.document import write_document
from spacekg.exporters.page.reading import Answering, read_page_graph

__all__ = [
    "Answering", "PageEdge", "PageFinding", "PageGraph", "PageNode", "PageQuote",
    "read_page_graph", "write_document",
]  # fmt: skip
