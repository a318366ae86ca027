"""Contrasts: what was set against what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacekg.extraction.design import Design
from spacekg.extraction.zones import Zoned
from spacekg.model import Contrast

_REFERENCES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ground control", re.compile(
        r"\bground[- ]controls?\b|\bground[- ](?:based )?control|\bvivarium\b|\bearth controls?\b|"
        r"\bterrestrial (?:control|condition)s?\b|\bon (?:the )?(?:ground|earth)\b|\bEarth \(1 "
        r"?g\)",
        re.I)),
    ("pre-flight", re.compile(r"\bpre-?flight\b|\bbaseline\b|\bbefore flight\b", re.I)),
    ("sham or unirradiated control", re.compile(
        r"\bsham\b|\b(?:non-?|un)irradiated\b", re.I)),
    ("normally loaded control", re.compile(
        r"\b(?:normally loaded|weight-?bearing controls?|full weight|ambulatory|cage controls?)\b",
        re.I)),
    ("wild type", re.compile(r"\bwild[- ]?types?\b|\bWT\b|\bparental (?:control|strain)\b")),
    ("1 g control", re.compile(r"\b1 ?[gG]\b|\bgravity controls?\b|\bnormal gravity\b")),
    ("control", re.compile(r"\b(?:untreated |non-inoculated )?controls?\b", re.I)),
)  # fmt: skip


def reference_in(text: str) -> str:
    """The reference group a text names.

    >>> reference_in("compared to ground controls"), reference_in("in mice")
    ('ground control', '')
    """
    return next((name for name, pattern in _REFERENCES if pattern.search(text)), "")


def read_contrasts(sentences: Iterable[Zoned], design: Design) -> tuple[Contrast, ...]:
    """The contrasts of the design: each exposure against the reference the text names."""
    text = " ".join(
        z.sentence.text for z in sentences
        if z.zone in ("title", "aim", "methods", "results", "conclusion")
    )[:60000]  # fmt: skip
    reference = _usual_reference(text)
    organisms, tissues = design.of("organism"), design.of("tissue")
    days: Sequence[float | None] = design.days if len(design.days) == 1 else (None,)
    return tuple(
        Contrast(
            exposed=exposure, reference=reference,
            organism=organisms[0] if len(organisms) == 1 else None,
            tissue=tissues[0] if len(tissues) == 1 else None, days=days[0],
            n_exposed=design.arm, n_reference=design.arm,
            sex=design.sex, strain=design.strain,
        )
        for exposure in design.of("exposure")
    )  # fmt: skip


def _usual_reference(text: str) -> str:
    """The reference group that a text names most often, the plain word "control" last."""
    *named, (plain, _) = _REFERENCES
    counts = [(len(pattern.findall(text)), -rank, name) for rank, (name, pattern) in
              enumerate(named)]  # fmt: skip
    most, _, name = max(counts)
    return name if most else plain
