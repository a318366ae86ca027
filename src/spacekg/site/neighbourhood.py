"""Neighbourhood: what surrounds a node, as a pyvis network with its places, and as a still picture.

The still one stands in the page and needs no script; where scripts run, vis-network draws the same
network over it, with the sentences, once somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spacekg.exporters.page import draw_star, write_safe_json
from spacekg.site.atlas import Atlas
from spacekg.site.finding_card import reading_of, sureness
from spacekg.site.markup import Markup, join, number, shorten, tag
from spacekg.site.parts import DIRECTIONS, deep_link, mark, style_of, table, twin
from spacekg.site.vicinity import Tie, read_ties

#: Marks drawn at first on each side, and those that can be added.
FIRST, MOST = 12, 24
#: Sentences of one line; the page itself has all of them.
MOST_SENTENCES = 2
#: What stands left: where and under what; the rest, what was looked at, stands right.
SETTING = ("Study", "Organism", "Exposure", "Mission", "Dataset", "Countermeasure")
WORDS = {"": "studied", "up": "increased", "down": "decreased", "mixed": "both ways"}
EDGE, ROOM = 110, 44


def draw_neighbourhood(atlas: Atlas, at: int, root: str) -> Markup | None:
    """The picture with its table; nothing for a node without neighbours."""
    ties = read_ties(atlas, at)
    if not ties:
        return None
    sides = _sides(atlas, tuple(ties))
    links = {other: (tie.outward, tie.way, _says(tie)) for other, tie in ties.items()}
    star = draw_star(atlas.page, at, (sides[0][:MOST], sides[1][:MOST]), links)
    first = {at, *sides[0][:FIRST], *sides[1][:FIRST]}
    node = atlas.node(at)
    shown, drawn = len(first) - 1, len(star["nodes"]) - 1
    words = f"{style_of(node.type).one} {node.label} with {shown} of {len(ties)} things round it"
    keys = [
        tag("span", word, class_=f"key {kind or 'plain'}")
        for kind, word in (*list(WORDS.items())[1:], ("", "studied"))
    ]  # fmt: skip
    caption = tag(
        "figcaption",
        keys,
        tag("span", f"showing {shown} of {len(ties)}", class_="near-shown", role="status"),
        tag("a", "Explore around this on the map",
            href=f"{root}explore.html{deep_link(atlas, (at,))}"),
    )  # fmt: skip
    picture = _still(atlas, star, first, root, words)
    pan = tag("div", picture, class_="pan", tabindex="0", role="region", aria_label="Picture")
    figure = tag("figure", pan, caption, data_picture="neighbours", data_near=True, id="near")
    data = {
        "all": len(ties),
        "first": sorted(first),
        "focus": at,
        **_sentences(atlas, at, ties, {row["id"] for row in star["nodes"]}),
        **star,
        "more": drawn - shown,
        "things": {
            str(row["id"]): [
                style_of(row["group"]).one, style_of(row["group"]).shape,
                atlas.addresses[row["id"]], atlas.node(row["id"]).short,
                *(atlas.node(row["id"]).ids[:1] or (atlas.node(row["id"]).iri,)),
            ]
            for row in star["nodes"]
        },
    }  # fmt: skip
    # A block of data runs nothing: the policy of the page lets it be.
    island = tag("script", Markup(write_safe_json(data)), type="application/json", id="near-data")
    return join(figure, island, twin("The picture as a table", _table(atlas, ties, root)))


def _sides(atlas: Atlas, near: Sequence[int]) -> tuple[list[int], list[int]]:
    left = [other for other in near if atlas.node(other).type in SETTING]
    right = [other for other in near if atlas.node(other).type not in SETTING]
    if not left or not right:
        half = (len(near) + 1) // 2
        left, right = list(near[:half]), list(near[half:])
    return (
        _grouped(atlas, left[:FIRST]) + _grouped(atlas, left[FIRST:MOST]),
        _grouped(atlas, right[:FIRST]) + _grouped(atlas, right[FIRST:MOST]),
    )


def _grouped(atlas: Atlas, members: Sequence[int]) -> list[int]:
    """Things of one class beside each other; classes in the order they first come."""
    order = list(dict.fromkeys(atlas.node(at).type for at in members))
    return sorted(members, key=lambda at: order.index(atlas.node(at).type))


def _says(tie: Tie) -> str:
    if not tie.findings:
        return WORDS[""]
    told = [
        f"{count} {word}"
        for word, count in (("increased", tie.up), ("decreased", tie.down))
        if count
    ]
    return ", ".join((number(len(tie.findings), "finding"), *told))


def _sentences(atlas: Atlas, at: int, ties: Mapping[int, Tie], drawn: set[int]) -> dict[str, Any]:
    """The findings behind each line, each sentence and study once."""
    quotes: dict[int, int] = {}
    studies: dict[int, int] = {}
    rows: list[list[Any]] = []
    place: dict[int, int] = {}
    said: dict[str, list[int]] = {}
    for other, tie in ties.items():
        if other not in drawn:
            continue
        told = sorted(tie.findings, key=lambda one: (one.about not in (at, other), not one.quotes))
        for one in told[:MOST_SENTENCES]:
            if id(one) not in place:
                place[id(one)] = len(rows)
                glyph, kind, words = DIRECTIONS.get(one.direction, DIRECTIONS["changed"])
                quote = quotes.setdefault(one.quotes[0], len(quotes)) if one.quotes else -1
                study = studies.setdefault(one.study, len(studies))
                rows.append(
                    [glyph, kind, words, atlas.node(one.about).label, sureness(one), quote, study]
                )
            said.setdefault(str(other), []).append(place[id(one)])
    return {
        "quotes": [shorten(reading_of(atlas, quote), 400) for quote in quotes],
        "rows": rows,
        "said": said,
        "studies": [_study(atlas, study) for study in studies],
        "tally": {str(other): len(tie.findings) for other, tie in ties.items() if other in drawn},
    }


def _study(atlas: Atlas, at: int) -> list[str]:
    node = atlas.node(at)
    doi = next((f"doi:{id_}" for id_ in node.ids if id_.startswith("10.")), "")
    return [shorten(node.label, 90), node.short, atlas.addresses[at], node.link, doi]


def _table(atlas: Atlas, ties: Mapping[int, Tie], root: str) -> Markup:
    rows = [
        (
            tag("a", atlas.node(other).label, href=f"{root}{atlas.addresses[other]}"),
            style_of(atlas.node(other).type).one,
            WORDS[tie.way],
            str(tie.up),
            str(tie.down),
            str(len(tie.findings)),
        )
        for other, tie in ties.items()
    ]
    heads = ("Joined to", "What it is", "Direction", "Increased", "Decreased", "Findings")
    return table(heads, rows, name="neighbours", filter=len(rows) > FIRST)


def _still(atlas: Atlas, star: Mapping[str, Any], first: set[int], root: str, words: str) -> Markup:
    """The network of pyvis as a drawing: the same marks at the same places."""
    nodes = [row for row in star["nodes"] if row["id"] in first]
    place = {row["id"]: (row["x"], row["y"]) for row in nodes}
    reach = max(abs(x) for x, _ in place.values()) + EDGE
    low, high = min(y for _, y in place.values()) - ROOM, max(y for _, y in place.values()) + ROOM
    parts: list[Markup] = []
    for edge in star["edges"]:
        if edge["from"] in place and edge["to"] in place:
            parts += _line(place[edge["from"]], place[edge["to"]], edge["way"])
    parts += [_end(atlas, row, root) for row in nodes]
    return tag(
        "svg", tag("title", words), parts,
        viewBox=f"{-reach} {low} {2 * reach} {high - low}", class_="near", role="group",
        aria_label=words,
    )  # fmt: skip


def _line(one: tuple[int, int], two: tuple[int, int], way: str) -> list[Markup]:
    (x, y), (u, v) = one, two
    bend = (x + u) / 2
    path = f"M{x} {y}C{bend:g} {y} {bend:g} {v} {u} {v}"
    drawn = [tag("path", d=path, class_=f"line {way}".strip())]
    if way:
        sign = {"up": "▲", "down": "▼", "mixed": "▲▼"}[way]
        drawn.append(tag("text", sign, x=f"{bend:g}", y=f"{(y + v) / 2 + 4:g}",
                         text_anchor="middle", class_=f"way {way}"))  # fmt: skip
    return drawn


def _end(atlas: Atlas, row: Mapping[str, Any], root: str) -> Markup:
    node, half = atlas.node(row["id"]), row["size"] * 0.7
    focus = not row["x"] and not row["y"]
    side = f"{2 * half:g}"
    placed = tag("svg", mark(node.type), x=f"{row['x'] - half:g}", y=f"{row['y'] - half:g}",
                 width=side, height=side)  # fmt: skip
    words = tag("text", shorten(node.label, 44 if focus else 25), x=f"{row['x']}",
                y=f"{row['y'] + half + 14:g}", text_anchor="middle",
                class_="hub-name" if focus else "name")  # fmt: skip
    if focus:
        return tag("g", placed, words)
    href = f"{root}{atlas.addresses[row['id']]}"
    return tag("a", tag("title", node.label), placed, words, href=href)
