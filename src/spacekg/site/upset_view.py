"""Upset view: which studies share how many genes, as bars over a matrix of dots, with its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from spacekg.analytics import SharedEntity
from spacekg.site.atlas import Atlas
from spacekg.site.markup import Content, Markup, number, shorten, tag
from spacekg.site.parts import deep_link, link, listed, section, study_link, table

MOST_SETS, MOST_STUDIES = 40, 24
LEFT, TOP, ROW, STEP = 330, 150, 24, 26
#: The order in which the parts of a bar stand, from below, with their words.
PARTS = (
    ("up", "increased in each that says"),
    ("down", "decreased in each that says"),
    ("mixed", "not the same way in all"),
    ("none", "no direction told"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSet:
    """The genes that exactly these studies name, no more and no fewer."""

    studies: tuple[int, ...]
    genes: tuple[SharedEntity, ...]


def read_sets(atlas: Atlas) -> tuple[SharedSet, ...]:
    """Every set of studies with genes of its own, the one with most genes first."""
    found: dict[tuple[int, ...], list[SharedEntity]] = {}
    for one in atlas.shared:
        studies = sorted(at for at in map(atlas.find, one.studies) if at is not None)
        if len(studies) > 1:
            found.setdefault(tuple(studies), []).append(one)
    made = [SharedSet(studies=key, genes=tuple(genes)) for key, genes in found.items()]
    return tuple(sorted(made, key=lambda one: (-len(one.genes), -len(one.studies), one.studies)))


def way_of(gene: SharedEntity) -> str:
    """The part of a bar a gene stands in."""
    ways = set(gene.directions.values())
    if not ways:
        return "none"
    if ways <= {"increased", "associated-positively"}:
        return "up"
    return "down" if ways <= {"decreased", "associated-negatively"} else "mixed"


def write_upset(atlas: Atlas) -> Markup | None:
    """The picture and its table; nothing when no two studies share a gene."""
    sets = read_sets(atlas)
    if not sets:
        return None
    shown = sets[:MOST_SETS]
    often = Counter(at for one in shown for at in one.studies)
    studies = sorted(often, key=lambda at: (-often[at], at))
    kept = studies[:MOST_STUDIES]
    shown = tuple(one for one in shown if set(one.studies) <= set(kept))
    keys = [tag("span", words, class_=f"key bar {kind}") for kind, words in PARTS]
    says = (
        f"showing {len(shown)} of {number(len(sets), 'set')}, {len(kept)} of {len(studies)} studies"
    )
    figure = tag(
        "figure",
        tag("div", _picture(atlas, shown, kept), class_="pan", tabindex="0", role="region",
            aria_label="Picture: sets of studies"),
        tag("figcaption", keys, tag("span", says)),
        data_picture="shared-sets",
    )  # fmt: skip
    return section(
        "Which studies share genes with which",
        figure,
        _table(atlas, sets),
        id="sets",
        lead="A column is a set of studies, its dots say which; the bar above it counts the genes "
        "that just these studies name. Choose a bar to see the genes.",
    )


def _picture(atlas: Atlas, sets: Sequence[SharedSet], studies: Sequence[int]) -> Markup:
    most = max((len(one.genes) for one in sets), default=1)
    unit = (TOP - 34) / most
    width = LEFT + len(sets) * STEP + 20
    height = TOP + len(studies) * ROW + 16
    row = {at: TOP + 14 + turn * ROW for turn, at in enumerate(studies)}
    parts: list[Markup] = []
    for turn, at in enumerate(studies):
        if turn % 2 == 0:
            parts.append(tag("rect", x="0", y=f"{row[at] - ROW / 2:g}", width=f"{width}",
                             height=f"{ROW}", class_="lane"))  # fmt: skip
        node = atlas.node(at)
        words = tag("text", f"{shorten(node.label, 36)} {node.short}".strip(), x=f"{LEFT - 16}",
                    y=f"{row[at] + 4:g}", text_anchor="end")  # fmt: skip
        parts.append(tag("a", tag("title", node.label), words, href=atlas.addresses[at]))
    for turn, one in enumerate(sets):
        parts.append(_column(atlas, one, turn, unit, row))
    title = tag("title", "Genes by the set of studies that name them")
    return tag("svg", title, parts, viewBox=f"0 0 {width} {height}", width=f"{width}",
               class_="upset", role="group",
               aria_label="Genes by the set of studies that name them")  # fmt: skip


def _column(atlas: Atlas, one: SharedSet, turn: int, unit: float, row: dict[int, int]) -> Markup:
    x = LEFT + turn * STEP + STEP / 2
    tally = Counter(way_of(gene) for gene in one.genes)
    parts, y = [], float(TOP - 8)
    for kind, _ in PARTS:
        if tally[kind]:
            y -= tally[kind] * unit
            parts.append(tag("rect", x=f"{x - 9:g}", y=f"{y:g}", width="18",
                             height=f"{tally[kind] * unit:g}", class_=f"bar {kind}"))  # fmt: skip
    parts.append(tag("text", str(len(one.genes)), x=f"{x:g}", y=f"{y - 5:g}",
                     text_anchor="middle", class_="axis"))  # fmt: skip
    ends = sorted(row[at] for at in one.studies)
    parts.append(tag("line", x1=f"{x:g}", x2=f"{x:g}", y1=f"{ends[0]}", y2=f"{ends[-1]}",
                     class_="joint"))  # fmt: skip
    for at, y_ in row.items():
        kind = "in" if at in one.studies else "out"
        parts.append(tag("circle", cx=f"{x:g}", cy=f"{y_}", r="6" if kind == "in" else "3",
                         class_=kind))  # fmt: skip
    genes = ", ".join(gene.label for gene in one.genes[:8])
    says = f"{number(len(one.genes), 'gene')} of {len(one.studies)} studies: {genes}"
    return tag("a", tag("title", says), parts, href=f"#set-{turn + 1}", aria_label=says)


def _table(atlas: Atlas, sets: Sequence[SharedSet]) -> Markup:
    rows: list[tuple[Content, ...]] = []
    for turn, one in enumerate(sets):
        named = listed(study_link(atlas, at, "", most=70) for at in one.studies)
        genes = listed(_gene(atlas, gene) for gene in one.genes)
        first = tag("span", number(len(one.genes), "gene"), id=f"set-{turn + 1}")
        rows.append((first, str(len(one.studies)), named, genes, _map_link(atlas, one)))
    heads = ("Shared", "By studies", "Which studies", "Which genes", "On the map")
    return table(heads, rows, name="shared-sets", filter=len(rows) > 12)


def _gene(atlas: Atlas, gene: SharedEntity) -> Content:
    at = atlas.find(gene.id)
    return gene.label if at is None else link(atlas, at, "")


def _map_link(atlas: Atlas, one: SharedSet) -> Markup:
    return tag("a", "draw it", href=f"explore.html{deep_link(atlas, one.studies, 'shared')}")
