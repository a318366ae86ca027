"""Analyst: the commands of those who count, each one public function of ``spacekg``.

They are part of the command line (``spacekg overlaps``, ``spacekg similar`` …) and stand here so
that each file stays short.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

_STORE = Path("exports/store")
Store = Annotated[Path, typer.Option("--store", help="Folder of the graph, or sparql+https://…")]
Rows = Annotated[str, typer.Option("--format", help="table, csv or json.")]


def shared(
    type_: Annotated[str, typer.Option("--type", help="gene, pathway, tissue …")] = "gene",
    min_studies: Annotated[int, typer.Option("--min-studies", min=1)] = 2,
    organism: Annotated[str, typer.Option(help="Only this organism (CURIE or name).")] = "",
    tissue: Annotated[str, typer.Option(help="Only this tissue (CURIE or name).")] = "",
    orthologs: Annotated[bool, typer.Option("--orthologs", help="Join species.")] = False,
    output: Rows = "table",
    store: Store = _STORE,
) -> None:
    """List entities that recur across studies, with their directions."""
    import spacekg

    graph = spacekg.KnowledgeGraph.open(store)
    rows = spacekg.shared(
        graph,
        type=type_,
        min_studies=min_studies,
        organism=organism,
        tissue=tissue,
        orthologs=orthologs,
    )
    sys.stdout.write(spacekg.write_rows(rows, output))


def overlaps(
    sets: Annotated[int, typer.Option("--sets", min=2, max=6, help="Contrasts at once.")] = 2,
    background: Annotated[
        int, typer.Option(min=0, help="Genes to assume where it is not known what was tested.")
    ] = 0,
    output: Rows = "table",
    store: Store = _STORE,
) -> None:
    """Compare the changed genes of contrasts with what chance gives."""
    import spacekg

    graph = spacekg.KnowledgeGraph.open(store)
    rows = spacekg.overlaps(graph, sets=sets, background=background or None)
    sys.stdout.write(spacekg.write_rows(rows, output))


def recurring(
    min_contrasts: Annotated[int, typer.Option("--min-contrasts", min=2)] = 2,
    background: Annotated[
        int, typer.Option(min=0, help="Genes to assume where it is not known what was tested.")
    ] = 0,
    output: Rows = "table",
    store: Store = _STORE,
) -> None:
    """List genes that change in several contrasts, with their chance."""
    import spacekg

    graph = spacekg.KnowledgeGraph.open(store)
    rows = spacekg.recurring(graph, min_contrasts=min_contrasts, background=background or None)
    sys.stdout.write(spacekg.write_rows(rows, output))


def similar(
    type_: Annotated[str, typer.Option("--type", help="gene, pathway, tissue …")] = "gene",
    min_shared: Annotated[int, typer.Option("--min-shared", min=1)] = 1,
    threshold: Annotated[float, typer.Option(help="Overlap that joins a cluster, 0 to 1.")] = 0.5,
    output: Rows = "table",
    store: Store = _STORE,
) -> None:
    """List pairs of studies that are alike, with their clusters."""
    import spacekg

    graph = spacekg.KnowledgeGraph.open(store)
    rows = spacekg.similar(graph, type=type_, min_shared=min_shared, threshold=threshold)
    sys.stdout.write(spacekg.write_rows(rows, output))


def coverage(
    empty: Annotated[bool, typer.Option("--empty", help="Also what nobody looked at.")] = False,
    output: Rows = "table",
    store: Store = _STORE,
) -> None:
    """Count studies by organism, tissue, exposure and duration."""
    import spacekg

    rows = spacekg.coverage(spacekg.KnowledgeGraph.open(store), empty=empty)
    sys.stdout.write(spacekg.write_rows(rows, output))


def translate(
    organism: Annotated[str, typer.Option(help="Where it was found.")] = "Mus musculus",
    other: Annotated[str, typer.Option("--to", help="Where it is asked for.")] = "Homo sapiens",
    output: Rows = "table",
    store: Store = _STORE,
) -> None:
    """List what was found in one organism, and what is known of it in another."""
    import spacekg

    graph = spacekg.KnowledgeGraph.open(store)
    sys.stdout.write(
        spacekg.write_rows(spacekg.translate(graph, organism=organism, other=other), output)
    )


def enriched(
    gmt: Annotated[
        Path | None, typer.Option(help="Gene sets of your own instead of Reactome, WikiPathways.")
    ] = None,
    assume: Annotated[
        bool, typer.Option("--assume", help="Also contrasts whose tested genes are not known.")
    ] = False,
    output: Rows = "table",
    store: Store = _STORE,
) -> None:
    """List pathways over-represented in contrasts whose tested genes are known."""
    import spacekg

    graph = spacekg.KnowledgeGraph.open(store)
    sys.stdout.write(spacekg.write_rows(spacekg.enriched(graph, gmt=gmt, assume=assume), output))


def central(
    type_: Annotated[str, typer.Option("--type", help="gene, tissue, study …; else all")] = "",
    most: Annotated[int, typer.Option("--most", min=1, help="Rows to show.")] = 50,
    output: Rows = "table",
    store: Store = _STORE,
) -> None:
    """List what the studies meet in, by PageRank, with the community of each."""
    import spacekg

    graph = spacekg.KnowledgeGraph.open(store)
    sys.stdout.write(spacekg.write_rows(spacekg.central(graph, type=type_, most=most), output))


def communities(
    resolution: Annotated[float, typer.Option(help="Higher: more and smaller ones.")] = 1.0,
    output: Rows = "table",
    store: Store = _STORE,
) -> None:
    """List the communities of studies and what they name."""
    import spacekg

    graph = spacekg.KnowledgeGraph.open(store)
    sys.stdout.write(spacekg.write_rows(spacekg.communities(graph, resolution=resolution), output))


def priorities(output: Rows = "table", store: Store = _STORE) -> None:
    """List the gaps that deserve a look first, with the numbers that say so."""
    import spacekg

    graph = spacekg.KnowledgeGraph.open(store)
    sys.stdout.write(spacekg.write_rows(spacekg.priorities(graph), output))


def draw(
    picture: Annotated[
        str, typer.Argument(help="upset, directions, volcano, coverage or clusters.")
    ],
    out: Annotated[Path, typer.Argument(help="File to write: .svg or .png.")],
    contrast: Annotated[str, typer.Option(help="Volcano: part of a contrast's label.")] = "",
    store: Store = _STORE,
) -> None:
    """Draw a picture, with its numbers in a .csv beside it."""
    import spacekg

    graph = spacekg.KnowledgeGraph.open(store)
    for path in spacekg.draw(graph, picture, out, contrast=contrast):
        sys.stdout.write(f"{path}\n")


#: The commands of this file, as the command line takes them.
COMMANDS: tuple[Callable[..., None], ...] = (
    shared,
    overlaps,
    recurring,
    similar,
    coverage,
    translate,
    enriched,
    central,
    communities,
    priorities,
    draw,
)
