"""Gap merge: near-identical questions of different documents become one, its wordings kept.

Two questions are near-identical when most of the words that say what they are about are the same
and so are the things they name. The outcome does not depend on the order of the documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pyoxigraph import NamedNode

from spacekg.analytics.facts import Facts
from spacekg.analytics.gap_words import are_opposed, read_words
from spacekg.analytics.reading import select
from spacekg.builders import DERIVED_GRAPH
from spacekg.graph import KnowledgeGraph
from spacekg.model import Edge, Node
from spacekg.vocabulary import read_vocabulary

_TOLD = """
SELECT ?from ?predicate ?to ?derived WHERE {
  GRAPH ?graph { ?from ?predicate ?to } FILTER(?graph != ?derived)
}
"""
#: Measured on pairs labelled by hand; see the decision note. Fewer words in common are no subject.
_SAME, _RELATED, _WORDS = 0.55, 0.4, 3
#: The bar for the mean of the words in common and of a second opinion.
_SAME_BOTH = 0.6
#: a word of one question in so many is a word of many
_OFTEN = 64

#: How alike two questions are, from 0 to 1: what a language model may sharpen.
Likeness: TypeAlias = Callable[[str, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A gap as its documents told it: every wording, every study that asks, what it is about."""

    id: str
    text: str
    kind: str = ""
    words: frozenset[str]
    about: frozenset[str]
    studies: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()


def merge_questions(
    questions: Iterable[Question], likeness: Likeness | None = None
) -> dict[str, str]:
    """Which question stands for each that is not alone: IRI of the gap to IRI of the one kept.

    Pairs are joined from the likest on, and only when all members of the two groups are related.
    """
    known = {question.id: question for question in questions}
    group: dict[str, tuple[str, ...]] = {name: (name,) for name in known}
    for _, first, second in sorted(_likely(known, likeness)):
        one, other = group[first], group[second]
        if one is other:
            continue
        if all(_score(known[a], known[b]) >= _RELATED for a in one for b in other):
            joined = (*one, *other)
            group.update(dict.fromkeys(joined, joined))
    kept: dict[str, str] = {}
    for members in dict.fromkeys(group.values()):
        if len(members) > 1:
            best = min(members, key=lambda name: _rank(known[name]))
            kept.update(dict.fromkeys(members, best))
    return kept


def read_questions(graph: KnowledgeGraph | Facts) -> tuple[Question, ...]:
    """Every gap of a graph as the documents tell it, without what was derived of them."""
    about: dict[str, set[str]] = {}
    for gap, entity in _told(graph, "aboutEntity"):
        about.setdefault(gap, set()).add(entity)
    studies: dict[str, set[str]] = {}
    for study, gap in _told(graph, "raisesGap"):
        studies.setdefault(gap, set()).add(study)
    evidence: dict[str, set[str]] = {}
    for statement, place in _told(graph, "supportedBy"):
        evidence.setdefault(statement, set()).add(place)
    kinds = dict(reversed(_told(graph, "gapKind")))
    texts = dict(reversed(_told(graph, "question")))
    return tuple(
        Question(
            id=gap, text=text, kind=kinds.get(gap, ""), words=read_words(text),
            about=frozenset(about.get(gap, ())), studies=frozenset(studies.get(gap, ())),
            evidence=frozenset(evidence.get(gap, ())),
        )
        for gap, text in sorted(texts.items())
    )  # fmt: skip


def _told(graph: KnowledgeGraph | Facts, name: str) -> tuple[tuple[str, str], ...]:
    """Subject and object of what documents state with a property, sorted."""
    if isinstance(graph, Facts):
        return graph.pairs(name)
    values = {
        "predicate": NamedNode(read_vocabulary().iri(name)), "derived": NamedNode(DERIVED_GRAPH),
    }  # fmt: skip
    return tuple(sorted({(row["from"], row["to"]) for row in select(graph, _TOLD, values)}))


def build_merged(graph: KnowledgeGraph | Facts) -> Iterator[Node | Edge]:
    """What a graph must add for its merged gaps: who is merged into whom, and what that one has."""
    yield from build_groups(read_questions(graph))


def build_groups(questions: Sequence[Question]) -> Iterator[Node | Edge]:
    """What a graph must add for the merged of some gaps."""
    for best, members in group_questions(questions):
        if len(members) == 1:
            continue
        yield Node(
            id=best.id, type="KnowledgeGap", label=best.text,
            properties=tuple(sorted(("wording", one.text) for one in members)),
        )  # fmt: skip
        for one in members:
            if one.id != best.id:
                yield Edge(subject=one.id, predicate="mergedInto", object=best.id)
            for study in sorted(one.studies):
                yield Edge(subject=study, predicate="raisesGap", object=best.id)
            for entity in sorted(one.about):
                yield Edge(subject=best.id, predicate="aboutEntity", object=entity)
            for place in sorted(one.evidence):
                yield Edge(subject=best.id, predicate="supportedBy", object=place)


def group_questions(
    questions: Sequence[Question], likeness: Likeness | None = None
) -> Iterator[tuple[Question, tuple[Question, ...]]]:
    """The question that stands for each group of near-identical ones, and all of the group."""
    kept = merge_questions(questions, likeness)
    members: dict[str, list[Question]] = {}
    for question in questions:
        members.setdefault(kept.get(question.id, question.id), []).append(question)
    for best, some in members.items():
        yield next(one for one in some if one.id == best), tuple(some)


def find_related(
    texts: Mapping[str, str], changed: Iterable[str], lost: Iterable[str]
) -> frozenset[str]:
    """The gaps that some changed ones, or the texts of lost ones, may be or have been merged with.

    ``texts`` are the questions of all gaps. From each all that share enough words are reached, and
    from these the next: what is not reached is merged with nothing that has changed.
    """
    import numpy

    names = sorted(texts)
    words = [read_words(texts[name]) for name in names]
    index = _WordIndex(words)
    known = frozenset(changed)
    found = numpy.array([name in known for name in names], bool)
    queue = [words[place] for place in numpy.flatnonzero(found).tolist()]
    queue.extend(map(read_words, lost))
    while queue:
        near = (index.score(queue.pop()) >= _SAME) & ~found
        found |= near
        queue.extend(words[place] for place in numpy.flatnonzero(near).tolist())
    return frozenset(names[place] for place in numpy.flatnonzero(found).tolist())


class _WordIndex:
    """Which of many sets of words hold a word, for counting what they share with another.

    Of a word of many it keeps a mark for each set, of others the places of the sets.
    """

    def __init__(self, sets: Sequence[frozenset[str]]) -> None:
        import numpy

        self._lengths = numpy.array([len(words) for words in sets], numpy.int64)
        places: dict[str, list[int]] = {}
        for at, words in enumerate(sets):
            for word in words:
                places.setdefault(word, []).append(at)
        self._marks: dict[str, Any] = {}
        self._places: dict[str, Any] = {}
        for word, some in places.items():
            where = numpy.array(some)
            if len(some) * _OFTEN > len(sets):
                self._marks[word] = numpy.zeros(len(sets), numpy.uint16)
                self._marks[word][where] = 1
            else:
                self._places[word] = where

    def share(self, words: frozenset[str]) -> Any:
        """How many of some words each set holds."""
        import numpy

        shared = numpy.zeros(len(self._lengths), numpy.uint16)
        for word in words & self._marks.keys():
            shared += self._marks[word]
        met = [self._places[word] for word in words & self._places.keys()]
        if met:
            count = numpy.bincount(numpy.concatenate(met), minlength=len(shared))
            shared += count.astype(numpy.uint16)
        return shared

    def score(self, words: frozenset[str], shared: Any = None) -> Any:
        """The share of words that each set has in common with some (Sørensen and Dice)."""
        found = self.share(words) if shared is None else shared
        return 2 * found.astype("int64") / (self._lengths + max(1, len(words)))


def _likely(
    known: Mapping[str, Question], likeness: Likeness | None
) -> Iterator[tuple[float, str, str]]:
    """Pairs that are near-identical, the likest first when sorted.

    The words that each shares with those before it are counted by arrays of their places.
    """
    import numpy

    names = sorted(known)
    # without a second opinion no pair below the bar is wanted
    least = _RELATED if likeness else _SAME
    index = _WordIndex([known[name].words for name in names])
    for at, name in enumerate(names):
        one = known[name]
        shared = index.share(one.words)
        scores = index.score(one.words, shared)
        alike = numpy.flatnonzero((shared[:at] >= _WORDS) & (scores[:at] >= least))
        for place, score in zip(alike.tolist(), scores[alike].tolist(), strict=True):
            other = known[names[place]]
            if not _names_the_same(other, one):
                continue
            both = (score + likeness(other.text, one.text)) / 2 if likeness else 0.0
            if score >= _SAME or both >= _SAME_BOTH:
                yield -max(score, both), other.id, one.id


def _score(one: Question, other: Question) -> float:
    """The share of words that two questions have in common (Sørensen and Dice)."""
    total = len(one.words) + len(other.words)
    return 2 * len(one.words & other.words) / total if total else 0.0


def _names_the_same(one: Question, other: Question) -> bool:
    """Nothing opposite, and the things that both name mostly the same."""
    if are_opposed(one.words, other.words):
        return False
    fewest = min(len(one.about), len(other.about))
    return not fewest or 2 * len(one.about & other.about) >= fewest


def _rank(question: Question) -> tuple[int, int, str, str]:
    """The wording that most studies use stands for all, else the shortest."""
    return -len(question.studies), len(question.text), question.text, question.id
