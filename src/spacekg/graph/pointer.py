"""Pointer: the small file of a store that names the generation that counts, and the one before."""

from __future__ import annotations

import re
from pathlib import Path

from spacekg.errors import StoreError

GENERATIONS = "generations"
CURRENT = "CURRENT"
_NAME = re.compile(r"[0-9a-f]{16}")


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
    names = text.split()
    if not names or not all(_NAME.fullmatch(name) for name in names):
        raise StoreError(
            "the pointer to the graph is damaged", file=str(store / CURRENT),
            advice="remove it and build the graph again",
        )  # fmt: skip
    return names
