"""Tagger: linear-chain models that mark which words name a gene, a cell or a process.

The weights were trained by ``scripts/train_tagger.py`` (conditional random fields on openly
licensed corpora; ``data/models/README.md`` is the model card). A word's weights do not depend on
its place, so they are added up once a word and looked up after that.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import marisa_trie

from spacekg.annotators.decoding import Decoder, LabelModel
from spacekg.annotators.features import (
    EDGE,
    STATE_OFFSETS,
    WORD_OFFSETS,
    bare_state_features,
    bare_word_features,
)
from spacekg.errors import LexiconError
from spacekg.resources import find_resource

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[numpy.float32]

PAD = len(WORD_OFFSETS) // 2
#: words whose sums are kept, about 0.4 kB each; all are forgotten when there are more
MOST_WORDS = 60_000
#: features whose rows are kept at each offset, about 0.1 kB each
MOST_FEATURES = 30_000


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


class Tagger:
    """The trained models with the sums of the words met so far."""

    def __init__(self, folder: Path) -> None:
        import numpy

        try:
            card = json.loads((folder / "tagger.json").read_text(encoding="utf-8"))
            trie = marisa_trie.Trie()
            trie.load(str(folder / "tagger.marisa"))
            weights = numpy.load(folder / "tagger.npy").astype(numpy.float32)
        except (OSError, ValueError) as error:
            raise LexiconError(
                f"the trained tagger cannot be read ({error})",
                file=str(folder),
                advice="install SpaceKG again",
            ) from error
        models = tuple(_read_models(card["models"]))
        sizes = sorted({len(model.labels) for model in models})
        self._decoders = tuple(
            Decoder([model for model in models if len(model.labels) == size]) for size in sizes
        )
        self._words = _Sums(trie, weights, WORD_OFFSETS, bare_word_features)
        self._states = _Sums(trie, weights, STATE_OFFSETS, bare_state_features)

    def tag(self, rows: Sequence[Sequence[str]], states: Sequence[Sequence[str]]) -> Iterator[Tag]:
        """The names in ``rows`` of words; ``states`` is what the lexicon says of each word."""
        import numpy

        words = [EDGE] * (PAD + 1)
        seen = [""] * (PAD + 1)
        firsts = []
        edges = [0]
        for row, row_states in zip(rows, states, strict=True):
            firsts.append(len(words) - PAD)
            words += [*row, *[EDGE] * PAD]
            seen += [*row_states, *[""] * PAD]
            edges += range(len(words) - 2 * PAD, len(words) - PAD)
        if not firsts:
            return
        words.append(EDGE)
        seen.append("")
        scores = self._words.add(words, PAD) + self._states.add(seen, PAD)
        borders = numpy.array(edges[: len(edges) - PAD + 1])
        for decoder in self._decoders:
            for name in decoder.decode(scores, borders):
                number = bisect_right(firsts, name.first) - 1
                yield Tag(
                    model=name.model,
                    type=name.type,
                    row=number,
                    first=name.first - firsts[number],
                    last=name.last - firsts[number],
                    margin=name.margin,
                )


class _Rows(dict[str, tuple[int, ...]]):
    """The rows of weights of a feature, one an offset; asks the trie once a feature."""

    def __init__(self, trie: marisa_trie.Trie, offsets: Sequence[int], unknown: int) -> None:
        super().__init__()
        self._trie, self._unknown = trie, unknown
        self._prefixes = tuple(f"{offset}|" for offset in offsets)

    def __missing__(self, feature: str) -> tuple[int, ...]:
        if len(self) > MOST_FEATURES:
            self.clear()
        find, unknown = self._trie.get, self._unknown
        rows = tuple([find(prefix + feature, unknown) for prefix in self._prefixes])
        self[feature] = rows
        return rows


class _Sums:
    """For each word met: its summed weights at each offset, kept in one growing table."""

    def __init__(
        self,
        trie: marisa_trie.Trie,
        weights: Array,
        offsets: tuple[int, ...],
        features: Callable[[str, int], tuple[str, ...]],
    ) -> None:
        import numpy

        self._offsets, self._features = offsets, features
        # a word has the same features from each side, and some more of its own
        around = [offset for offset in offsets if offset]
        self._around = _Rows(trie, around, len(weights))
        self._own = _Rows(trie, (0,), len(weights))
        self._order = tuple(around.index(offset) if offset else len(around) for offset in offsets)
        # the last row, of zeros, is that of a feature no model knows
        self._weights = numpy.concatenate([weights, numpy.zeros_like(weights[:1])])
        self._index: dict[str, int] = {}
        self._table: Any = numpy.zeros((len(offsets), 1024, weights.shape[1]), dtype=numpy.float32)

    def add(self, words: list[str], pad: int) -> Array:
        """The scores of each place from ``pad`` to the last but ``pad``: neighbours added up."""
        import numpy

        index = self._index
        new = [word for word in dict.fromkeys(words) if word not in index]
        if new:
            if len(index) + len(new) > MOST_WORDS:
                index.clear()
                new = list(dict.fromkeys(words))
            self._learn(new)
        ids = numpy.array(list(map(index.__getitem__, words)))
        count = len(words) - 2 * pad
        parts = (
            self._table[place].take(ids[pad + offset : pad + offset + count], axis=0)
            for place, offset in zip(self._order, self._offsets, strict=True)
        )
        total: Array = next(parts)
        for part in parts:
            total += part
        return total

    def _learn(self, words: list[str]) -> None:
        import numpy

        first, count = len(self._index), len(words)
        self._index.update(zip(words, range(first, first + count), strict=True))
        size = self._table.shape[1]
        if first + count > size:
            more = numpy.zeros((len(self._offsets), max(size, count), self._table.shape[2]))
            self._table = numpy.concatenate([self._table, more.astype(numpy.float32)], axis=1)
        unknown = len(self._weights) - 1
        features, around, own = self._features, self._around.__getitem__, self._own.__getitem__
        none = [()] * (len(self._offsets) - 1)
        rows: list[int] = []
        starts = []
        for word in words:
            for found in list(zip(*map(around, features(word, 1)), strict=True)) or none:
                starts.append(len(rows))
                rows.append(unknown)
                rows += found
            starts.append(len(rows))
            rows.append(unknown)
            for (row,) in map(own, features(word, 0)):
                rows.append(row)
        sums = numpy.add.reduceat(self._weights[rows], starts, axis=0)
        sums = sums.reshape(count, len(self._offsets), -1).transpose(1, 0, 2)
        self._table[:, first : first + count] = sums


@cache
def read_tagger() -> Tagger:
    """The shipped tagger; read once a process."""
    return Tagger(find_resource("data", "models"))


def _read_models(cards: Sequence[dict[str, Any]]) -> Iterator[LabelModel]:
    column = 0
    for card in cards:
        labels = tuple(card["labels"])
        yield LabelModel(
            name=card["name"],
            labels=labels,
            columns=tuple(range(column, column + len(labels))),
            transitions=tuple(tuple(float(x) for x in row) for row in card["transitions"]),
        )
        column += len(labels)
