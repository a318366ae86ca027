"""SPARQL graph: N-Quads shaped like ours, made as fast as text can be joined."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

from spacekg.vocabulary import read_vocabulary

ID = "https://w3id.org/spacekg/id/"
GENE = "http://www.ncbi.nlm.nih.gov/gene/"
OBO = "http://purl.obolibrary.org/obo/"
ENTITIES = f"<{ID}graph/entities>"
DERIVED = f"<{ID}graph/derived>"
TAXA = ("NCBITaxon_10090", "NCBITaxon_9606", "NCBITaxon_10116")
XSD = "http://www.w3.org/2001/XMLSchema#"
TISSUES, MISSIONS, GAPS, MICROBES, PATHWAYS, MEASURES = 60, 40, 200, 30, 50, 20
FINDINGS = 20
PIECE = 20_000


class Words:
    """The terms of the ontology in N-Quads."""

    def __init__(self) -> None:
        self._vocabulary = read_vocabulary()
        self._terms: dict[str, str] = {}
        self.names = {"a": "rdf:type", "label": "rdfs:label"}

    def __call__(self, name: str) -> str:
        if name not in self._terms:
            self._terms[name] = f"<{self._vocabulary.iri(self.names.get(name, name))}>"
        return self._terms[name]


class Block:
    """The statements of one graph as lines."""

    def __init__(self, graph: str, words: Words) -> None:
        self._end = f" {graph} .\n"
        self._words = words
        self.lines: list[str] = []

    def say(self, subject: str, **values: str) -> None:
        """One line a property; a class by its name, an IRI as it is, and other text as text."""
        words, end, add = self._words, self._end, self.lines.append
        for name, value in values.items():
            if name == "a":
                term = words(value)
            elif value.startswith("http"):
                term = f"<{value}>"
            elif value.startswith('"'):
                term = value
            else:
                term = f'"{value}"'
            add(f"<{subject}> {words(name)} {term}{end}")


def usual_gene(triples: int) -> int:
    """The number of a gene that about ten findings are about, by the odds of ``generate``."""
    documents = triples / 460
    return max(1, round(500 * math.log(0.0034 * documents))) if documents > 300 else 1


def number(value: float, kind: str = "integer") -> str:
    """A number as a typed literal."""
    return f'"{value}"^^<{XSD}{kind}>'


def generate(triples: int) -> Iterator[bytes]:
    """Pieces of N-Quads of about so many triples: each document once, then what is shared."""
    words = Words()
    chance = random.Random(7)
    genes: set[int] = set()
    gap_genes: set[tuple[int, int]] = set()
    conflicts: dict[int, dict[str, str]] = {}
    shared = _entities(words)
    count = len(shared.lines)
    study = 0
    piece: list[str] = []
    while count + 5 * len(genes) < triples:
        study += 1
        lines = _document(study, chance, words, genes, gap_genes, conflicts)
        count += len(lines)
        piece += lines
        if len(piece) > PIECE:
            yield "".join(piece).encode()
            piece.clear()
    yield "".join(piece).encode()
    for gene in sorted(genes):
        shared.say(f"{GENE}{gene}", a="Gene", label=f"Gene{gene}", curie=f"NCBIGene:{gene}",
                   inTaxon=OBO + TAXA[gene % 3])  # fmt: skip
        if gene % 3 and gene - gene % 3 in genes:
            shared.say(f"{GENE}{gene}", orthologOf=f"{GENE}{gene - gene % 3}")
    yield "".join(shared.lines).encode()
    yield "".join(_conflicts(words, conflicts)).encode()


def _entities(words: Words) -> Block:
    block = Block(ENTITIES, words)
    say = block.say
    say(f"{OBO}NCBITaxon_9989", a="Organism", label="Rodentia")
    say(f"{OBO}NCBITaxon_2", a="Organism", label="Bacteria")
    for taxon in TAXA:
        say(OBO + taxon, a="Organism", label=taxon, within=f"{OBO}NCBITaxon_9989")
    for place in range(MICROBES):
        say(f"{OBO}NCBITaxon_{500 + place}", a="Organism", label=f"microbe {place}",
            within=f"{OBO}NCBITaxon_2")  # fmt: skip
    say(f"{OBO}UBERON_0001474", a="Tissue", label="bone element")
    for place in range(TISSUES):
        parent = f"{place // 4:07}" if place >= 8 else "0001474"
        say(f"{OBO}UBERON_{place:07}", a="Tissue", label=f"tissue {place}",
            within=f"{OBO}UBERON_{parent}")  # fmt: skip
    for kind in ("actual", "analog"):
        for place in range(4):
            say(f"{ID}exposure/{kind}-{place}", a="Exposure", exposureKind=kind,
                label=f"{kind} {place}")  # fmt: skip
    for place in range(MISSIONS):
        say(f"{ID}mission/M-{place}", a="Mission", label=f"M-{place}")
    for place in range(PATHWAYS):
        say(f"{OBO}GO_{place:07}", a="Process", label=f"process {place}")
    for place in range(MEASURES):
        say(f"{ID}phenotype/measure-{place}", a="Phenotype", label=f"measure {place}")
    for place in range(6):
        say(f"{ID}countermeasure/c-{place}", a="Countermeasure", label=f"treatment {place}")
    return block


def _document(
    study: int,
    chance: random.Random,
    words: Words,
    genes: set[int],
    gap_genes: set[tuple[int, int]],
    conflicts: dict[int, dict[str, str]],
) -> list[str]:
    paper, document = f"https://doi.org/10.5555/{study}", f"{ID}document/{study:016x}"
    block = Block(f"<{document}>", words)
    say = block.say
    taxon = OBO + TAXA[chance.randrange(3)]
    exposure = f"{ID}exposure/{chance.choice(('actual', 'analog'))}-{chance.randrange(4)}"
    mission = f"{ID}mission/M-{chance.randrange(MISSIONS)}"
    tier = "review" if study % 5 == 0 else "primary"
    days = number(float(chance.randrange(1, 200)), "decimal")
    say(document, a="Document", describes=paper, path=f"{study}.md", tier=tier, scope="study",
        sha256=f"{study:064x}", label=f"{study}.md")  # fmt: skip
    if study % 7 == 0:
        say(document, hasNotice="warning duplicate-key line 4: a key stands twice")
    say(paper, a="Study", label=f"Study {study}", hasOrganism=taxon, hasExposure=exposure,
        partOfMission=mission, durationDays=days,
        involvesPathway=f"{OBO}GO_{chance.randrange(PATHWAYS):07}")  # fmt: skip
    treatment = chance.randrange(6)
    if study % 4 == 0:
        say(paper, usesCountermeasure=f"{ID}countermeasure/c-{treatment}")
    gap_number = chance.randrange(GAPS)
    gap = f"{ID}gap/{gap_number:016x}"
    say(gap, a="KnowledgeGap", question=f"What of {gap_number:04x}?", gapKind="mechanism")
    say(paper, raisesGap=gap)
    places = {chance.randrange(TISSUES) for _ in range(6)}
    for place in sorted(places):
        say(paper, investigatesTissue=f"{OBO}UBERON_{place:07}")
    told: set[int] = set()
    for place in range(FINDINGS):
        name = f"{study:012x}{place:04x}"
        finding, evidence = f"{ID}finding/{name}", f"{ID}evidence/{name}"
        direction = chance.choice(("increased", "decreased", "unchanged"))
        quote = f"The gene went {direction} here."
        more = {}
        if place == 0:
            about = f"{OBO}NCBITaxon_{500 + chance.randrange(MICROBES)}"
        elif place < 3:
            about = f"{ID}phenotype/measure-{chance.randrange(MEASURES)}"
            more = {"effect": f"{place}.5", "effectValue": number(place + 0.5, "decimal"),
                    "unit": "%" if place == 1 else "%/month",
                    "timePoint": "follow-up" if study % 3 == 0 else "landing"}  # fmt: skip
        else:
            gene = min(int(chance.expovariate(0.002)) + 1, 20_000)
            genes.add(gene)
            about = f"{GENE}{gene}"
            if gene not in told:
                told.add(gene)
                say(paper, reportsGene=about)
            if place == 3 and (gap_number, gene) not in gap_genes and len(gap_genes) < 4 * GAPS:
                gap_genes.add((gap_number, gene))
                say(gap, aboutEntity=about)
            conflicts.setdefault(gene, {}).setdefault(direction, finding)
        if study % 4 == 0 and place == 5:
            quote = f"Here treatment {treatment} could not prevent what went {direction}."
        if tier == "review" and place % 4 == 0:
            more = {**more, "cites": f"[{place}]"}
        say(paper, reports=finding)
        say(finding, a="Finding", label=f"something {direction}", about=about,
            direction=direction, certainty="hedged" if place % 6 == 5 else "asserted", tier=tier,
            inOrganism=taxon, inTissue=f"{OBO}UBERON_{chance.choice(sorted(places)):07}",
            underExposure=exposure, reportedBy=paper, supportedBy=evidence, durationDays=days,
            **more)  # fmt: skip
        say(evidence, a="Evidence", quote=quote, section="findings", fromDocument=document,
            start=number(place * 40), end=number(place * 40 + 30))  # fmt: skip
    return block.lines


def _conflicts(words: Words, found: dict[int, dict[str, str]]) -> list[str]:
    """A conflict for one gene in four that went both ways."""
    block = Block(DERIVED, words)
    for gene, sides in sorted(found.items()):
        if gene % 4 == 0 and {"increased", "decreased"} <= sides.keys():
            conflict = f"{ID}conflict/{gene:016x}"
            block.say(conflict, a="Conflict", aboutEntity=f"{GENE}{gene}", strength="opposite",
                      label=f"Gene{gene}",
                      status="explained" if gene % 8 else "conflict")  # fmt: skip
            if gene % 8:
                block.say(conflict, moderator="duration")
            for direction in ("increased", "decreased"):
                block.say(conflict, between=sides[direction])
    return block.lines
