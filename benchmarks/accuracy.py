"""Accuracy: annotators against every development gold set, beside targets and published figures.

python benchmarks/accuracy.py [--gold FOLDER] [--only NAME] [--write docs/accuracy.md]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from spacekg import __version__
from spacekg.annotators import annotate
from spacekg.evaluation import TypeScore, read_gold, score
from spacekg.lexicon import read_lexicon
from spacekg.readers import read_text

#: set, type, figure, naive dictionary, published, target
ROWS = (
    ("species_s800", "organism", "overlap", ".33", "dictionaries .796, .778", 0.85),
    ("species_s800", "organism", "ids", ".34", ".879", 0.88),
    ("species_linnaeus", "organism", "overlap", ".28", ".85 to .91", 0.90),
    ("craft", "organism", "exact", ".65", "ConceptMapper .69", 0.90),
    ("craft", "cell_type", "exact", ".40", ".83", 0.80),
    ("craft", "tissue", "exact", ".65", "–", 0.80),
    ("craft", "tissue", "id_at_span", ".99", "–", 0.97),
    ("craft", "process", "exact", ".24", ".36 to .42", 0.50),
    ("anatomy_anatem", "tissue", "overlap", ".55", "–", 0.75),
    ("anatomy_anatem", "cell_type", "overlap", ".75", "–", 0.85),
    ("gene_gnormplus", "gene", "overlap", "–", "–", 0.80),
    ("gene_gnormplus", "gene", "ids", "–", "trained .867 (human)", 0.75),
    ("gene_nlmgene", "gene", "overlap", "–", "–", 0.75),
    ("gene_nlmgene", "gene", "ids", "–", "–", 0.60),
    ("gene_bc2gm", "gene", "overlap", "–", "trained, exact .815 to .847", 0.75),
    ("biored", "chemical", "overlap", "–", "–", None),
    ("biored", "phenotype", "overlap", "–", "–", None),
    ("gene_jnlpba", "gene", "overlap", "–", "–", None),
    ("gene_jnlpba", "cell_type", "overlap", "–", "–", None),
)
#: sets whose texts taught the tagger all types but organisms (data/models/README.md)
TAUGHT = ("craft", "gene_nlmgene", "gene_bc2gm", "biored")


def measure(path: Path, limit: int) -> tuple[dict[str, TypeScore], float]:
    """The scores of a gold file by type, and characters annotated a second."""
    gold = read_gold(path)[: limit or None]
    lexicon = read_lexicon()
    predicted = {}
    started = time.perf_counter()
    for document in gold:
        mentions: dict[str, dict[tuple[int, int], set[str]]] = {}
        found = annotate(read_text(document.text, id=document.id), lexicon)
        for each in found.annotations:
            spans = mentions.setdefault(each.entity.type, {})
            spans.setdefault((each.start, each.end), set()).update(each.entity.ids)
        predicted[document.id] = mentions
    seconds = time.perf_counter() - started
    size = sum(len(document.text) for document in gold)
    return {each.type: each for each in score(gold, predicted)}, size / seconds


def cells(entry: TypeScore | None, figure: str) -> tuple[str, str, str]:
    if entry is None:
        return "-", "-", "-"
    if figure == "id_at_span":
        return "", "", "" if entry.id_at_span is None else f"{entry.id_at_span:.3f}"
    part = getattr(entry, figure)
    if part is None:
        return "-", "-", "-"
    return f"{part.precision:.3f}", f"{part.recall:.3f}", f"{part.f1:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = Path(__file__).resolve().parents[1]
    parser.add_argument("--gold", type=Path, default=root.parent / "shared/corpus/gold")
    parser.add_argument("--only", default="")
    parser.add_argument("--limit", type=int, default=0, help="texts of each set")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    if not arguments.gold.is_dir():
        sys.exit(f"{arguments.gold}: no gold standards there")
    names = list(dict.fromkeys(row[0] for row in ROWS))
    if arguments.only:
        names = arguments.only.split(",")
    measured, speeds = {}, {}
    for name in names:
        measured[name], speeds[name] = measure(arguments.gold / f"{name}.jsonl", arguments.limit)
        print(f"{name}: {speeds[name] / 1e3:.0f} kB/s", file=sys.stderr)
    lines = [
        "| set | type | figure | P | R | F1 | naive | published | target | met |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for name, kind, figure, naive, published, target in ROWS:
        if name not in measured:
            continue
        p, r, f1 = cells(measured[name].get(kind), figure)
        met = "" if target is None or f1 in ("-", "") else "yes" if float(f1) >= target else "no"
        if met and name in TAUGHT and kind != "organism":
            met = "seen"  # a figure on texts the tagger has seen meets nothing
        goal = "–" if target is None else f"{target:.2f}"
        lines.append(
            f"| {name} | {kind} | {figure} | {p} | {r} | {f1} | {naive} | {published} "
            f"| {goal} | {met} |"
        )
    print("\n".join(lines))
    if arguments.json:
        arguments.json.write_text(
            json.dumps({name: sorted(entry) for name, entry in measured.items()}, indent=1)
        )
    if arguments.write:
        text = arguments.write.read_text(encoding="utf-8")
        begin, end = "<!-- table -->", "<!-- /table -->"
        head, rest = text.split(begin, 1)
        tail = rest.split(end, 1)[1]
        table = "\n".join(lines)
        arguments.write.write_text(
            f"{head}{begin}\nVersion {__version__}.\n\n{table}\n{end}{tail}", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
