"""Design: what the study looked at, weighed by where and how often it is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacekg.extraction.breadth import broad_processes, is_broad
from spacekg.extraction.design_mentions import telling_mentions, told_places, told_treatments
from spacekg.extraction.durations import days_in, lengths_in
from spacekg.extraction.exposure_classes import (
    classify,
    drop_motive,
    exact_exposures,
    settle_exposures,
    simulators,
    tells_flight,
)
from spacekg.extraction.exposure_words import exposure_places, exposures_in, short_forms
from spacekg.extraction.leads import find_leads, find_main
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.selection import select_entities
from spacekg.extraction.statements import tells_known
from spacekg.extraction.usual import germs_of, name_kinds, read_usually, tested_countermeasures
from spacekg.extraction.zones import Zoned
from spacekg.lexicon import Lexicon
from spacekg.model import Document, Entity
from spacekg.patterns import compile_late

#: How much one mention counts for the design. Background and gaps name what others studied.
_WEIGHT = {
    "title": 4.0, "results": 1.5, "conclusion": 1.0, "methods": 2.0, "aim": 2.0, "outlook": 0.25,
    "background": 0.3, "discussion": 0.3, "gaps": 0.1, "caption": 0.5, "table": 0.5,
}  # fmt: skip
#: Front matter that states the design outright, and the entity types it may name.
_STATED = {
    "organisms": frozenset(("organism",)), "organism": frozenset(("organism",)),
    "experimenttype": frozenset(("exposure",)), "exposures": frozenset(("exposure",)),
    "tissues": frozenset(("tissue", "cell_type")), "genes": frozenset(("gene", "gene_family")),
    "pathways": frozenset(("pathway", "process")), "missions": frozenset(("mission",)),
    "datasets": frozenset(("dataset",)), "chartdata": frozenset(("dataset", "mission")),
    "findings": frozenset((
        "gene", "gene_family", "process", "pathway", "chemical", "phenotype", "tissue",
        "cell_type", "organism", "exposure", "mission", "dataset")),
}  # fmt: skip
_THRESHOLD = {
    "organism": 1.5, "tissue": 1.5, "cell_type": 1.5, "exposure": 1.5, "gene": 1.0,
    "gene_family": 1.0, "process": 1.0, "pathway": 1.0, "chemical": 1.0, "phenotype": 1.0,
    "mission": 0.9, "dataset": 0.3, "countermeasure": 1.0,
}  # fmt: skip
#: Genes, proteins and compounds of a protocol are reagents, not what was studied.
_IN_METHODS = {"gene": 0.1, "gene_family": 0.1, "chemical": 0.2}
#: A temperature or a gene made more of must be told of twice, or in the title.
_PASSING = 0.6
_LOOSE = (" temperature", " overexpression", " knockdown")
#: A mission named once in the background counts where no other is named.
_FAINT = 0.3
#: A review studied what others did: a single mention in its body is enough.
_REVIEWED = {"organism": 0.3, "cell_type": 0.3, "exposure": 0.6}
_WE = compile_late(r"\b[Ww]e\b|\b[Oo]ur\b")
_SEX = compile_late(r"\b(female|male)s?\b", re.I)
_STRAIN = compile_late(
    r"\b(?:C57BL/?6(?:J|N|NTac|JRj)?|C57BL6/J|BALB/?c(?:J)?|C3H/HeJ|DBA/?2J?|129S\w*|Sprague[- "
    r"]Dawley"
    r"|Wistar(?: Han)?|Fischer 344|F344|Long[- ]Evans|Col-0|Ler-0|Ws-?2?|Canton-?S|Oregon-?R|N2|"
    r"CD-1|FVB/N|NOD/\w+|K-12|MG1655|BY4741|BY4743|PA14|PAO1|(?<=strain )168|(?<=subtilis )168)\b"
)
_COUNT = compile_late(
    r"\bn\s*=\s*(\d+)|\b(\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|seventeen|"
    r"twenty) (?:\w+ ){0,2}?(?:mice|rats|astronauts|cosmonauts|crew ?members|participants|subjects|"
    r"volunteers|men|women|individuals|patients|plants|seedlings|flies|worms|animals|controls|"
    r"kernels|fish|snails|monkeys)\b",
    re.I,
)
#: Words beside which a length of time is that of an exposure.
_LASTED = compile_late(
    r"flight|mission|unload|suspen|bed rest|gravity|expos|irradiat|immers|tilt|aboard|\bISS\b|"
    r"\b[Ss]pace|treat|\bdiet|infect|weight|confine|isolation|stress|hypoxi|supplement|clino|"
    r"training|immobili", re.I,
)  # fmt: skip
_NUMERALS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "seventeen": 17, "twenty": 20,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What a study looked at, the most weighty first, and the plain facts of its set-up.

    ``counts`` are all the group sizes named; ``arm`` is the one that an arm had, where one stands
    out. ``exact`` are the exposures as named (a clinostat), of which ``entities`` hold the class.
    ``length`` is the only length of time told, where an exposure had it. ``leads`` are the
    organism and the exposure that is named far more than any other;
    ``mission`` and ``dataset`` are those that the whole study rests on, where there is one.
    """

    entities: tuple[Entity, ...]
    exact: tuple[Entity, ...] = ()
    leads: tuple[Entity, ...] = ()
    mission: Entity | None = None
    dataset: Entity | None = None
    days: tuple[float, ...] = ()
    length: float | None = None
    counts: tuple[int, ...] = ()
    arm: int | None = None
    sex: str = ""
    strain: str = ""

    def with_stated(self, entities: tuple[Entity, ...]) -> Design:
        """The same design with the entities that the front matter states, those first."""
        together = dict.fromkeys((*entities, *self.entities))
        known = {entity.id for entity in entities if entity.id}
        flown = [entity for entity in entities if entity.type == "mission"]
        return replace(
            self,
            mission=flown[0] if len(flown) == 1 else self.mission,
            entities=tuple(e for e in together if not e.id or e.id not in known or e in entities),
        )

    def lead(self, kind: str) -> Entity | None:
        """The entity of a type that is named far more than any other, where there is one."""
        return next((entity for entity in self.leads if entity.type == kind), None)

    def of(self, *types: str) -> tuple[Entity, ...]:
        """The entities of the given types."""
        return tuple(entity for entity in self.entities if entity.type in types)


def read_design(
    document: Document, sentences: Sequence[Zoned], mentions: Mentions, lexicon: Lexicon
) -> Design:
    """The design of the study that a document tells of."""
    scores: dict[Entity, float] = {}
    listed: set[Entity] = set()
    titled: set[Entity] = set()
    set_up: set[Entity] = set()
    broad = broad_processes(lexicon)
    review = document.tier == "review"
    flown = flew = 0.0
    for passage in document.passages:
        types = _STATED.get(passage.key.split(".")[0].lower()) if passage.key else None
        if types is not None:
            for mention in mentions.within(passage.start, passage.end):
                if mention.entity.type in types:
                    scores[mention.entity] = scores.get(mention.entity, 0.0) + 5.0
                    listed.add(mention.entity)
    days: dict[float, None] = {}
    lasted: set[float] = set()
    told_of: set[Entity] = set()
    counts: Counter[int] = Counter()
    sexes: dict[str, None] = {}
    strains: dict[str, None] = {}
    shorts = {short: e for z in sentences for short, e in short_forms(z.sentence.text)}
    for zoned in sentences:
        weight = _WEIGHT.get(zoned.zone, 0.0)
        if not weight:
            continue
        sentence = zoned.sentence
        imposed = [sentence.source(*place) for place in exposure_places(sentence.text)]
        found = mentions.within(sentence.start, sentence.end)
        germs = False
        if (
            zoned.zone in ("results", "conclusion")
            and not review
            and tells_known(sentence.text)
            and not _WE.search(sentence.text)
        ):
            weight = _WEIGHT["background"]  # what others found, retold among the results
        for mention, factor, sure in telling_mentions(sentence, found, imposed):
            if is_broad(mention.entity, broad, lexicon):
                continue
            heard = (
                weight * factor
                if zoned.zone != "methods"
                else weight * factor * _IN_METHODS.get(mention.entity.type, 1.0)
            )
            scores[mention.entity] = scores.get(mention.entity, 0.0) + heard
            if zoned.zone == "title" and factor == 1.0:
                titled.add(mention.entity)
            elif zoned.zone in ("aim", "methods") and factor == 1.0:
                set_up.add(mention.entity)
            if sure and weight >= 1.0:
                titled.add(mention.entity)
            if mention.entity.type == "dataset":
                told_of.add(mention.entity)  # not by a chart alone
            if mention.entity.type == "mission" and weight >= 1.0:
                flown += weight
                told_of.add(mention.entity)  # not by what others flew alone
        if weight >= 1.0:
            for place in told_places(sentence.text, lexicon):
                scores[place] = scores.get(place, 0.0) + weight
            for given, factor in dict(told_treatments(sentence, found)).items():
                germs = germs or given.label.endswith(" infection")
                scores[given] = scores.get(given, 0.0) + factor * weight
            if zoned.zone != "conclusion" and tells_flight(sentence.text):
                flew += weight
        if zoned.zone in ("results", "methods", "aim", "title", "conclusion"):
            text = sentence.text
            told = (e for short, e in shorts.items() if re.search(rf"\b{short}\b", text))
            for exposure in dict.fromkeys((*exposures_in(text, mentions.long_form), *told)):
                if germs and exposure.label.endswith(" infection"):
                    continue  # told by the organism's name
                share = _PASSING if exposure.label.endswith(_LOOSE) else 1.0
                scores[exposure] = scores.get(exposure, 0.0) + share * weight
            told_days = days_in(text)
            days.update(dict.fromkeys(told_days))
            if told_days and _LASTED.search(text):
                lasted.update(lengths_in(text))
            counts.update(_counts(text))
        if zoned.zone in ("methods", "results", "title", "aim"):
            sexes.update(dict.fromkeys(m.group(1).lower() for m in _SEX.finditer(text)))
            strains.update(dict.fromkeys(m.group() for m in _STRAIN.finditer(text)))
    settle_exposures(scores, lexicon, flown=flown)
    named, scores = scores, classify(scores, lexicon)
    if not review:
        drop_motive(scores, lexicon, stated=titled | listed, flown=flown + flew)
    scores = select_entities(
        scores, frozenset(titled | listed), lexicon, broad=review, set_up=frozenset(set_up),
        apart=frozenset(listed) | simulators(named, lexicon),
    )  # fmt: skip
    least = _THRESHOLD | _REVIEWED if review else _THRESHOLD
    everything = " ".join(z.sentence.text for z in sentences if z.zone != "background").lower()
    scores = read_usually(scores, everything, lexicon, fixed=frozenset(titled | listed | set_up))
    chosen = [entity for entity, score in scores.items() if score >= least.get(entity.type, 1.0)]
    if not review:
        for tested in tested_countermeasures(chosen, scores):
            scores[tested] = _THRESHOLD["exposure"]
            chosen.append(tested)
    if not any(entity.type == "mission" for entity in chosen):
        chosen += [e for e, score in scores.items() if e.type == "mission" and score >= _FAINT]
    exposures = [entity for entity in chosen if entity.type == "exposure"]
    for germ in germs_of(exposures, named, chosen):
        scores[germ] = named[germ]
        chosen.append(germ)
    if not any(entity.type == "organism" for entity in chosen):
        for kind in name_kinds(sentences, lexicon):
            scores[kind] = 1.0
            chosen.append(kind)
    chosen.sort(key=lambda entity: (-scores[entity], entity.type, entity.id, entity.label))
    return Design(
        entities=tuple(chosen),
        leads=find_leads(chosen, scores, lexicon),
        mission=find_main(
            [e for e in chosen if e.type == "mission" and e in told_of | listed], scores, lexicon
        ),
        dataset=find_main(
            [e for e in chosen if e.type == "dataset" and e in told_of], scores, lexicon
        ),
        exact=exact_exposures(named, exposures, lexicon),
        days=tuple(days), length=next(iter(days)) if len(days) == len(lasted) == 1 else None,
        counts=tuple(counts), arm=_arm(counts),
        sex=next(iter(sexes)) if len(sexes) == 1 else "",
        strain=next(iter(strains)) if len(strains) == 1 else "",
    )  # fmt: skip


def _counts(text: str) -> Iterable[int]:
    for match in _COUNT.finditer(text):
        word = (match.group(1) or match.group(2)).lower()
        yield _NUMERALS[word] if word in _NUMERALS else int(word)


def _arm(counts: Counter[int]) -> int | None:
    """The size of an arm: the only count, or the one told again and again (at each time point)."""
    if not counts:
        return None
    (first, times), *rest = counts.most_common(2)
    return first if not rest or times >= max(2, 2 * rest[0][1]) else None
