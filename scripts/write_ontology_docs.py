"""Write docs/ontology.md and docs/queries.md from the files under ontology/.

Run it after a change there: ``python scripts/write_ontology_docs.py``. A test fails while the
pages are not those that it would write.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rdflib import RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from spacekg.queries import Question, read_questions
from spacekg.resources import find_resource
from spacekg.vocabulary import Vocabulary, read_vocabulary

ROOT = Path(__file__).resolve().parents[1]
SKG = "https://w3id.org/spacekg/vocab/"
HEAD = "<!-- Written by scripts/write_ontology_docs.py from ontology/; do not edit. -->\n"
MATCHES = (
    ("exact", SKOS.exactMatch),
    ("close", SKOS.closeMatch),
    ("broad", SKOS.broadMatch),
    ("narrow", SKOS.narrowMatch),
    ("related", SKOS.relatedMatch),
    ("under", RDFS.subPropertyOf),
)
#: said of classes and prefixes, never of what a graph holds
OF_THE_ONTOLOGY = frozenset({"entityType", "sameIn", "wikidataProperty"})
SECTIONS = (
    "Study", "Document", "Finding", "Evidence", "Contrast", "KnowledgeGap", "Conflict",
    "Measurement",
    "Entity", "Gene", "Exposure", "several classes",
)  # fmt: skip


def read_turtle(name: str) -> Graph:
    """A Turtle file of the ontology."""
    text = find_resource("ontology", name).read_text(encoding="utf-8")
    return Graph().parse(data=text, format="turtle")


def write_ontology(vocabulary: Vocabulary) -> str:
    """The page on classes, properties and prefixes."""
    ontology, shapes = read_turtle("spacekg.ttl"), read_turtle("shapes.ttl")
    lines = [
        HEAD,
        "# The ontology",
        "",
        "What a SpaceKG graph may hold. The truth is `ontology/spacekg.ttl` (names, meanings,",
        "mappings, prefixes) and `ontology/shapes.ttl` (what each class must have, checked by",
        "`spacekg validate`); `ontology/mappings.ttl` holds further mappings. The namespace is",
        f"`{vocabulary.prefixes['skg']}`, prefix `skg`.",
        "",
        "## Classes",
        "",
        "| class | under | what it is | mapped to |",
        "|---|---|---|---|",
    ]
    for name in sorted(vocabulary.classes):
        parents = ", ".join(vocabulary.parents.get(name, ()))
        mapped = _mappings(ontology, vocabulary, name)
        lines.append(f"| `{name}` | {parents} | {vocabulary.definitions[name]} | {mapped} |")
    lines += ["", "## Properties", ""]
    lines += ["A value marked `!` is required, `1` stands at most once, `*` any number of times."]
    grouped: dict[str, list[str]] = {section: [] for section in SECTIONS}
    for name in sorted(vocabulary.properties - OF_THE_ONTOLOGY):
        domains = _domains(ontology, vocabulary, name)
        section = domains[0] if len(domains) == 1 else "several classes"
        marks = {_mark(shapes, vocabulary, domain, name) for domain in domains}
        mark = marks.pop() if len(marks) == 1 else "varies"
        used = f" *({', '.join(domains)})*" if len(domains) > 1 else ""
        mapped = _mappings(ontology, vocabulary, name)
        kind = _kind(vocabulary, name)
        text = vocabulary.definitions[name] + used
        grouped[section].append(f"| `{name}` | {kind} | {mark} | {text} | {mapped} |")
    for section, rows in grouped.items():
        title = "Of several classes" if section == "several classes" else f"Of {section}"
        lines += ["", f"### {title}", "", "| property | value | | meaning | mapped to |"]
        lines += ["|---|---|---|---|---|", *rows]
    lines += ["", "## Allowed values", "", "| property | values |", "|---|---|"]
    lines += sorted(set(_enumerations(shapes, vocabulary)))
    lines += ["", "## Prefixes", ""]
    lines += [
        "An entity with a prefix that others know too has `skos:exactMatch` to their IRI. The"
    ]
    lines += ["last column is the property by which Wikidata states the same identifiers.", ""]
    lines += ["| prefix | namespace | the same in | Wikidata |", "|---|---|---|---|"]
    stated = dict(_wikidata(ontology))
    for prefix, iri in vocabulary.prefixes.items():
        same = " ".join(f"`{one}`" for one in vocabulary.elsewhere.get(prefix, ()))
        lines.append(f"| `{prefix}` | `{iri}` | {same} | {stated.get(prefix, '')} |")
    return "\n".join(lines) + "\n"


def write_queries(questions: tuple[Question, ...]) -> str:
    """The page on named questions."""
    lines = [
        HEAD,
        "# Named questions",
        "",
        "Each runs by its name: `spacekg query shared-genes --param minStudies=3`. `spacekg",
        "queries` lists them. The texts are plain SPARQL 1.1 and run in any engine that treats",
        "the union of the named graphs as its default graph; change what stands between the",
        "braces of a `VALUES` line. They are kept as data in `ontology/queries/`.",
        "",
        "Some have a second text in their file, for everything at once: asked by its name and",
        "without a value that narrows it, the question runs as joins of whole tables. The rows",
        "are the same; only the way to them differs, and a store on disk gives them sooner.",
        "",
    ]
    lines += [f"- [{one.label}](#{one.name}): `{one.name}`" for one in questions]
    for question in questions:
        lines += ["", f'<a id="{question.name}"></a>', "", f"## {question.label}", ""]
        lines += [f"`{question.name}`: {question.comment}"]
        if question.parameters:
            lines += ["", "| parameter | kind | default | |", "|---|---|---|---|"]
        for one in question.parameters:
            lines.append(
                f"| `{one.name}` | {one.kind} | {one.default or 'any'} | {one.description} |"
            )
        lines += ["", "```sparql", question.sparql, "```"]
        if question.whole:
            lines += ["", f"A second text, `{question.name}/all`, gives everything at once."]
    return "\n".join(lines) + "\n"


def write_pages() -> dict[str, str]:
    """Each page by its path from the root of the project."""
    return {
        "docs/ontology.md": write_ontology(read_vocabulary()),
        "docs/queries.md": write_queries(read_questions()),
    }


def _term(vocabulary: Vocabulary, name: str) -> URIRef:
    return URIRef(vocabulary.iri(name))


def _mappings(ontology: Graph, vocabulary: Vocabulary, name: str) -> str:
    found = []
    for word, predicate in MATCHES:
        others = sorted(
            vocabulary.compress(str(other))
            for other in ontology.objects(_term(vocabulary, name), predicate)
        )
        found += [f"{word} `{other}`" for other in others if not other.startswith("skg:")]
    return ", ".join(found)


def _domains(ontology: Graph, vocabulary: Vocabulary, name: str) -> list[str]:
    included = URIRef(f"{vocabulary.prefixes['schema']}domainIncludes")
    term = _term(vocabulary, name)
    found = list(ontology.objects(term, included)) or list(ontology.objects(term, RDFS.domain))
    return sorted(vocabulary.compress(str(one)).removeprefix("skg:") for one in found)


def _kind(vocabulary: Vocabulary, name: str) -> str:
    iri = vocabulary.ranges[name]
    return f"`{vocabulary.compress(iri).removeprefix('skg:')}`"


def _wikidata(ontology: Graph) -> Iterator[tuple[str, str]]:
    """Prefix and number of the Wikidata property of its identifiers."""
    for node, stated in ontology.subject_objects(URIRef(f"{SKG}wikidataProperty")):
        yield str(ontology.value(node, SH.prefix)), f"`{str(stated).rpartition('/')[2]}`"


def _place(shapes: Graph, vocabulary: Vocabulary, domain: str, name: str) -> Node | None:
    shape = shapes.value(None, SH.targetClass, _term(vocabulary, domain))
    for place in shapes.objects(shape, SH.property):
        if shapes.value(place, SH.path) == _term(vocabulary, name):
            return place
    return None


def _mark(shapes: Graph, vocabulary: Vocabulary, domain: str, name: str) -> str:
    place = _place(shapes, vocabulary, domain, name)
    required = "!" if (place, SH.minCount, None) in shapes else ""
    return required + ("1" if (place, SH.maxCount, None) in shapes else "*")


def _enumerations(shapes: Graph, vocabulary: Vocabulary) -> Iterator[str]:
    for place, listed in shapes.subject_objects(SH["in"]):
        shape = shapes.value(None, SH.property, place)
        owner = vocabulary.compress(str(shapes.value(shape, SH.targetClass)))
        path = vocabulary.compress(str(shapes.value(place, SH.path)))
        values = ", ".join(f"`{value}`" for value in Collection(shapes, listed))
        yield f"| `{path.removeprefix('skg:')}` of {owner.removeprefix('skg:')} | {values} |"


def main() -> int:
    """Write both pages."""
    for name, text in write_pages().items():
        (ROOT / name).write_text(text, encoding="utf-8")
        print(f"{name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
