"""Study page: who, what, where, which way, how sure, says which sentence, what is open."""

from __future__ import annotations

from collections import Counter

from spacekg.exporters.page import PageNode
from spacekg.site.atlas import Atlas, fact
from spacekg.site.finding_card import findings_by_direction, findings_table, quote_blocks
from spacekg.site.frame import heading
from spacekg.site.markup import Content, Markup, join, number, shorten, tag
from spacekg.site.neighbourhood import draw_neighbourhood
from spacekg.site.parts import (
    Sheet,
    chips,
    facts,
    kind_line,
    link,
    outside,
    section,
    study_link,
    twin,
)

MOST_RELATED = 8
#: The questions of the glance, with the classes that answer them.
GLANCE = (
    ("Who", ("Organism",)),
    ("Under what", ("Exposure", "Mission", "Countermeasure")),
    ("Where in the body", ("Tissue", "CellType")),
    ("Genes", ("Gene", "GeneFamily")),
    ("Processes and pathways", ("Process", "Pathway")),
    ("Traits and measures", ("Phenotype",)),
    ("Chemicals", ("Chemical",)),
    ("Data", ("Dataset",)),
    ("Topics", ("Topic",)),
)


def write_study(atlas: Atlas, at: int) -> Sheet:
    """The page of one study."""
    root = "../"
    node = atlas.node(at)
    findings = atlas.reported.get(at, ())
    doi = next((f"doi:{id_}" for id_ in node.ids if id_.startswith("10.")), "")
    imprint = [fact(node, "journal"), fact(node, "published"), _authors(node)]
    rows: list[tuple[str, Content]] = []
    for word, types in GLANCE:
        near = atlas.near_of(at, *types)
        if near:
            rows.append((word, chips(atlas, near, root, most=14)))
    days = fact(node, "days of exposure")
    if days:
        rows.insert(min(2, len(rows)), ("For how long", f"{days} days"))
    agreement, priority = fact(node, "agreement"), fact(node, "priority")
    rows += [("Agreement in the field", agreement), ("Priority of more work", priority)]
    body = join(
        heading(
            kind_line(atlas, at, root),
            tag("h1", node.label),
            tag("p", " · ".join(filter(None, imprint)), class_="imprint"),
            tag("p", outside(node.link, doi or "open the paper"), class_="ids")
            if node.link
            else None,
            tag("p", node.summary, class_="summary") if node.summary else None,
        ),
        section("At a glance", facts(rows)) if rows else None,
        section(
            f"What it found ({number(len(findings), 'finding')})",
            findings_by_direction(atlas, findings, root, by_study=True)
            if findings
            else tag("p", "No finding could be read from what is at hand.", class_="say-more"),
            twin("The findings as a table", findings_table(atlas, findings, root, name="findings"))
            if findings
            else None,
            id="findings",
            lead="Which way, how sure, in which words, and who else saw it.",
        ),
        _unknown(atlas, at, root),
        _related(atlas, at, root),
        section("Around this study", draw_neighbourhood(atlas, at, root)),
    )
    return Sheet(title=shorten(node.label, 80), body=body, about=_citation(node))


def _citation(node: PageNode) -> str:
    parts = [_authors(node), node.label, fact(node, "journal"), node.short, node.link or node.iri]
    return ". ".join(part.rstrip(".") for part in parts if part) + ". Read by"


def _authors(node: PageNode) -> str:
    """In the order of the paper, or A to Z where the graph does not hold one."""
    return fact(node, "authors") or fact(node, "authors, A to Z")


def _unknown(atlas: Atlas, at: int, root: str) -> Markup:
    gaps = atlas.near_of(at, "KnowledgeGap")
    items = [
        tag(
            "li",
            tag("p", link(atlas, gap, root, most=400), class_="question"),
            tag("p", _who_asks(atlas, gap, at), class_="context"),
            quote_blocks(atlas, atlas.node(gap).quotes[:2], besides=atlas.node(gap).label),
        )
        for gap in gaps
    ]
    words = "It names no open question." if not items else None
    return section(
        "What is still unknown",
        tag("p", words, class_="say-more") if words else tag("ol", items, class_="cards questions"),
        id="unknown",
    )


def _who_asks(atlas: Atlas, gap: int, at: int) -> str:
    kind = fact(atlas.node(gap), "kind")
    others = len(atlas.studies.get(gap, ())) - (at in atlas.studies.get(gap, ()))
    asked = f"also asked by {number(others, 'study', 'studies')}" if others else ""
    return " · ".join(filter(None, (kind, asked)))


def _related(atlas: Atlas, at: int, root: str) -> Markup | None:
    """Studies that looked at the same genes, traits and processes: rare company counts more."""
    score: Counter[int] = Counter()
    shared: dict[int, list[int]] = {}
    types = ("Gene", "GeneFamily", "Phenotype", "Process", "Pathway", "Chemical", "Tissue")
    for thing in atlas.near_of(at, *types):
        studies = [study for study in atlas.studies.get(thing, ()) if study != at]
        for study in studies:
            score[study] += 1000 // len(studies)
            shared.setdefault(study, []).append(thing)
    ranked = sorted(score, key=lambda study: (-score[study], study))[:MOST_RELATED]
    if not ranked:
        return None
    items = [
        tag(
            "li",
            tag("p", study_link(atlas, study, root, most=120)),
            chips(atlas, shared[study][-4:], root),
        )
        for study in ranked
    ]
    return section("Who else looked here", tag("ol", items, class_="cards plain"))
