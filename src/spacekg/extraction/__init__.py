"""Extraction: what a document says of a study — design, findings, gaps — with its evidence."""

from spacekg.extraction.record import write_record
from spacekg.extraction.study import extract

__all__ = ["extract", "write_record"]
