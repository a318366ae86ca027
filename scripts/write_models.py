"""Write models: trained fields as the small files that the tagger reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import marisa_trie
import numpy
import pycrfsuite


def write_models(
    taggers: dict[str, pycrfsuite.Tagger], settings: Mapping[str, object], out: Path
) -> None:
    """All models in one table: a row a feature, a column a label; and the card that names both."""
    cards, columns, width = [], {}, 0
    for name, tagger in taggers.items():
        info = tagger.info()
        labels = ["O", *sorted(each for each in info.labels if each != "O")]
        columns[name] = width
        width += len(labels)
        transitions = [
            [round(info.transitions.get((a, b), 0.0), 4) for b in labels] for a in labels
        ]
        cards.append({"name": name, "labels": labels, "transitions": transitions})
    features = sorted(
        {feature for tagger in taggers.values() for feature, _ in tagger.info().state_features}
    )
    trie = marisa_trie.Trie(features)
    table = numpy.zeros((len(trie), width), dtype=numpy.float16)
    for card in cards:
        info = taggers[card["name"]].info()
        for (feature, name), weight in info.state_features.items():
            column = columns[card["name"]] + card["labels"].index(name)
            table[trie[feature], column] = weight
    trie.save(str(out / "tagger.marisa"))
    numpy.save(out / "tagger.npy", table)
    text = json.dumps({"settings": dict(settings), "models": cards}, indent=1, sort_keys=True)
    (out / "tagger.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(trie)} features, {width} labels, {table.nbytes / 1e6:.1f} MB")
