"""Table set-up: in what and under what the row of a table was observed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacekg.extraction.grounding import ground
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.sentences import Sentence
from spacekg.extraction.tables import Row
from spacekg.lexicon import Lexicon
from spacekg.model import Abbreviation, Annotation, Entity
from spacekg.patterns import compile_late

_SPECIES = compile_late(
    r"\b(humans?|astronauts?|mice|mouse|rats?|monkeys?|macaques?|chickens?|medaka(?: fish)?"
    r"|goldfish|"
    r"zebrafish|rabbits?|dogs?)\b",
    re.I,
)
_WORD = compile_late(r"[A-Za-z][\w-]+")
_INSIDE = compile_late(r"\b(?:in|from|by|of)\s+(?:\w+\s+){0,2}$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What the cells of a row say, else the caption of its table; empty where neither does."""

    organism: Entity | None = None
    tissue: Entity | None = None
    cell_type: Entity | None = None
    exposure: Entity | None = None


class TableReader:
    """Reads rows of one document: its short forms are known, and which gene a symbol means."""

    __slots__ = ("_genes", "_lexicon", "_long", "_mentions")

    def __init__(
        self, abbreviations: Iterable[Abbreviation], mentions: Mentions, lexicon: Lexicon
    ) -> None:
        self._lexicon = lexicon
        self._mentions = mentions
        self._long = {one.short: one.long for one in abbreviations}
        self._genes: dict[str, Counter[str]] | None = None

    def read_setup(self, row: Row) -> Setup:
        """Organism, exposure and cell type of a row, and the tissue its table is about."""
        near = self._mentions.within(*row.cells) if row.cells_text else []
        titled = self._mentions.within(*row.caption)
        cells = {a.entity for a in near if a.entity.type == "cell_type"}
        organism = _first("organism", near) or self._species(row.cells_text)
        return Setup(
            organism=organism or _first("organism", titled),
            exposure=_first("exposure", near) or self._technique(row.cells_text)
            or _first("exposure", titled),
            cell_type=next(iter(cells)) if len(cells) == 1 else None,
            tissue=_first("tissue", near) or (None if cells else _first("tissue", titled)),
        )  # fmt: skip

    def cell_type(self, sentence: Sentence, start: int, end: int, setup: Setup) -> Entity | None:
        """The cell that a thing told at ``start`` to ``end`` was seen in, else that of its row."""
        for mention in self._mentions.within(sentence.start, sentence.end):
            if mention.entity.type != "cell_type" or not mention.entity.id:
                continue
            at = sentence.passage.reading(mention.start) - sentence.offset
            # "osteocyte apoptosis", "apoptosis in osteocytes"
            beside = start - 1 <= mention.end <= end and mention.start < start
            if beside or _INSIDE.search(sentence.text[:at]):
                return mention.entity
        return setup.cell_type

    def gene_of(self, about: Entity, printed: str, organism: Entity | None) -> Entity:
        """A gene as the row's species has it; a symbol means one gene throughout a document."""
        if about.type != "gene" or not about.id or organism is None or not organism.id:
            return about
        usual = self._usual(printed)
        if not usual:
            return about
        best = min(usual, key=lambda one: (-usual[one], one))
        if about.taxon == organism.id and about.id in (best, *self._lexicon.orthologs(best)):
            return about
        for curie in (best, about.id):
            for other in sorted((curie, *self._lexicon.orthologs(curie))):
                term = self._lexicon.term(other)
                if term is not None and term.taxon == organism.id:
                    return replace(
                        about, id=term.id, label=term.label, ids=(term.id, *term.ids),
                        taxon=term.taxon,
                    )  # fmt: skip
        return about

    def _usual(self, printed: str) -> Counter[str]:
        """How often a symbol stands for each gene; orthologs count for each other."""
        if self._genes is None:
            self._genes = {}
            for mention in self._mentions:
                if mention.entity.type == "gene" and mention.entity.id:
                    name = mention.text.casefold()
                    self._genes.setdefault(name, Counter())[mention.entity.id] += 1
        counts = self._genes.get(printed.casefold(), Counter())
        return Counter(
            {
                curie: count + sum(counts[one] for one in self._lexicon.orthologs(curie))
                for curie, count in counts.items()
            }
        )

    def _technique(self, cells: str) -> Entity | None:
        """The exposure that a short form in the cells stands for, by the document's own words."""
        for word in _WORD.findall(cells):
            long = self._long.get(word) or self._long.get(f"{word}s")
            found = ground(long, ("exposure",), self._lexicon) if long else None
            if found is not None:
                return found
        return None

    def _species(self, cells: str) -> Entity | None:
        """The species as the cell prints it, when no annotation names it."""
        match = _SPECIES.search(cells)
        if match is None:
            return None
        label = match.group().lower()
        return ground(label, ("organism",), self._lexicon) or Entity(
            id="", label=label, type="organism"
        )


def _first(kind: str, found: Sequence[Annotation]) -> Entity | None:
    return next((a.entity for a in found if a.entity.type == kind), None)
