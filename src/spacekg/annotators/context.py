"""Context: a document made ready for the annotators, scanned and tagged once for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacekg.annotators.abbreviations import find_abbreviations
from spacekg.annotators.matches import Matches
from spacekg.annotators.states import write_states
from spacekg.annotators.tagger import Tagger
from spacekg.annotators.tokens import TokenRow, split_tokens
from spacekg.annotators.words import read_plain_words
from spacekg.lexicon import Lexicon
from spacekg.model import Abbreviation, Annotation, Document, Entity, Passage

#: passages in which nothing is said of any study
SILENT_ROLES = frozenset({"code", "navigation", "promotion"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """``start`` and ``end`` in a passage's reading text; ``margin`` the tagger's confidence."""

    start: int
    end: int
    type: str
    margin: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A passage with what the lexicon and the tagger see in it, by place."""

    passage: Passage
    hits: Matches
    rows: tuple[TokenRow, ...]
    tags: tuple[Span, ...]

    def words_before(self, start: int, count: int = 3) -> tuple[str, ...]:
        """Up to ``count`` words before ``start``, the nearest first, lower-case."""
        window = self.passage.text[max(0, start - 60) : start]
        return tuple(word.strip(".,;:()[]").lower() for word in reversed(window.split()))[:count]

    def words_after(self, end: int, count: int = 3) -> tuple[str, ...]:
        """Up to ``count`` words after ``end``, the nearest first, lower-case."""
        window = self.passage.text[end : end + 60]
        return tuple(word.strip(".,;:()[]").lower() for word in window.split())[:count]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """All scans of a document, its abbreviations, and the plain words of English."""

    document: Document
    lexicon: Lexicon
    scans: tuple[Scan, ...]
    abbreviations: tuple[Abbreviation, ...]
    long_forms: Mapping[str, str]
    plain_words: frozenset[str]

    def annotation(
        self, scan: Scan, start: int, end: int, entity: Entity, score: float = 1.0
    ) -> Annotation:
        """An annotation at source offsets of ``start`` to ``end`` in the scan's reading text."""
        first, last = scan.passage.source(start, end)
        return Annotation(
            start=first,
            end=last,
            text=self.document.text[first:last],
            entity=entity,
            score=round(score, 3),
        )


def read_context(document: Document, lexicon: Lexicon, tagger: Tagger) -> Context:
    """Scan and tag every passage that says something."""
    plain = read_plain_words(lexicon)
    passages = tuple(p for p in document.passages if p.role not in SILENT_ROLES and p.text)
    abbreviations = find_abbreviations(passages)
    scanned = [(passage, Matches(lexicon.spans(passage.text))) for passage in passages]
    tokens = [tuple(split_tokens(passage.text)) for passage in passages]
    states: list[list[str]] = []
    for (passage, hits), rows in zip(scanned, tokens, strict=True):
        states += write_states(rows, hits, passage.text, plain)
    found: list[list[Span]] = [[] for _ in passages]
    owners = [place for place, rows in enumerate(tokens) for _ in rows]
    flat = [row for rows in tokens for row in rows]
    for tag in tagger.tag([row.words for row in flat], states):
        row = flat[tag.row]
        span = Span(
            start=row.starts[tag.first], end=row.ends[tag.last], type=tag.type, margin=tag.margin
        )
        found[owners[tag.row]].append(span)
    scans = tuple(
        Scan(
            passage=passage,
            hits=hits,
            rows=rows,
            tags=tuple(sorted(spans, key=lambda span: (span.start, span.end, span.type))),
        )
        for (passage, hits), rows, spans in zip(scanned, tokens, found, strict=True)
    )
    longest: dict[str, str] = {}
    for abbreviation in abbreviations:
        longest.setdefault(abbreviation.short, abbreviation.long)
    return Context(
        document=document,
        lexicon=lexicon,
        scans=scans,
        abbreviations=abbreviations,
        long_forms=longest,
        plain_words=plain,
    )
