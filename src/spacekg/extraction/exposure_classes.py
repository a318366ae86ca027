"""Exposure classes: the field's word for what a study imposed, whatever device or beam did it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from spacekg.extraction.words import word_set
from spacekg.lexicon import Lexicon
from spacekg.model import Entity
from spacekg.patterns import compile_late

#: Classes that stand for all that lies below them: a beam is a way to irradiate, a clinostat one to
#: simulate microgravity.
_CLASSES = ("skgx:ionizing-radiation", "skgx:hypergravity", "skgx:partial-gravity")
#: Ways to simulate microgravity that are devices; bed rest and unloading are words of their own.
_DEVICES = word_set(
    "skgx:clinorotation skgx:clinostat-2d skgx:clinostat-3d skgx:random-positioning-machine "
    "skgx:rotating-wall-vessel skgx:shear-stress-reduction skgx:diamagnetic-levitation "
    "skgx:drop-tower"
)
_SIMULATED = "skgx:simulated-microgravity"
_MICRO = "skgx:microgravity"
_FLIGHT = "skgx:spaceflight"
_OUTSIDE = "skgx:outer-space-exposure"
_RADIATION = "skgx:radiation"
_ULTRAVIOLET = "skgx:uv-radiation"
#: Own words beside the class they lie under.
_KEPT = word_set("skgx:partial-weight-bearing skgx:hindlimb-unloading")

#: Words that say that something was flown, not only that flight is the reason for the work.
_FLOWN = compile_late(
    r"\b(?:flown|flew|aboard|onboard|on board|in-?flight|post-?flight|pre-?flight|spaceflown|"
    r"space-flown|flight (?:mice|animals|samples?|groups?|experiments?|hardware|crew|subjects)|"
    r"launched|on the (?:iss|international space station)|(?:after|during|following) "
    r"(?:\S+ ){0,3}?(?:space ?flight|mission)|spaceflight (?:mice|rats|animals|samples|groups?|"
    r"experiments?|data ?sets?|transcriptom\w+|missions?|versus|vs|plants|seedlings|cultures)|"
    r"(?:by|exposed to|exposure to|subjected to|response to) "
    r"space ?flight|isolated from the (?:iss|international)|"
    r"iss[- ](?:isolat\w+|strains?|derived))\b",
)
#: What every such word has some of.
_LETTERS = ("flight", "flown", "flew", "board", "iss", "launched", "mission", "international")
_AIMING = compile_late(
    r"\b(?:future|upcoming|prepar\w+|planned|planning|prospective|proposed|next) "
    r"(?:\S+ ){0,3}?(?:space ?flights?|missions?)\b"
)


def tells_flight(text: str) -> bool:
    """Whether a sentence speaks of something that was in space.

    >>> tells_flight("Mice flown for 30 days"), tells_flight("to prepare for spaceflight")
    (True, False)
    """
    text = text.lower()
    for part in _LETTERS:
        if part in text:
            return bool(_FLOWN.search(text)) and not _AIMING.search(text)
    return False


def class_of(entity: Entity, lexicon: Lexicon) -> Entity:
    """The class that an exposure counts for: itself, or the field's wider word."""
    curie = entity.id
    if not curie or curie in _KEPT:
        return entity
    if curie in _DEVICES:
        return _named(_SIMULATED, lexicon) or entity
    above = (curie, *lexicon.ancestors(curie))
    for name in _CLASSES:
        if name in above and curie != name:
            return _named(name, lexicon) or entity
    if curie == _RADIATION:
        return _named(_CLASSES[0], lexicon) or entity
    return entity


def simulators(scores: Mapping[Entity, float], lexicon: Lexicon) -> frozenset[Entity]:
    """Simulated microgravity, where a device was named: it stands beside bed rest and unloading."""
    named = any(e.id in _DEVICES and score >= _NAMED_ONCE for e, score in scores.items())
    found = _named(_SIMULATED, lexicon) if named else None
    return frozenset((found,)) if found is not None else frozenset()


def classify(scores: Mapping[Entity, float], lexicon: Lexicon) -> dict[Entity, float]:
    """The scores with those of devices and beams added to their class."""
    sums: dict[Entity, float] = {}
    ultraviolet = any(_ULTRAVIOLET in (e.id, *lexicon.ancestors(e.id)) for e in scores if e.id)
    for entity, score in scores.items():
        if entity.type == "exposure" and entity.id:
            if entity.id == _RADIATION and ultraviolet:
                continue  # the bare word beside the ultraviolet kind
            entity = class_of(entity, lexicon)
        sums[entity] = sums.get(entity, 0.0) + score
    return sums


def settle_exposures(scores: dict[Entity, float], lexicon: Lexicon, *, flown: float) -> None:
    """Name spaceflight where something was flown and only its surroundings are named.

    "Microgravity" on board a station is spaceflight; beside a simulator it is what is simulated.
    Where the study used a stand-in, spaceflight counts only as far as something really flew.
    """
    by_id = {entity.id: entity for entity in scores if entity.type == "exposure"}
    simulated = any(_SIMULATED in (e, *lexicon.ancestors(e)) for e in by_id if e)
    flight = by_id.get(_FLIGHT) or _named(_FLIGHT, lexicon)
    loose = [by_id[i] for i in (_MICRO, _OUTSIDE) if i in by_id]
    weight = sum(scores[entity] for entity in loose)
    if flight is not None and (flown >= 1.5 or flight in scores) and not (simulated and not flown):
        for entity in loose:
            del scores[entity]
        if flown >= 1.5 or flight in scores:
            scores[flight] = scores.get(flight, 0.0) + weight + flown
    elif simulated and _MICRO in by_id:
        scores[by_id[_MICRO]] = 0.0


def drop_motive(
    scores: dict[Entity, float], lexicon: Lexicon, *, stated: Set[Entity], flown: float
) -> None:
    """Take out spaceflight where it only is why stand-ins or beams were studied."""
    flight = next((e for e in scores if e.id == _FLIGHT), None)
    if flight is None or flown or flight in stated:
        return
    others = (
        score for entity, score in scores.items()
        if entity.type == "exposure" and entity is not flight
        and "skgx:spaceflight" not in lexicon.ancestors(entity.id)
    )  # fmt: skip
    if max(others, default=0.0) >= 3.0:
        scores[flight] = 0.0


def exact_exposures(
    scores: Mapping[Entity, float], chosen: Sequence[Entity], lexicon: Lexicon
) -> tuple[Entity, ...]:
    """The exposures as named, under the classes chosen: the beam or device where one stands out."""
    exact: dict[Entity, None] = {}
    for exposure in chosen:
        own = [
            e for e, score in scores.items()
            if e.type == "exposure" and e.id and score >= _NAMED_ONCE
            and class_of(e, lexicon) == exposure
        ]  # fmt: skip
        wider = {ancestor for e in own for ancestor in lexicon.ancestors(e.id)}
        narrow = sorted((e for e in own if e.id not in wider), key=lambda e: (-scores[e], e.id))
        exact.update(dict.fromkeys(narrow or (exposure,)))
    return tuple(exact)


#: The weight of one mention among the results.
_NAMED_ONCE = 1.5


def _named(curie: str, lexicon: Lexicon) -> Entity | None:
    term = lexicon.term(curie)
    if term is None:
        return None
    return Entity(id=term.id, label=term.label, type="exposure", ids=(term.id, *term.ids))
