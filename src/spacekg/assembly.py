"""Assembly: shards become a generation — all of them a new one, or a few the last one revised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path

from spacekg.analytics import COLUMNS_FILE
from spacekg.analytics.column_file import pack_facts
from spacekg.analytics.facts import FACTS_FILE, FactReader, Facts
from spacekg.builders import document_iri
from spacekg.derivation import (
    READ,
    count_support,
    recall_facts,
    revise_derived,
    revise_entities,
    split_lines,
    write_derived,
    write_entities,
)
from spacekg.errors import StoreError
from spacekg.fingerprint import join_versions
from spacekg.graph import (
    LEDGER,
    Entry,
    Ledger,
    Manifest,
    Revision,
    Shard,
    Writer,
    check_files,
    read_turtle,
    write_files,
)
from spacekg.lexicon import read_lexicon
from spacekg.release import RELEASE_GRAPH, write_release
from spacekg.resources import find_resource
from spacekg.vocabulary import read_vocabulary

ONTOLOGY_GRAPH = "https://w3id.org/spacekg/vocab/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """What is known when all shards are there: ``base`` is the last generation and ``last`` its
    ledger, if the same pipeline made it; ``fetch`` gives the shard of an entry.
    """

    writer: Writer
    versions: tuple[tuple[str, str], ...]
    base: Path | None
    last: Ledger | None
    fetch: Callable[[Entry], Shard]
    _checks: list[Future[Manifest]] = field(default_factory=list, init=False)
    _facts: list[Future[Facts]] = field(default_factory=list, init=False)

    def prepare(self, *, revises: bool) -> None:
        """Load what every build needs in the end, while others are at work.

        Where the last generation is to be revised, check and read it, beside what comes next.
        """
        if revises and self.base is not None and not self._checks:
            pool = ThreadPoolExecutor(2)
            self._checks.append(pool.submit(check_files, self.base))
            self._facts.append(pool.submit(recall_facts, self.base))
            # they end by themselves
            pool.shutdown(wait=False)
        import numpy  # noqa: F401

        read_lexicon()
        read_vocabulary()

    def assemble(self, entries: tuple[Entry, ...], notices: tuple[str, ...]) -> Manifest:
        """The manifest of the generation of these documents, which is then the current one."""
        made = self._revise(entries, notices) or self.gather(entries, lambda _: notices)
        assert made is not None
        return made

    def _revise(self, entries: tuple[Entry, ...], notices: tuple[str, ...]) -> Manifest | None:
        """The manifest of the last generation with a few documents changed; or nothing."""
        if self.base is None or self.last is None:
            return None
        before = {entry.key: entry for entry in self.last.entries}
        now = {entry.key: entry for entry in entries}
        changed = {
            entry.sha256
            for one, other in ((now, before), (before, now))
            for key, entry in one.items()
            if other.get(key) != entry
        }
        if self.last.is_much(len(changed)):
            return None
        try:
            with self.writer.drafting() as draft:
                checked = self._checks[0].result() if self._checks else check_files(self.base)
                revision = Revision(self.base, draft, checked)
                if revision.before.generation != self.base.name:
                    return None
                support, facts = self._change(revision, entries, changed)
                if revision.is_worn:
                    return None
                beside = self._beside(facts, entries, support)
                return self._finish(revision, draft, entries, notices, beside)
        except StoreError:
            # the last generation is damaged: everything is loaded anew
            return None

    def _change(
        self, revision: Revision, entries: tuple[Entry, ...], changed: set[str]
    ) -> tuple[Counter[str], Facts]:
        """Replace the graphs of documents and what is derived; the support and the facts now."""
        assert self.last is not None
        vocabulary, lexicon = read_vocabulary(), read_lexicon()
        new: dict[str, set[bytes]] = {sha256: set() for sha256 in changed}
        for entry in entries:
            if entry.sha256 in new:
                new[entry.sha256] |= split_lines(self.fetch(entry).quads)
        for sha256, lines in sorted(new.items()):
            revision.replace(revision.lines(document_iri(sha256)), lines)
        support = Counter(dict(self.last.support))
        before, used = _curies(self.last.entries), _curies(entries)
        revise_entities(revision, support, before, used, lexicon, vocabulary)
        release = write_release(entries, dict(self.versions), vocabulary)
        revision.replace(revision.lines(RELEASE_GRAPH), split_lines(release))
        facts = self._facts[0].result() if self._facts else recall_facts(revision.base)
        return support, revise_derived(revision, facts, vocabulary)

    def _finish(
        self,
        revision: Revision,
        draft: Path,
        entries: tuple[Entry, ...],
        notices: tuple[str, ...],
        beside: Iterable[tuple[str, bytes]],
    ) -> Manifest:
        with ThreadPoolExecutor(1) as pool:
            quads = pool.submit(revision.write_quads)
            files = write_files(draft, beside)
        manifest = replace(
            quads.result(),
            inputs=tuple(sorted({(entry.path, entry.sha256) for entry in entries})),
            versions=tuple(sorted(self.versions)),
            notices=tuple(sorted(set(notices))),
            files=files,
        )
        revision.seal(manifest)
        self.writer.adopt(draft, manifest)
        self.writer.point_to(manifest.generation)
        return manifest

    def gather(
        self,
        documents: Iterable[Entry],
        tell: Callable[[tuple[Entry, ...]], tuple[str, ...] | None],
    ) -> Manifest | None:
        """The manifest of a generation made from all shards, taken as they come.

        ``tell`` gives the notices of all documents, in order, or nothing where there is to be no
        generation of them: then there is none.
        """
        vocabulary = read_vocabulary()
        made: list[Entry] = []
        notices: list[str] = []
        support: Counter[str] = Counter()
        kept: list[Facts] = []

        def quads() -> Iterator[bytes]:
            reader = FactReader(READ)
            for entry in documents:
                made.append(entry)
                part = self.fetch(entry).quads
                reader.take(part)
                yield part
            made.sort(key=attrgetter("place"))
            told = tell(tuple(made))
            if told is None:
                raise _UnwantedError
            notices.extend(told)
            yield b""
            used, lexicon = _curies(made), read_lexicon()
            support.update(count_support(used, lexicon))
            for part in (
                write_entities(support, used, lexicon, vocabulary),
                write_release(tuple(made), dict(self.versions), vocabulary),
                read_turtle(find_resource("ontology", "spacekg.ttl"), ONTOLOGY_GRAPH),
            ):
                reader.take(part)
                yield part
            kept.append(reader.facts())
            yield write_derived(kept[0], vocabulary)

        try:
            return self.writer.write(
                quads(),
                inputs=((entry.path, entry.sha256) for entry in made),
                notices=notices,
                versions=self.versions,
                beside=lambda: self._beside(kept[0], tuple(made), support),
            )
        except _UnwantedError:
            return None

    def _beside(
        self, facts: Facts, entries: tuple[Entry, ...], support: Counter[str]
    ) -> Iterator[tuple[str, bytes]]:
        """The files kept beside the graph."""
        yield COLUMNS_FILE, pack_facts(facts)
        yield FACTS_FILE, facts.to_bytes()
        for entry in entries:
            if entry.has_files:
                yield from self.fetch(entry).files
        ledger = Ledger(
            pipeline=join_versions(self.versions),
            entries=entries,
            support=tuple(sorted(support.items())),
        )
        yield LEDGER, ledger.to_json()


class _UnwantedError(Exception):
    """There is to be no generation of what was gathered."""


def _curies(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset().union(*(entry.curies for entry in entries))
