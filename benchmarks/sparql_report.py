"""SPARQL report: what is measured, said at once on the screen and kept as Markdown for the docs."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path


class Report:
    """Lines of Markdown: tables and sentences, printed as they come."""

    def __init__(self, command: str) -> None:
        self.lines = [
            f"`{command}`, {os.cpu_count()} cores ({platform.machine()}), load average "
            f"{os.getloadavg()[0]:.1f} at the start; Python {platform.python_version()}, "
            f"pyoxigraph {version('pyoxigraph')}, rdflib {version('rdflib')}."
        ]
        self._is_table = False
        print(self.lines[0], flush=True)

    def table(self, *head: str) -> None:
        """Begin a table; all but the first column stand to the right."""
        self._add("", f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}")
        self._is_table = True

    def row(self, *cells: object) -> None:
        """A row of the table; numbers as they are read: three figures."""
        self._add(f"| {' | '.join(map(figure, cells))} |")

    def say(self, text: str) -> None:
        """A paragraph."""
        self._add("", text)
        self._is_table = False

    def _add(self, *lines: str) -> None:
        self.lines += lines
        print("\n".join(lines), flush=True)

    def write(self, path: Path, size: str) -> None:
        """Put the lines between the marks of ``size`` in the file."""
        begin, end = f"<!-- benchmarks/sparql.py {size} -->", f"<!-- until here: {size} -->"
        whole = path.read_text(encoding="utf-8")
        before, found, rest = whole.partition(begin)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise SystemExit(f"{path} has no place between {begin} and {end}")
        text = "\n".join(self.lines)
        path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def figure(value: object) -> str:
    """A number with three figures, and anything else as it is.

    >>> figure(0.01234), figure(12.345), figure(1234.5), figure(7), figure("> 3")
    ('0.0123', '12.3', '1,234', '7', '> 3')
    """
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else str(value)
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
