"""Keeper: the commands of those who look after a graph, each one public function of ``spacekg``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

Rows = Annotated[str, typer.Option("--format", help="table, csv or json.")]


def doctor(
    store: Annotated[
        Path, typer.Option("--store", help="Folder of the graph, or sparql+https://…")
    ] = Path("exports/store"),
) -> None:
    """Check that the graph on disk is whole; exit 1 when it is not."""
    import spacekg

    report = spacekg.doctor(store)
    sys.stdout.write(report.text() + "\n")
    raise typer.Exit(0 if report.sound else 1)


def diff(
    before: Annotated[Path, typer.Argument(help="Store of the earlier build.")],
    after: Annotated[Path, typer.Argument(help="Store of the later build.")],
    output: Rows = "table",
) -> None:
    """Tell what two builds disagree on: studies, findings, conflicts, gaps."""
    import spacekg

    graphs = (spacekg.KnowledgeGraph.open(path) for path in (before, after))
    sys.stdout.write(spacekg.write_rows(spacekg.diff(*graphs), output))


COMMANDS: tuple[Callable[..., None], ...] = (doctor, diff)
