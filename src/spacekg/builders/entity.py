"""Entity: what studies speak of, each once, with its place among its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from spacekg.builders.identity import entity_iri
from spacekg.builders.union import unite
from spacekg.model import Edge, Entity, Node, StudyRecord
from spacekg.model.graph import Literal

if TYPE_CHECKING:
    from spacekg.lexicon import Lexicon, Term
    from spacekg.vocabulary import Vocabulary

HUMAN = "NCBITaxon:9606"
_LISTS = (
    "organisms", "tissues", "cell_types", "genes", "gene_families", "pathways", "chemicals",
    "phenotypes", "exposures", "missions", "datasets", "countermeasures",
)  # fmt: skip


def list_entities(record: StudyRecord) -> tuple[Entity, ...]:
    """Every entity that a record names anywhere, in its order, each once."""
    asked = dict.fromkeys(entity for gap in record.gaps for entity in gap.about)
    return tuple(dict.fromkeys(list_investigated(record)) | asked)


def list_investigated(record: StudyRecord) -> tuple[Entity, ...]:
    """The entities that a study looked at: all but those it only asks about."""
    seen: dict[Entity, None] = {}
    for name in _LISTS:
        seen.update(dict.fromkeys(getattr(record, name)))
    for finding in record.findings:
        seen.update(
            _present(
                finding.about, finding.organism, finding.tissue, finding.cell_type,
                finding.exposure, finding.partner, finding.mission, finding.dataset,
            )
        )  # fmt: skip
    named = (finding.contrast for finding in record.findings)
    for contrast in (*record.contrasts, *(one for one in named if one is not None)):
        seen.update(_present(contrast.exposed, contrast.organism, contrast.tissue))
    for measurement in record.measurements:
        seen.update(dict.fromkeys(measurement.about))
    return tuple(seen)


def build_mentions(
    record: StudyRecord, lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[Node | Edge]:
    """A node for each entity of a record, and the species of its genes."""
    for entity in list_entities(record):
        term = lexicon.term(entity.id) if entity.id else None
        yield _node(entity, term, vocabulary)
        taxon = term.taxon if term and term.taxon else entity.taxon
        if entity.type == "gene" and entity.id and taxon:
            organism = Entity(id=taxon, label=taxon, type="organism")
            yield _node(organism, lexicon.term(taxon), vocabulary)
            yield _edge(vocabulary, entity.id, "inTaxon", taxon)


def collect_curies(parts: Iterable[Node | Edge]) -> tuple[str, ...]:
    """The CURIEs of all entity nodes, sorted: what ``build_entities`` asks for."""
    found = {
        str(value)
        for part in parts
        if isinstance(part, Node)
        for name, value in part.properties
        if name == "curie"
    }
    return tuple(sorted(found))


def build_entities(
    curies: Iterable[str], lexicon: Lexicon, vocabulary: Vocabulary
) -> tuple[Node | Edge, ...]:
    """The graph of the entities in use: ancestors to the roots, taxa, orthologs, references.

    A CURIE that the lexicon does not hold is left to the document that named it, but for the
    names it has elsewhere.
    """
    used = frozenset(curies)
    reached = sorted({one for curie in used for one in trace_entity(curie, lexicon)})
    return unite(
        part for curie in reached for part in describe_entity(curie, used, lexicon, vocabulary)
    )


def trace_entity(
    curie: str, lexicon: Lexicon, above: dict[str, tuple[str, ...]] | None = None
) -> tuple[str, ...]:
    """An entity and all that it leads to: taxa, what is above it, the human gene of the same kind.

    What others use does not matter here: the entities in use lead to the sum of these. ``above``
    remembers, from call to call, what each leads to directly.
    """
    known = above if above is not None else {}
    met = {curie: None}
    queue = [curie]
    while queue:
        here = queue.pop()
        if here not in known:
            known[here] = _list_above(here, lexicon)
        fresh = [one for one in known[here] if one not in met]
        met.update(dict.fromkeys(fresh))
        queue.extend(fresh)
    return tuple(met)


def _list_above(curie: str, lexicon: Lexicon) -> tuple[str, ...]:
    term = lexicon.term(curie)
    if term is None:
        return ()
    human = _list_orthologs(curie, frozenset(), lexicon) if term.type == "gene" else ()
    return (*lexicon.parents(curie), *([term.taxon] if term.taxon else ()), *human)


def describe_entity(
    curie: str,
    used: frozenset[str],
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    synonyms: tuple[str, ...] = (),
) -> Iterator[Node | Edge]:
    """What the graph of entities says of one, with the orthologs that are among those in use."""
    yield from _match(curie, vocabulary)
    term = lexicon.term(curie)
    if term is None:
        return
    node = _node(Entity(id=curie, label=term.label, type=term.type), term, vocabulary)
    names = tuple(("skos:altLabel", name) for name in synonyms)
    yield replace(node, properties=(*node.properties, *names))
    for other in (one for one in term.ids if one != curie):
        yield _edge(vocabulary, curie, "crossReference", other)
        yield _edge(vocabulary, curie, "skos:exactMatch", other)
    if term.taxon and lexicon.term(term.taxon) is not None:
        yield _edge(vocabulary, curie, "inTaxon", term.taxon)
    for parent in lexicon.parents(curie):
        above = lexicon.term(parent)
        if above is not None:
            family = term.type == "gene" and above.type == "gene_family"
            yield _edge(vocabulary, curie, "inGeneFamily" if family else "within", parent)
    if term.type == "gene":
        for ortholog in _list_orthologs(curie, used, lexicon):
            if lexicon.term(ortholog) is not None:
                yield _edge(vocabulary, curie, "orthologOf", ortholog)


def _match(curie: str, vocabulary: Vocabulary) -> Iterator[Edge]:
    """What others call the same thing, where that follows from its identifier."""
    iri = vocabulary.expand(curie)
    for other in vocabulary.matches(curie):
        yield Edge(subject=iri, predicate="skos:exactMatch", object=other)


def _list_orthologs(curie: str, used: frozenset[str], lexicon: Lexicon) -> Iterator[str]:
    """Orthologs that a study names, and the human one: the hub that joins two other species."""
    for ortholog in lexicon.orthologs(curie):
        term = lexicon.term(ortholog)
        if ortholog in used or (term is not None and term.taxon == HUMAN):
            yield ortholog


def _node(entity: Entity, term: Term | None, vocabulary: Vocabulary) -> Node:
    """One label for one identifier, whatever a document called it."""
    properties: list[tuple[str, Literal]] = []
    if entity.id:
        properties.append(("curie", entity.id))
    if entity.type == "exposure" and term is not None and term.note in ("actual", "analog"):
        properties.append(("exposureKind", term.note))
    return Node(
        id=entity_iri(entity, vocabulary),
        type=vocabulary.kind(term.type if term else entity.type),
        label=(term.label if term else entity.label) or entity.id,
        properties=tuple(properties),
    )


def _edge(vocabulary: Vocabulary, subject: str, predicate: str, object_: str) -> Edge:
    return Edge(
        subject=vocabulary.expand(subject), predicate=predicate, object=vocabulary.expand(object_)
    )


def _present(*entities: Entity | None) -> dict[Entity, None]:
    return dict.fromkeys(entity for entity in entities if entity is not None)
