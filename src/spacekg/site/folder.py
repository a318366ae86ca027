"""Folder: the files of a site on disk, only those written whose content changed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from spacekg.errors import ExportError

#: Names every file of the last run, so that pages of things no longer there can be removed.
LISTING = "assets/files.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteReport:
    """What a run did to the folder: counts of files, and the bytes of all of them."""

    written: int
    unchanged: int
    removed: int
    bytes: int

    def line(self) -> str:
        """One line for a person.

        >>> SiteReport(written=2, unchanged=1, removed=0, bytes=3_500_000).line()
        '2 files written, 1 unchanged, 0 removed, 3.5 MB in all'
        """
        return (
            f"{self.written:,} files written, {self.unchanged:,} unchanged, "
            f"{self.removed:,} removed, {self.bytes / 1e6:.1f} MB in all"
        )


def write_folder(out: Path, files: Iterable[tuple[str, str]]) -> SiteReport:
    """Writes the files (path below ``out``, text) that differ; removes what an earlier run left."""
    written = unchanged = size = 0
    now: set[str] = set()
    try:
        before = _listed(out)
        for path, text in files:
            content = text.encode("utf-8")
            size += len(content)
            now.add(path)
            if _write_changed(out / path, content):
                written += 1
            else:
                unchanged += 1
        removed = _remove(out, sorted(before - now))
        _write_changed(out / LISTING, "".join(f"{one}\n" for one in sorted(now)).encode("utf-8"))
    except OSError as failure:
        raise ExportError(
            f"the site cannot be written ({failure.strerror})",
            file=str(failure.filename or out),
            advice="give the name of a folder that may be written to",
        ) from failure
    return SiteReport(written=written, unchanged=unchanged, removed=removed, bytes=size)


def _write_changed(path: Path, content: bytes) -> bool:
    """True when the file was not there or differed. Whole or as before, whatever happens.

    A site can be made again at any time, so a file is not forced to the disk one by one: that
    took most of the time.
    """
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.parent / f".{path.name}.{os.getpid()}.part"
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return True


def _listed(out: Path) -> set[str]:
    listing = out / LISTING
    if not listing.is_file():
        return set()
    return set(listing.read_text(encoding="utf-8", errors="replace").splitlines())


def _remove(out: Path, paths: Iterable[str]) -> int:
    """Only files below ``out``: the listing may have been touched by others."""
    count = 0
    for path in paths:
        parts = PurePosixPath(path).parts
        if not parts or path.startswith("/") or ".." in parts or not path.endswith(".html"):
            continue
        target = out / path
        if target.is_file() and not target.is_symlink():
            target.unlink()
            count += 1
    return count
