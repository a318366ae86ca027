"""Maker: the commands that make a graph, each one public function of ``spacekg``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from spacekg.errors import SpaceKGError
    from spacekg.report import BuildReport

Paths = Annotated[list[Path] | None, typer.Argument(help="Files and folders to read.")]
Store = Annotated[Path, typer.Option("--store", help="Folder of the graph, or sparql+https://…")]
Jobs = Annotated[
    int | None, typer.Option("--jobs", min=1, help="Processes to use; one a processor.")
]
_STORE = Path("exports/store")


def build(
    paths: Paths = None,
    store: Store = _STORE,
    jobs: Jobs = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 if any is refused.")] = False,
    clean: Annotated[bool, typer.Option("--clean", help="Make everything anew.")] = False,
    engine: Annotated[str, typer.Option("--engine", help="processes or dask.")] = "processes",
    scheduler: Annotated[
        str, typer.Option("--scheduler", help="Address of a dask scheduler, tcp://host:8786.")
    ] = "",
    shards: Annotated[
        str, typer.Option("--shards", help="Folder or URL that all workers share.")
    ] = "",
    seconds: Annotated[
        float, typer.Option("--seconds", min=0.1, help="Longest time for one document.")
    ] = 120.0,
    memory: Annotated[
        int, typer.Option("--memory", min=256, help="Most memory of a process, in MB.")
    ] = 2048,
) -> None:
    """Read files and folders (data/studies by default) and write the graph.

    What has not changed since the last build costs no work.
    """
    import spacekg

    report = spacekg.build(
        paths or (), store=store, jobs=jobs, clean=clean, engine=engine, scheduler=scheduler,
        shards=shards, seconds=seconds, memory=memory << 20, watch=_progress(),
    )  # fmt: skip
    _tell(report)
    raise typer.Exit(1 if not report.read or (strict and report.refused) else 0)


def watch(paths: Paths = None, store: Store = _STORE, jobs: Jobs = None) -> None:
    """Build the graph, and build it again whenever a file changes, until Ctrl-C."""
    import spacekg

    try:
        spacekg.watch(paths or (), store=store, jobs=jobs, tell=_tell)
    except KeyboardInterrupt:
        print("spacekg: stopped watching", file=sys.stderr)


COMMANDS: tuple[Callable[..., None], ...] = (build, watch)


def _tell(report: BuildReport | SpaceKGError) -> None:
    """Warnings to standard error, the summary to standard output."""
    if isinstance(report, Exception):
        print(f"spacekg: {report}", file=sys.stderr)
        return
    for line in report.lines():
        print(line, file=sys.stderr)
    print(report.table(), flush=True)


def _progress() -> Callable[[int, int], None] | None:
    """A progress bar on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        return None
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task("reading", total=None)
    bar.start()

    def show(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)
        if done >= total:
            bar.stop()

    return show
