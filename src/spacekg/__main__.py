"""``spacekg`` and ``python -m spacekg``: the command line.

Reading files and printing a line for each is asked for one file at a time by scripts and editors,
so these verbs, called with files alone, do without the machinery of the other verbs: it takes as
long to load as all readers together.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from typing import NoReturn

#: verb of the command line and the function of ``spacekg`` that does it
_QUICK = {"annotate": "annotate_files", "extract": "extract_files"}


def main() -> NoReturn:
    """Run the command line."""
    # what the terminal's encoding lacks is written out, as JSON has it too
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    verb, *files = sys.argv[1:] or [""]
    # what is loaded and remembered stays: looking it through for cycles all the time is in vain
    gc.set_threshold(50_000, 20, 50)
    if verb in _QUICK and files and not any(file.startswith("-") for file in files):
        sys.exit(_print_lines(_QUICK[verb], files))
    from spacekg.cli import main as run

    run()


def _print_lines(name: str, files: list[str]) -> int:
    """Print the lines that a function makes of files; the exit code as of every verb."""
    import spacekg
    from spacekg.errors import SpaceKGError

    work: Callable[..., Iterator[str]] = getattr(spacekg, name)
    count = 0
    try:
        for line in work(files, warn=_warn):
            sys.stdout.write(f"{line}\n")
            count += 1
        sys.stdout.flush()
    except SpaceKGError as error:
        _warn(f"spacekg: {error}")
        return 2
    except KeyboardInterrupt:
        _warn("spacekg: stopped")
        return 130
    except BrokenPipeError:
        # the reader has gone (spacekg … | head): there is nobody left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 0 if count else 2


def _warn(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
