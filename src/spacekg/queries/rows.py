"""Rows: lists of plain values, such as those of the analytics, as a table, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from spacekg.errors import UsageError
from spacekg.model import defuse_cell
from spacekg.queries.table import write_table

ROW_FORMATS = ("table", "csv", "json")


def write_rows(rows: Sequence[Any], format: str = "table", *, width: int = 60) -> str:
    """Rows (dataclasses or mappings of one kind) as text in one of ``ROW_FORMATS``.

    >>> rows = [{"gene": "Fbxo32", "studies": ("a", "b")}]
    >>> print(write_rows(rows, "csv"), end="")
    gene,studies
    Fbxo32,a; b
    """
    if format not in ROW_FORMATS:
        raise UsageError(
            f"there is no format '{format}'", advice=f"use one of: {', '.join(ROW_FORMATS)}"
        )
    plain = [_plain(row) for row in rows]
    if format == "json":
        return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
    if not plain:
        return "" if format == "csv" else "nothing found\n"
    names = list(plain[0])
    cells = [[_text(row[name]) for name in names] for row in plain]
    if format == "table":
        return write_table(names, cells, width=width)
    out = io.StringIO()
    safe = ([defuse_cell(cell) for cell in row] for row in cells)
    csv.writer(out, lineterminator="\n").writerows([names, *safe])
    return out.getvalue()


def _plain(value: Any) -> Any:
    """Dataclasses and mappings as dicts, tuples as lists, all the way down."""
    if value is None or isinstance(value, str | int | float):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def _text(value: Any) -> str:
    """A plain value in one cell."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_text(one)}" for key, one in value.items())
    if isinstance(value, list):
        joint = " | " if any(isinstance(one, dict) for one in value) else "; "
        return joint.join(map(_text, value))
    return f"{value:.3g}" if isinstance(value, float) else str(value)
