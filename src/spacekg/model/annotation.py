"""Annotation: a span of the source text that names an entity."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Something with an identifier: ``ids`` are CURIEs, the preferred one first.

    ``id`` repeats ``ids[0]`` or is empty for a thing without an identifier, which is then known by
    its label only. ``taxon`` is the species of a gene (``NCBITaxon:10090``), else empty.
    """

    id: str
    label: str
    type: str
    ids: tuple[str, ...] = ()
    taxon: str = ""

    def __hash__(self) -> int:
        """By identifier and label alone, which is enough and quick."""
        return hash((self.id, self.label))


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """``text == document.text[start:end]`` names ``entity`` with a score from 0 to 1.

    ``text`` keeps the source's line breaks and hyphens.
    """

    start: int
    end: int
    text: str
    entity: Entity
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A short form that the document itself defines: ``bone mineral density (BMD)``."""

    short: str
    long: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ungrounded:
    """A span that looks like an entity of ``type`` and was left without an identifier."""

    start: int
    end: int
    text: str
    type: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """All annotations of one document, sorted by start then end; they do not overlap per type."""

    annotations: tuple[Annotation, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    ungrounded: tuple[Ungrounded, ...] = ()
