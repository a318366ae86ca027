"""Designs: organisms, tissues, exposures and missions of a study, in texts of our own."""

from __future__ import annotations

import pytest

from spacekg.annotators import annotate
from spacekg.extraction import extract
from spacekg.extraction.exposure_classes import tells_flight
from spacekg.lexicon import read_lexicon
from spacekg.model import StudyRecord
from spacekg.readers import read_text

#: Enough biology for a text to be in scope.
_CLOSING = " Gene expression, proteins and cells of these organisms were measured."


def record_of(text: str) -> StudyRecord:
    lexicon = read_lexicon()
    document = read_text(text + _CLOSING, id="own")
    return extract(document, annotate(document, lexicon), lexicon)


def labels(record: StudyRecord, field: str) -> set[str]:
    return {entity.label for entity in getattr(record, field)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # devices and beams count for their class
        ("Cells on a clinostat\n\nHere we grew mouse cells on a 2D clinostat. A clinostat reduced "
         "collagen in mouse cells.", {"simulated microgravity"}),
        ("Mice after 56Fe ions\n\nHere we exposed mice to 56Fe ions. The 56Fe ions reduced bone "
         "volume in mice.", {"ionizing radiation"}),
        # flight as the motive of a stand-in
        ("Unloading of mice\n\nHere we unloaded mice, as in spaceflight. Hindlimb "
         "unloading reduced bone volume. Hindlimb unloading lowered muscle mass in mice.",
         {"hindlimb unloading"}),
        # words of their own
        ("Housing of mice\n\nHere we studied social isolation of mice. Social isolation increased "
         "corticosterone in mice.", {"social isolation"}),
        ("Fungi under UV-C\n\nHere we exposed Aspergillus fumigatus to UV-C. The UV-C reduced the "
         "survival of spores.", {"UV-C radiation"}),
        # germs by the name of the organism
        ("Fibroblasts and a virus\n\nHere we saw human fibroblasts infected with cytomegalovirus. "
         "The cytomegalovirus infection reduced collagen.",
         {"Human betaherpesvirus 5 infection"}),
    ],
)  # fmt: skip
def test_exposures(text: str, expected: set[str]) -> None:
    assert labels(record_of(text), "exposures") == expected


def test_contrast_keeps_the_device() -> None:
    record = record_of(
        "Cells on a clinostat\n\nHere we grew mouse cells on a 2D clinostat. The 2D clinostat "
        "reduced collagen in mouse cells compared to controls."
    )
    assert {contrast.exposed.label for contrast in record.contrasts} == {"2D clinostat"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # people as readers and as who was studied
        ("Bone of mice for human exploration\n\nHere we flew mice. Bone mass was lower in flown "
         "mice. This matters for human health and human spaceflight.", {"Mus musculus"}),
        ("A virus in cells\n\nHere we saw human fibroblasts infected with cytomegalovirus. "
         "Collagen fell in infected cells.", {"Homo sapiens", "Human betaherpesvirus 5"}),
        # the microbes of a host's gut are an outcome
        ("Microbiota of flown mice\n\nHere we flew mice on the International Space Station and "
         "studied the gut microbiota. The abundance of Dorea rose in flown mice. Mice had more "
         "Lactobacillus murinus.", {"Mus musculus"}),
        # kinds of life where no species is named
        ("A protein of plant salt tolerance\n\nHere we studied mutant plants. Mutant plants had "
         "shorter roots under salt stress.", {"Viridiplantae"}),
    ],
)  # fmt: skip
def test_organisms(text: str, expected: set[str]) -> None:
    assert labels(record_of(text), "organisms") == expected


@pytest.mark.parametrize(
    ("text", "expected", "absent"),
    [
        ("Muscle of rats\n\nHere we unloaded rats. Muscle mass was lower in unloaded rats. Muscle "
         "function fell.", "skeletal muscle tissue", "muscle structure"),
        ("Immune cells of mice\n\nHere we unloaded mice. Circulating neutrophils were lower in "
         "unloaded mice. Circulating monocytes fell.", "blood", "digestive tract"),
        ("Eyes of mice\n\nHere we flew mice. The retina was thinner in flown mice, and the "
         "blood-retinal barrier was altered in the retina.", "retina", "blood"),
        ("Stem cells of mice\n\nHere we flew adipose-derived stem cells of mice. Adipose-derived "
         "cells grew more.", "adipose tissue", "blood"),
    ],
)  # fmt: skip
def test_tissues(text: str, expected: str, absent: str) -> None:
    found = labels(record_of(text), "tissues")
    assert expected in found
    assert absent not in found


def test_findings_inherit_the_mission_of_the_study() -> None:
    record = record_of(
        "Blood of the Inspiration4 crew\n\nHere we studied the Inspiration4 crew after flight. "
        "IL-6 was increased in the crew. The rise was similar to that of the NASA Twins Study."
    )
    assert labels(record, "missions") == {"Inspiration4"}
    assert record.findings
    assert {f.mission.label for f in record.findings if f.mission} == {"Inspiration4"}


def test_cross_section_of_what() -> None:
    opening = "Mice after spaceflight\n\nHere we flew mice. "
    told = {
        sentence: {f.about.label for f in record_of(opening + sentence).findings}
        for sentence in (
            "Muscle CSA was lower in flown mice.",
            "The CSA of myofibers was lower in flown mice.",
            "The CSA of the chamber was lower in flown mice.",
        )
    }
    assert list(told.values()) == [
        {"muscle cross-sectional area"}, {"muscle fiber cross-sectional area"}, {"csa"},
    ]  # fmt: skip


def test_one_statement_of_two_occasions() -> None:
    record = record_of(
        "Mice after spaceflight\n\nHere we flew mice. Bone volume was unchanged during both flight "
        "(-0.5%, p = 0.94) and recovery (+0.1%, p = 0.82)."
    )
    assert [(f.direction, f.p) for f in record.findings] == [
        ("unchanged", "= 0.94"), ("unchanged", "= 0.82"),
    ]  # fmt: skip


def test_the_germ_of_an_infection_is_studied() -> None:
    record = record_of(
        "Lungs of infected mice\n\nBackground\n\nMycobacterium tuberculosis kills many people.\n\n"
        "Results\n\nWe found that tuberculosis infection of mice increased collagen in the lung."
    )
    assert labels(record, "organisms") == {"Mus musculus", "Mycobacterium tuberculosis"}


def test_flight_or_plans_of_it() -> None:
    assert tells_flight("Seeds launched in May")
    assert not tells_flight("Knowledge for future spaceflight missions")


def test_a_countermeasure_that_is_tested_is_an_exposure() -> None:
    record = record_of(
        "Exercise of unloaded mice\n\nHere we unloaded mice and let them exercise. Exercise "
        "increased bone volume in mice. Exercise lowered collagen in mice."
    )
    assert "exercise" in labels(record, "exposures")
