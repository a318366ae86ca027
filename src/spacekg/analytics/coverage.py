"""Coverage: what has been looked at, and what has not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from spacekg.analytics.reading import read_labels, read_pairs
from spacekg.graph import KnowledgeGraph
from spacekg.model import Rows
from spacekg.vocabulary import read_vocabulary

DURATIONS = ((7.0, "up to 7 days"), (30.0, "8 to 30 days"), (180.0, "31 to 180 days"))
LONGER, UNKNOWN = "over 180 days", "duration unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCell:
    """One organism, tissue, exposure and duration; ``studies`` (IRIs) is empty where none looked.

    The first three are CURIEs, with their labels.
    """

    organism: str
    organism_label: str
    tissue: str
    tissue_label: str
    exposure: str
    exposure_label: str
    duration: str
    studies: tuple[str, ...]


def coverage(graph: KnowledgeGraph, *, empty: bool = False) -> Rows[CoverageCell]:
    """The cells that studies fill, the fullest first; with ``empty`` also those that none does.

    Empty cells combine what occurs: an organism, a tissue and an exposure that some study has.
    """
    compress = read_vocabulary().compress
    labels = read_labels(graph)
    organisms, tissues, exposures, days = (
        _by_study(read_pairs(graph, name))
        for name in ("hasOrganism", "investigatesTissue", "hasExposure", "durationDays")
    )
    cells: dict[tuple[str, str, str, str], set[str]] = {}
    for study in sorted(organisms.keys() & tissues.keys() & exposures.keys()):
        bins = {name_duration(float(one)) for one in days.get(study, ())} or {UNKNOWN}
        for key in product(organisms[study], tissues[study], exposures[study], bins):
            cells.setdefault(key, set()).add(study)
    if empty:
        parts = [sorted({key[at] for key in cells}) for at in range(4)]
        for combined in product(*parts):
            if combined[3] != UNKNOWN:
                key = combined[0], combined[1], combined[2], combined[3]
                cells.setdefault(key, set())
    rows = [
        CoverageCell(
            organism=compress(organism), organism_label=labels.get(organism, organism),
            tissue=compress(tissue), tissue_label=labels.get(tissue, tissue),
            exposure=compress(exposure), exposure_label=labels.get(exposure, exposure),
            duration=duration, studies=tuple(sorted(studies)),
        )
        for (organism, tissue, exposure, duration), studies in cells.items()
    ]  # fmt: skip
    rows.sort(
        key=lambda row: (
            -len(row.studies), row.organism_label, row.tissue_label, row.exposure_label,
            row.duration, row.tissue,
        )
    )  # fmt: skip
    return Rows(rows)


def name_duration(days: float) -> str:
    """The span a number of days falls into.

    >>> name_duration(7), name_duration(37), name_duration(340)
    ('up to 7 days', '31 to 180 days', 'over 180 days')
    """
    return next((name for most, name in DURATIONS if days <= most), LONGER)


def _by_study(pairs: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for study, thing in pairs:
        if not thing.startswith("https://w3id.org/spacekg/id/") or "/label/" not in thing:
            found.setdefault(study, []).append(thing)
    return found
