"""Exposures told in plain words: mutations, diets, stresses and infections that no list holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacekg.model import Entity

_STRESS = re.compile(
    r"\b(salt|salinity|osmotic|drought|heat|cold|freezing|abiotic|biotic|oxidative|nutrient|"
    r"ER|hypoxic|flooding|water|dehydration) stress(?:es)?\b", re.I,
)  # fmt: skip
_DIET = re.compile(r"\b((?:high|low)[- ][a-z]+|western|ketogenic|vegan) diets?\b", re.I)
_KNOCKOUT = re.compile(
    r"\b([A-Za-z][A-Za-z0-9]{1,9})\)?(?:\s?(?:-/-|−/−|–/–)|[- ](?:knock-?outs?|null|deficient)\b)"
)
#: Alleles are written small with a number ("rbb1-1"); the number of the allele is left out.
_MUTANT = re.compile(
    r"\b([a-z]{2,5}\d{1,3})(?:-\d{1,2})? (?:mutants?|mutations?|plants|seedlings)\b"
)
_INFECTION = re.compile(
    r"\b((?:[A-Z][a-z]+ )?[a-z]{4,}|TB|SARS-CoV-2|influenza|viral|bacterial) infections?\b"
)
_PLAIN_WORDS = frozenset(
    ("gene", "the", "of", "single", "these", "other", "all", "both", "novel", "new", "two", "three",
     "point", "risk", "acute", "early", "during", "after", "with", "prior", "such", "host",
     "initial", "chronic", "control", "somatic", "genetic", "double", "human", "plant", "and")
)  # fmt: skip


def exposures_in(text: str) -> Iterator[Entity]:
    """The exposures a text names in words, each without an identifier.

    >>> [e.label for e in exposures_in("tno1 mutants under salt stress")]
    ['salt stress', 'tno1 mutation']
    """
    for pattern, shape in (
        (_STRESS, "{} stress"), (_DIET, "{} diet"), (_KNOCKOUT, "{} knock-out"),
        (_MUTANT, "{} mutation"), (_INFECTION, "{} infection"),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            word = match.group(1)
            if word.lower() in _PLAIN_WORDS:
                continue
            if pattern in (_STRESS, _DIET):
                word = word.lower() if word != "ER" else word
            yield Entity(id="", label=shape.format(word), type="exposure")
