"""Not recovered: what is listed still shows the change, and what went back is left out."""

from __future__ import annotations

import zlib

import pytest
from pyoxigraph import Literal, QuerySolutions

from spacekg.graph import KnowledgeGraph
from spacekg.queries import ask

VOCABULARY = "https://w3id.org/spacekg/vocab/"
BONE, FEMUR, SKULL = "http://t/bone", "http://t/femur", "http://t/skull"
IRIS = ("about", "reportedBy", "supportedBy", "underExposure", "inOrganism", "inTissue", "within")


def say(subject: str, **values: str) -> str:
    lines = []
    for name, value in values.items():
        property = (
            "http://www.w3.org/2000/01/rdf-schema#label" if name == "label" else VOCABULARY + name
        )
        term = f"<{value}>" if name in IRIS else str(Literal(value))
        lines.append(f"<{subject}> <{property}> {term} <http://g/1> .\n")
    return "".join(lines)


def finding(name: str, direction: str, quote: str, **more: str) -> str:
    told = {
        "about": "http://e/mass", "direction": direction, "certainty": "asserted",
        "tier": "primary", "reportedBy": "http://s/1", "underExposure": "http://x/flight", **more,
    }  # fmt: skip
    evidence = f"http://q/{zlib.crc32(quote.encode())}"
    return say(f"http://f/{name}", **told, supportedBy=evidence) + say(evidence, quote=quote)


def listed(*findings: str) -> list[str]:
    shared = say("http://e/mass", label="mass") + say(FEMUR, within=BONE, label="femur")
    shared += say(BONE, label="bone") + say(SKULL, label="skull", within=BONE)
    graph = KnowledgeGraph.from_quads((shared + "".join(findings)).encode())
    answer = ask(graph, "not-recovered")
    assert isinstance(answer, QuerySolutions)
    return [f"{row['direction'].value}, {row['basis'].value}" for row in answer]


def later(direction: str, quote: str, **more: str) -> str:
    return finding("later", direction, quote, timePoint="follow-up", **more)


@pytest.mark.parametrize(
    ("direction", "quote"),
    [
        ("decreased", "A year after landing mass remained significantly below preflight levels."),
        ("decreased", "Six months after return mass was still low [3]."),
        ("decreased", "Mass was lower than baseline 90 days after landing."),
        ("increased", "Mass stayed elevated after 30 days of recovery."),
        (
            "decreased",
            "Recovery of mass was incomplete, as mass had not fully recovered in a year.",
        ),
        ("decreased", "Mass had not\nreturned to baseline at follow-up."),
        ("changed", "Structure was still altered during reambulation."),
    ],
)
def test_a_sentence_that_says_so_is_listed(direction: str, quote: str) -> None:
    assert listed(later(direction, quote)) == [f"{direction}, the sentence"]


@pytest.mark.parametrize(
    ("direction", "quote"),
    [
        ("increased", "Mass increased again when mice exercised during recovery."),
        ("decreased", "Most of the loss of mass was recovered at follow-up."),
        ("decreased", "The lost mass had returned to baseline at follow-up."),
        ("increased", "Mass increased from postflight levels in a year of readaptation."),
        ("unchanged", "Mass remained unchanged during recovery."),
        ("decreased", "Recovery to preflight mass takes longer than the flight."),
        ("increased", "Mass rose, though it was lower than preflight in some after return."),
    ],
)
def test_what_went_back_is_left_out(direction: str, quote: str) -> None:
    fell = finding("before", "decreased", "Mass fell in flight.", timePoint="in-flight")
    assert listed(fell, later(direction, quote)) == []


SAME_WAY = "After 14 days of recovery mass was 9% less than in controls."


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        ({}, {}, 1),
        ({"timePoint": "follow-up"}, {}, 0),
        ({"certainty": "negated"}, {}, 0),
        ({"direction": "increased"}, {}, 0),
        ({"reportedBy": "http://s/2"}, {}, 0),
        ({"about": "http://e/other"}, {}, 0),
        ({}, {"certainty": "negated"}, 0),
        ({"inOrganism": "http://o/1"}, {"inOrganism": "http://o/1"}, 1),
        ({"inOrganism": "http://o/1"}, {"inOrganism": "http://o/2"}, 0),
        ({"inTissue": BONE}, {"inTissue": FEMUR}, 1),
        ({"inTissue": FEMUR}, {"inTissue": BONE}, 1),
        ({"inTissue": FEMUR}, {"inTissue": SKULL}, 0),
        ({"inTissue": FEMUR}, {}, 1),
    ],
)
def test_the_same_way_before_and_after_is_listed_of_one_thing_in_one_place(
    before: dict[str, str], after: dict[str, str], rows: int
) -> None:
    told = {"direction": "decreased", **before}
    fell = finding("before", told.pop("direction"), "Mass fell.", **told)
    expected = ["decreased, the same way before"] * rows
    assert listed(fell, later("decreased", SAME_WAY, **after)) == expected


def test_no_change_since_the_flight_is_no_recovery() -> None:
    """One sentence tells a fall in flight and that nothing changed in the year after."""
    quote = "Mass fell in flight (p = 0.01), with no change during the 1-year readaptation."
    stood = finding("stood", "unchanged", quote, timePoint="follow-up")
    assert listed(later("decreased", quote), stood) == ["decreased, the sentence"]
    both = "Mass was unchanged during both flight and readaptation."
    assert listed(finding("stood", "unchanged", both, timePoint="follow-up")) == []
