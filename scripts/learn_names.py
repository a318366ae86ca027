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
            names = (term.label, *known_names(given, curie, lexicon))
            if kind != "process" or " " in name or is_told(name, names, count):
                yield kind, name, curie, count
        for name, count in sorted(unmarked.items()):
            if count >= FEWEST_UNMARKED and name not in seen:
                yield kind, name, NOT_A_NAME, count


def known_names(given: Iterable[str], curie: str, lexicon: Lexicon) -> Iterator[str]:
    """The single words among ``given`` that the lexicon itself has for an identifier."""
    for name in sorted(given):
        if name.isalpha() and any(sense.term.id == curie for sense in lexicon.senses(name)):
            yield name


def is_told(name: str, names: Iterable[str], count: int) -> bool:
    """Whether one word says what a process is called, rather than what one paper meant by it.

    Its stem must be in a name of the process ("secreted" for secretion, "hematopoietic" for
    hematopoiesis; not "control" for biological regulation), and where the name says what is
    acted on ("DNA repair") many must write so.
    """
    stem = name[: max(4, min(6, len(name) - 2))]
    for known in names:
        words = [word for word in re.findall(r"[a-z]+", known.lower()) if word not in VAGUE]
        rest = [word for word in words if not word.startswith(stem)]
        if len(rest) < len(words) and (not rest or count >= FEWEST_OF_PART):
            return True
    return False


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
