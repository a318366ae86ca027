"""JSON lines: annotations as ``spacekg annotate`` prints them, a line a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spacekg.annotators.annotating import annotate
from spacekg.lexicon import read_lexicon
from spacekg.model import Annotations, Document
from spacekg.readers import read_files

#: the types of entity that the line holds; others serve extraction only
ANNOTATED_TYPES = frozenset(
    "organism tissue cell_type gene gene_family process pathway chemical phenotype exposure "
    "mission dataset".split()
)


def annotate_files(
    paths: Iterable[Path | str], *, warn: Callable[[str], None] = lambda line: None
) -> Iterator[str]:
    """A JSON line ``{"id", "entities"}`` for each document of ``paths``."""
    lexicon = read_lexicon()
    for document in read_files(paths, warn):
        yield write_annotations(document, annotate(document, lexicon))


def write_annotations(document: Document, annotations: Annotations) -> str:
    """Annotations as the JSON line that ``spacekg annotate`` promises."""
    entities = [
        {
            "start": each.start,
            "end": each.end,
            "text": each.text,
            "type": each.entity.type,
            "label": each.entity.label,
            "ids": list(each.entity.ids),
            "score": each.score,
        }
        for each in annotations.annotations
        if each.entity.type in ANNOTATED_TYPES
    ]
    identifier = document.id or document.path
    return json.dumps({"id": identifier, "entities": entities}, ensure_ascii=False)
