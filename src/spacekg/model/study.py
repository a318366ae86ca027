"""StudyRecord: what one document says of one study, in plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from spacekg.model.annotation import Entity, Ungrounded
from spacekg.model.document import Format, Notice, Tier, Value
from spacekg.model.finding import Contrast, Finding, Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The document a record was made from."""

    path: str
    sha256: str
    format: Format
    tier: Tier
    notices: tuple[Notice, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """The paper a document describes. ``id`` is an IRI: DOI, else PMC, else a hash of the title.

    ``date`` is ISO 8601 (``2022``, ``2022-10`` or ``2022-10-21``); ``other`` keeps every metadata
    key that has no field of its own.
    """

    id: str
    title: str
    doi: str = ""
    pmcid: str = ""
    year: int | None = None
    date: str = ""
    journal: str = ""
    authors: tuple[str, ...] = ()
    summary: str = ""
    url: str = ""
    topics: tuple[str, ...] = ()
    consensus: str = ""
    priority: str = ""
    image: str = ""
    other: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One value of a chart or series; never a finding."""

    series: str
    label: str
    value: float
    unit: str = ""
    about: tuple[Entity, ...] = ()
    tier: Literal["estimated", "summary"] = "summary"
    note: str = ""


Scope: TypeAlias = Literal["study", "off-topic", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRecord:
    """Everything extracted from one document; ``scope`` is off-topic for no spaceflight biology."""

    document: Source
    study: Study
    scope: Scope = "study"
    organisms: tuple[Entity, ...] = ()
    tissues: tuple[Entity, ...] = ()
    cell_types: tuple[Entity, ...] = ()
    genes: tuple[Entity, ...] = ()
    gene_families: tuple[Entity, ...] = ()
    pathways: tuple[Entity, ...] = ()
    chemicals: tuple[Entity, ...] = ()
    phenotypes: tuple[Entity, ...] = ()
    exposures: tuple[Entity, ...] = ()
    missions: tuple[Entity, ...] = ()
    datasets: tuple[Entity, ...] = ()
    countermeasures: tuple[Entity, ...] = ()
    durations: tuple[float, ...] = ()
    contrasts: tuple[Contrast, ...] = ()
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    ungrounded: tuple[Ungrounded, ...] = ()
