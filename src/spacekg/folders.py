"""Folders: which files are documents, and which stand beside one and tell more of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacekg.errors import UsageError

#: Larger files are refused unread: no document of one study comes near it.
MAX_BYTES = 50_000_000
#: endings of a file that tells more of a table of the same name
ENDINGS = (".yaml", ".yml", ".json")
TABLES = (".csv", ".tsv", ".txt")
#: a table with a line for each study of the other tables of its folder
STUDIES = re.compile(r"(?:.*[_-])?studies\.[ct]sv", re.I)
#: files that stand beside studies in a folder and are none
_BESIDE = ("readme", "notice", "license", "licence", "changelog", "contributing")


def list_files(paths: Iterable[Path | str], *, without: Path | None = None) -> list[str]:
    """The files to read: those named, and those in the folders named, sorted, each once.

    In folders hidden files and those that stand beside studies (README, NOTICE…) are passed over,
    and so is what lies in the folder ``without``.
    """
    found: dict[str, None] = {}
    barred = os.path.realpath(without) if without is not None else ""
    for given in paths:
        path = Path(given)
        if os.path.isdir(path):
            found.update(dict.fromkeys(sorted(_walk(str(path), barred), key=_order)))
        elif os.path.lexists(path):
            found[str(path)] = None
        else:
            raise UsageError("no such file or folder", file=str(path), advice="check the path")
    if not found:
        raise UsageError("nothing to read there", advice="name a file or a folder with files")
    return list(found)


def stands_beside_table(path: Path) -> bool:
    """Whether a file only tells more of a table that lies in the same folder."""
    if STUDIES.fullmatch(path.name):
        return any(one != path and one.suffix in TABLES for one in path.parent.iterdir())
    if path.suffix.lower() not in ENDINGS:
        return False
    stem = path.with_suffix("")
    tables = (path.with_suffix(ending) for ending in TABLES[:2])
    return (stem.suffix in TABLES and stem.is_file()) or any(one.is_file() for one in tables)


def observe(paths: Iterable[Path | str], *, without: Path | None = None) -> dict[str, list[int]]:
    """Size and times of every file that may matter to a build, those beside documents too."""
    barred = os.path.realpath(without) if without is not None else ""
    found: dict[str, list[int]] = {}
    for given in paths:
        names = _walk(str(given), barred, whole=True) if os.path.isdir(given) else (str(given),)
        for name in names:
            try:
                status = os.stat(name)
            except OSError:
                continue
            found[name] = [
                status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino,
            ]  # fmt: skip
    return found


class Neighbours:
    """What stands beside each of many files; a folder is looked at once."""

    def __init__(self) -> None:
        self._names: dict[str, frozenset[str]] = {}

    def beside(self, path: str) -> tuple[str, ...]:
        """The files that may tell more of a document, whether or not it turns out to be a table."""
        folder, name = os.path.split(path)
        names = self._names.get(folder)
        if names is None:
            names = self._names[folder] = _list_names(folder or ".")
        if not names:
            return ()
        stem = os.path.splitext(name)[0]
        wanted = {f"{one}{ending}" for one in (stem, name) for ending in ENDINGS} & names
        wanted.update(one for one in names if STUDIES.fullmatch(one))
        return tuple(os.path.join(folder, one) for one in sorted(wanted - {name}))


def _list_names(folder: str) -> frozenset[str]:
    """The names in a folder of files that may stand beside a document."""
    try:
        names = os.listdir(folder)
    except OSError:
        return frozenset()
    return frozenset(one for one in names if one.endswith(ENDINGS) or STUDIES.fullmatch(one))


def _walk(folder: str, barred: str, *, whole: bool = False) -> Iterator[str]:
    """The documents below a folder, or the ``whole`` of its files; none of a barred folder."""
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            entries = list(os.scandir(here))
        except FileNotFoundError:
            continue
        except OSError:
            # reading it says what is wrong
            yield here
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if not barred or os.path.realpath(entry.path) != barred:
                    pending.append(entry.path)
            elif whole or not _stands_beside(entry):
                yield entry.path


def stand_together(files: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each document with the files beside it that may tell more."""
    neighbours = Neighbours()
    return ((path, neighbours.beside(path)) for path in files)


def _stands_beside(entry: os.DirEntry[str]) -> bool:
    name = entry.name
    if name.lower().split(".")[0] in _BESIDE or name.endswith(".schema.json"):
        return True
    may = name.lower().endswith(ENDINGS) or STUDIES.fullmatch(name)
    return bool(may) and stands_beside_table(Path(entry.path))


def _order(path: str) -> tuple[str, ...]:
    return tuple(path.split(os.sep))
