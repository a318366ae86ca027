"""Contrasts: what was set against what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from types import MappingProxyType

from spacekg.extraction.design import Design
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.zones import Zoned
from spacekg.model import Contrast, Entity
from spacekg.patterns import compile_late

#: Each kind of reference group: its name, the letters it cannot do without, and its pattern.
_REFERENCES: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("ground control", ("ground", "vivarium", "earth", "terrestrial"), compile_late(
        r"\bground[- ]controls?\b|\bground[- ](?:based )?control|\bvivarium\b|\bearth controls?\b|"
        r"\bterrestrial (?:control|condition)s?\b|\bon (?:the )?(?:ground|earth)\b|\bearth \(1 "
        r"?g\)")),
    ("pre-flight", ("flight",), compile_late(r"\bpre-?flight\b|\bbefore flight\b")),
    ("sham or unirradiated control", ("sham", "irradiated"), compile_late(
        r"\bsham\b|\b(?:non-?|un)irradiated\b")),
    ("normally loaded control", ("loaded", "weight", "ambulatory", "cage"), compile_late(
        r"\b(?:normally loaded|weight-?bearing controls?|full weight|ambulatory|cage controls?)"
        r"\b")),
    ("wild type", ("wild", "wt", "parental"), compile_late(
        r"\bwild[- ]?types?\b|\bwt\b|\bparental (?:control|strain)\b")),
    ("1 g control", ("1g", "1 g", "gravity"), compile_late(
        r"\b(?:at|in|under|versus|vs\.?|to|than|and|the) 1[ -]?g\b(?! of)|\b1[ -]?g (?:control|"
        r"condition|group|gravity|centrifug)|\bgravity controls?\b|\bnormal gravity\b")),
    ("baseline", ("baseline",), compile_late(r"\bbaseline\b")),
    ("control", ("control",), compile_late(r"\b(?:untreated |non-inoculated )?controls?\b")),
)  # fmt: skip


def reference_in(text: str) -> str:
    """The reference group a text names.

    >>> reference_in("compared to ground controls"), reference_in("in mice")
    ('ground control', '')
    """
    text = text.lower()
    return next(
        (
            name for name, letters, pattern in _REFERENCES
            if any(part in text for part in letters) and pattern.search(text)
        ), "",
    )  # fmt: skip


def read_contrasts(
    sentences: Iterable[Zoned], mentions: Mentions, design: Design
) -> tuple[Contrast, ...]:
    """The contrasts of the design: each exposure against the reference the text names.

    What is done on the ground has no ground control and no time before a flight.
    """
    text = " ".join(
        z.sentence.text for z in sentences
        if z.zone in ("title", "aim", "methods", "results", "conclusion")
    ).lower()  # fmt: skip
    organisms, tissues = design.of("organism"), design.of("tissue")
    days: Sequence[float | None] = design.days if len(design.days) == 1 else (None,)
    return tuple(
        Contrast(
            exposed=exposure,
            reference=_usual_reference(text, exposure, flown=mentions.is_actual(exposure)),
            organism=organisms[0] if len(organisms) == 1 else None,
            tissue=tissues[0] if len(tissues) == 1 else None, days=days[0],
            n_exposed=design.arm, n_reference=design.arm,
            sex=design.sex, strain=design.strain,
        )
        for exposure in design.exact or design.of("exposure")
    )  # fmt: skip


#: Reference groups that only go with some exposures, and the words of those.
_SUITED = MappingProxyType({
    "wild type": compile_late(
        r"knock|deficien|mutant|mutation|overexpress|rnai|transgen|allele|null|silenc"),
    "sham or unirradiated control": compile_late(
        r"radiat|irradiat|\bions?\b|proton|photon|x-ray|neutron|gamma|surgery|injur|fracture"),
    "normally loaded control": compile_late(
        r"unload|bed rest|simulated|suspension|immobili|inactivity|immersion|weight|kinesia|"
        r"restrain"),
    "1 g control": compile_late(r"gravity|clino|positioning|flight|vessel|levitation|centrifug"),
})  # fmt: skip
_OF_FLIGHT = frozenset(("ground control", "pre-flight"))


def suits(reference: str, exposure: Entity) -> bool:
    """Whether a reference group can be that of an exposure: flight has no wild type."""
    pattern = _SUITED.get(reference)
    return pattern is None or pattern.search(exposure.label.lower()) is not None


def _usual_reference(text: str, exposure: Entity, *, flown: bool) -> str:
    """The fitting reference group that a text names most often, the plain "control" last."""
    *named, (plain, _, _) = _REFERENCES
    counts = [
        (len(pattern.findall(text)) if any(part in text for part in letters) else 0, -rank, name)
        for rank, (name, letters, pattern) in enumerate(named)
        if suits(name, exposure) and (flown or name not in _OF_FLIGHT)
    ]
    most, _, name = max(counts)
    if flown and name == "baseline":
        name = "pre-flight"
    return name if most else plain
