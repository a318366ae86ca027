"""Learned names: how the annotators of an openly licensed corpus wrote and grounded a thing.

``data/models/names.tsv`` is written by ``scripts/train_tagger.py`` beside the tagger's weights:
adjectives, verbs and short forms that no ontology lists (``gonadal``, ``synapsed``) with the
identifier they were given, and everyday words that are names in an ontology but were never meant
as such (``bars``), whose identifier is ``-``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from spacekg.errors import LexiconError
from spacekg.resources import find_resource

COLUMNS = ("type", "surface", "id", "count")
#: stands where an identifier would: the annotators never marked this name
NOT_A_NAME = "-"


@cache
def read_names() -> Mapping[tuple[str, str], str]:
    """The shipped table: ``(type, lower-case surface)`` to identifier; read once a process."""
    return load_names(find_resource("data", "models", "names.tsv"))


def load_names(path: Path) -> Mapping[tuple[str, str], str]:
    """The table of the file at ``path``."""
    names: dict[tuple[str, str], str] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise LexiconError(
            f"the learned names cannot be read ({error})",
            file=str(path),
            advice="install SpaceKG again",
        ) from error
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise LexiconError(
                f"expected {len(COLUMNS)} columns, found {len(cells)}",
                file=str(path),
                place=f"line {number}",
                advice="write the table again with scripts/train_tagger.py",
            )
        names[cells[0], cells[1]] = cells[2]
    return MappingProxyType(names)
