"""Learn names: how the annotators of gold texts wrote and grounded a thing, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacekg.annotators.learned import COLUMNS, NOT_A_NAME
from spacekg.lexicon import Lexicon

#: types of which the corpus marks every mention
COMPLETE = ("cell_type", "tissue", "chemical", "phenotype")
FEWEST, FEWEST_UNMARKED = 2, 3


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
            if count >= FEWEST and count >= 0.8 * counts.total() and lexicon.term(curie):
                yield kind, name, curie, count
        for name, count in sorted(unmarked.items()):
            if count >= FEWEST_UNMARKED and name not in seen:
                yield kind, name, NOT_A_NAME, count


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
