"""Spelling: one form for singular and plural, British and American English.

The same function folds the names of the tables and the words of a text, so it need not be
right English, only the same for both: ``disease`` may become anything as long as ``diseases``
becomes that too and no other word of biology does.
"""

from __future__ import annotations

import re

_PLURALS = {
    plural: singular
    for singular, plural in (
        pair.split(":")
        for pair in (
            "mouse:mice foot:feet tooth:teeth man:men woman:women child:children goose:geese "
            "ox:oxen calf:calves leaf:leaves half:halves wolf:wolves hoof:hooves louse:lice "
            "bacterium:bacteria mitochondrion:mitochondria ganglion:ganglia septum:septa "
            "ovum:ova cilium:cilia flagellum:flagella criterion:criteria phenomenon:phenomena "
            "nucleus:nuclei fungus:fungi bacillus:bacilli coccus:cocci villus:villi "
            "alveolus:alveoli bronchus:bronchi glomerulus:glomeruli tubulus:tubuli "
            "thrombus:thrombi embolus:emboli stimulus:stimuli locus:loci somite:somites "
            "vertebra:vertebrae larva:larvae alga:algae pupa:pupae lamella:lamellae "
            "fovea:foveae trabecula:trabeculae lacuna:lacunae papilla:papillae bursa:bursae "
            "papilloma:papillomata stoma:stomata carcinoma:carcinomata fibroma:fibromata "
            "antenna:antennae axilla:axillae fibula:fibulae tibia:tibiae scapula:scapulae "
            "ulna:ulnae patella:patellae aorta:aortae diaphysis:diaphyses epiphysis:epiphyses "
            "metaphysis:metaphyses hypophysis:hypophyses symphysis:symphyses testis:testes "
            "analysis:analyses metastasis:metastases diagnosis:diagnoses synapsis:synapses "
            "neurosis:neuroses fibrosis:fibroses crisis:crises thesis:theses axis:axes "
            "hypothesis:hypotheses synthesis:syntheses mitosis:mitoses meiosis:meioses "
            "cortex:cortices vertex:vertices matrix:matrices appendix:appendices "
            "thorax:thoraces larynx:larynges pharynx:pharynges phalanx:phalanges "
            "meninx:meninges femur:femora viscus:viscera corpus:corpora genus:genera "
            "ramus:rami humerus:humeri radius:radii meniscus:menisci calculus:calculi "
            "virus:viruses fetus:fetuses sinus:sinuses thymus:thymuses uterus:uteruses "
            "focus:focuses plexus:plexuses callus:calluses hiatus:hiatuses census:censuses "
            "nidus:niduses anus:anuses fundus:funduses cactus:cactuses hippocampus:hippocampi "
            "pancreas:pancreata epithelium:epithelia endothelium:endothelia atrium:atria "
            "endometrium:endometria myocardium:myocardia ventriculus:ventriculi "
            "medium:media datum:data serum:sera cerebrum:cerebra ilium:ilia ovarium:ovaria "
            "spermatozoon:spermatozoa taxon:taxa phylum:phyla protozoon:protozoa "
            "capillary:capillaries artery:arteries biopsy:biopsies embryo:embryos"
        ).split()
    )
}
_BRITISH_WORDS = {
    "aluminium": "aluminum",
    "ageing": "aging",
    "grey": "gray",
    "mould": "mold",
    "programme": "program",
    "artefact": "artifact",
    "leucocyte": "leukocyte",
    "defence": "defense",
    "licence": "license",
    "practise": "practice",
    "sceptic": "skeptic",
    "plough": "plow",
    "tyre": "tire",
    "skilful": "skillful",
    "enrol": "enroll",
    "fulfil": "fulfill",
    "distil": "distill",
    "carcase": "carcass",
    "behaviour": "behavior",
    "caesium": "cesium",
}
_OUR = re.compile(
    r"(tum|col|flav|od|hum|vap|lab|harb|fav|vig|arm|neighb|behavi|hon|endeav|rig|sav)our"
)
_ISE = re.compile(r"(?<=[a-z]{4})is(?=(?:e|ed|er|ing|ation|able)$)")
_YSE = re.compile(r"(?<=[a-z]{2})ys(?=(?:e|ed|er|ing)$)")
_DOUBLED = re.compile(r"(?<=[a-z][aeiou])ll(?=(?:ed|ing|er)$)")
_RE = re.compile(r"(cent|fib|lit|met|goit|spect|tit|calib|sab)re$")
_CAPITALS_S = re.compile(r"[A-Z]{2}s$")
_KEEPS_S = ("ss", "us", "is")


def spell(word: str) -> str:
    """The normal form of a word of letters: lower case, singular, American.

    Words in capitals keep a final S unless they are long, so that HOS and KRAS stay apart
    from HO and KRA; a small s after capitals (BMSCs) is a plural.

    >>> spell("Oesophagi"), spell("signalling"), spell("BMSCs"), spell("KRAS"), spell("cells")
    ('esophagi', 'signaling', 'bmsc', 'kras', 'cell')
    """
    small = word.lower()
    if len(small) < 4:
        return small[:-1] if _CAPITALS_S.match(word) else small
    if len(small) == 4 and word.isupper():
        return small
    return _americanise(_singular(small))


def _singular(small: str) -> str:
    known = _PLURALS.get(small)
    if known is not None:
        return known
    if small[-1] != "s" or small.endswith(_KEEPS_S):
        return small
    if small.endswith("ies") and len(small) > 4:
        return small[:-3] + "y"
    if small.endswith(("sses", "ches", "shes", "xes", "zes")) and len(small) > 5:
        return small[:-2]
    return small[:-1]


def _americanise(small: str) -> str:
    known = _BRITISH_WORDS.get(small)
    if known is not None:
        return known
    if len(small) < 5:
        return small
    if "ae" in small:
        small = small.replace("ae", "e")
    if "oe" in small and not small.endswith("oe"):
        small = small.replace("oe", "e")
    if "our" in small:
        small = _OUR.sub(r"\1or", small)
    if "is" in small:
        small = _ISE.sub("iz", small)
    if "ys" in small:
        small = _YSE.sub("yz", small)
    if "ll" in small:
        small = _DOUBLED.sub("l", small)
    if small.endswith("re"):
        small = _RE.sub(r"\1er", small)
    if small.startswith("sulph"):
        small = "sulf" + small[5:]
    return small
