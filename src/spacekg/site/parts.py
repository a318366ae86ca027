"""Parts: what every page of a site is put together from: marks, links, lists, tables, frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from spacekg.exporters.page import SHAPES, STYLES, Style
from spacekg.site.address import folder_of
from spacekg.site.atlas import Atlas
from spacekg.site.markup import Content, Markup, join, shorten, tag

STYLE_OF = {style.type: style for style in STYLES}
_SHAPE_OF = dict(SHAPES)
#: Sign, class of colour and words of each direction.
DIRECTIONS = {
    "increased": ("▲", "up", "increased"),
    "decreased": ("▼", "down", "decreased"),
    "unchanged": ("=", "same", "unchanged"),
    "changed": ("◆", "mixed", "changed"),
    "mixed": ("◆", "mixed", "both ways"),
    "associated-positively": ("▲", "up", "rises together with"),
    "associated-negatively": ("▼", "down", "falls as the other rises"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a page shows between its header and its footer, and the scripts that it runs."""

    title: str
    body: Markup
    about: str = ""
    head: Markup | None = None
    scripts: tuple[str, ...] = ("site.js",)


def mark(type_: str) -> Markup:
    """The coloured shape of a class."""
    style = STYLE_OF[type_]
    open_ = " open" if type_ == "KnowledgeGap" else ""
    path = tag("path", d=_SHAPE_OF[style.shape])
    return tag(
        "svg", path, viewBox="0 0 16 16", class_=f"mark t-{type_}{open_}", aria_hidden="true"
    )


def style_of(type_: str) -> Style:
    """How a class is named and drawn."""
    return STYLE_OF[type_]


def title_case(words: str) -> str:
    """The words with a capital first letter.

    >>> title_case("open questions")
    'Open questions'
    """
    return words[:1].upper() + words[1:]


def link(atlas: Atlas, at: int, root: str, *, most: int = 90, anchor: str = "") -> Markup:
    """A link to the page of a node, as plain words."""
    text = shorten(atlas.node(at).label, most)
    return tag("a", text, href=f"{root}{atlas.addresses[at]}{anchor}")


def chip(atlas: Atlas, at: int, root: str, *, most: int = 60) -> Markup:
    """A link to the page of a node, with the mark of its class."""
    node = atlas.node(at)
    return tag(
        "a",
        mark(node.type),
        tag("span", shorten(node.label, most)),
        tag("small", node.short) if node.type == "Organism" and node.short else None,
        href=f"{root}{atlas.addresses[at]}",
        class_="chip",
    )


def chips(atlas: Atlas, rows: Sequence[int], root: str, *, most: int = 24) -> Markup:
    """Links side by side; what does not fit is folded away, with "N more"."""
    first = [chip(atlas, at, root) for at in rows[:most]]
    rest = rows[most:]
    if not rest:
        return tag("div", first, class_="chips")
    more = tag(
        "details",
        tag("summary", f"{len(rest):,} more"),
        tag("div", [chip(atlas, at, root) for at in rest], class_="chips"),
        class_="rest",
    )
    return join(tag("div", first, class_="chips"), more)


def study_link(atlas: Atlas, at: int, root: str, *, most: int = 80, anchor: str = "") -> Markup:
    """A study by title and year."""
    year = atlas.node(at).short
    return join(link(atlas, at, root, most=most, anchor=anchor), f" ({year})" if year else "")


def deep_link(atlas: Atlas, rows: Sequence[int], view: str = "node") -> str:
    """The part of an address that opens the map at one thing, or at what some studies share."""
    names = (node.ids[0] if node.ids else node.iri for node in map(atlas.node, rows))
    return f"#{view}={','.join(quote(name, safe='') for name in names)}"


def listed(rows: Iterable[Content]) -> list[Content]:
    """The rows one after another, with a semicolon between."""
    return [["; " if turn else None, row] for turn, row in enumerate(rows)]


def outside(address: str, text: str) -> Content:
    """A link to the world: only plain web addresses ever become one."""
    if not address.startswith(("https://", "http://")):
        return text
    return tag("a", text, href=address, target="_blank", rel="noopener noreferrer")


def section(title: str, *children: Content, id: str = "", lead: str = "") -> Markup:
    """A part of a page under its heading."""
    heading = tag("h2", title)
    say = tag("p", lead, class_="say-more") if lead else None
    return tag("section", heading, say, *children, id=id) if id else tag(
        "section", heading, say, *children
    )  # fmt: skip


def sign(direction: str) -> Markup:
    """The arrow of a direction with its word for those who do not see it."""
    glyph, kind, words = DIRECTIONS.get(direction, DIRECTIONS["changed"])
    return join(
        tag("span", glyph, class_=f"sign {kind}", aria_hidden="true"),
        tag("span", words, class_="unseen"),
    )


def table(
    heads: Sequence[str], rows: Iterable[Sequence[Content]], *, name: str, filter: bool = False
) -> Markup:
    """A table that the reader may take away as ``name``.csv; the first cell heads its row."""
    lines = []
    for row in rows:
        cells = [tag("th", row[0], scope="row")]
        cells += [
            tag("td", cell, data_head=head)
            for head, cell in zip(heads[1:], row[1:], strict=True)
        ]  # fmt: skip
        lines.append(tag("tr", cells))
    head = tag("thead", tag("tr", [tag("th", word, scope="col") for word in heads]))
    inner = tag("table", head, tag("tbody", lines), data_csv=name, data_filter=filter)
    return tag(
        "div", inner, class_="scroll", tabindex="0", role="region", aria_label=f"Table: {name}"
    )


def twin(title: str, inner: Content) -> Markup:
    """The table behind a picture, folded away."""
    return tag("details", tag("summary", title), inner, class_="twin")


def facts(rows: Iterable[tuple[str, Content]]) -> Markup | None:
    """Pairs of a word and what it stands for; nothing when there are none."""
    pairs = [(tag("dt", word), tag("dd", value)) for word, value in rows if value]
    return tag("dl", pairs, class_="facts") if pairs else None


def kind_line(atlas: Atlas, at: int, root: str) -> Markup:
    """The class of a page's subject, leading to the list of its kind."""
    type_ = atlas.node(at).type
    style = style_of(type_)
    words = tag("a", style.one, href=f"{root}{folder_of(type_)}/index.html")
    return tag("p", mark(type_), words, class_="kind")
