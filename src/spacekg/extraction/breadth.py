"""Breadth: processes so general that naming them says nothing of a study."""

from __future__ import annotations

from spacekg.extraction.words import word_set
from spacekg.lexicon import Lexicon
from spacekg.model import Entity

_ROOT = "GO:0008150"
#: Words of every abstract; whatever is more general than one of them is as empty.
_EMPTY = word_set(
    "GO:0010467 GO:0023052 GO:0007165 GO:0040007 GO:0048589 GO:0051179 GO:0006810 GO:0019538 "
    "GO:0016070 GO:0009059 GO:0048468 GO:0030154 GO:0010468 GO:0042592 KEGG:hsa01100"
)


def broad_processes(lexicon: Lexicon) -> frozenset[str]:
    """The identifiers of the processes that are as general as "gene expression" or more so."""
    broad = {_ROOT, *_EMPTY}
    for name in _EMPTY:
        broad.update(lexicon.ancestors(name))
    return frozenset(broad)


def is_broad(entity: Entity, broad: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a process says nothing of a study: a general one, or one right below the root."""
    if entity.type not in ("process", "pathway") or not entity.id:
        return False
    return entity.id in broad or lexicon.parents(entity.id) == (_ROOT,)
