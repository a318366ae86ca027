"""Extraction of one document: every part put together into a StudyRecord."""

from __future__ import annotations

from dataclasses import replace

from spacekg.errors import EvidenceError
from spacekg.extraction.assembly import assemble_findings
from spacekg.extraction.bibliography import read_study
from spacekg.extraction.charts import read_charts
from spacekg.extraction.contrasts import read_contrasts
from spacekg.extraction.design import read_design
from spacekg.extraction.findings import read_statements
from spacekg.extraction.front_matter import read_stated
from spacekg.extraction.gaps import read_gaps
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.scope import judge_scope
from spacekg.extraction.statistics import read_p_values
from spacekg.extraction.table_findings import read_table_findings
from spacekg.extraction.table_setup import TableReader
from spacekg.extraction.tables import read_rows
from spacekg.extraction.zones import zone_sentences
from spacekg.lexicon import Lexicon
from spacekg.model import Annotations, Document, Finding, Source, StudyRecord, Ungrounded

_OWN_OF_REVIEW = frozenset(("title", "abstract", "summary", "findings"))


#: Longer than an abstract with an introduction: a paper with sections.
_FULL_PAPER = 12_000
_WITH_NUMBERS = frozenset((
    "abstract", "summary", "findings", "body", "conclusion", "discussion", "table", "caption",
))  # fmt: skip


def extract(document: Document, annotations: Annotations, lexicon: Lexicon) -> StudyRecord:
    """What a document says of the study it describes; every quote is checked in the source."""
    source = Source(
        path=document.path, sha256=document.sha256, format=document.format, tier=document.tier,
        notices=document.notices, id=document.id,
    )  # fmt: skip
    study = read_study(document)
    scope = judge_scope(document, annotations)
    if scope == "off-topic":
        return StudyRecord(document=source, study=study, scope=scope)
    mentions = Mentions(annotations, lexicon)
    sentences = tuple(zone_sentences(document.passages))
    stated = read_stated(document, lexicon)
    design = read_design(document, sentences, mentions, lexicon).with_stated(stated.entities)
    contrasts = read_contrasts(sentences, mentions, design)
    # a record that states its findings tells them again in its body
    searched = sentences
    full = len(document.text) > _FULL_PAPER
    if document.tier == "review":  # its body retells what others found; the tables name whom
        searched = tuple(
            replace(z, zone="results")
            if full
            and z.zone == "background"
            and z.sentence.passage.role in ("abstract", "summary")
            else z
            for z in sentences
            if z.sentence.passage.role in _OWN_OF_REVIEW
            and not (full and z.sentence.passage.role == "findings")
        )  # fmt: skip
    paper = document.text if document.tier in ("primary", "review") and full else ""
    told = [] if stated.findings else read_statements(searched, mentions, paper=paper)
    findings = assemble_findings(document, told, mentions, design, contrasts, full=bool(paper))
    from_tables, unread = read_table_findings(
        document, read_rows(document.passages, document.text), mentions,
        TableReader(annotations.abbreviations, mentions, lexicon),
    )  # fmt: skip
    findings = tuple(
        sorted((*stated.findings, *findings, *from_tables), key=lambda f: (f.start, f.about_start))
    )
    gaps = tuple(read_gaps(document, sentences, mentions))
    exposed = any(entity.id for entity in design.of("exposure"))
    if not (findings or gaps or stated.entities or exposed or study.doi or study.pmcid):
        return StudyRecord(document=source, study=study, scope="off-topic")
    for finding in findings:
        _verify(document, finding.quote, finding.start, finding.end)
    for gap in gaps:
        _verify(document, gap.quote, gap.start, gap.end)
    return StudyRecord(
        document=source, study=study, scope=scope,
        organisms=design.of("organism"), tissues=design.of("tissue"),
        cell_types=design.of("cell_type"), genes=design.of("gene"),
        gene_families=design.of("gene_family"), pathways=design.of("pathway", "process"),
        chemicals=design.of("chemical"), phenotypes=design.of("phenotype"),
        exposures=design.of("exposure"), missions=design.of("mission"),
        datasets=design.of("dataset"), countermeasures=design.of("countermeasure"),
        durations=design.days, contrasts=contrasts, findings=findings, gaps=gaps,
        measurements=read_charts(document, mentions),
        ungrounded=(*annotations.ungrounded, *_ungrounded(document, findings), *unread,
                    *_unattached(document, findings)),
    )  # fmt: skip


def _ungrounded(document: Document, findings: tuple[Finding, ...]) -> tuple[Ungrounded, ...]:
    """What findings are about and has no identifier."""
    return tuple(
        Ungrounded(
            start=f.about_start, end=f.about_end, text=document.text[f.about_start : f.about_end],
            type=f.about.type, reason="no identifier",
        )
        for f in findings
        if not f.about.id
    )  # fmt: skip


def _unattached(document: Document, findings: tuple[Finding, ...]) -> tuple[Ungrounded, ...]:
    """The p-values of results and tables that no finding carries, so that none goes unseen."""
    found: list[Ungrounded] = []
    for passage in document.passages:
        if passage.role not in _WITH_NUMBERS or passage.key:
            continue
        for number in read_p_values(passage.text):
            start, end = passage.source(number.start, number.end)
            if _within(findings, start, number.value):
                continue
            found.append(Ungrounded(
                start=start, end=end, text=document.text[start:end], type="p value",
                reason="not attached to a finding",
            ))  # fmt: skip
    return tuple(found)


def _within(findings: tuple[Finding, ...], at: int, p: str) -> bool:
    return any(f.start <= at < f.end and f.p == p for f in findings)


def _verify(document: Document, quote: str, start: int, end: int) -> None:
    if document.text[start:end] != quote:
        raise EvidenceError(
            "a quote is not what stands at its place", file=document.path or document.id,
            place=f"characters {start} to {end}", advice="please report this document",
        )  # fmt: skip
