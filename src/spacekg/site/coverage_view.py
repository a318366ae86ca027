"""Coverage view: which tissue was looked at in whom and under what, and where nobody looked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from typing import TypeAlias

from spacekg.site.atlas import Atlas
from spacekg.site.frame import heading
from spacekg.site.markup import Content, Markup, join, number, tag
from spacekg.site.parts import Sheet, link, listed, section, study_link, table

Axes: TypeAlias = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]

MOST_ROWS = 40
MOST_COLUMNS = 26
#: The three sides of the matrix: the role in a finding, and the class.
AXES = (("organism", "Organism"), ("exposure", "Exposure"), ("tissue", "Tissue"))


def write_coverage(atlas: Atlas) -> Sheet:
    """The matrix of organism, exposure and tissue, empty fields shown as such."""
    fields = read_fields(atlas)
    organisms: Counter[int] = Counter()
    pairs: Counter[tuple[int, int]] = Counter()
    tissues: Counter[int] = Counter()
    for (organism, exposure, tissue), studies in fields.items():
        organisms[organism] += len(studies)
        pairs[organism, exposure] += len(studies)
        tissues[tissue] += len(studies)
    rows = sorted(tissues, key=lambda at: (-tissues[at], at))
    chosen = sorted(pairs, key=lambda pair: (-pairs[pair], pair))[:MOST_COLUMNS]
    columns = sorted(chosen, key=lambda pair: (-organisms[pair[0]], pair[0], -pairs[pair], pair[1]))
    shown = rows[:MOST_ROWS]
    empty = sum((*pair, row) not in fields for row in shown for pair in columns)
    body = join(
        heading(
            tag("p", number(len(fields), "field"), class_="kind"),
            tag("h1", "Who was looked at, where, and under what"),
            tag(
                "p",
                f"Showing {len(shown)} of {number(len(rows), 'tissue')} and {len(columns)} of "
                f"{number(len(pairs), 'pair')} of organism and exposure. {empty:,} of these "
                f"{len(shown) * len(columns):,} fields are empty: no study here speaks of "
                "the three together.",
                class_="summary",
            ),
        ),
        _matrix(atlas, fields, shown, columns) if rows else None,
        section("As a table", _table(atlas, fields), id="fields"),
    )
    return Sheet(title="Who was looked at, where, and under what", body=body)


def read_fields(atlas: Atlas) -> dict[tuple[int, int, int], tuple[int, ...]]:
    """The studies of each organism, exposure and tissue that stand together in one.

    They do where a finding names the three, and where a study leaves no doubt: a review of five
    species and ten exposures has not looked at each species under each.
    """
    fields: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for study in atlas.of_type("Study"):
        sets = [_axes(one.context) for one in atlas.reported.get(study, ())]
        whole = _together(atlas.near_of(study, type_) for _, type_ in AXES)
        if sum(len(axis) > 1 for axis in whole) < 2:
            sets.append(whole)
        for organism, exposure, tissue in dict.fromkeys(
            one for axes in sets for one in product(*axes)
        ):
            fields[organism, exposure, tissue].append(study)
    return {key: tuple(studies) for key, studies in sorted(fields.items())}


def _axes(context: Sequence[tuple[str, int]]) -> Axes:
    return _together(tuple(at for role, at in context if role == word) for word, _ in AXES)


def _together(axes: Iterable[tuple[int, ...]]) -> Axes:
    organisms, exposures, tissues = axes
    return organisms, exposures, tissues


def _matrix(
    atlas: Atlas,
    fields: dict[tuple[int, int, int], tuple[int, ...]],
    rows: list[int],
    columns: list[tuple[int, int]],
) -> Markup:
    spans: Counter[int] = Counter(organism for organism, _ in columns)
    over = [
        tag("th", link(atlas, organism, ""), colspan=str(span), scope="colgroup", class_="over")
        for organism, span in spans.items()
    ]
    under = [
        tag("th", tag("span", link(atlas, exposure, "")), scope="col", class_="tall")
        for _, exposure in columns
    ]
    most = max(map(len, fields.values()), default=1)
    lines = []
    for tissue in rows:
        cells = []
        for organism, exposure in columns:
            studies = fields.get((organism, exposure, tissue), ())
            words = " | ".join(atlas.node(at).label for at in (organism, exposure, tissue))
            if not studies:
                cells.append(tag("td", class_="void", title=f"{words}: no study here"))
                continue
            level = 1 + min(3, 4 * (len(studies) - 1) // max(1, most))
            inner = tag(
                "a", str(len(studies)), href="#fields", data_words=words,
                title=words, aria_label=f"{words}: {len(studies)}",
            )  # fmt: skip
            cells.append(tag("td", inner, class_=f"cell level-{level}"))
        lines.append(tag("tr", tag("th", link(atlas, tissue, "", most=30), scope="row"), cells))
    corner = tag("td", class_="corner")
    head = tag("thead", tag("tr", corner, over), tag("tr", corner, under))
    inner = tag("table", head, tag("tbody", lines), class_="heat counts")
    return tag(
        "div", inner, class_="scroll heat-frame", tabindex="0", role="region",
        aria_label="Coverage matrix", data_picture="coverage",
    )  # fmt: skip


def _table(atlas: Atlas, fields: dict[tuple[int, int, int], tuple[int, ...]]) -> Markup:
    rows: list[tuple[Content, ...]] = [
        (
            link(atlas, organism, ""),
            link(atlas, exposure, ""),
            link(atlas, tissue, ""),
            str(len(studies)),
            listed(study_link(atlas, study, "", most=70) for study in studies),
        )
        for (organism, exposure, tissue), studies in sorted(
            fields.items(), key=lambda pair: (-len(pair[1]), pair[0])
        )
    ]
    heads = ("Organism", "Exposure", "Tissue", "Studies", "Which")
    return table(heads, rows, name="coverage", filter=True)
