"""Train the tagger: conditional random fields on openly licensed gold standards.

    python scripts/train_tagger.py GOLD_FOLDER [--folds 0] [--out data/models]

GOLD_FOLDER holds gene_nlmgene.jsonl (NLM-Gene, CC0), biored.jsonl (BioRED, US Government work),
gene_bc2gm.jsonl (GENETAG, US Government work) and craft.jsonl (CRAFT v5, CC BY 3.0):
``{id, text, entities: [{start, end, type}]}`` a line. Needs
python-crfsuite (MIT), used here only. With ``--folds N`` nothing is written: each model is trained
N times without a part of its texts and scored on that part, which is what docs/accuracy.md quotes.
The same texts and version of python-crfsuite give the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pycrfsuite
from learn_names import learn_names, write_names
from write_models import write_models

from spacekg.annotators.features import (
    EDGE,
    STATE_OFFSETS,
    WORD_OFFSETS,
    state_features,
    word_features,
)
from spacekg.annotators.matches import Matches
from spacekg.annotators.states import write_states
from spacekg.annotators.symbols import trim_name
from spacekg.annotators.tokens import TokenRow, split_tokens
from spacekg.annotators.words import read_plain_words
from spacekg.lexicon import Lexicon, read_lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A model: gold file to gold type to label."""

    name: str
    sources: dict[str, dict[str, str]]
    #: leave out what is marked within a word ("natal" of "postnatal"): half a word is no name
    whole_words: bool = False
    #: texts that mark genes, families and domains alike; a model of ``sources`` parts them
    undivided: dict[str, dict[str, str]] = field(default_factory=dict)


RECIPES = (
    Recipe(
        name="gene",
        sources={
            "gene_nlmgene": {"Gene": "gene", "FamilyName": "gene_family", "DomainMotif": "domain"},
            "biored": {"Gene": "gene"},
        },
        undivided={"gene_bc2gm": {"Gene": "gene"}},
    ),
    Recipe(name="process", sources={"craft": {"GO_BP": "process"}}, whole_words=True),
    Recipe(name="cell_type", sources={"craft": {"CL": "cell_type"}}, whole_words=True),
    Recipe(name="tissue", sources={"craft": {"UBERON": "tissue"}}, whole_words=True),
    Recipe(name="chemical", sources={"biored": {"Chemical": "chemical"}}),
    Recipe(name="phenotype", sources={"biored": {"Disease": "phenotype"}}),
)
SETTINGS = {
    "c1": 0.3,
    "c2": 0.05,
    "max_iterations": 70,
    "feature.minfreq": 2,
    "feature.possible_transitions": True,
}


#: models whose names are learned too
LEARNED = ("process", "cell_type", "tissue", "chemical", "phenotype")
UNDIVIDED = "undivided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One gold text ready to learn from."""

    id: str
    features: list[list[list[str]]]
    spans: list[tuple[int, int, str]]
    rows: list[TokenRow]
    divided: bool = True


def prepare(path: Path, lexicon: Lexicon) -> list[dict[str, Any]]:
    """The gold records of ``path`` with their rows and features, computed once."""
    plain = read_plain_words(lexicon)
    prepared = []
    for line in path.open(encoding="utf-8"):
        record = json.loads(line)
        text = record["text"]
        rows = list(split_tokens(text))
        hits = list(lexicon.scan(text))
        states = write_states(rows, Matches(lexicon.spans(text)), text, plain)
        record["rows"] = rows
        record["hits"] = hits
        record["features"] = [_features(row.words, s) for row, s in zip(rows, states, strict=True)]
        prepared.append(record)
    return prepared


def _features(words: Sequence[str], states: Sequence[str]) -> list[list[str]]:
    count = len(words)
    lines = []
    for place in range(count):
        line: list[str] = []
        for offset in WORD_OFFSETS:
            at = place + offset
            line += word_features(words[at] if 0 <= at < count else EDGE, offset)
        for offset in STATE_OFFSETS:
            at = place + offset
            if 0 <= at < count:
                line += state_features(states[at], offset)
        lines.append(line)
    return lines


def examples(recipe: Recipe, gold: dict[str, list[dict[str, Any]]]) -> list[Example]:
    found = []
    for source, types in (*recipe.sources.items(), *recipe.undivided.items()):
        divided = source in recipe.sources
        for record in gold[source]:
            spans = [
                (entity["start"], entity["end"], types[entity["type"]])
                for entity in record["entities"]
                if entity["type"] in types
                and "spans" not in entity
                and not (recipe.whole_words and _cuts_word(record["text"], entity))
            ]
            found.append(
                Example(
                    id=record["id"],
                    features=record["features"],
                    rows=record["rows"],
                    spans=spans if divided else [_trim(record["text"], *span) for span in spans],
                    divided=divided,
                )
            )
    return found


def _trim(text: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
    """A span without the words around the name that the other texts leave out (human, mRNA)."""
    name = trim_name(text[start:end])
    start = text.index(name, start)
    return start, start + len(name), kind


def divide(chosen: Sequence[Example], path: Path) -> Iterator[Example]:
    """The examples, with spans of undivided texts typed by a model of the divided ones."""
    first: Any = None
    for example in chosen:
        if example.divided:
            yield example
            continue
        first = first or fit([each for each in chosen if each.divided], path)
        seen = list(predict(first, example))
        spans = []
        for start, end, kind in example.spans:
            meeting = (found[2] for found in seen if found[0] < end and start < found[1])
            spans.append((start, end, next(meeting, kind)))
        yield replace(example, spans=spans)


def _cuts_word(text: str, entity: dict[str, Any]) -> bool:
    start, end = entity["start"], entity["end"]
    return (start > 0 and text[start - 1].isalpha() and text[start].isalpha()) or (
        end < len(text) and text[end].isalpha() and text[end - 1].isalpha()
    )


def label(row: TokenRow, spans: Sequence[tuple[int, int, str]]) -> list[str]:
    labels = ["O"] * len(row.words)
    for start, end, kind in sorted(spans, key=lambda span: span[0] - span[1]):
        inside = [
            i
            for i, (a, b) in enumerate(zip(row.starts, row.ends, strict=True))
            if a < end and start < b
        ]
        if inside and all(labels[i] == "O" for i in inside):
            for i in inside:
                labels[i] = f"I-{kind}"
            labels[inside[0]] = f"B-{kind}"
    return labels


def train(chosen: Sequence[Example], path: Path) -> pycrfsuite.Tagger:
    return fit(list(divide(chosen, path)), path)


def fit(chosen: Sequence[Example], path: Path) -> pycrfsuite.Tagger:
    trainer = pycrfsuite.Trainer(verbose=False)
    for example in chosen:
        for row, features in zip(example.rows, example.features, strict=True):
            trainer.append(features, label(row, example.spans))
    trainer.set_params(SETTINGS)
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def predict(tagger: pycrfsuite.Tagger, example: Example) -> Iterator[tuple[int, int, str]]:
    for row, features in zip(example.rows, example.features, strict=True):
        begin = None
        for place, name in enumerate([*tagger.tag(features), "O"]):
            if begin is not None and not name.startswith("I-"):
                yield row.starts[begin[0]], row.ends[place - 1], begin[1]
                begin = None
            if name != "O" and begin is None:
                begin = (place, name[2:])


def cross_validate(recipe: Recipe, chosen: list[Example], folds: int, scratch: Path) -> None:
    counts: dict[str, list[int]] = {}
    for fold in range(folds):
        tagger = train([e for n, e in enumerate(chosen) if n % folds != fold], scratch)
        for example in chosen[fold::folds]:
            found, gold = set(predict(tagger, example)), set(example.spans)
            if not example.divided:  # its types are not known: one figure for all
                found = {(*span[:2], UNDIVIDED) for span in found}
                gold = {(*span[:2], UNDIVIDED) for span in gold}
            for kind in {span[2] for span in found | gold}:
                row = counts.setdefault(kind, [0, 0, 0])
                ours = {span for span in found if span[2] == kind}
                theirs = {span for span in gold if span[2] == kind}
                row[0] += len(ours & theirs)
                row[1] += len(ours)
                row[2] += len(theirs)
    for kind, (right, predicted, gold_count) in sorted(counts.items()):
        f1 = 2 * right / (predicted + gold_count) if predicted + gold_count else 0.0
        print(f"{recipe.name:<10} {kind:<12} exact F1 {f1:.3f}  P {right / max(predicted, 1):.3f}"
              f"  R {right / max(gold_count, 1):.3f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--names", action="store_true", help="learn the names only")
    parser.add_argument("--out", type=Path, default=Path("data/models"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    lexicon = read_lexicon()
    sources = sorted({s for recipe in RECIPES for s in (*recipe.sources, *recipe.undivided)})
    gold = {name: prepare(arguments.gold / f"{name}.jsonl", lexicon) for name in sources}
    if not arguments.folds and (arguments.names or not arguments.only):
        learned = {one.name: tuple(one.sources.items()) for one in RECIPES if one.name in LEARNED}
        write_names(learn_names(gold, learned, lexicon), arguments.out)
    if arguments.names:
        return
    scratch = arguments.out / "training.crfsuite"
    taggers = {}
    for recipe in RECIPES:
        if arguments.only and recipe.name not in arguments.only.split(","):
            continue
        chosen = examples(recipe, gold)
        if arguments.folds:
            cross_validate(recipe, chosen, arguments.folds, scratch)
        else:
            path = scratch.with_suffix(f".{recipe.name}")
            taggers[recipe.name] = train(chosen, path)
    if taggers:
        write_models(taggers, SETTINGS, arguments.out)
    for path in arguments.out.glob("training.*"):
        path.unlink()


if __name__ == "__main__":
    main()
