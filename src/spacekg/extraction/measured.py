"""Measured: whether a change is of the thing named, not of a term, a count or what was given.

A full paper lists the terms of an enrichment test, counts genes without naming them, names genes
to say which animals or cells it used, and tells what it gave to the samples. None of these is a
change of the thing that is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacekg.extraction.changes import Change
from spacekg.extraction.tokens import Token
from spacekg.extraction.words import MEASURE_HEADS, word_set
from spacekg.model import Entity
from spacekg.patterns import compile_late

_GENES = frozenset(("gene", "gene_family"))
#: What an enrichment test is told of: terms and pathways, not amounts.
_TERMS = frozenset(("process", "pathway", "phenotype", "chemical", "cell_type", "tissue"))
_ENRICHMENT = compile_late(
    r"\benrich|\bover-?represent|\bunder-?represent|\bgene ontology\b|\bgo (?:terms?|analysis|"
    r"categor)|\bgsea\b|\bkegg\b|\bfunctional (?:categor|annotation)|\bpathway analys|\bingenuity\b"
    r"|\bgene sets?\b|\breactome\b"
)
#: "genes associated with X": what changed is the genes, and they have no names.
_CARRIED = compile_late(
    r"\b(?:those|pathways|genes|proteins|transcripts|mrnas?|rnas|degs|members|biomarkers|markers|"
    r"factors|components|elements|regulators|enzymes|molecules|signatures?|clusters?|cytokines|"
    r"expression|transcription|loci|isoforms|peptides|metabolites|chemokines|receptors)"
    r"(?: \([^()]{1,60}\))?,? (?:that (?:are|were) |which (?:are|were) |known to be )?"
    r"(?:mainly |mostly |specifically |directly |also |important |critical |essential |"
    r"necessary |required |responsible |crucial |primarily |closely |highly |functionally )*"
    r"(?:associated with|related to|relating to|linked to|involved in|implicated in|for|regulating|"
    r"controlling|mediating|participating in|governing|supporting|promoting|inducing|"
    r"contributing to|belonging to|that (?:regulate|control|mediate|promote|support)|"
    r"responsive to|with (?:a )?(?:roles?|functions?) in|within|in)\b"
)
#: A verb between: another clause has begun.
_CLAUSE = compile_late(
    r"\b(?:was|were|is|are|had|has|have|showed|did|increased|decreased|reduced)\b"
)
#: Words for anything measured by the hundred; with no name they are a count.
_COUNTED = word_set(
    "genes proteins transcripts metabolites pathways pathway peptides cells degs mrnas rnas loci "
    "peaks taxa species families cytokines chemokines proteases enzymes biomarkers markers "
    "signals signatures signature elements terms processes functions kinases members clusters "
    "categories isoforms genera phyla asvs otus organs tissues regions probes subsets groups "
    "modules sets lipids microrna micrornas mirnas exons lncrnas sirnas reads"
)
#: The same where a list of names has them.
_ANY = word_set("metabolites metabolite molecules molecule compounds organ organs tissue tissues")
_LISTED = frozenset(("genes", "proteins", "transcripts", "pathways", "degs", "mrnas", "markers"))
_SPLIT = compile_late(r"\b(?:up|down)-?regulated (?:genes|proteins|transcripts|degs)\b")
#: Said of a gene or protein these are what was done to it.
_INTERVENTION = word_set(
    "overexpression deficiency deletion knockdown knockout silencing depletion ablation inhibition "
    "overexpressed silenced deleted depleted overexpressing"
)
#: "Nrf2 mice", "CD4 T cells": those that bear a gene, not the gene.
_BEARERS = word_set(
    "cells cell mice mouse rats plants plant mutants mutant lines line strain strains animals "
    "flies worms larvae seedlings clones embryos"
)
_BEARS = compile_late(r"[-‐–][a-z]{2,}|\+|(?: [\w+‐-]+){0,3} (?:t|b|nk)[- ]cells?\b")
#: "frailty-related genes", "cell cycle/apoptosis-related": the name is a modifier only.
_MODIFIES = compile_late(
    r"(?:/[\w-]+)?[- ](?:related|associated|regulated|induced|responsive|linked|specific|"
    r"dependent|encoding|regulating|relevant|inducible)\b"
)
#: "muscles classed as disorganized": a class of the thing, not the thing.
_CLASSED = compile_late(r" (?:categori[sz]ed|classified|classed|defined|scored) as\b")
#: "the drug's effect was comparable": the effect, not the drug.
_OWNER = compile_late(r"['’]s? (?!levels?|expression|abundance|concentrations?|amounts?|activity)")
#: "differential expression" is the finding, not what it is about.
_SAYING_NOTHING = frozenset(("skgp:gene-expression-change",))
#: Said of residues, domains and sizes of what is described rather than compared.
_OF_SEQUENCES = word_set("conserved varied vary varies")
#: What is done to animals, though a list has it as behaviour.
_DONE = frozenset(("fed", "housed", "grown", "feeding", "fasted"))
#: Proteins that are put in to be seen.
_REPORTERS = compile_late(r"gfp|\brfp\b|yfp\b|mcherry|luciferase|\blacz\b|tdtomato")
#: A score of a set of genes is computed, not measured.
_SCORES = compile_late(
    r"\b(?:activity|module|pathway|enrichment|signature|risk|priority) scores?\b"
)
#: How much there is of something, and no word of what.
_SIZES = word_set("magnitude magnitudes scores score values value coefficient coefficients")
#: Reference plants by the name of their accession.
_ACCESSION = compile_late(r"\b(?:col|ler|ws|cvi)(?:-\d)?$", re.I)
_BEFORE_DOSES = word_set("to at under for of from by on")


def is_measured(
    text: str, tokens: Sequence[Token], change: Change, about: Entity, place: tuple[int, int]
) -> bool:
    """Whether a change says what was measured, rather than a term, a count or an intervention.

    ``place`` is where the name of ``about`` stands in ``text``.
    """
    low = text.lower()
    cue = tokens[change.cue]
    named = low[place[0] : place[1]]
    words = [tokens[i].low for i in range(change.phrase.first, change.phrase.last + 1)]
    if about.id in _SAYING_NOTHING or cue.low in _OF_SEQUENCES or named in _DONE:
        return False
    if _REPORTERS.search(named) or _SCORES.search(low, 0, max(place[0], cue.start)):
        return False
    if _OWNER.match(low, place[1]) or _is_dose(tokens, change) or _CLASSED.match(low, place[1]):
        return False
    if cue.low in _INTERVENTION and (about.type in _GENES or about.type == "phenotype"):
        return False
    counted = any(part in _COUNTED for part in words[-1].split("/"))
    if about.type in _GENES:
        if (counted and not about.id) or cue.low == "disrupted":
            return False  # a gene is disrupted by those who study it
        return not (any(word in _BEARERS for word in words) or _BEARS.match(low, place[1]))
    if about.type in _TERMS and (cue.low.startswith("enrich") or _ENRICHMENT.search(low)):
        return False
    if _MODIFIES.match(low, place[1]) or _carried(low, place[0]) or "predict" in low:
        return False
    if (words[-1] in _LISTED and not named.endswith(words[-1])) or _SPLIT.search(low):
        return False  # "frailty genes were increased", "a higher number of downregulated proteins"
    if about.id:
        return named.split()[-1] not in _ANY
    if (
        words[-1] in _SIZES
        or named.removeprefix("absolute ") in (*MEASURE_HEADS, "counts")
        or _ACCESSION.search(about.label)
    ):
        return False
    return not counted


def _carried(low: str, start: int) -> bool:
    """Whether genes or proteins without a name stand before the thing as what changed."""
    before = low[max(0, start - 220) : start]
    begin = max(before.rfind(mark) for mark in (";", ". ", " while ", " but "))
    clause = before[begin + 1 :]
    ends = [found.end() for found in _CARRIED.finditer(clause)]
    return bool(ends) and not _CLAUSE.search(clause, ends[-1])


def _is_dose(tokens: Sequence[Token], change: Change) -> bool:
    """Whether the thing was given: "resistant to higher concentrations of X"."""
    if change.frame != "attribute" or change.cue < 2:
        return False
    before, verb = tokens[change.cue - 1], tokens[change.cue - 2]
    return before.low in _BEFORE_DOSES and not verb.low.startswith(("lead", "led", "due"))
