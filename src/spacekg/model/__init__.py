"""The values that pass between the rooms: frozen, slotted, keyword-only dataclasses."""

from spacekg.model.annotation import Abbreviation, Annotation, Annotations, Entity, Ungrounded
from spacekg.model.document import Document, Format, Notice, Passage, Role, Tier, Value
from spacekg.model.expression import (
    Background,
    ExpressionContrast,
    ExpressionTable,
    GeneCell,
    TestedGene,
)
from spacekg.model.finding import Certainty, Contrast, Direction, Finding, Gap, GapKind
from spacekg.model.graph import Edge, Node
from spacekg.model.rows import Rows, defuse_cell
from spacekg.model.study import Measurement, Scope, Source, Study, StudyRecord

__all__ = [
    "Abbreviation", "Annotation", "Annotations", "Background", "Certainty", "Contrast", "Direction",
    "Document", "Edge", "Entity", "ExpressionContrast", "ExpressionTable", "Finding", "Format",
    "Gap", "GapKind", "GeneCell", "Measurement", "Node", "Notice", "Passage", "Role", "Rows",
    "Scope",
    "Source", "Study", "StudyRecord", "TestedGene", "Tier", "Ungrounded", "Value",
    "defuse_cell",
]  # fmt: skip
