"""Accuracy of findings, gaps and designs against the curator's gold of the development corpus.

    python benchmarks/findings.py [--write docs/accuracy-findings.md] [--errors N]
    python benchmarks/findings.py --sample 60 --seed 57 [--half odd]    # to be read by eye

The rules are those of the gold's guide: a predicted finding is right when its about span overlaps
the gold one and the direction is the same, each gold finding used once; a gap when the spans share
at least half of the shorter; design sets by identifier, or by word where the gold has only a word.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacekg.annotators import annotate
from spacekg.extraction import extract, write_record
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.model import Finding
from spacekg.readers import read, read_text

CORPUS = Path(__file__).resolve().parents[1] / "../shared/corpus"
FIELDS = ("findings", "about", "gaps", "organisms", "tissues", "exposures")


@dataclass
class Tally:
    """Counts of one split."""

    hit: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    predicted: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    gold: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    documents: int = 0
    gap_kinds: int = 0
    errors: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, name: str, hit: int, predicted: int, gold: int) -> None:
        self.hit[name] += hit
        self.predicted[name] += predicted
        self.gold[name] += gold

    def prf(self, name: str) -> tuple[float, float, float]:
        p = self.hit[name] / max(1, self.predicted[name])
        r = self.hit[name] / max(1, self.gold[name])
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def shared(a: tuple[int, int], b: tuple[int, int]) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def pair(
    gold: list[Any], guess: list[Any], right: Callable[[Any, Any], bool]
) -> tuple[list[tuple[Any, Any]], list[Any]]:
    """Greedy one-to-one pairs, and the gold left over."""
    left, pairs = list(gold), []
    for p in guess:
        for g in left:
            if right(g, p):
                pairs.append((g, p))
                left.remove(g)
                break
    return pairs, left


def span(finding: dict[str, Any]) -> tuple[int, int]:
    return finding["about"]["start"], finding["about"]["end"]


def touching(g: dict[str, Any], p: dict[str, Any]) -> bool:
    return shared(span(g), span(p)) > 0


def right_finding(g: dict[str, Any], p: dict[str, Any]) -> bool:
    denied = "negated" in (g.get("certainty"), p.get("certainty"))
    return touching(g, p) and (denied or g["direction"] == p["direction"])


def right_gap(g: dict[str, Any], p: dict[str, Any]) -> bool:
    common = shared((g["start"], g["end"]), (p["start"], p["end"]))
    return common > 0 and 2 * common >= min(g["end"] - g["start"], p["end"] - p["start"])


def fold(word: str) -> str:
    return re.sub(r"s\b", "", re.sub(r"[^a-z0-9:]+", " ", word.lower()).strip())


def same_entity(word: str, entity: dict[str, Any]) -> bool:
    if re.fullmatch(r"[A-Za-z]+:[A-Za-z0-9_.-]+", word):
        return word in entity["ids"] or word == entity["id"]
    a, b = fold(word), fold(entity["label"])
    return bool(a and b) and (a in b or b in a)


def score(gold: dict[str, Any], found: dict[str, Any], tally: Tally) -> None:
    """Count one document."""
    tally.documents += 1
    text = gold["text"]
    pairs, lost = pair(gold["findings"], found["findings"], right_finding)
    near, _ = pair(gold["findings"], found["findings"], touching)
    used = {id(p) for _, p in pairs}
    tally.add("findings", len(pairs), len(found["findings"]), len(gold["findings"]))
    tally.add("about", len(near), len(found["findings"]), len(gold["findings"]))
    for g in lost:
        tally.errors.append(("missed", gold["id"], g["about"]["text"], g["direction"]))
    for p in found["findings"]:
        if id(p) not in used:
            tally.errors.append(("extra", gold["id"], text[slice(*span(p))], p["direction"]))
    gaps, _ = pair(gold["gaps"], found["gaps"], right_gap)
    tally.add("gaps", len(gaps), len(found["gaps"]), len(gold["gaps"]))
    tally.gap_kinds += sum(g["kind"] == p["kind"] for g, p in gaps)
    for name in ("organisms", "tissues", "exposures"):
        wanted = list(dict.fromkeys(gold["design"][name]))
        met, _ = pair(wanted, found[name], same_entity)
        hits = {id(p) for _, p in met}
        spare = sum(
            id(p) not in hits and any(same_entity(w, p) for w in wanted) for p in found[name]
        )
        tally.add(name, len(met), len(found[name]) - spare, len(wanted))


def predict(gold: dict[str, Any], lexicon: Lexicon) -> tuple[dict[str, Any], float]:
    """The record of a gold text as plain JSON, and the seconds that extraction took."""
    document = read_text(gold["text"], id=gold["id"])
    annotations = annotate(document, lexicon)
    begun = time.process_time()
    record = extract(document, annotations, lexicon)
    took = time.process_time() - begun
    for finding in record.findings:
        assert document.text[finding.start : finding.end] == finding.quote
    return write_record(record), took


def score_rows(lexicon: Lexicon) -> dict[str, float]:
    """How many rows of the review's tables, and of their observations, were read right."""
    wanted = [r for r in lines(CORPUS / "findings/seed003_rows.jsonl") if r["observations"]]
    seed = next(s for s in lines(CORPUS / "findings/seeds.jsonl") if s["id"].startswith("003"))
    record, _ = predict(seed, lexicon)
    by_reference: dict[str, list[dict[str, Any]]] = {}
    for finding in record["findings"]:
        if finding["cites"]:
            by_reference.setdefault(_plain(finding["cites"]), []).append(finding)
    rows = observations = total = 0
    for row in wanted:
        own = list(by_reference.get(_plain(row["reference"]), []))
        days = row["duration_days"]
        if own and (not days or any(f["days"] in days for f in own)):
            rows += 1
        for observation in row["observations"]:
            total += 1
            words = set(_plain_words(observation["about"]))
            for finding in own:
                named = set(_plain_words(seed["text"][slice(*span(finding))]))
                if finding["direction"] == observation["direction"] and words & named:
                    own.remove(finding)
                    observations += 1
                    break
    return {
        "rows": rows, "rows_gold": len(wanted), "observations": observations,
        "observations_gold": total,
    }  # fmt: skip


def _plain(reference: str) -> str:
    return re.sub(r"[^\w.]+", "", reference.replace(";", ""))


def _plain_words(text: str) -> Iterator[str]:
    for word in re.findall(r"[a-z0-9-]+", text.lower().replace("-\n", "")):
        if word not in ("of", "and", "the", "in"):
            yield word


def report(tallies: dict[str, Tally], rows: dict[str, float], speed: float) -> str:
    """The tables as Markdown."""
    out = [
        "# Accuracy of findings, gaps and designs", "",
        "Measured by `python benchmarks/findings.py --write docs/accuracy-findings.md` on the",
        "development gold (one curator). A held-out set of the same kind decides; see the",
        "error classes below for what is lost.", "",
        "| set | what | precision | recall | F1 | right | predicted | gold |",
        "|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for name, tally in tallies.items():
        for what in FIELDS:
            p, r, f1 = tally.prf(what)
            out.append(
                f"| {name} | {what} | {p:.3f} | {r:.3f} | {f1:.3f} | {tally.hit[what]} "
                f"| {tally.predicted[what]} | {tally.gold[what]} |"
            )
    out += ["", "| set | direction right where the entity is | kind right where the gap is |",
            "|---|---|---|"]  # fmt: skip
    for name, tally in tallies.items():
        share = tally.hit["findings"] / max(1, tally.hit["about"])
        kinds = tally.gap_kinds / max(1, tally.hit["gaps"])
        out.append(f"| {name} | {share:.3f} | {kinds:.3f} |")
    out += [
        "", f"Tables of the review: {rows['rows']} of {rows['rows_gold']} rows with reference and "
        f"days right; {rows['observations']} of {rows['observations_gold']} observations with "
        "entity and direction right.", "",
        f"Speed of extraction alone: {speed / 1000:.0f} kB a second on one core.", "",
        "Every quote was found again at its offsets (the run stops at the first that is not).", "",
    ]  # fmt: skip
    return "\n".join(out)


def where(f: Finding) -> str:
    """The context of a finding on one line: where, under what, against what and when."""
    places = (f.organism, f.tissue, f.cell_type, f.exposure, f.mission, f.dataset)
    told = (f.contrast and f"against {f.contrast.reference}", f.days and f"{f.days:g} days",
            f.time_point, f.sex, f.strain, f.condition)  # fmt: skip
    return " | ".join((*(e.label for e in places if e), *filter(None, told)))


def print_sample(size: int, seed: int, lexicon: Lexicon, half: str) -> int:
    """Print a random sample of the findings of full papers, for reading by eye.

    Of twelve papers, or of a ``half`` of all of them: those with even or odd numbers.
    """
    chance = random.Random(seed)
    files = sorted((CORPUS / "papers/fulltext").glob("*.txt"))
    told = []
    if half.startswith("summaries"):
        files = sorted((CORPUS / "studies").glob("*.md"))[half.endswith("odd") :: 2]
    elif half:
        files = [f for f in files if half == "all" or int(f.stem[3:]) % 2 == (half == "odd")]
    for path in files if half else chance.sample(files, 12):
        document = read(path)
        record = extract(document, annotate(document, lexicon), lexicon)
        told += [(path.stem, document, f) for f in record.findings if not f.cites]
    for name, document, f in chance.sample(told, min(size, len(told))):
        words = document.text[f.about_start : f.about_end]
        quote = " ".join(f.quote.split())[:400]
        print(f"{name} [{words}] {f.about.id or f.about.label} {f.direction}\t{quote}")
        print(f"    {where(f)}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Score extraction against the findings gold.")
    parser.add_argument("--write", type=Path, help="also write the tables to this file")
    parser.add_argument("--errors", type=int, default=0, help="print the first N errors")
    parser.add_argument("--sample", type=int, default=0, help="print N findings of full papers")
    parser.add_argument(
        "--half",
        choices=("even", "odd", "all", "summaries-even", "summaries-odd"),
        default="",
        help="of which papers, or of which study summaries",
    )
    parser.add_argument("--seed", type=int, default=0, help="which sample")
    arguments = parser.parse_args()
    if not CORPUS.exists():
        print("the development corpus is absent: nothing to measure", file=sys.stderr)
        return 2
    lexicon = read_lexicon()
    if arguments.sample:
        return print_sample(arguments.sample, arguments.seed, lexicon, arguments.half)
    tallies = {
        name: Tally() for name in ("short texts, even", "short texts, odd", "seeds", "all together")
    }
    seconds, characters = 0.0, 0
    for name, file in (("short", "findings.jsonl"), ("seeds", "seeds.jsonl")):
        for number, gold in enumerate(lines(CORPUS / "findings" / file)):
            record, took = predict(gold, lexicon)
            seconds, characters = seconds + took, characters + len(gold["text"])
            # findings of table rows have a gold of their own
            record["findings"] = [f for f in record["findings"] if not f["cites"]]
            key = name if name == "seeds" else f"short texts, {'odd' if number % 2 else 'even'}"
            score(gold, record, tallies[key])
            score(gold, record, tallies["all together"])
    text = report(tallies, score_rows(lexicon), characters / seconds)
    print(text)
    for tally in [tallies[name] for name in tallies if name != "all together"]:
        for error in tally.errors[: arguments.errors]:
            print(*error, sep="\t")
    if arguments.write:
        mark, tail = "", ""
        if arguments.write.exists():  # the tables are measured, the error classes are written
            _, mark, tail = arguments.write.read_text(encoding="utf-8").partition(
                "## Error classes"
            )
        arguments.write.write_text(text + ("\n" + mark + tail if mark else ""), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
