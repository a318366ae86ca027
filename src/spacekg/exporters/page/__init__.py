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
from spacekg.exporters.page.document import (
    read_library,
    read_picture_script,
    read_style,
    write_document,
    write_script,
)
from spacekg.exporters.page.island import write_safe_json
from spacekg.exporters.page.palette import SHAPES, STYLES, Style
from spacekg.exporters.page.reading import Answering, read_page_graph
from spacekg.exporters.page.star import STAR_OPTIONS, draw_star

__all__ = [
    "SHAPES", "STAR_OPTIONS", "STYLES", "Answering", "PageEdge", "PageFinding", "PageGraph",
    "PageNode", "PageQuote", "Style", "draw_star", "read_library", "read_page_graph",
    "read_picture_script", "read_style", "write_document", "write_safe_json", "write_script",
]  # fmt: skip
