"""Circumstances: what stands beside a table, as entities and numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from spacekg.lexicon import Lexicon
from spacekg.model import Document, Entity, Value
from spacekg.patterns import compile_late

_DATASET = compile_late(r"\b(OSD|GLDS)-(\d{1,4})\b", re.I)
_FLIGHT = compile_late(r"\b(?:flt|flight|in[- ]?flight|space|iss)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """The keys of one study of a table: those of its line in ``studies``, else of the table."""

    values: Mapping[str, Value]
    lexicon: Lexicon

    def text(self, key: str) -> str:
        """A value as one line of text."""
        value = self.values.get(key)
        return "" if value is None or isinstance(value, tuple) else " ".join(str(value).split())

    def number(self, key: str) -> float | None:
        """A value as a number, nothing where it is none."""
        try:
            return float(self.text(key))
        except ValueError:
            return None

    def count(self, key: str) -> int | None:
        """A value as a whole number above 0."""
        value = self.number(key)
        return int(value) if value is not None and 0 < value < 1e6 else None

    def entity(self, key: str, type_: str) -> Entity | None:
        """What a value names, grounded; its words where the lexicon does not know them."""
        return self.ground(self.text(key), type_)

    def ground(self, text: str, type_: str) -> Entity | None:
        """A name or a CURIE as an entity of a type."""
        if not text:
            return None
        term = self.lexicon.term(text) if ":" in text else None
        if term is None:
            terms = [one.term for one in self.lexicon.senses(text) if one.term.type == type_]
            term = terms[0] if terms else None
        if term is None or term.type != type_:
            return Entity(id="", label=text, type=type_)
        return Entity(
            id=term.id, label=term.label, type=type_, ids=(term.id, *term.ids), taxon=term.taxon
        )

    def exposure(self, arm: str) -> Entity | None:
        """What the exposed arm was under: as told beside the table, else by the arm's name."""
        if self.text("exposure"):
            return self.entity("exposure", "exposure")
        plain = arm.replace("_", " ").replace(".", " ")
        for hit in self.lexicon.scan(plain):
            for sense in hit.senses:
                if sense.term.type == "exposure":
                    return self.ground(sense.term.id, "exposure")
        return self.ground("spaceflight", "exposure") if _FLIGHT.search(plain) else None

    def datasets(self, study: str) -> tuple[Entity, ...]:
        """The accessions that the table, its study or what stands beside them name."""
        found = dict.fromkeys(
            (match[1].upper(), match[2])
            for text in (self.text("dataset"), study)
            for match in _DATASET.finditer(text)
        )
        return tuple(
            Entity(
                id=f"{series}:{series}-{number}", label=f"{series}-{number}", type="dataset",
                ids=(f"{series}:{series}-{number}",),
            )
            for series, number in found
        )  # fmt: skip


def read_circumstances(document: Document, study: str, lexicon: Lexicon) -> Circumstances:
    """What is known of one study of a table."""
    values = {key: value for key, value in document.metadata if key != "studies"}
    listed = document.get("studies")
    for line in listed if isinstance(listed, tuple) else ():
        pairs = (
            dict(pair for pair in line if isinstance(pair, tuple) and len(pair) == 2)
            if (isinstance(line, tuple))
            else {}
        )
        if study and pairs.get("study") == study:
            values |= {str(key): value for key, value in pairs.items()}
    return Circumstances(values=values, lexicon=lexicon)
