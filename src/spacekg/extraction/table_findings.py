"""Table findings: the observations of table rows as findings that cite their primary reference."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from spacekg.extraction.contexts import time_point
from spacekg.extraction.findings import Statement, statements_in
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.places import has_own_place
from spacekg.extraction.sentences import Sentence
from spacekg.extraction.sites import TURN, Placed, place_statements
from spacekg.extraction.statistics import read_numbers
from spacekg.extraction.table_setup import Setup, TableReader
from spacekg.extraction.tables import Row
from spacekg.extraction.zones import Zoned
from spacekg.model import Document, Finding, Ungrounded
from spacekg.patterns import compile_late

#: A bullet that speaks of what was done against the effect, not of the plain exposure.
_TREATED = compile_late(
    r"\b[\w/’' -]{0,40}?(?P<what>treatment|treated|exercises?|supplement\w*|replacement|"
    r"blocking|neutrali[sz]ing|donor|antibody|countermeasures?|reloading|re-?ambulation|"
    r"stimulation with|ablated|knock-?out|deficient|less\W{1,2}(?:mice|rats)|"
    r"resistant to|lower body negative pressure)\b[\w/’' -]{0,30}",
    re.I,
)
#: Letters without which nothing was treated: looked for first, because the pattern above is slow.
_TREATMENT = compile_late(
    r"treat|exercise|supplement|replacement|blocking|neutrali|donor|antibod|"
    r"countermeasure|load|ambulation|stimulation|ablat|knock|deficient|negative|less|resist", re.I,
)  # fmt: skip
#: What is held back to see what follows: "Inhibition of X increases Y".
_INHIBITION = compile_late(
    r"\W*(?:inhibition|blockade|knock-?down|deletion|loss) of (?:(?!and\b)[^,;\s]+\s+){1,6}?"
    r"(?:increase|reduce|prevent|restore|lower|attenuate|rescue|improve|promote)[sd]?\b", re.I,
)  # fmt: skip
#: An agent that acts: "Irisin prevented …", "Rapamycin induced …".
_ACTS = compile_late(
    r"\s+(?:\w+\s+){0,2}?(?:prevent|inhibit|suppress|stimulat|induc|promot|reduc|increas|decreas|"
    r"enhanc|activat|attenuat|block|rescu|restor|revers|lower|rais)\w*\b", re.I,
)  # fmt: skip
_AGENTS = frozenset(("gene", "gene_family", "chemical", "countermeasure"))
#: What keeps an effect away names the effect: "Irisin could not prevent the decrease in …".
_SHIELD = compile_late(
    r"(?P<agent>[^.;]{3,80}?\b(?:prevent|mitigat|ameliorat|alleviat|counteract|attenuat|lessen|"
    r"(?<!in )(?<!with )(?<!and )reduc|revers)(?:e|ed|es|s)?)\s+(?=(?:[\w/µ’'-]+\s+){0,5}"
    r"(?:loss|losses|decreases?|reductions?|increased?|increases|changes?|declines?)\b)", re.I,
)  # fmt: skip
_SUGGESTED = compile_late(r"\W*suggest(?:s|ed|ing)?(?: that)?\s+", re.I)
_BY = compile_late(r"\s+by\s*(?:about|approximately|up to|~)?\s*")
_HYPHEN = compile_late(r"(?<=\w)-(?=loss(?:es)?\b)")


def read_table_findings(
    document: Document, rows: Iterable[Row], mentions: Mentions, reader: TableReader
) -> tuple[list[Finding], list[Ungrounded]]:
    """The findings of all rows, and the observations of which nothing could be read."""
    findings: list[Finding] = []
    unread: list[Ungrounded] = []
    for row in rows:
        setup = reader.read_setup(row)
        for sentence in row.observations:
            told = list(_of_observation(document, row, sentence, setup, mentions, reader))
            findings.extend(told)
            if not told:
                unread.append(Ungrounded(
                    start=sentence.start, end=sentence.end,
                    text=document.text[sentence.start : sentence.end], type="table observation",
                    reason=f"no direction could be read ({row.reference or 'no reference'})",
                ))  # fmt: skip
    return findings, unread


def _of_observation(
    document: Document,
    row: Row,
    sentence: Sentence,
    setup: Setup,
    mentions: Mentions,
    reader: TableReader,
) -> Iterable[Finding]:
    seen: set[tuple[int, str, str, int]] = set()
    # a note has no verb to spare: "bone-loss in femur" is read as "bone loss in femur"
    sentence = replace(sentence, text=_HYPHEN.sub(" ", sentence.text))
    shield = _SHIELD.match(sentence.text)
    told = statements_in(Zoned(sentence, "table", shield.end() if shield else 0), mentions)
    for placed in place_statements(sentence, told, mentions):
        statement = placed.statement
        place = placed.site.id if placed.site else ""
        key = (statement.end, statement.change.direction, place, placed.rank)
        if key not in seen:
            seen.add(key)
            yield _finding(document, row, placed, setup, mentions, reader)


def _finding(
    document: Document,
    row: Row,
    placed: Placed,
    setup: Setup,
    mentions: Mentions,
    reader: TableReader,
) -> Finding:
    statement = placed.statement
    sentence = statement.zoned.sentence
    text = sentence.text
    anchor = statement.tokens[statement.change.cue].end
    numbers = [n for n in read_numbers(text) if n.kind == "effect"]
    effect = next((n for n in numbers if n.start >= anchor - 1), numbers[0] if numbers else None)
    told = statement.tokens[statement.change.phrase.last].end
    own = next((n for n in numbers if n.start >= told), None)
    if told > anchor and own is not None and _BY.fullmatch(text, told, own.start):
        effect = own  # "volume reduced by 47%, thickness by 20% and density by 40%"
    if placed.sites > 1 and len(numbers) == placed.sites:
        effect = numbers[placed.rank]  # "by 8 %, 11 % and 8 %, respectively"
    printed = document.text[statement.start : statement.end]
    about = reader.gene_of(statement.about, printed, setup.organism)
    return Finding(
        about=about,
        about_start=statement.start, about_end=statement.end,
        direction=statement.change.direction, certainty=statement.change.certainty,
        quote=document.text[sentence.start : sentence.end], start=sentence.start,
        end=sentence.end, tier=document.tier,
        section=sentence.passage.section or sentence.passage.role, organism=setup.organism,
        tissue=about if about.type == "tissue" else placed.site or (
            None if has_own_place(text, about) else setup.tissue
        ),
        cell_type=reader.cell_type(
            sentence, statement.start, statement.end, setup
        ),
        exposure=setup.exposure,
        effect=effect.value if effect else "", unit=effect.unit if effect else "",
        n=row.counts[0] if row.counts else None, days=row.days[0] if row.days else None,
        time_point=time_point(text), condition=_condition(statement, mentions),
        cites=row.reference,
    )  # fmt: skip


def _condition(statement: Statement, mentions: Mentions) -> str:
    """What was done against the effect; the cue of the change itself is no treatment."""
    sentence = statement.zoned.sentence
    text = sentence.text
    cue = statement.tokens[statement.change.cue]
    for match in _TREATED.finditer(text) if _TREATMENT.search(text) else ():
        # "loss in tibia, but prevented by exercise": the loss was seen without
        turned = TURN.search(text, cue.end, max(cue.end, match.start("what")))
        if not (
            turned or (match.start("what") <= cue.start < match.end("what") and cue.tag == "N")
        ):
            return " ".join(match.group().split())
    held = _INHIBITION.match(text)
    if held:
        return " ".join(held.group().split())
    shield = _SHIELD.match(text)
    if shield:
        return " ".join(shield["agent"].split())
    said = _SUGGESTED.match(text)
    low = said.end() if said else 0
    for agent in mentions.within(sentence.start, sentence.end):
        start = sentence.passage.reading(agent.start) - sentence.offset
        end = sentence.passage.reading(agent.end) - sentence.offset
        acts = _ACTS.match(text, end)
        if start <= low and agent.entity.type in _AGENTS and acts and statement.start > agent.end:
            return " ".join(text[start : acts.end()].split())
    return ""
