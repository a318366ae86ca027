"""Pipeline: the whole story from files to a graph.

    path ─ read ─► Document ─ annotate ─► Annotations ─ extract ─► StudyRecord
         ─ build_graph ─► Node | Edge ─ write_quads ─► shards ─► GraphStore

A document that cannot be read, or holds no spaceflight biology, is refused by name and never
stops the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from spacekg.analytics import COLUMNS_FILE, derive_cohorts, pack_background, pack_columns
from spacekg.builders import (
    DERIVED_GRAPH,
    ENTITIES_GRAPH,
    build_entities,
    build_graph,
    collect_curies,
    document_iri,
    unite,
    verify_quotes,
)
from spacekg.engines import run
from spacekg.errors import SpaceKGError, UsageError
from spacekg.extraction import extract_records
from spacekg.graph import GraphStore, read_turtle, write_quads
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.model import Notice, Source, Study, StudyRecord
from spacekg.readers import read, stands_beside_table
from spacekg.resources import find_resource
from spacekg.vocabulary import Vocabulary, read_vocabulary

DATA = "data/studies"
ONTOLOGY_GRAPH = "https://w3id.org/spacekg/vocab/"
#: files that stand beside studies in a folder and are none
_BESIDE = ("readme", "notice", "license", "licence", "changelog", "contributing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """What one document gave: its quads, the entities it names, and what to tell a person."""

    path: str
    sha256: str
    scope: str
    quads: bytes
    curies: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    study: str = ""
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did; ``counts`` are nodes by class."""

    read: int
    refused: int
    notices: tuple[tuple[str, Notice], ...]
    counts: tuple[tuple[str, int], ...]
    store: Path

    @property
    def warned(self) -> int:
        """The number of documents read with at least one warning."""
        return len({path for path, notice in self.notices if notice.level == "warning"})

    def lines(self) -> Iterator[str]:
        """One line for each warning and refusal."""
        for path, notice in self.notices:
            place = f"{notice.place}: " if notice.place else ""
            yield f"{notice.level}: {path}: {place}{notice.message}"

    def table(self) -> str:
        """The summary: documents, then nodes by class."""
        rows = [
            ("documents read", self.read),
            ("documents warned", self.warned),
            ("documents refused", self.refused),
            *self.counts,
        ]
        width = max(len(name) for name, _ in rows)
        return "\n".join(f"{name:<{width}}  {count:>8}" for name, count in rows)


def build(
    paths: Sequence[Path | str] = (),
    *,
    store: Path | str = "exports/store",
    jobs: int = 1,
    watch: Callable[[int, int], None] | None = None,
) -> BuildReport:
    """Read files and folders and make their graph the current one of ``store``.

    With no paths the studies of ``data/studies`` are read. ``watch`` is told how many documents
    of how many are done. When nothing could be read the last graph stays as it was.
    """
    files = list_files(paths or (find_resource(*DATA.split("/")),))
    shards = []
    for outcome in run(start_work, files, jobs=jobs):
        shards.append(outcome.result or _refuse(outcome.item, outcome.failure))
        if watch is not None:
            watch(len(shards), len(files))
    shards.sort(key=lambda shard: (shard.path, shard.sha256))
    notices = tuple((shard.path, notice) for shard in shards for notice in shard.notices)
    read_count = sum(1 for shard in shards if shard.scope == "study")
    report = BuildReport(
        read=read_count,
        refused=len(shards) - read_count,
        notices=notices,
        counts=(),
        store=Path(store),
    )
    if not read_count:
        return report
    vocabulary = read_vocabulary()
    lexicon = read_lexicon()
    curies = {curie for shard in shards for curie in shard.curies}
    entities = build_entities(sorted(curies), lexicon, vocabulary)
    ontology = find_resource("ontology", "spacekg.ttl")
    told = [
        *(shard.quads for shard in shards),
        write_quads(entities, ENTITIES_GRAPH, vocabulary),
    ]
    quads = [
        *told,
        write_quads(derive_cohorts(told), DERIVED_GRAPH, vocabulary),
        read_turtle(ontology, ONTOLOGY_GRAPH),
    ]
    manifest = GraphStore(path=Path(store)).write(
        quads,
        inputs=[(shard.path, shard.sha256) for shard in shards],
        notices=report.lines(),
        files=[
            (COLUMNS_FILE, pack_columns(quads)),
            *(file for shard in shards for file in shard.files),
        ],
        versions=[("ontology", hashlib.sha256(ontology.read_bytes()).hexdigest()[:16])],
    )
    return replace(report, counts=manifest.counts)


def list_files(paths: Iterable[Path | str]) -> list[str]:
    """The files to read: those named, and those in the folders named, sorted, each once.

    In folders hidden files and those that stand beside studies (README, NOTICE…) are passed over.
    """
    found: dict[str, None] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for inner in sorted(path.rglob("*")):
                parts = inner.relative_to(path).parts
                hidden = any(part.startswith(".") for part in parts)
                if inner.is_file() and not hidden and not _stands_beside(inner):
                    found[str(inner)] = None
        elif path.exists() or path.is_symlink():
            found[str(path)] = None
        else:
            raise UsageError("no such file or folder", file=str(path), advice="check the path")
    if not found:
        raise UsageError("nothing to read there", advice="name a file or a folder with files")
    return list(found)


def _stands_beside(path: Path) -> bool:
    name = path.name
    is_notice = name.lower().split(".")[0] in _BESIDE or name.endswith(".schema.json")
    return is_notice or stands_beside_table(path)


def start_work() -> Callable[[str], Shard]:
    """What turns a path into a shard, with the lexicon and the vocabulary it needs."""
    return partial(_work, lexicon=read_lexicon(), vocabulary=read_vocabulary())


def _work(path: str, *, lexicon: Lexicon, vocabulary: Vocabulary) -> Shard:
    try:
        document = read(path)
        records, backgrounds = extract_records(document, lexicon)
        for record in records:
            verify_quotes(record, document)
    except SpaceKGError as error:
        line = SpaceKGError(error.message, place=error.place, advice=error.advice)
        return _refuse(path, str(line))
    record = records[0]
    notices = record.document.notices
    if record.scope == "off-topic":
        reason = Notice(
            code="off-topic", level="refused", message="it holds no spaceflight biology"
        )
        notices = (*notices, reason)
        records = (replace(record, document=replace(record.document, notices=notices)),)
    parts = unite(part for one in records for part in build_graph(one, lexicon, vocabulary))
    return Shard(
        path=path,
        sha256=record.document.sha256,
        scope=record.scope,
        quads=write_quads(parts, document_iri(record.document.sha256), vocabulary),
        curies=collect_curies(parts),
        notices=notices,
        study=record.study.id,
        files=tuple(pack_background(one, vocabulary) for one in backgrounds),
    )


def _refuse(path: str, reason: str) -> Shard:
    """The shard of a file that could not be read: a Document node that says why."""
    try:
        sha256 = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        sha256 = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()
    notice = Notice(code="unreadable", level="refused", message=reason)
    source = Source(path=path, sha256=sha256, format="text", tier="summary", notices=(notice,))
    record = StudyRecord(document=source, study=Study(id="", title=""), scope="refused")
    vocabulary = read_vocabulary()
    parts = build_graph(record, read_lexicon(), vocabulary)
    return Shard(
        path=path,
        sha256=sha256,
        scope="refused",
        quads=write_quads(parts, document_iri(sha256), vocabulary),
        notices=(notice,),
    )
