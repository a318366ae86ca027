"""Work: what is done to one document, in a process of its own or on another machine.

    path ─ read ─► Document ─ annotate ─► Annotations ─ extract ─► StudyRecord
         ─ build_graph ─► Node | Edge ─ write_quads ─► Shard

Whoever supervises names this module and does not import it: a build with nothing new loads none
of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import chain

from spacekg.analytics import pack_background
from spacekg.builders import build_graph, collect_curies, document_iri, unite, verify_quotes
from spacekg.errors import SpaceKGError
from spacekg.extraction import extract_records
from spacekg.fingerprint import shard_key
from spacekg.graph import Entry, Shard, ShardFolder, write_quads
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.model import Notice
from spacekg.readers import read
from spacekg.refusal import Task, refuse
from spacekg.vocabulary import Vocabulary, read_vocabulary


def start_work(place: str, pipeline: str) -> Callable[[Task], Entry]:
    """What turns a document into a shard in the folder ``place``, with all that it needs."""
    return partial(
        _work,
        folder=ShardFolder(place=place),
        pipeline=pipeline,
        lexicon=read_lexicon(),
        vocabulary=read_vocabulary(),
    )


def _work(
    task: Task, *, folder: ShardFolder, pipeline: str, lexicon: Lexicon, vocabulary: Vocabulary
) -> Entry:
    try:
        shard = _make(task, pipeline, lexicon, vocabulary)
    except SpaceKGError as error:
        # what stands beside a document may be at fault: then its name is told
        other = "" if error.file in ("", task.path) else os.path.basename(error.file)
        line = SpaceKGError(error.message, file=other, place=error.place, advice=error.advice)
        shard = refuse(task, str(line), pipeline)
    folder.write(shard)
    return shard.entry


def _make(task: Task, pipeline: str, lexicon: Lexicon, vocabulary: Vocabulary) -> Shard:
    """The shard of a document that can be read."""
    document = read(task.path)
    records, backgrounds = extract_records(document, lexicon)
    for record in records:
        verify_quotes(record, document)
    record = records[0]
    notices = record.document.notices
    if record.scope == "off-topic":
        reason = Notice(
            code="off-topic",
            level="refused",
            message="it holds no spaceflight biology; leave it out",
        )
        notices = (*notices, reason)
        records = (replace(record, document=replace(record.document, notices=notices)),)
    graphs = [build_graph(one, lexicon, vocabulary) for one in records]
    # each is united already
    parts = graphs[0] if len(graphs) == 1 else unite(chain.from_iterable(graphs))
    sha256 = record.document.sha256
    # the file may have changed since it was listed: the shard is named by what was read
    key = shard_key(pipeline, task.path, (sha256, *task.beside))
    return Shard(
        entry=Entry(
            path=task.path,
            sha256=sha256,
            key=key,
            scope=record.scope,
            study=record.study.id,
            curies=collect_curies(parts),
            notices=notices,
            has_files=bool(backgrounds),
        ),
        quads=write_quads(parts, document_iri(sha256), vocabulary),
        files=tuple(pack_background(one, vocabulary) for one in backgrounds),
    )
