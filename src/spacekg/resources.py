"""Resources: where the ontology, the lexicon and the shipped studies lie.

In an installed package they are inside it (``spacekg/share``); in a checkout they are the
folders beside ``src``.
"""

from __future__ import annotations

from pathlib import Path

from spacekg.errors import SpaceKGError

_PACKAGE = Path(__file__).resolve().parent


def find_resource(*parts: str) -> Path:
    """The path of a shipped file or folder, such as ``find_resource("ontology", "spacekg.ttl")``.

    >>> find_resource("ontology").is_dir()
    True
    """
    candidates = (_PACKAGE / "share", _PACKAGE.parent.parent)
    for root in candidates:
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise SpaceKGError(
        "a file of the installation is missing",
        file="/".join(parts),
        advice="install SpaceKG again (pip install .)",
    )
