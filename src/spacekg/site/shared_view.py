"""Shared view: which way the genes that several studies share went in each of them."""

from __future__ import annotations

from spacekg.analytics import SharedEntity
from spacekg.site.atlas import Atlas, fact, newest
from spacekg.site.finding_card import anchor
from spacekg.site.frame import heading
from spacekg.site.markup import Content, Markup, join, number, shorten, tag
from spacekg.site.parts import DIRECTIONS, Sheet, link, listed, section, sign, study_link, table
from spacekg.site.upset_view import write_upset

MOST_ROWS = 80
MOST_COLUMNS = 48


def write_shared(atlas: Atlas) -> Sheet:
    """The heat map of shared genes, species joined, with its table."""
    ranked = sorted(atlas.shared, key=lambda one: (-len(one.directions), -len(one.studies)))
    rows = [one for one in ranked if one.directions][:MOST_ROWS]
    told = {atlas.find(study) for one in rows for study in one.directions}
    columns = newest(atlas.page, (at for at in told if at is not None))[:MOST_COLUMNS]
    keys = [
        tag("span", DIRECTIONS[direction][0], f" {words}", class_=f"swatch {kind}")
        for direction, kind, words in (
            ("increased", "up", "increased"),
            ("decreased", "down", "decreased"),
            ("unchanged", "same", "unchanged"),
            ("mixed", "mixed", "changed, or both ways"),
        )
    ]
    keys.append(tag("span", "○ named, no direction", class_="swatch named"))
    caption = (
        f"{number(len(rows), 'gene')} with a stated direction, of {len(atlas.shared):,} that "
        "two or more studies name. Genes of several species are joined."
    )
    body = join(
        heading(
            tag("p", number(len(atlas.shared), "shared gene"), class_="kind"),
            tag("h1", "Genes that several studies share"),
            tag("p", caption, class_="summary"),
        ),
        tag("p", keys, class_="swatches"),
        _heat(atlas, rows, columns) if rows else None,
        write_upset(atlas),
        tag(
            "p",
            tag(
                "a",
                "Choose studies and see what they share on the map",
                href="explore.html#shared=",
            ),
            class_="onward",
        ),
        section("The genes as a table", _table(atlas)),
    )
    return Sheet(title="Genes that several studies share", body=body)


def _heat(atlas: Atlas, rows: list[SharedEntity], columns: tuple[int, ...]) -> Markup:
    heads: list[Content] = [tag("td", class_="corner")]
    for at in columns:
        node = atlas.node(at)
        words = tag("span", f"{node.short} {shorten(node.label, 34)}".strip())
        name = tag("a", words, href=atlas.addresses[at], title=node.label)
        heads.append(tag("th", name, scope="col", class_="tall"))
    lines = []
    for one in rows:
        gene = atlas.find(one.id)
        label = link(atlas, gene, "", most=24) if gene is not None else one.label
        cells = [_cell(atlas, one, gene, column) for column in columns]
        lines.append(tag("tr", tag("th", label, scope="row"), cells))
    inner = tag("table", tag("thead", tag("tr", heads)), tag("tbody", lines), class_="heat")
    return tag(
        "div", inner, class_="scroll heat-frame", tabindex="0", role="region",
        aria_label="Heat map of shared genes", data_picture="shared-genes",
    )  # fmt: skip


def _cell(atlas: Atlas, one: SharedEntity, at: int | None, column: int) -> Markup:
    iri = atlas.node(column).iri
    if iri not in one.studies:
        return tag("td", class_="void")
    direction = one.directions.get(iri)
    if direction is None or at is None:
        return tag("td", tag("span", "○", title="named, no direction"), class_="named")
    glyph, kind, words = DIRECTIONS[direction]
    # An ortholog may be the one that this study speaks of.
    told = next(
        (
            gene
            for gene in (at, *atlas.orthologs.get(at, ()))
            if any(finding.study == column for finding in atlas.about.get(gene, ()))
        ),
        at,
    )
    target = f"{atlas.addresses[told]}#{anchor(atlas, column)}"
    says = f"{one.label}: {words}. {atlas.node(column).label}"
    return tag(
        "td", tag("a", glyph, href=target, title=says, aria_label=says), class_=f"cell {kind}"
    )


def _table(atlas: Atlas) -> Markup:
    rows: list[tuple[Content, ...]] = []
    for one in atlas.shared:
        at = atlas.find(one.id)
        studies = [atlas.find(study) for study in one.studies]
        named: list[Content] = []
        for study in studies:
            if study is not None:
                way = one.directions.get(atlas.node(study).iri)
                arrow = [sign(way), " "] if way else None
                named.append(tag("span", arrow, study_link(atlas, study, "", most=60)))
        rows.append(
            (
                link(atlas, at, "") if at is not None else one.label,
                one.id,
                fact(atlas.node(at), "species") if at is not None else "",
                str(len(one.studies)),
                str(sum(way == "increased" for way in one.directions.values())),
                str(sum(way == "decreased" for way in one.directions.values())),
                listed(named),
            )
        )
    heads = ("Gene", "Identifier", "Species", "Studies", "Increased", "Decreased", "In")
    return table(heads, rows, name="shared-genes", filter=True)
