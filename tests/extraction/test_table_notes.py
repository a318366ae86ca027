"""Notes in the rows of a table: in what, where and under what each was seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spacekg.annotators import annotate
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.table_findings import read_table_findings
from spacekg.extraction.table_setup import TableReader
from spacekg.extraction.tables import read_rows
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.model import Document, Finding, Passage, Role

BODY = (
    "Volunteers lay in head-down tilt (HDT). Alkaline phosphatase (ALP) of mice was followed.\n\n"
)
CAPTION = "Table 1. Effects of simulated microgravity on bone in humans\n"
HEAD = "Technique Duration (days) Sample size Observations Reference\n\n"


@pytest.fixture(scope="module")
def lexicon() -> Iterator[Lexicon]:
    yield read_lexicon()


def read(lexicon: Lexicon, rows: str) -> tuple[list[Finding], list[str]]:
    parts: tuple[tuple[Role, str], ...] = (
        ("body", BODY), ("caption", CAPTION), ("table", HEAD + rows),
    )  # fmt: skip
    at, passages = 0, []
    for role, text in parts:
        passages.append(
            Passage(start=at, end=at + len(text), role=role, text=text, pieces=((0, at),))
        )
        at += len(text)
    text = "".join(text for _, text in parts)
    document = Document(
        path="own.txt", sha256="ab" * 32, format="article", tier="review", text=text,
        passages=tuple(passages), id="own",
    )  # fmt: skip
    annotations = annotate(document, lexicon)
    mentions = Mentions(annotations, lexicon)
    reader = TableReader(annotations.abbreviations, mentions, lexicon)
    findings, unread = read_table_findings(
        document, read_rows(document.passages, text), mentions, reader
    )
    for finding in findings:
        assert text[finding.start : finding.end] == finding.quote
    return findings, [one.text for one in unread]


def places(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(f.direction, f.tissue.label if f.tissue else "") for f in findings}


def test_short_forms_of_the_document_name_the_exposure(lexicon: Lexicon) -> None:
    (finding,), _ = read(lexicon, "HDT 30 12 • Decreased bone mass\n\nMiller et al.12\n")
    assert finding.exposure is not None and finding.exposure.id == "skgx:head-down-bed-rest"
    assert finding.organism is not None and finding.organism.id == "NCBITaxon:9606"
    assert (finding.days, finding.n, finding.cites) == (30.0, 12, "Miller et al.12")


def test_a_gene_is_that_of_the_species_of_its_row(lexicon: Lexicon) -> None:
    rows = "Human HDT 30 8 • Decreased Runx2\n\nMiller et al.12\n\n"
    rows += "Mice HDT 30 8 • Decreased Runx2\n\nOtto et al.13\n"
    findings, _ = read(lexicon, rows)
    assert [f.about.id for f in findings] == ["NCBIGene:860", "NCBIGene:12393"]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("BMD reduced in tibia but not in distal radius",
         {("decreased", "tibia"), ("unchanged", "radius bone")}),
        ("Bone formation rate elevated in femur, but lowered in proximal humerus",
         {("increased", "femur"), ("decreased", "humerus")}),
        ("Reduced BMD of left and right femur", {("decreased", "femur")}),
        ("Decreased bone volume, higher osteoclast number and lower bone formation rate in femur "
         "and humerus",
         {("decreased", "femur"), ("decreased", "humerus"), ("increased", "femur"),
          ("increased", "humerus")}),
        ("Reduced femur, but not humerus", {("decreased", "femur"), ("unchanged", "humerus")}),
    ],
)  # fmt: skip
def test_each_place_has_its_own_outcome(
    lexicon: Lexicon, note: str, expected: set[tuple[str, str]]
) -> None:
    findings, _ = read(lexicon, f"HDT 30 12 • {note}\n\nMiller et al.12\n")
    assert places(findings) == expected


def test_two_sides_are_two_findings(lexicon: Lexicon) -> None:
    note = "Reduced BMD of left and right femur by 11% and 8%, respectively"
    findings, _ = read(lexicon, f"HDT 30 12 • {note}\n\nMiller et al.12\n")
    assert [(f.effect, f.tissue.label) for f in findings if f.tissue] == [
        ("11", "femur"), ("8", "femur"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("note", "direction", "condition"),
    [
        ("Melatonin prevented the decrease in Runx2", "decreased", "Melatonin prevented"),
        ("Exercise failed to prevent BMD loss", "decreased", "Exercise failed to prevent"),
        ("Resistive exercise increased bone mass", "increased", "Resistive exercise"),
        ("Inhibition of Runx2", "decreased", ""),
        ("BMD loss in tibia, but less severe with exercise", "decreased", ""),
        ("Decreased bone mass", "decreased", ""),
    ],
)
def test_what_was_done_against_the_effect_is_a_condition(
    lexicon: Lexicon, note: str, direction: str, condition: str
) -> None:
    findings, _ = read(lexicon, f"HDT 30 12 • {note}\n\nMiller et al.12\n")
    assert findings and findings[0].direction == direction
    assert findings[0].condition.startswith(condition)
    assert bool(findings[0].condition) is bool(condition)


def test_notes_that_say_no_direction_are_listed(lexicon: Lexicon) -> None:
    rows = "HDT 30 12 • Decreased bone mass\n• Site of interest for later work\n\nMiller et al.12\n"
    findings, unread = read(lexicon, rows)
    assert len(findings) == 1
    assert unread == ["Site of interest for later work"]


def test_each_measure_of_a_list_has_the_number_behind_it(lexicon: Lexicon) -> None:
    note = (
        "• Bone volume reduced by 47%, trabecular thickness by 20% and bone mineral density by 40%"
    )
    findings, _ = read(lexicon, f"Spaceflight 7 12 {note} compared to control\n\nMiller et al.12\n")
    assert [(f.about.label, f.effect, f.unit) for f in findings] == [
        ("bone volume", "47", "%"), ("trabecular thickness", "20", "%"),
        ("bone mineral density", "40", "%"),
    ]  # fmt: skip
