"""Surroundings: what the text around a sentence says of where and under what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacekg.extraction.design import Design
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.sentences import Sentence
from spacekg.model import Entity

#: How many characters before a sentence still speak of the same group.
_LOOK_BACK = 500
#: So many characters apart two are set side by side ("mice and humans"): either may be meant.
_TOGETHER = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A sentence with what its document names and studied."""

    sentence: Sentence
    mentions: Mentions
    design: Design

    def around(self, kind: str, known: Sequence[Entity]) -> Entity | None:
        """The one of ``known`` that the heading names alone, that leads, or that is told before."""
        passage = self.sentence.passage
        headed = self.mentions.named_in(passage.section, known)
        if len(headed) == 1:
            return headed[0]
        lead = self.design.lead(kind)
        if lead in known:
            return lead
        earliest = max(passage.start, self.sentence.start - _LOOK_BACK)
        near = [m for m in self.mentions.within(earliest, self.sentence.start)
                if m.entity.type == kind and m.entity in known]  # fmt: skip
        if not near:
            return None
        last = near[-1]
        together = {m.entity for m in near if last.start - m.end < _TOGETHER}
        return last.entity if len(together) == 1 else None
