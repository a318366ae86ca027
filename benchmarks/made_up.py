"""Made-up documents for the benchmarks: our own templates filled with names of the lexicon.

The same seed gives the same documents. Names recur as they do in what is written: a few very
often, most of them seldom.
"""

from __future__ import annotations

import gzip
import random
from itertools import accumulate
from pathlib import Path

LEXICON = Path(__file__).resolve().parents[1] / "data" / "lexicon"
ANIMALS = (
    ("mouse", "mice"), ("rat", "rats"), ("zebrafish", "zebrafish larvae"),
    ("Arabidopsis thaliana", "seedlings"), ("Drosophila melanogaster", "flies"),
    ("human", "astronauts"),
)  # fmt: skip
EXPOSURES = (
    "spaceflight", "hindlimb unloading", "simulated microgravity", "space radiation",
    "hypergravity", "head-down bed rest",
)  # fmt: skip
SENTENCES = (
    "{gene} expression {change} in the {tissue} of flight {animals} (p < 0.0{digit}).",
    "After {days} days of {exposure}, {gene} {change} by {number}% in the {tissue}.",
    "We found that {process} was impaired in the {tissue} of exposed {animals}.",
    "Levels of {gene} and {other} {change} in {animals} compared with ground controls (n = {n}).",
    "The {tissue} of {animals} showed reduced {process} after {exposure}.",
    "No change of {gene} was seen in the {tissue} after {exposure} (p = 0.{digit}1).",
    "These results suggest that {gene} takes part in {process} under {exposure}.",
    "Samples of {tissue} were taken from {n} {animals} and kept at minus 80 degrees.",
    "All procedures were approved by the committee for the care of animals of the institute.",
    "Housing, light and food were matched between the groups for the whole of the study.",
    "Little is known about how organisms keep their balance when the load on them is gone.",
    "The libraries were sequenced in pairs and the reads were mapped to the newest assembly.",
    "Differences between groups were tested with a linear model that had batch as a factor.",
    "The {tissue} was cut into sections of {n} micrometres and stained by the usual protocol.",
    "Earlier flights had too few {animals} to tell the effect of landing from that of flight.",
    "It remains unknown whether {gene} drives {process} in the {tissue} during {exposure}.",
)
CHANGES = ("increased", "decreased", "was upregulated", "was downregulated", "rose", "fell")


class Author:
    """Writes documents; two with one seed write the same."""

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._lists = {
            "gene": read_names("genes_mouse", 3000),
            "tissue": read_names("tissues", 400),
            "process": read_names("processes", 1200),
        }
        self._weights = {
            kind: list(accumulate(1 / (place + 3) for place in range(len(names))))
            for kind, names in self._lists.items()
        }

    def write_abstract(self, number: int, size: int) -> str:
        """A text of about ``size`` bytes: a title and sentences."""
        facts = self._facts()
        title = self._fill("Effects of {exposure} on {process} in the {tissue} of {animals}", facts)
        return f"{title} ({number})\n\n{self._sentences(facts, size)}\n"

    def write_study(self, number: int, size: int) -> str:
        """A study with front matter of about ``size`` bytes."""
        facts = self._facts()
        title = self._fill("{exposure} and {process} in {animals}", facts)
        question = self._fill("How does {gene} act on {process} in {exposure}?", facts)
        lines = [
            "---", f'title: "{title.capitalize()} ({number})"',
            f"publishDate: {1990 + number % 34}-05-01",
            f"doi: 10.99999/made-up.{number}", f"journal: Journal of Made-Up Results {number % 9}",
            f"tags: [{facts['tissue']}, {facts['exposure']}]", f"organisms: [{facts['animal']}]",
            f"experimentType: {facts['exposure']}", f'knowledgeGaps: ["{question}"]', "---", "",
            f"# {title.capitalize()}", "", "## Results", "",
        ]  # fmt: skip
        head = "\n".join(lines)
        return f"{head}{self._sentences(facts, size - len(head))}\n"

    def fill_folder(self, folder: Path, count: int, size: int, *, studies: bool = True) -> None:
        """Write ``count`` documents into a folder, every second one with front matter."""
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            write = self.write_study if studies and number % 2 else self.write_abstract
            (folder / f"{number:06}.md").write_text(write(number, size), encoding="utf-8")

    def _sentences(self, facts: dict[str, str], size: int) -> str:
        parts: list[str] = []
        while sum(map(len, parts)) + len(parts) < size:
            fresh = {**facts, **self._names()}
            parts.append(self._fill(self._chance.choice(SENTENCES), fresh))
        return " ".join(parts)

    def _facts(self) -> dict[str, str]:
        animal, animals = self._chance.choice(ANIMALS)
        exposure = self._chance.choice(EXPOSURES)
        return {"animal": animal, "animals": animals, "exposure": exposure, **self._names()}

    def _names(self) -> dict[str, str]:
        pick = {
            kind: self._chance.choices(names, cum_weights=self._weights[kind])[0]
            for kind, names in self._lists.items()
        }
        pick["other"] = self._chance.choice(self._lists["gene"])
        return pick

    def _fill(self, template: str, facts: dict[str, str]) -> str:
        chance = self._chance
        return template.format(
            **facts, change=chance.choice(CHANGES), digit=chance.randrange(1, 5),
            days=chance.randrange(3, 200), number=chance.randrange(5, 300),
            n=chance.randrange(3, 20),
        )  # fmt: skip


def read_names(table: str, count: int) -> list[str]:
    """Labels of a table of the lexicon, spread evenly over it."""
    with gzip.open(LEXICON / f"{table}.tsv.gz", "rt", encoding="utf-8") as file:
        place = next(file).rstrip("\n").split("\t").index("label")
        labels = [line.split("\t")[place].strip() for line in file]
    plain = [label for label in labels if label and len(label) < 40 and '"' not in label]
    return plain[:: max(1, len(plain) // count)][:count]
