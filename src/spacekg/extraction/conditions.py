"""Conditions: what the group of a result had besides the exposure of its study."""

from __future__ import annotations

import re

from spacekg.extraction.mentions import Mentions
from spacekg.model import Entity

_WHO = (
    r"(?: (?:mice|rats|animals|plants|seedlings|worms|flies|fish|larvae|embryos|cells|cultures|"
    r"littermates|lines?|strains?|subjects|participants|women|men|group|groups)\b)?"
)
#: A group by its genes: "sku5 mutants", "Nox2-deficient mice", "mCAT-transgenic mice".
_GENOTYPE = re.compile(
    r"(?<![\w-])(?P<what>[A-Za-z][\w.:/]{0,23}[\w)](?:\s?\(?[−–-]/[−–-]\)?|(?:[- ]|−)"
    r"(?:knock-?outs?|knock-?downs?|KO|KD|null|deficient|mutants?|transgenic|overexpress(?:ing|ors?)))"
    + _WHO
    + r")"
)
#: A group by what it was given against the effect: "fed the plum diet", "X-treated mice".
_GIVEN = re.compile(
    r"(?<![\w-])(?P<what>[A-Za-z][\w/]{1,24}-(?:treated|supplemented|fed|injected|trained|"
    r"exercised|immuni[sz]ed|vaccinated)" + _WHO + r"|(?:treated|supplemented|injected) with "
    r"(?:the |a |an )?[\w/-]+(?: (?!show|exhibit|display|had|were|was|in|for|at|and|or|did|to|"
    r"after|during|before|compared|on|by|have|has|also|than)[\w/-]+)?|"
    r"fed (?:the|a|an) (?:[\w/-]+ ){1,3}diet)"
)
#: In front of the group that a result is set against.
_REFERENCE = re.compile(
    r"(?:\bthan|\bversus|\bvs\.?|\bcompared? (?:to|with)|\brelative to|\bunlike|\bnot)"
    r"(?: (?:that|those) (?:of|in))?(?: (?:in|of|the|both|their|control))* ?$",
    re.I,
)
#: Words of a group that name no gene and no compound.
_NO_NAME = frozenset(
    "the a an these all some both other such two three several and or of in single double non un "
    "not vehicle sham control placebo pair ad lib libitum chow water saline mock wild".split()
)
_PLAIN = re.compile(r"\b(?:control|chow|standard|normal|vehicle|placebo)\b|gravity", re.I)
#: Letters of which every such group has some.
_LETTERS = (
    "/", "nock", "KO", "KD", "null", "deficient", "mutant", "transgenic", "overexpress", "treated",
    "supplemented", "fed", "injected", "trained", "exercised", "immuni", "vaccinated",
)  # fmt: skip


def read_condition(
    text: str, start: int, exposure: Entity | None, about: Entity, mentions: Mentions
) -> str:
    """The group of a result told at ``start``, where it had more than the exposure; else nothing.

    "Mass fell in Nox2-deficient mice" has one, "Mass was lower than in Nox2-deficient mice" none.
    """
    if not any(part in text for part in _LETTERS):
        return ""
    imposed = exposure.label.lower() if exposure else ""
    found: list[tuple[int, str]] = []
    for pattern in (_GENOTYPE, _GIVEN):
        for match in pattern.finditer(text):
            word = re.split(r"[- (−–]", match["what"], maxsplit=1)[0].lower()
            named = match["what"].lower()
            if word in _NO_NAME or word in imposed or word == about.label.lower():
                continue
            if _PLAIN.search(mentions.long_form(match["what"][: len(word)])):
                continue  # "CD-fed mice" of a control diet, "sµg-treated cells"
            if mentions.is_exposure(word):
                continue
            if any(len(one) > 4 and one in named for one in imposed.split()):
                continue  # what the study imposed on all of its exposed
            if _REFERENCE.search(text[max(0, match.start() - 40) : match.start()]):
                continue
            found.append((abs(match.start() - start), " ".join(match["what"].split())))
    return min(found)[1] if found else ""
