"""The values that pass between the rooms: frozen, slotted, keyword-only dataclasses."""

from spacekg.model.annotation import Abbreviation, Annotation, Annotations, Entity, Ungrounded
from spacekg.model.document import Document, Format, Notice, Passage, Role, Tier, Value
from spacekg.model.finding import Certainty, Contrast, Direction, Finding, Gap, GapKind
from spacekg.model.graph import Edge, Node
from spacekg.model.study import Measurement, Scope, Source, Study, StudyRecord

__all__ = [
    "Abbreviation", "Annotation", "Annotations", "Certainty", "Contrast", "Direction", "Document",
    "Edge", "Entity", "Finding", "Format", "Gap", "GapKind", "Measurement", "Node", "Notice",
    "Passage", "Role", "Scope", "Source", "Study", "StudyRecord", "Tier", "Ungrounded", "Value",
]  # fmt: skip
