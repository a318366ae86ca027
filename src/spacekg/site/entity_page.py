"""Entity page: what is known of one gene, tissue, organism, exposure, mission or measure."""

from __future__ import annotations

from spacekg.analytics import Conflict
from spacekg.exporters.page import PageNode
from spacekg.site.atlas import Atlas, fact, unique
from spacekg.site.finding_card import findings_by_direction, findings_table
from spacekg.site.frame import heading
from spacekg.site.markup import Markup, join, number, shorten, tag
from spacekg.site.neighbourhood import draw_neighbourhood
from spacekg.site.parts import (
    STYLE_OF,
    Sheet,
    chips,
    facts,
    kind_line,
    link,
    outside,
    section,
    sign,
    study_link,
    title_case,
    twin,
)
from spacekg.site.vicinity import DOWN, UP, count_company


def write_entity(atlas: Atlas, at: int) -> Sheet:
    """The page of one entity of any class but studies and open questions."""
    root = "../"
    node = atlas.node(at)
    own, seen = atlas.about.get(at, ()), atlas.seen.get(at, ())
    studies = atlas.studies.get(at, ())
    body = join(
        heading(
            kind_line(atlas, at, root),
            tag("h1", node.label, _species(node)),
            _identifiers(node),
            _names(node),
            tag("p", _tally(atlas, at), class_="summary"),
            facts((word, value) for word, value in node.facts if word != "species"),
        ),
        _orthologs(atlas, at, root),
        [_conflict(atlas, one, root) for one in atlas.conflicts_of(at)],
        section(
            f"Which way it went ({number(len(own), 'finding')})",
            findings_by_direction(atlas, own, root, by_study=False),
            twin("The findings as a table", findings_table(atlas, own, root, name="findings")),
            id="findings",
        )
        if own
        else None,
        section(
            f"Studies ({len(studies):,})",
            tag(
                "ul",
                [tag("li", study_link(atlas, study, root, most=160)) for study in studies],
                class_="lines",
            ),
        )
        if studies
        else None,
        _questions(atlas, at, root),
        _company(atlas, at, root),
        section(
            f"Findings seen here ({len(seen):,})",
            findings_table(atlas, seen, root, name="findings-here"),
            id="seen",
            lead="Each is about something else; this is where or under what it was seen.",
        )
        if seen
        else None,
        section("Around it", draw_neighbourhood(atlas, at, root))
        if atlas.near.get(at) or atlas.seen.get(at)
        else None,
    )
    name = node.ids[0] if node.ids else node.iri
    return Sheet(title=shorten(node.label, 80), body=body, about=f"{node.label} ({name}).")


def _species(node: PageNode) -> Markup | None:
    species = fact(node, "species") or (node.short if node.type == "Organism" else "")
    return tag("small", species) if species else None


def _names(node: PageNode) -> Markup | None:
    """Other names; of an organism they are mostly its strains, which search knows."""
    if not node.names or node.type == "Organism":
        return None
    return tag("p", "also: ", shorten(", ".join(node.names[:10]), 220), class_="names")


def _identifiers(node: PageNode) -> Markup | None:
    if not node.ids and not node.link:
        words = "No identifier: kept under the name the papers use."
        return tag("p", words, class_="ids")
    first = node.ids[0] if node.ids else node.link
    away = outside(node.link, first) if node.link else first
    rest = "".join(f" · {id_}" for id_ in node.ids[1:7])
    return tag("p", away, rest, class_="ids")


def _tally(atlas: Atlas, at: int) -> Markup:
    own = [one for one in atlas.about.get(at, ()) if one.certainty != "negated"]
    studies = len(atlas.studies.get(at, ()))
    up = len({one.study for one in own if one.direction in UP})
    down = len({one.study for one in own if one.direction in DOWN})
    words = f"Named by {number(studies, 'study', 'studies')} here."
    if not own:
        return join(words)
    ways = [
        [" ", sign(direction), f" {number(count, 'study', 'studies')} {says} it"]
        for direction, count, says in (
            ("increased", up, "raises" if up == 1 else "raise"),
            ("decreased", down, "lowers" if down == 1 else "lower"),
        )
        if count
    ]
    return join(words, ways, "." if ways else None)


def _orthologs(atlas: Atlas, at: int, root: str) -> Markup | None:
    rows = atlas.orthologs.get(at, ())
    if not rows:
        return None
    items = [
        tag(
            "li", link(atlas, other, root), f" · {atlas.node(other).short} · ", _tally(atlas, other)
        )
        for other in rows
    ]
    return section("The same gene in other species", tag("ul", items, class_="lines"))


def _conflict(atlas: Atlas, one: Conflict, root: str) -> Markup:
    moderators = ", ".join(one.moderators)
    words = (
        f"Studies disagree, and differ in: {moderators}."
        if one.status == "explained"
        else "Studies disagree, and nothing recorded here explains it."
    )
    sides = sorted({finding.direction for finding in one.findings})
    return tag(
        "p",
        [[sign(side), " "] for side in sides],
        tag("strong", words),
        " ",
        tag("a", "See both sentences", href=f"{root}conflicts.html#{conflict_anchor(atlas, one)}"),
        class_="notice",
    )


def conflict_anchor(atlas: Atlas, one: Conflict) -> str:
    """The place of a conflict on the page of conflicts."""
    at = atlas.find(one.entity)
    name = atlas.addresses[at].removesuffix(".html") if at is not None else one.label
    directions = "-".join(sorted({finding.direction for finding in one.findings}))
    return f"{name.replace('/', '-').replace(' ', '-')}-{directions}-{one.status}"


def _questions(atlas: Atlas, at: int, root: str) -> Markup | None:
    rows = atlas.asked.get(at, ())
    if not rows:
        return None
    items = [tag("li", link(atlas, gap, root, most=300)) for gap in rows[:40]]
    more = f"showing 40 of {len(rows)}" if len(rows) > 40 else ""
    return section(
        f"What is still unknown about it ({len(rows):,})",
        tag("p", more, class_="say-more") if more else None,
        tag("ul", items, class_="lines"),
    )


def _company(atlas: Atlas, at: int, root: str) -> Markup | None:
    """All else that its findings name, and what it is joined to, by class, the most often first."""
    known = {at, *atlas.orthologs.get(at, ())}
    named = (*count_company(atlas, at), *atlas.near.get(at, ()))
    joined = [other for other in unique(named) if other not in known]
    rows = []
    for type_, style in STYLE_OF.items():
        members = tuple(other for other in joined if atlas.node(other).type == type_)
        if members and type_ not in ("Study", "KnowledgeGap"):
            rows.append((title_case(style.many), chips(atlas, members, root)))
    return section("Seen together with", facts(rows)) if rows else None
