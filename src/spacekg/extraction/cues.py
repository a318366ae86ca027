"""Words that carry a direction, as data.

Collected from how results are told in abstracts of space biology and physiology: each row is a
lemma with its inflected forms; the forms are written out so that nothing is inflected at import.
``frame`` says which neighbour is the thing that changed:

* ``object``   the verb acts on it ("reduces X", "X was reduced")
* ``both``     the verb may also be said of it ("X increased", "increased X")
* ``subject``  only said of it ("X rose", "X differed")
* ``adjective`` before it or after a form of *be* ("higher X", "X was higher")
* ``noun``     "increase in X", "loss of X", "X loss"
* ``link``     joins two things ("X correlated with Y")
* ``cause``    brings its object about ("causes X", "results in X")
* ``shield``   keeps its object from happening ("prevents X loss")
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from spacekg.extraction.words import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word with a direction: ``up``, ``down``, ``change``, ``same`` or ``link``."""

    sense: str
    frame: str


_ROWS: tuple[tuple[str, str, str], ...] = (
    ("up", "both", "increase increases increased increasing accumulate accumulates accumulated "
     "improve improves improved improving accelerate accelerates accelerated accelerating "
     "proliferate proliferated double doubled triple tripled strengthen strengthened expand "
     "expands expanded widen widened intensify intensified worsen worsens worsened recover "
     "recovers recovered thicken thickened enlarge enlarged lengthen lengthened prolong prolonged "
     "extend extends extended"),
    ("up", "object", "upregulate upregulates upregulated upregulating up-regulate up-regulates "
     "up-regulated up-regulating elevate elevates elevated elevating enhance enhances enhanced "
     "enhancing induce induces induced inducing activate activates activated activating promote "
     "promotes promoted promoting stimulate stimulates stimulated stimulating augment augments "
     "augmented augmenting raise raises raised raising amplify amplified boost boosts boosted "
     "potentiate potentiated exacerbate exacerbates exacerbated aggravate aggravated overexpressed "
     "over-expressed favor favored favoured heighten heightened trigger triggers triggered elicit "
     "elicits elicited evoke evoked hyperactivated enriched overrepresented gain gained foster "
     "fosters facilitate facilitates facilitated restore restores restored regain regained"),
    ("up", "subject", "rise rises rose risen rising grow grows grew climb climbed"),
    ("down", "both", "decrease decreases decreased decreasing diminish diminishes diminished "
     "diminishing shorten shortened slow slowed shrink shrank weaken weakened weakens"),
    ("down", "object", "reduce reduces reduced reducing downregulate downregulates downregulated "
     "downregulating down-regulate down-regulates down-regulated down-regulating suppress "
     "suppresses suppressed suppressing inhibit inhibits inhibited inhibiting lower lowers lowered "
     "lowering impair impairs impaired impairing attenuate attenuates attenuated repress represses "
     "repressed block blocks blocked blocking abolish abolishes abolished abrogate abrogated "
     "deplete depletes depleted depleting blunt blunted lose loses lost losing compromise "
     "compromises compromised hinder hinders hindered silence silenced inactivate inactivated "
     "dampen dampened restrict restricted limit limited eliminate eliminated disable disabled "
     "curtail curtailed undermine undermined underrepresented underexpressed impede impedes "
     "impeded halve halved degrade degraded deactivated delay delays delayed retard "
     "retarded interrupt interrupted depress depressed arrested minimize minimized minimise "
     "minimised"),
    ("down", "subject", "decline declines declined declining drop drops dropped dropping fall "
     "falls fell fallen deteriorate deteriorated deteriorates"),
    ("change", "object", "alter alters altered altering affect affects affected affecting modulate "
     "modulates modulated modulating dysregulate dysregulates dysregulated disrupt disrupts "
     "disrupted disrupting perturb perturbs perturbed disturb disturbs disturbed modify modifies "
     "modified remodel remodeled remodelled reprogram reprograms reprogrammed "
     "reshape reshapes reshaped impact impacts impacted deregulated "
     "misregulated distort distorted redistributed skewed reorganized reorganised rewired "
     "influenced influence influences"),
    ("change", "both", "change changes changed changing shift shifts shifted"),
    ("change", "subject", "differ differs differed vary varies varied diverge diverged"),
    ("same", "object", "preserve preserves preserved preserving maintain maintains maintained "
     "maintaining retain retains retained conserved spared unaltered unchanged unaffected "
     "unperturbed unmodified unimpaired"),
    ("up", "adjective", "higher greater larger longer more elevated heightened stronger faster "
     "thicker wider taller superior hyperactive upregulated up-regulated enhanced overactive "
     "excessive heavier denser earlier overexpressed accelerated above"),
    ("down", "adjective", "lower fewer less smaller shorter weaker slower thinner narrower "
     "inferior poorer deficient downregulated down-regulated reduced impaired lessened decelerated "
     "defective lighter undetectable absent diminished below"),
    ("change", "adjective", "different altered abnormal aberrant dysregulated distinct "
     "differential disrupted disordered differentially deregulated dysfunctional"),
    ("same", "adjective", "similar comparable unchanged unaffected unaltered same equal "
     "equivalent stable constant identical indistinguishable normal"),
    ("up", "noun", "increase increases rise rises elevation elevations upregulation up-regulation "
     "up-regulations activation induction gain gains enhancement enhancements accumulation "
     "improvement improvements overexpression stimulation augmentation acceleration increment "
     "increments surge hyperactivation potentiation enrichment exacerbation expansion recovery "
     "promotion onset development overproduction thickening lengthening worsening"),
    ("down", "noun", "decrease decreases reduction reductions decline declines loss losses "
     "downregulation down-regulation suppression inhibition impairment impairments deficit "
     "deficits depletion drop drops decrement decrements diminution repression shortening fall "
     "slowing attenuation deterioration weakening deficiency inactivation lowering thinning "
     "cessation abolition retardation delay dysfunction degradation demineralization "
     "demineralisation arrest breakdown wasting insufficiency disappearance"),
    ("change", "noun", "change changes alteration alterations difference differences dysregulation "
     "shift shifts modulation perturbation perturbations disturbance disturbances variation "
     "variations disruption disruptions remodeling remodelling reprogramming modification "
     "modifications imbalance imbalances abnormality abnormalities deregulation "
     "adaptation adaptations fluctuation "
     "fluctuations transformation redistribution reorganization reorganisation"),
    ("link", "noun", "correlation correlations association associations relationship relationships "
     "link links relation"),
    ("link", "link", "correlate correlates correlated associate associates associated linked tied "
     "coupled"),
    ("up", "cause", "cause causes caused causing provoke provoked provokes result results resulted "
     "resulting lead leads led leading"),
    ("down", "shield", "prevent prevents prevented preventing mitigate mitigates mitigated "
     "mitigating ameliorate ameliorates ameliorated alleviate alleviates alleviated counteract "
     "counteracts counteracted counter rescue rescues rescued reverse reverses reversed avert "
     "averted protect protects protected protecting lessen lessened"),
)  # fmt: skip


def _by_word() -> dict[str, tuple[Cue, ...]]:
    words: dict[str, tuple[Cue, ...]] = {}
    for sense, frame, forms in _ROWS:
        cue = Cue(sense=sense, frame=frame)
        for form in forms.split():
            words[form] = (*words.get(form, ()), cue)
    return words


#: Every cue word with its readings, verbs first (a word may be verb, adjective and noun).
CUES: MappingProxyType[str, tuple[Cue, ...]] = MappingProxyType(_by_word())

#: Nouns of harm: what one of them is said of is less or worse for it. The thing itself is the
#: finding ("bone loss": bone decreased), whatever verb brings it about.
LOSS_NOUNS = word_set(
    "loss losses degradation dysfunction arrest decline declines deficit deficits impairment "
    "impairments reduction reductions decrease decreases depletion inhibition suppression "
    "deterioration downregulation down-regulation demineralization demineralisation wasting "
    "deficiency breakdown"
)
GAIN_NOUNS = word_set(
    "increase increases rise rises elevation elevations upregulation up-regulation gain gains "
    "enhancement enhancements activation overexpression induction accumulation enrichment"
)

#: Named states that nothing recasts: they keep the direction of their verb.
STATES = word_set(
    "atrophy dysbiosis steatosis obesity osteoporosis osteopenia inflammation fibrosis apoptosis "
    "hypertrophy stress damage injury necrosis senescence anemia edema oedema toxicity "
    "resistance disease cancer infection death mortality"
)

HEDGES = word_set(
    "may might could can possibly perhaps likely potentially probably suggest suggests suggested "
    "suggesting appear appears appeared seem seems seemed putative presumably tended tend trend "
    "hypothesize hypothesized propose proposed proposes assumed predicted expected"
)
NEGATIONS = word_set(
    "not no never neither nor without cannot n't none nothing lack lacked lacks failed fails fail "
    "failure hardly"
)
