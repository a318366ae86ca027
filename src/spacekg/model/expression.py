"""ExpressionTable: what a table of differential expression holds, before genes are grounded."""

from __future__ import annotations

from dataclasses import dataclass

from spacekg.model.finding import Contrast
from spacekg.model.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneCell:
    """The gene of one row: ``names`` are ``(prefix, identifier)`` pairs, the surest first.

    No name at all is a row to be left out. ``start`` and ``end`` delimit the cell in the source
    text, ``row_start`` and ``row_end`` the row.
    """

    names: tuple[tuple[str, str], ...]
    start: int
    end: int
    row_start: int
    row_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedGene:
    """One gene of one contrast: ``row`` counts rows from 0; the texts are as printed.

    ``stats_start`` and ``stats_end`` delimit the cells of its numbers in the source text.
    """

    row: int
    fold: float
    adjusted: float
    effect: str
    p: str
    q: str
    stats_start: int
    stats_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpressionContrast:
    """One unordered pair of groups, exposed against reference, with every gene tested in it.

    ``differing`` counts the factors that differ between the arms: more than one is confounded.
    ``oriented`` is false where neither arm, or each, is a reference by its name.
    """

    study: str
    exposed: str
    reference: str
    differing: int
    oriented: bool
    tested: tuple[TestedGene, ...]

    @property
    def is_whole(self) -> bool:
        """Whether unchanged genes are there too, so that the tested genes are a background."""
        return any(one.adjusted >= 0.05 for one in self.tested)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpressionTable:
    """The genes of a table and its contrasts; ``mirrored`` counts the contrasts told twice."""

    genes: tuple[GeneCell, ...]
    contrasts: tuple[ExpressionContrast, ...]
    mirrored: int = 0
    untested: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """Every gene that a contrast of a study tested, sorted by identifier.

    ``genes`` are CURIEs (the printed name where none is known); ``directions`` say 1 for
    significantly increased, -1 for decreased and 0 for all others; ``folds`` and ``adjusted`` are
    the log2 fold changes and adjusted p-values.
    """

    study: Study
    contrast: Contrast
    genes: tuple[str, ...]
    directions: tuple[int, ...]
    folds: tuple[float, ...] = ()
    adjusted: tuple[float, ...] = ()
