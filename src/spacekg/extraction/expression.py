"""Expression: a table of differential expression becomes study records and backgrounds.

Significant genes (adjusted p below 0.05) become findings; every tested gene is the background of
its contrast, kept beside the graph and not in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePath

from spacekg.errors import ReadError
from spacekg.extraction.bibliography import study_id
from spacekg.extraction.circumstances import Circumstances, read_circumstances
from spacekg.extraction.species_gene import GeneResolver
from spacekg.lexicon import Lexicon
from spacekg.model import (
    Background,
    Contrast,
    Document,
    Entity,
    ExpressionContrast,
    ExpressionTable,
    Finding,
    Notice,
    Source,
    Study,
    StudyRecord,
    TestedGene,
)
from spacekg.readers import parse_expression

LEVEL = 0.05
UNIT = "log2 fold change"
_LONGEST_QUOTE = 600
_STRANGERS = 0.05


def extract_expression(
    document: Document, lexicon: Lexicon
) -> tuple[tuple[StudyRecord, ...], tuple[Background, ...]]:
    """A record for each study of a table, and the tested genes of each of its contrasts."""
    table = parse_expression(document)
    studies = dict.fromkeys(contrast.study for contrast in table.contrasts)
    reading = _Table(document=document, table=table, lexicon=lexicon)
    notices = [*document.notices, *reading.notices()]
    records: list[StudyRecord] = []
    backgrounds: list[Background] = []
    for study in studies:
        contrasts = [one for one in table.contrasts if one.study == study]
        record, tested, found = reading.study(study, contrasts)
        records.append(record)
        backgrounds.extend(tested)
        notices.extend(replace(one, place=study) for one in found)
    source = Source(
        path=document.path, sha256=document.sha256, format="table", tier="table",
        notices=tuple(dict.fromkeys(notices)), id=document.id,
    )  # fmt: skip
    return tuple(replace(record, document=source) for record in records), tuple(backgrounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    document: Document
    table: ExpressionTable
    lexicon: Lexicon

    def notices(self) -> list[Notice]:
        found = []
        if self.table.mirrored:
            found.append(_notice("mirrored", f"{self.table.mirrored} contrasts are the mirror of "
                                 "another or told twice; each pair is read once"))  # fmt: skip
        if self.table.untested:
            found.append(_notice("untested", f"{self.table.untested} values are missing; those "
                                 "genes were not tested there"))  # fmt: skip
        if unnamed := sum(1 for gene in self.table.genes if not gene.names):
            found.append(_notice("unnamed", f"rows that name no gene and are left out: {unnamed}"))
        return found

    def study(
        self, name: str, contrasts: list[ExpressionContrast]
    ) -> tuple[StudyRecord, list[Background], list[Notice]]:
        about = read_circumstances(self.document, name, self.lexicon)
        resolver = GeneResolver(self.lexicon)
        organism = about.entity("organism", "organism")
        rows = dict.fromkeys(one.row for contrast in contrasts for one in contrast.tested)
        taxon = (
            organism.id
            if organism
            else resolver.guess_taxon(map(self.table.genes.__getitem__, rows))
        )
        if not taxon:
            raise ReadError(
                "does not say its organism", file=self.document.path,
                advice="name it in a file beside the table: organism: mouse",
            )  # fmt: skip
        organism = organism or about.ground(taxon, "organism")
        resolver.taxon = taxon
        genes = {row: resolver.resolve(self.table.genes[row]) for row in rows}
        self._check_species(genes, taxon)
        notices: list[Notice] = []
        shell = self._shell(name, about, organism)
        findings: list[Finding] = []
        kept: list[Contrast] = []
        backgrounds: list[Background] = []
        for one in contrasts:
            contrast = self._contrast(one, about, organism, kept)
            if contrast is None:
                notices.append(_notice("no-exposure", f"{one.exposed} v {one.reference} is not an "
                    "exposure against a reference; its genes are left out"))  # fmt: skip
                continue
            kept.append(contrast)
            best = self._best(one, genes, notices)
            if one.differing > 1:
                notices.append(_notice("confounded", f"{one.differing} factors differ between "
                    f"{one.exposed} and {one.reference}"))  # fmt: skip
            changed = [row for row in best if _direction(row) and genes[row.row] is not None]
            findings.extend(
                self._finding(row, genes[row.row], one, contrast, shell) for row in changed
            )
            lost = sum(1 for row in best if _direction(row) and genes[row.row] is None)
            if lost:
                message = f"changed genes without an identifier, in the background only: {lost}"
                notices.append(_notice("unknown-genes", message))
            if one.is_whole:
                backgrounds.append(self._background(best, genes, contrast, shell.study))
            else:
                notices.append(_notice("no-background", f"{one.exposed} v {one.reference} lists "
                    "changed genes only; what was tested is not known"))  # fmt: skip
        reported = {entity.id: entity for row in findings for entity in (row.about,)}
        record = replace(
            shell, genes=tuple(reported.values()), contrasts=tuple(kept), findings=tuple(findings),
            exposures=tuple(dict.fromkeys(one.exposed for one in kept)),
        )  # fmt: skip
        return record, backgrounds, notices

    def _shell(self, name: str, about: Circumstances, organism: Entity | None) -> StudyRecord:
        path = PurePath(self.document.path or self.document.id)
        title = about.text("title") or name or about.text("study") or path.stem
        year = about.count("year")
        mission, tissue = about.entity("mission", "mission"), about.entity("tissue", "tissue")
        days = about.number("days")
        return StudyRecord(
            document=Source(path="", sha256="", format="table", tier="table"),
            study=Study(
                id=study_id(about.text("doi"), "", title), title=title,
                doi=about.text("doi"), year=year, date=str(year or ""),
            ),
            organisms=(organism,) if organism else (), tissues=(tissue,) if tissue else (),
            missions=(mission,) if mission else (),
            datasets=about.datasets(name or about.text("study")),
            durations=(days,) if days is not None else (),
        )  # fmt: skip

    def _contrast(
        self, one: ExpressionContrast, about: Circumstances, organism: Entity | None,
        kept: list[Contrast],
    ) -> Contrast | None:  # fmt: skip
        """The arms as one node; nothing where no arm, or each, is exposed."""
        told = bool(about.text("exposure")) and not one.reference
        exposed = about.exposure(one.exposed) if one.oriented or told else None
        if exposed is None:
            return None
        contrast = Contrast(
            exposed=exposed, reference=one.reference or about.text("reference") or "control",
            organism=organism, tissue=about.entity("tissue", "tissue"), days=about.number("days"),
            n_exposed=about.count("n_exposed") or about.count("n"),
            n_reference=about.count("n_reference") or about.count("n"),
            sex=about.text("sex"), strain=about.text("strain"),
        )  # fmt: skip
        if contrast in kept:
            return replace(contrast, reference=f"{contrast.reference} (against {one.exposed})")
        return contrast

    def _best(
        self, one: ExpressionContrast, genes: dict[int, Entity | None], notices: list[Notice]
    ) -> list[TestedGene]:
        """One row a gene, the surest; rows that contradict each other make the gene untested."""
        rows: dict[str, list[TestedGene]] = {}
        for tested in one.tested:
            if self.table.genes[tested.row].names:
                rows.setdefault(self._name(tested.row, genes), []).append(tested)
        best = []
        doubled = opposed = 0
        for found in rows.values():
            doubled += len(found) > 1
            if len({_direction(row) for row in found if _direction(row)}) > 1:
                opposed += 1
                continue
            best.append(min(found, key=lambda row: (row.adjusted, row.row)))
        if doubled:
            message = f"genes with several rows, of which the surest counts: {doubled}; " \
                f"left out because their rows contradict each other: {opposed}"  # fmt: skip
            notices.append(_notice("duplicate-genes", message))
        return sorted(best, key=lambda row: row.row)

    def _name(self, row: int, genes: dict[int, Entity | None]) -> str:
        entity = genes[row]
        return entity.id if entity else self.table.genes[row].names[0][1]

    def _check_species(self, genes: dict[int, Entity | None], taxon: str) -> None:
        taxa = Counter(one.taxon for one in genes.values() if one is not None)
        strangers = sum(taxa.values()) - taxa[taxon]
        if strangers > _STRANGERS * max(1, sum(taxa.values())):
            raise ReadError(
                f"mixes species: {strangers} of {sum(taxa.values())} genes are not of {taxon}",
                file=self.document.path, advice="give one table a species",
            )  # fmt: skip

    def _finding(
        self, row: TestedGene, gene: Entity | None, one: ExpressionContrast, contrast: Contrast,
        shell: StudyRecord,
    ) -> Finding:  # fmt: skip
        assert gene is not None
        cell = self.table.genes[row.row]
        start, end = cell.row_start, cell.row_end
        if end - start > _LONGEST_QUOTE:
            start, end = row.stats_start, row.stats_end
        n = (contrast.n_exposed or 0) + (contrast.n_reference or 0)
        return Finding(
            about=gene, about_start=cell.start, about_end=cell.end,
            direction="increased" if row.fold > 0 else "decreased",
            quote=self.document.text[start:end], start=start, end=end, tier="table",
            section="table", organism=contrast.organism, tissue=contrast.tissue,
            exposure=contrast.exposed, contrast=contrast, effect=row.effect, unit=UNIT, p=row.p,
            q=row.q, n=n or None, days=contrast.days, sex=contrast.sex, strain=contrast.strain,
            mission=next(iter(shell.missions), None), dataset=next(iter(shell.datasets), None),
            condition=f"{one.differing} factors differ" if one.differing > 1 else "",
        )  # fmt: skip

    def _background(
        self, best: list[TestedGene], genes: dict[int, Entity | None], contrast: Contrast,
        study: Study,
    ) -> Background:  # fmt: skip
        rows = {self._name(row.row, genes): row for row in best}
        names = sorted(rows)
        return Background(
            study=study, contrast=contrast, genes=tuple(names),
            directions=tuple(_direction(rows[name]) for name in names),
            folds=tuple(rows[name].fold for name in names),
            adjusted=tuple(rows[name].adjusted for name in names),
        )  # fmt: skip


def _direction(row: TestedGene) -> int:
    """1 or -1 for a significant change, else 0."""
    if row.adjusted >= LEVEL or row.fold == 0:
        return 0
    return 1 if row.fold > 0 else -1


def _notice(code: str, message: str) -> Notice:
    return Notice(code=code, message=message)
