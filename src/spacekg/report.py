"""Report: what a build did, in lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacekg.errors import one_line
from spacekg.graph import Entry
from spacekg.model import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did; ``counts`` are nodes by class, ``worked`` the documents that cost work.

    ``is_new`` says whether a generation was written; nothing is where nothing has changed.
    """

    read: int
    refused: int
    notices: tuple[tuple[str, Notice], ...]
    counts: tuple[tuple[str, int], ...]
    store: Path
    worked: int = 0
    is_new: bool = False

    @property
    def warned(self) -> int:
        """The number of documents read with at least one warning."""
        return len({path for path, notice in self.notices if notice.level == "warning"})

    def lines(self) -> Iterator[str]:
        """One line for each warning and refusal."""
        for path, notice in self.notices:
            place = f"{notice.place}: " if notice.place else ""
            yield one_line(f"{notice.level}: {path}: {place}{notice.message}")

    def table(self) -> str:
        """The summary: documents, then nodes by class."""
        rows = [
            ("documents read", self.read),
            ("documents warned", self.warned),
            ("documents refused", self.refused),
            *self.counts,
        ]
        width = max(len(name) for name, _ in rows)
        return "\n".join(f"{name:<{width}}  {count:>8}" for name, count in rows)


def write_report(entries: tuple[Entry, ...], store: Path, worked: int) -> BuildReport:
    """What a build tells of its documents, before it is known what their graph holds."""
    read = sum(entry.scope == "study" for entry in entries)
    return BuildReport(
        read=read,
        refused=len(entries) - read,
        notices=tuple((entry.path, notice) for entry in entries for notice in entry.notices),
        counts=(),
        store=store,
        worked=worked,
    )
