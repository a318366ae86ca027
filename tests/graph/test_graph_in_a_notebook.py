"""What a notebook shows of a graph."""

from __future__ import annotations

from spacekg.graph import KnowledgeGraph

QUADS = b"""
<https://w3id.org/spacekg/id/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
<https://w3id.org/spacekg/vocab/Study> <https://w3id.org/spacekg/id/g> .
"""


def test_counts_by_class_as_a_table() -> None:
    shown = KnowledgeGraph.from_quads(QUADS)._repr_html_()
    assert "<tr><th>Study</th><td>1</td></tr>" in shown
    assert shown.startswith("<table>") and shown.endswith("</table>")
