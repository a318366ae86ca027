"""Graph: quads, the store they live in, and the KnowledgeGraph that answers from it."""

from spacekg.graph.atomic_file import open_atomic, write_atomic
from spacekg.graph.doctor import DoctorReport, doctor
from spacekg.graph.gate import guard
from spacekg.graph.knowledge_graph import Answer, KnowledgeGraph
from spacekg.graph.manifest import Manifest
from spacekg.graph.quads import merge_shards, read_turtle, write_quads
from spacekg.graph.store import CURRENT, GraphStore

__all__ = [
    "CURRENT",
    "Answer",
    "DoctorReport",
    "GraphStore",
    "KnowledgeGraph",
    "Manifest",
    "doctor",
    "guard",
    "merge_shards",
    "open_atomic",
    "read_turtle",
    "write_atomic",
    "write_quads",
]
