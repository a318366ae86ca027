"""XLSX: nodes, edges and findings as sheets; every cell is text, so that genes stay genes."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

from spacekg.errors import ExportError
from spacekg.exporters.tables import read_tables
from spacekg.graph import KnowledgeGraph, write_atomic

_MOST_ROWS = 1_048_575
_LONGEST_CELL = 32_767
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def export_xlsx(graph: KnowledgeGraph, out: Path) -> None:
    """Write a workbook with the sheets ``nodes``, ``edges`` and ``findings``.

    ``MARCH1`` stays ``MARCH1`` and ``=1+1`` is no formula: cells are text by their type.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise ExportError(
            "XLSX needs the package openpyxl", advice="pip install 'spacekg[analysis]'"
        ) from error
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = datetime.datetime(*_FIRST_DAY)
    for table in read_tables(graph):
        if len(table.rows) > _MOST_ROWS:
            raise ExportError(
                f"a sheet holds {_MOST_ROWS} rows, not {len(table.rows)}", file=str(out),
                advice="export csv or parquet",
            )  # fmt: skip
        sheet = book.create_sheet(table.name)
        for row in (table.columns, *table.rows):
            cells = []
            for text in row:
                cell = WriteOnlyCell(sheet, value=None)
                cell.value = _NO_XML.sub(" ", text)[:_LONGEST_CELL]
                cell.data_type = "s"
                cell.number_format = "@"
                cells.append(cell)
            sheet.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    write_atomic(out, _without_clock(buffer.getvalue()))


def _without_clock(content: bytes) -> bytes:
    """The same archive with the same date on every file and no date of saving."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist()):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", data)
            target.writestr(zipfile.ZipInfo(name, _FIRST_DAY), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()
