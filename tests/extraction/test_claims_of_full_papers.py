"""What a full paper measures and asserts, against what it only speaks of; sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spacekg.annotators import annotate
from spacekg.extraction import extract
from spacekg.extraction.claims import is_technical
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.model import Finding
from spacekg.readers import read_text

#: Makes a text long enough to be a full paper, and tells nothing.
FILLING = (
    "Mice of the spaceflight cages and mice of the ground cages had the same bedding and water. "
    "Each cage of mice was weighed by two people and its number was written down in a book. "
) * 75


Telling = Callable[..., set[tuple[str, str]]]
Reading = Callable[..., tuple[Finding, ...]]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon()


@pytest.fixture(scope="module")
def findings_in(lexicon: Lexicon) -> Reading:
    """Reads the findings of a full paper with one sentence of results."""

    def read(result: str, heading: str = "Results") -> tuple[Finding, ...]:
        text = (
            "Int J Own Sci. 2020 Jan 1;1(1):1. doi: 10.1234/own.1\n\n"
            "Muscle and bone of mice in orbit\n\nAbstract\n\n"
            "Mice were flown for 30 days in spaceflight and compared to ground controls.\n\n"
            "1. Introduction\n\nBones carry weight.\n\n2. Materials and Methods\n\n"
            f"Female mice were flown for 30 days (spaceflight). {FILLING}\n\n"
            f"3. {heading}\n\n{result}\n\nReferences\n\n1. A paper.\n"
        )
        document = read_text(text, id="own")
        assert document.tier == "primary" and len(document.text) > 12_000
        return extract(document, annotate(document, lexicon), lexicon).findings

    return read


@pytest.fixture(scope="module")
def told(findings_in: Reading) -> Telling:
    """Reads the names and directions of the same."""

    def read(result: str, heading: str = "Results") -> set[tuple[str, str]]:
        return {(f.about.label, f.direction) for f in findings_in(result, heading)}

    return read


@pytest.mark.parametrize(
    ("sentence", "thing", "direction"),
    [
        ("Myc was upregulated 3.1-fold in flight mice (Fig. 2).", "Myc", "increased"),
        ("Bone volume was lower in flight mice than in ground controls (p = 0.01).",
         "bone volume", "decreased"),
        ("We found a decrease in muscle mass in flight mice (p < 0.05, Fig. 1).",
         "muscle mass", "decreased"),
        ("There was a trend toward an increase in bone volume in flight mice (p = 0.06).",
         "bone volume", "increased"),
        ("Caspase activity accumulated at similar levels in flight mice (Fig. 2).",
         "Caspase", "unchanged"),
        ("Flight did not alter food intake of the mice (Fig. 3).", "food intake", "unchanged"),
    ],
)  # fmt: skip
def test_what_was_measured_is_a_finding(
    told: Telling, sentence: str, thing: str, direction: str
) -> None:
    assert (thing, direction) in told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        # terms of an enrichment test
        "Gene ontology terms for apoptosis were enriched in flight mice (Fig. 2).",
        "The upregulated genes showed an enrichment of autophagy in flight mice (p < 0.01).",
        # genes without names
        "In flight mice 1,200 genes were upregulated and 300 proteins were reduced (Fig. 2).",
        "Genes associated with apoptosis were upregulated in flight mice (Fig. 2).",
        "Apoptosis-related genes were increased in flight mice (p < 0.05).",
        # what was done or given
        "Overexpression of Myc was confirmed in flight mice by a blot (Fig. 2).",
        "The Myc mice were reduced to four after flight (Table 1).",
        "Flight cells were more resistant to higher concentrations of glucose (Fig. 4).",
        # explanations, guesses, reasons
        "This suggests that apoptosis was increased in flight mice (Fig. 2).",
        "The mice died early, likely because apoptosis was increased after flight (Fig. 2).",
        "We therefore examined the increased apoptosis of flight mice (Fig. 2).",
        "Increased apoptosis may weaken the bones of flight mice (Fig. 2).",
        "Myc activates apoptosis in mice (Fig. 2).",
        "An increase in apoptosis was predicted for flight mice (Fig. 2).",
        # controls among themselves, and what was no difference after all
        "Bone volume was higher in control mice of the first cage (Fig. 2).",
        "Apoptosis was increased in flight mice; however, this difference was not significant.",
        "Bone volume was higher in the VC group compared to the FT group (Fig. 2).",
        # residues and sizes of what is described
        "The lysines of the protein were conserved in mice (Fig. 2).",
        # which mice, not what became of them
        "Mice that have reduced bone volume were weighed after flight (Fig. 2).",
        # in what respect?
        "The roots of flight plants were not different (Fig. 2).",
    ],
)
def test_what_is_only_spoken_of_is_none(told: Telling, sentence: str) -> None:
    assert told(sentence) == set()


def test_the_same_words_count_in_an_abstract(lexicon: Lexicon) -> None:
    sentence = "Mice were flown for 30 days. Genes associated with apoptosis were upregulated."
    document = read_text(sentence, id="short")
    found = extract(document, annotate(document, lexicon), lexicon).findings
    assert [f.direction for f in found] == ["increased"]


@pytest.mark.parametrize("heading", ["Tissue collection", "Conclusions", "RNA isolation"])
def test_sections_that_tell_how_or_sum_up_give_none(told: Telling, heading: str) -> None:
    assert is_technical(heading)
    assert told("Myc was upregulated 3.1-fold in flight mice (Fig. 2).", heading=heading) == set()


def test_a_group_by_what_it_was_given_is_not_put_down_to_the_flight(findings_in: Reading) -> None:
    (flown,) = findings_in("Bone volume was lower in flight mice than in controls (p = 0.01).")
    (given,) = findings_in(
        "Bone volume was lower in leptin-treated mice than in others (p = 0.01)."
    )
    assert flown.exposure is not None and flown.exposure.label == "spaceflight"
    assert given.exposure is None


def test_numbers_of_a_list_with_a_gap_are_not_shifted(findings_in: Reading) -> None:
    found = findings_in(
        "Myc, Xyzzyx and Tnf were reduced after flight by 72%, 35% and 44%, respectively (Fig. 1)."
    )
    # one thing of three has no name that is known: which size is whose cannot be told
    assert {f.about.label: f.effect for f in found} == {"Myc": "", "Tnf": ""}


def test_two_places_with_a_test_each_are_two_findings(findings_in: Reading) -> None:
    found = findings_in(
        "Bone volume in the front and in the rear part was lower in flight (p = 0.02; p = 0.03)."
    )
    assert [f.p for f in found] == ["= 0.02", "= 0.03"]
