"""Queries: named questions as data, asking them, and writing the answers."""

from spacekg.queries.answer import FORMATS, write_answer
from spacekg.queries.asking import SHELL_LIMITS, ask, query, read_sparql
from spacekg.queries.catalogue import (
    QuestionRow,
    find_question,
    list_questions,
    read_questions,
)
from spacekg.queries.copy import NO_STAMP, Copy, Stamp, load_copy, read_stamp
from spacekg.queries.exchange import HEADER, Limits, Reply, Request, decode_reply, measure
from spacekg.queries.forker import LOADED, TOLD, WANTED
from spacekg.queries.frame import to_pandas, to_polars
from spacekg.queries.process import QueryProcess, late, obituary, raise_failure
from spacekg.queries.question import Parameter, Question
from spacekg.queries.results import write_graph
from spacekg.queries.rows import write_rows
from spacekg.queries.table import write_table

__all__ = [
    "FORMATS",
    "HEADER",
    "LOADED",
    "NO_STAMP",
    "SHELL_LIMITS",
    "TOLD",
    "WANTED",
    "Copy",
    "Limits",
    "Parameter",
    "QueryProcess",
    "Question",
    "QuestionRow",
    "Reply",
    "Request",
    "Stamp",
    "ask",
    "decode_reply",
    "find_question",
    "late",
    "list_questions",
    "load_copy",
    "measure",
    "obituary",
    "query",
    "raise_failure",
    "read_questions",
    "read_sparql",
    "read_stamp",
    "to_pandas",
    "to_polars",
    "write_answer",
    "write_graph",
    "write_rows",
    "write_table",
]  # fmt: skip
