"""Graph: quads, the store they live in, and the KnowledgeGraph that answers from it."""

from spacekg.graph.atomic_file import open_atomic, write_atomic
from spacekg.graph.doctor import DoctorReport, doctor
from spacekg.graph.gate import guard
from spacekg.graph.generation import check_files, check_generation
from spacekg.graph.knowledge_graph import Answer, KnowledgeGraph
from spacekg.graph.ledger import LEDGER, Ledger, read_ledger
from spacekg.graph.manifest import Manifest
from spacekg.graph.memory_copy import QUAD_BYTES
from spacekg.graph.place import choose_workplace, find_manifest, publish_store
from spacekg.graph.quads import merge_shards, read_turtle, write_quads
from spacekg.graph.question_text import read_question_text
from spacekg.graph.remote_construct import write_table_of_values
from spacekg.graph.revision import Revision
from spacekg.graph.shard import Entry, Shard, ShardFolder
from spacekg.graph.store import CURRENT, GraphStore
from spacekg.graph.writer import Writer, write_files

__all__ = [
    "CURRENT",
    "LEDGER",
    "QUAD_BYTES",
    "Answer",
    "DoctorReport",
    "Entry",
    "GraphStore",
    "KnowledgeGraph",
    "Ledger",
    "Manifest",
    "Revision",
    "Shard",
    "ShardFolder",
    "Writer",
    "check_files",
    "check_generation",
    "choose_workplace",
    "doctor",
    "find_manifest",
    "guard",
    "merge_shards",
    "open_atomic",
    "publish_store",
    "read_ledger",
    "read_question_text",
    "read_turtle",
    "write_atomic",
    "write_files",
    "write_quads",
    "write_table_of_values",
]
