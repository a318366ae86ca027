"""Tables in text: rows of cells, bullets and references, put back together."""

from __future__ import annotations

from spacekg.extraction.tables import read_rows
from spacekg.model import Passage

TEXT = """Species Cell type Duration (days) Observations Reference

Rat N/A 14 • Bone volume fell by 10%
• Osteoclast number rose

Miller et al.12

Mice Osteoblast 3, 5 • Decreased Runx2 and Alpl
expression Otto et al.13

Human Bone cell 7 • Increased apoptosis
"""
CONTINUED = """Species Cell type Duration (days) Observations Reference

• Decreased collagen

Kim et al.14
"""


def passage(text: str, start: int) -> Passage:
    return Passage(
        start=start, end=start + len(text), role="table", text=text, pieces=((0, start),)
    )  # fmt: skip


def test_rows() -> None:
    source = TEXT + CONTINUED
    rows = read_rows([passage(TEXT, 0), passage(CONTINUED, len(TEXT))], source)
    assert [(row.cells_text, row.days, row.reference) for row in rows] == [
        ("Rat N/A 14", (14.0,), "Miller et al.12"),
        ("Mice Osteoblast 3, 5", (3.0, 5.0), "Otto et al.13"),
        ("Human Bone cell 7", (7.0,), "Kim et al.14"),
    ]
    assert [len(row.observations) for row in rows] == [2, 1, 2]
    for row in rows:
        for sentence in row.observations:
            assert source[sentence.start : sentence.end] == sentence.text


def test_a_table_without_observations_has_no_rows() -> None:
    text = "Name Advantage Reference\n\nTilt • cheap\n\nMiller et al.12\n"
    assert read_rows([passage(text, 0)], text) == []
