"""Annotators: which spans of a document name which entity."""

from spacekg.annotators.annotating import annotate
from spacekg.annotators.generic import EVERYDAY_PROCESSES
from spacekg.annotators.json_lines import annotate_files, write_annotations
from spacekg.annotators.tagger import read_tagger

__all__ = ["EVERYDAY_PROCESSES", "annotate", "annotate_files", "read_tagger", "write_annotations"]
