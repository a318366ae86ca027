"""Validation: what the ontology's shapes say of a graph, breach by breach.

pySHACL walks the shapes of ``ontology/shapes.ttl`` over one in-memory copy of all named graphs:
its lookups are many and small, and a copy answers them far faster than a store on disk. Expect
about eight seconds for 40,000 statements (two cores); ``docs/ontology.md`` lists the shapes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from spacekg.errors import SpaceKGError
from spacekg.graph import KnowledgeGraph
from spacekg.resources import find_resource
from spacekg.vocabulary import Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SHACL = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ValidationResult:
    """One breach: where (``focus``, ``path`` as CURIE), what is wrong, and how grave it is.

    >>> print(ValidationResult(focus="doi:10.1/x", path="rdfs:label", message="is missing"))
    Violation: doi:10.1/x: rdfs:label: is missing
    """

    focus: str
    path: str
    message: str
    severity: str = "Violation"

    def __str__(self) -> str:
        parts = (self.severity, self.focus, self.path, self.message)
        return ": ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """The answer for a whole graph: breaches sorted, and how many there are a path and message."""

    conforms: bool
    statements: int
    results: tuple[ValidationResult, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()

    def text(self, *, most: int = 50) -> str:
        """The report for a person: the verdict, then up to ``most`` breaches, one a line.

        >>> print(ValidationReport(conforms=True, statements=7).text())
        valid: 7 statements meet the shapes
        """
        if self.conforms:
            return f"valid: {self.statements} statements meet the shapes"
        lines = [f"not valid: {len(self.results)} breaches in {self.statements} statements"]
        lines += [str(result) for result in self.results[:most]]
        if len(self.results) > most:
            lines.append(f"and {len(self.results) - most} more, in all:")
            lines += [f"  {count} x {what}" for what, count in self.counts]
        return "\n".join(lines)


def validate(
    graph: KnowledgeGraph | Graph,
    *,
    shapes: Path | None = None,
    vocabulary: Vocabulary | None = None,
) -> ValidationReport:
    """Check a graph against the shapes: all named graphs of it together.

    It may be a KnowledgeGraph, an rdflib Dataset or an rdflib Graph.

    >>> from rdflib import Graph
    >>> validate(Graph()).conforms
    True
    """
    from pyshacl import validate as run_shacl
    from rdflib import Graph as MemoryGraph

    names = vocabulary if vocabulary is not None else read_vocabulary()
    rules = MemoryGraph()
    source = shapes if shapes is not None else find_resource("ontology", "shapes.ttl")
    try:
        rules.parse(data=source.read_text(encoding="utf-8"), format="turtle")
    except (OSError, SyntaxError) as error:
        raise SpaceKGError(f"the shapes cannot be read: {error}", file=str(source)) from error
    _hoist(rules)
    data = _copy(graph.dataset if isinstance(graph, KnowledgeGraph) else graph)
    statements = len(data)
    _add_hierarchy(data, names)
    conforms, report, _ = run_shacl(data, shacl_graph=rules, inplace=True, inference="none")
    if not isinstance(report, MemoryGraph):
        raise SpaceKGError(f"the shapes cannot be applied: {report}", file=str(source))
    results = tuple(sorted(_results(report, names)))
    tally = Counter(f"{result.path} {result.message.split(' (')[0]}".strip() for result in results)
    return ValidationReport(
        conforms=bool(conforms),
        statements=statements,
        results=results,
        counts=tuple(sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _hoist(rules: Graph) -> None:
    """Give each property shape the target of its node shape: the same meaning, many times faster.

    pySHACL visits the properties of a node shape node by node, but those that have a target of
    their own for all nodes at once. What a closed shape allows is kept by listing it.
    """
    from rdflib import RDF, SH, BNode
    from rdflib.collection import Collection

    for shape, target in tuple(rules.subject_objects(SH.targetClass)):
        ignored = rules.value(shape, SH.ignoredProperties)
        for place in tuple(rules.objects(shape, SH.property)):
            rules.remove((shape, SH.property, place))
            rules.add((place, RDF.type, SH.PropertyShape))
            rules.add((place, SH.targetClass, target))
            path = rules.value(place, SH.path)
            if ignored is not None and path is not None and not isinstance(path, BNode):
                Collection(rules, ignored).append(path)


def _copy(graph: Graph) -> Graph:
    """All statements in memory, without their graph names."""
    from rdflib import XSD, Dataset, Literal
    from rdflib import Graph as MemoryGraph

    def plain(term: Node) -> Node:
        # Stores differ in whether they name the datatype of plain text; sh:in tells them apart.
        if isinstance(term, Literal) and term.datatype == XSD.string:
            return Literal(str(term))
        return term

    memory = MemoryGraph()
    if isinstance(graph, Dataset):
        quads = graph.quads((None, None, None, None))
        memory.addN((s, p, plain(o), memory) for s, p, o, _ in quads)
    else:
        memory.addN((s, p, plain(o), memory) for s, p, o in graph)
    return memory


def _add_hierarchy(data: Graph, vocabulary: Vocabulary) -> None:
    """A Process is a Pathway also where the graph does not carry the ontology."""
    from rdflib import RDFS, URIRef

    for name, parents in vocabulary.parents.items():
        for parent in parents:
            pair = (URIRef(vocabulary.iri(name)), URIRef(vocabulary.iri(parent)))
            data.add((pair[0], RDFS.subClassOf, pair[1]))


def _results(report: Graph, vocabulary: Vocabulary) -> list[ValidationResult]:
    from rdflib import SH

    results = []
    for node in report.subjects(SH.resultSeverity):
        path = report.value(node, SH.resultPath)
        component = str(report.value(node, SH.sourceConstraintComponent)).removeprefix(_SHACL)
        results.append(
            ValidationResult(
                focus=vocabulary.compress(str(report.value(node, SH.focusNode))),
                path=vocabulary.compress(str(path)) if path is not None else "",
                message=_message(
                    component.removesuffix("ConstraintComponent"),
                    report.value(node, SH.value),
                    str(report.value(node, SH.resultMessage) or ""),
                    vocabulary,
                ),
                severity=str(report.value(node, SH.resultSeverity)).removeprefix(_SHACL),
            )
        )
    return results


_MESSAGES = (
    ("MinCount", "is missing"),
    ("MaxCount", "has more than one value"),
    ("Class", "is of another class"),
    ("Datatype", "has another datatype"),
    ("NodeKind", "is not an IRI"),
    ("In", "is none of the allowed values"),
    ("Pattern", "is not of the expected form"),
    ("MinInclusive", "is too small"),
    ("MaxInclusive", "is too large"),
    ("MinLength", "is empty"),
    ("LessThan", "is not smaller than its counterpart"),
    ("Closed", "is not allowed here"),
    ("Or", "meets none of the alternatives"),
)


def _message(component: str, value: Node | None, said: str, vocabulary: Vocabulary) -> str:
    """One line in our own words, with the offending value in brackets."""
    words = next((words for name, words in _MESSAGES if name == component), said)
    if value is None:
        return " ".join(words.split())
    shown = " ".join(vocabulary.compress(str(value)).split())
    return f"{' '.join(words.split())} ({shown[:120]})"
