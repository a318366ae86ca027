"""What is derived is the same from facts, from SPARQL, and from a graph that was changed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from spacekg.analytics.facts import FactReader, Facts, read_facts
from spacekg.builders import DERIVED_GRAPH
from spacekg.derivation import (
    READ,
    derive,
    recall_facts,
    revise_derived,
    split_lines,
    write_derived,
)
from spacekg.fingerprint import Digests, fingerprint, join_versions
from spacekg.graph import GraphStore, KnowledgeGraph, Revision, check_files
from spacekg.refusal import Task
from spacekg.vocabulary import read_vocabulary

SEEDS = Path(__file__).resolve().parents[1] / "../shared/corpus/seeds"
ID = "https://w3id.org/spacekg/id/"
OBO = "http://purl.obolibrary.org/obo/"
ORGANISMS = [f"{OBO}NCBITaxon_{number}" for number in (9606, 10090, 10116)]
GENES = [f"http://www.ncbi.nlm.nih.gov/gene/{number}" for number in range(1, 7)]
TISSUES = [f"{OBO}UBERON_{number}" for number in range(5)]
CELLS = [f"{OBO}CL_{number}" for number in range(2)]
MEASURES = [f"{ID}phenotype/{name}" for name in ("bone-density", "cortical-density", "mass")]
EXPOSURES = [f"{ID}exposure/{name}" for name in ("spaceflight", "unloading", "ground-control")]
MISSIONS = [f"{ID}mission/{name}" for name in ("RR-1", "BION-M1")]
WORDS = ("bone", "muscle", "loss", "signal", "immune", "retina", "flow", "stress", "repair")


class Writer:
    """Lines of N-Quads, made up but of the shape that documents and entities give."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.vocabulary = read_vocabulary()

    def line(self, subject: str, name: str, value: str, graph: str) -> bytes:
        term = f"<{value}>" if value.startswith(("http:", "https:")) else f'"{value}"'
        return f"<{subject}> <{self.vocabulary.iri(name)}> {term} <{graph}> .".encode()

    def write_entities(self) -> set[bytes]:
        graph, chance = f"{ID}graph/entities", self.chance
        kinds = {
            "Organism": ORGANISMS, "Gene": GENES, "Tissue": TISSUES, "CellType": CELLS,
            "Phenotype": MEASURES, "Exposure": EXPOSURES, "Mission": MISSIONS,
        }  # fmt: skip
        lines = set()
        for kind, nodes in kinds.items():
            for node in nodes:
                lines.add(self.line(node, "rdf:type", self.vocabulary.iri(kind), graph))
                lines.add(self.line(node, "rdfs:label", node[-6:], graph))
        for gene in GENES:
            lines.add(self.line(gene, "inTaxon", chance.choice(ORGANISMS), graph))
            if chance.random() < 0.5:
                lines.add(self.line(gene, "orthologOf", chance.choice(GENES), graph))
        for parts in (TISSUES, MEASURES, CELLS + TISSUES[:1]):
            for at, part in enumerate(parts[1:], 1):
                if chance.random() < 0.7:
                    lines.add(self.line(part, "within", chance.choice(parts[:at]), graph))
        for exposure in EXPOSURES:
            kind = chance.choice(("actual", "analog"))
            lines.add(self.line(exposure, "exposureKind", kind, graph))
        return lines

    def write_document(self, number: int) -> set[bytes]:
        chance = self.chance
        graph, study = f"{ID}document/{number}", f"{ID}study/{chance.randrange(6)}"
        said = [(study, "hasOrganism", chance.choice(ORGANISMS))]
        if chance.random() < 0.5:
            said.append((study, "partOfMission", chance.choice(MISSIONS)))
        if chance.random() < 0.2:
            said.append((study, "usesDataset", f"{ID}dataset/OSD-{chance.randrange(3)}"))
        for at in range(chance.randrange(1, 5)):
            said.extend(self._find(f"{ID}finding/{number}-{at}", study, number))
        for _ in range(chance.randrange(3)):
            words = sorted(chance.sample(WORDS, 5))
            gap = f"{ID}gap/{'-'.join(words)}"
            said.extend(
                (
                    (study, "raisesGap", gap), (gap, "gapKind", chance.choice("ab")),
                    (gap, "question", f"{' '.join(words)} unknown"),
                    (gap, "rdf:type", self.vocabulary.iri("KnowledgeGap")),
                    (gap, "aboutEntity", chance.choice(GENES)),
                    (gap, "supportedBy", f"{ID}evidence/{number}-gap"),
                )
            )  # fmt: skip
        return {self.line(*one, graph) for one in said}

    def _find(self, finding: str, study: str, number: int) -> list[tuple[str, str, str]]:
        chance = self.chance
        evidence = f"{ID}evidence/{number}-{chance.randrange(2)}"
        directions = ("increased", "decreased", "unchanged", "associated-positively")
        said = [
            (finding, "rdf:type", self.vocabulary.iri("Finding")),
            (finding, "about", chance.choice(GENES + MEASURES + TISSUES)),
            (finding, "direction", chance.choice(directions)),
            (finding, "certainty", chance.choice(("asserted",) * 5 + ("negated",))),
            (finding, "reportedBy", study),
            (finding, "supportedBy", evidence),
            (evidence, "quote", f"what {evidence[-3:]} says"),
        ]
        for name, values in (
            ("inOrganism", ORGANISMS), ("inTissue", TISSUES), ("inCellType", CELLS),
            ("underExposure", EXPOSURES), ("withPartner", GENES), ("sex", ("male", "Female")),
            ("durationDays", ("2", "30", "200")), ("timePoint", ("in-flight", "follow-up")),
            ("cites", ("Smith 2019", "10.1/x")), ("tier", ("stated", "estimated")),
        ):  # fmt: skip
            if chance.random() < (0.2 if name in ("inCellType", "withPartner", "tier") else 0.6):
                said.append((finding, name, chance.choice(values)))
        return said


def join(lines: set[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in sorted(lines))


def read(quads: bytes) -> Facts:
    reader = FactReader(READ)
    reader.take(quads)
    return reader.facts()


def count(parts: tuple[object, ...], name: str) -> int:
    return sum(name in (getattr(one, "type", ""), getattr(one, "predicate", "")) for one in parts)


@pytest.mark.parametrize("seed", range(12))
def test_facts_and_sparql_derive_the_same(seed: int) -> None:
    writer = Writer(seed)
    lines = writer.write_entities().union(*map(writer.write_document, range(30)))
    found = derive(read(join(lines)))
    assert found == derive(KnowledgeGraph.from_quads(join(lines)))
    # or the test would tell nothing
    assert min(count(found, name) for name in ("Conflict", "mergedInto", "inCohort")) > 0


def test_facts_and_sparql_derive_the_same_of_the_seeds(tmp_path: Path) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the corpus of seed documents is absent")
    from spacekg.builders.entity import trace_entity
    from spacekg.derivation import count_support, write_entities
    from spacekg.graph import ShardFolder
    from spacekg.lexicon import read_lexicon
    from spacekg.work import start_work

    pipeline = join_versions(fingerprint(Digests()))
    work = start_work(str(tmp_path), pipeline)
    entries = [work(Task(path=str(one), sha256="0")) for one in sorted(SEEDS.iterdir())]
    used = frozenset(curie for entry in entries for curie in entry.curies)
    lexicon, vocabulary = read_lexicon(), read_vocabulary()
    assert all(trace_entity(curie, lexicon) for curie in used)
    folder = ShardFolder(place=str(tmp_path))
    shards = [shard.quads for shard in map(folder.read, (one.key for one in entries)) if shard]
    entities = write_entities(count_support(used, lexicon), used, lexicon, vocabulary)
    quads = b"".join((*shards, entities))
    found = derive(read(quads))
    assert len(shards) == len(entries) and count(found, "Conflict") > 0
    assert found == derive(KnowledgeGraph.from_quads(quads))


@pytest.mark.parametrize("seed", range(25))
def test_a_change_derives_what_all_statements_derive(seed: int, tmp_path: Path) -> None:
    writer = Writer(seed)
    vocabulary = writer.vocabulary
    documents = [writer.write_document(number) for number in range(25)]
    entities = writer.write_entities()
    facts = read(join(entities.union(*documents)))
    shards = [join(entities), *map(join, documents), write_derived(facts, vocabulary)]
    store = GraphStore(path=tmp_path)
    store.write(shards, files=[("facts.bin", facts.to_bytes())])
    base = store.current()
    revision = Revision(base, tmp_path / "draft", check_files(base))
    for number in writer.chance.sample(range(25), writer.chance.randrange(1, 4)):
        new = writer.write_document(number) if writer.chance.random() < 0.7 else set()
        revision.replace(documents[number], new)
        documents[number] = new
    if writer.chance.random() < 0.5:
        gone = set(writer.chance.sample(sorted(entities), 4))
        came = set(writer.chance.sample(sorted(writer.write_entities()), 4))
        revision.replace(gone, came)
        entities = (entities - gone) | came
    changed = revise_derived(revision, recall_facts(base), vocabulary)
    anew = read(join(entities.union(*documents)))
    assert changed.to_bytes() == anew.to_bytes()
    assert revision.lines(DERIVED_GRAPH) == split_lines(write_derived(anew, vocabulary))


@pytest.mark.parametrize("seed", range(5))
def test_facts_come_back_from_their_bytes_and_do_not_know_their_order(seed: int) -> None:
    writer = Writer(seed)
    lines = sorted(writer.write_entities().union(*map(writer.write_document, range(9))))
    facts = read(b"\n".join(lines))
    writer.chance.shuffle(lines)
    packed = facts.to_bytes()
    assert packed == read(b"\n".join(lines)).to_bytes() == read_facts(packed).to_bytes()
    for name in READ:
        assert read_facts(packed).pairs(name) == facts.pairs(name)
