"""Pointer: the small file of a store that names the generation that counts, and the one before."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from spacekg.errors import StoreError

GENERATIONS = "generations"
CURRENT = "CURRENT"
_NAME = re.compile(r"[0-9a-f]{16}")


def write_pointer(names: Sequence[str]) -> bytes:
    r"""The content of the pointer: a generation a line, and a sum of them that tells of a cut.

    >>> write_pointer(["0123456789abcdef"])
    b'0123456789abcdef\n= a2192eeb\n'
    """
    text = "".join(f"{name}\n" for name in names)
    return f"{text}= {hashlib.sha256(text.encode()).hexdigest()[:8]}\n".encode()


def read_pointer(store: Path) -> list[str]:
    """The current generation of a store folder and the one before it; nothing of a new store."""
    try:
        text = (store / CURRENT).read_text(encoding="ascii")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"the pointer to the graph cannot be read: {error}", file=str(store / CURRENT),
            advice="build the graph again",
        ) from error  # fmt: skip
    names = text.split("\n")[:-2]
    is_whole = names and all(_NAME.fullmatch(name) for name in names)
    if not is_whole or text.encode() != write_pointer(names):
        raise StoreError(
            "the pointer to the graph is damaged", file=str(store / CURRENT),
            advice="remove it and build the graph again",
        )  # fmt: skip
    return names
