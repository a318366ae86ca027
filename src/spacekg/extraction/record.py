"""Records as plain JSON: what ``spacekg extract`` prints for a document."""

from __future__ import annotations

from typing import Any

from spacekg.model import Contrast, Entity, Finding, Notice, StudyRecord


def write_record(record: StudyRecord) -> dict[str, Any]:
    """A StudyRecord as plain values, keys in a fixed order; offsets are into the source text."""
    source, study = record.document, record.study
    document: dict[str, Any] = {
        "path": source.path, "sha256": source.sha256, "format": source.format,
        "tier": source.tier, "scope": record.scope,
        "warnings": [_warning(notice) for notice in source.notices],
    }  # fmt: skip
    if source.id:
        document["id"] = source.id
    return {
        "document": document,
        "study": {
            "id": study.id, "title": study.title, "doi": study.doi, "pmcid": study.pmcid,
            "year": study.year, "date": study.date, "journal": study.journal,
            "authors": list(study.authors), "topics": list(study.topics),
            "consensus": study.consensus, "priority": study.priority,
        },
        **{
            name: [_entity(entity) for entity in getattr(record, name)]
            for name in (
                "organisms", "tissues", "cell_types", "genes", "gene_families", "pathways",
                "chemicals", "phenotypes", "exposures", "missions", "datasets", "countermeasures",
            )
        },
        "durations": list(record.durations),
        "contrasts": [_contrast(contrast) for contrast in record.contrasts],
        "findings": [_finding(finding) for finding in record.findings],
        "gaps": [
            {
                "question": gap.question, "kind": gap.kind,
                "about": [_short(entity) for entity in gap.about],
                "quote": gap.quote, "start": gap.start, "end": gap.end,
            }
            for gap in record.gaps
        ],
        "measurements": [
            {
                "series": m.series, "label": m.label, "value": m.value, "unit": m.unit,
                "tier": m.tier, "about": [_short(entity) for entity in m.about], "note": m.note,
            }
            for m in record.measurements
        ],
        "ungrounded": [
            {"text": u.text, "type": u.type, "start": u.start, "end": u.end, "reason": u.reason}
            for u in record.ungrounded
        ],
    }  # fmt: skip


def _warning(notice: Notice) -> str:
    return f"{' '.join(part for part in (notice.code, notice.place) if part)}: {notice.message}"


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id, "label": entity.label, "type": entity.type, "ids": list(entity.ids),
    }  # fmt: skip


def _short(entity: Entity) -> dict[str, str]:
    return {"id": entity.id, "type": entity.type, "label": entity.label}


def _name(entity: Entity | None) -> str | None:
    """The CURIE of an entity, its label where it has none."""
    return (entity.id or entity.label) if entity else None


def _contrast(contrast: Contrast) -> dict[str, Any]:
    return {
        "exposed": _name(contrast.exposed), "exposed_label": contrast.exposed.label,
        "reference": contrast.reference, "organism": _name(contrast.organism),
        "tissue": _name(contrast.tissue), "days": contrast.days,
        "time_point": contrast.time_point, "n_exposed": contrast.n_exposed,
        "n_reference": contrast.n_reference, "sex": contrast.sex, "strain": contrast.strain,
    }  # fmt: skip


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "about": {
            **_short(finding.about), "start": finding.about_start, "end": finding.about_end,
        },
        "direction": finding.direction, "certainty": finding.certainty, "tier": finding.tier,
        "section": finding.section, "tissue": _name(finding.tissue),
        "organism": _name(finding.organism), "cell_type": _name(finding.cell_type),
        "exposure": _name(finding.exposure), "partner": _name(finding.partner),
        "effect": finding.effect, "unit": finding.unit, "p": finding.p, "q": finding.q,
        "n": finding.n, "days": finding.days, "time_point": finding.time_point,
        "sex": finding.sex, "strain": finding.strain, "mission": _name(finding.mission),
        "dataset": _name(finding.dataset), "condition": finding.condition,
        "quote": finding.quote, "start": finding.start, "end": finding.end,
        "cites": finding.cites,
    }  # fmt: skip
