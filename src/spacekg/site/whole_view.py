"""Whole view: the page on which the whole graph is one picture, with its communities as a table."""

from __future__ import annotations

from collections import Counter

from spacekg.exporters.page import STYLES
from spacekg.site.atlas import Atlas
from spacekg.site.frame import heading
from spacekg.site.markup import Content, Markup, join, number, tag
from spacekg.site.parts import Sheet, link, mark, section, table
from spacekg.site.whole import COLOURED, Whole

SCRIPTS = ("whole.js", "graph.js")
#: Members of a community that the table names, of each group of classes.
NAMED = 6
_COLUMNS = (
    ("Studies", ("Study",)),
    ("Genes", ("Gene", "GeneFamily")),
    ("Body, process, trait", ("Tissue", "CellType", "Process", "Pathway", "Phenotype")),
    ("Who and under what", ("Organism", "Exposure", "Mission")),
)


def write_whole_page(atlas: Atlas, whole: Whole) -> Sheet:
    """The page of the whole graph."""
    body = join(
        heading(
            tag("p", f"{number(len(whole.nodes), 'thing')}, {number(len(whole.edges), 'link')}",
                class_="kind"),
            tag("h1", "Everything at once"),
            tag(
                "p",
                "Each mark is a thing that studies speak of, or a study; a line joins what was "
                "studied together. Things that hang together most lie near each other and share a "
                "colour. Choose a mark, or search above, to see what it is linked to.",
                class_="summary",
            ),
        ),
        tag("section", _kinds(whole), _stage(_groups(whole)), class_="map"),
        section(
            "The communities as a table",
            _table(atlas, whole),
            id="communities",
            lead="Found by how things are linked (the method of Louvain), not by their names.",
        ),
    )  # fmt: skip
    return Sheet(title="Everything at once", body=body, scripts=SCRIPTS)


def _kinds(whole: Whole) -> Markup:
    counts = Counter(node.type for node in whole.nodes)
    boxes = [
        _box(str(at), "kind", mark(style.type), style.many, counts[style.type])
        for at, style in enumerate(STYLES)
        if counts[style.type]
    ]
    return _legend("Kinds", boxes)


def _groups(whole: Whole) -> Markup:
    boxes = [
        _box(str(at), "group", _swatch(at), one.name, len(one.members))
        for at, one in enumerate(whole.communities[:COLOURED])
    ]
    rest = whole.communities[COLOURED:]
    if rest:
        size = sum(len(one.members) for one in rest)
        words = number(len(rest), "smaller community", "smaller communities")
        boxes.append(_box(str(COLOURED), "group", _swatch(COLOURED), words, size))
    return _legend("Communities", boxes)


def _swatch(at: int) -> Markup:
    circle = tag("circle", cx="8", cy="8", r="7")
    return tag("svg", circle, viewBox="0 0 16 16", class_=f"mark swatch-dot g-{at}",
               aria_hidden="true")  # fmt: skip


def _box(at: str, name: str, sign: Markup, words: str, count: int) -> Markup:
    box = tag("input", type="checkbox", checked=True, **{f"data_{name}": at})
    size = tag("span", f"{count:,}", class_="number")
    return tag("label", box, sign, tag("span", words), size, class_="chip")


def _legend(words: str, boxes: list[Markup]) -> Markup:
    return tag("fieldset", tag("legend", words), tag("div", boxes, class_="boxes"), class_="legend")


def _stage(groups: Markup) -> Markup:
    def button(id: str, words: str, label: str = "") -> Markup:
        if label:
            return tag("button", words, id=id, type="button", aria_label=label)
        return tag("button", words, id=id, type="button")

    tools = tag(
        "div",
        button("whole-fit", "Fit"),
        button("whole-closer", "+", "Zoom in"),
        button("whole-farther", "−", "Zoom out"),
        button("whole-png", "PNG"),
        button("whole-svg", "SVG"),
        button("whole-csv", "CSV"),
        class_="tools",
        role="toolbar",
        aria_label="Picture",
    )
    colour = tag(
        "label",
        "Colour by ",
        tag(
            "select",
            tag("option", "community", value="group"),
            tag("option", "kind", value="kind"),
            id="whole-colour",
        ),
    )
    hand = (
        "Picture of the whole graph. Arrow keys move it, plus and minus zoom, 0 shows all; "
        "search and the table below reach everything."
    )
    boards = tag(
        "div",
        tag("canvas", id="whole", aria_hidden="true"),
        tag("canvas", id="whole-over", tabindex="0", role="img", aria_label=hand),
        class_="boards",
    )
    keys = [
        tag("span", word, class_=f"key {kind}")
        for kind, word in (("up", "increased"), ("down", "decreased"), ("mixed", "both ways"))
    ]
    caption = tag(
        "figcaption",
        tag("span", id="whole-showing", role="status"),
        colour,
        keys,
        tag("span", id="whole-pointed", class_="pointed"),
    )
    side = tag(
        "aside",
        tag("div", id="whole-panel", role="region", aria_label="What is chosen", tabindex="0"),
        groups,
        class_="side",
        aria_label="What is chosen, and the communities",
    )
    return tag("div", tag("figure", tools, boards, caption), side, class_="stage whole")


def _table(atlas: Atlas, whole: Whole) -> Markup:
    rows: list[tuple[Content, ...]] = []
    for one in whole.communities:
        cells: list[Content] = [one.name, f"{len(one.members)}"]
        for _, types in _COLUMNS:
            found = [at for at in one.members if whole.nodes[at].type in types]
            named: list[Content] = [
                [", " if turn else "", link(atlas, at, "", most=60)]
                for turn, at in enumerate(found[:NAMED])
            ]
            if len(found) > NAMED:
                named.append(f" and {len(found) - NAMED:,} more")
            cells.append(named)
        rows.append(tuple(cells))
    heads = ("Community", "Things", *(head for head, _ in _COLUMNS))
    return table(heads, rows, name="communities", filter=len(rows) > 12)
