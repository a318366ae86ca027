"""Enrichment: the pathways that changed genes belong to more often than tested genes do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from spacekg.analytics.background import TestedGenes, read_backgrounds
from spacekg.analytics.contrast_overlap import read_sides
from spacekg.analytics.reading import read_labels, read_pairs
from spacekg.analytics.significance import benjamini_hochberg, hypergeometric_tail
from spacekg.errors import ReadError
from spacekg.graph import KnowledgeGraph
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.model import Rows

HUMAN = "NCBITaxon:9606"
_SIDES = (("any", 0), ("increased", 1), ("decreased", -1))


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrichedPathway:
    """A pathway in the changed genes of one contrast (an IRI) and side.

    ``changed`` of the ``size`` members that were tested; ``background`` counts all tested genes
    that have a place in some pathway. ``genes`` are symbols. ``assumed`` says that it is not
    known what was tested, and every gene with a place in a pathway was taken: descriptive.
    """

    contrast: str
    label: str
    side: str
    pathway: str
    name: str
    changed: int
    size: int
    background: int
    fold: float
    p: float
    q: float
    genes: tuple[str, ...]
    assumed: bool = False


def enriched(
    graph: KnowledgeGraph,
    *,
    gmt: Path | str | None = None,
    smallest: int = 5,
    largest: int = 500,
    assume: bool = False,
) -> Rows[EnrichedPathway]:
    """Over-represented pathways of each contrast whose tested genes are known, the surest first.

    Members are those of Reactome and WikiPathways (human; genes of other species go by their
    orthologs), or of a GMT file of symbols. q is over every pathway, contrast and side. With
    ``assume`` contrasts whose tables list changed genes only are there too, marked as assumed.
    """
    lexicon = read_lexicon()
    backgrounds = read_backgrounds(graph)
    labels = read_labels(graph)
    studies = {contrast: study for study, contrast in read_pairs(graph, "hasContrast")}
    sets = read_gmt(gmt) if gmt else None
    names, members = sets if sets else read_pathways(lexicon)
    rows: list[EnrichedPathway] = []
    known = frozenset(one.contrast for one in backgrounds)
    if assume:
        backgrounds = (*backgrounds, *_assume(graph, known, members if not sets else {}, lexicon))
    for background in backgrounds:
        label = labels.get(studies.get(background.contrast, ""), background.contrast)
        places = _symbols(background, lexicon) if sets else _human(background, lexicon)
        found = _weigh(background, label, places, names, members, smallest, largest)
        rows.extend(replace(row, assumed=row.contrast not in known) for row in found)
    q_values = benjamini_hochberg([row.p for row in rows])
    rows = [replace(row, q=q) for row, q in zip(rows, q_values, strict=True)]
    rows.sort(key=lambda row: (row.p, row.pathway, row.contrast, row.side))
    return Rows(row for row in rows if row.changed)


def _assume(
    graph: KnowledgeGraph, known: frozenset[str], members: Mapping[str, frozenset[str]],
    lexicon: Lexicon,
) -> tuple[TestedGenes, ...]:  # fmt: skip
    """Changed genes against all genes of their species that have a place in a pathway."""
    import numpy

    human = sorted(frozenset[str]().union(*members.values()))
    everything: dict[str, set[str]] = {HUMAN: set(human)}
    found = []
    for side in read_sides(graph):
        taxa = Counter(term.taxon for gene in side.signs if (term := lexicon.term(gene)))
        if side.contrast in known or not taxa or not human:
            continue
        taxon = min(taxa, key=lambda one: (-taxa[one], one))
        if taxon not in everything:
            orthologs = (one for gene in human for one in lexicon.orthologs(gene))
            everything[taxon] = {
                one for one in orthologs if (term := lexicon.term(one)) and term.taxon == taxon
            }
        genes = sorted(everything[taxon] | side.signs.keys())
        signs = [side.signs.get(gene, 0) for gene in genes]
        found.append(
            TestedGenes(
                contrast=side.contrast, study="", genes=numpy.array(genes),
                directions=numpy.array(signs, dtype=numpy.int8),
            )
        )  # fmt: skip
    return tuple(found)


def read_pathways(lexicon: Lexicon) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """The name and the human genes of each pathway that has members."""
    names: dict[str, str] = {}
    members: dict[str, frozenset[str]] = {}
    for curie in lexicon.pathways():
        term = lexicon.term(curie)
        names[curie] = term.label if term else curie
        members[curie] = frozenset(lexicon.members(curie))
    return names, members


def read_gmt(path: Path | str) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """The gene sets of a GMT file: name, description and symbols between tabs."""
    names: dict[str, str] = {}
    members: dict[str, frozenset[str]] = {}
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError("cannot be read as GMT", file=str(path), advice="check the path") from error
    for number, line in enumerate(lines, start=1):
        cells = line.split("\t")
        if line.strip() and len(cells) < 3:
            raise ReadError(
                "has fewer than three cells", file=str(path), place=f"line {number}",
                advice="write name, description and genes between tabs",
            )  # fmt: skip
        if line.strip():
            names[cells[0]] = cells[0]
            members[cells[0]] = frozenset(cell.strip() for cell in cells[2:] if cell.strip())
    return names, members


def _human(background: TestedGenes, lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """The human genes that stand for each tested gene."""
    found = {}
    for gene in background.genes.tolist():
        term = lexicon.term(gene) if ":" in gene else None
        if term is None:
            continue
        if term.taxon == HUMAN:
            found[gene] = frozenset((term.id,))
            continue
        orthologs = (one for one in lexicon.orthologs(gene))
        human = frozenset(
            one for one in orthologs if (other := lexicon.term(one)) and other.taxon == HUMAN
        )
        if human:
            found[gene] = human
    return found


def _symbols(background: TestedGenes, lexicon: Lexicon) -> dict[str, frozenset[str]]:
    found = {}
    for gene in background.genes.tolist():
        term = lexicon.term(gene) if ":" in gene else None
        found[gene] = frozenset((term.label if term else gene,))
    return found


def _weigh(
    background: TestedGenes, label: str, places: Mapping[str, frozenset[str]],
    names: Mapping[str, str], members: Mapping[str, frozenset[str]], smallest: int, largest: int,
) -> list[EnrichedPathway]:  # fmt: skip
    """One test a pathway and side; only genes with a place in some pathway count."""
    pathways_of: dict[str, list[str]] = {}
    for pathway, known in members.items():
        for gene in known:
            pathways_of.setdefault(gene, []).append(pathway)
    tested: dict[str, set[str]] = {}
    for gene, others in places.items():
        for other in others:
            for pathway in pathways_of.get(other, ()):
                tested.setdefault(pathway, set()).add(gene)
    universe = {gene for genes in tested.values() for gene in genes}
    lexicon = read_lexicon()
    rows = []
    for side, sign in _SIDES:
        changed = background.side(sign) & universe
        for pathway, genes in sorted(tested.items()):
            if not smallest <= len(genes) <= largest or not changed:
                continue
            common = changed & genes
            expected = len(genes) * len(changed) / len(universe)
            symbols = (term.label if (term := lexicon.term(one)) else one for one in common)
            rows.append(
                EnrichedPathway(
                    contrast=background.contrast, label=label, side=side, pathway=pathway,
                    name=names[pathway], changed=len(common), size=len(genes),
                    background=len(universe), fold=len(common) / expected, q=1.0,
                    p=hypergeometric_tail(len(common), len(genes), len(changed), len(universe)),
                    genes=tuple(sorted(symbols)),
                )
            )  # fmt: skip
    return rows
