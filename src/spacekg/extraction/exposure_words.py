"""Exposures told in plain words: mutations, diets, stresses and infections that no list holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from spacekg.extraction.words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from spacekg.model import Entity
from spacekg.patterns import compile_late

_STRESSES = (
    "salt|salinity|osmotic|drought|heat|cold|freezing|abiotic|biotic|nutrient|hypoxic|flooding|"
    "water|dehydration"
)
_STRESS = compile_late(
    rf"\b({_STRESSES})(?:(?: and| or|,) ({_STRESSES}))? stress(?:es|ors?)?\b", re.I
)
_DIET = compile_late(r"\b((?:high|low)[- ][a-z]+|western|ketogenic|vegan) diets?\b", re.I)
_KNOCKOUT = compile_late(
    r"\b([A-Za-z][A-Za-z0-9]{1,9})\)?"
    r"(?:\s?(?:-/-|−/−|–/–)|[- ](?:knock-?outs?|KO|null|deficient)\b)"
)
#: Alleles are written small with a number ("rbb1-1"); the number of the allele is left out.
_MUTANT = compile_late(
    r"\b([a-z]{2,5}\d{1,3})(?:-\d{1,2})? (?:mutants?|mutations?|plants|seedlings)\b"
)
_INFECTION = compile_late(
    r"\b((?!The |This |These |Their |Such |Each )(?:[A-Z][a-z]+ )?[a-z]{4,}|TB|SARS-CoV-2) "
    r"infections?\b"
)
_PLAIN_WORDS = frozenset(
    ("gene", "the", "of", "single", "these", "other", "all", "both", "novel", "new", "two", "three",
     "point", "risk", "acute", "early", "during", "after", "with", "prior", "such", "host",
     "initial", "chronic", "control", "somatic", "genetic", "double", "human", "plant", "and",
     "this", "that", "many", "some", "any", "most", "their", "severe", "several", "viral",
     "primary", "bacterial", "fungal", "microbial", "productive", "latent", "opportunistic",
     "invasive", "from", "experimental", "intensify", "reduced", "virus", "increased",
     "systemic", "persistent", "secondary", "active", "against", "established", "local", "lung",
     "nosocomial", "tract", "wound", "urinary", "skin", "pulmonary", "ear", "following", "causing",
     "cause", "prevent", "mild", "clinical", "post", "successful", "and", "respiratory", "line",
     "lines", "triple", "quadruple", "multiple", "macrophage", "neutrophil", "cell", "nutrient")
)  # fmt: skip


_PASSED = _PLAIN_WORDS | PREPOSITIONS | DETERMINERS | CONJUNCTIONS
#: "high-fat diet (HFD)": from there on the text writes the short form.
_SHORT = compile_late(r"\s?\(([A-Z][A-Za-z0-9-]{1,7})\)")


def exposures_in(text: str, long_form: Callable[[str], str] = str) -> Iterator[Entity]:
    """The exposures a text names in words, each without an identifier.

    ``long_form`` says what a short form of an infection stands for.

    >>> [e.label for e in exposures_in("tno1 mutants under salt and osmotic stress")]
    ['salt stress', 'osmotic stress', 'tno1 mutation']
    """
    for entity, _, _ in _exposures(text):
        name = entity.label.removesuffix(" infection")
        if name != entity.label and name.isupper():
            yield Entity(id="", label=f"{long_form(name)} infection", type="exposure")
        else:
            yield entity


def exposure_places(text: str) -> list[tuple[int, int]]:
    """Where those exposures are named: the fat of a "high-fat diet" is no tissue."""
    return [(start, end) for _, start, end in _exposures(text)]


def short_forms(text: str) -> Iterator[tuple[str, Entity]]:
    """The short forms that a text gives to exposures named in words.

    >>> [(s, e.label) for s, e in short_forms("fed a high-fat diet (HFD)")]
    [('HFD', 'high-fat diet')]
    """
    if "(" not in text or not _SHORT.search(text):
        return
    for entity, _, end in _exposures(text):
        short = _SHORT.match(text, end)
        if short:
            yield short.group(1), entity


#: A gene made more of on purpose.
_OVEREXPRESSED = compile_late(
    r"\b([A-Za-z][\w-]{2,9})[- ](?:over-?express(?:ion|ing|or)s?|transgenic)\b"
    r"|\bover-?express(?:ion of|ing) (?:the |human |mouse )*([A-Za-z][\w-]{2,11})\b"
)
_KNOCKDOWN = compile_late(
    r"\b([A-Za-z][A-Za-z0-9-]{1,9})[- ](?:knock-?downs?|RNAi|silencing)\b"
    r"|\bknock-?down of (?:the )?([A-Za-z][A-Za-z0-9-]{1,9})\b"
)
_COLD = compile_late(r"\b(low|high|cold|elevated|freezing|sub-?zero) temperatures?\b", re.I)


#: Each pattern with the shape of its label and the letters it cannot do without (a plain look for
#: those is far quicker than the pattern).
_PATTERNS = (
    (_STRESS, "{} stress", ("tress",)), (_DIET, "{} diet", ("diet", "Diet")),
    (_KNOCKOUT, "{} knock-out", ("nock", "KO", "/-", "/−", "/–", "null", "deficient")),
    (_MUTANT, "{} mutation", ("mutant", "mutation", "plants", "seedlings")),
    (_INFECTION, "{} infection", ("infection",)),
    (_OVEREXPRESSED, "{} overexpression", ("xpress", "transgenic")),
    (_KNOCKDOWN, "{} knockdown", ("nockdown", "nock-down", "RNAi", "silencing")),
    (_COLD, "{} temperature", ("temperature",)),
)  # fmt: skip


#: Letters of which every pattern needs some: most sentences have none.
_ANY = tuple(dict.fromkeys(part for *_, letters in _PATTERNS for part in letters))


@lru_cache(maxsize=512)
def _exposures(text: str) -> tuple[tuple[Entity, int, int], ...]:
    """The exposures of a sentence with their places; asked three times of each."""
    for part in _ANY:  # a loop: a generator here would cost more than the patterns
        if part in text:
            return tuple(_search(text))
    return ()


def _search(text: str) -> Iterator[tuple[Entity, int, int]]:
    for pattern, shape, letters in _PATTERNS:
        if not any(part in text for part in letters):
            continue
        for match in pattern.finditer(text):
            for word in match.groups():
                if not word or word.lower() in _PASSED or word.endswith(("cyte", "cell")):
                    continue
                if pattern in (_STRESS, _DIET, _COLD):
                    word = word.lower()
                entity = Entity(id="", label=shape.format(word), type="exposure")
                yield entity, match.start(), match.end()
