"""Changed lines: a sorted file copied with some lines taken out and others put in."""

from __future__ import annotations

import hashlib
import mmap
import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

_PIECE = 1 << 22


def change_sorted(
    source: Path, target: Path, removed: Iterable[bytes], added: Iterable[bytes]
) -> str:
    """Copy a sorted file with some lines taken out and others put in; the digest of the copy.

    Lines to remove are there and lines to add are not; what lies between is copied as it is.
    """
    changes = sorted([*((line, False) for line in removed), *((line, True) for line in added)])
    digest = hashlib.sha256()
    with source.open("rb") as file, target.open("wb") as out:
        if not source.stat().st_size:
            raise ValueError("the file is empty")
        with (
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole,
            memoryview(whole) as view,
        ):
            at = 0
            for line, is_new in changes:
                place = _find(whole, line, at)
                _copy(view, at, place, digest, out)
                at = place
                text = line + b"\n"
                if is_new:
                    out.write(text)
                    digest.update(text)
                elif whole[place : place + len(text)] == text:
                    at += len(text)
                else:
                    raise ValueError("a line to remove is not there")
            _copy(view, at, len(whole), digest, out)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _find(whole: mmap.mmap, line: bytes, low: int) -> int:
    """Where the first line stands that is not before ``line``."""
    high = len(whole)
    while low < high:
        middle = (low + high) // 2
        start = whole.rfind(b"\n", low, middle) + 1 or low
        end = whole.find(b"\n", start)
        if whole[start:end] < line:
            low = end + 1
        else:
            high = start
    return low


def _copy(view: memoryview, start: int, end: int, digest: hashlib._Hash, out: BinaryIO) -> None:
    for at in range(start, end, _PIECE):
        with view[at : min(end, at + _PIECE)] as piece:
            # both let go of the interpreter
            out.write(piece)
            digest.update(piece)
