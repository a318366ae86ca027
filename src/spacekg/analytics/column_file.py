"""Column file: the columns as bytes beside the graph, made from N-Quads and read back."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from spacekg.analytics.cohort import join_cohorts
from spacekg.analytics.columns import Columns, unique_numbers
from spacekg.analytics.facts import LOW, SHIFT, FactReader, Facts
from spacekg.builders.study import EDGES
from spacekg.errors import StoreError
from spacekg.graph import KnowledgeGraph
from spacekg.vocabulary import read_vocabulary

COLUMNS_FILE = "columns.npz"
_SIGNS = {b"increased": 1, b"decreased": -1}
_LINKS = tuple(dict.fromkeys(name for _, name in EDGES))
#: what columns are made from
COLUMN_FACTS = tuple(
    sorted(
        {
            "about", "reportedBy", "direction", "certainty", "inOrganism", "inTissue", "within",
            "orthologOf", "inTaxon", "rdf:type", "rdfs:label", *_LINKS,
        }
    )
)  # fmt: skip
_TEXTS = ("nodes", "kinds", "labels", "directions")


def pack_columns(shards: Iterable[bytes]) -> bytes:
    """The columns of N-Quads as the bytes of a file; the order of the lines does not matter."""
    reader = FactReader(COLUMN_FACTS)
    for shard in shards:
        reader.take(shard)
    return pack_facts(reader.facts())


def pack_facts(facts: Facts) -> bytes:
    """The columns of facts as the bytes of a file."""
    import numpy

    findings = _list_findings(facts)
    links = unique_numbers(numpy.concatenate([facts.rows[name] for name in _LINKS]))
    within, orthologs, taxa = (facts.rows[name] for name in ("within", "orthologOf", "inTaxon"))
    pairs = [*_split(links), *_split(within), *_split(orthologs), *_split(taxa)]
    is_named = numpy.zeros(len(facts.terms) + 1, bool)
    for places in (*pairs, *(findings[at] for at in (0, 1, 3, 4))):
        is_named[places] = True
    named = numpy.flatnonzero(is_named[:-1])
    number = numpy.full(len(facts.terms) + 1, -1, numpy.int32)
    number[named] = numpy.arange(len(named), dtype=numpy.int32)
    # of several species the first
    species = numpy.full(len(named), -1, numpy.int32)
    genes, taxon = (number[part] for part in _split(taxa))
    species[genes[::-1]] = taxon[::-1]
    terms = facts.terms
    told, place = numpy.unique(findings[2], return_inverse=True)
    # a direction is one word, so that the order of the terms is that of the words
    words = [terms[at].strip(b'"') if at >= 0 else b"" for at in told.tolist()]
    labels = _first(facts.rows["rdfs:label"], named).tolist()
    nodes = named.tolist()
    arrays = {
        "nodes": _text(terms[node][1:-1] for node in nodes),
        "kinds": _text(_list_kinds(facts, named)),
        "labels": _text(_cut_label(terms[at]) if at >= 0 else b"" for at in labels),
        "directions": _text(words),
        "taxa": species,
        "cohorts": _number_cohorts(facts, number, len(named)),
        "link_study": number[_split(links)[0]],
        "link_entity": number[_split(links)[1]],
        "finding_study": number[findings[0]],
        "finding_entity": number[findings[1]],
        "finding_sign": _numbers(_SIGNS.get(word, 0) for word in words)[place],
        "finding_direction": place.astype(numpy.int32),
        "finding_organism": number[findings[3]],
        "finding_tissue": number[findings[4]],
        "within": numpy.stack([number[part] for part in _split(within)], axis=1),
        "orthologs": numpy.stack([number[part] for part in _split(orthologs)], axis=1),
    }
    buffer = io.BytesIO()
    # what numpy itself writes, compressed at the quickest level
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, array in arrays.items():
            content = io.BytesIO()
            numpy.save(content, array, allow_pickle=False)
            about = zipfile.ZipInfo(f"{name}.npy")
            packed.writestr(about, content.getvalue(), zipfile.ZIP_DEFLATED, 1)
    return buffer.getvalue()


def _list_findings(facts: Facts) -> Any:
    """Study, entity, direction, organism and tissue of every finding that holds, in order."""
    import numpy

    abouts = facts.rows["about"]
    certainty = facts.rows["certainty"]
    negated = facts.number(b'"negated"')
    unsaid = certainty[(certainty & LOW) == negated] >> SHIFT if negated >= 0 else certainty[:0]
    nodes, entities = _split(abouts[~numpy.isin(abouts >> SHIFT, unsaid)])
    # a finding that several studies report stands once for each
    reported = facts.rows["reportedBy"]
    reporters, studies = _split(reported)
    first, last = (numpy.searchsorted(reporters, nodes, side) for side in ("left", "right"))
    times = last - first
    before = numpy.repeat(numpy.cumsum(times) - times, times)
    study = studies[numpy.repeat(first, times) + numpy.arange(len(before)) - before]
    nodes, entities = numpy.repeat(nodes, times), numpy.repeat(entities, times)
    found = numpy.stack(
        [
            study,
            entities,
            *(_first(facts.rows[name], nodes) for name in ("direction", "inOrganism", "inTissue")),
        ]
    )
    return found[:, numpy.lexsort(found[::-1])]


def _cut_label(term: bytes) -> bytes:
    """The words of a literal as it is written."""
    return term[1 : term.rindex(b'"')]


def _list_kinds(facts: Facts, nodes: Any) -> list[bytes]:
    """The first class of ours of each node."""
    import numpy

    prefix = f"<{read_vocabulary().expand('skg:x')[:-1]}".encode()
    rows = facts.rows["rdf:type"]
    names = {
        place: facts.terms[place][len(prefix) : -1]
        for place in unique_numbers(rows & LOW).tolist()
        if facts.terms[place].startswith(prefix)
    }
    ours = rows[numpy.isin(rows & LOW, numpy.array(list(names), numpy.uint64))]
    return [names.get(place, b"") for place in _first(ours, nodes).tolist()]


def _number_cohorts(facts: Facts, number: Any, count: int) -> Any:
    """The first study of the cohort of each node."""
    import numpy

    flown = facts.rows["partOfMission"] >> SHIFT
    living = facts.rows["hasOrganism"]
    organisms, datasets, missions = (
        {(int(number[study]), int(number[thing])) for study, thing in _pairs(rows)}
        for rows in (
            living[numpy.isin(living >> SHIFT, flown)],
            facts.rows["usesDataset"],
            facts.rows["partOfMission"],
        )
    )
    broad = {int(number[whole]) for _, whole in _pairs(facts.rows["within"])}
    cohorts = numpy.arange(count, dtype=numpy.int32)
    for at, first in join_cohorts(organisms, datasets, missions, broad).items():
        cohorts[at] = first
    return cohorts


def _split(rows: Any) -> tuple[Any, Any]:
    """Subjects and objects of rows as places."""
    return (rows >> SHIFT).astype("int64"), (rows & LOW).astype("int64")


def _pairs(rows: Any) -> Iterable[tuple[int, int]]:
    subjects, objects = _split(rows)
    return zip(subjects.tolist(), objects.tolist(), strict=True)


def _first(rows: Any, subjects: Any) -> Any:
    """The first object of each of some subjects, -1 where there is none."""
    import numpy

    if not len(rows):
        return numpy.full(len(subjects), -1, numpy.int64)
    known, objects = _split(rows)
    places = numpy.minimum(numpy.searchsorted(known, subjects), len(known) - 1)
    return numpy.where(known[places] == subjects, objects[places], -1)


def read_columns(graph: KnowledgeGraph) -> Columns:
    """The columns kept beside a graph; made from it where there are none."""
    import numpy

    path = graph.folder / COLUMNS_FILE if graph.folder is not None else None
    try:
        if path is not None and path.is_file():
            content = path.read_bytes()
        else:
            content = pack_columns((graph.to_nquads(),))
        with numpy.load(io.BytesIO(content), allow_pickle=False) as packed:
            arrays: dict[str, Any] = {name: packed[name] for name in packed.files}
        for name in _TEXTS:
            text = arrays[name].tobytes().decode("utf-8")
            arrays[name] = tuple(text.split("\n")[:-1])
        for name in ("nodes", "kinds"):
            arrays[name] = numpy.array(arrays[name], dtype=str)
        return Columns(**arrays)
    except (
        OSError, EOFError, ValueError, TypeError, KeyError, zipfile.BadZipFile, zlib.error,
        NotImplementedError, MemoryError,
    ) as error:  # fmt: skip
        raise StoreError(
            "the columns of the graph are damaged", file=str(path or ""),
            advice="build the graph again",
        ) from error  # fmt: skip


def _text(lines: Iterable[bytes]) -> Any:
    """Lines of text as bytes; none of them holds a line break."""
    import numpy

    return numpy.frombuffer(b"".join(line + b"\n" for line in lines), dtype=numpy.uint8)


def _numbers(values: Iterable[int]) -> Any:
    import numpy

    return numpy.fromiter(values, dtype=numpy.int32)
