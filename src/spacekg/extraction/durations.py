"""Durations: how many days an exposure lasted, from the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacekg.patterns import compile_late

_NUMERALS = {
    "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "twelve": 12.0, "a": 1.0, "an": 1.0,
}  # fmt: skip
_UNITS = {"h": 1 / 24, "d": 1.0, "w": 7.0, "m": 30.0, "y": 365.0}
#: a thousand years of 365 days: longer ones are ages of rocks, or no lengths of time at all
LONGEST = 365_000.0
_DURATION = compile_late(
    r"(?<![\w.])(?P<first>\d+(?:\.\d+)?|" + "|".join(n for n in _NUMERALS if len(n) > 2) + r")"
    r"(?:\s*(?:-|–|to|or|and|,)\s*(?P<second>\d+(?:\.\d+)?))?[\s-]*"
    r"(?P<unit>hours?|hrs?|h|days?|d|weeks?|wks?|months?|years?|yrs?)\b",
    re.I,
)


#: Letters of which every length of time has some: a plain look for them is far quicker.
_LONG_UNITS = ("our", "day", "week", "month", "year", "hr", "wk", "yr", "DAY", "Day", "Week")
_SHORT_UNIT = compile_late(r"(?:\d|\b[Aa]|ne|wo|ee|ix|en|ht|ve)[\s-]*[hdHD]\b")


#: In front of "2h" or "8D" it is a part of a figure.
_FIGURE = compile_late(
    r"\b(?:figs?|figures?|tables?|panels?|suppl\w*|data)\.?\s(?:[^.;()]{0,24})$", re.I
)


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a number and one letter name a figure or a kind ("Fig. 2h", "3D") and no time."""
    if match.group().endswith(("D", "H")):
        return True
    return bool(_FIGURE.search(text[max(0, match.start() - 40) : match.start()]))


#: Behind a length of time: an age, or how long after something it was looked at.
_NOT_LENGTH = compile_late(
    r"[\s-]*(?:-?old\b|of (?:age|recovery)|recover\w+|readapt\w+|of readapt\w+|"
    r"aged|post[- ]?(?:infection|landing|flight|irradiation|return|natal|"
    r"adult\w*|fertili[sz]ation|coloni[sz]ation|injection|injury)|(?:after|following|since|"
    r"before|prior to|until|from) (?:the )?(?:landing|return|flight|launch|infection|irradiation|"
    r"exposure|injection|start|spaceflight|birth)|later\b|ago\b|earlier\b|\W{0,2}(?:apart|each)\b)",
    re.I,
)
#: In front of one: what is compared, or how often.
_NO_LENGTH = compile_late(
    r"(?:\baged|\bage of|\bevery|\bvs\.?|\bversus|survival:?|lifespan:?|\bper|\bolder than|"
    r"[rl][+-]|\bwithin|\bevery other)\s*(?:\d+(?:\.\d+)?\s*(?:vs\.?|versus)\s*)?$", re.I,
)  # fmt: skip


def lengths_in(text: str) -> list[float]:
    """The lengths of time, in days, that are neither an age nor a time after something.

    >>> lengths_in("8-week-old mice flown for 30 days"), lengths_in("2 days after landing")
    ([30.0], [])
    """
    return [
        days
        for match, days in _lengths(text)
        if not _NOT_LENGTH.match(text, match.end())
        and not _NO_LENGTH.search(text[max(0, match.start() - 30) : match.start()])
    ]


def days_in(text: str) -> list[float]:
    """The lengths of time named in a text, in days; a range is given by its two ends.

    >>> days_in("a 15-day flight, then 4.5 weeks on Earth; 13–42 hours later")
    [15.0, 31.5, 0.5417, 1.75]
    """
    return list(_days_in(text))


@lru_cache(maxsize=512)
def _days_in(text: str) -> tuple[float, ...]:
    return tuple(days for _, days in _lengths(text))


def _lengths(text: str) -> Iterator[tuple[re.Match[str], float]]:
    """Each length of time and its place."""
    for unit in _LONG_UNITS:
        if unit in text:
            break
    else:
        if not _SHORT_UNIT.search(text):
            return
    for match in _DURATION.finditer(text):
        unit = match.group("unit").lower()
        if unit == "h" and "-" in match.group()[:-1]:
            continue
        if len(unit) == 1 and _is_label(text, match):
            continue
        factor = _UNITS[unit[0]]
        for part in (match.group("first"), match.group("second")):
            if part:
                number = _NUMERALS.get(part.lower())
                days = round((float(part) if number is None else number) * factor, 4)
                if days <= LONGEST:
                    yield match, days
