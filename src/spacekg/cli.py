"""Command line: each verb is one public function of ``spacekg``, with the same word.

Answers go to standard output, progress and warnings to standard error. Exit codes: 0 done, 1 the
answer is no, 2 misuse or unreadable input.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from spacekg import analyst, keeper, maker
from spacekg.errors import SpaceKGError, UsageError, one_line

app = typer.Typer(
    name="spacekg",
    help="A knowledge graph of what is known about life in space.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_STORE = Path("exports/store")
Store = Annotated[Path, typer.Option("--store", help="Folder of the graph, or sparql+https://…")]
Services = Annotated[
    list[str] | None, typer.Option("--allow-service", help="A server that SERVICE may ask.")
]
Rows = Annotated[str, typer.Option("--format", help="table, csv or json.")]
Files = Annotated[list[Path], typer.Argument(help="Files to read; .jsonl holds {id, text} a line.")]


for _command in (*maker.COMMANDS, *analyst.COMMANDS, *keeper.COMMANDS):
    app.command()(_command)


@app.command()
def annotate(files: Files) -> None:
    """Print the entities named in each text, a JSON object a document."""
    import spacekg

    raise typer.Exit(_print_lines(spacekg.annotate_files(files, warn=_warn)))


@app.command()
def extract(files: Files) -> None:
    """Print the study record of each text as JSON: design, findings, gaps."""
    import spacekg

    raise typer.Exit(_print_lines(spacekg.extract_files(files, warn=_warn)))


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold standard: {id, text, entities} a line.")],
    output: Rows = "table",
) -> None:
    """Score the annotators against a gold standard."""
    import spacekg

    _print(spacekg.write_scores(spacekg.evaluate(gold), output))


@app.command()
def query(
    question: Annotated[str, typer.Argument(help="A question's name, a .rq file or SPARQL text.")],
    output: Annotated[str, typer.Option("--format", help="table csv tsv json xml")] = "table",
    param: Annotated[list[str] | None, typer.Option("--param", help="name=value")] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.01, help="Seconds at most.")] = 30.0,
    allow_service: Services = None,
    store: Store = _STORE,
) -> None:
    """Ask the graph a question in SPARQL or by name."""
    import spacekg

    told = param or ()
    answer = spacekg.query(
        store, question, output=output, parameters=told, timeout=timeout, warn=_warn,
        services=allow_service or (),
    )  # fmt: skip
    _print(answer)


@app.command()
def queries(output: Rows = "table") -> None:
    """List the named questions."""
    import spacekg

    _print(spacekg.write_rows(spacekg.list_questions(), output))


@app.command()
def gaps(
    output: Rows = "table",
    semantic: Annotated[
        bool, typer.Option("--semantic", help="Ask a sentence model too, of the extra 'semantic'.")
    ] = False,
    store: Store = _STORE,
) -> None:
    """List what nobody knows yet, with the studies that say so."""
    import spacekg
    from spacekg.analytics.likeness import read_likeness

    likeness = read_likeness() if semantic else None
    rows = spacekg.gaps(spacekg.KnowledgeGraph.open(store), likeness=likeness)
    _print(spacekg.write_rows(rows, output))


@app.command()
def conflicts(output: Rows = "table", store: Store = _STORE) -> None:
    """List opposite findings about one entity, with their quotes."""
    import spacekg

    _print(spacekg.write_rows(spacekg.conflicts(spacekg.KnowledgeGraph.open(store)), output))


@app.command()
def summary(output: Rows = "table", store: Store = _STORE) -> None:
    """Count what the graph holds."""
    import spacekg

    _print(spacekg.write_rows(spacekg.summary(spacekg.KnowledgeGraph.open(store)), output))


@app.command()
def validate(store: Store = _STORE) -> None:
    """Check the graph against the shapes of the ontology."""
    import spacekg

    report = spacekg.validate(spacekg.KnowledgeGraph.open(store))
    _print(report.text())
    raise typer.Exit(0 if report.conforms else 1)


@app.command()
def export(
    format_: Annotated[
        str,
        typer.Argument(
            metavar="[FORMAT]",
            help="nquads turtle jsonld graphml kgx kgx-jsonl html csv tsv parquet xlsx gexf cx2 "
            "neo4j gmt sssom ro-crate",
        ),
    ],
    out: Annotated[
        Path | None, typer.Argument(metavar="OUT", help="File or folder to write.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every format, into the folder OUT.")] = False,
    store: Store = _STORE,
) -> None:
    """Write the graph in another format, or with --all in every one."""
    import spacekg

    if out is None and not all_:
        raise UsageError("no file or folder to write", advice="spacekg export FORMAT OUT")
    graph = spacekg.KnowledgeGraph.open(store)
    if all_:
        paths = spacekg.export_all(graph, out or Path(format_))
    else:
        paths = spacekg.export(graph, format_, out or Path())
    for path in paths:
        _print(str(path))


@app.command()
def serve(
    store: Store = _STORE,
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any.")] = 8000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.01, help="Seconds a query.")] = 30.0,
    allow_service: Services = None,
    in_memory: Annotated[
        str, typer.Option("--in-memory", help="auto, always or never answer from a copy in memory.")
    ] = "auto",
) -> None:
    """Answer SPARQL over HTTP, read-only, with pages for people."""
    import spacekg

    spacekg.serve(
        store, host=host, port=port, timeout=timeout, watch=_warn, services=allow_service or (),
        in_memory=in_memory,  # type: ignore[arg-type]
    )  # fmt: skip


@app.command()
def mcp(store: Store = _STORE) -> None:
    """Offer the graph as read-only tools to an assistant, over standard input and output."""
    import spacekg

    spacekg.mcp(store)


@app.command()
def site(
    out: Annotated[
        Path | None, typer.Argument(metavar="OUT", help="Folder to write the pages into.")
    ] = None,
    single: Annotated[
        Path | None, typer.Option("--single", help="Write one self-contained page to this file.")
    ] = None,
    store: Store = _STORE,
) -> None:
    """Write pages that open offline: a folder of them, one file to mail, or both."""
    import spacekg
    from spacekg.errors import UsageError

    if out is None and single is None:
        raise UsageError("nothing to write", advice="name a folder, or a file with --single")
    graph = spacekg.KnowledgeGraph.open(store)
    if out is not None:
        _warn(spacekg.write_site(graph, out).line())
        _print(str(out / "index.html"))
    if single is not None:
        for path in spacekg.export(graph, "html", single):
            _print(str(path))


@app.command()
def version() -> None:
    """Print the version."""
    import spacekg

    _print(spacekg.__version__)


def main() -> NoReturn:
    """Run the command line; every foreseen failure is one line on standard error."""
    # what the terminal's encoding lacks is written out, as JSON has it too
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    code: object = 0
    try:
        code = app(standalone_mode=False)
    except SpaceKGError as error:
        _complain([f"spacekg: {error}"])
        code = 2
    except (typer.Abort, KeyboardInterrupt):
        _complain(["spacekg: stopped"])
        code = 130
    except RuntimeError as error:
        # how the engine of the store tells of a damaged file that it comes upon
        if not str(error).startswith(("Corruption", "IO error", "Invalid argument")):
            raise
        _complain([f"spacekg: {one_line(f'the store is damaged: {error}')}; build the graph again"])
        code = 2
    except BrokenPipeError:
        # the reader has gone (spacekg … | head): there is nobody left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        # the command-line library's own usage errors print themselves; the rest is a defect
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        code = 2
    sys.exit(code if isinstance(code, int) else 0)


def _print(text: str) -> None:
    sys.stdout.write(text if not text or text.endswith("\n") else f"{text}\n")


def _print_lines(lines: Iterable[str]) -> int:
    """Print each line as it comes; 0 when there was one, else 2."""
    count = 0
    for line in lines:
        _print(line)
        count += 1
    return 0 if count else 2


def _complain(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def _warn(line: str) -> None:
    _complain([line])
