"""Front matter: findings and genes that a record states outright, each with its own sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast, get_args

from spacekg.extraction.contexts import time_point
from spacekg.extraction.durations import LONGEST, days_in
from spacekg.extraction.grounding import ground
from spacekg.lexicon import Lexicon
from spacekg.model import Contrast, Direction, Document, Entity, Finding, Passage

_DIRECTIONS = frozenset(get_args(Direction))
_LISTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("organisms", ("organism",)), ("experimentType", ("exposure",)),
    ("tissues", ("tissue", "cell_type")), ("pathways", ("pathway", "process")),
    ("missions", ("mission",)), ("datasets", ("dataset",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the front matter says of the study: findings, and every entity it names."""

    findings: tuple[Finding, ...] = ()
    entities: tuple[Entity, ...] = ()


def read_stated(document: Document, lexicon: Lexicon) -> Stated:
    """The findings and entities stated in the front matter of a record."""
    entities: dict[Entity, None] = {}
    for key, types in _LISTS:
        for passage in document.passages:
            if passage.key.lower() == key.lower():
                entity = ground(passage.text, types, lexicon)
                if entity is not None:
                    entities[entity] = None
    findings: list[Finding] = []
    for group in _maps(document.passages, "findings"):
        finding = _finding(document, group, lexicon)
        if finding is not None:
            findings.append(finding)
    told = {(f.about.label.lower(), f.direction) for f in findings}
    for group in _maps(document.passages, "genes"):
        finding = _gene(document, group, lexicon)
        if finding is None:
            continue
        entities[finding.about] = None
        if not any(finding.about.label.lower() == label for label, _ in told):
            findings.append(finding)
    for finding in findings:
        for entity in (finding.about, finding.organism, finding.tissue, finding.exposure):
            if entity is not None and entity.id:
                entities[entity] = None
    return Stated(findings=tuple(findings), entities=tuple(entities))


def _maps(passages: Sequence[Passage], name: str) -> Iterator[dict[str, Passage]]:
    """The maps of a list in the front matter: a key that comes again opens the next map."""
    group: dict[str, Passage] = {}
    for passage in passages:
        head, _, field = passage.key.partition(".")
        if head != name or not field:
            continue
        if field in group:
            yield group
            group = {}
        group[field] = passage
    if group:
        yield group


def _finding(document: Document, group: Mapping[str, Passage], lexicon: Lexicon) -> Finding | None:
    """A stated finding; its quote is its statement, and its about is the words that name it."""
    about, statement = group.get("about"), group.get("statement")
    direction = _text(group, "direction")
    if about is None or direction not in _DIRECTIONS:
        return None
    organism = ground(_text(group, "organism"), ("organism",), lexicon)
    kind = _text(group, "type") or "phenotype"
    quoted = statement or about
    start, end = _place(quoted, about.text)
    tissue = _any(_text(group, "tissue"), ("tissue", "cell_type"), lexicon)
    exposure = _any(_text(group, "exposure"), ("exposure",), lexicon)
    return Finding(
        about=_about(about.text, kind, organism, lexicon), about_start=start, about_end=end,
        direction=cast(Direction, direction), quote=document.text[quoted.start : quoted.end],
        start=quoted.start, end=quoted.end, tier=document.tier, section="findings",
        organism=organism, tissue=tissue if tissue and tissue.type == "tissue" else None,
        cell_type=tissue if tissue and tissue.type == "cell_type" else None, exposure=exposure,
        contrast=_contrast(group, exposure, organism, tissue), effect=_text(group, "effect"),
        unit=_text(group, "unit"), p=_text(group, "p"), q=_text(group, "q"),
        n=_whole(_text(group, "n")), days=_days(_text(group, "days")), sex=_text(group, "sex"),
        strain=_text(group, "strain"), condition=_text(group, "condition"),
        time_point=time_point(quoted.text), cites=_text(group, "cites"),
    )  # fmt: skip


def _gene(document: Document, group: Mapping[str, Passage], lexicon: Lexicon) -> Finding | None:
    """A gene with its direction, for records that list genes without sentences."""
    symbol, direction = group.get("symbol"), group.get("direction")
    if symbol is None or direction is None or direction.text not in _DIRECTIONS:
        return None
    organism = ground(_text(group, "organism"), ("organism",), lexicon)
    start, end = min(symbol.start, direction.start), max(symbol.end, direction.end)
    return Finding(
        about=_about(symbol.text, "gene", organism, lexicon), about_start=symbol.start,
        about_end=symbol.end, direction=cast(Direction, direction.text),
        quote=document.text[start:end], start=start, end=end, tier=document.tier,
        section="genes", organism=organism,
        tissue=_any(_text(group, "tissue"), ("tissue",), lexicon),
    )  # fmt: skip


def _about(text: str, kind: str, organism: Entity | None, lexicon: Lexicon) -> Entity:
    taxon = organism.id if organism else ""
    types = (kind, "process", "pathway") if kind in ("process", "pathway") else (kind,)
    found = ground(text, types, lexicon, taxon=taxon)
    return found or Entity(id="", label=" ".join(text.split()), type=kind)


def _any(text: str, types: tuple[str, ...], lexicon: Lexicon) -> Entity | None:
    """The grounded entity, or one known by its label only."""
    if not text:
        return None
    return ground(text, types, lexicon) or Entity(id="", label=text.lower(), type=types[0])


def _place(passage: Passage, name: str) -> tuple[int, int]:
    """Where the name stands in its statement; the whole statement when it is told otherwise."""
    at = passage.text.lower().find(name.lower())
    if at < 0:
        return passage.start, passage.end
    return passage.source(at, at + len(name))


def _contrast(
    group: Mapping[str, Passage],
    exposure: Entity | None,
    organism: Entity | None,
    tissue: Entity | None,
) -> Contrast | None:
    reference = _text(group, "reference")
    if exposure is None or not reference:
        return None
    n = _whole(_text(group, "n"))
    return Contrast(
        exposed=exposure, reference=reference, organism=organism, tissue=tissue,
        days=_days(_text(group, "days")), n_exposed=n, n_reference=n, sex=_text(group, "sex"),
        strain=_text(group, "strain"),
    )  # fmt: skip


def _text(group: Mapping[str, Passage], field: str) -> str:
    passage = group.get(field)
    return " ".join(passage.text.split()) if passage else ""


def _whole(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def _days(text: str) -> float | None:
    try:
        days = float(text)
    except ValueError:
        found = days_in(text)
        return found[0] if found else None
    return days if 0 <= days <= LONGEST else None
