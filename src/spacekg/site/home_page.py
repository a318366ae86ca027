"""Home page: where everyone starts, also those who have never heard of a graph."""

from __future__ import annotations

from collections import Counter

from spacekg.site.address import folder_of
from spacekg.site.atlas import Atlas, newest
from spacekg.site.entity_page import conflict_anchor
from spacekg.site.frame import SITE_NAME
from spacekg.site.gap_page import bearing_on
from spacekg.site.markup import Content, Markup, join, number, shorten, tag
from spacekg.site.parts import (
    DIRECTIONS,
    STYLE_OF,
    Sheet,
    link,
    mark,
    section,
    sign,
    study_link,
    title_case,
)

NEWEST, GENES, QUESTIONS, CONFLICTS = 8, 12, 8, 6
CARDS = (
    ("study/index.html", "What was studied?", "All studies: in whom, under what, what was found."),
    ("shared.html", "Which genes recur?", "Genes of several studies, and which way each went."),
    ("conflicts.html", "Who disagrees?", "Opposite findings side by side, with what differs."),
    ("gaps.html", "What is not known?", "Open questions by topic and by what is missing."),
    ("coverage.html", "Where has nobody looked?", "Organism, exposure, tissue: the empty fields."),
    ("timeline.html", "How has it grown?", "Studies by year, exposure and duration."),
    ("explore.html", "Why are two things linked?", "The map, with the sentence on each step."),
    ("graph.html", "What hangs together?", "Everything in one picture, coloured by community."),
)  # fmt: skip


def write_home(atlas: Atlas) -> Sheet:
    """The first page of the site."""
    page = atlas.page
    studies = number(page.count("Study"), "study", "studies")
    tiles = (
        (page.count("Study"), "studies"),
        (len(page.findings), "findings"),
        (page.count("Gene"), "genes"),
        (page.count("Organism"), "organisms"),
        (page.count("KnowledgeGap"), "open questions"),
    )
    head = tag(
        "div",
        tag("h1", "What is known about life in space"),
        tag(
            "p",
            f"People, mice, plants and microbes change when they leave the Earth. These pages "
            f"gather what {studies} report: which way a gene, a muscle or a bone changed, in whom, "
            "and under what conditions. Each statement shows the sentence it was taken from and a "
            "link to the paper; what nobody knows yet is listed as an open question.",
            class_="lead",
        ),
        tag(
            "ul",
            [tag("li", tag("b", f"{n:,}"), " ", tag("span", words)) for n, words in tiles],
            class_="tiles",
        ),
        class_="hero",
    )
    body = join(
        tag("div", [_card(*card) for card in CARDS], class_="ways"),
        tag("div", _newest(atlas), _genes(atlas), class_="two"),
        tag("div", _questions(atlas), _conflicts(atlas), class_="two"),
        _kinds(atlas),
    )
    return Sheet(title=SITE_NAME, body=body, head=head)


def _card(target: str, title: str, words: str) -> Markup:
    return tag("a", tag("strong", title), tag("span", words), href=target, class_="way")


def _more(target: str, words: str) -> Markup:
    return tag("p", tag("a", words, href=target), class_="onward")


def _newest(atlas: Atlas) -> Markup:
    rows = newest(atlas.page, atlas.of_type("Study"))
    items = [
        tag("li", mark("Study"), tag("span", study_link(atlas, at, "", most=130), class_="name"))
        for at in rows[:NEWEST]
    ]
    return section(
        "Newest studies",
        tag("ul", items, class_="ranked"),
        _more("study/index.html", f"All {number(len(rows), 'study', 'studies')}"),
    )


def _genes(atlas: Atlas) -> Markup:
    ranked = sorted(atlas.shared, key=lambda one: (-len(one.directions), -len(one.studies)))
    items = []
    for one in ranked[:GENES]:
        at = atlas.find(one.id)
        if at is None:
            continue
        ways = Counter(one.directions.values())
        told: list[Content] = [
            tag("span", sign(direction), f" {ways[direction]} ", class_=f"tally {kind}")
            for direction, kind in (("increased", "up"), ("decreased", "down"))
            if ways[direction]
        ]
        name = tag("span", link(atlas, at, ""), " ", tag("small", atlas.node(at).short))
        items.append(
            tag(
                "li",
                mark("Gene"),
                tag("span", name, class_="name"),
                told,
                tag("span", number(len(one.studies), "study", "studies"), class_="number"),
            )
        )
    return section(
        "Genes that several studies share",
        tag("ul", items, class_="ranked"),
        _more("shared.html", "All of them, with their directions"),
    )


def _questions(atlas: Atlas) -> Markup:
    gaps = atlas.of_type("KnowledgeGap")
    ranked = _one_a_study(atlas, sorted(gaps, key=lambda at: _urgency(atlas, at)))
    items = [
        tag(
            "li",
            mark("KnowledgeGap"),
            tag("span", link(atlas, at, "", most=150), class_="name"),
            tag("span", _known(atlas, at), class_="number"),
        )
        for at in ranked[:QUESTIONS]
    ]
    return section(
        "Open questions",
        tag("ul", items, class_="ranked"),
        _more("gaps.html", f"All {number(len(gaps), 'open question')}"),
    )


def _urgency(atlas: Atlas, at: int) -> tuple[int, bool, int, int]:
    """Asked by many first; then what can be understood by itself, and what much is known near."""
    alone = atlas.node(at).label.endswith("?")
    return -len(atlas.studies.get(at, ())), not alone, -len(bearing_on(atlas, at)), at


def _one_a_study(atlas: Atlas, ranked: list[int]) -> list[int]:
    """One question of each study, then the others: no paper fills the list by itself."""
    heard: set[int] = set()
    first: list[int] = []
    for at in ranked:
        studies = set(atlas.studies.get(at, ()))
        if not studies <= heard:
            first.append(at)
        heard |= studies
    return [*first, *(at for at in ranked if at not in set(first))]


def _known(atlas: Atlas, at: int) -> str:
    asking, bearing = len(atlas.studies.get(at, ())), len(bearing_on(atlas, at))
    if asking > 1:
        return f"{asking} studies ask"
    return f"{number(bearing, 'finding')} on it" if bearing else ""


def _conflicts(atlas: Atlas) -> Markup:
    items = []
    for one in atlas.conflicts[:CONFLICTS]:
        target = f"conflicts.html#{conflict_anchor(atlas, one)}"
        ways = sorted({side.direction for side in one.findings}, key=list(DIRECTIONS).index)
        why = f"differ in {', '.join(one.moderators)}" if one.moderators else "not explained"
        items.append(
            tag(
                "li",
                tag("span", [sign(way) for way in ways], class_="both"),
                tag("span", tag("a", shorten(one.label, 60), href=target), class_="name"),
                tag("span", why, class_="number"),
            )
        )
    nothing = tag("p", "No two studies here say the opposite of one thing.", class_="say-more")
    return section(
        "Where studies disagree",
        tag("ul", items, class_="ranked") if items else nothing,
        _more("conflicts.html", "Both sentences side by side") if items else None,
    )


def _kinds(atlas: Atlas) -> Markup:
    counts = Counter(node.type for node in atlas.page.nodes)
    items = [
        tag(
            "a",
            mark(type_),
            tag("span", title_case(style.many)),
            tag("span", f"{counts[type_]:,}", class_="number"),
            href=f"{folder_of(type_)}/index.html",
            class_="chip",
        )
        for type_, style in STYLE_OF.items()
        if counts[type_]
    ]
    return section("Everything by kind", tag("div", items, class_="chips"))
