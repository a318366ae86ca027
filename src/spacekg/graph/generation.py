"""Generation: one build of the graph in a folder of its own, written once and never changed."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from spacekg.errors import StoreError
from spacekg.graph.atomic_file import sync_folder, write_atomic
from spacekg.graph.manifest import Manifest, read_manifest
from spacekg.graph.quads import is_named, merge_graphs

QUADS = "graph.nq"
MANIFEST = "manifest.json"
STORE = "store"
FILES = "files.json"


def write_generation(folder: Path, quads: bytes, manifest: Manifest) -> None:
    """Write a generation into a fresh folder, flushed; the caller verifies and names it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_atomic(folder / QUADS, quads)
    try:
        store = Store(str(folder / STORE))
        load_quads(store, quads)
        store.flush()
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(
            f"the graph cannot be loaded: {error}",
            file=str(folder),
            advice="check the free space of the disk",
        ) from error
    del store
    files = {path.name: [path.stat().st_size, _digest(path)] for path in _tables(folder)}
    write_atomic(folder / FILES, json.dumps(files, sort_keys=True).encode())
    write_atomic(folder / MANIFEST, manifest.to_json())
    sync_folder(folder / STORE)


def load_quads(store: Store, quads: bytes) -> None:
    """Load the named graphs, and their union as the default graph.

    Oxigraph's own union counts a triple once a graph; a study that two documents describe would
    be counted twice. The merged default graph answers rightly, and no slower.
    """
    store.bulk_load(quads, format=RdfFormat.N_QUADS)
    store.bulk_load(merge_graphs(quads), format=RdfFormat.N_TRIPLES)


def open_generation(folder: Path) -> Store:
    """The store of a generation, read-only; a ``StoreError`` when a file of it is gone or cut."""
    expected = {name: size for name, (size, _) in _read_files(folder).items()}
    present = {path.name: path.stat().st_size for path in _tables(folder)}
    if expected != present:
        names = sorted(set(expected.items()) ^ set(present.items()))
        raise _damage(folder, f"the file {names[0][0]} has changed")
    try:
        return Store.read_only(str(folder / STORE))
    except OSError as error:
        raise _damage(folder, str(error)) from error


def dump_lines(store: Store) -> list[bytes]:
    """Every quad of a store as a line of N-Quads, in the order of the store."""
    dump = store.dump(format=RdfFormat.N_QUADS) or b""
    return [line for line in dump.split(b"\n") if line]


def verify_generation(folder: Path) -> Manifest:
    """Scan a generation from end to end; a ``StoreError`` says what its manifest does not."""
    manifest = read_manifest(folder / MANIFEST)
    store = open_generation(folder)
    # A scan reads one index of several; the digests of the files vouch for the others.
    for name, (_, digest) in _read_files(folder).items():
        if _digest(folder / STORE / name) != digest:
            raise _damage(folder, f"the file {name} has changed")
    try:
        file_digest = hashlib.sha256((folder / QUADS).read_bytes()).hexdigest()
        lines = dump_lines(store)
    except OSError as error:
        raise _damage(folder, str(error)) from error
    named = sorted(line for line in lines if is_named(line))
    triples = len(lines) - len(named)
    digest = hashlib.sha256(b"".join(line + b"\n" for line in named)).hexdigest()
    for what, found, expected in (
        ("quads", len(named), manifest.quads),
        ("triples", triples, manifest.triples),
        ("digest of the store", digest, manifest.sha256),
        (f"digest of {QUADS}", file_digest, manifest.sha256),
    ):
        if found != expected:
            raise _damage(folder, f"{what} is {found}, not {expected}")
    return manifest


def _read_files(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and digest of each table file, as noted when the generation was written."""
    try:
        value = json.loads((folder / FILES).read_bytes())
        return {str(name): (int(size), str(digest)) for name, (size, digest) in value.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise _damage(folder, "its list of files is gone") from error


def _tables(folder: Path) -> list[Path]:
    """The table files of the store, which never change once written."""
    return sorted((folder / STORE).glob("*.sst"))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damage(folder: Path, what: str) -> StoreError:
    return StoreError(
        f"the store is damaged: {what}", file=str(folder), advice="build the graph again"
    )
