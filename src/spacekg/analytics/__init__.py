"""Analytics: what recurs, what contradicts, what is not known, and how much there is."""

from spacekg.analytics.background import TestedGenes, pack_background, read_backgrounds
from spacekg.analytics.centrality import CentralNode, Community, central, communities
from spacekg.analytics.column_file import COLUMNS_FILE, pack_columns, read_columns
from spacekg.analytics.columns import Columns, count_shared, project_studies
from spacekg.analytics.conflict import Conflict, ConflictFinding, conflicts
from spacekg.analytics.contrast_overlap import ContrastOverlap, overlaps
from spacekg.analytics.coverage import CoverageCell, coverage
from spacekg.analytics.difference import Difference, diff
from spacekg.analytics.enrichment import EnrichedPathway, enriched
from spacekg.analytics.gap import GapRow, gaps
from spacekg.analytics.overlap import SharedEntity, shared
from spacekg.analytics.overview import Total, summary
from spacekg.analytics.picture import PICTURES, draw
from spacekg.analytics.priority import GapPriority, priorities
from spacekg.analytics.recurring import RecurringGene, recurring
from spacekg.analytics.similarity import StudyPair, similar
from spacekg.analytics.translation import Translation, translate

__all__ = [
    "COLUMNS_FILE",
    "PICTURES",
    "CentralNode",
    "Columns",
    "Community",
    "Conflict",
    "ConflictFinding",
    "ContrastOverlap",
    "CoverageCell",
    "Difference",
    "EnrichedPathway",
    "GapPriority",
    "GapRow",
    "RecurringGene",
    "SharedEntity",
    "StudyPair",
    "TestedGenes",
    "Total",
    "Translation",
    "central",
    "communities",
    "conflicts",
    "count_shared",
    "coverage",
    "diff",
    "draw",
    "enriched",
    "gaps",
    "overlaps",
    "pack_background",
    "pack_columns",
    "priorities",
    "project_studies",
    "read_backgrounds",
    "read_columns",
    "recurring",
    "shared",
    "similar",
    "summary",
    "translate",
]
