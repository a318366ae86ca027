"""Storage: the flat file of arrays that a compiled lexicon is read from, mapped into memory.

A line of JSON gives the sections (name, type code, offset, length) after eight magic bytes
and the length of that line; the sections follow, each at a multiple of eight bytes. Numbers
are little-endian.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import sys
from array import array
from collections.abc import Mapping
from pathlib import Path

from spacekg.errors import LexiconError

NAMES = "names.marisa"
IDS = "ids.marisa"
BINARY = "lexicon.bin"
LOOKUPS = "lookups.json"
FILES = (NAMES, IDS, BINARY, LOOKUPS)
SUMS = "sums.json"

_MAGIC = b"SKGLEX02"
_ADVICE = "delete the folder, it is made again; or install SpaceKG again"


def write_binary(path: Path, sections: Mapping[str, array[int] | bytes]) -> None:
    """Write the sections to a file."""
    directory, offset, blocks = [], 0, []
    for name, section in sections.items():
        code = "B" if isinstance(section, bytes) else section.typecode
        if isinstance(section, array) and sys.byteorder == "big":
            section = array(section.typecode, section)
            section.byteswap()
        block = bytes(section)
        blocks.append(block + bytes(-len(block) % 8))
        directory.append([name, code, offset, len(block)])
        offset += len(blocks[-1])
    header = json.dumps(directory).encode()
    header += b" " * (-len(header) % 8)
    with path.open("wb") as file:
        file.write(_MAGIC + len(header).to_bytes(8, "little") + header)
        file.writelines(blocks)


def write_sums(folder: Path) -> None:
    """Write beside the files of a compiled lexicon the size and the SHA-256 of each."""
    told = {}
    for name in FILES:
        with (folder / name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        told[name] = [(folder / name).stat().st_size, digest]
    (folder / SUMS).write_text(json.dumps(told, indent=0), encoding="utf-8")


def read_sums(folder: Path) -> Mapping[str, str]:
    """The SHA-256 of each file as the compiler wrote them down; none where a size is another.

    They spare each new store the hashing of 170 MB, and are a note of what was made, no proof
    that nobody has changed it since.
    """
    try:
        told = json.loads((folder / SUMS).read_text(encoding="utf-8"))
        if set(told) != set(FILES):
            return {}
        if any((folder / name).stat().st_size != size for name, (size, _) in told.items()):
            return {}
        return {name: str(digest) for name, (_, digest) in told.items()}
    except (OSError, ValueError, TypeError):
        # an older folder, or one that somebody has written in: the files are hashed
        return {}


def map_binary(path: Path) -> dict[str, memoryview]:
    """Map a file of sections into memory: the section of each name, nothing is copied."""
    if sys.byteorder == "big":
        raise LexiconError("the lexicon needs a little-endian processor", file=path.name)
    try:
        with path.open("rb") as file:
            view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise LexiconError(
            f"the compiled lexicon cannot be opened ({error})", file=str(path), advice=_ADVICE
        ) from error
    if bytes(view[:8]) != _MAGIC:
        raise LexiconError("this is no compiled lexicon", file=str(path), advice=_ADVICE)
    first = 16 + int.from_bytes(view[8:16], "little")
    sections = {}
    try:
        for name, code, offset, length in json.loads(bytes(view[16:first])):
            block = view[first + offset : first + offset + length]
            if len(block) != length:
                raise LexiconError(
                    "the compiled lexicon is cut short", file=str(path), advice=_ADVICE
                )
            sections[name] = block.cast(code) if code != "B" else block
    except ValueError as error:
        raise LexiconError(
            "the compiled lexicon is damaged", file=str(path), advice=_ADVICE
        ) from error
    return sections
