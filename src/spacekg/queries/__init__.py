"""Queries: named questions as data, asking them, and writing the answers."""

from spacekg.queries.answer import FORMATS, write_answer
from spacekg.queries.asking import ask, read_sparql
from spacekg.queries.catalogue import find_question, read_questions
from spacekg.queries.question import Parameter, Question

__all__ = [
    "FORMATS", "Parameter", "Question", "ask", "find_question", "read_questions", "read_sparql",
    "write_answer",
]  # fmt: skip
