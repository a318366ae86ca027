"""Golden records: whole texts of our own and the JSON that extraction makes of them.

``SPACEKG_REWRITE=1 pytest tests/extraction/test_golden_records.py`` writes them anew; the diff is
the review. No annotator takes part, so that a better annotator changes nothing here.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from spacekg.extraction import extract, write_record
from spacekg.lexicon import read_lexicon
from spacekg.model import Annotations
from spacekg.readers import read_text

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "extraction"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    document = read_text(path.read_text(encoding="utf-8"), id=path.stem)
    record = extract(document, Annotations(), read_lexicon())
    for told in (*record.findings, *record.gaps):
        assert document.text[told.start : told.end] == told.quote
    made = json.dumps(write_record(record), ensure_ascii=False, indent=1) + "\n"
    expected = path.with_suffix(".json")
    if os.environ.get("SPACEKG_REWRITE"):
        expected.write_text(made, encoding="utf-8")
    assert made == expected.read_text(encoding="utf-8")
