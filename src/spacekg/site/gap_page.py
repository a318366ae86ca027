"""Gap page: one open question, who asks it, in which words, and what bears on it."""

from __future__ import annotations

from spacekg.exporters.page import PageFinding
from spacekg.site.atlas import Atlas, fact
from spacekg.site.finding_card import finding_card, quote_blocks
from spacekg.site.frame import heading
from spacekg.site.markup import join, number, shorten, tag
from spacekg.site.neighbourhood import draw_neighbourhood
from spacekg.site.parts import Sheet, chips, kind_line, section, study_link

MOST_BEARING = 24


def write_gap(atlas: Atlas, at: int) -> Sheet:
    """The page of one open question."""
    root = "../"
    node = atlas.node(at)
    studies = atlas.studies.get(at, ())
    about = atlas.asks_about.get(at, ())
    bearing = bearing_on(atlas, at)
    shown = bearing[:MOST_BEARING]
    over = f"showing {len(shown)} of {len(bearing)}" if len(shown) < len(bearing) else ""
    kind = fact(node, "kind")
    body = join(
        heading(
            kind_line(atlas, at, root),
            tag("h1", node.label),
            tag("p", f"What is missing: {kind}", class_="imprint") if kind else None,
        ),
        section(
            f"Who asks ({number(len(studies), 'study', 'studies')})",
            tag(
                "ul",
                [tag("li", study_link(atlas, study, root, most=160)) for study in studies],
                class_="lines",
            ),
            quote_blocks(atlas, node.quotes, besides=node.label),
        ),
        section("What it is about", chips(atlas, about, root)) if about else None,
        section(
            f"What bears on it ({number(len(bearing), 'finding')} elsewhere)",
            tag("p", over, class_="say-more") if over else None,
            tag(
                "ol",
                [tag("li", finding_card(atlas, one, root, by_study=False)) for one in shown],
                class_="cards",
            )
            if shown
            else tag("p", "No finding of another study is about the same things yet."),
        ),
        section("Around it", draw_neighbourhood(atlas, at, root)),
    )
    about_words = f"Open question: {node.label} ({node.iri})."
    return Sheet(title=shorten(node.label, 80), body=body, about=about_words)


def bearing_on(atlas: Atlas, at: int) -> tuple[PageFinding, ...]:
    """Findings about the same things, in studies that do not ask."""
    asking = set(atlas.studies.get(at, ()))
    return tuple(
        one
        for entity in atlas.asks_about.get(at, ())
        for one in atlas.about.get(entity, ())
        if one.study not in asking
    )
