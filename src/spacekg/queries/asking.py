"""Asking: a question by its name, from a file, or as SPARQL text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from spacekg.errors import QueryError, UsageError
from spacekg.graph import Answer, KnowledgeGraph
from spacekg.queries.answer import FORMATS, write_answer
from spacekg.queries.catalogue import find_question
from spacekg.queries.exchange import MEBIBYTE, Limits, Request
from spacekg.queries.process import ask_once, raise_failure

SHELL_LIMITS = Limits(rows=1_000_000, bytes=512 * MEBIBYTE)
_LONGEST = 64 * 1024
_ENDINGS = (".rq", ".sparql")


def read_sparql(question: str, values: Mapping[str, str | int] | None = None) -> str:
    """The SPARQL of ``NAME``, ``FILE.rq`` or ``'SELECT …'``; ``values`` bind a named question.

    >>> read_sparql("ASK { ?s ?p ?o }")
    'ASK { ?s ?p ?o }'
    >>> read_sparql("shared-gene")
    Traceback (most recent call last):
    spacekg.errors.QueryError: there is no question named 'shared-gene'; did you mean ...
    """
    asked = question.strip()
    if not asked:
        raise QueryError("the question is empty", advice="give a name, a file or SPARQL text")
    is_file = asked.endswith(_ENDINGS) and not any(char in asked for char in "{\n")
    if not is_file and not any(char in asked for char in "{ \t\n"):
        return find_question(asked).bind(values)
    if values:
        raise QueryError(
            "only named questions have parameters", advice="write the values into the text"
        )
    return _read_file(Path(asked)) if is_file else question


def ask(
    graph: KnowledgeGraph, question: str, values: Mapping[str, str | int] | None = None
) -> Answer:
    """The answer of ``graph`` to a question by name, from a file or as text."""
    return graph.query(read_sparql(question, values))


def query(
    graph: KnowledgeGraph | Path,
    question: str,
    *,
    output: str = "table",
    parameters: Sequence[str] = (),
    timeout: float = SHELL_LIMITS.seconds,
    warn: Callable[[str], None] | None = None,
    services: Sequence[str] = (),
) -> str:
    r"""The answer as text in the format ``output``; ``parameters`` are ``name=value``.

    Where ``graph`` is the folder of a store, the question runs in a process of its own that is
    killed after ``timeout`` seconds; a cut answer is told to ``warn``, or else an error. There
    ``SERVICE`` may ask those servers that ``services`` lists.

    >>> graph = KnowledgeGraph.from_quads(b'<a:a> <a:b> "c" <g:1> .')
    >>> query(graph, "ASK { ?s ?p 'c' }")
    'yes\n'
    """
    values: dict[str, str | int] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"'{parameter}' is no parameter", advice="write name=value")
        values[name.strip()] = value
    if output not in FORMATS:
        raise UsageError(
            f"there is no format '{output}'", advice=f"use one of: {', '.join(FORMATS)}"
        )
    if isinstance(graph, KnowledgeGraph):
        return write_answer(ask(graph, question, values), output)
    sparql = read_sparql(question, values)
    limits = replace(SHELL_LIMITS, seconds=timeout, services=tuple(services))
    reply = ask_once(Path(graph), Request(sparql=sparql, rows_format=output, limits=limits))
    raise_failure(reply)
    if reply.truncated:
        line = f"warning: the answer is cut after {reply.count} rows (limit of {reply.truncated})"
        if warn is None:
            raise QueryError(line.removeprefix("warning: "), advice="ask for less at once")
        warn(line)
    return reply.body.decode("utf-8")


def _read_file(path: Path) -> str:
    try:
        if path.stat().st_size > _LONGEST:
            raise QueryError("the query is longer than 64 KiB", file=path.name, advice="shorten it")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else "is not readable"
        raise QueryError(
            f"the query file {reason}", file=str(path), advice="check the path"
        ) from error
