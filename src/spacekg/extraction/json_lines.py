"""JSON lines: study records as ``spacekg extract`` prints them, a line a record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spacekg.extraction.record import write_record
from spacekg.extraction.records import extract_records
from spacekg.lexicon import read_lexicon
from spacekg.readers import read_files


def extract_files(
    paths: Iterable[Path | str], *, warn: Callable[[str], None] = lambda line: None
) -> Iterator[str]:
    """A StudyRecord as a JSON line for each document of ``paths``."""
    lexicon = read_lexicon()
    for document in read_files(paths, warn):
        for record in extract_records(document, lexicon)[0]:
            yield json.dumps(write_record(record), ensure_ascii=False)
