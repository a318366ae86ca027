"""Affected: which conflicts a change of some statements can change, and what they follow from.

A conflict is about one entity, or one group of orthologs, and follows from the findings of it: of
a measure also from those of its kinds, of a tissue or cell also from what is said of two of its
parts in one sentence. A finding counts as changed when a statement of it has changed, or when one
has of what it names or of anything that this lies within.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from spacekg.analytics.circumstance import Wholes
from spacekg.analytics.disagreement import MEASURE
from spacekg.analytics.facts import LOW, SHIFT, Facts, cut_lines, read_term
from spacekg.analytics.reading import read_groups
from spacekg.vocabulary import read_vocabulary

#: what is said of things, not of findings
_STRUCTURE = ("exposureKind", "inTaxon", "orthologOf", "rdf:type", "rdfs:label", "within")
#: what a finding names
_NAMED = ("about", "inCellType", "inOrganism", "inTissue", "underExposure", "withPartner")
_OF_FINDINGS = (
    *_NAMED, "certainty", "cites", "condition", "direction", "durationDays", "reportedBy", "sex",
    "supportedBy", "tier", "timePoint",
)  # fmt: skip
_ANATOMY = ("CellType", "Tissue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """The ``entities`` to compare anew (a group by its name), all IRIs that their conflicts can be
    ``about`` now or could be before, and the ``facts`` that these conflicts follow from.
    """

    entities: frozenset[str]
    about: frozenset[str]
    facts: Facts


def find_affected(facts: Facts, gone: Iterable[bytes], came: Iterable[bytes]) -> Affected:
    """What may differ between facts before and after statements went and came."""
    import numpy

    lost = _read(facts, gone)
    changed = [*lost, *_read(facts, came)]
    touched = {subject for _, subject, _ in changed}
    touched.update(thing for name, _, thing in changed if name == "orthologOf")
    things = {subject for name, subject, _ in changed if name in _STRUCTURE}
    things.update(thing for name, _, thing in changed if name == "orthologOf")

    subjects = facts.places(touched)
    below = facts.places(_list_below(facts, things))
    again = [facts.rows["about"] >> SHIFT, *(_naming(facts, name, below) for name in _NAMED)]
    again[0] = again[0][numpy.isin(again[0], subjects)]
    rows = facts.rows["about"]
    abouts = rows[numpy.isin(rows >> SHIFT, numpy.concatenate(again))] & LOW
    dirty = things | set(_texts(facts, abouts))
    dirty.update(thing for name, _, thing in changed if name == "about")

    anatomy = _list_anatomy(facts)
    vocabulary = read_vocabulary()
    kinds = {vocabulary.iri(name) for name in _ANATOMY}
    placed = dirty & set(_texts(facts, anatomy))
    placed |= dirty & {one for name, one, kind in lost if name == "rdf:type" and kind in kinds}
    parents: dict[str, list[str]] = {}
    for part, whole in facts.pairs("within"):
        parents.setdefault(part, []).append(whole)
    now = Wholes({part: tuple(wholes) for part, wholes in parents.items()})
    for name, part, whole in lost:
        if name == "within":
            parents.setdefault(part, []).append(whole)
    ever = Wholes(parents)
    wide = dirty.union(*(ever.get(one) for one in dirty if one in placed or MEASURE in one))

    groups = read_groups(facts)
    entities = frozenset(groups.get(one, one) for one in wide)
    members = {gene for gene, group in groups.items() if group in entities}
    about = frozenset({*wide, *entities, *members})
    needed = facts.places(about)
    kinds_of = [
        place
        for place in numpy.unique(rows & LOW).tolist()
        if MEASURE in facts.text(place) and not entities.isdisjoint(now.get(facts.text(place)))
    ]
    needed = numpy.concatenate(
        [needed, numpy.array(kinds_of, numpy.uint64), *([anatomy] if placed else ())]
    )
    findings = rows[numpy.isin(rows & LOW, needed)] >> SHIFT
    labelled = facts.places(about)

    def of_findings(found: Any) -> Any:
        return numpy.isin(found >> SHIFT, findings)

    return Affected(
        entities=entities,
        about=about,
        facts=facts.where(
            {
                **dict.fromkeys(_OF_FINDINGS, of_findings),
                "rdfs:label": lambda found: numpy.isin(found >> SHIFT, labelled),
                "rdf:type": lambda found: of_findings(found) | numpy.isin(found >> SHIFT, anatomy),
            }
        ),
    )


def _read(facts: Facts, lines: Iterable[bytes]) -> list[tuple[str, str, str]]:
    """Property, subject and object of lines as plain text."""
    return [
        (name, read_term(subject), read_term(thing))
        for name, subject, thing in cut_lines(lines, facts.rows)
    ]


def _texts(facts: Facts, places: Any) -> Iterable[str]:
    import numpy

    return map(facts.text, numpy.unique(places).tolist())


def _naming(facts: Facts, name: str, places: Any) -> Any:
    """The subjects of statements with a property whose object is at one of some places."""
    import numpy

    rows = facts.rows[name]
    return rows[numpy.isin(rows & LOW, places)] >> SHIFT


def _list_below(facts: Facts, things: set[str]) -> set[str]:
    """Things and all that lies within them or is of them, however deep."""
    below: dict[str, list[str]] = {}
    for name in ("within", "inTaxon"):
        for part, whole in facts.pairs(name):
            below.setdefault(whole, []).append(part)
    return things.union(*map(Wholes(below).get, things))


def _list_anatomy(facts: Facts) -> Any:
    """The places of all tissues and cells."""
    import numpy

    vocabulary = read_vocabulary()
    kinds = facts.places(map(vocabulary.iri, _ANATOMY))
    return numpy.unique(_naming(facts, "rdf:type", kinds))
