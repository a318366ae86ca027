"""Shard: what one document gave to the graph, in a file of its own, kept from build to build.

A shard file is a line with the SHA-256 of what follows, a line of JSON, and compressed bytes: the
quads and the files that are kept beside the graph. It is written without a flush to the disk: a
shard that is damaged or cut is known by its digest, counts as absent, and is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from spacekg.errors import StoreError
from spacekg.model import Notice

_ENDING = ".shard"
#: the quickest level: quads shrink to a tenth with any
_LEVEL = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is told of a document: where it came from, what it held, and what was wrong with it.

    ``key`` names its shard; ``again`` says that the work was given up and is to be tried again,
    ``has_files`` that it gave more than quads.
    """

    path: str
    sha256: str
    key: str
    scope: str
    study: str = ""
    curies: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    again: bool = False
    has_files: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """What entries are in the order of."""
        return self.path, self.sha256

    def to_list(self) -> list[Any]:
        """The entry as plain lists and texts, for JSON."""
        names = [one.name for one in fields(Notice)] if self.notices else []
        notices = [{name: getattr(one, name) for name in names} for one in self.notices]
        return [
            self.path, self.sha256, self.key, self.scope, self.study, list(self.curies), notices,
            self.again, self.has_files,
        ]  # fmt: skip


def read_entry(value: list[Any]) -> Entry:
    """The entry of ``Entry.to_list``."""
    # spelled out: ten thousand are read before anything else is done
    path, sha256, key, scope, study, curies, notices, again, has_files = value
    return Entry(
        path=path, sha256=sha256, key=key, scope=scope, study=study, curies=tuple(curies),
        notices=tuple(Notice(**notice) for notice in notices), again=again, has_files=has_files,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """An entry with its quads and the files that stand beside the graph."""

    entry: Entry
    quads: bytes
    files: tuple[tuple[str, bytes], ...] = ()

    def to_bytes(self) -> bytes:
        """The shard as the bytes of a file."""
        sizes = [len(self.quads), *([name, len(content)] for name, content in self.files)]
        head = json.dumps([self.entry.to_list(), *sizes]).encode()
        body = zlib.compress(b"".join((self.quads, *(one for _, one in self.files))), _LEVEL)
        rest = head + b"\n" + body
        return hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest


def read_shard(content: bytes) -> Shard | None:
    """The shard in the bytes of a file; nothing of a damaged one."""
    told, _, rest = content.partition(b"\n")
    if hashlib.sha256(rest).hexdigest().encode() != told:
        return None
    head, _, body = rest.partition(b"\n")
    entry, size, *sizes = json.loads(head)
    blob = zlib.decompress(body)
    files, at = [], size
    for name, length in sizes:
        files.append((name, blob[at : at + length]))
        at += length
    return Shard(entry=read_entry(entry), quads=blob[:size], files=tuple(files))


@dataclass(frozen=True, kw_only=True)
class ShardFolder:
    """Shards by key: in a folder, or under a URL on what several machines share (``s3://…``)."""

    place: str

    @cached_property
    def _remote(self) -> tuple[Any, str] | None:
        if "://" not in self.place:
            return None
        try:
            import fsspec  # type: ignore[import-untyped]
        except ImportError as error:
            raise StoreError(
                "shards on shared storage need fsspec", file=self.place,
                advice="pip install 'spacekg[dask]'",
            ) from error  # fmt: skip
        try:
            system, path = fsspec.core.url_to_fs(self.place)
        except (ImportError, ValueError, OSError) as error:
            raise StoreError(
                f"the place of the shards cannot be opened: {error}", file=self.place,
                advice="check the URL, and that the package for its kind of storage is there",
            ) from error  # fmt: skip
        return system, str(path)

    def read(self, key: str) -> Shard | None:
        """The shard of a key; nothing where it is absent or damaged."""
        name = self._name(key)
        try:
            if self._remote:
                return read_shard(bytes(self._remote[0].cat_file(name)))
            return read_shard(Path(name).read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._failure("read", error) from error

    def write(self, shard: Shard) -> None:
        """Keep a shard; its name appears with its whole content."""
        name = self._name(shard.entry.key)
        content = shard.to_bytes()
        try:
            if self._remote:
                # object storage shows an object when all of it is there
                self._remote[0].makedirs(os.path.dirname(name), exist_ok=True)
                self._remote[0].pipe_file(name, content)
                return
            target = Path(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f".{target.name}.{os.getpid()}")
            part.write_bytes(content)
            part.replace(target)
        except OSError as error:
            raise self._failure("written", error) from error

    def keep(self, keys: Iterable[str]) -> None:
        """Remove every shard but these, and what a worker left half-written."""
        kept = {self._name(key) for key in keys}
        for name in list(self._list()):
            if name not in kept:
                if self._remote:
                    self._remote[0].rm_file(name)
                else:
                    Path(name).unlink(missing_ok=True)

    def _list(self) -> Iterator[str]:
        if self._remote:
            system, root = self._remote
            yield from (one for one in system.find(root) if one.endswith(_ENDING))
            return
        try:
            folders = [one.path for one in os.scandir(self.place) if one.is_dir()]
        except FileNotFoundError:
            return
        for folder in folders:
            yield from (one.path for one in os.scandir(folder))

    def _name(self, key: str) -> str:
        root = self._remote[1] if self._remote else self.place
        return f"{root}/{key[:2]}/{key}{_ENDING}"

    def _failure(self, what: str, error: OSError) -> StoreError:
        return StoreError(
            f"a shard cannot be {what}: {error.strerror or error}", file=self.place,
            advice="check the free space and the rights of the folder",
        )  # fmt: skip
