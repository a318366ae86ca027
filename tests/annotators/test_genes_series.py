"""Series of genes: one name and more numbers."""

from __future__ import annotations

import pytest

from spacekg.annotators import annotate
from spacekg.annotators.series import read_series
from spacekg.lexicon import read_lexicon
from spacekg.readers import read_text


@pytest.mark.parametrize(
    ("text", "end", "names"),
    [
        ("BMP-2/4 rose", 5, ["BMP-2", "BMP-4"]),
        ("BMP-2/4 rose", 7, ["BMP-2", "BMP-4"]),
        ("MMP-2, and -9 were induced", 5, ["MMP-2", "MMP-9"]),
        ("Smad1, 5 and 8 were induced", 5, ["Smad1", "Smad5", "Smad8"]),
        ("Smad1, 5 and 8 days later", 5, []),
        ("IL-4/10 ml was given", 4, []),
        ("IL-6 and TNF rose", 4, []),
        ("IL-6 and 8% of cells", 4, []),
    ],
)
def test_a_series_is_parted_where_no_count_is_meant(text: str, end: int, names: list[str]) -> None:
    assert [name for _, _, name in read_series(text, 0, end)] == names


def test_each_member_of_a_series_is_grounded() -> None:
    text = "In patients, expression of the MMP-2 and -9 genes was raised."
    found = {
        each.text: each.entity.label
        for each in annotate(read_text(text, id="t"), read_lexicon()).annotations
        if each.entity.type == "gene"
    }
    assert found == {"MMP-2": "MMP2", "9": "MMP9"}
