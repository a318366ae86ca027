"""Decoding: the best sequence of labels for all rows of a document and several models at once.

The search is Viterbi's and exact. Most places are settled before it, for all of them at once. A
name is worth what its places score inside a name, less what it costs to open and to close one; a
place that no stretch of positive worth can cover has no name. At the places left, a label that
stays below "no name" however its neighbours are labelled falls away. What is then still open are
short runs of few labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import add
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[numpy.float32]

_ROUNDS = 2
#: more than any row can score
_CLIFF = 1e5
#: scores nearer than this are left to the search, which adds them up more precisely
_DOUBT = 1e-3
_NEVER = float("-inf")
#: labels of most open places: "no name" and one more
_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelModel:
    """Labels of a model (the first is "no name"), their score columns, scores of passing on."""

    name: str
    labels: tuple[str, ...]
    columns: tuple[int, ...]
    transitions: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Places ``first`` to ``last`` (inclusive) that a model calls a name of ``type``."""

    model: str
    type: str
    first: int
    last: int
    margin: float


class Decoder:
    """Models with the same number of labels, decoded together.

    A set of labels is a number, a bit a label; the bit after the last stands for the edge of a
    row, which favours no label.
    """

    def __init__(self, models: Sequence[LabelModel]) -> None:
        import numpy

        self._models = tuple(models)
        count = len(models[0].labels)
        self._edge = 1 << count
        # tables of scores have labels first, then models, then places: what is done over the few
        # labels is then done to whole rows of places
        self._columns = numpy.array([model.columns for model in models]).T
        self._bits = (1 << numpy.arange(count)).astype(numpy.int64)
        self._bits[0] = 0
        self._sets = tuple(
            tuple(label for label in range(count) if number >> label & 1)
            for number in range(self._edge)
        )
        steps = numpy.zeros((len(models), count + 1, count + 1))
        steps[:, :count, :count] = [model.transitions for model in models]
        # what a label gains over "no name", after each label and before each label
        self._after = self._best_of(steps[:, :, :count] - steps[:, :, :1])
        before = steps[:, :count, :] - steps[:, :1, :]
        self._before = self._best_of(before.transpose(0, 2, 1))
        free = self._after[:, -1] + self._before[:, -1]
        self._floor = -(free + _DOUBT).T[1:, :, None]
        plain = steps[:, :1, :1]
        inside = steps[:, 1:count, 1:count].max(axis=1, keepdims=True) - plain
        self._inside = inside.transpose(2, 0, 1)
        self._opening = (steps[:, :1, 1:count] - plain).transpose(2, 0, 1)
        self._closing = (steps[:, 1:count, :1] - plain).transpose(1, 0, 2)
        self._most_closing = self._closing.max(axis=0)
        # for each model, set of labels before and label: the scores of passing on to it
        self._incoming = tuple(
            tuple(
                tuple(
                    tuple(model.transitions[before][label] for before in members)
                    for label in range(count)
                )
                for members in self._sets
            )
            for model in self._models
        )

    def _best_of(self, gains: Any) -> Array:
        """For each model and each set of neighbours: the best gain of each label."""
        import numpy

        models, neighbours, count = gains.shape
        best = numpy.full((models, 1 << neighbours, count), _NEVER, dtype=numpy.float32)
        for number in range(1, 1 << neighbours):
            members = [place for place in range(neighbours) if number >> place & 1]
            best[:, number] = gains[:, members].max(axis=1)
        return best

    def decode(self, scores: Array, edges: NDArray[numpy.intp]) -> Iterator[Name]:
        """The names in a table of scores, a row a place; ``edges`` are the places of no token.

        The first and the last place are edges.
        """
        import numpy

        leads = scores.T.take(self._columns, axis=0)
        leads = leads - leads[0]
        may_be = leads[1:] > self._floor
        may_be &= self._cover(leads[1:], edges)
        sets = numpy.ones(leads.shape[1:], dtype=numpy.int64)
        for bit, label in zip(self._bits[1:], may_be, strict=True):
            sets += label * bit
        sets[:, edges] = 1
        models, places = numpy.nonzero(sets > 1)
        kept = numpy.ones_like(sets)
        kept[:, edges] = self._edge
        kept[models, places] = sets[models, places]
        lead = leads[:, models, places].T
        for _ in range(_ROUNDS):
            gain = lead + self._after[models, kept[models, places - 1]]
            gain += self._before[models, kept[models, places + 1]]
            still = (gain > -_DOUBT) @ self._bits + 1
            kept[models, places] = still
            keep = still > 1
            models, places, lead = models[keep], places[keep], lead[keep]
        yield from self._search(
            models.tolist(),
            places.tolist(),
            lead.tolist(),
            kept[models, places].tolist(),
            set(edges.tolist()),
        )

    def _cover(self, leads: Array, edges: NDArray[numpy.intp]) -> NDArray[numpy.bool_]:
        """Whether a stretch that gains by being a name can give a place a label, for each label."""
        import numpy

        opening = leads + self._opening
        after = edges[:-1] + 1
        opening[:, :, after] = leads[:, :, after]
        opening[:, :, edges] = -_CLIFF * _CLIFF
        inside = leads + self._inside
        inside[:, :, edges] = -_CLIFF
        total = inside.max(axis=0).cumsum(axis=1)
        opened = numpy.maximum.accumulate(opening.max(axis=0) - total, axis=1)
        # the most that a stretch can have gained up to a place, and can still gain after it
        gained = numpy.full_like(total, -_CLIFF)
        gained[:, 1:] = opened[:, :-1] + total[:, :-1]
        last = edges[1:] - 1
        closed = total + self._most_closing
        closed[:, last] = total[:, last]
        closed[:, edges] -= _CLIFF
        closed = numpy.maximum.accumulate(closed[:, ::-1], axis=1)[:, ::-1]
        coming = numpy.full_like(total, -_CLIFF)
        coming[:, :-1] = closed[:, 1:] - total[:, :-1]
        closing = numpy.maximum(coming, self._closing)
        closing[:, :, last] = numpy.maximum(coming[:, last], 0.0)
        worth = inside
        worth += gained
        numpy.maximum(worth, opening, out=worth)
        worth += closing
        found: NDArray[numpy.bool_] = worth > -_DOUBT
        return found

    def _search(
        self,
        models: list[int],
        places: list[int],
        leads: list[list[float]],
        sets: list[int],
        edges: set[int],
    ) -> Iterator[Name]:
        """Viterbi's search in each run of open places."""
        begin, count = 0, len(places)
        while begin < count:
            end = begin + 1
            first, number = places[begin], models[begin]
            while end < count and places[end] == first + end - begin and models[end] == number:
                end += 1
            opened, closed = first - 1 not in edges, first + end - begin not in edges
            model = self._models[number]
            if end == begin + 1:
                labels = self._sets[sets[begin]]
                path = [_best_alone(model.transitions, labels, leads[begin], opened, closed)]
            else:
                path = self._best_path(
                    number, leads[begin:end], sets[begin:end], opened=opened, closed=closed
                )
            if any(path):
                for start, stop, kind in _spans(path, model.labels):
                    yield Name(
                        model=model.name,
                        type=kind,
                        first=first + start,
                        last=first + stop,
                        margin=max(max(row[1:]) for row in leads[begin + start : begin + stop + 1]),
                    )
            begin = end

    def _best_path(
        self, number: int, leads: list[list[float]], sets: list[int], *, opened: bool, closed: bool
    ) -> list[int]:
        """The best labels of a run; ``opened``, ``closed``: "no name" stands there, no edge."""
        model, incoming = self._models[number], self._incoming[number]
        known = sets[0]
        lead = leads[0]
        first = model.transitions[0]
        scores = [lead[label] + (first[label] if opened else 0.0) for label in self._sets[known]]
        trail: list[tuple[int, list[float]]] = []
        for lead, members in zip(leads[1:], sets[1:], strict=True):
            steps = incoming[known]
            trail.append((known, scores))
            labels = self._sets[members]
            if len(scores) == _PAIR:
                one, two = scores
                scores = []
                for label in labels:
                    step, other = steps[label]
                    step += one
                    other += two
                    scores.append((step if step > other else other) + lead[label])
            else:
                scores = [max(map(add, scores, steps[label])) + lead[label] for label in labels]
            known = members
        if closed:
            scores = list(map(add, scores, incoming[known][0]))
        label = self._sets[known][scores.index(max(scores))]
        path = [label]
        for known, scores in reversed(trail):
            # where it came from is asked again: for the labels of the path only
            sums = list(map(add, scores, incoming[known][label]))
            label = self._sets[known][sums.index(max(sums))]
            path.append(label)
        path.reverse()
        return path


def _best_alone(
    transitions: tuple[tuple[float, ...], ...],
    labels: tuple[int, ...],
    lead: list[float],
    opened: bool,
    closed: bool,
) -> int:
    """The best label of an open place between two that have none."""
    first = transitions[0]
    best, most = 0, _NEVER
    for label in labels:
        score = lead[label] + (first[label] if opened else 0.0)
        if closed:
            score += transitions[label][0]
        if score > most:
            best, most = label, score
    return best


def _spans(path: list[int], labels: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    begin, kind = -1, ""
    for place, number in enumerate([*path, 0]):
        label = labels[number]
        if begin >= 0 and label != f"I-{kind}":
            yield begin, place - 1, kind
            begin = -1
        if number and begin < 0:
            begin, kind = place, label[2:]
