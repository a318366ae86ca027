"""Traits: whether words that no list knows name something that can be measured."""

from __future__ import annotations

from spacekg.extraction.words import word_set
from spacekg.patterns import compile_late

#: Last words of measured traits.
_HEADS = word_set(
    "level levels expression abundance activity activities rate rates length lengths width widths "
    "height size sizes number numbers weight weights mass density densities volume volumes area "
    "areas thickness strength stiffness force latency latencies duration frequency amplitude "
    "magnitude response responses growth survival mortality lifespan healthspan diversity richness "
    "evenness content contents concentration concentrations signaling signalling pathway pathways "
    "metabolism biosynthesis synthesis secretion production uptake transport trafficking release "
    "proliferation differentiation migration adhesion apoptosis autophagy necrosis senescence "
    "formation resorption remodeling mineralization repair healing regeneration turnover loss gain "
    "function functions capacity performance behavior behaviour memory learning anxiety activity "
    "locomotion movement mobility motility speed velocity angle angles curvature shape morphology "
    "structure architecture composition integrity permeability stability sensitivity resistance "
    "tolerance susceptibility virulence pathogenicity infection colonization invasion load burden "
    "temperature pressure perfusion flow output fraction ratio index score scores intensity "
    "fluorescence absorbance yield biomass germination emergence elongation branching skewing "
    "waving gravitropism phototropism flowering photosynthesis respiration consumption intake "
    "excretion clearance metabolite metabolites lipid lipids protein proteins peptide peptides "
    "transcript transcripts gene genes enzyme enzymes cytokine cytokines chemokine chemokines "
    "hormone hormones receptor receptors kinase kinases factor factors phosphorylation methylation "
    "acetylation oxidation ubiquitination glycosylation splicing translation transcription "
    "replication recombination mutation mutations damage stress injury inflammation fibrosis "
    "atrophy hypertrophy degeneration degradation cells cell cycle count counts "
    "population populations "
    "diameter diameters depth perimeter porosity connectivity separation spacing number "
    "volume/total gait balance coordination fear sleep appetite fertility fecundity viability "
    "cytotoxicity toxicity affinity binding firing potential current conductance excitability "
    "acuity sensation pain fatigue endurance power torque contraction relaxation dysfunction "
    "vacuoles mitochondria nuclei fibers fibres roots leaves shoots stems seeds hyphae spores "
    "colonies biofilm biofilms granules droplets vesicles synapses axons dendrites neurons "
    "asymmetry variability roughness hardness elasticity modulus displacement moment skeleton"
)
_ENDINGS = (
    "ase", "ases", "osis", "itis", "emia", "genesis", "trophy", "plasia", "lysis", "acid", "acids",
    "eroid", "eroids", "noids", "noid", "loids", "loid", "pioid", "pioids",
    "ide", "ides", "amine", "amines", "cytes", "blasts", "clasts", "osin", "ulin",
    "tein", "actin", "erone", "sterol", "sterols", "pathies", "pathy", "ability", "pnea", "cardia",
)  # fmt: skip
#: A name with letters and a number, as genes have ("CESA1", "AtPR5").
_SYMBOL = compile_late(r"[A-Za-z]{2,}[A-Za-z-]*\d+[A-Za-z]?")


def is_trait(name: str) -> bool:
    """Whether the last word of a name is that of a trait, a substance or a symbol.

    >>> is_trait("total fibre area"), is_trait("CESA1"), is_trait("commercial flight opportunities")
    (True, True, False)
    """
    last = name.split()[-1] if name.split() else ""
    low = last.lower().strip("()[],.;:")
    return low in _HEADS or low.endswith(_ENDINGS) or bool(_SYMBOL.fullmatch(last))
