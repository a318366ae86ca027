"""What some named questions leave out, and why: read by eye on real papers, kept by these."""

from __future__ import annotations

import zlib

import pytest
from pyoxigraph import Literal, QuerySolutions

from spacekg.graph import KnowledgeGraph
from spacekg.queries import ask

VOCABULARY = "https://w3id.org/spacekg/vocab/"
DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
NAMES = {
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "a": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
}


def say(subject: str, **values: str | float | tuple[str, ...]) -> str:
    """One line a value: IRIs begin with http, numbers are decimals, all else is text."""
    lines = []
    for name, value in values.items():
        property = NAMES.get(name, VOCABULARY + name)
        for one in value if isinstance(value, tuple) else (value,):
            term = str(Literal(str(one)))
            if isinstance(one, float):
                term = f'"{one}"^^<{DECIMAL}>'
            elif one.startswith("http"):
                term = f"<{one}>"
            lines.append(f"<{subject}> <{property}> {term} <http://g/1> .\n")
    return "".join(lines)


def finding(name: str, quote: str = "", **values: str | float | tuple[str, ...]) -> str:
    told: dict[str, str | float | tuple[str, ...]] = {
        "about": "http://e/mass", "direction": "decreased", "certainty": "asserted",
        "tier": "primary", "reportedBy": "http://s/1", **values,
    }  # fmt: skip
    evidence = f"http://q/{zlib.crc32((name + quote).encode())}"
    lines = say(f"http://f/{name}", **told, supportedBy=evidence) + say(evidence, quote=quote)
    return lines + say(str(told["reportedBy"]), reports=f"http://f/{name}")


SHARED = (
    say("http://e/mass", label="mass", a=f"{VOCABULARY}Phenotype")
    + say("http://x/flight", label="flight", exposureKind="actual")
    + say("http://x/bed", label="bed rest", exposureKind="analog")
    + say("http://m/1", label="M-1")
    + say("http://m/2", label="M-2")
    + say("http://o/mouse", label="mouse")
    + say("http://o/cow", label="cow")
    + say("http://c/exercise", label="exercise countermeasure")
)


def rows(name: str, *lines: str) -> list[dict[str, str]]:
    answer = ask(KnowledgeGraph.from_quads((SHARED + "".join(lines)).encode()), name)
    assert isinstance(answer, QuerySolutions)
    names = [one.value for one in answer.variables]
    return [
        {name: row[name].value for name in names if row[name] is not None} for row in answer
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "direction", "is_listed"),
    [
        ("Exercise failed to prevent the loss of mass.", "decreased", True),
        ("Mass fell despite exercise.", "decreased", True),
        ("Exercise had no effect on mass.", "changed", True),
        ("Mass was unchanged in rats that did exercise.", "unchanged", False),
        ("Exercise increased mass but did not reduce fat.", "increased", False),
        ("Mass rose with exercise.", "increased", False),
        ("The diet failed to prevent the loss of mass.", "decreased", False),
    ],
)
def test_a_countermeasure_fails_only_where_the_sentence_says_so_of_it(
    quote: str, direction: str, is_listed: bool
) -> None:
    study = say("http://s/1", usesCountermeasure="http://c/exercise")
    found = rows("countermeasures-failed", study, finding("a", quote, direction=direction))
    assert bool(found) == is_listed


def test_a_review_of_many_missions_gives_each_only_what_names_it() -> None:
    both = say("http://s/1", partOfMission=("http://m/1", "http://m/2"))
    named = finding("a", tier="review", inMission="http://m/1")
    told = rows("findings-by-mission", both, named, finding("b", tier="review"))
    assert [(row["missionLabel"], row["basis"]) for row in told] == [("M-1", "the finding")]
    paper = rows("findings-by-mission", both, finding("c"))
    assert [(row["missionLabel"], row["basis"]) for row in paper] == [
        ("M-1", "a mission of the study"), ("M-2", "a mission of the study")
    ]  # fmt: skip
    one = rows("findings-by-mission", say("http://s/1", partOfMission="http://m/1"), finding("d"))
    assert [row["basis"] for row in one] == ["the mission of the study"]


def test_missions_of_a_study_of_several_are_no_replication() -> None:
    both = say("http://s/1", partOfMission=("http://m/1", "http://m/2"))
    other = finding("b", reportedBy="http://s/2", inMission="http://m/1")
    told = rows("replicated-findings", both, finding("a"), other)
    assert [(row["studyCount"], row["missionCount"]) for row in told] == [("2", "1")]


def test_the_times_of_a_review_are_not_those_of_each_of_its_organisms() -> None:
    flown = {"hasExposure": "http://x/flight", "durationDays": 30.0}
    mice = say("http://s/1", hasOrganism="http://o/mouse", **flown)
    told = rows("taxa-by-time-in-flight", mice)
    assert [(row["label"], row["duration"]) for row in told] == [("mouse", "3: up to 60 days")]
    cows = say("http://s/1", hasOrganism="http://o/cow")
    years = say("http://s/1", durationDays=16425.0)
    rest = say("http://s/1", hasExposure="http://x/bed")
    for more in (cows, years, rest):
        assert rows("taxa-by-time-in-flight", mice, more) == []
    own = finding("a", inOrganism="http://o/cow", durationDays=2.0, underExposure="http://x/flight")
    told = rows("taxa-by-time-in-flight", mice, cows, years, own)
    assert [(row["label"], row["duration"]) for row in told] == [("cow", "1: up to 3 days")]


@pytest.mark.parametrize(
    ("flight", "analog", "verdict"),
    [
        (("decreased",), ("decreased",), ["agree"]),
        (("decreased", "unchanged"), ("unchanged",), ["partly"]),
        (("decreased",), ("increased", "unchanged"), ["differ"]),
        (("decreased",), ("associated-positively",), []),
        (("changed",), ("decreased",), []),
    ],
)
def test_flight_and_analog_are_compared_by_where_things_went(
    flight: tuple[str, ...], analog: tuple[str, ...], verdict: list[str]
) -> None:
    lines = [finding(f"a{d}", direction=d, underExposure="http://x/flight") for d in flight]
    lines += [finding(f"b{d}", direction=d, underExposure="http://x/bed") for d in analog]
    assert [row["verdict"] for row in rows("flight-versus-analog", *lines)] == verdict


@pytest.mark.parametrize(
    ("effect", "days", "unit", "told"),
    [
        (8.0, 33.0, "%", [("-7.38", "average over the duration")]),
        (8.0, 14.0, "%", [("-17.39", "drawn out from a shorter time")]),
        (48.0, 14.0, "%", []),
        (1.5, 14.0, "%/month", [("-1.5", "printed rate")]),
    ],
)
def test_an_average_is_told_apart_and_loses_no_more_than_all(
    effect: float, days: float, unit: str, told: list[tuple[str, str]]
) -> None:
    one = finding("a", effect=str(effect), effectValue=effect, unit=unit, durationDays=days)
    found = rows("percent-a-month", one)
    assert [(row["percentPerMonth"], row["basis"]) for row in found] == told


@pytest.mark.parametrize(
    "name", ["measures-by-region", "only-weak-evidence", "cited-findings", "findings-by-mission"]
)
def test_what_is_denied_is_not_listed_as_found(name: str) -> None:
    about = {"cites": "[1]", "inMission": "http://m/1", "tier": "news"}
    assert len(rows(name, finding("a", **about))) == 1
    assert rows(name, finding("a", **{**about, "certainty": "negated"})) == []
