"""Heads: what the columns of an expression table are, by their names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacekg.patterns import compile_late

#: columns that name a gene: the prefix of their identifiers (empty for any), the surest first
_GENES = (
    ("NCBIGene", ("entrezid", "entrez", "entrez_id", "ncbi_gene", "ncbigene", "ncbi_gene_id")),
    ("EnsemblGene", ("ensembl", "ensembl_id", "ensembl_gene_id", "ensemblid", "ensembl_gene")),
    ("TAIR", ("tair", "tair_id", "locus")),
    ("", ("gene_id", "geneid", "gene", "feature_id", "", "unnamed:_0", "x", "row_names")),
    ("symbol", ("symbol", "gene_symbol", "gene_name", "external_gene_name", "mgi_symbol")),
)
_FOLD = ("log2fc", "log2foldchange", "logfc", "log2_fold_change", "log2_fc", "lfc")
_P = ("p", "pvalue", "p_value", "pval", "p_val")
_ADJUSTED = (
    "adj_p", "padj", "adj_p_val", "adj_p_value", "fdr", "qvalue", "q_value", "p_adj", "p_adjusted",
    "adj_pval", "bh_p",
)  # fmt: skip
_STUDY = ("study", "accession", "study_id")
_CONTRAST = ("contrast", "comparison")
_PAIRED = compile_late(
    r"(?P<what>log2fc|p[._]value|adj[._]p[._]value)_\((?P<one>.+)\)v\((?P<other>.+)\)", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The columns of one contrast, -1 where there is none; ``pair`` are its groups, if named."""

    pair: tuple[str, str]
    fold: int
    p: int
    adjusted: int

    @property
    def columns(self) -> tuple[int, ...]:
        """Those of the columns that are there."""
        return tuple(one for one in (self.fold, self.p, self.adjusted) if one >= 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The first line of a table; ``genes`` are ``(prefix, column)``, the surest first."""

    names: tuple[str, ...]
    genes: tuple[tuple[str, int], ...]
    numbers: tuple[Numbers, ...]
    score: int
    study: int = -1
    contrast: int = -1
    is_paired: bool = False

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.names)

    def shifted(self) -> Head:
        """The same with a first column that has no name: the genes."""
        return replace(
            self,
            names=("", *self.names),
            genes=(("", 0), *((prefix, at + 1) for prefix, at in self.genes)),
            numbers=tuple(
                replace(
                    one, fold=one.fold + 1, adjusted=one.adjusted + 1,
                    p=one.p + 1 if one.p >= 0 else -1,
                )
                for one in self.numbers
            ),
            study=self.study + 1 if self.study >= 0 else -1,
            contrast=self.contrast + 1 if self.contrast >= 0 else -1,
        )  # fmt: skip


def read_heads(names: Sequence[str]) -> Head:
    """What the columns are; ``score`` counts the kinds that an expression table has.

    >>> head = read_heads(["", "baseMean", "log2FoldChange", "pvalue", "padj"])
    >>> head.genes, head.numbers
    ((('', 0),), (Numbers(pair=('', ''), fold=2, p=3, adjusted=4),))
    """
    plain = [_plain(name) for name in names]
    pairs: dict[tuple[str, str], dict[str, int]] = {}
    for at, name in enumerate(names):
        match = _PAIRED.fullmatch(name.strip())
        if match:
            what = match["what"].casefold()
            pairs.setdefault((match["one"], match["other"]), {})[what[:3]] = at
    numbers = tuple(
        Numbers(pair=pair, fold=found["log"], p=found.get("p.v", found.get("p_v", -1)),
                adjusted=found.get("adj", -1))
        for pair, found in pairs.items() if "log" in found
    )  # fmt: skip
    fold, p, adjusted = (_find(plain, known) for known in (_FOLD, _P, _ADJUSTED))
    if not numbers and fold >= 0:
        numbers = (Numbers(pair=("", ""), fold=fold, p=p, adjusted=adjusted),)
    has_numbers = bool(pairs) or fold >= 0 or adjusted >= 0
    genes = [
        (prefix, at)
        for prefix, known in _GENES
        for at, name in enumerate(plain)
        # a column without a name, or called x, holds genes only beside such numbers
        if name in known and (name not in ("", "x") or (at == 0 and has_numbers))
    ]
    kinds = (genes, pairs or fold >= 0, pairs or p >= 0, pairs or adjusted >= 0)
    return Head(
        names=tuple(names), genes=tuple(genes), numbers=numbers,
        score=sum(bool(kind) for kind in kinds), study=_find(plain, _STUDY),
        contrast=_find(plain, _CONTRAST), is_paired=bool(pairs),
    )  # fmt: skip


def _plain(name: str) -> str:
    return re.sub(r"[ .\-]", "_", name.strip().casefold())


def _find(plain: Sequence[str], known: tuple[str, ...]) -> int:
    return next((at for name in known for at, one in enumerate(plain) if one == name), -1)
