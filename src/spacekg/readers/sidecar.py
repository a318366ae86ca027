"""Sidecar: what a table does not say of itself, in a small file beside it.

``table.csv`` may have ``table.yaml``, ``table.yml`` or ``table.json`` (or ``table.csv.yaml`` …); a
folder of tables may have one ``…_studies.csv`` with a line a study.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from spacekg.errors import ReadError
from spacekg.folders import ENDINGS, STUDIES
from spacekg.model import Notice, Value
from spacekg.readers.cells import find_delimiter, split_rows
from spacekg.readers.raw import Raw, decode
from spacekg.readers.yaml_matter import load_yaml

KEYS = (
    "study", "title", "doi", "year", "dataset", "mission", "organism", "tissue", "exposure",
    "reference", "days", "n", "n_exposed", "n_reference", "strain", "sex", "studies",
)  # fmt: skip
_MAX_BYTES = 1_000_000
_ALIASES = (
    ("identifier", "study"), ("accession", "study"), ("mouse_strain", "strain"),
    ("exposure_duration_days", "days"), ("duration_days", "days"), ("species", "organism"),
    ("material", "tissue"), ("control", "reference"),
)  # fmt: skip


def read_sidecar(raw: Raw) -> tuple[tuple[tuple[str, Value], ...], tuple[Notice, ...]]:
    """Keys and values of all that stands beside the table, and what was wrong with it."""
    path = Path(raw.path)
    if not raw.path or not path.is_file():
        return (), ()
    entries: dict[str, Value] = {}
    notices: list[Notice] = []
    for ending in ENDINGS:
        for beside in (path.with_suffix(ending), Path(f"{path}{ending}")):
            if beside.is_file():
                found, wrong = _read_mapping(beside)
                entries.update(found)
                notices.extend(wrong)
    tables = sorted(one for one in path.parent.iterdir() if STUDIES.fullmatch(one.name))
    if tables and tables[0] != path and "studies" not in entries:
        entries["studies"] = _read_studies(tables[0])
    return tuple(entries.items()), tuple(notices)


def _read_mapping(path: Path) -> tuple[dict[str, Value], list[Notice]]:
    text = _read_text(path)
    matter = load_yaml(text, offset=0, source=text, file=str(path))
    if matter is None:
        raise ReadError(
            "holds no keys and values", file=str(path), advice="write lines such as study: OSD-48"
        )
    known: dict[str, Value] = {}
    notices = [replace(one, message=f"{path.name}: {one.message}") for one in matter.notices]
    for key, value in matter.entries:
        name = _name(key)
        if name in KEYS:
            known[name] = value
        else:
            message = f"'{key}' in {path.name} is not known; known are {', '.join(KEYS)}"
            notices.append(Notice(code="sidecar", message=message))
    return known, notices


def _read_studies(path: Path) -> Value:
    """The lines of a table of studies, each as pairs of key and text."""
    text = _read_text(path)
    rows = list(split_rows(text, find_delimiter(text)))
    cells = [[text[start:end].strip() for start, end in row.cells] for row in rows]
    if not cells:
        return ()
    names = [_name(name) for name in cells[0]]
    return tuple(
        tuple((name, cell) for name, cell in zip(names, line, strict=False) if cell)
        for line in cells[1:]
    )


def _name(key: str) -> str:
    plain = re.sub(r"[ \-]", "_", key.strip().casefold())
    return dict(_ALIASES).get(plain, plain)


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ReadError("is too large to stand beside a table", file=str(path))
        return decode(path.read_bytes(), file=str(path))[0].lstrip("\ufeff")
    except OSError as error:
        raise ReadError(f"cannot be opened: {error.strerror}", file=str(path)) from error
