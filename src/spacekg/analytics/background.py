"""Background: the genes that a contrast tested, packed beside the graph they belong to."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from spacekg.builders import contrast_iri, study_iri
from spacekg.errors import StoreError
from spacekg.graph import KnowledgeGraph
from spacekg.model import Background
from spacekg.vocabulary import Vocabulary

FOLDER = "backgrounds"


@dataclass(frozen=True, kw_only=True)
class TestedGenes:
    """The tested genes of one contrast: sorted CURIEs, and 1, -1 or 0 for each.

    ``contrast`` and ``study`` are IRIs.
    """

    __test__ = False

    contrast: str
    study: str
    genes: Any
    directions: Any
    folds: Any = None
    adjusted: Any = None

    @cached_property
    def rate(self) -> float:
        """The part of the tested genes that changed."""
        return self.changed / len(self.genes) if len(self.genes) else 0.0

    @cached_property
    def changed(self) -> int:
        """How many genes changed."""
        return int((self.directions != 0).sum())

    @cached_property
    def members(self) -> frozenset[str]:
        """The tested genes as a set."""
        return frozenset(self.genes.tolist())

    def side(self, direction: int = 0) -> frozenset[str]:
        """The genes that rose (1), fell (-1) or did either (0)."""
        chosen = self.directions == direction if direction else self.directions != 0
        return frozenset(self.genes[chosen].tolist())


def pack_background(background: Background, vocabulary: Vocabulary) -> tuple[str, bytes]:
    """Name and bytes of the file that keeps the tested genes of one contrast."""
    import numpy

    contrast = contrast_iri(background.contrast, background.study, vocabulary)
    buffer = io.BytesIO()
    numpy.savez_compressed(
        buffer,
        contrast=numpy.array(contrast),
        study=numpy.array(study_iri(background.study)),
        genes=numpy.array([gene.encode() for gene in background.genes]),
        directions=numpy.array(background.directions, dtype=numpy.int8),
        folds=numpy.array(background.folds, dtype=numpy.float32),
        adjusted=numpy.array(background.adjusted, dtype=numpy.float32),
    )
    return f"{FOLDER}/{contrast.rpartition('/')[2]}.npz", buffer.getvalue()


def read_backgrounds(graph: KnowledgeGraph) -> tuple[TestedGenes, ...]:
    """The tested genes of every contrast of a graph whose table held them, by contrast."""
    if graph.folder is None:
        return ()
    return tuple(_read(path) for path in sorted((graph.folder / FOLDER).glob("*.npz")))


def _read(path: Path) -> TestedGenes:
    import numpy

    try:
        with numpy.load(path, allow_pickle=False) as packed:
            return TestedGenes(
                contrast=str(packed["contrast"]),
                study=str(packed["study"]),
                genes=numpy.char.decode(packed["genes"], "utf-8"),
                directions=packed["directions"],
                folds=packed["folds"],
                adjusted=packed["adjusted"],
            )
    except (
        OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error,
        NotImplementedError, MemoryError,
    ) as error:  # fmt: skip
        raise StoreError(
            "the tested genes of a contrast are damaged", file=str(path),
            advice="build the graph again",
        ) from error  # fmt: skip
