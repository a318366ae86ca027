"""Fingerprint: what a result depends on, told by digests — files, code, ontology, lexicon, models.

A file is hashed once and then known by its size, its times and its place on the disk. That is a
hint and no proof: it is believed only of a file whose times lie two seconds before it was hashed,
so that no later change can have left them as they were.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import stat
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from spacekg.lexicon import SUMS, read_lexicon, read_sums
from spacekg.resources import find_resource

#: the rooms that decide what a document gives and what follows from all; a change of pages or
#: servers makes no new shards
ROOMS = (
    "errors.py", "resources.py", "vocabulary.py", "patterns.py", "work.py", "refusal.py", "model",
    "readers", "lexicon", "annotators", "extraction", "builders", "graph/quads.py",
    "graph/shard.py", "analytics", "derivation.py", "assembly.py", "release.py",
)  # fmt: skip
#: the libraries whose release may change what is read out of a document
LIBRARIES = ("ftfy", "marisa-trie", "numpy", "pypdf", "pyyaml", "pyoxigraph")
_SETTLED = 2_000_000_000


@dataclass(slots=True, kw_only=True)
class Digests:
    """The SHA-256 of files, those met before taken from ``known`` when nothing speaks against."""

    known: dict[str, tuple[list[int], str]] = field(default_factory=dict)
    _met: dict[str, tuple[list[int], str]] = field(default_factory=dict)

    def digest(self, path: str) -> str:
        """The digest of a file, or an ``OSError``; what is no regular file is never opened."""
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(f"{path} is no regular file")
        mark = [
            status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev,
        ]  # fmt: skip
        name = os.path.abspath(path)
        known = self.known.get(name)
        if known is not None and known[0] == mark:
            self._met[name] = known
            return known[1]
        with open(path, "rb") as file:
            value = hashlib.file_digest(file, "sha256").hexdigest()
        # the clock decides nothing but whether the hint may be kept
        if max(status.st_mtime_ns, status.st_ctime_ns) + _SETTLED < time.time_ns():
            self._met[name] = (mark, value)
        return value

    def to_json(self) -> bytes:
        """What was met, to be known the next time; the first line vouches for the second."""
        body = json.dumps(self._met, separators=(",", ":"), sort_keys=True).encode()
        return hashlib.sha256(body).hexdigest().encode() + b"\n" + body

    @property
    def is_new(self) -> bool:
        """Whether more or other files were met than were known."""
        return self._met != self.known


def read_digests(content: bytes) -> Digests:
    """The digests of an earlier run; none of a damaged text."""
    told, _, body = content.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != told:
        return Digests()
    return Digests(known={name: (mark, value) for name, (mark, value) in json.loads(body).items()})


def fingerprint(digests: Digests) -> tuple[tuple[str, str], ...]:
    """What makes a result, by name: the versions that a manifest tells."""
    package = Path(__file__).resolve().parent
    return (
        ("code", _join(_below(package, ROOMS), digests)),
        ("libraries", " ".join(f"{name}={_version(name)}" for name in LIBRARIES)),
        ("lexicon", _of_lexicon(read_lexicon().folder, digests)),
        ("models", _join(sorted(find_resource("data", "models").iterdir()), digests)),
        ("ontology", digests.digest(str(find_resource("ontology", "spacekg.ttl")))[:16]),
        ("python", ".".join(platform.python_version_tuple()[:2])),
        ("spacekg", _version("spacekg")),
    )


def shard_key(pipeline: str, path: str, digests: Iterable[str]) -> str:
    """The name of the shard of a document: of its path, its bytes, what stands beside it, and us.

    >>> shard_key("p", "a.md", ["1"]) == shard_key("p", "b.md", ["1"])
    False
    """
    told = json.dumps([pipeline, path, *digests]).encode()
    return hashlib.sha256(told).hexdigest()[:32]


def join_versions(versions: Iterable[tuple[str, str]]) -> str:
    """One digest of all that makes a result."""
    return hashlib.sha256(json.dumps(sorted(versions)).encode()).hexdigest()[:16]


def _below(folder: Path, names: Iterable[str]) -> list[Path]:
    found: list[Path] = []
    for name in names:
        path = folder / name
        found.extend([path] if path.is_file() else path.rglob("*.py"))
    return sorted(found)


def _join(paths: Iterable[Path], digests: Digests) -> str:
    told = [f"{path.parent.name}/{path.name} {digests.digest(str(path))}" for path in paths]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _of_lexicon(folder: Path, digests: Digests) -> str:
    """The digest of a compiled lexicon: by what its compiler noted, else by its bytes."""
    noted = read_sums(folder)
    told = [
        f"{path.parent.name}/{path.name} {noted.get(path.name) or digests.digest(str(path))}"
        for path in sorted(folder.iterdir())
        if path.name != SUMS
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def _version(name: str) -> str:
    # a worker names shards and asks for no versions: it need not load what reads them
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
