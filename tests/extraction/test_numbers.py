"""Numbers: effects, p, q and n as printed; a damaged glyph is never read as a sign."""

from __future__ import annotations

import pytest

from spacekg.extraction.durations import days_in
from spacekg.extraction.statistics import read_numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fell 16.6% (p < 0.05)", [("effect", "16.6", "%"), ("p", "< 0.05", "")]),
        ("rose 6.8-fold (n = 4)", [("effect", "6.8", "fold"), ("n", "4", "")]),
        ("declined \ufffd1.08%/month (p = 0.0012)",
         [("effect", "\ufffd1.08", "%/month"), ("p", "= 0.0012", "")]),
        ("FDR < 0.1", [("q", "< 0.1", "")]),
        ("correlated (R2 = 0.38, p = 0.0087)",
         [("r", "R2 = 0.38", ""), ("p", "= 0.0087", "")]),
        ("no number here", []),
    ],
)  # fmt: skip
def test_numbers(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(n.kind, n.value, n.unit) for n in read_numbers(text)] == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("a 15-day flight", [15.0]),
        ("after 4.5 weeks", [31.5]),
        ("two months later", [60.0]),
        ("6 to 12 months", [180.0, 360.0]),
        ("no time", []),
    ],
)
def test_days(text: str, days: list[float]) -> None:
    assert days_in(text) == days


def test_absurd_numbers_are_no_values():
    from spacekg.builders.finding import read_number
    from spacekg.extraction.durations import days_in

    assert read_number("1" + "0" * 30) is None and read_number("250") == 250.0
    assert days_in("99999999999999999999999 days, then 30 days") == [30.0]
