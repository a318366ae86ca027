"""Analytics: what recurs, what contradicts, what is not known, and how much there is."""

from spacekg.analytics.conflict import Conflict, ConflictFinding, conflicts
from spacekg.analytics.gap import GapRow, gaps
from spacekg.analytics.overlap import SharedEntity, shared
from spacekg.analytics.overview import Total, summary

__all__ = [
    "Conflict", "ConflictFinding", "GapRow", "SharedEntity", "Total", "conflicts", "gaps",
    "shared", "summary",
]  # fmt: skip
