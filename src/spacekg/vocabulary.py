"""Vocabulary: the names that a graph may hold, read from ``ontology/spacekg.ttl``.

The ontology is the single truth of classes, properties and prefixes. Code asks for a name and
gets an IRI; a name that the ontology does not declare is an error, so it cannot be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from spacekg.errors import UnknownTermError
from spacekg.resources import find_resource

_FILE = "ontology/spacekg.ttl"
_ONTOLOGY = "https://w3id.org/spacekg/vocab/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SHACL = "http://www.w3.org/ns/shacl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_BIOLINK = "https://w3id.org/biolink/vocab/"
_PROPERTY_TYPES = frozenset(
    f"{_OWL}{name}" for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
)
_TERM_TYPES = _PROPERTY_TYPES | {f"{_OWL}Class", f"{_RDFS}Datatype"}
_MATCHES = tuple(f"{_SKOS}{name}" for name in ("exactMatch", "closeMatch", "broadMatch"))
_DELIMITERS = frozenset("/#_-:")
_SAFE_IN_IRI = "!#$%&'()*+,-./:;=?@[]_~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The closed set of names of the ontology, by local name (``Gene``, ``hasOrganism``).

    ``kinds`` maps entity types to classes (``cell_type`` to ``CellType``); ``ranges`` properties
    to the IRI of their range; ``parents`` classes to their superclasses among ours;
    ``categories`` classes to their nearest Biolink class (``biolink:Gene``); ``borrowed`` are the
    declared terms of other vocabularies, as CURIEs (``rdfs:label``); ``elsewhere`` prefixes to the
    namespaces under which others know the same identifiers.
    """

    prefixes: Mapping[str, str]
    classes: frozenset[str]
    properties: frozenset[str]
    borrowed: frozenset[str]
    kinds: Mapping[str, str]
    ranges: Mapping[str, str]
    parents: Mapping[str, tuple[str, ...]]
    categories: Mapping[str, str]
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    namespaces: Mapping[str, str]
    elsewhere: Mapping[str, tuple[str, ...]]

    def iri(self, name: str) -> str:
        """The IRI of a declared class, property or borrowed term.

        >>> vocabulary = read_vocabulary()
        >>> vocabulary.iri("hasOrganism")
        'https://w3id.org/spacekg/vocab/hasOrganism'
        >>> vocabulary.iri("rdfs:label")
        'http://www.w3.org/2000/01/rdf-schema#label'
        >>> vocabulary.iri("hasOrganisms")
        Traceback (most recent call last):
        spacekg.errors.UnknownTermError: ...
        """
        local = name.removeprefix("skg:")
        if local in self.classes or local in self.properties:
            return f"{_ONTOLOGY}{local}"
        if name in self.borrowed:
            return self.expand(name)
        raise UnknownTermError(
            f"the ontology declares no term '{name}'",
            file=_FILE,
            advice="declare it there or use a declared one",
        )

    def expand(self, curie: str) -> str:
        """The IRI of a CURIE with a declared prefix.

        What a namespace ends with may stand again in the CURIE: ``OSD:OSD-195`` is ``OSD:195``.

        >>> read_vocabulary().expand("NCBIGene:67731")
        'http://www.ncbi.nlm.nih.gov/gene/67731'
        """
        prefix, colon, local = curie.partition(":")
        namespace = self.prefixes.get(prefix)
        if not colon or not local or namespace is None:
            raise UnknownTermError(
                f"'{curie}' is no CURIE with a prefix that the ontology declares",
                file=_FILE,
                advice="declare the prefix with sh:declare",
            )
        if local.isalnum():
            return namespace + local
        return namespace + _escape(_unrepeat(local, namespace))

    def matches(self, curie: str) -> tuple[str, ...]:
        """The IRIs by which others know what a CURIE names, as far as they follow from it.

        >>> read_vocabulary().matches("NCBIGene:67731")
        ('http://identifiers.org/ncbigene/67731',)
        """
        prefix, _, local = curie.partition(":")
        rest = _escape(_unrepeat(local, self.prefixes.get(prefix, "/")))
        return tuple(namespace + rest for namespace in self.elsewhere.get(prefix, ()))

    def compress(self, iri: str) -> str:
        """The CURIE of an IRI by the longest declared namespace, else the IRI as it is.

        >>> vocabulary = read_vocabulary()
        >>> vocabulary.compress("http://purl.obolibrary.org/obo/UBERON_0002107")
        'UBERON:0002107'
        >>> vocabulary.compress("https://example.org/a")
        'https://example.org/a'
        """
        for at in range(len(iri) - 1, 0, -1):
            if iri[at - 1] in _DELIMITERS:
                prefix = self.namespaces.get(iri[:at])
                if prefix is not None:
                    return f"{prefix}:{iri[at:]}"
        return iri

    def kind(self, entity_type: str) -> str:
        """The class name of an entity type.

        >>> read_vocabulary().kind("cell_type")
        'CellType'
        """
        try:
            return self.kinds[entity_type]
        except KeyError:
            raise UnknownTermError(
                f"no class has the entity type '{entity_type}'",
                file=_FILE,
                advice=f"use one of: {', '.join(sorted(self.kinds))}",
            ) from None


@cache
def read_vocabulary(path: Path | None = None) -> Vocabulary:
    """The vocabulary of the shipped ontology, or of the Turtle file at ``path``.

    >>> sorted(read_vocabulary().kinds)[:3]
    ['cell_type', 'chemical', 'countermeasure']
    """
    source = path if path is not None else find_resource("ontology", "spacekg.ttl")
    try:
        quads = tuple(parse(path=str(source), format=RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise UnknownTermError(
            f"the ontology cannot be read: {error}",
            file=_FILE,
            advice="install SpaceKG again",
        ) from error
    return _vocabulary(_Statements(quads))


class _Statements:
    """The statements of the ontology by predicate, in file order."""

    __slots__ = ("_by_predicate",)

    def __init__(self, quads: tuple[Quad, ...]) -> None:
        self._by_predicate: dict[str, list[tuple[str, str]]] = {}
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                pairs = self._by_predicate.setdefault(quad.predicate.value, [])
                pairs.append((quad.subject.value, quad.object.value))

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Subject and object of every statement with ``predicate``."""
        yield from self._by_predicate.get(predicate, ())

    def ours(self, predicate: str) -> Iterator[tuple[str, str]]:
        """The same for subjects of our own namespace, by local name."""
        for subject, value in self.pairs(predicate):
            if subject.startswith(_ONTOLOGY) and subject != _ONTOLOGY:
                yield subject.removeprefix(_ONTOLOGY), value


def _vocabulary(statements: _Statements) -> Vocabulary:
    names = dict(statements.pairs(f"{_SHACL}prefix"))
    prefixes = {names[node]: iri for node, iri in statements.pairs(f"{_SHACL}namespace")}
    types = tuple(statements.ours(f"{_RDF}type"))
    classes = frozenset(name for name, kind in types if kind == f"{_OWL}Class")
    parents: dict[str, tuple[str, ...]] = {}
    for name, parent in statements.ours(f"{_RDFS}subClassOf"):
        if parent.startswith(_ONTOLOGY):
            parents[name] = (*parents.get(name, ()), parent.removeprefix(_ONTOLOGY))
    proxy = MappingProxyType
    namespaces = {iri: prefix for prefix, iri in prefixes.items()}
    return Vocabulary(
        prefixes=proxy(dict(sorted(prefixes.items()))),
        classes=classes,
        properties=frozenset(name for name, kind in types if kind in _PROPERTY_TYPES),
        borrowed=frozenset(_borrowed(statements, namespaces)),
        kinds=proxy({kind: name for name, kind in statements.ours(f"{_ONTOLOGY}entityType")}),
        ranges=proxy(dict(statements.ours(f"{_RDFS}range"))),
        parents=proxy(parents),
        categories=proxy(_categories(statements, classes, parents)),
        labels=proxy(dict(statements.ours(f"{_RDFS}label"))),
        definitions=proxy(dict(statements.ours(f"{_SKOS}definition"))),
        namespaces=proxy(namespaces),
        elsewhere=proxy(_elsewhere(statements, names)),
    )


def _elsewhere(statements: _Statements, names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The other namespaces of each prefix, in alphabetical order."""
    pairs = sorted(statements.pairs(f"{_ONTOLOGY}sameIn"))
    return {
        names[node]: tuple(iri for one, iri in pairs if one == node)
        for node in dict.fromkeys(node for node, _ in pairs)
    }


def _borrowed(statements: _Statements, namespaces: Mapping[str, str]) -> Iterator[str]:
    for iri, kind in statements.pairs(f"{_RDF}type"):
        if kind in _TERM_TYPES and not iri.startswith(_ONTOLOGY):
            at = max(iri.rfind("#"), iri.rfind("/")) + 1
            yield f"{namespaces[iri[:at]]}:{iri[at:]}"


def _categories(
    statements: _Statements, classes: frozenset[str], parents: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """The nearest Biolink class: an exact match before a close or a broad one, else a parent's."""
    own: dict[str, str] = {}
    for match in _MATCHES:
        for name, iri in statements.ours(match):
            if name in classes and iri.startswith(_BIOLINK):
                own.setdefault(name, f"biolink:{iri.removeprefix(_BIOLINK)}")
    result: dict[str, str] = {}
    for name in sorted(classes):
        queue = [name]
        while queue and name not in result:
            current = queue.pop(0)
            if current in own:
                result[name] = own[current]
            queue.extend(parents.get(current, ()))
    return result


def _unrepeat(local: str, namespace: str) -> str:
    """What follows the colon, without what the namespace ends with."""
    return local.removeprefix(namespace[namespace.rindex("/") + 1 :])


def _escape(local: str) -> str:
    """Percent-encode what an IRI may not hold; letters of every script stay."""
    return "".join(
        char if char.isalnum() or char in _SAFE_IN_IRI else quote(char, safe="") for char in local
    )
