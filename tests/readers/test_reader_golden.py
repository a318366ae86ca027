"""Every text in tests/golden/readers against the document beside it.

``SPACEKG_REWRITE_GOLDEN=1 pytest tests/readers/test_reader_golden.py`` writes the documents anew;
the difference is then reviewed like any other change.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from spacekg.model import Document
from spacekg.readers import read

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "readers"
TEXTS = sorted(path for path in GOLDEN.iterdir() if not path.name.endswith(".document.json"))


def shown(document: Document) -> str:
    entries = asdict(document)
    del entries["text"]
    entries["path"] = entries["id"] = Path(document.path).name
    lines = [json.dumps(passage, ensure_ascii=False) for passage in entries.pop("passages")]
    head = json.dumps(entries, ensure_ascii=False, indent=1)[:-2]
    return head + ',\n "passages": [\n  ' + ",\n  ".join(lines) + "\n ]\n}\n"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_document_is_as_written_down(path: Path) -> None:
    expected = path.with_name(path.name + ".document.json")
    found = shown(read(path))
    if os.environ.get("SPACEKG_REWRITE_GOLDEN"):
        expected.write_text(found, encoding="utf-8", newline="\n")
    assert json.loads(found) == json.loads(expected.read_text(encoding="utf-8"))
