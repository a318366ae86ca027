"""Neighbourhood: a still picture of what surrounds a node, laid out beforehand in two columns."""

from __future__ import annotations

from collections.abc import Sequence

from spacekg.exporters.page import PageEdge
from spacekg.site.atlas import Atlas
from spacekg.site.markup import Markup, join, shorten, tag
from spacekg.site.parts import deep_link, mark, style_of, table, twin

MOST_A_SIDE = 12
ROW = 30
WIDTH = 900
MIDDLE = 450
LEFT, RIGHT = 272, 628
#: What stands left: where and under what; the rest, what was looked at, stands right.
_SETTING = ("Study", "Organism", "Exposure", "Mission", "Dataset", "Countermeasure")
_WORDS = {
    "": "studied", "up": "increased", "down": "decreased", "mixed": "both ways",
}  # fmt: skip


def draw_neighbourhood(atlas: Atlas, at: int, root: str) -> Markup | None:
    """The picture with its table; nothing for a node without neighbours."""
    edges = _edges_of(atlas, at)
    if not edges:
        return None
    near = [other for other in atlas.near.get(at, ()) if other in edges]
    # Where findings give a direction the picture says most.
    near.sort(key=lambda other: not _way(edges[other]))
    left = [other for other in near if atlas.node(other).type in _SETTING]
    right = [other for other in near if atlas.node(other).type not in _SETTING]
    if not left or not right:
        half = (len(near) + 1) // 2
        left, right = near[:half], near[half:]
    drawn = (_grouped(atlas, left[:MOST_A_SIDE]), _grouped(atlas, right[:MOST_A_SIDE]))
    rows = max(map(len, drawn))
    height = rows * ROW + 50
    parts: list[Markup] = []
    for side, members in enumerate(drawn):
        top = (height - 20 - len(members) * ROW) / 2 + ROW / 2
        for turn, other in enumerate(members):
            y = top + turn * ROW
            parts.append(_line(_way(edges[other]), side, y, height / 2 - 10))
            parts.append(_end(atlas, other, root, side, y))
    node = atlas.node(at)
    style = style_of(node.type)
    centre = tag(
        "g",
        tag("circle", cx=str(MIDDLE), cy=f"{height / 2 - 10:g}", r="9", class_="hub"),
        tag("text", shorten(node.label, 44), x=str(MIDDLE), y=f"{height - 4:g}",
            class_="hub-name", text_anchor="middle"),
        class_=f"t-{node.type}",
    )  # fmt: skip
    shown = sum(map(len, drawn))
    words = f"{style.one} {node.label} with {shown} of {len(near)} things joined to it"
    picture = tag(
        "svg", tag("title", words), join(parts), centre,
        viewBox=f"0 0 {WIDTH} {height}", class_="near", role="group",
        aria_label=words,
    )  # fmt: skip
    rows_ = [
        (
            tag("a", atlas.node(other).label, href=f"{root}{atlas.addresses[other]}"),
            style_of(atlas.node(other).type).one,
            _WORDS[_way(edges[other])],
            str(edges[other].up),
            str(edges[other].down),
        )
        for other in near
    ]
    heads = ("Joined to", "What it is", "Direction", "Increased", "Decreased")
    keys = [
        tag("span", word, class_=f"key {kind or 'plain'}")
        for kind, word in (*list(_WORDS.items())[1:], ("", "studied"))
    ]  # fmt: skip
    caption = tag(
        "figcaption",
        keys,
        tag("span", f"showing {shown} of {len(near)}"),
        tag(
            "a",
            "Explore around this on the map",
            href=f"{root}explore.html{deep_link(atlas, (at,))}",
        ),
    )
    pan = tag("div", picture, class_="pan", tabindex="0", role="region", aria_label="Picture")
    figure = tag("figure", pan, caption, data_picture="neighbours")
    return join(figure, twin("The picture as a table", table(heads, rows_, name="neighbours")))


def _edges_of(atlas: Atlas, at: int) -> dict[int, PageEdge]:
    found: dict[int, PageEdge] = {}
    for edge in atlas.edges.get(at, ()):
        other = edge.target if edge.source == at else edge.source
        if other not in found or _way(edge):
            found[other] = edge
    return found


def _grouped(atlas: Atlas, members: Sequence[int]) -> list[int]:
    """Things of one class beside each other; classes in the order they first come."""
    order = list(dict.fromkeys(atlas.node(at).type for at in members))
    return sorted(members, key=lambda at: order.index(atlas.node(at).type))


def _way(edge: PageEdge) -> str:
    if edge.up and edge.down:
        return "mixed"
    return "up" if edge.up else "down" if edge.down else ""


def _line(way: str, side: int, y: float, middle: float) -> Markup:
    x = RIGHT if side else LEFT
    bend = (x + MIDDLE) / 2
    path = f"M{MIDDLE} {middle:g}C{bend:g} {middle:g} {bend:g} {y:g} {x} {y:g}"
    return tag("path", d=path, class_=f"line {way}".strip())


def _end(atlas: Atlas, at: int, root: str, side: int, y: float) -> Markup:
    node = atlas.node(at)
    shape = mark(node.type)
    x = RIGHT + 4 if side else LEFT - 20
    placed = tag("svg", shape, x=f"{x}", y=f"{y - 8:g}", width="16", height="16")
    words = tag(
        "text",
        shorten(node.label, 34),
        x=str(RIGHT + 27 if side else LEFT - 27),
        y=f"{y + 5:g}",
        text_anchor="start" if side else "end",
    )
    return tag("a", tag("title", node.label), placed, words, href=f"{root}{atlas.addresses[at]}")
