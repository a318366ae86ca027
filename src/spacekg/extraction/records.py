"""Records: all that one document says, whichever form it has."""

from __future__ import annotations

from spacekg.annotators import annotate
from spacekg.extraction.expression import extract_expression
from spacekg.extraction.study import extract
from spacekg.lexicon import Lexicon
from spacekg.model import Background, Document, StudyRecord


def extract_records(
    document: Document, lexicon: Lexicon
) -> tuple[tuple[StudyRecord, ...], tuple[Background, ...]]:
    """The studies of a document (a table may hold several), and the genes that its tables tested.

    A text gives one record and tests nothing.
    """
    if document.format == "table":
        return extract_expression(document, lexicon)
    return (extract(document, annotate(document, lexicon), lexicon),), ()
