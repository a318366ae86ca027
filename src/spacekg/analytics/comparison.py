"""Comparison: the findings of an entity that very many sources report, compared as arrays.

It says what pairs one by one would say, some hundred times sooner; a test holds them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacekg.analytics.circumstance import (
    MODERATORS,
    Circumstances,
    duration_class,
    genotype,
    is_later,
    is_of_body,
)
from spacekg.analytics.disagreement import FEW, STRENGTHS, Pair, Told, list_sides
from spacekg.analytics.reading import FindingRow

#: pairs looked at at once
_AT_ONCE = 1 << 21
_BIT = {name: 1 << at for at, name in enumerate(MODERATORS)}
_NEVER = 99


def compare_many(
    entity: str,
    blocks: Sequence[Sequence[FindingRow]],
    spoken: Sequence[Pair],
    groups: Mapping[str, str],
    circumstances: Circumstances,
) -> dict[tuple[str, str], Told]:
    """What the closest comparisons tell, by strength and status; see ``compare_few``.

    ``blocks`` are findings that may be compared, ``spoken`` the pairs of one sentence.
    """
    tables = [_Table(entity, rows, groups, circumstances) for rows in blocks]
    told: dict[tuple[str, str], Told] = {}
    for pair_of, strength in STRENGTHS.items():
        sides = tuple(sorted(pair_of))
        own = [pair for pair in spoken if list_sides(pair) == sides]
        _compare(tables, sides, own, told, strength)
    return told


def _compare(
    tables: Sequence[_Table],
    sides: tuple[str, ...],
    own: Sequence[Pair],
    told: dict[tuple[str, str], Told],
    strength: str,
) -> None:
    """Add what two directions tell: first how near each finding comes, then what is near enough."""
    import numpy

    bits = numpy.array([mask.bit_count() for mask in range(1 << len(MODERATORS))], numpy.uint8)
    spoken = {(row.direction, row.finding) for pair in own for row in (pair.one, pair.other)}
    met = set(spoken)
    nearest = []
    for table in tables:
        least = numpy.full(len(table.rows), _NEVER, numpy.uint8)
        for ones, others, masks, valid in table.blocks(sides):
            count = numpy.where(valid & (masks > 0), bits[masks], _NEVER)
            least[ones] = numpy.minimum(least[ones], count.min(axis=1))
            least[others] = numpy.minimum(least[others], count.min(axis=0))
        nearest.append(least)
        for at in numpy.flatnonzero(least < _NEVER).tolist():
            met.add((table.rows[at].direction, table.rows[at].finding))
    number = Counter(direction for direction, _ in met)
    rare = {side for side in sides if number[side] == min(number[one] for one in sides)}
    for table, least in zip(tables, nearest, strict=True):
        # a finding that is set against another in its sentence needs no others
        chooses = numpy.array(
            [r.direction in rare and (r.direction, r.finding) not in spoken for r in table.rows]
        )
        bar = numpy.where(chooses, numpy.maximum(least, FEW), 0)
        for ones, others, masks, valid in table.blocks(sides):
            count = bits[masks]
            near = (count <= bar[ones][:, None]) | (count <= bar[others][None, :])
            for status, kept in (
                ("explained", valid & (masks > 0) & near), ("conflict", valid & (masks == 0)),
            ):  # fmt: skip
                if kept.any():
                    rows = (*ones[kept.any(axis=1)], *others[kept.any(axis=0)])
                    found = told.setdefault((strength, status), Told())
                    found.rows.update(table.rows[at] for at in rows)
                    found.count(_read_masks(masks[kept]))
    kept_pairs = [p for p in own if p.one.direction in rare or p.other.direction in rare]
    if kept_pairs:
        told.setdefault((strength, "explained"), Told()).add(kept_pairs)


def _read_masks(masks: Any) -> Iterator[tuple[tuple[str, ...], int]]:
    """The moderators of many pairs, and of how many each."""
    import numpy

    numbers = numpy.bincount(masks.ravel(), minlength=1)
    for mask in numpy.flatnonzero(numbers).tolist():
        yield tuple(name for name in MODERATORS if mask & _BIT[name]), int(numbers[mask])


class _Table:
    """Findings as columns of numbers, -1 for what is not told."""

    def __init__(
        self,
        entity: str,
        rows: Sequence[FindingRow],
        groups: Mapping[str, str],
        circumstances: Circumstances,
    ) -> None:
        import numpy

        self.rows = rows
        self._own = numpy.array([groups.get(row.about, row.about) == entity for row in rows])
        self._body = numpy.array([is_of_body(row) for row in rows])
        self._cites = numpy.array([bool(row.cites) for row in rows])
        self._later = numpy.array([is_later(row) for row in rows])
        self._source, _ = _number([row.source for row in rows])
        self._study, _ = _number([row.study for row in rows])
        self._kind, _ = _number([row.kind for row in rows])
        self._sex, _ = _number([row.sex for row in rows])
        self._days, _ = _number([duration_class(row.days) for row in rows])
        self._genes, _ = _number([genotype(row) for row in rows])
        self._time, _ = _number([row.time_point for row in rows])
        self._places: dict[str, tuple[Any, Any]] = {}
        for name, values in (
            ("tissue", [row.tissue for row in rows]),
            ("cell type", [row.cell_type for row in rows]),
            ("organism", [circumstances.organism(row) for row in rows]),
            ("exposure", [row.exposure for row in rows]),
        ):
            codes, known = _number(values)
            apart = numpy.ones((len(known) + 1, len(known) + 1), bool)
            apart[-1, :] = apart[:, -1] = False
            for value, at in known.items():
                for whole in (value, *(circumstances.above.get(value) & set(known))):
                    apart[at, known[whole]] = apart[known[whole], at] = False
            self._places[name] = codes, apart

    def blocks(self, sides: tuple[str, ...]) -> Iterator[tuple[Any, Any, Any, Any]]:
        """Rows of either direction, the moderators of each pair and whether it may be compared."""
        import numpy

        first, second = (
            numpy.array([at for at, row in enumerate(self.rows) if row.direction == side], int)
            for side in sides
        )
        if len(first) and len(second):
            step = max(1, _AT_ONCE // len(second))
            for at in range(0, len(first), step):
                yield first[at : at + step], second, *self._judge(first[at : at + step], second)

    def _judge(self, a: Any, b: Any) -> tuple[Any, Any]:
        def of(column: Any) -> tuple[Any, Any]:
            return column[a][:, None], column[b][None, :]

        def told_apart(column: Any) -> Any:
            one, other = of(column)
            return (one != other) & (one >= 0) & (other >= 0)

        differ = {}
        for name, (codes, apart) in self._places.items():
            differ[name] = apart[of(codes)]
        tissue, other_tissue = of(self._places["tissue"][0])
        cell, other_cell = of(self._places["cell type"][0])
        nested = (tissue >= 0) & (other_tissue >= 0) & ~differ["tissue"]
        differ["cell type"] |= ~nested & (
            ((cell >= 0) & (other_cell < 0) & (other_tissue >= 0))
            | ((cell < 0) & (other_cell >= 0) & (tissue >= 0))
        )
        differ["exposure kind"] = told_apart(self._kind)
        differ["exposure"] &= ~differ["exposure kind"]
        differ["sex"] = told_apart(self._sex)
        differ["duration"] = told_apart(self._days)
        genes, other_genes = of(self._genes)
        differ["genotype"] = genes != other_genes
        later, other_later = of(self._later)
        differ["time point"] = told_apart(self._time) | (later != other_later)
        masks = sum(found.astype("uint16") * _BIT[name] for name, found in differ.items())

        own, other_own = of(self._own)
        by_measure = (own != other_own) & (tissue == other_tissue) & (tissue >= 0)
        agree = (masks == 0) & (tissue == other_tissue) & (cell == other_cell)
        body, other_body = of(self._body)
        agree &= (body & other_body) | (tissue >= 0) | (cell >= 0)
        for name in ("organism", "exposure"):
            one, other = of(self._places[name][0])
            agree &= (one >= 0) & (other >= 0)
        source, other_source = of(self._source)
        study, other_study = of(self._study)
        cites, other_cites = of(self._cites)
        valid = (own & other_own) | by_measure
        valid &= (source != other_source) & ~((study == other_study) & (cites != other_cites))
        valid &= by_measure | (masks > 0) | agree
        return masks + by_measure.astype("uint16") * _BIT["measure"], valid


def _number(values: Sequence[str]) -> tuple[Any, dict[str, int]]:
    """A number for each value, -1 for none; and the numbers by value."""
    import numpy

    known = {value: at for at, value in enumerate(dict.fromkeys(v for v in values if v))}
    return numpy.array([known.get(value, -1) for value in values], numpy.int32), known
