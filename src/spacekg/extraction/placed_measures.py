"""Placed measures: a bare measure is read by what its sentence measures, or stays bare."""

from __future__ import annotations

from types import MappingProxyType

from spacekg.extraction.mentions import Mentions
from spacekg.model import Entity
from spacekg.patterns import compile_late

#: A measure that names no thing, and what it is called of each thing that has one of its own.
_MEASURES = MappingProxyType({
    "skgp:cross-sectional-area": (
        ("fiber cross-sectional area", compile_late(r"\b(?:myo)?fib(?:er|re)s?\b|\bmyotubes?\b")),
        ("muscle cross-sectional area", compile_late(r"\bmusc(?:le|les|ular)\b|\bsoleus\b")),
        ("bone cross-sectional area", compile_late(
            r"\b(?:bones?|cortical|femur|femoral|tibiae?l?|vertebra\w*|diaphys\w+)\b")),
        ("", compile_late(r"\b(?:chambers?|ventric\w+|atri\w+|vessels?|vein|jugular|artery)\b")),
    ),
    # whole names of traits that share their last word with another trait
    "skgp:postural-control": (
        ("", compile_late(
            r"\b(?:redox|energy|fluid|sodium|calcium|water|electrolyte|ion|acid-base|nitrogen|net|"
            r"hormon\w+|sympathovagal|autonomic) balance")),
    ),
})  # fmt: skip


def read_measure(entity: Entity, phrase: str, sentence: str, mentions: Mentions) -> Entity:
    """The measure of the thing that the phrase, else the sentence alone, speaks of."""
    kinds = _MEASURES.get(entity.id)
    if kinds is None:
        return entity
    for text in (phrase.lower(), sentence.lower()):
        named = [name for name, pattern in kinds if pattern.search(text)]
        if named[:2] == ["fiber cross-sectional area", "muscle cross-sectional area"]:
            named = named[:1]  # a muscle fibre
        if len(named) == 1:
            if not named[0]:  # another measure with the same last word
                return Entity(id="", label=" ".join(phrase.lower().split()), type=entity.type)
            return mentions.named(named[0], "phenotype") or entity
        if named:
            return entity
    return entity
