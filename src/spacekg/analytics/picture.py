"""Picture: what people see sooner than they read it, with the numbers in a table beside it.

Colours are told apart by people who see colours differently (Okabe and Ito; purple to orange).
"""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from spacekg.analytics.background import read_backgrounds
from spacekg.analytics.column_file import read_columns
from spacekg.analytics.contrast_overlap import read_sides
from spacekg.analytics.coverage import coverage
from spacekg.analytics.overlap import shared
from spacekg.analytics.reading import read_labels
from spacekg.analytics.similarity import measure_overlap
from spacekg.errors import ExportError, UsageError
from spacekg.graph import KnowledgeGraph, write_atomic
from spacekg.model import defuse_cell

_BLUE, _VERMILION, _GREY = "#0072B2", "#D55E00", "#BBBBBB"
_MOST_BARS, _MOST_GENES, _LONGEST = 20, 40, 34
_SIGNS = {"increased": 1.0, "decreased": -1.0}
Numbers: TypeAlias = list[tuple[Any, ...]]
Painter: TypeAlias = Callable[[KnowledgeGraph, Any, str], Numbers]


def draw(
    graph: KnowledgeGraph, picture: str, out: Path | str, *, contrast: str = ""
) -> tuple[Path, Path]:
    """Draw one of ``PICTURES`` as SVG or PNG, by the file's ending, and its numbers as CSV."""
    path = Path(out)
    painters = dict(PICTURES)
    if picture not in painters:
        raise UsageError(
            f"there is no picture '{picture}'", advice=f"use one of: {', '.join(painters)}"
        )
    if path.suffix not in (".svg", ".png"):
        raise UsageError("a picture is .svg or .png", file=str(path), advice="change the ending")
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ExportError(
            "pictures need the package matplotlib", advice="pip install 'spacekg[analysis]'"
        ) from error
    style: Any = {"svg.hashsalt": "spacekg", "font.size": 8, "svg.fonttype": "none"}
    with matplotlib.rc_context(style):
        figure = Figure(figsize=(8, 5), layout="constrained")
        numbers = painters[picture](graph, figure, contrast)
        buffer = io.BytesIO()
        # no date and no version in the file: the same graph gives the same bytes
        metadata = {"Date": None} if path.suffix == ".svg" else {"Software": None}
        figure.savefig(buffer, format=path.suffix[1:], dpi=150, metadata=metadata)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [defuse_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in numbers
    )
    beside = path.with_suffix(".csv")
    write_atomic(path, buffer.getvalue())
    write_atomic(beside, text.getvalue().encode())
    return path, beside


def _paint_upset(graph: KnowledgeGraph, figure: Any, contrast: str) -> Numbers:
    """How many changed genes each combination of contrasts has to itself."""
    sides = read_sides(graph)
    if len(sides) < 2:
        raise _nothing("two contrasts with changed genes")
    belongs: dict[str, set[int]] = {}
    for at, side in enumerate(sides):
        for gene in side.signs:
            belongs.setdefault(gene, set()).add(at)
    counts = Counter(frozenset(found) for found in belongs.values())
    bars = sorted(counts.items(), key=lambda item: (-item[1], sorted(item[0])))[:_MOST_BARS]
    _grow(figure, 12 + len(sides))
    top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=(12, max(2, len(sides))))
    places = range(len(bars))
    top.bar(places, [count for _, count in bars], color=_BLUE, width=0.5)
    for place, (_, count) in zip(places, bars, strict=True):
        top.text(place, count, str(count), ha="center", va="bottom")
    top.set_ylabel("genes in these contrasts only")
    top.spines[["top", "right"]].set_visible(False)
    for place, (members, _) in zip(places, bars, strict=True):
        for row in range(len(sides)):
            bottom.scatter(place, row, color=_BLUE if row in members else _GREY, s=30)
        bottom.plot([place, place], [min(members), max(members)], color=_BLUE)
    names = [f"{_cut(side.label)} ({len(side.signs)})" for side in sides]
    bottom.set_yticks(range(len(sides)), names)
    bottom.set_xticks([])
    bottom.margins(y=0.2)
    bottom.spines[:].set_visible(False)
    return [
        ("contrasts", "genes"),
        *(("; ".join(sides[at].label for at in sorted(members)), count) for members, count in bars),
    ]


def _paint_directions(graph: KnowledgeGraph, figure: Any, contrast: str) -> Numbers:
    """The most shared genes by study: risen, fallen, or both."""
    genes = [row for row in shared(graph) if row.directions][:_MOST_GENES]
    if not genes:
        raise _nothing("genes shared by two studies")
    labels = read_labels(graph)
    studies = sorted({study for row in genes for study in row.directions})
    values = [
        [_SIGNS.get(row.directions.get(study, ""), math.nan) for study in studies] for row in genes
    ]
    _grow(figure, len(genes))
    axes = figure.subplots()
    mesh = axes.imshow(values, cmap="PuOr_r", vmin=-1.3, vmax=1.3, aspect="auto")
    _rule(axes, len(genes), len(studies))
    axes.set_yticks(range(len(genes)), [row.label for row in genes])
    names = [_cut(labels.get(study, study)) for study in studies]
    axes.set_xticks(range(len(studies)), names, rotation=60, ha="right")
    for at, row in enumerate(genes):
        for place, study in enumerate(studies):
            if study in row.directions and row.directions[study] not in _SIGNS:
                axes.plot(place, at, marker="o", markersize=4, color="#555555")
    bar = figure.colorbar(mesh, ax=axes, ticks=[-1, 1], shrink=0.5)
    bar.ax.set_yticklabels(["decreased", "increased"])
    axes.set_title("● changed, or both ways", loc="right", fontsize=7)
    head = ("gene", "symbol", *(labels.get(study, study) for study in studies))
    return [
        head,
        *((row.id, row.label, *(row.directions.get(one, "") for one in studies)) for row in genes),
    ]


def _paint_volcano(graph: KnowledgeGraph, figure: Any, contrast: str) -> Numbers:
    """Fold change against adjusted p of every gene that one contrast tested."""
    sides = {side.contrast: side.label for side in read_sides(graph)}
    found = [
        one for one in read_backgrounds(graph)
        if contrast.casefold() in f"{one.contrast} {sides.get(one.contrast, '')}".casefold()
    ]  # fmt: skip
    if not found:
        raise _nothing(f"a contrast '{contrast}' whose tested genes are known")
    one = found[0]
    heights = [-math.log10(max(value, 1e-300)) for value in one.adjusted.tolist()]
    colours = [
        {1: _VERMILION, -1: _BLUE, 0: _GREY}[sign] for sign in one.directions.tolist()
    ]  # fmt: skip
    axes = figure.subplots()
    axes.scatter(one.folds.tolist(), heights, c=colours, s=8, linewidths=0)
    axes.axhline(-math.log10(0.05), color="black", linewidth=0.5, linestyle="--")
    axes.set_xlabel("log2 fold change")
    axes.set_ylabel("-log10 adjusted p")
    axes.set_title(
        f"{sides.get(one.contrast, one.contrast)}: {one.changed} of {len(one.genes)} genes changed"
    )
    axes.spines[["top", "right"]].set_visible(False)
    rows = zip(
        one.genes.tolist(), one.folds.tolist(), one.adjusted.tolist(), one.directions.tolist(),
        strict=True,
    )  # fmt: skip
    return [("gene", "log2fc", "adj_p", "direction"), *rows]


def _paint_coverage(graph: KnowledgeGraph, figure: Any, contrast: str) -> Numbers:
    """How many studies looked at each tissue under each exposure."""
    cells: dict[tuple[str, str], set[str]] = {}
    for row in coverage(graph):
        cells.setdefault((row.tissue_label, row.exposure_label), set()).update(row.studies)
    if not cells:
        raise _nothing("studies with an organism, a tissue and an exposure")
    weights: Counter[str] = Counter()
    for (tissue, _), studies in cells.items():
        weights[tissue] += len(studies)
    tissues = sorted(weights, key=lambda name: (-weights[name], name))[:_MOST_GENES]
    exposures = sorted({exposure for _, exposure in cells})
    values = [[len(cells.get((one, other), ())) for other in exposures] for one in tissues]
    _grow(figure, len(tissues))
    axes = figure.subplots()
    mesh = axes.imshow(values, cmap="cividis", vmin=0, aspect="auto")
    _rule(axes, len(tissues), len(exposures))
    most = max(map(max, values))
    for at, counts in enumerate(values):
        for place, count in enumerate(counts):
            if count:
                shade = "black" if count > most / 2 else "white"
                axes.text(place, at, str(count), ha="center", va="center", color=shade, fontsize=6)
    axes.set_yticks(range(len(tissues)), [_cut(name) for name in tissues])
    names = [_cut(name) for name in exposures]
    axes.set_xticks(range(len(exposures)), names, rotation=60, ha="right")
    figure.colorbar(mesh, ax=axes, label="studies", shrink=0.5)
    return [
        ("tissue", *exposures),
        *((one, *row) for one, row in zip(tissues, values, strict=True)),
    ]


def _paint_clusters(graph: KnowledgeGraph, figure: Any, contrast: str) -> Numbers:
    """The studies with most genes in common, as a tree beside the overlap of each two."""
    import numpy
    from scipy.cluster.hierarchy import dendrogram, linkage

    columns = read_columns(graph)
    matrix, studies, _ = columns.matrix("gene")
    nearness = measure_overlap(matrix)
    common = (matrix @ matrix.T).toarray()
    numpy.fill_diagonal(common, 0)
    chosen = numpy.lexsort((numpy.arange(len(studies)), -common.sum(axis=1)))[:_MOST_GENES]
    chosen = numpy.sort(chosen[common[chosen].sum(axis=1) > 0])
    if len(chosen) < 2:
        raise _nothing("two studies that name one gene")
    nearness = nearness[numpy.ix_(chosen, chosen)]
    distances = (1.0 - nearness)[numpy.triu_indices(len(chosen), 1)]
    _grow(figure, len(chosen))
    tree, cells = figure.subplots(1, 2, width_ratios=(1, 3))
    # drawn by hand: matplotlib warns of a tree whose studies all name the same genes
    drawn = dendrogram(linkage(distances, "average"), no_plot=True)
    ordered = drawn["leaves"]
    for heights, places in zip(drawn["dcoord"], drawn["icoord"], strict=True):
        tree.plot(heights, places, color=_BLUE)
    tree.set_ylim(0, 10 * len(ordered))
    tree.set_yticks([])
    tree.set_xlim(1.02, 0)
    tree.set_xlabel("1 - overlap")
    tree.spines[["top", "left", "right"]].set_visible(False)
    shown = nearness[numpy.ix_(ordered, ordered)]
    mesh = cells.imshow(shown, cmap="cividis", vmin=0, vmax=1, aspect="auto", origin="lower")
    labels = [columns.label(int(studies[chosen[at]])) for at in ordered]
    cells.yaxis.tick_right()
    cells.set_yticks(range(len(labels)), [_cut(label) for label in labels], fontsize=6)
    cells.set_xticks([])
    figure.colorbar(mesh, ax=cells, label="genes in common, part of the smaller", location="bottom",
                    shrink=0.5)  # fmt: skip
    rows = zip(labels, shown.tolist(), strict=True)
    return [("study", *labels), *((label, *values) for label, values in rows)]


def _grow(figure: Any, rows: int) -> None:
    """Room enough for the names of so many rows."""
    figure.set_size_inches(8, max(5.0, 2.6 + 0.16 * rows))


def _rule(axes: Any, rows: int, columns: int) -> None:
    """Thin lines between the cells of a table of colours."""
    axes.set_xticks([at - 0.5 for at in range(columns)], minor=True)
    axes.set_yticks([at - 0.5 for at in range(rows)], minor=True)
    axes.grid(which="minor", color="#DDDDDD", linewidth=0.4)
    axes.tick_params(which="minor", length=0)


def _cut(text: str) -> str:
    # a dollar sign would start mathematics
    plain = text.replace("$", r"\$")
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def _nothing(what: str) -> UsageError:
    return UsageError(f"nothing to draw: the graph holds no {what}", advice="build more into it")


#: The pictures by name.
PICTURES: tuple[tuple[str, Painter], ...] = (
    ("upset", _paint_upset),
    ("directions", _paint_directions),
    ("volcano", _paint_volcano),
    ("coverage", _paint_coverage),
    ("clusters", _paint_clusters),
)
