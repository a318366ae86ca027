"""Rules: what the curated tables say of symbols, accessions, locus tags and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacekg.annotators.openings import read_openings
from spacekg.lexicon import Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Locus:
    """How the locus tags of ``taxon`` are written; ``named``: only where the text names it."""

    expression: re.Pattern[str]
    template: str
    taxon: str
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the curated tables say of symbols, accessions and abbreviations."""

    readings: Mapping[str, tuple[str, str]]
    accessions: tuple[re.Pattern[str], ...]
    flights: re.Pattern[str]
    """Finds the letters that an accession or a flight's name begins with."""
    loci: tuple[Locus, ...]
    other: frozenset[str]


@cache
def read_rules(lexicon: Lexicon) -> Rules:
    """The tables ``ambiguous_symbols``, ``patterns`` and ``abbreviations``, ready for use."""
    patterns = lexicon.table("patterns")
    openings = {o for r in patterns if r["type"] != "gene" for o in read_openings(r["regex"])}
    return Rules(
        readings={
            row["symbol"]: (row["rule"], row["readings"].split(":", 1)[0])
            for row in lexicon.table("ambiguous_symbols")
        },
        accessions=tuple(re.compile(r["regex"]) for r in patterns if r["type"] != "gene"),
        flights=re.compile("|".join(sorted(map(re.escape, openings)))),
        loci=tuple(
            Locus(
                expression=re.compile(r["regex"]),
                template=r["curie"],
                taxon=r.get("taxon", ""),
                named=r.get("context", "") == "named",
            )
            for r in patterns
            if r["type"] == "gene"
        ),
        other=frozenset(
            row["word"]
            for row in lexicon.table("abbreviations")
            if int(row["as_other"]) >= 2 and int(row["as_gene"]) == 0
        ),
    )
