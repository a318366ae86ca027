"""Generation: one build of the graph in a folder of its own, written once and never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Store

from spacekg.errors import StoreError
from spacekg.graph.atomic_file import sync_folder, write_atomic
from spacekg.graph.manifest import Manifest, read_manifest
from spacekg.graph.quads import is_named

QUADS = "graph.nq"
MANIFEST = "manifest.json"
STORE = "store"
FILES = "files.json"
_THREADS = 4
#: a store up to this size is checked whole when it is opened, some hundredths of a second: a
#: question that sorts or counts asks a damaged block again and again until no memory is left
_WHOLE = 1 << 27
#: of a larger one the ends of its tables, which say how long their parts are
_TAIL = 4096
_COUNTS = (
    ("quads", "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"),
    ("triples", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"),
)


@contextmanager
def blaming(folder: Path) -> Iterator[None]:
    """Tell of what the engine cannot load as a ``StoreError``."""
    try:
        yield
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(
            f"the graph cannot be loaded: {error}",
            file=str(folder),
            advice="check the free space of the disk",
        ) from error


def seal_generation(
    folder: Path, manifest: Manifest, *, changed: int = 0, base: Path | None = None
) -> None:
    """Note what the table files are and write the manifest; ``changed`` counts lines edited.

    Files that are those of a ``base`` checked before, under the same name, are not read again.
    """
    noted = _read_tables(base) if base is not None else {}
    files = {}
    fresh = []
    for path in _tables(folder):
        if path.name in noted and base is not None and path.samefile(base / STORE / path.name):
            files[path.name] = list(noted[path.name])
        else:
            fresh.append(path)
    for path, digest in _digest_all(fresh):
        files[path.name] = [path.stat().st_size, digest, _digest_tail(path)]
    note = {"tables": files, "changed": changed}
    write_atomic(folder / FILES, _pack({**note, "sha256": _digest_text(_pack(note))}))
    write_atomic(folder / MANIFEST, manifest.to_json())
    sync_folder(folder / STORE)


def open_generation(folder: Path) -> Store:
    """The store of a generation, read-only; a ``StoreError`` when a file of it is gone or cut."""
    tables = _read_tables(folder)
    try:
        _check_tables(folder, tables)
        return Store.read_only(str(folder / STORE))
    except (OSError, RuntimeError) as error:
        # the engine tells of damage by a RuntimeError
        raise _damage(folder, str(error)) from error


def _check_tables(folder: Path, tables: dict[str, tuple[int, str, str]]) -> None:
    expected = {name: size for name, (size, _, _) in tables.items()}
    present = {path.name: path.stat().st_size for path in _tables(folder)}
    if expected != present:
        names = sorted(set(expected.items()) ^ set(present.items()))
        raise _damage(folder, f"the file {names[0][0]} has changed")
    is_small = sum(present.values()) <= _WHOLE
    # the small files that say which others count have no checks of their own that stop a reader
    whole = [path for path in _tables(folder) if is_small or path.suffix != ".sst"]
    for path, digest in _digest_all(whole):
        if digest != tables[path.name][1]:
            raise _damage(folder, f"the file {path.name} has changed")
    for path in _tables(folder):
        if path not in whole and _digest_tail(path) != tables[path.name][2]:
            raise _damage(folder, f"the file {path.name} has changed")


def dump_lines(store: Store) -> list[bytes]:
    """Every quad of a store as a line of N-Quads, in the order of the store."""
    dump = store.dump(format=RdfFormat.N_QUADS) or b""
    return [line for line in dump.split(b"\n") if line]


def count_changes(folder: Path) -> int:
    """How many lines were edited since the store of a generation was loaded as a whole."""
    return _read_note(folder)[1]


def check_files(folder: Path) -> Manifest:
    """Check the digest of every file of a generation; a ``StoreError`` names one that differs."""
    manifest = read_manifest(folder / MANIFEST)
    expected = [
        (folder / QUADS, manifest.sha256),
        *((folder / name, digest) for name, digest in manifest.files),
        *((folder / STORE / name, digest) for name, (_, digest, _) in _read_tables(folder).items()),
    ]
    try:
        found = list(_digest_all(path for path, _ in expected))
    except OSError as error:
        raise _damage(folder, f"{error.strerror}: {Path(str(error.filename)).name}") from error
    for (path, digest), (_, wanted) in zip(found, expected, strict=True):
        if digest != wanted:
            raise _damage(folder, f"the file {path.name} has changed")
    if {path.name for path in _tables(folder)} != set(_read_tables(folder)):
        raise _damage(folder, "it holds a table file of another store")
    return manifest


def check_generation(folder: Path) -> Manifest:
    """Check the digest of every file of a generation, and that it is what its name says."""
    manifest = check_files(folder)
    if manifest.generation != folder.name:
        raise _damage(folder, "its manifest has changed")
    return manifest


def count_generation(folder: Path) -> None:
    """Scan the quads of a generation just sealed and their union, and count them against it."""
    manifest = read_manifest(folder / MANIFEST)
    try:
        # its files were read a moment ago to be noted; both are counted at once
        store = Store.read_only(str(folder / STORE))
        with ThreadPoolExecutor(len(_COUNTS)) as pool:
            found = pool.map(partial(_count, store), (question for _, question in _COUNTS))
            for (what, _), number, expected in zip(
                _COUNTS, found, (manifest.quads, manifest.triples), strict=True
            ):
                _compare(folder, what, number, expected)
    except (OSError, RuntimeError) as error:
        # the engine tells of damage by a RuntimeError
        raise _damage(folder, str(error)) from error


def _count(store: Store, question: str) -> int:
    (row,) = store.query(question)  # type: ignore[misc]
    return int(row[0].value)


def verify_generation(folder: Path) -> Manifest:
    """Read a generation from end to end; a ``StoreError`` says what its manifest does not."""
    # A scan reads one index of several; the digests of the files vouch for the others.
    manifest = check_files(folder)
    store = open_generation(folder)
    try:
        lines = dump_lines(store)
    except (OSError, RuntimeError) as error:
        # the engine tells of damage by a RuntimeError
        raise _damage(folder, str(error)) from error
    named = sorted(line for line in lines if is_named(line))
    digest = hashlib.sha256(b"".join(line + b"\n" for line in named)).hexdigest()
    for what, found, expected in (
        ("quads", len(named), manifest.quads),
        ("triples", len(lines) - len(named), manifest.triples),
        ("digest of the store", digest, manifest.sha256),
    ):
        _compare(folder, what, found, expected)
    return manifest


def _compare(folder: Path, what: str, found: object, expected: object) -> None:
    if found != expected:
        raise _damage(folder, f"{what} is {found}, not {expected}")


def _read_note(folder: Path) -> tuple[dict[str, tuple[int, str, str]], int]:
    """Size, digest and digest of the end of each table file, and how many lines were edited."""
    try:
        content = (folder / FILES).read_bytes()
        value = json.loads(content)
        told = value.pop("sha256")
        if told != _digest_text(_pack(value)) or content != _pack({**value, "sha256": told}):
            raise _damage(folder, f"the file {FILES} has changed")
        tables = value["tables"].items()
        found = {
            str(name): (int(size), str(whole), str(tail)) for name, (size, whole, tail) in tables
        }
        return found, int(value["changed"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damage(folder, "its list of files is gone") from error


def _read_tables(folder: Path) -> dict[str, tuple[int, str, str]]:
    return _read_note(folder)[0]


def _tables(folder: Path) -> list[Path]:
    """The files of the store that hold the graph, which never change once a build is done."""
    names = ("*.sst", "*.log", "MANIFEST-*", "CURRENT")
    return sorted(path for name in names for path in (folder / STORE).glob(name))


def _digest_all(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """The digests of files, several at a time: hashing lets go of the interpreter."""
    with ThreadPoolExecutor(_THREADS) as pool:
        listed = list(paths)
        yield from zip(listed, pool.map(_digest, listed), strict=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_tail(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return hashlib.sha256(file.read()).hexdigest()


def _digest_text(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _pack(note: dict[str, Any]) -> bytes:
    return json.dumps(note, sort_keys=True).encode()


def _damage(folder: Path, what: str) -> StoreError:
    return StoreError(
        f"the store is damaged: {what}", file=str(folder), advice="build the graph again"
    )
