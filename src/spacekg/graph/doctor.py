"""Doctor: whether a store is whole, told in lines for a person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spacekg.errors import StoreError
from spacekg.graph.place import verify_store


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorReport:
    """The verdict on a store: ``sound``, or the ``problem`` in one line."""

    store: str
    sound: bool
    generation: str = ""
    quads: int = 0
    documents: int = 0
    sha256: str = ""
    problem: str = ""

    def text(self) -> str:
        """The report as lines."""
        if not self.sound:
            return f"damaged: {self.problem}"
        return (
            f"sound: generation {self.generation}, {self.documents} documents, "
            f"{self.quads} quads, sha256 {self.sha256}"
        )


def doctor(store: Path | str) -> DoctorReport:
    """Scan the current graph of ``store`` from end to end against its manifest."""
    try:
        manifest = verify_store(store)
    except StoreError as error:
        return DoctorReport(store=str(store), sound=False, problem=str(error))
    return DoctorReport(
        store=str(store),
        sound=True,
        generation=manifest.generation,
        quads=manifest.quads,
        documents=len(manifest.inputs),
        sha256=manifest.sha256,
    )
