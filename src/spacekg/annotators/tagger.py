"""Tagger: linear-chain models that mark which words name a gene, a cell or a process.

The weights were trained by ``scripts/train_tagger.py`` (conditional random fields on openly
licensed corpora; ``data/models/README.md`` is the model card). A word's weights do not depend on
its place, so they are added up once a word and looked up after that; decoding is Viterbi's
algorithm, run only where a name is possible at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import marisa_trie

from spacekg.annotators.features import (
    EDGE,
    STATE_OFFSETS,
    WORD_OFFSETS,
    state_features,
    word_features,
)
from spacekg.errors import LexiconError
from spacekg.resources import find_resource

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[numpy.float32]

PAD = len(WORD_OFFSETS) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Tokens ``first`` to ``last`` (inclusive) of row ``row`` name something of ``type``.

    ``margin`` is how far the label scores above "no name" at its best token (a log-odds figure).
    """

    model: str
    type: str
    row: int
    first: int
    last: int
    margin: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    name: str
    labels: tuple[str, ...]
    column: int
    transitions: tuple[tuple[float, ...], ...]
    slack: float


class Tagger:
    """The trained models, memory-mapped, with the sums of the words met so far."""

    def __init__(self, folder: Path) -> None:
        import numpy

        try:
            card = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
            self._trie = marisa_trie.Trie()
            self._trie.mmap(str(folder / "tagger.marisa"))
            self._weights = numpy.load(folder / "tagger.npy", mmap_mode="r")
        except (OSError, ValueError) as error:
            raise LexiconError(
                f"the trained tagger cannot be read ({error})",
                file=str(folder),
                advice="install SpaceKG again",
            ) from error
        self._width: int = self._weights.shape[1]
        self._models = tuple(_read_models(card["models"]))
        self._words = _Sums(self, WORD_OFFSETS, word_features)
        self._states = _Sums(self, STATE_OFFSETS, state_features)

    def weigh(self, features: Sequence[str]) -> Array:
        """The summed weights of ``features`` that the models know, a column a label."""
        import numpy

        trie = self._trie
        known = [trie.key_id(feature) for feature in features if feature in trie]
        if not known:
            return numpy.zeros(self._width, dtype=numpy.float32)
        total: Array = self._weights[known].astype(numpy.float32).sum(axis=0)
        return total

    def tag(self, rows: Sequence[Sequence[str]], states: Sequence[Sequence[str]]) -> Iterator[Tag]:
        """The names in ``rows`` of words; ``states`` is what the lexicon says of each word."""
        import numpy

        words = [EDGE] * PAD
        seen = [""] * PAD
        firsts = []
        for row, row_states in zip(rows, states, strict=True):
            firsts.append(len(words))
            words += [*row, *[EDGE] * PAD]
            seen += [*row_states, *[""] * PAD]
        if not firsts:
            return
        scores = self._words.add(words, PAD) + self._states.add(seen, PAD)
        for model in self._models:
            block = scores[:, model.column : model.column + len(model.labels)]
            lead = block[:, 1:].max(axis=1) - block[:, 0]
            possible = (lead > -model.slack).tolist()
            leads = numpy.asarray(lead).tolist()
            table = block.tolist()
            for number, (first, row) in enumerate(zip(firsts, rows, strict=True)):
                at = first - PAD
                for start, stop in _stretches(possible, at, at + len(row)):
                    path = _decode(table[start:stop], model.transitions)
                    for begin, end, label in _spans(path, model.labels):
                        yield Tag(
                            model=model.name,
                            type=label,
                            row=number,
                            first=start - at + begin,
                            last=start - at + end,
                            margin=max(leads[start + begin : start + end + 1]),
                        )


class _Sums:
    """For each word met: its summed weights at each offset, kept in one growing table."""

    def __init__(self, tagger: Tagger, offsets: tuple[int, ...], features: Any) -> None:
        self._tagger, self._offsets, self._features = tagger, offsets, features
        self._index: dict[str, int] = {}
        self._table: Any = None

    def add(self, words: list[str], pad: int) -> Array:
        """The scores of each place from ``pad`` to the last but ``pad``: neighbours added up."""
        import numpy

        if self._table is None:
            shape = (1024, len(self._offsets), self._tagger.weigh(()).shape[0])
            self._table = numpy.zeros(shape, dtype=numpy.float32)
        index = self._index
        ids = numpy.array([index[w] if w in index else self._learn(w) for w in words])
        count = len(words) - 2 * pad
        total = self._table[ids[pad + self._offsets[0] :][:count], 0].copy()
        for place, offset in enumerate(self._offsets[1:], start=1):
            total += self._table[ids[pad + offset :][:count], place]
        result: Array = total
        return result

    def _learn(self, word: str) -> int:
        import numpy

        number = len(self._index)
        if number == len(self._table):
            self._table = numpy.concatenate([self._table, numpy.zeros_like(self._table)])
        for place, offset in enumerate(self._offsets):
            # seen from the word itself, its left neighbour's offset is negative
            self._table[number, place] = self._tagger.weigh(self._features(word, offset))
        self._index[word] = number
        return number


@cache
def read_tagger() -> Tagger:
    """The shipped tagger; read once a process."""
    return Tagger(find_resource("data", "models"))


def _read_models(cards: Sequence[dict[str, Any]]) -> Iterator[_Model]:
    column = 0
    for card in cards:
        labels = tuple(card["labels"])
        transitions = tuple(tuple(float(x) for x in row) for row in card["transitions"])
        flat = [x for row in transitions for x in row]
        # a place whose best name scores this far below "no name" cannot be part of a name
        slack = 2 * (max(flat) - min(flat[0], 0.0)) if flat else 0.0
        yield _Model(
            name=card["name"], labels=labels, column=column, transitions=transitions, slack=slack
        )
        column += len(labels)


def _stretches(possible: list[bool], start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Runs of possible places, one place wider on each side, within ``start`` and ``stop``."""
    at = start
    while at < stop:
        if not possible[at]:
            at += 1
            continue
        first = max(start, at - 1)
        while at < stop and possible[at]:
            at += 1
        yield first, min(stop, at + 1)
        at += 1


def _decode(scores: list[list[float]], transitions: tuple[tuple[float, ...], ...]) -> list[int]:
    count = range(len(transitions))
    best = scores[0]
    back: list[list[int]] = []
    for emission in scores[1:]:
        row, choice = [], []
        for label in count:
            source = max(count, key=lambda k, label=label: best[k] + transitions[k][label])  # type: ignore[misc]
            row.append(best[source] + transitions[source][label] + emission[label])
            choice.append(source)
        best = row
        back.append(choice)
    path = [max(count, key=lambda k: best[k])]
    for choice in reversed(back):
        path.append(choice[path[-1]])
    return path[::-1]


def _spans(path: list[int], labels: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    begin, kind = -1, ""
    for place, number in enumerate([*path, 0]):
        label = labels[number] if place < len(path) else "O"
        if begin >= 0 and label != f"I-{kind}":
            yield begin, place - 1, kind
            begin = -1
        if label != "O" and begin < 0:
            begin, kind = place, label[2:]
