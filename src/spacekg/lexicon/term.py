"""Term, sense and hit: what the lexicon knows, what a name means, where a name stands."""

from __future__ import annotations

from collections.abc import Iterable
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

    def __hash__(self) -> int:
        """By the identifier alone, which is enough and quick."""
        return hash(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One meaning of a name: the term, and the name as the table spells it."""

    term: Term
    name: str
    scope: str

    def __hash__(self) -> int:
        """By name and identifier alone, which is enough and quick."""
        return hash((self.name, self.term.id))


class Senses(tuple[Sense, ...]):
    """All senses of a name; ``by_type`` has them once more, sorted by the type of their terms."""

    by_type: tuple[tuple[str, Senses], ...]
    _hash: int

    def __new__(cls, senses: Iterable[Sense] = ()) -> Senses:
        """Sort the senses once, for all the places where the name will stand."""
        made = super().__new__(cls, senses)
        kinds = dict.fromkeys([sense.term.type for sense in made])
        if len(kinds) == 1:
            made.by_type = tuple([(kind, made) for kind in kinds])
        else:
            made.by_type = tuple(
                [(kind, cls([one for one in made if one.term.type == kind])) for kind in kinds]
            )
        made._hash = hash((len(made), made[0].name, made[0].term.id)) if made else 0
        return made

    def __hash__(self) -> int:
        """By the first sense alone: what was decided for these senses is looked up by them."""
        return self._hash

    def of_type(self, kind: str) -> Senses:
        """The senses whose terms are of type ``kind``."""
        for known, own in self.by_type:
            if known == kind:
                return own
        return _NO_SENSES


_NO_SENSES = Senses()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A span of a text that is a name of the lexicon, with all its senses."""

    start: int
    end: int
    senses: Senses
