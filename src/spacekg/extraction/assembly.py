"""Assembly: statements become findings, with context and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacekg.extraction.conditions import read_condition
from spacekg.extraction.contexts import Context, read_context
from spacekg.extraction.contrasts import reference_in, suits
from spacekg.extraction.design import Design
from spacekg.extraction.findings import Statement
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.statistics import Number, read_numbers
from spacekg.model import Contrast, Document, Entity, Finding
from spacekg.patterns import compile_late


def assemble_findings(
    document: Document,
    statements: Iterable[Statement],
    mentions: Mentions,
    design: Design,
    contrasts: Sequence[Contrast],
    *,
    full: bool = False,
) -> tuple[Finding, ...]:
    """The findings of a document in the order of their sentences.

    Of a ``full`` paper a gene is left out whose species the paper does not study: its name was
    taken for that of another species' gene.
    """
    groups: dict[tuple[int, int], list[Statement]] = {}
    hosts = [entity.id for entity in design.of("organism") if entity.id] if full else []
    for statement in statements:
        taxon = statement.about.taxon
        if hosts and taxon and not any(mentions.are_related(taxon, host) for host in hosts):
            continue
        sentence = statement.zoned.sentence
        groups.setdefault((sentence.start, sentence.end), []).append(statement)
    found: list[Finding] = []
    for _, group in sorted(groups.items(), key=lambda pair: pair[0]):
        found.extend(_of_sentence(document, group, mentions, design, contrasts))
    return tuple(found)


def _of_sentence(
    document: Document,
    group: Sequence[Statement],
    mentions: Mentions,
    design: Design,
    contrasts: Sequence[Contrast],
) -> Iterable[Finding]:
    zoned = group[0].zoned
    sentence = zoned.sentence
    start, end = sentence.source(zoned.lead, len(sentence.text))
    numbers = read_numbers(sentence.text)
    shares = _share(group, numbers)
    for statement, own in _on_occasions(sentence.text, group, shares, numbers):
        context = read_context(
            sentence, (statement.start, statement.end), statement.about, mentions, design,
            lead=zoned.lead,
        )  # fmt: skip
        linked = statement.change.frame == "link"
        effect = own.get("r") if linked else own.get("effect")
        n = own.get("n")
        yield Finding(
            about=statement.about, about_start=statement.start, about_end=statement.end,
            direction=statement.change.direction, certainty=statement.change.certainty,
            quote=document.text[start:end], start=start, end=end, tier=document.tier,
            section=sentence.passage.section or sentence.passage.role,
            organism=context.organism, tissue=context.tissue, cell_type=context.cell_type,
            exposure=context.exposure, mission=context.mission, dataset=context.dataset,
            days=context.days, time_point=context.time_point, sex=context.sex,
            strain=context.strain, contrast=_contrast(context, sentence.text, contrasts),
            partner=_partner(statement),
            effect=effect.value if effect else "", unit=effect.unit if effect else "",
            p=_text(own.get("p")), q=_text(own.get("q")), n=int(n.value) if n else None,
            condition=read_condition(
                sentence.text, sentence.passage.reading(statement.start) - sentence.offset,
                context.exposure, statement.about, mentions,
            ),
        )  # fmt: skip


#: "both during flight (…) and after it (…)": one statement, seen twice.
_OCCASIONS = compile_late(
    r"\b(?:both|either) (?:\w+ ){0,2}?(?:in|at|during|after|for)?[^.;(]{1,48}\(([^()]*\d[^()]*)\)"
    r",? (?:and|or) [^.;(]{1,48}\(([^()]*\d[^()]*)\)"
)

#: "in the front and the rear half (p = …; p = …)": one statement, seen in two places.
_TWO_PLACES = compile_late(
    r"\b(?:in|at|of|for) (?:the )?[\w -]{2,40} and (?:(?:in|at|of|for) )?(?:the )?[^()]{2,120}"
    r"\((p\s?[<=>≤]\s?\d?\.\d+)[;,] (p\s?[<=>≤]\s?\d?\.\d+)\)"
)


def _on_occasions(
    text: str,
    group: Sequence[Statement],
    shares: Sequence[dict[str, Number]],
    numbers: Sequence[Number],
) -> Iterable[tuple[Statement, dict[str, Number]]]:
    """Each statement with its numbers; one that is told of two occasions, with those of each."""
    both = _OCCASIONS.search(text) if "both" in text or "either" in text else None
    if both is None and ("; p" in text or ", p" in text):
        both = _TWO_PLACES.search(text)
    for statement, own in zip(group, shares, strict=True):
        if both is None or len(group) > 1 or _anchor(statement) > both.start(1):
            yield statement, own
            continue
        for place in (1, 2):
            start, end = both.span(place)
            yield statement, {
                number.kind: number for number in numbers if start <= number.start < end
            }  # fmt: skip


def _text(number: Number | None) -> str:
    return number.value if number else ""


def _share(group: Sequence[Statement], numbers: Sequence[Number]) -> list[dict[str, Number]]:
    """Which number of the sentence belongs to which statement.

    A number belongs to the thing or cue that it follows most closely; when a sentence tells of
    several things by one cue and has as many numbers of a kind, they pair off in order; a single
    number behind the last of a list holds for the whole list.
    """
    shares: list[dict[str, Number]] = [{} for _ in group]
    anchors = [_anchor(statement) for statement in group]
    order = sorted(range(len(group)), key=lambda i: anchors[i])
    for kind in ("effect", "r", "p", "q", "n"):
        of_kind = [number for number in numbers if number.kind == kind]
        if not of_kind:
            continue
        if len(of_kind) == len(group) > 1 and _is_list(group):
            for index, number in zip(order, of_kind, strict=True):
                shares[index][kind] = number
            continue
        if _LISTED.search(group[0].zoned.sentence.text) and len(of_kind) > 1 and _is_list(group):
            continue  # "…, respectively", and a thing of the list was not read
        for index in order:
            near = (_just_before(group[index], of_kind) if kind == "effect" else None) or _nearest(
                anchors[index], of_kind, [anchors[i] for i in order]
            )
            if near is not None:
                shares[index][kind] = near
    return shares


_LISTED = compile_late(r"\brespectively\b")


def _just_before(statement: Statement, numbers: Sequence[Number]) -> Number | None:
    """The size that stands right before a noun cue: "a 0.72 %/month decline"."""
    if statement.change.frame != "noun":
        return None
    start = statement.tokens[statement.change.cue].start
    return next((n for n in numbers if 0 <= start - n.end <= 12), None)


def _is_list(group: Sequence[Statement]) -> bool:
    return len({statement.change.cue for statement in group}) == 1


def _anchor(statement: Statement) -> int:
    """How far into the sentence a statement's words reach: the later of its thing and its cue."""
    change, tokens = statement.change, statement.tokens
    return max(tokens[change.phrase.last].end, tokens[change.cue].end)


def _nearest(anchor: int, numbers: Sequence[Number], anchors: Sequence[int]) -> Number | None:
    """The first number after ``anchor`` and before a later statement's; else one just before."""
    later = min((a for a in anchors if a > anchor), default=1 << 30)
    for number in numbers:
        if number.start >= anchor:
            if number.start < later or all(n.start >= later for n in numbers):
                return number
            break
    before = [n for n in numbers if n.end <= anchor and anchor - n.end < 60]
    earlier = max((a for a in anchors if a < anchor), default=-1)
    return before[-1] if before and before[-1].start >= earlier else None


def _partner(statement: Statement) -> Entity | None:
    phrase = statement.change.partner
    if phrase is None:
        return None
    low, high = statement.tokens[phrase.first].start, statement.tokens[phrase.last].end
    text = " ".join(statement.zoned.sentence.text[low:high].lower().split())
    return Entity(id="", label=text, type="phenotype")


def _contrast(context: Context, text: str, contrasts: Sequence[Contrast]) -> Contrast | None:
    """The contrast of the design with this exposure, with the reference the sentence names."""
    if context.exposure is None:
        return None
    named = reference_in(text)
    if named == "wild type" and not suits(named, context.exposure):
        return None  # what the sentence sets side by side are strains, under the same exposure
    if not suits(named, context.exposure):
        named = ""
    for contrast in contrasts:
        if contrast.exposed == context.exposure:
            if named == "baseline" and contrast.reference == "pre-flight":
                return contrast  # of a flight that is one
            if not named or named == "control" or named == contrast.reference:
                return contrast
            return Contrast(
                exposed=contrast.exposed, reference=named, organism=contrast.organism,
                tissue=contrast.tissue, days=contrast.days, n_exposed=contrast.n_exposed,
                n_reference=contrast.n_reference, sex=contrast.sex, strain=contrast.strain,
            )  # fmt: skip
    return None
