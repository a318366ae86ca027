"""Species gene: the gene that a row of a table names, in the species of its study."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from spacekg.lexicon import Lexicon
from spacekg.model import Entity, GeneCell
from spacekg.patterns import compile_late

_FORMS = (
    ("NCBIGene", compile_late(r"(?:NCBIGene:)?(\d+)(?:\.0)?", re.I)),
    ("EnsemblGene", compile_late(r"(ENS[A-Z]*G\d{8,})(?:\.\d+)?")),
    ("TAIR", compile_late(r"(AT[1-5MC]G\d{5})(?:\.\d+)?", re.I)),
    ("FlyBase", compile_late(r"(FBgn\d{7})")),
    ("WormBase", compile_late(r"(WBGene\d{8})")),
)


class GeneResolver:
    """Grounds the genes of one table; ``taxon`` is the species, empty until it is known."""

    def __init__(self, lexicon: Lexicon, taxon: str = "") -> None:
        self._lexicon = lexicon
        self.taxon = taxon

    def guess_taxon(self, cells: Iterable[GeneCell]) -> str:
        """The species that most identifiers of the table belong to; empty when none tells."""
        taxa = Counter(
            term.taxon
            for cell in cells
            for curie in self._curies(cell)[:1]
            if (term := self._lexicon.term(curie)) is not None and term.taxon
        )
        return min(taxa, key=lambda taxon: (-taxa[taxon], taxon)) if taxa else ""

    def resolve(self, cell: GeneCell) -> Entity | None:
        """The gene of a row: by identifier, else by its symbol in the species."""
        curies = self._curies(cell)
        for curie in curies:
            term = self._lexicon.term(curie)
            if term is not None and term.type == "gene":
                ids = (term.id, *term.ids)
                return Entity(id=term.id, label=term.label, type="gene", ids=ids, taxon=term.taxon)
        symbols = [name for prefix, name in cell.names if prefix == "symbol"]
        symbols += [name for prefix, name in cell.names if not prefix and name not in symbols]
        for symbol in symbols:
            found = {
                sense.term.id: sense.term
                for sense in self._lexicon.senses(symbol)
                if sense.term.type == "gene" and sense.term.taxon == self.taxon
                and sense.name == symbol and sense.scope == "label"
            }  # fmt: skip
            if len(found) == 1:
                (term,) = found.values()
                ids = (term.id, *term.ids)
                return Entity(id=term.id, label=term.label, type="gene", ids=ids, taxon=term.taxon)
        if curies:
            label = symbols[0] if symbols else curies[0].partition(":")[2]
            return Entity(id=curies[0], label=label, type="gene", ids=curies[:1], taxon=self.taxon)
        return None

    def _curies(self, cell: GeneCell) -> tuple[str, ...]:
        """The identifiers of a row as CURIEs; a cell that holds several says too little."""
        found = []
        for prefix, name in cell.names:
            if prefix == "symbol":
                continue
            for known, form in _FORMS:
                match = form.fullmatch(name)
                if match and prefix in ("", known):
                    found.append(f"{known}:{match[1].upper() if known == 'TAIR' else match[1]}")
        return tuple(found)
