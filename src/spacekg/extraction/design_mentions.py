"""Design mentions: which of a sentence's mentions speak of what was studied, and how loudly."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from spacekg.extraction.sentences import Sentence
from spacekg.extraction.words import word_set
from spacekg.lexicon import Lexicon
from spacekg.model import Annotation, Entity
from spacekg.patterns import compile_late

_HUMAN = "NCBITaxon:9606"
#: What may count by its name alone; anything else without an identifier stays ungrounded.
_NAMED = frozenset(("mission", "dataset"))
#: Longer names that use the name of a place or an organism without speaking of it.
_SWALLOWING = frozenset(("exposure", "cell_type", "gene", "gene_family", "chemical"))
_MUSCLE = "UBERON:0005090"
_PEOPLE = word_set("human humans humanity mankind humankind")
#: "human exploration", "human health": people as readers, users and heirs of the work.
_AUDIENCE = compile_late(
    r"(?:[ -](?:deep |long |space|crewed |interplanetary )*(?:space|spaceflights?|flights?|"
    r"missions?|explor\w+|health|presence|habitation|habitats?|settlements?|colon\w+|activit\w+|"
    r"beings?|life|pathogen\w*|diseases?|performance|factors?|errors?|societ\w+|hosts?|nutrition|"
    r"consumption|safety|research|survival|travel|well-?being|crews?|populations?|medicine|"
    r"microbio\w+|commensals?|associated|tended|rated|related|occupied|induced|made|like|derived "
    r"(?:contamin|debris)\w*)\b)"
)
_FOR_PEOPLE = compile_late(r"(?:\b(?:for|to|by|as|allow|support|protect|ensuring|dangerous) )$")
#: What of people can be studied: "human fibroblasts", "human volunteers".
_STUDIED = compile_late(
    r" (?:[\w/-]+ ){0,3}?(?:cells?|cultures?|fibroblasts?|myo\w+|osteo\w+|chondro\w+|kerat\w+|"
    r"endothel\w+|lymphocytes?|monocytes?|neurons?|organoids?|platelets?|subjects?|volunteers?|"
    r"participants?|tissues?|blood|plasma|serum|samples?|cohorts?|[hi]?[A-Z]{1,2}SCs?|muscle|skin|"
    r"biops\w+)\b"
)
#: After these the name of a place is part of another thing's name.
_PART_OF = compile_late(
    r"(?:[- ](?:\(?\w+\)?[- ]){0,2}?(?:axis|barriers?)\b| membranes?\b| treatments?\b"
    r"| discharge\b)"
)
_MODIFIER = compile_late(r"-(?!derived\b|specific\b|resident\b|associated\b)[A-Za-z]")
_LINEAGE = compile_late(
    r"[ -](?:differentiation|lineages?|transition|fates?|commitment|stem|origin)"
)
_ADJECTIVE = ("al", "ic", "ar")
_MEASURED = compile_late(r" (?:dosim\w+|telemetry|detectors?|monitor\w*|shield\w*)\b")
_STAGES = compile_late(r"\b(?:stage|adult|juvenile|neonate)\b")
_PREPOSITIONS = ("for ", "of ", "in ", "on ", "to ", "by ", "at ", "with ")
_AFTER_FLIGHT = compile_late(r"post-?flight", re.I)


def telling_mentions(
    sentence: Sentence, found: Sequence[Annotation], imposed: Sequence[tuple[int, int]]
) -> Iterator[tuple[Annotation, float, bool]]:
    """The mentions that count, each with a factor, and whether it surely is what was studied.

    The hind limbs of "hindlimb unloading" do not count, nor does a bare name, nor people who are
    named as those who will profit.
    """
    wholes = sorted((m.start, m.end) for m in found if m.entity.type in _SWALLOWING)
    starts = [start for start, _ in wholes]
    reached = list(accumulate((end for _, end in wholes), max))
    for place, mention in enumerate(found):
        kind = mention.entity.type
        if not mention.entity.id and kind not in _NAMED:
            continue
        if kind == "mission":
            yield mention, _weigh_mission(sentence, mention), False
            continue
        if kind not in ("tissue", "organism", "exposure"):
            yield mention, 1.0, False
            continue
        if kind == "exposure":
            if mention.entity.id == "skgx:readaptation" and _AFTER_FLIGHT.fullmatch(mention.text):
                continue  # "postflight mice": a time, not a treatment
            if _MEASURED.match(_around(sentence, mention)[1]):
                continue  # "radiation dosimetry": what instruments do
            yield mention, 1.0, False
            continue
        if _is_swallowed(mention, starts, reached):
            continue
        before, after = _around(sentence, mention)
        if kind == "organism":
            if mention.entity.id == _HUMAN and mention.text.lower() in _PEOPLE:
                yield mention, *_weigh_people(before, after)
            elif not mention.text.startswith(_PREPOSITIONS):
                yield mention, 1.0, False
            continue
        if any(start <= mention.start and mention.end <= end for start, end in imposed):
            continue
        following = next((f for f in found[place + 1 :] if f.entity.type == "tissue"), None)
        if (
            following is not None
            and following.start == mention.end + 1
            and (following.entity.id == _MUSCLE and after.startswith(" "))
        ):
            continue  # "paraspinal muscle" is told by the second word
        before_it = next((f for f in found[:place][::-1] if f.entity.type == "tissue"), None)
        if (
            mention.entity.id == _MUSCLE
            and before_it is not None
            and (before_it.end + 1 == mention.start and before.endswith(" "))
        ):
            label = f"{before_it.text.lower()} muscle"
            yield replace(mention, entity=Entity(id="", label=label, type="tissue")), 1.0, False
            continue
        if not _is_modifier(mention, after, following):
            yield mention, 1.0, False


def _weigh_mission(sentence: Sentence, mention: Annotation) -> float:
    """Missions that a result is only set beside are not those of the study."""
    if mention.text.islower():
        return 0.0  # "several years in space": words, not a name
    return 0.1 if _BESIDE.search(_around(sentence, mention, 72)[0].lower()) else 1.0


_BESIDE = compile_late(
    r"\b(?:equivalent (?:of|to)|similar(?:ly)? to|consistent with|unlike|in contrast (?:to|with)|"
    r"as (?:seen|observed|reported|shown|found) (?:in|on|by|during)|reported (?:in|on|from|by|for)|"
    r"previous(?:ly)?|other|others|earlier|such as)\b[^.;]{0,56}$"
)


def _weigh_people(before: str, after: str) -> tuple[float, bool]:
    if _STUDIED.match(after):
        return 1.0, True
    if _AUDIENCE.match(after) or _FOR_PEOPLE.search(before):
        return 0.0, False
    return 1.0, False


def _is_swallowed(mention: Annotation, starts: Sequence[int], reached: Sequence[int]) -> bool:
    """Whether a longer name holds it; ``reached`` is how far those up to each start go."""
    before = bisect_left(starts, mention.start)
    among = bisect_right(starts, mention.start)
    return (before > 0 and reached[before - 1] >= mention.end) or (
        among > 0 and reached[among - 1] > mention.end
    )


def _is_modifier(mention: Annotation, after: str, following: Annotation | None) -> bool:
    """Whether the name of a place only helps to name something else."""
    if _STAGES.search(mention.entity.label) or _PART_OF.match(after):
        return True
    if mention.text.lower().endswith(_ADJECTIVE) and _LINEAGE.match(after):
        return True
    if not _MODIFIER.match(after):
        return False
    if mention.text.lower().endswith(_ADJECTIVE):
        return True
    # "liver-muscle crosstalk" names two places
    return (
        following is None
        or following.entity.type != "tissue"
        or following.start > (mention.end + 1)
    )


def _around(sentence: Sentence, mention: Annotation, width: int = 24) -> tuple[str, str]:
    """The reading text of the sentence before and after a mention."""
    start = sentence.passage.reading(mention.start) - sentence.offset
    end = sentence.passage.reading(mention.end) - sentence.offset
    return sentence.text[max(0, start - width) : max(0, start)], sentence.text[end : end + 60]


_GIVEN = compile_late(
    r"\b(?:treat(?:ed|ment|ing)|administration of|administered|supplement(?:ed|ation)|injected|"
    r"injections? of|immuni[sz]ed|vaccinated|incubated|inoculated|fed|drug|exposed to|dosed|"
    r"in the presence of)\b(?:(?!\b(?:were|was|showed|had)\b)[^.;:]){0,48}$",
)
_INFECTED = compile_late(r"\b(?:infect(?:ed|ion) (?:with|by)|inoculated with|infected) (?:the )?$")
_INFECTED_AFTER = compile_late(r"(?:\s?\([^)]{1,12}\))?[- ]infect(?:ed|ions?)\b")
_GIVEN_AFTER = compile_late(
    r"(?:-treated| treatments?| supplement\w*| administration| injections?)\b"
)
#: Compounds of every protocol, and words for kinds of them.
_MEDIA = word_set(
    "CHEBI:15377 CHEBI:15379 CHEBI:25805 CHEBI:17234 CHEBI:16236 CHEBI:17790 CHEBI:30879 "
    "CHEBI:24431 CHEBI:23888 CHEBI:16526 CHEBI:26710 CHEBI:33290 CHEBI:33281"
)


#: A compound given must be told of twice, or in the title, unless it is called a drug.
_PASSING = 0.6
_DRUG = compile_late(r"\b(?:drugs?|inhibitor|agonist|antagonist) $")


def told_treatments(
    sentence: Sentence, found: Sequence[Annotation]
) -> Iterator[tuple[Entity, float]]:
    """The compounds and germs that a sentence says were given, as exposures with a factor.

    One mention is not enough for a compound that is not called a drug.
    """
    for mention in found:
        if mention.entity.type == "organism" and mention.entity.id:
            before, after = _around(sentence, mention)
            if _INFECTED.search(before) or _INFECTED_AFTER.match(after):
                label = f"{mention.entity.label} infection"
                yield Entity(id="", label=label, type="exposure"), _PASSING
        if mention.entity.type != "chemical" or mention.entity.id in _MEDIA:
            continue
        before, after = _around(sentence, mention, 64)
        if _GIVEN_AFTER.match(after) or _GIVEN.search(before):
            factor = 1.0 if _DRUG.search(before) else _PASSING
            yield Entity(id="", label=mention.entity.label, type="exposure"), factor


#: Places told by what comes from them or stands in them: the letters that such words cannot do
#: without, and the words.
_TOLD_PLACES = (
    ("UBERON:0000178", ("irculating", "irculation"), compile_late(
        r"\b[Cc]irculating (?!medium|water|air)|\bin (?:the )?circulation\b")),
    ("UBERON:0001439", ("ortical ",), compile_late(
        r"\b[Cc]ortical (?:and (?:trabecular|cancellous) )?(?:geometry|thickness|porosity|area|"
        r"shell|vBMD|BMD|microarchitecture)\b")),
    ("UBERON:0001013", ("dipose-derived",), compile_late(r"\b[Aa]dipose-derived\b")),
)  # fmt: skip


def told_places(text: str, lexicon: Lexicon) -> Iterator[Entity]:
    """The places that a text tells of in words that are no names of them."""
    for curie, letters, pattern in _TOLD_PLACES:
        if any(part in text for part in letters) and pattern.search(text):
            term = lexicon.term(curie)
            if term is not None:
                yield Entity(
                    id=curie, label=term.label, type="tissue", ids=(curie, *term.ids)
                )  # fmt: skip
