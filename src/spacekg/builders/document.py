"""Document: the source a record was made from, with what was wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from spacekg.builders.identity import document_iri, study_iri
from spacekg.model import Edge, Node, Notice, StudyRecord

if TYPE_CHECKING:
    from spacekg.lexicon import Lexicon
    from spacekg.vocabulary import Vocabulary


def build_document(
    record: StudyRecord, lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[Node | Edge]:
    """The Document node; an off-topic one describes no study."""
    source = record.document
    iri = document_iri(source.sha256)
    path = source.path or source.id
    yield Node(
        id=iri,
        type="Document",
        label=PurePath(path).name or path,
        properties=(
            ("format", source.format),
            *(("hasNotice", write_notice(notice)) for notice in source.notices),
            ("path", path),
            ("scope", record.scope),
            ("sha256", source.sha256),
            ("tier", source.tier),
        ),
    )
    if record.scope == "study":
        yield Edge(subject=iri, predicate="describes", object=study_iri(record.study))


def write_notice(notice: Notice) -> str:
    """A notice as one line.

    >>> write_notice(Notice(code="bom", message="a byte-order mark was left out", place="line 1"))
    'warning bom line 1: a byte-order mark was left out'
    """
    where = " ".join(part for part in (notice.level, notice.code, notice.place) if part)
    return " ".join(f"{where}: {notice.message}".split())
