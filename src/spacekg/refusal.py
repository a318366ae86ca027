"""Refusal: what is kept of a document that could not be read — its name, and why."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from spacekg.builders import build_graph, document_iri
from spacekg.fingerprint import shard_key
from spacekg.graph import Entry, Shard, write_quads
from spacekg.lexicon import read_lexicon
from spacekg.model import Notice, Source, Study, StudyRecord
from spacekg.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A document to work on: its path, its digest (none of what is no readable file), and those
    of the files ``beside`` it that may tell more.
    """

    path: str
    sha256: str
    beside: tuple[str, ...] = ()

    def key(self, pipeline: str) -> str:
        """The name of its shard."""
        return shard_key(pipeline, self.path, (self.sha256, *self.beside))


def refuse(task: Task, reason: str, pipeline: str, *, again: bool = False) -> Shard:
    """The shard of a document that could not be read: a Document node that says why.

    ``again`` says that the next build is to try it once more.
    """
    told = hashlib.sha256(task.path.encode("utf-8", "surrogatepass")).hexdigest()
    sha256 = task.sha256 or told
    notice = Notice(code="unreadable", level="refused", message=reason)
    source = Source(path=task.path, sha256=sha256, format="text", tier="summary", notices=(notice,))
    record = StudyRecord(document=source, study=Study(id="", title=""), scope="refused")
    vocabulary = read_vocabulary()
    parts = build_graph(record, read_lexicon(), vocabulary)
    key = shard_key(pipeline, task.path, (reason,)) if again else task.key(pipeline)
    return Shard(
        entry=Entry(
            path=task.path,
            sha256=sha256,
            key=key,
            scope="refused",
            notices=(notice,),
            again=again or not task.sha256,
        ),
        quads=write_quads(parts, document_iri(sha256), vocabulary),
    )
