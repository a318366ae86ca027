"""Catalogue: the named questions of ``ontology/queries``, read from their Turtle files.

The files have the form in which SIB keeps its example queries (``sh:SPARQLSelectExecutable``),
so other tools can use them too.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from spacekg.errors import QueryError
from spacekg.queries.question import Kind, Parameter, Question
from spacekg.resources import find_resource
from spacekg.vocabulary import read_vocabulary

_BASE = "https://w3id.org/spacekg/query/"
_XSD = "http://www.w3.org/2001/XMLSchema#"


@cache
def read_questions(folder: Path | None = None) -> tuple[Question, ...]:
    """The shipped named questions, or those of the Turtle files in ``folder``, sorted by name.

    >>> "shared-genes" in [question.name for question in read_questions()]
    True
    """
    source = folder if folder is not None else find_resource("ontology", "queries")
    return tuple(_read_question(path) for path in sorted(source.glob("*.ttl"), key=_stem))


def find_question(name: str) -> Question:
    """The named question ``name``, or a ``QueryError`` that suggests what was meant.

    >>> find_question("shared-genes").label
    'Genes shared by studies'
    """
    known = {question.name: question for question in read_questions()}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=3)
    advice = f"did you mean {' or '.join(near)}?" if near else "'spacekg queries' lists them"
    raise QueryError(f"there is no question named '{name}'", advice=advice)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A named question as one line of a list; parameters with their defaults."""

    name: str
    label: str
    parameters: tuple[str, ...]
    comment: str


def list_questions() -> tuple[QuestionRow, ...]:
    """The named questions for a person to choose from.

    >>> [row.parameters for row in list_questions() if row.name == "gaps-shared"]
    [('minStudies=2',)]
    """
    return tuple(
        QuestionRow(
            name=question.name,
            label=question.label,
            parameters=tuple(f"{one.name}={one.default}" for one in question.parameters),
            comment=question.comment,
        )
        for question in read_questions()
    )


def _stem(path: Path) -> str:
    return path.stem


def _read_question(path: Path) -> Question:
    statements: dict[tuple[str, str], list[str]] = {}
    vocabulary = read_vocabulary()
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and not isinstance(quad.object, BlankNode):
                predicate = vocabulary.compress(quad.predicate.value)
                if isinstance(quad.object, Literal | NamedNode):
                    key = (quad.subject.value, predicate)
                    statements.setdefault(key, []).append(quad.object.value)
    except (OSError, SyntaxError) as error:
        raise QueryError(f"the question cannot be read: {error}", file=path.name) from error
    iri = f"{_BASE}{path.stem}"

    def one(subject: str, predicate: str) -> str:
        return next(iter(statements.get((subject, predicate), ())), "")

    def parameter(subject: str) -> Parameter:
        kinds: dict[str, Kind] = {f"{_XSD}integer": "integer", f"{_XSD}string": "string"}
        return Parameter(
            name=one(subject, "sh:name"),
            kind=kinds.get(one(subject, "sh:datatype"), "iri"),
            description=one(subject, "sh:description"),
            # A default IRI stands in the text as a person writes it: NCBITaxon:2.
            default=vocabulary.compress(one(subject, "sh:defaultValue")),
        )

    question = Question(
        name=path.stem,
        label=one(iri, "rdfs:label"),
        comment=one(iri, "rdfs:comment"),
        select=one(iri, "sh:select").strip("\n"),
        keywords=tuple(statements.get((iri, "schema:keywords"), ())),
        parameters=tuple(map(parameter, statements.get((iri, "sh:parameter"), ()))),
        whole=one(f"{iri}/all", "sh:select").strip("\n"),
    )
    slots = dict(question.slots())
    if not question.select or slots != {
        one.name: one.default or "UNDEF" for one in question.parameters
    }:
        raise QueryError(
            "the VALUES lines of the text are not the declared parameters and defaults",
            file=path.name,
            advice="write a line 'VALUES ?name { default }' for each sh:parameter",
        )
    return question
