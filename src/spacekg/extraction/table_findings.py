"""Table findings: the observations of table rows as findings that cite their primary reference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacekg.extraction.contexts import time_point
from spacekg.extraction.findings import statements_in
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.sites import Placed, place_statements
from spacekg.extraction.statistics import read_numbers
from spacekg.extraction.tables import Row
from spacekg.extraction.zones import Zoned
from spacekg.model import Annotation, Document, Entity, Finding, Ungrounded

#: A bullet that speaks of what was done against the effect, not of the plain exposure.
_TREATED = re.compile(
    r"\b[\w/’' -]{0,40}?(?:treatment|treated|exercises?|supplement\w*|replacement|inhibition of|"
    r"blocking|neutrali[sz]ing|donor|antibody|countermeasures?|reloading|re-?ambulation|recovery|"
    r"following|stimulation)\b[\w/’' -]{0,30}",
    re.I,
)
#: Letters without which nothing was treated: looked for first, because the pattern above is slow.
_TREATMENT = re.compile(
    r"treat|exercise|supplement|replacement|inhibition|blocking|neutrali|donor|antibod|"
    r"countermeasure|load|ambulation|recovery|following|stimulation", re.I,
)  # fmt: skip
_SPECIES = re.compile(
    r"\b(humans?|astronauts?|mice|mouse|rats?|monkeys?|macaques?|chickens?|medaka(?: fish)?"
    r"|goldfish|"
    r"zebrafish|rabbits?|dogs?)\b",
    re.I,
)


def read_table_findings(
    document: Document, rows: Iterable[Row], mentions: Mentions
) -> tuple[list[Finding], list[Ungrounded]]:
    """The findings of all rows, and the rows of which none could be read."""
    findings: list[Finding] = []
    unread: list[Ungrounded] = []
    for row in rows:
        of_row = list(_of_row(document, row, mentions))
        findings.extend(of_row)
        if not of_row:
            start, end = row.observations[0].start, row.observations[-1].end
            unread.append(Ungrounded(
                start=start, end=end, text=document.text[start:end], type="table row",
                reason="no direction could be read from this row",
            ))  # fmt: skip
    return findings, unread


def _of_row(document: Document, row: Row, mentions: Mentions) -> Iterable[Finding]:
    near = mentions.within(*row.cells) if row.cells_text else []
    titled = mentions.within(*row.caption)
    organism = _first("organism", near) or _first("organism", titled) or _named(row.cells_text)
    exposure = _first("exposure", near) or _first("exposure", titled)
    cell_type = _first("cell_type", near)
    seen: set[tuple[int, str, str]] = set()
    for sentence in row.observations:
        told = statements_in(Zoned(sentence, "table"), mentions)
        for placed in place_statements(sentence, told, mentions):
            statement = placed.statement
            place = placed.site.id if placed.site else ""
            key = (statement.end, statement.change.direction, place)
            if key in seen:
                continue
            seen.add(key)
            yield _finding(document, row, placed, (organism, exposure, cell_type), mentions)


def _finding(
    document: Document,
    row: Row,
    placed: Placed,
    setup: tuple[Entity | None, Entity | None, Entity | None],
    mentions: Mentions,
) -> Finding:
    statement = placed.statement
    sentence = statement.zoned.sentence
    text = sentence.text
    treated = _TREATED.search(text) if _TREATMENT.search(text) else None
    anchor = statement.tokens[statement.change.cue].end
    numbers = [n for n in read_numbers(text) if n.kind == "effect"]
    effect = next((n for n in numbers if n.start >= anchor - 1), numbers[0] if numbers else None)
    if placed.sites > 1 and len(numbers) == placed.sites:
        effect = numbers[placed.rank]  # "by 8 %, 11 % and 8 %, respectively"
    tissue = placed.site or next(
        (a.entity for a in mentions.within(sentence.start, sentence.end)
         if a.entity.type == "tissue" and a.entity != statement.about), None,
    )  # fmt: skip
    organism, exposure, cell_type = setup
    return Finding(
        about=statement.about, about_start=statement.start, about_end=statement.end,
        direction=statement.change.direction, certainty=statement.change.certainty,
        quote=document.text[sentence.start : sentence.end], start=sentence.start,
        end=sentence.end, tier=document.tier,
        section=sentence.passage.section or sentence.passage.role, organism=organism,
        tissue=tissue, cell_type=cell_type, exposure=exposure,
        effect=effect.value if effect else "", unit=effect.unit if effect else "",
        n=row.counts[0] if row.counts else None, days=row.days[0] if row.days else None,
        time_point=time_point(text),
        condition=" ".join(treated.group().split()) if treated else "", cites=row.reference,
    )  # fmt: skip


def _first(kind: str, found: Sequence[Annotation]) -> Entity | None:
    return next((a.entity for a in found if a.entity.type == kind), None)


def _named(cells: str) -> Entity | None:
    """The species as the cell prints it, when no annotation names it."""
    match = _SPECIES.search(cells)
    return Entity(id="", label=match.group().lower(), type="organism") if match else None
