"""Reading: from a graph that answers SPARQL to the PageGraph a page is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeAlias

from spacekg.exporters.page import questions
from spacekg.exporters.page.content import (
    PageEdge,
    PageFinding,
    PageGraph,
    PageNode,
)
from spacekg.exporters.page.everyday import MOST_NAMES, add_names
from spacekg.exporters.page.palette import TYPES
from spacekg.exporters.page.quoting import make_quote, without_marks

Properties: TypeAlias = dict[str, tuple[str, ...]]
Table: TypeAlias = dict[str, Properties]

LONGEST_LABEL = 400
CONTEXT = (
    ("organism", "inOrganism"),
    ("tissue", "inTissue"),
    ("cell type", "inCellType"),
    ("exposure", "underExposure"),
    ("mission", "inMission"),
    ("dataset", "inDataset"),
    ("with", "withPartner"),
)
MEASURES = (
    ("effect", "effect"),
    ("p", "pText"),
    ("q", "qText"),
    ("n", "n"),
    ("days", "durationDays"),
    ("time point", "timePoint"),
    ("sex", "sex"),
    ("strain", "strain"),
    ("condition", "condition"),
)


class Answering(Protocol):
    """Anything with ``query(sparql)`` that yields solutions with ``row["name"].value``."""

    def query(self, sparql: str, /) -> Any:
        """The solutions of one SELECT."""


def read_page_graph(graph: Answering) -> PageGraph:
    """Everything the page of ``graph`` shows, in an order that depends on the graph alone."""
    studies = _ask(graph, questions.STUDIES)
    entities = _ask(graph, questions.ENTITIES)
    gaps = _ask(graph, questions.GAPS)
    findings = _ask(graph, questions.FINDINGS)
    evidence = _ask(graph, questions.EVIDENCE)
    documents = _ask(graph, questions.DOCUMENTS)
    links = tuple(_triples(graph, questions.LINKS))
    relations = tuple(_triples(graph, questions.RELATIONS))

    reporters = {
        finding: study for study in sorted(studies) for finding in studies[study].get("reports", ())
    }
    findings = {iri: row for iri, row in findings.items() if iri in reporters and "about" in row}
    used = _used(links, relations, findings, gaps)
    quote_at = {iri: at for at, iri in enumerate(sorted(evidence))}
    taxa = {subject: target for subject, kind, target in relations if kind == "inTaxon"}
    nodes = [_study_node(iri, row) for iri, row in studies.items()]
    nodes += [_gap_node(iri, row, quote_at) for iri, row in gaps.items()]
    nodes += [
        _entity_node(iri, row, entities.get(taxa.get(iri, ""), {}))
        for iri, row in entities.items()
        if iri in used
    ]
    nodes = add_names(nodes)
    nodes.sort(key=lambda node: (TYPES.index(node.type), node.label.casefold(), node.iri))
    place = {node.iri: at for at, node in enumerate(nodes)}
    page_findings = _findings(findings, reporters, place, quote_at)
    return PageGraph(
        nodes=tuple(nodes),
        edges=_edges((*links, *relations), place, page_findings),
        findings=page_findings,
        quotes=tuple(
            make_quote(row, documents.get(_first(row, "fromDocument"), {}))
            for _, row in sorted(evidence.items())
        ),
        documents=len(documents),
    )


def _triples(graph: Answering, question: str) -> Iterable[tuple[str, str, str]]:
    for row in graph.query(question):
        yield row["subject"].value, _local(row["property"].value), row["object"].value


def _ask(graph: Answering, question: str) -> Table:
    gathered: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, name, value in _triples(graph, question):
        gathered[subject][name].append(value)
    return {
        subject: {name: tuple(sorted(values)) for name, values in sorted(row.items())}
        for subject, row in sorted(gathered.items())
    }


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _first(row: Mapping[str, tuple[str, ...]], *names: str) -> str:
    return next((row[name][0] for name in names if row.get(name)), "")


def _used(
    links: Iterable[tuple[str, str, str]],
    relations: Iterable[tuple[str, str, str]],
    findings: Table,
    gaps: Table,
) -> frozenset[str]:
    """The entities something is said of; ancestors nobody mentions stay out of the page."""
    used = {target for _, _, target in links}
    used.update(target for subject, _, target in relations if subject in gaps)
    for row in findings.values():
        for name in ("about", *(name for _, name in CONTEXT)):
            used.update(row.get(name, ()))
    return frozenset(used)


def _study_node(iri: str, row: Properties) -> PageNode:
    title = _first(row, "label", "name") or iri
    ordered = _first(row, "authorList")
    authors = tuple(ordered.split("; ")) if ordered else row.get("author", ())
    date = _first(row, "datePublished")
    doi = _first(row, "doi")
    facts = [
        ("published", date),
        ("journal", _first(row, "journal")),
        (
            "authors" if ordered else "authors, A to Z",
            ", ".join(authors[:8]) + (" and others" if len(authors) > 8 else ""),
        ),
        ("days of exposure", ", ".join(_days(row.get("durationDays", ())))),
        ("agreement", _first(row, "consensusLevel")),
        ("priority", _first(row, "priority")),
    ]
    link = iri if iri.startswith(("https://doi.org/", "https://www.ncbi.")) else ""
    link = link or _web(_first(row, "url"))
    return PageNode(
        iri=iri,
        type="Study",
        label=title[:LONGEST_LABEL],
        names=tuple(name for name in row.get("name", ()) if name != title),
        ids=tuple(filter(None, (doi, *row.get("pmcid", ())))),
        link=link,
        short=date[:4],
        summary=_first(row, "summary", "abstract"),
        facts=tuple((word, value) for word, value in facts if value),
    )


def _gap_node(iri: str, row: Properties, quote_at: Mapping[str, int]) -> PageNode:
    question = without_marks(_first(row, "question", "label")) or iri
    kind = _first(row, "gapKind")
    return PageNode(
        iri=iri,
        type="KnowledgeGap",
        label=question[:LONGEST_LABEL],
        facts=(("kind", kind.replace("-", " and ")),) if kind else (),
        quotes=tuple(quote_at[item] for item in row.get("supportedBy", ()) if item in quote_at),
    )


def _entity_node(iri: str, row: Properties, taxon: Properties) -> PageNode:
    label = _first(row, "label", "prefLabel") or iri
    classes = [type for type in TYPES if type in map(_local, row.get("type", ()))]
    # A Process is a Pathway too: the narrower class stands later in the palette.
    narrow = "Process" if "Process" in classes else classes[0]
    curies = row.get("curie", ())
    links = (iri, *row.get("exactMatch", ()))
    facts = [
        ("species", _first(taxon, "label", "prefLabel")),
        ("kind", _first(row, "exposureKind")),
    ]
    names = sorted({*row.get("altLabel", ()), *row.get("label", ())} - {label}, key=_shortest)
    ids = (*curies, *(_local(other) for other in row.get("crossReference", ())))
    minted = "w3id.org/spacekg/id/"
    return PageNode(
        iri=iri,
        type=narrow,
        label=label[:LONGEST_LABEL],
        names=tuple(names[:MOST_NAMES]),
        ids=tuple(dict.fromkeys(ids)),
        link=next((_web(link) for link in links if minted not in link and _web(link)), ""),
        short=_first(taxon, "label", "prefLabel"),
        facts=tuple((word, value) for word, value in facts if value),
    )


def _whole(number: str) -> str:
    """``37`` for ``37.0``; anything else as it is."""
    return number.removesuffix(".0")


def _days(numbers: Iterable[str]) -> list[str]:
    """From the shortest, with at most two places: ``1.58`` for ``1.5833``."""
    return [_whole(str(round(number, 2))) for number in sorted(map(float, numbers))]


def _shortest(name: str) -> tuple[int, str]:
    return len(name), name


def _web(address: str) -> str:
    """``address`` when it is a plain web address, else nothing: no other scheme gets a link."""
    return address if address.startswith(("https://", "http://")) else ""


def _findings(
    findings: Table,
    reporters: Mapping[str, str],
    place: Mapping[str, int],
    quote_at: Mapping[str, int],
) -> tuple[PageFinding, ...]:
    made = []
    for iri, row in findings.items():
        about, study = _first(row, "about"), reporters[iri]
        if about not in place or study not in place:
            continue
        measures = {word: _whole(_first(row, name)) for word, name in MEASURES}
        if measures["effect"]:
            measures["effect"] = f"{measures['effect']} {_first(row, 'unit')}".strip()
        made.append(
            PageFinding(
                about=place[about],
                study=place[study],
                direction=_first(row, "direction") or "changed",
                certainty=_first(row, "certainty") or "asserted",
                tier=_first(row, "tier"),
                context=tuple(
                    (word, place[target])
                    for word, name in CONTEXT
                    for target in row.get(name, ())
                    if target in place
                ),
                measures=tuple((word, value) for word, value in measures.items() if value),
                cites=_first(row, "cites"),
                quotes=tuple(quote_at[at] for at in row.get("supportedBy", ()) if at in quote_at),
            )
        )
    made.sort(key=lambda finding: (finding.study, finding.about, finding.quotes, repr(finding)))
    return tuple(made)


def _edges(
    triples: Iterable[tuple[str, str, str]],
    place: Mapping[str, int],
    findings: Iterable[PageFinding],
) -> tuple[PageEdge, ...]:
    counts: dict[tuple[int, int], list[int]] = {}
    for finding in findings:
        tally = counts.setdefault((finding.study, finding.about), [0, 0, 0])
        up = finding.direction in ("increased", "associated-positively")
        down = finding.direction in ("decreased", "associated-negatively")
        said = finding.certainty != "negated"
        tally[0 if said and up else 1 if said and down else 2] += 1
    kinds: dict[tuple[int, int], str] = dict.fromkeys(counts, "reports")
    for subject, kind, target in sorted(triples):
        if subject in place and target in place and subject != target:
            kinds[place[subject], place[target]] = kind
    return tuple(
        PageEdge(source=pair[0], target=pair[1], kind=kind, up=up, down=down, other=other)
        for pair, kind in sorted(kinds.items())
        for up, down, other in (counts.get(pair, (0, 0, 0)),)
    )
