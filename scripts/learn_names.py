"""Learn names: how the annotators of gold texts wrote and grounded a thing, as a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacekg.annotators.learned import COLUMNS, NOT_A_NAME
from spacekg.lexicon import Lexicon

#: types of which the corpus marks every mention
COMPLETE = ("cell_type", "tissue", "chemical", "phenotype")
FEWEST, FEWEST_UNMARKED = 2, 3
#: how often one word must stand for a process whose label says more
FEWEST_OF_PART = 50
#: words of labels that say nothing of what happens
VAGUE = frozenset(
    "behavior biological cell cellular in mediated of pathway perception population process "
    "sensory system the to".split()
)


def learn_names(
    gold: dict[str, list[dict[str, Any]]],
    sources: Mapping[str, Iterable[tuple[str, Iterable[str]]]],
    lexicon: Lexicon,
) -> Iterator[tuple[str, str, str, int]]:
    """What annotators called a thing and which identifier they gave it: type, name, id, count.

    ``sources`` are, by type, the gold files and the types in them that mean it. A name of the
    lexicon that stands in the texts often and was never marked has the id ``-``.
    """
    for kind, files in sources.items():
        given: dict[str, Counter[str]] = {}
        unmarked: Counter[str] = Counter()
        for source, types in files:
            for record in gold[source]:
                marked = [e for e in record["entities"] if e["type"] in types]
                for entity in marked:
                    if "spans" not in entity and len(entity["ids"]) == 1:
                        name = " ".join(entity["text"].lower().split())
                        given.setdefault(name, Counter())[entity["ids"][0]] += 1
                if kind in COMPLETE:
                    unmarked.update(unmarked_names(record, marked, kind))
        seen = {" ".join(w.split()) for w in given}
        for name, counts in sorted(given.items()):
            curie, count = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            term = lexicon.term(curie)
            if count < FEWEST or count < 0.8 * counts.total() or term is None:
                continue
            if kind != "process" or " " in name or is_told(name, term.label, count):
                yield kind, name, curie, count
        for name, count in sorted(unmarked.items()):
            if count >= FEWEST_UNMARKED and name not in seen:
                yield kind, name, NOT_A_NAME, count


def is_told(name: str, label: str, count: int) -> bool:
    """Whether one word says what a process is called, rather than what one paper meant by it.

    Its stem must be in the label ("secreted" for secretion, not "control" for biological
    regulation), and where the label says what is acted on ("DNA repair") many must write so.
    """
    words = [word for word in re.findall(r"[a-z]+", label.lower()) if word not in VAGUE]
    stem = name[: max(4, min(6, len(name) - 2))]
    rest = [word for word in words if not word.startswith(stem)]
    return len(rest) < len(words) and (not rest or count >= FEWEST_OF_PART)


def unmarked_names(
    record: dict[str, Any], marked: Sequence[dict[str, Any]], kind: str
) -> Iterator[str]:
    """The lexicon's names of a type in a gold text that no mark of that type touches."""
    covered = bytearray(len(record["text"]) + 1)
    for entity in marked:
        covered[entity["start"] : entity["end"]] = b"\1" * (entity["end"] - entity["start"])
    for hit in record["hits"]:
        if any(sense.term.type == kind for sense in hit.senses) and not any(
            covered[hit.start : hit.end]
        ):
            yield " ".join(record["text"][hit.start : hit.end].lower().split())


def write_names(rows: Iterator[tuple[str, str, str, int]], out: Path) -> None:
    lines = ["\t".join(COLUMNS), *("\t".join(map(str, row)) for row in sorted(rows))]
    (out / "names.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} names")
