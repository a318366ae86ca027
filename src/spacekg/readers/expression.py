"""Expression: tables of differential expression, whoever made them.

Three layouts are known by their columns: NASA OSDR / GeneLab (a pair of groups in the name of each
column), the output of DESeq2, limma and edgeR, and a plain one (gene, log2fc, adj_p, and perhaps
study, contrast). What the table does not say stands in a small file beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacekg.errors import EmptyDocumentError, ReadError
from spacekg.model import Document, ExpressionContrast, ExpressionTable, GeneCell, TestedGene
from spacekg.readers.arms import order_arms
from spacekg.readers.cells import Row, find_delimiter, read_cell_number, split_rows
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
    rows = list(split_rows(text, find_delimiter(text)))[1:]
    if heads is not None and rows and all(len(row.cells) == heads.width + 1 for row in rows):
        heads = heads.shifted()  # R leaves out the name of its column of row names
    if heads is None or not heads.genes:
        raise ReadError("has no column of genes", file=file, advice=_ADVICE)
    if not heads.numbers:
        raise ReadError("has no column of log2 fold changes", file=file, advice=_ADVICE)
    if incomplete := [one for one in heads.numbers if one.adjusted < 0]:
        pair = f" for {incomplete[0].pair[0]} v {incomplete[0].pair[1]}" if heads.is_paired else ""
        raise ReadError(f"has no column of adjusted p-values{pair}", file=file, advice=_ADVICE)
    if not rows:
        raise EmptyDocumentError("has a header and no rows", file=file, advice="leave it out")
    for row in rows:
        if len(row.cells) != heads.width:
            raise ReadError(
                f"has {len(row.cells)} cells, not {heads.width}", file=file,
                place=f"line {row.number}", advice="correct the line",
            )  # fmt: skip
    found = _Reading(text=text, file=file, heads=heads)
    return found.table(rows)


def _heads_of(text: str) -> Head | None:
    first = next(split_rows(text, find_delimiter(text)), None)
    if first is None or len(first.cells) < 2:
        return None
    return read_heads([text[start:end] for start, end in first.cells])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One table while it is read."""

    text: str
    file: str
    heads: Head

    def table(self, rows: list[Row]) -> ExpressionTable:
        genes = tuple(self._gene(row) for row in rows)
        if not any(gene.names for gene in genes):
            raise ReadError("names no gene in any row", file=self.file, advice=_ADVICE)
        contrasts: list[ExpressionContrast] = []
        mirrored = untested = 0
        seen: dict[tuple[str, frozenset[str]], None] = {}
        # the column that has the exposed arm first is read, wherever its mirror stands
        ordered = sorted(self.heads.numbers, key=lambda one: order_arms(one.pair).is_turned)
        for numbers in ordered:
            for study, label, members in self._groups(rows):
                pair = self._pair(label) if label else numbers.pair
                key = (study, frozenset(pair))
                if key in seen:
                    mirrored += 1
                    continue
                seen[key] = None
                arms = order_arms(pair)
                tested = tuple(self._tested(members, rows, numbers, arms.is_turned))
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

    def _gene(self, row: Row) -> GeneCell:
        names: list[tuple[str, str]] = []
        place = row.cells[self.heads.genes[0][1]]
        for prefix, column in self.heads.genes:
            start, end = row.cells[column]
            cell = self.text[start:end].strip()
            if cell and cell.upper() not in _UNNAMED and not cell.endswith(":"):
                if not names:
                    place = (start, end)
                names.append((prefix, cell))
        return GeneCell(
            names=tuple(names), start=place[0], end=place[1], row_start=row.start, row_end=row.end
        )

    def _groups(self, rows: list[Row]) -> list[tuple[str, str, list[int]]]:
        """The rows by study and contrast, where columns name them, in the order of the table."""
        groups: dict[tuple[str, str], list[int]] = {}
        for at, row in enumerate(rows):
            key = self._cell(row, self.heads.study), self._cell(row, self.heads.contrast)
            groups.setdefault(key, []).append(at)
        return [(study, label, members) for (study, label), members in groups.items()]

    def _cell(self, row: Row, column: int) -> str:
        if column < 0:
            return ""
        start, end = row.cells[column]
        return self.text[start:end].strip()

    def _pair(self, label: str) -> tuple[str, str]:
        plain = label.replace("_", " ")
        for joint in (" vs. ", " vs ", " versus ", " v ", " - "):
            one, found, other = plain.partition(joint)
            if found:
                return one.strip(), other.strip()
        return plain, ""

    def _tested(
        self, members: list[int], rows: list[Row], numbers: Numbers, is_turned: bool
    ) -> list[TestedGene]:
        """The genes with a fold change and an adjusted p: those left out were not tested."""
        tested = []
        for at in members:
            row = rows[at]
            fold = self._number(row, numbers.fold)
            adjusted = self._number(row, numbers.adjusted)
            raw = self._number(row, numbers.p)
            if fold is None or adjusted is None:
                continue
            for value, column in ((adjusted, numbers.adjusted), (raw, numbers.p)):
                if value is not None and not 0 <= value <= 1:
                    raise ReadError(
                        f"{value:g} is no p-value", file=self.file,
                        place=f"line {row.number}, column {self.heads.names[column]}",
                        advice="p-values lie between 0 and 1",
                    )  # fmt: skip
            effect = self._cell(row, numbers.fold)
            if is_turned:
                fold, effect = -fold, effect[1:] if effect.startswith("-") else f"-{effect}"
            places = [row.cells[one] for one in numbers.columns]
            tested.append(
                TestedGene(
                    row=at, fold=fold, adjusted=adjusted, effect=effect,
                    p=self._cell(row, numbers.p), q=self._cell(row, numbers.adjusted),
                    stats_start=min(start for start, _ in places),
                    stats_end=max(end for _, end in places),
                )
            )  # fmt: skip
        return tested

    def _number(self, row: Row, column: int) -> float | None:
        if column < 0:
            return None
        return read_cell_number(
            self._cell(row, column), file=self.file, line=row.number,
            column=self.heads.names[column],
        )  # fmt: skip
