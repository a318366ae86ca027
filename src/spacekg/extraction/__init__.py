"""Extraction: what a document says of a study — design, findings, gaps — with its evidence."""

from spacekg.extraction.expression import extract_expression
from spacekg.extraction.json_lines import extract_files
from spacekg.extraction.record import write_record
from spacekg.extraction.records import extract_records
from spacekg.extraction.study import extract

__all__ = ["extract", "extract_expression", "extract_files", "extract_records", "write_record"]
