"""Analytics: what recurs, what contradicts, what is not known, and how much there is."""

from spacekg.analytics.background import TestedGenes, pack_background, read_backgrounds
from spacekg.analytics.conflict import Conflict, ConflictFinding, conflicts
from spacekg.analytics.contrast_overlap import ContrastOverlap, overlaps
from spacekg.analytics.gap import GapRow, gaps
from spacekg.analytics.overlap import SharedEntity, shared
from spacekg.analytics.overview import Total, summary

__all__ = [
    "Conflict", "ConflictFinding", "ContrastOverlap", "GapRow", "SharedEntity", "TestedGenes",
    "Total", "conflicts", "gaps", "overlaps", "pack_background", "read_backgrounds", "shared",
    "summary",
]  # fmt: skip
