"""Term, sense and hit: what the lexicon knows, what a name means, where a name stands."""

from __future__ import annotations

from dataclasses import dataclass

#: Every type a term can have; the position is the number written in the compiled lexicon.
TYPES: tuple[str, ...] = (
    "organism",
    "tissue",
    "cell_type",
    "gene",
    "gene_family",
    "process",
    "pathway",
    "chemical",
    "phenotype",
    "exposure",
    "mission",
    "dataset",
    "countermeasure",
)

#: How a name belongs to its term, the most certain first.
SCOPES: tuple[str, ...] = ("label", "exact", "common", "alias", "related")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing with an identifier: a taxon, a tissue, a gene, an exposure."""

    id: str
    label: str
    type: str
    ids: tuple[str, ...] = ()
    """Cross-references (CURIEs), without ``id`` itself."""
    taxon: str = ""
    """The species of a gene or strain (``NCBITaxon:10090``), else empty."""
    note: str = ""
    """Rank of a taxon, ``actual`` or ``analog`` of an exposure, else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One meaning of a name: the term, and the name as the table spells it."""

    term: Term
    name: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A span of a text that is a name of the lexicon, with all its senses."""

    start: int
    end: int
    senses: tuple[Sense, ...]
