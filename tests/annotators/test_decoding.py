"""The pruned decoder finds what an exhaustive search finds."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import numpy
import pytest

from spacekg.annotators.decoding import Decoder, LabelModel, Name

LABELS = ("O", "B-cell", "I-cell", "B-gene", "I-gene")


def make_model(chance: random.Random, name: str, labels: Sequence[str], column: int) -> LabelModel:
    count = len(labels)
    return LabelModel(
        name=name,
        labels=tuple(labels),
        columns=tuple(range(column, column + count)),
        transitions=tuple(
            tuple(round(chance.uniform(-4, 6), 3) for _ in range(count)) for _ in range(count)
        ),
    )


def search_all(model: LabelModel, rows: list[list[list[float]]]) -> list[tuple[int, int, str]]:
    """The names of the best of all label sequences, by trying each one."""
    found = []
    place = 1
    for row in rows:
        best = max(
            itertools.product(range(len(model.labels)), repeat=len(row)),
            key=lambda path: (
                sum(row[at][model.columns[label]] for at, label in enumerate(path))
                + sum(model.transitions[a][b] for a, b in itertools.pairwise(path))
            ),
        )
        begin, kind = -1, ""
        for at, number in enumerate([*best, 0]):
            label = model.labels[number]
            if begin >= 0 and label != f"I-{kind}":
                found.append((place + begin, place + at - 1, kind))
                begin = -1
            if number and begin < 0:
                begin, kind = at, label[2:]
        place += len(row) + 2
    return found


def decode(models: Sequence[LabelModel], rows: list[list[list[float]]]) -> list[Name]:
    width = len(rows[0][0])
    table, edges = [[0.0] * width], [0]
    for row in rows:
        table += row
        edges += [len(table), len(table) + 1]
        table += [[0.0] * width] * 2
    scores = numpy.array(table, dtype=numpy.float32)
    return list(Decoder(models).decode(scores, numpy.array(edges)))


@pytest.mark.parametrize("seed", range(60))
def test_pruned_search_equals_trying_all_sequences(seed: int) -> None:
    chance = random.Random(seed)
    models = [make_model(chance, "one", LABELS, 0), make_model(chance, "two", LABELS, 5)]
    # low scores prune much, high ones little
    centre = chance.choice((-6, -3, -1, 0, 2))
    rows = [
        [
            [round(chance.gauss(0 if label % 5 == 0 else centre, 3), 3) for label in range(10)]
            for _ in range(chance.randint(1, 5))
        ]
        for _ in range(3)
    ]
    found = decode(models, rows)
    for model in models:
        assert [
            (name.first, name.last, name.type) for name in found if name.model == model.name
        ] == search_all(model, rows)


def test_margin_is_the_best_lead_over_no_name() -> None:
    model = LabelModel(
        name="m", labels=("O", "B-gene", "I-gene"), columns=(0, 1, 2), transitions=((0.0,) * 3,) * 3
    )
    (name,) = decode([model], [[[0.0, 2.0, 0.0], [1.0, 0.0, 4.5], [3.0, 0.0, 0.0]]])
    assert (name.first, name.last, name.type, name.margin) == (1, 2, "gene", 3.5)
