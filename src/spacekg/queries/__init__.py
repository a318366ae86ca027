"""Queries: named questions as data, asking them, and writing the answers."""

from spacekg.queries.answer import FORMATS, write_answer
from spacekg.queries.asking import ask, query, read_sparql
from spacekg.queries.catalogue import (
    QuestionRow,
    find_question,
    list_questions,
    read_questions,
)
from spacekg.queries.question import Parameter, Question
from spacekg.queries.rows import write_rows
from spacekg.queries.table import write_table

__all__ = [
    "FORMATS", "Parameter", "Question", "QuestionRow", "ask", "find_question", "list_questions",
    "query", "read_questions", "read_sparql", "write_answer", "write_rows", "write_table",
]  # fmt: skip
