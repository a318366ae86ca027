"""Evaluation: annotations against a gold standard, by type.

Four figures a type: mentions found exactly, mentions found with any overlap (each gold mention
used once, left to right), identifiers a document (an entity counts once, right if any of its
identifiers is in the gold set), and the share of exactly found mentions whose identifiers meet the
gold ones. A gold document may list ``alternatives``: spans that count as the gold mention they
overlap (BioCreative II GM).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from spacekg.annotators import annotate
from spacekg.errors import ReadError, UsageError
from spacekg.lexicon import read_lexicon
from spacekg.readers import read_text

Span: TypeAlias = tuple[int, int]
Mentions: TypeAlias = dict[str, dict[Span, set[str]]]

#: the types of the published corpora, as ours
GOLD_TYPES = {
    "organism": ("Species", "NCBITaxon", "Organism"),
    "gene": ("Gene", "PR", "Gene_or_gene_product", "protein", "DNA"),
    "gene_family": ("FamilyName",),
    "tissue": (
        "UBERON", "Organ", "Tissue", "Multi-tissue_structure", "Organism_subdivision",
        "Anatomical_system", "Organism_substance",
    ),
    "cell_type": ("CL", "Cell", "cell_type"),
    "process": ("GO_BP",),
    "chemical": ("Chemical", "Simple_chemical"),
    "phenotype": ("Disease",),
}  # fmt: skip
_FOLDED = {name: kind for kind, names in GOLD_TYPES.items() for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts and what follows from them; ratios are from 0 to 1."""

    right: int
    predicted: int
    gold: int
    found: int | None = None

    @property
    def precision(self) -> float:
        """Share of the predictions that are right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        hits = self.right if self.found is None else self.found
        return hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeScore:
    """The scores of one entity type; ``ids`` and ``id_at_span`` need gold identifiers."""

    type: str
    exact: Score
    overlap: Score
    ids: Score | None = None
    id_at_span: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """One gold text: what is to be found in it, and which spans are as good."""

    id: str
    text: str
    mentions: Mapping[str, Mapping[Span, frozenset[str]]]
    alternatives: frozenset[Span] = frozenset()


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """The documents of a gold file: a JSON object ``{id, text, entities}`` a line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(
            "the gold file cannot be read", file=str(path), advice="check the path"
        ) from error
    documents = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record: dict[str, Any] = json.loads(line)
            mentions: Mentions = defaultdict(lambda: defaultdict(set))
            for entity in record.get("entities", []):
                kind = _FOLDED.get(entity["type"])
                if kind:
                    ids = {str(each) for each in entity.get("ids") or []}
                    mentions[kind][entity["start"], entity["end"]] |= ids
            alternatives = record.get("alternatives", [])
            documents.append(
                GoldDocument(
                    id=record["id"],
                    text=record.get("text", ""),
                    mentions={
                        kind: {span: frozenset(ids) for span, ids in spans.items()}
                        for kind, spans in mentions.items()
                    },
                    alternatives=frozenset((a["start"], a["end"]) for a in alternatives),
                )
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ReadError(
                f"not a gold record ({error})",
                file=str(path),
                place=f"line {number}",
                advice='each line holds {"id", "text", "entities": [{"start", "end", "type"}]}',
            ) from error
    return tuple(documents)


def evaluate(path: Path | str) -> tuple[TypeScore, ...]:
    """Annotate the texts of a gold file and score the result, a row a type."""
    gold = read_gold(Path(path))
    lexicon = read_lexicon()
    predicted: dict[str, Mentions] = {}
    for document in gold:
        found = annotate(read_text(document.text, id=document.id), lexicon)
        mentions: Mentions = defaultdict(dict)
        for each in found.annotations:
            mentions[each.entity.type].setdefault((each.start, each.end), set()).update(
                each.entity.ids
            )
        predicted[document.id] = mentions
    return score(gold, predicted)


def score(
    gold: Iterable[GoldDocument],
    predicted: Mapping[str, Mapping[str, Mapping[Span, Set[str]]]],
) -> tuple[TypeScore, ...]:
    """The scores of every type that either side has, by name.

    ``predicted`` maps document id to type to span to identifiers.
    """
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for document in gold:
        found = predicted.get(document.id, {})
        for kind in {*document.mentions, *found}:
            _count(counts[kind], document, document.mentions.get(kind, {}), found.get(kind, {}))
    return tuple(_summarise(kind, counts[kind]) for kind in sorted(counts))


def _count(
    n: dict[str, int],
    document: GoldDocument,
    truth: Mapping[Span, frozenset[str]],
    found: Mapping[Span, Set[str]],
) -> None:
    exact = truth.keys() & found.keys()
    unused = set(truth) - exact
    by_alternative = 0
    for span in sorted(found.keys() - exact):
        if span in document.alternatives:
            near = next((g for g in sorted(unused) if g[0] < span[1] and span[0] < g[1]), None)
            if near:
                unused.discard(near)
                by_alternative += 1
    n["exact"] += len(exact) + by_alternative
    n["overlap"] += _overlapping(truth, found)
    n["gold"] += len(truth)
    n["predicted"] += len(found)
    gold_ids = frozenset[str]().union(*truth.values())
    entities = {frozenset(ids) for ids in found.values() if ids}
    n["gold_ids"] += len(gold_ids)
    n["entities"] += len(entities)
    n["right_entities"] += sum(1 for ids in entities if ids & gold_ids)
    n["found_ids"] += len({each for ids in entities for each in ids & gold_ids})
    for span in exact:
        if truth[span]:
            n["spans"] += 1
            n["right_spans"] += bool(truth[span] & found[span])


def _overlapping(truth: Iterable[Span], found: Iterable[Span]) -> int:
    hits, free = 0, sorted(truth)
    for start, end in sorted(found):
        for index, (gold_start, gold_end) in enumerate(free):
            if gold_start < end and start < gold_end:
                hits += 1
                del free[index]
                break
    return hits


def write_scores(scores: Iterable[TypeScore], format: str = "table") -> str:
    """The scores as ``table``, ``csv`` or ``json``; ratios with four decimals."""
    header = ("type", *(f"{n}_{x}" for n in ("exact", "overlap", "ids") for x in ("p", "r", "f1")))
    names = (*header, "id_at_span", "gold")
    rows = []
    for each in scores:
        cells: list[str] = [each.type]
        for part in (each.exact, each.overlap, each.ids):
            values = (part.precision, part.recall, part.f1) if part else (None, None, None)
            cells += ["" if value is None else f"{value:.4f}" for value in values]
        cells.append("" if each.id_at_span is None else f"{each.id_at_span:.4f}")
        rows.append((*cells, str(each.exact.gold)))
    if format == "json":
        records = [
            {
                name: cell if name == "type" else (json.loads(cell) if cell else None)
                for name, cell in zip(names, row, strict=True)
            }
            for row in rows
        ]
        return json.dumps(records, indent=1)
    if format == "csv":
        return "\n".join(",".join(row) for row in (names, *rows))
    if format != "table":
        raise UsageError(f"no such format: {format}", advice="use table, csv or json")
    widths = [max(len(row[i]) for row in (names, *rows)) for i in range(len(names))]
    lines = (
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (names, *rows)
    )
    return "\n".join(lines)


def _summarise(kind: str, n: Mapping[str, int]) -> TypeScore:
    ids = None
    if n["gold_ids"]:
        ids = Score(
            right=n["right_entities"],
            predicted=n["entities"],
            gold=n["gold_ids"],
            found=n["found_ids"],
        )
    return TypeScore(
        type=kind,
        exact=Score(right=n["exact"], predicted=n["predicted"], gold=n["gold"]),
        overlap=Score(right=n["overlap"], predicted=n["predicted"], gold=n["gold"]),
        ids=ids,
        id_at_span=n["right_spans"] / n["spans"] if n["spans"] else None,
    )
