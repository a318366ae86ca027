"""Codes and learned names: patterns of accessions, and the table beside the tagger."""

from __future__ import annotations

from pathlib import Path

import pytest

from spacekg.annotators import annotate
from spacekg.annotators.learned import NOT_A_NAME, load_names, read_names
from spacekg.errors import LexiconError
from spacekg.lexicon import read_lexicon
from spacekg.readers import read_text


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("Data are in GLDS-48.", "GLDS:GLDS-48"),
        ("Data are in OSD 51.", "OSD:OSD-51"),
        ("Mice of RR-1 and controls.", "skgm:RR-1"),
        ("Seeds of BRIC-20 grew.", "skgm:BRIC-20"),
    ],
)
def test_a_code_has_the_identifier_of_its_pattern(text: str, curie: str) -> None:
    annotations = annotate(read_text(text, id="own"), read_lexicon()).annotations
    assert curie in {each.entity.id for each in annotations}


def test_learned_names_have_identifiers_or_none() -> None:
    names = read_names()
    assert names["tissue", "gonadal"] == "UBERON:0000991"
    assert all(each == NOT_A_NAME or ":" in each for each in names.values())


def test_a_damaged_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("type\tsurface\tid\tcount\ntissue\tgonadal\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="4 columns"):
        load_names(path)
