"""Listing page: all things of one class in a table that can be filtered and taken away."""

from __future__ import annotations

from spacekg.site.atlas import Atlas, fact
from spacekg.site.frame import heading
from spacekg.site.gap_page import bearing_on
from spacekg.site.markup import Content, join, number, tag
from spacekg.site.parts import Sheet, link, mark, style_of, table, title_case
from spacekg.site.vicinity import DOWN, UP

ENTITY_HEADS = (
    "Name", "Identifier", "Common name", "Species", "Studies", "Increased", "Decreased",
    "Findings", "Findings seen there",
)  # fmt: skip


def write_listing(atlas: Atlas, type_: str) -> Sheet:
    """The list of one class; studies by date, the rest by how often they are named."""
    style = style_of(type_)
    members = atlas.of_type(type_)
    heads: tuple[str, ...]
    rows: list[tuple[Content, ...]]
    if type_ == "Study":
        heads = ("Study", "Year", "Journal", "Organisms", "Exposures", "Findings", "Open questions")
        ordered = sorted(members, key=lambda at: (atlas.node(at).short or "0", -at), reverse=True)
        rows = [_study_row(atlas, at) for at in ordered]
    elif type_ == "KnowledgeGap":
        heads = ("Question", "What is missing", "Studies that ask", "Findings that bear on it")
        ordered = sorted(members, key=lambda at: (-len(atlas.studies.get(at, ())), at))
        rows = [
            (
                link(atlas, at, "../", most=400),
                fact(atlas.node(at), "kind"),
                str(len(atlas.studies.get(at, ()))),
                str(len(bearing_on(atlas, at))),
            )
            for at in ordered
        ]
    else:
        ordered = sorted(members, key=lambda at: (-len(atlas.studies.get(at, ())), at))
        heads, rows = _told_columns([_entity_row(atlas, at) for at in ordered])
    name = style.many.replace(" ", "-")
    body = join(
        heading(
            tag("p", mark(type_), number(len(members), style.one, style.many), class_="kind"),
            tag("h1", title_case(style.many)),
        ),
        table(heads, rows, name=name, filter=True),
    )
    return Sheet(title=title_case(style.many), body=body)


def _told_columns(
    rows: list[tuple[Content, ...]],
) -> tuple[tuple[str, ...], list[tuple[Content, ...]]]:
    """The columns in which any row says something: few tissues went up or down themselves."""
    said = [any(row[at] not in ("", "0") for row in rows) for at in range(len(ENTITY_HEADS))]
    kept = [at for at, any_ in enumerate(said) if any_ or at < 2 or not rows]
    heads = tuple(ENTITY_HEADS[at] for at in kept)
    return heads, [tuple(row[at] for at in kept) for row in rows]


def _study_row(atlas: Atlas, at: int) -> tuple[Content, ...]:
    node = atlas.node(at)
    return (
        link(atlas, at, "../", most=160),
        node.short,
        fact(node, "journal"),
        _labels(atlas, atlas.near_of(at, "Organism")),
        _labels(atlas, atlas.near_of(at, "Exposure")),
        str(len(atlas.reported.get(at, ()))),
        str(len(atlas.near_of(at, "KnowledgeGap"))),
    )


def _labels(atlas: Atlas, rows: tuple[int, ...]) -> str:
    return ", ".join(atlas.node(at).label for at in rows)


def _entity_row(atlas: Atlas, at: int) -> tuple[Content, ...]:
    node = atlas.node(at)
    own = [one for one in atlas.about.get(at, ()) if one.certainty != "negated"]
    return (
        link(atlas, at, "../"),
        node.ids[0] if node.ids else "",
        node.short if node.type == "Organism" else "",
        fact(node, "species"),
        str(len(atlas.studies.get(at, ()))),
        str(sum(one.direction in UP for one in own)),
        str(sum(one.direction in DOWN for one in own)),
        str(len(own)),
        str(len(atlas.seen.get(at, ()))),
    )
