"""Disagreement: pairs of findings that go different ways, and which of them are worth telling."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from spacekg.analytics.circumstance import Circumstances, genotype
from spacekg.analytics.reading import FindingRow

#: One word without an identifier ("thickness") does not say of what.
_VAGUE = re.compile(r"/label/[^-]+$")
#: A kind of a measure is the measure; a part of a process may well go another way.
MEASURE = "/id/phenotype/"
#: Findings that differ in no more than this are alike enough to be set side by side.
FEW = 2
OPPOSITE, CHANGED = "opposite", "changed or unchanged"
STATUSES = ("conflict", "explained")
STRENGTHS = {
    frozenset({"increased", "decreased"}): OPPOSITE,
    frozenset({"associated-positively", "associated-negatively"}): OPPOSITE,
    frozenset({"increased", "unchanged"}): CHANGED,
    frozenset({"decreased", "unchanged"}): CHANGED,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two findings of ``entity`` that go different ways, and what differs between them."""

    entity: str
    strength: str
    one: FindingRow
    other: FindingRow
    moderators: tuple[str, ...]


def counts(row: FindingRow) -> bool:
    """Only what is asserted, of the exposure itself and not of a treatment against it, counts.

    A group with other genes is told of the exposure too; its genes are what may explain it.
    """
    plain = not row.condition or bool(genotype(row))
    told = row.certainty == "asserted" and row.tier != "estimated" and plain
    return told and not row.exposure.endswith("/ground-control")


@dataclass(slots=True)
class Told:
    """What some pairs tell together: who takes part, and how many pairs have which moderators."""

    rows: set[FindingRow] = field(default_factory=set)
    moderators: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def add(self, pairs: Iterable[Pair]) -> None:
        """Add pairs."""
        for pair in pairs:
            self.rows.update((pair.one, pair.other))
            self.moderators[pair.moderators] += 1

    def count(self, moderators: Iterable[tuple[tuple[str, ...], int]]) -> None:
        """Add moderators, each of so many pairs."""
        for names, number in moderators:
            self.moderators[names] += number


def group_findings(
    rows: Sequence[FindingRow],
    groups: dict[str, str],
    circumstances: Circumstances,
    anatomy: frozenset[str],
) -> dict[str, tuple[list[FindingRow], ...]]:
    """The findings of each entity that may be compared, by what they are related with.

    Tissues and cells are left out: that one "increased" may be its number, its activity or its
    death, and two sources seldom mean the same.
    """
    by_entity: dict[tuple[str, str], list[FindingRow]] = {}
    told = {row.about for row in rows}
    for row in rows:
        partner = groups.get(row.partner, row.partner)
        if row.direction.startswith("associated") and not partner:
            continue
        if row.about in anatomy or _VAGUE.search(row.about):
            continue
        by_entity.setdefault((groups.get(row.about, row.about), partner), []).append(row)
        if MEASURE not in row.about:
            continue
        for wide in sorted(circumstances.above.get(row.about) & told):
            by_entity.setdefault((wide, partner), []).append(row)
    found: dict[str, tuple[list[FindingRow], ...]] = {}
    for (entity, _), some in sorted(by_entity.items()):
        if len({row.direction for row in some}) > 1:
            found[entity] = (*found.get(entity, ()), some)
    return found


def pair_sources(
    entity: str, some: Sequence[FindingRow], groups: dict[str, str], circumstances: Circumstances
) -> Iterator[Pair]:
    """Pairs of different sources: a contrast within one study is its design, no disagreement."""
    known: dict[tuple[object, ...], tuple[tuple[str, ...], bool]] = {}
    named = [(row.source, row) for row in some]
    for (source, one), (other_source, other) in combinations(named, 2):
        if one.direction == other.direction:
            continue
        strength = STRENGTHS.get(frozenset({one.direction, other.direction}))
        if strength is None or source == other_source or _is_summary(one, other):
            continue
        measures = _measures(entity, one, other, groups)
        if measures is None:
            continue
        key = (*_signature(one), *_signature(other))
        if key not in known:
            known[key] = (
                circumstances.differences(one, other), circumstances.agree(one, other),
            )  # fmt: skip
        moderators, agree = known[key]
        if measures or moderators or agree:
            yield Pair(entity, strength, one, other, (*measures, *moderators))


def compare_few(pairs: Iterable[Pair]) -> dict[tuple[str, str], Told]:
    """What the closest of all pairs of one entity tell, by strength and status."""
    gathered: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        status = "explained" if pair.moderators else "conflict"
        gathered.setdefault((pair.strength, status), []).append(pair)
    found: dict[tuple[str, str], Told] = {}
    for key, some in gathered.items():
        found.setdefault(key, Told()).add(choose_closest(some))
    return found


def _measures(
    entity: str, one: FindingRow, other: FindingRow, groups: dict[str, str]
) -> tuple[str, ...] | None:
    """Whether two findings differ in the measure; nothing for those that cannot be compared.

    Density and cortical density are compared at the radius, and not across the skeleton.
    """
    own = [groups.get(row.about, row.about) == entity for row in (one, other)]
    if all(own):
        return ()
    return ("measure",) if any(own) and one.tissue and one.tissue == other.tissue else None


def _is_summary(one: FindingRow, other: FindingRow) -> bool:
    """Whether a review sums up here what it cites there."""
    return one.study == other.study and bool(one.cites) != bool(other.cites)


def pair_in_sentence(
    rows: Iterable[FindingRow],
    told: dict[str, tuple[str, str]],
    circumstances: Circumstances,
    anatomy: frozenset[str],
) -> Iterator[Pair]:
    """What one source sets apart itself in a sentence: "lost in femur, but not in humerus"."""
    by_sentence: dict[tuple[str, str], list[FindingRow]] = {}
    for row in rows:
        if row.finding in told and not _VAGUE.search(row.about):
            by_sentence.setdefault((row.source, told[row.finding][1]), []).append(row)
    for _, some in sorted(by_sentence.items()):
        for one, other in combinations(some, 2):
            strength = STRENGTHS.get(frozenset({one.direction, other.direction}))
            if strength is None or one.partner != other.partner:
                continue
            if one.about == other.about:
                moderators = circumstances.differences(one, other)
                if moderators:
                    yield Pair(one.about, strength, one, other, moderators)
            elif one.about in anatomy and other.about in anatomy and strength == CHANGED:
                whole = circumstances.nearest_common(one.about, other.about)
                if whole:
                    yield Pair(whole, strength, one, other, ("tissue",))


def choose_closest(pairs: Sequence[Pair]) -> list[Pair]:
    """The comparisons that tell most: for each finding of the rarer side, the likest others.

    What the source sets against it in the same sentence is likest; else pairs that differ in one
    or two things are kept, and a finding that has none keeps those that differ least.
    """
    kept: dict[Pair, None] = {}
    for sides in sorted({list_sides(pair) for pair in pairs}):
        of_finding: dict[tuple[str, str], list[Pair]] = {}
        for pair in pairs:
            if list_sides(pair) == sides:
                for row in (pair.one, pair.other):
                    of_finding.setdefault((row.direction, row.finding), []).append(pair)
        counts = {side: sum(side == key[0] for key in of_finding) for side in sides}
        for (direction, _), some in of_finding.items():
            if counts[direction] == min(counts.values()):
                own = [pair for pair in some if pair.one.source == pair.other.source]
                least = max(FEW, min(len(pair.moderators) for pair in some))
                near = own or [pair for pair in some if len(pair.moderators) <= least]
                kept.update(dict.fromkeys(near))
    return list(kept)


def list_sides(pair: Pair) -> tuple[str, ...]:
    """The directions of a pair, sorted."""
    return tuple(sorted((pair.one.direction, pair.other.direction)))


def _signature(row: FindingRow) -> tuple[object, ...]:
    return (
        row.about, row.organism, row.tissue, row.cell_type, row.exposure, row.kind, row.sex,
        row.days, row.time_point, genotype(row),
    )  # fmt: skip
