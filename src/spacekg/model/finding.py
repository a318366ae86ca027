"""Finding, Contrast and Gap: what a study says changed, against what, and what nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from spacekg.model.annotation import Entity
from spacekg.model.document import Tier

Direction: TypeAlias = Literal[
    "increased", "decreased", "unchanged",
    "associated-positively", "associated-negatively", "changed",
]  # fmt: skip
Certainty: TypeAlias = Literal["asserted", "hedged", "negated"]
GapKind: TypeAlias = Literal[
    "mechanism", "translation", "dose-duration", "population",
    "interaction", "method", "data", "countermeasure",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Exposed against reference. ``days`` is the length of the exposure in days.

    ``time_point`` is one of ``in-flight``, ``landing``, ``follow-up`` or empty; ``n_exposed`` and
    ``n_reference`` count individuals an arm.
    """

    exposed: Entity
    reference: str
    organism: Entity | None = None
    tissue: Entity | None = None
    days: float | None = None
    time_point: str = ""
    n_exposed: int | None = None
    n_reference: int | None = None
    sex: str = ""
    strain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One entity, one direction, in a context, with its numbers and the exact sentence.

    ``start`` and ``end`` delimit ``quote`` in the source text; ``about_start`` and ``about_end``
    the words that name the entity. Numbers are kept as printed (``effect='�6.7'``, ``unit='%'``,
    ``p='< 0.05'``): a damaged sign is never guessed. ``cites`` is the primary reference a review
    names for it (as printed); ``partner`` what an association is with.
    """

    about: Entity
    about_start: int
    about_end: int
    direction: Direction
    quote: str
    start: int
    end: int
    tier: Tier
    certainty: Certainty = "asserted"
    section: str = ""
    organism: Entity | None = None
    tissue: Entity | None = None
    cell_type: Entity | None = None
    exposure: Entity | None = None
    contrast: Contrast | None = None
    partner: Entity | None = None
    effect: str = ""
    unit: str = ""
    p: str = ""
    q: str = ""
    n: int | None = None
    days: float | None = None
    time_point: str = ""
    sex: str = ""
    strain: str = ""
    mission: Entity | None = None
    dataset: Entity | None = None
    condition: str = ""
    cites: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A statement that something is not known; ``start`` and ``end`` delimit it in the source."""

    question: str
    kind: GapKind
    quote: str
    start: int
    end: int
    about: tuple[Entity, ...] = ()
