"""Expression: tables of differential expression, whoever made them.

Three layouts are known by their columns: NASA OSDR / GeneLab (a pair of groups in the name of each
column), the output of DESeq2, limma and edgeR, and a plain one (gene, log2fc, adj_p, and perhaps
study, contrast). What the table does not say stands in a small file beside it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from spacekg.errors import EmptyDocumentError, ReadError
from spacekg.model import Document, ExpressionContrast, ExpressionTable, GeneCell, TestedGene
from spacekg.readers.arms import order_arms
from spacekg.readers.cells import find_delimiter, read_cell_number, split_rows
from spacekg.readers.grid import Grid, read_grid
from spacekg.readers.heads import Head, Numbers, read_heads
from spacekg.readers.raw import Raw
from spacekg.readers.sidecar import read_sidecar

_UNNAMED = frozenset({"NA", "NAN", "NULL", "-"})
_ADVICE = "see docs/expression.md for the columns that are known"


def detects_expression(raw: Raw) -> bool:
    """Whether the first line names genes and a number of differential expression."""
    heads = _heads_of(raw.text[:200_000])
    return heads is not None and heads.score >= 2


def read_expression(raw: Raw) -> Document:
    """The table as a document of tier ``table``; its metadata is what stands beside it."""
    metadata, notices = read_sidecar(raw)
    return Document(
        path=raw.path, sha256=raw.sha256, format="table", tier="table", text=raw.text,
        metadata=metadata, notices=(*raw.notices, *notices), id=raw.id,
    )  # fmt: skip


def parse_expression(document: Document) -> ExpressionTable:
    """Every gene and every contrast of a table; a ``ReadError`` says line and column."""
    file = document.path or document.id
    text = document.text
    heads = _heads_of(text)
    if heads is None:
        raise ReadError("has no column of genes", file=file, advice=_ADVICE)
    grid = read_grid(text, find_delimiter(text), width=heads.width, file=file)
    if len(grid) and grid.starts.shape[1] > heads.width:
        heads = heads.shifted()  # R leaves out the name of its column of row names
    if not heads.genes:
        raise ReadError("has no column of genes", file=file, advice=_ADVICE)
    if not heads.numbers:
        raise ReadError("has no column of log2 fold changes", file=file, advice=_ADVICE)
    if incomplete := [one for one in heads.numbers if one.adjusted < 0]:
        pair = f" for {incomplete[0].pair[0]} v {incomplete[0].pair[1]}" if heads.is_paired else ""
        raise ReadError(f"has no column of adjusted p-values{pair}", file=file, advice=_ADVICE)
    if not len(grid):
        raise EmptyDocumentError("has a header and no rows", file=file, advice="leave it out")
    return _Reading(file=file, heads=heads, grid=grid).table()


def _heads_of(text: str) -> Head | None:
    first = next(split_rows(text, find_delimiter(text)), None)
    if first is None or len(first.cells) < 2:
        return None
    return read_heads([text[start:end] for start, end in first.cells])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One table while it is read."""

    file: str
    heads: Head
    grid: Grid

    def table(self) -> ExpressionTable:
        genes = self._genes()
        if not any(gene.names for gene in genes):
            raise ReadError("names no gene in any row", file=self.file, advice=_ADVICE)
        contrasts: list[ExpressionContrast] = []
        mirrored = untested = 0
        seen: dict[tuple[str, frozenset[str]], None] = {}
        groups = self._groups()
        # the column that has the exposed arm first is read, wherever its mirror stands
        ordered = sorted(self.heads.numbers, key=lambda one: order_arms(one.pair).is_turned)
        for numbers in ordered:
            for study, label, members in groups:
                pair = self._pair(label) if label else numbers.pair
                key = (study, frozenset(pair))
                if key in seen:
                    mirrored += 1
                    continue
                seen[key] = None
                arms = order_arms(pair)
                tested = self._tested(members, numbers, arms.is_turned)
                untested += len(members) - len(tested)
                contrasts.append(
                    ExpressionContrast(
                        study=study, exposed=arms.exposed, reference=arms.reference,
                        differing=arms.differing, oriented=arms.is_oriented, tested=tested,
                    )
                )  # fmt: skip
        return ExpressionTable(
            genes=genes, contrasts=tuple(contrasts), mirrored=mirrored, untested=untested
        )

    def _genes(self) -> tuple[GeneCell, ...]:
        """The gene of each row: its names, and the place of the first of them."""
        grid = self.grid
        columns = [
            (prefix, grid.column(at), grid.starts[:, at].tolist(), grid.ends[:, at].tolist())
            for prefix, at in self.heads.genes
        ]
        genes = []
        for row, (start, end) in enumerate(grid.bounds.tolist()):
            found = [
                (prefix, cells[row], starts[row], ends[row])
                for prefix, cells, starts, ends in columns
                if cells[row] and cells[row].upper() not in _UNNAMED and cells[row][-1] != ":"
            ]
            _, _, first, last = found[0] if found else ("", "", columns[0][2][row], start)
            genes.append(
                GeneCell(
                    names=tuple((prefix, name) for prefix, name, _, _ in found),
                    start=first, end=max(first, last), row_start=start, row_end=end,
                )
            )  # fmt: skip
        return tuple(genes)

    def _groups(self) -> list[tuple[str, str, list[int]]]:
        """The rows by study and contrast, where columns name them, in the order of the table."""
        if self.heads.study < 0 and self.heads.contrast < 0:
            return [("", "", list(range(len(self.grid))))]
        names = zip(self._column(self.heads.study), self._column(self.heads.contrast), strict=True)
        groups: dict[tuple[str, str], list[int]] = {}
        for at, key in enumerate(names):
            groups.setdefault(key, []).append(at)
        return [(study, label, members) for (study, label), members in groups.items()]

    def _column(self, at: int) -> list[str]:
        return self.grid.column(at) if at >= 0 else [""] * len(self.grid)

    def _pair(self, label: str) -> tuple[str, str]:
        plain = label.replace("_", " ")
        for joint in (" vs. ", " vs ", " versus ", " v ", " - "):
            one, found, other = plain.partition(joint)
            if found:
                return one.strip(), other.strip()
        return plain, ""

    def _tested(
        self, members: list[int], numbers: Numbers, is_turned: bool
    ) -> tuple[TestedGene, ...]:
        """The genes with a fold change and an adjusted p: those left out were not tested."""
        effects, folds = self._numbers(numbers.fold, is_p=False)
        qs, adjusted = self._numbers(numbers.adjusted, is_p=True)
        ps, _ = self._numbers(numbers.p, is_p=True)
        columns = list(numbers.columns)
        starts = self.grid.starts[:, columns].min(axis=1).tolist()
        ends = self.grid.ends[:, columns].max(axis=1).tolist()
        sign = -1.0 if is_turned else 1.0
        return tuple(
            TestedGene(
                row=at, fold=sign * fold, adjusted=q, p=ps[at], q=qs[at],
                effect=_turn(effects[at]) if is_turned else effects[at],
                stats_start=starts[at], stats_end=ends[at],
            )
            for at in members
            if (fold := folds[at]) is not None and (q := adjusted[at]) is not None
        )  # fmt: skip

    def _numbers(self, column: int, *, is_p: bool) -> tuple[list[str], list[float | None]]:
        """The texts and the numbers of a column, nothing where one is missing."""
        cells = self._column(column)
        if column < 0:
            return cells, [None] * len(cells)
        values: list[float | None] = []
        for at, cell in enumerate(cells):
            value: float | None
            try:
                value = float(cell)
            except ValueError:
                value = math.nan
            if not -math.inf < value < math.inf:
                # missing, or no number at all, which this says with its place
                value = read_cell_number(
                    cell, file=self.file, line=int(self.grid.numbers[at]),
                    column=self.heads.names[column],
                )  # fmt: skip
            elif is_p and not 0 <= value <= 1:
                raise ReadError(
                    f"{value:g} is no p-value", file=self.file,
                    place=f"line {self.grid.numbers[at]}, column {self.heads.names[column]}",
                    advice="p-values lie between 0 and 1",
                )  # fmt: skip
            values.append(value)
        return cells, values


def _turn(effect: str) -> str:
    """A printed number with the other sign."""
    return effect[1:] if effect.startswith("-") else f"-{effect.removeprefix('+')}"
