"""Vicinity: what a node is joined to, which way, and the sentences that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacekg.exporters.page import PageFinding
from spacekg.site.atlas import Atlas

UP = ("increased", "associated-positively")
DOWN = ("decreased", "associated-negatively")


@dataclass(slots=True, kw_only=True)
class Tie:
    """How a node is tied to one other: the findings that name both, counted by direction.

    ``outward`` is true when the other is what went up or down, or what was studied.
    """

    outward: bool
    up: int = 0
    down: int = 0
    joined: bool = False
    findings: list[PageFinding] = field(default_factory=list)

    @property
    def way(self) -> str:
        """``up``, ``down``, ``mixed`` or nothing."""
        if self.up and self.down:
            return "mixed"
        return "up" if self.up else "down" if self.down else ""


def read_ties(atlas: Atlas, at: int) -> dict[int, Tie]:
    """The ties of a node, the strongest first: a direction, then sentences, then a mere link."""
    ties: dict[int, Tie] = {}
    for edge in atlas.edges.get(at, ()):
        other = edge.target if edge.source == at else edge.source
        ties.setdefault(other, Tie(outward=edge.source == at)).joined = True
    kin = {at, *atlas.orthologs.get(at, ())}
    for one in _findings(atlas, at):
        others = {one.study, one.about, *(target for _, target in one.context)} - kin
        # What stood beside it in the same sentence says nothing about a study.
        for other in others if one.study != at else others | {one.about}:
            _count(ties, at, other, one)
    ordered = sorted(ties, key=lambda other: _rank(atlas, ties[other], other))
    return {other: ties[other] for other in ordered}


def _findings(atlas: Atlas, at: int) -> Sequence[PageFinding]:
    rows = (*atlas.reported.get(at, ()), *atlas.about.get(at, ()), *atlas.seen.get(at, ()))
    return tuple({id(one): one for one in rows}.values())


def _count(ties: dict[int, Tie], at: int, other: int, one: PageFinding) -> None:
    tie = ties.setdefault(other, Tie(outward=one.about == other or one.study == at))
    tie.findings.append(one)
    if one.certainty == "negated" or one.about not in (at, other):
        return
    # The context of what a study found went neither way itself.
    if at == one.study and other != one.about:
        return
    tie.outward = one.about == other
    tie.up += one.direction in UP
    tie.down += one.direction in DOWN


def _rank(atlas: Atlas, tie: Tie, other: int) -> tuple[bool, bool, int, int, int]:
    return (
        not tie.way,
        not tie.joined,
        -len(tie.findings),
        -len(atlas.studies.get(other, ())),
        other,
    )


def count_company(atlas: Atlas, at: int) -> dict[int, int]:
    """How many findings of a node name each other thing, the most often named first."""
    seen: dict[int, int] = defaultdict(int)
    for one in (*atlas.about.get(at, ()), *atlas.seen.get(at, ())):
        for other in {one.about, *(target for _, target in one.context)}:
            seen[other] += 1
    return {other: seen[other] for other in sorted(seen, key=lambda one: (-seen[one], one))}
