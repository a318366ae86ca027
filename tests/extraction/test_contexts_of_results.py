"""Where and under what a result holds: as its text says, and empty where it does not."""

from __future__ import annotations

import pytest

from spacekg.extraction.durations import days_in, lengths_in
from spacekg.extraction.records import extract_records
from spacekg.lexicon import read_lexicon
from spacekg.model import Finding, StudyRecord
from spacekg.readers import read_text


def read(*parts: str) -> StudyRecord:
    text = "\n\n".join(parts) + "\n"
    (record,), _ = extract_records(read_text(text, id="own"), read_lexicon())
    return record


def finding(record: StudyRecord, name: str) -> Finding:
    return next(f for f in record.findings if name.lower() in f.about.label.lower())


def label(entity: object) -> str:
    return getattr(entity, "label", "")


MICE = "Mice were flown for 30 days aboard the International Space Station."


def test_a_name_inside_another_name_is_no_place() -> None:
    record = read(
        "# Mice in space", "## Methods", MICE, "## Results",
        "Spaceflight decreased liver-related Cdkn1a expression in the soleus muscle of mice.",
    )  # fmt: skip
    assert label(finding(record, "Cdkn1a").tissue) == "soleus muscle"


def test_serum_is_not_lent_the_organ_of_the_title() -> None:
    record = read(
        "# The liver of mice in space", "## Methods", MICE + " The liver was sampled.",
        "## Results", "Insulin concentration in the circulation was decreased in flight mice.",
    )  # fmt: skip
    assert all(label(f.tissue) != "liver" for f in record.findings)
    assert record.findings


def test_cells_that_are_counted_are_in_no_other_cells() -> None:
    record = read(
        "# Immune cells of mice in space", "## Methods", MICE, "## Results",
        "Flight mice displayed a significant reduction in neutrophils and monocytes.",
    )  # fmt: skip
    assert record.findings
    assert all(f.cell_type is None for f in record.findings)


def test_what_a_result_is_good_for_is_not_its_exposure() -> None:
    record = read(
        "# Unloading of mouse bone", "## Methods",
        "Mice underwent hindlimb unloading for 7 days.", "## Results",
        "Hindlimb unloading increased Mss51 expression in the tibia. Cdkn1a expression was "
        "increased in the tibia, identifying a way to prevent bone loss during spaceflight.",
    )  # fmt: skip
    assert label(finding(record, "Cdkn1a").exposure) == "hindlimb unloading"
    assert finding(record, "Cdkn1a").time_point == ""


def test_an_analog_has_no_mission_and_no_ground_control() -> None:
    record = read(
        "# Unloading of mouse bone", "## Methods",
        "Mice underwent hindlimb unloading for 7 days and were compared with ground controls. "
        "Carcasses of RR-3 ground controls were used for training.", "## Results",
        "Hindlimb unloading decreased bone mineral density in the femur.",
    )  # fmt: skip
    density = finding(record, "bone mineral density")
    assert density.mission is None
    assert density.contrast is None or density.contrast.reference == "control"


def test_animals_of_a_paper_on_snails_are_no_rats() -> None:
    record = read(
        "# The snail statocyst in flight", "## Methods",
        "Snails (Helix lucorum) were flown for 12 days. " * 3
        + "Rats were flown before. Rat hair cells and rat nerves differ from those of rats. "
        "The animals were kept wet.", "## Results",
        "In flight animals, the response of the statocyst was increased.",
    )  # fmt: skip
    assert all(label(f.organism) != "Rattus norvegicus" for f in record.findings)


def test_parts_of_figures_ages_and_kinds_are_no_lengths() -> None:
    assert days_in("as shown (Fig. 2h, 8D) by a 3D clinostat") == []
    assert days_in("after 2 h and 3 d") == [0.0833, 3.0]
    assert lengths_in("8-week-old mice were flown for 30 days") == [30.0]
    assert lengths_in("low two weeks after landing; 7 days of recovery") == []


@pytest.mark.parametrize(
    ("told", "condition"),
    [
        ("Spaceflight decreased bone mass in Nox2-deficient mice.", "Nox2-deficient mice"),
        ("Spaceflight decreased bone mass in mice fed the plum diet.", "fed the plum diet"),
        ("Spaceflight decreased bone mass in wild-type mice.", ""),
        ("In flight mice bone mass was lower than in Nox2-deficient mice.", ""),
    ],
)
def test_the_group_of_a_result_is_its_condition(told: str, condition: str) -> None:
    record = read("# Mice in space", "## Methods", MICE, "## Results", told)
    assert finding(record, "bone mass").condition == condition


def test_a_dose_that_rises_is_no_result() -> None:
    record = read(
        "# Radiation of mice", "## Results",
        "Ribosome assembly was suppressed with increasing radiation dose, potentially impacting "
        "protein synthesis in mice.",
    )  # fmt: skip
    assert {f.direction for f in record.findings} <= {"decreased"}


def test_a_part_of_the_body_is_a_place_of_what_is_told_of_it() -> None:
    record = read(
        "# Goldfish in space", "## Methods",
        "Goldfish were flown for 3 days; genes of their bone cells were measured.", "## Results",
        "Spaceflight increased bone resorption in the scales of goldfish.",
    )  # fmt: skip
    found = [label(f.tissue) for f in record.findings]
    assert "scale" in " ".join(found)
