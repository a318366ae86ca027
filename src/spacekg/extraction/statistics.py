"""Numbers of a result: effect with unit, p, q, n, taken as printed.

A damaged glyph (``�``) before a number stays where it is: whether it was a minus sign, a plus-minus
or an "about" is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacekg.patterns import compile_late

_SIGN = r"[�~≈∼<>≤≥+−–-]?\s?"
_NUMBER = r"\d+(?:[.,]\d+)*"
_P = compile_late(
    rf"\b[Pp](?:[- ]?values?)?\s*(?P<p>(?:[<>=≤≥�]|of|less "
    rf"than)\s*{_NUMBER}(?:\s*[×x]\s*10\s*[−–-]?\d+|e-?\d+)?)"
)
_Q = compile_late(
    rf"\b(?:q(?:[- ]?values?)?|FDR|adj(?:usted)?\.?\s*[Pp](?:[- ]?values?)?|padj)\s*"
    rf"(?P<q>(?:[<>=≤≥]|of)\s*{_NUMBER}(?:e-?\d+)?)"
)
_N = compile_late(r"\b[nN]\s*=\s*(?P<n>\d+)\b")
#: "Fig. 10g" is no weight.
_FIGURE = compile_late(r"(?:Figs?\.?|Figures?|Tables?)\s*S?\s*(?=\d|$)|(?:Fig|Table)\w*\.? ?S?\d*$")
_DIGIT = compile_late(r"\d")
_R = compile_late(rf"\b(?P<r>(?:R2|R²|r2|r²|r|R|ρ|rho))\s*=\s*(?P<value>{_SIGN}{_NUMBER})")
_EFFECT = compile_late(
    rf"(?P<value>{_SIGN}{_NUMBER}(?:\s*(?:±|�|\+/-|to|and|–|-)\s*{_SIGN}?{_NUMBER})?)\s*-?\s*"
    r"(?P<unit>%\s*(?:/|per|a)\s*(?:month|week|day|year)|%|percent(?:age points?)?|-?\s?folds?\b|"
    r"(?:log2 ?(?:fold[- ]change|FC))|×(?!\s*10)|times\b|(?:mg|g|kg|µg|ng|pg|mm|cm|µm|nm|mm2|"
    r"mm²|mmHg|bpm|mmol/L|mM|µM|nM|dB|ms|°C|kDa|beats/min|g/cm2|mg/cm3)\b)"
)

#: What is no change but what was done: "at 0.38 g", "1/6 g", "exposed to 130 mM".
_LEVEL = compile_late(
    r"(?:\d/|\b(?:at|under|(?:exposed|exposure) to|treated with|(?:dose|concentration)s? of|"
    r"presence of)\s)$"
)
_ABSOLUTE = compile_late(r"(?:[mkµnp]?g|[mµn]M|mmol/L|°C)$")
#: "300 mM mannitol" is a solution.
_SOLUTION = compile_late(
    r"(?<=M)\s+(?!(?:in|and|or|to|at|after|during|with|versus|vs|compared|by|for|on|of)\b)[A-Za-z]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as printed, where it stands in its sentence."""

    kind: str
    value: str
    unit: str
    start: int
    end: int


def read_p_values(text: str) -> list[Number]:
    """Every p-value of a text, those of an adjusted p left out.

    >>> [x.value for x in read_p_values("fell 16.6% (p < 0.05, FDR < 0.1)")]
    ['< 0.05']
    """
    return [n for n in _marked(text, (("q", _Q), ("p", _P))) if n.kind == "p"]


def _marked(text: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> list[Number]:
    """The numbers that a letter in front of them names; the first pattern to claim a place wins."""
    found: list[Number] = []
    for kind, pattern in patterns:
        for match in pattern.finditer(text):
            if not any(n.start <= match.start() < n.end for n in found):
                found.append(Number(
                    kind=kind, value=" ".join(match.group(kind).split()), unit="",
                    start=match.start(), end=match.end(),
                ))  # fmt: skip
    return found


def read_numbers(text: str) -> list[Number]:
    """Every effect, p, q, r and n of a sentence, in order.

    >>> [(x.kind, x.value, x.unit) for x in read_numbers("fell 16.6% (p < 0.05, n = 6)")]
    [('effect', '16.6', '%'), ('p', '< 0.05', ''), ('n', '6', '')]
    >>> read_numbers("recovered even at 1/6 g, and under 130 mM NaCl or 300 mM mannitol")
    []
    """
    if not _DIGIT.search(text):
        return []
    found = _marked(text, (("q", _Q), ("p", _P), ("n", _N)))
    for match in _R.finditer(text):
        found.append(Number(
            kind="r", value=f"{match.group('r')} = {match.group('value').strip()}", unit="",
            start=match.start(), end=match.end(),
        ))  # fmt: skip
    for match in _EFFECT.finditer(text):
        if not (
            any(n.start <= match.start() < n.end for n in found)
            or _FIGURE.search(text, max(0, match.start() - 12), match.start() + 1)
            or _is_level(text, match)
        ):
            found.append(Number(
                kind="effect", value=" ".join(match.group("value").split()),
                unit=" ".join(match.group("unit").strip("- ").split()),
                start=match.start(), end=match.end(),
            ))  # fmt: skip
    return sorted(found, key=lambda number: (number.start, number.end))


def _is_level(text: str, match: re.Match[str]) -> bool:
    """Whether a number says what something was exposed to, and not by how much it changed."""
    if not _ABSOLUTE.match(match.group("unit")):
        return False
    digit = _DIGIT.search(text, match.start())
    start = digit.start() if digit else match.start()
    before = text[max(0, start - 24) : start]
    return bool(_LEVEL.search(before) or _SOLUTION.match(text, match.end()))
